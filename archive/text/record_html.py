"""Texts of the record as HTML, with marks, gaps and differences, which a template could not write without logic."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from archive.citations.passages.difference import DifferencePiece, Excerpt, PieceKind, as_read
from archive.models import GAPS
from archive.search.engines.results import MarkedSegment

QUOTED = re.compile("“([^”]*)”")


def with_gaps(text: str) -> SafeString:
    """Return a text as HTML, with each gap of redacted words marked."""
    gap = format_html('<span class="gap">[{}]</span>', gettext("redacted"))
    return mark_safe(GAPS.sub(gap, conditional_escape(text)))  # noqa: S308 - both are escaped


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


def marked(segments: Iterable[MarkedSegment], is_target: bool = False) -> SafeString:
    """Return segments of a text as HTML, with marks and gaps; ``is_target`` makes the first mark the page's #match."""
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
    """Return a sentence as HTML, in which words in quotation marks have their own direction."""
    return mark_safe(QUOTED.sub(r"“<bdi>\1</bdi>”", conditional_escape(sentence)))  # noqa: S308 - escaped
