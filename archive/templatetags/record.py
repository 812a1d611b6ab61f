"""How templates say what the record holds: dates in full, times of a recording, where a text comes from."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.context import RequestContext
from django.utils.formats import date_format
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from archive.addresses import path_in_language, permanent_path, permanent_url
from archive.citations.difference import Excerpt, Kind, Piece, as_read
from archive.citations.recording_link import recording_link
from archive.models import GAPS, PartialDate, Statement, current_site, shown
from archive.search.marking import Segment

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()

TextStatus = Statement.TextStatus

TEXT_STATUS_PHRASES: dict[str, "StrPromise"] = {
    TextStatus.VERBATIM: gettext_lazy("Verbatim text"),
    TextStatus.MACHINE_TRANSCRIPT: gettext_lazy("Machine transcript"),
    TextStatus.MINUTES: gettext_lazy("From the minutes"),
    TextStatus.AS_REPORTED: gettext_lazy("From a news report"),
}
TEXT_STATUS_MEANINGS: dict[str, "StrPromise"] = {
    TextStatus.VERBATIM: gettext_lazy(
        "The exact words, from an official transcript, a recording or the document itself."
    ),
    TextStatus.MACHINE_TRANSCRIPT: gettext_lazy(
        "Software transcribed the recording. Words may be wrong and names misspelled. Listen before you quote."
    ),
    TextStatus.MINUTES: gettext_lazy("A summary from the minutes. These are not the speaker’s own words."),
    TextStatus.AS_REPORTED: gettext_lazy(
        "A news report quoted these words. We have not checked them against a recording."
    ),
}
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# Written from right to left, each in the script it is usually written in (CLDR).
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"}
QUOTED = re.compile("“([^”]*)”")
# The first space is one that does not break: no line begins with the dot.
BETWEEN = mark_safe("&nbsp;· ")
UNIDENTIFIED = gettext_lazy("Unidentified speaker")


@register.filter
def full_date(date: PartialDate | None) -> str:
    """Return the date as it is known: "Thursday 23 February 2017", "February 2017", "2017"."""
    if date is None:
        return ""
    return f"{date_format(date.first, 'l')} {date}" if date.day else str(date)


@register.filter
def clock(seconds: float | None) -> str:
    """Return a time in a recording as h:mm:ss."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"


@register.filter
def recording_at(url: str, seconds: float | None) -> str:
    """Return the link into a recording that starts at a second of it."""
    return recording_link(url, seconds)


@register.filter
def duration(seconds: float) -> str:
    """Return a length of time in hours and minutes, rounded up to the minute: "2 h 14 min"."""
    hours, minutes = divmod(-(-int(seconds) // 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


@register.filter
def unbroken(words: object) -> str:
    """Return the words as they are shown, to stay on one line: a date, a number with what it counts."""
    return str(words).replace(" ", NO_BREAK_SPACE)


@register.filter(name="shown")
def shown_text(text: str) -> str:
    """Return a text for people to read: each gap where words were redacted is said to be one."""
    return shown(text)


@register.filter
def with_gaps(text: str) -> SafeString:
    """Return a text as HTML, in which each gap where words were redacted stands out from what was said."""
    gap = format_html('<span class="gap">[{}]</span>', gettext("redacted"))
    return mark_safe(GAPS.sub(gap, conditional_escape(text)))  # noqa: S308 - both are escaped


@register.filter
def difference(pieces: Iterable[Piece | Excerpt]) -> SafeString:
    """Return the pieces of a difference as HTML: removed words in ``<del>``, added words in ``<ins>``."""
    html: list[str] = []
    for piece in as_read(pieces):
        if piece.kind == Kind.SAME:
            html.append(with_gaps(piece.new))
            continue
        html += [format_html("<del>{}</del>", with_gaps(piece.old))] if piece.old else []
        html += [format_html("<ins>{}</ins>", with_gaps(piece.new))] if piece.new else []
    return mark_safe("".join(html))  # noqa: S308 - each is escaped


@register.filter
def marked(segments: Iterable[Segment], is_target: bool = False) -> SafeString:
    """Return segments of a text as HTML, with marks and gaps; ``is_target`` makes the first mark the page's #match.

    A transcript has hundreds of them, and a template for each takes much longer.
    """
    identified = mark_safe(' id="match"') if is_target else ""
    pieces: list[str] = []
    for segment in segments:
        if segment.is_gap:
            note = segment.note or gettext("redacted")
            pieces.append(format_html('<span class="gap" data-gap="{}">[{}]</span>', len(segment.text), note))
        elif segment.marked:
            pieces.append(format_html("<mark{}>{}</mark>", identified, segment.text))
            identified = ""
        else:
            pieces.append(escape(segment.text))
    return mark_safe("".join(pieces))  # noqa: S308 - each is escaped


@register.filter
def isolated(sentence: str) -> SafeString:
    """Return a sentence as HTML, in which the words between quotation marks find their own direction."""
    return mark_safe(QUOTED.sub(r"“<bdi>\1</bdi>”", conditional_escape(sentence)))  # noqa: S308 - escaped


@register.filter
def direction(language: str) -> str:
    """Return the direction that a language (BCP 47) is written in, as HTML's ``dir`` has it: "rtl" or "ltr"."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


@register.filter
def as_statements(number: int) -> str:
    """Return the number of statements in words: "1 statement", "1,234 statements"."""
    return ngettext("%(number)s statement", "%(number)s statements", number) % {"number": intcomma(number)}


@register.filter
def as_meetings(number: int) -> str:
    """Return the number of meetings in words: "1 meeting", "1,234 meetings"."""
    return ngettext("%(number)s meeting", "%(number)s meetings", number) % {"number": intcomma(number)}


@register.filter
def text_status_phrase(status: str) -> str:
    """Return how close a text is to what was said, as it stands above the text."""
    return str(TEXT_STATUS_PHRASES.get(status, ""))


@register.filter
def text_status_meaning(status: str) -> str:
    """Return in a sentence what a text status means."""
    return str(TEXT_STATUS_MEANINGS.get(status, ""))


@register.filter
def speaker_name(statement: Statement) -> str:
    """Return who is on record as having said it: the speaker, else the name that the source prints.

    Minutes and notes of what happened may have no speaker at all; they go by what they are.
    """
    if statement.speaker:
        return statement.speaker.name
    if statement.attribution:
        return statement.attribution
    if statement.kind == Statement.Kind.NARRATIVE or statement.text_status == TextStatus.MINUTES:
        return statement.get_kind_display()
    return str(UNIDENTIFIED)


@register.simple_tag
def statement_meta(statement: Statement, without_speaker: object = "", without_board: object = "") -> SafeString:
    """Return as HTML who said a statement in which office, where, when, and how close its text is to what was said.

    A list has dozens of these, and a template for each takes much longer.
    """
    parts: list[str] = []
    if not without_speaker:
        name = format_html("<b><bdi>{}</bdi></b>", speaker_name(statement))
        parts.append(format_html("{}, <bdi>{}</bdi>", name, office.title) if (office := statement.office) else name)
    if not without_board:
        parts.append(format_html("<bdi>{}</bdi>", statement.board.name))
    parts.append(format_html('<time datetime="{}">{}</time>', statement.date.isoformat(), statement.date))
    parts.append(statement.get_text_status_display().lower())
    return format_html_join(BETWEEN, "{}", ((part,) for part in parts))


class OtherLanguage(NamedTuple):
    """A language the page can be had in: its code, its own name for itself, and the path of the page in it."""

    code: str
    name: str
    path: str


@register.simple_tag
def absolute_url(path: str) -> str:
    """Return the permanent address of a path on this site, in full: the one to give out, in no language."""
    return permanent_url(path)


@register.filter
def permanent(path: str) -> str:
    """Return the path on this site without the language that the page's own address may have."""
    return permanent_path(path)


@register.simple_tag(takes_context=True)
def other_languages(context: RequestContext) -> list[OtherLanguage]:
    """Return the languages that the page at hand is not in, with its address in each.

    Where nothing stands at the address, ``instead`` in the context is the path, in no language, to lead to.
    """
    request, here, instead = context["request"], get_language(), context.get("instead")
    return [
        OtherLanguage(code, name, f"/{code}{instead}" if instead else path_in_language(request, code))
        for code, name in settings.LANGUAGES
        if code != here and code in current_site().languages
    ]


@register.filter
def unlocalized(number: float) -> str:
    """Return a number as scripts and drawings read it, whatever the language of the page: "75.5", "75"."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
