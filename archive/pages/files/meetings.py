"""The files of a public meeting: Akoma Ntoso, captions, plain text, JSON Lines and a Word document."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from archive.exports.addresses import permanent_url
from archive.exports.meeting.akoma_ntoso import akoma_ntoso
from archive.exports.meeting.captions import has_times, srt, webvtt
from archive.exports.meeting.decisions import decisions_of
from archive.exports.meeting.docx import docx
from archive.exports.meeting.json_lines import json_lines
from archive.exports.meeting.plain_text import plain_text
from archive.exports.meeting.turns import ExportedTurn, turns_of
from archive.machine.web.cost import Cost, costs
from archive.models import Meeting
from archive.models.upkeep import subject_version as subjects
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere, one_of


class HasStart(Protocol):
    """A turn that may have a time in the recording."""

    @property
    def start(self) -> float | None:
        """When it begins, in seconds, or None if that is not known."""


if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# The last segment of the URL, and the media type of the file there.
MEDIA_TYPES = {
    "akn.xml": "application/akn+xml; charset=utf-8",
    "captions.srt": "application/x-subrip; charset=utf-8",
    "captions.vtt": "text/vtt; charset=utf-8",
    "statements.jsonl": "application/jsonl; charset=utf-8",
    "text.txt": "text/plain; charset=utf-8",
    "transcript.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

CAPTIONS = frozenset({"captions.srt", "captions.vtt"})
LABELS = {
    "text.txt": gettext_lazy("plain text"),
    "transcript.docx": gettext_lazy("Word"),
    "captions.vtt": gettext_lazy("captions (WebVTT)"),
    "captions.srt": gettext_lazy("captions (SRT)"),
    "akn.xml": gettext_lazy("Akoma Ntoso"),
    "statements.jsonl": gettext_lazy("JSON Lines"),
}


def files_of(turns: Iterable[HasStart]) -> list[tuple[str, "StrPromise"]]:
    """Return the files that a meeting with these turns has, with their names for readers."""
    has_captions = any(turn.start is not None for turn in turns)
    return [(name, label) for name, label in LABELS.items() if has_captions or name not in CAPTIONS]


@require_safe
@costs(Cost.FILE)
def meeting_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Send the record of a public meeting in the format that the last segment names."""
    meeting = one_of(Meeting.objects.public().select_related("board"), pk=pk)
    page_shows(request, subjects.meeting(pk))
    turns = turns_of(meeting)
    if name in CAPTIONS and not has_times(turns):
        raise NotHere(gettext("This meeting has no recording times, so there are no captions."))
    headers = {"Content-Disposition": f'attachment; filename="{meeting.slug}-{name}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(_content(meeting, turns, name), content_type=MEDIA_TYPES[name], headers=headers)


def _content(meeting: Meeting, turns: list[ExportedTurn], name: str) -> str | bytes:
    address = permanent_url(meeting.get_absolute_url())
    match name:
        case "akn.xml":
            return akoma_ntoso(meeting, turns, decisions_of(meeting.pk), address, timezone.localdate())
        case "captions.vtt":
            return webvtt(turns)
        case "captions.srt":
            return srt(turns)
        case "statements.jsonl":
            return "".join(json_lines(meeting, turns, permanent_url("/").rstrip("/")))
        case "transcript.docx":
            return docx(meeting, turns, address)
        case _:
            return plain_text(meeting, turns, address)
