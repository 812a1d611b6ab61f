"""URLs of files: those of a page with an extension, and those below a meeting's."""

from django.urls import path

from archive.exports.action_minutes import FORMS
from archive.pages.directory.subject import SUBJECTS
from archive.pages.files.lists import FORMATS, LISTS, list_file, search_file, subject_file
from archive.pages.files.meetings import MEDIA_TYPES, meeting_file
from archive.pages.files.minutes import minutes_as_file, minutes_page
from archive.pages.files.pdfs import meeting_pdf, search_pdf, statement_pdf

urlpatterns = [
    path("search.pdf", search_pdf, name="search-pdf"),
    path("meetings/<int:pk>/transcript.pdf", meeting_pdf, name="meeting-pdf"),
    path("meetings/<int:pk>/minutes/", minutes_page, name="meeting-minutes"),
    *(
        path(f"meetings/<int:pk>/minutes.{form}", minutes_as_file, {"form": form}, name=f"minutes-{form}")
        for form in FORMS
    ),
    path("statements/<int:number>/r/<int:revision>/statement.pdf", statement_pdf, name="statement-pdf"),
    *(path(f"search.{form}", search_file, {"form": form}, name="search-file") for form in FORMATS),
    *(
        path(f"{name}.{form}", list_file, {"name": name, "form": form}, name="list-file")
        for name in LISTS
        for form in FORMATS
    ),
    *(
        path(f"{name}/<slug:slug>.{form}", subject_file, {"name": name, "form": form}, name="subject-file")
        for name in SUBJECTS
        for form in FORMATS
    ),
    *(path(f"meetings/<int:pk>/{name}", meeting_file, {"name": name}, name="meeting-file") for name in MEDIA_TYPES),
]
