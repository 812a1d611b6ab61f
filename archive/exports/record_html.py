"""Texts of the record as HTML, with marks, gaps and differences, which a template could not write without logic."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from archive.citations.passages.difference import DifferencePiece, Excerpt, PieceKind, as_read
from archive.models import GAPS
from archive.search.engines.results import MarkedSegment

LONGEST_ABBREVIATION = 6
# A count, a season, a page and a line: the sign between the numbers is no place to end a line.
FIGURES = re.compile(r"\b\d{1,4}(?:[-–]\d{1,4})+\b")
QUOTED = re.compile("“([^”]*)”")


def figures(text: str) -> SafeString:
    """Return a text as HTML in which no line ends within a count such as "4-0"."""
    html = FIGURES.sub(r'<span class="figures">\g<0></span>', conditional_escape(text))
    return mark_safe(html)  # noqa: S308 - escaped


def quietly(title: object) -> SafeString:
    """Return a title as HTML. One that is printed in capitals is shown in small ones: its letters stay as they are."""
    html = figures(str(title))
    is_loud = str(title).isupper() and sum(map(str.isalpha, str(title))) > LONGEST_ABBREVIATION
    return format_html('<span class="capitals">{}</span>', html) if is_loud else html


def with_gaps(text: str) -> SafeString:
    """Return a text as HTML, with each gap of redacted words marked."""
    gap = format_html('<span class="gap">[{}]</span>', gettext("redacted"))
    return mark_safe(GAPS.sub(gap, figures(text)))  # noqa: S308 - both are escaped


def difference(pieces: Iterable[DifferencePiece | Excerpt]) -> SafeString:
    """Return the pieces of a difference as HTML: removed words in ``<del>``, added words in ``<ins>``."""
    html: list[str] = []
    for piece in as_read(pieces):
        if piece.kind == PieceKind.SAME:
            html.append(with_gaps(piece.new))
            continue
        html += [format_html("<del>{}</del>", with_gaps(piece.old))] if piece.old else []
        html += [format_html("<ins>{}</ins>", with_gaps(piece.new))] if piece.new else []
    return mark_safe("".join(html))  # noqa: S308 - each is escaped


def old_side(pieces: Iterable[DifferencePiece | Excerpt]) -> SafeString:
    """Return the old wording of a difference as HTML, with the words that the new one has not in ``<b>``."""
    return _side((piece.kind, piece.old) for piece in pieces)


def new_side(pieces: Iterable[DifferencePiece | Excerpt]) -> SafeString:
    """Return the new wording of a difference as HTML, with the words that the old one has not in ``<b>``."""
    return _side((piece.kind, piece.new) for piece in pieces)


def _side(pieces: Iterable[tuple[PieceKind, str]]) -> SafeString:
    html: list[str] = []
    for kind, text in pieces:
        words = text.lstrip()
        space = text[: len(text) - len(words)]
        differs = kind != PieceKind.SAME and words
        html.append(format_html('{}<b class="differs">{}</b>', space, with_gaps(words)) if differs else with_gaps(text))
    return mark_safe("".join(html).strip())  # noqa: S308 - each is escaped


def marked(segments: Iterable[MarkedSegment], target: int = 0) -> SafeString:
    """Return segments of a text as HTML, with marks and gaps; mark number ``target`` is the page's #match."""
    marks = 0
    pieces: list[str] = []
    for segment in segments:
        if segment.is_gap:
            note = segment.note or gettext("redacted")
            pieces.append(format_html('<span class="gap" data-gap="{}">[{}]</span>', len(segment.text), note))
        elif segment.marked:
            marks += 1
            identified = mark_safe(' id="match"') if marks == target else ""
            pieces.append(format_html("<mark{}>{}</mark>", identified, figures(segment.text)))
        else:
            pieces.append(figures(segment.text))
    return mark_safe("".join(pieces))  # noqa: S308 - each is escaped


def isolated(sentence: str) -> SafeString:
    """Return a sentence as HTML, in which words in quotation marks have their own direction."""
    return mark_safe(QUOTED.sub(r"“<bdi>\1</bdi>”", conditional_escape(sentence)))  # noqa: S308 - escaped
