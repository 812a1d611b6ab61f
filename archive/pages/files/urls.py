"""Addresses of files: those of the page with an ending, and below a meeting's."""

from django.urls import path, re_path

from archive.pages.files.lists import FORMATS, LISTS, SUBJECTS, list_file, search_file, subject_file
from archive.pages.files.meetings import MEDIA_TYPES, meeting_file

_form = f"(?P<form>{'|'.join(FORMATS)})"

urlpatterns = [
    re_path(rf"^search\.{_form}$", search_file, name="search-file"),
    re_path(rf"^(?P<name>{'|'.join(LISTS)})\.{_form}$", list_file, name="list-file"),
    re_path(rf"^(?P<name>{'|'.join(SUBJECTS)})/(?P<slug>[-\w]+)\.{_form}$", subject_file, name="subject-file"),
    *(path(f"meetings/<int:pk>/{name}", meeting_file, {"name": name}, name="meeting-file") for name in MEDIA_TYPES),
]
