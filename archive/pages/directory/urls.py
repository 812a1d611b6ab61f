"""URLs of boards, speakers and topics."""

from django.urls import path

from archive.pages.directory.boards import board_detail, board_list
from archive.pages.directory.speakers import speaker_detail, speaker_list
from archive.pages.directory.topics import topic_detail, topic_list

urlpatterns = [
    path("boards/", board_list, name="board-list"),
    path("boards/<slug:slug>/", board_detail, name="board-detail"),
    path("speakers/", speaker_list, name="speaker-list"),
    path("speakers/<slug:slug>/", speaker_detail, name="speaker-detail"),
    path("topics/", topic_list, name="topic-list"),
    path("topics/<slug:slug>/", topic_detail, name="topic-detail"),
]
