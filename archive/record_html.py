"""Pieces of the record as HTML written in Python: a page has hundreds, and a template for each takes longer."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from archive.citations.difference import Excerpt, Kind, Piece, as_read
from archive.models import GAPS, Statement
from archive.phrases import speaker_name
from archive.search.marking import Segment

QUOTED = re.compile("“([^”]*)”")
# The first space is one that does not break: no line begins with the dot.
BETWEEN = mark_safe("&nbsp;· ")


def with_gaps(text: str) -> SafeString:
    """Return a text as HTML, in which each gap where words were redacted stands out from what was said."""
    gap = format_html('<span class="gap">[{}]</span>', gettext("redacted"))
    return mark_safe(GAPS.sub(gap, conditional_escape(text)))  # noqa: S308 - both are escaped


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


def isolated(sentence: str) -> SafeString:
    """Return a sentence as HTML, in which the words between quotation marks find their own direction."""
    return mark_safe(QUOTED.sub(r"“<bdi>\1</bdi>”", conditional_escape(sentence)))  # noqa: S308 - escaped


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
