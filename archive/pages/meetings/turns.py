"""The turns of a transcript as HTML, written in Python, because a page has 75 of them.

This saves a sixth of the processor time of a meeting's page (``docs/performance.md``).
"""

from collections.abc import Iterable
from typing import Protocol

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from archive.citations.passages.recording_link import recording_link
from archive.exports.addresses import permanent_path
from archive.exports.phrases import clock, speaker_name, text_status_phrase, unlocalized
from archive.exports.record_html import marked, with_gaps
from archive.models import Statement
from archive.search.engines.results import MarkedSegment

# These get a label. Everything else in a transcript is plain speech.
MARKED_KINDS = frozenset(
    {
        Statement.Kind.POLICY_STATEMENT,
        Statement.Kind.PUBLIC_COMMENT,
        Statement.Kind.MOTION,
        Statement.Kind.VOTE,
        Statement.Kind.DECISION,
    }
)
TURN = """
<article class="turn{manner}" id="statement-{number}">
  <p class="turn-links">
    {time}
    <a class="permalink" href="{path}" title="{title}"
       aria-label="{label}">¶</a>
  </p>
  <div class="turn-body">
    {speaker}
    {kind}
    {heading}
    <div class="said" lang="{language}" data-from="{status}" data-wording="{wording}">
      {words}
    </div>
  </div>
</article>
"""
TIME = """
      <span class="at">{}</span>
    """
LINKED_TIME = """
      <a class="at" href="{}" rel="noopener" data-seek="{}"
         aria-label="{}">{}</a>
    """
SPEAKER = """
      <p class="speaker"><b>
        {}
      </b>{}</p>
    """
NAME = """
          <bdi>{}</bdi>
        """
LINKED_NAME = """
          <a href="{}"><bdi>{}</bdi></a>
        """
OFFICE = ' <span class="quiet"><bdi>{}</bdi></span>'
KIND = '<p class="kind">{}</p>'
HEADING = '<p class="turn-title" lang="{}" dir="auto">{}</p>'
PARAGRAPH = """
        <p dir="auto" data-start="{}">{}</p>
      """


class Shown(Protocol):
    """A paragraph as it is shown: where it begins in the text, and its words, marked or not."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""

    @property
    def segments(self) -> list[MarkedSegment]:
        """Its words."""


class TurnWriter:
    """Writes the turns of one meeting. Their times link to its ``recording``, if that has a URL.

    A turn says in words where it comes from if the one above it, or ``status`` above the first, differs.
    """

    def __init__(self, recording: str = "", status: str | None = None) -> None:
        self._recording = recording
        self._status_above = status
        # Made once for all turns.
        self._title = escape(gettext("Page for this statement"))
        self._label = escape(gettext("Page for statement %(number)s"))
        self._time_label = gettext("%(time)s in the recording")

    def html(self, statement: Statement, shown: Iterable[Shown], *, names_speaker: bool) -> SafeString:
        """Return a turn with its URLs and words. It names the speaker if the previous turn had another one."""
        is_narrative = statement.kind in Statement.UNSAID
        names_speaker = names_speaker and not is_narrative
        # Like format_html, without its check whether each part is safe: they all are, and a page has a thousand.
        return mark_safe(  # noqa: S308
            TURN.format(
                manner=" narrative" if is_narrative else "",
                number=statement.number,
                time=self._time(statement.start_seconds),
                path=escape(statement.get_absolute_url()),
                title=self._title,
                label=self._label % {"number": statement.number},
                speaker=_speaker(statement) if names_speaker else "",
                kind=self._kind(statement),
                heading=_heading(statement),
                status=statement.text_status,
                language=escape(statement.board.language),
                wording=escape(permanent_path(statement.published_revision.get_absolute_url())),
                words="".join(PARAGRAPH.format(one.start, marked(one.segments)) for one in shown),
            )
        )

    def _kind(self, statement: Statement) -> SafeString | str:
        """Return what kind of turn it is, if it needs a label, and its text status, if the turn above has another."""
        labels = [statement.get_kind_display()] if statement.kind in MARKED_KINDS else []
        if statement.text_status != self._status_above:
            labels.append(text_status_phrase(statement.text_status))
        self._status_above = statement.text_status
        return format_html(KIND, " · ".join(labels)) if labels else ""

    def _time(self, seconds: float | None) -> SafeString | str:
        """Return when a turn begins in the recording, as a link if the recording has a URL."""
        if seconds is None:
            return ""
        time = clock(seconds)
        if not self._recording:
            return format_html(TIME, time)
        label = self._time_label % {"time": time}
        return format_html(LINKED_TIME, recording_link(self._recording, seconds), unlocalized(seconds), label, time)


def _speaker(statement: Statement) -> SafeString:
    """Return the speaker of a turn, with the office held that day."""
    said_by = speaker_name(statement)
    speaker = statement.speaker
    name = format_html(LINKED_NAME, speaker.get_absolute_url(), said_by) if speaker else format_html(NAME, said_by)
    office = statement.office
    return format_html(SPEAKER, name, format_html(OFFICE, office.title) if office else "")


def _heading(statement: Statement) -> SafeString | str:
    """Return the turn's own title, if it has one."""
    title = statement.published_revision.title
    return format_html(HEADING, statement.board.language, with_gaps(title)) if title else ""
