"""The turns of a transcript as HTML: a page has dozens of them, and in a template they took most of its time."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.addresses import permanent_path
from archive.models import Statement
from archive.pages.paragraphs import Paragraph
from archive.templatetags.record import clock, marked, recording_at, speaker_name, unlocalized, with_gaps

# Said to be what they are; all else in a transcript is plain speech.
MARKED_KINDS = frozenset(
    {
        Statement.Kind.POLICY_STATEMENT,
        Statement.Kind.PUBLIC_COMMENT,
        Statement.Kind.MOTION,
        Statement.Kind.VOTE,
    }
)
TURN = """<article class="turn{manner}" id="statement-{number}">
<p class="turn-links">{time}<a class="permalink" href="{path}" title="{title}" aria-label="{label}">¶</a></p>
<div class="turn-body">
{speaker}
{kind}
{heading}
<div class="said" lang="{language}" data-wording="{wording}">{words}</div>
</div>
</article>
"""
LINKED_TIME = '<a class="at" href="{}" rel="noopener" data-seek="{}" aria-label="{}">{}</a>'
SPEAKER = '<p class="speaker"><b>{}</b>{}</p>'
OFFICE = ' <span class="quiet"><bdi>{}</bdi></span>'
KIND = '<p class="kind">{}</p>'
HEADING = '<p class="turn-title" lang="{}" dir="auto">{}</p>'
PARAGRAPH = '<p dir="auto" data-start="{}">{}</p>'


def turn_html(statement: Statement, shown: Iterable[Paragraph], *, names_speaker: bool, recording: str) -> SafeString:
    """Return a turn with its addresses and its words.

    ``names_speaker`` where the turn before was another's; ``recording`` is the address of the meeting's, if any.
    """
    is_narrative = statement.kind == Statement.Kind.NARRATIVE
    return format_html(
        TURN,
        manner=" narrative" if is_narrative else "",
        number=statement.number,
        time=_time(statement.start_seconds, recording),
        path=statement.get_absolute_url(),
        title=gettext("The page of this statement"),
        label=gettext("Statement %(number)s, its own page") % {"number": statement.number},
        speaker=_speaker(statement) if names_speaker and not is_narrative else "",
        kind=format_html(KIND, statement.get_kind_display()) if statement.kind in MARKED_KINDS else "",
        heading=_heading(statement),
        language=statement.board.language,
        wording=permanent_path(statement.current_revision.get_absolute_url()),
        words=format_html_join("", PARAGRAPH, ((one.start, marked(one.segments)) for one in shown)),
    )


def _speaker(statement: Statement) -> SafeString:
    """Return who says a turn, in which office that day."""
    name = format_html("<bdi>{}</bdi>", speaker_name(statement))
    if statement.speaker:
        name = format_html('<a href="{}">{}</a>', statement.speaker.get_absolute_url(), name)
    office = statement.office
    return format_html(SPEAKER, name, format_html(OFFICE, office.title) if office else "")


def _heading(statement: Statement) -> SafeString | str:
    """Return the title of its own, where the turn has one."""
    title = statement.current_revision.title
    return format_html(HEADING, statement.board.language, with_gaps(title)) if title else ""


def _time(seconds: float | None, recording: str) -> SafeString | str:
    """Return when a turn begins in the recording, as a link into it where it is known."""
    if seconds is None:
        return ""
    time = clock(seconds)
    if not recording:
        return format_html('<span class="at">{}</span>', time)
    label = gettext("%(time)s in the recording") % {"time": time}
    return format_html(LINKED_TIME, recording_at(recording, seconds), unlocalized(seconds), label, time)
