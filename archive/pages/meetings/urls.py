"""URLs of meetings and their documents."""

from django.urls import path

from archive.pages.meetings.documents import meeting_document
from archive.pages.meetings.views import meeting_detail, meeting_list, meeting_whole
from archive.pages.meetings.word_times import meeting_word_times

urlpatterns = [
    path("meetings/", meeting_list, name="meeting-list"),
    path("meetings/<int:pk>/", meeting_detail, name="meeting-number"),
    path("meetings/<int:pk>/documents/<int:document>/", meeting_document, name="meeting-document"),
    path("meetings/<int:pk>/word-times.json", meeting_word_times, name="meeting-word-times"),
    path("meetings/<int:pk>/whole/", meeting_whole, name="meeting-whole"),
    path("meetings/<int:pk>/<str:slug>/", meeting_detail, name="meeting-detail"),
]
