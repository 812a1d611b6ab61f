"""The differences between two wordings, word by word, and where a passage of one is in the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from archive.citations.passages.quote_range import QuoteRange
from archive.models import GAP

TOKEN = re.compile(rf"\s*(?:\w+(?:['’]\w+)*|{GAP}+|[^\w\s])|\s+")

# If this many words and marks in a row are found elsewhere, they were moved.
TELLING = 4


class PieceKind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True)
class DifferencePiece:
    """A run of text in the old wording, the new one, or both, and where it starts in each, in code points."""

    kind: PieceKind
    old: str
    new: str
    old_start: int
    new_start: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old wording."""
        return self.old_start + len(self.old)

    @property
    def new_end(self) -> int:
        """Where it ends in the new wording."""
        return self.new_start + len(self.new)


KINDS = {"equal": PieceKind.SAME, "insert": PieceKind.ADDED, "delete": PieceKind.DROPPED, "replace": PieceKind.CHANGED}


@dataclass(frozen=True)
class Excerpt:
    """A piece as an excerpt shows it: cut if it is long."""

    kind: PieceKind
    old: str
    new: str


def compare(old: str, new: str) -> list[DifferencePiece]:
    """Return the pieces in order. Their old sides make up exactly the old text, their new sides the new one."""
    return list(_pieces(TOKEN.findall(old), TOKEN.findall(new)))


def excerpt(pieces: Sequence[DifferencePiece | Excerpt], *, around: int = 60, longest: int = 500) -> list[Excerpt]:
    """Return the change with about that many letters around it. A longer change, and what follows it, is cut with "…".

    Return nothing if nothing changed.
    """
    shown: list[Excerpt] = []
    if all(piece.kind == PieceKind.SAME for piece in pieces):
        return shown
    length = 0
    for index, piece in enumerate(pieces):
        if length >= longest:
            shown.append(Excerpt(PieceKind.SAME, " …", " …"))
            break
        if piece.kind == PieceKind.SAME:
            text = _text_near_change(piece.new, around, before=index > 0, after=index < len(pieces) - 1)
            shown.append(Excerpt(piece.kind, text, text))
        else:
            shown.append(Excerpt(piece.kind, _head(piece.old, longest), _head(piece.new, longest)))
        length += max(len(shown[-1].old), len(shown[-1].new))
    return shown


def as_read(pieces: Iterable[DifferencePiece | Excerpt]) -> Iterator[Excerpt]:
    """Yield the pieces for a page: removed text before added text, without the space before them."""
    for piece in pieces:
        if piece.kind == PieceKind.SAME:
            yield Excerpt(PieceKind.SAME, piece.old, piece.new)
            continue
        if words := piece.old.lstrip() or piece.old:
            yield from _space(piece.old, words)
            yield Excerpt(PieceKind.DROPPED, words, "")
        if words := piece.new.lstrip() or piece.new:
            yield from _space(piece.new, words)
            yield Excerpt(PieceKind.ADDED, "", words)


def _space(text: str, words: str) -> Iterator[Excerpt]:
    if space := text.removesuffix(words):
        yield Excerpt(PieceKind.SAME, space, space)


def _text_near_change(text: str, size: int, *, before: bool, after: bool) -> str:
    """Return the ends of an unchanged text next to a change."""
    if len(text) <= size * (before + after):
        return text
    tail = f"… {text[-size:].partition(' ')[2]}" if after else "…"
    return f"{_head(text, size)[:-1]}{tail}" if before else tail


def _head(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[:size].rpartition(' ')[0] or text[:size]} …"


def _pieces(old: list[str], new: list[str]) -> Iterator[DifferencePiece]:
    old_start = new_start = 0
    for kind, old_side, new_side in _sides(old, new):
        piece = DifferencePiece(kind, "".join(old_side), "".join(new_side), old_start, new_start)
        yield piece
        old_start, new_start = piece.old_end, piece.new_end


def _sides(old: list[str], new: list[str]) -> Iterator[tuple[PieceKind, list[str], list[str]]]:
    """Yield what happened to the tokens.

    Shared beginnings and ends are set aside first, because they are most of a text.
    """
    begin = _shared(old, new)
    rest = min(len(old), len(new)) - begin
    end = min(_shared(old[::-1], new[::-1]), rest)
    middle = SequenceMatcher(None, old[begin : len(old) - end], new[begin : len(new) - end])
    if begin:
        yield PieceKind.SAME, old[:begin], new[:begin]
    for tag, old_first, old_last, new_first, new_last in middle.get_opcodes():
        yield KINDS[tag], old[begin + old_first : begin + old_last], new[begin + new_first : begin + new_last]
    if end:
        yield PieceKind.SAME, old[len(old) - end :], new[len(new) - end :]


def _shared(old: list[str], new: list[str]) -> int:
    """Return how many tokens at the beginning are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def find_passage(passage: QuoteRange, old: str, new: str) -> QuoteRange | None:
    """Return where the same words are in the new wording, or None if they are no longer there unchanged.

    If there are several places, return the one that corresponds to the old place, or else the nearest. Raise
    OutsideText if the passage is not in the old wording.
    """
    words = passage.words_in(old)
    if kept := _kept(passage, old, new):
        return kept
    places = [match.start() for match in re.finditer(re.escape(words), new)]
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - passage.start))
    return QuoteRange(start, start + len(words))


def follow_passage(passage: QuoteRange, old: str, new: str) -> QuoteRange | None:
    """Return where the passage itself is in the new wording, or None if its words were changed.

    Unlike ``find_passage``, it does not accept another place with the same words, with one exception: several words in
    a row that occur once in each wording have moved. Raise OutsideText if the passage is not in the old wording.
    """
    words = passage.words_in(old)
    if kept := _kept(passage, old, new):
        return kept
    place = counterpart_range(passage, old, new)
    if place and place.words_in(new) == words.strip():
        return place
    if len(TOKEN.findall(words)) >= TELLING and old.count(words) == new.count(words) == 1:
        return QuoteRange(new.index(words), new.index(words) + len(words))
    return None


def _kept(passage: QuoteRange, old: str, new: str) -> QuoteRange | None:
    """Return the place of a passage that stands within unchanged text."""
    for piece in compare(old, new):
        if piece.kind == PieceKind.SAME and piece.old_start <= passage.start and passage.end <= piece.old_end:
            shift = piece.new_start - piece.old_start
            return QuoteRange(passage.start + shift, passage.end + shift)
    return None


def counterpart(passage: QuoteRange, old: str, new: str) -> str:
    """Return what the new wording has in the passage's place; empty if the passage was dropped."""
    place = counterpart_range(passage, old, new)
    return place.words_in(new) if place else ""


def counterpart_range(passage: QuoteRange, old: str, new: str) -> QuoteRange | None:
    """Return the passage's place in the new wording, without spaces around it, or None if it was dropped."""
    start = end = None
    for piece in compare(old, new):
        if piece.old_end <= passage.start or piece.old_start >= passage.end:
            continue
        is_same = piece.kind == PieceKind.SAME
        if start is None:
            start = piece.new_start + (passage.start - piece.old_start if is_same else 0)
        end = (
            piece.new_start + passage.end - piece.old_start
            if is_same and passage.end < piece.old_end
            else piece.new_end
        )
    words = new[start:end] if start is not None else ""
    if start is None or not any(character.isalnum() for character in words):
        return None
    start += len(words) - len(words.lstrip())
    return QuoteRange(start, start + len(words.strip()))
