"""Recognise redacted words if they come back, wherever from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from archive.actions.redaction.passages import plain_words
from archive.citations.quote_range import QuoteRange, places_of
from archive.citations.words import Word
from archive.models import (
    GAP,
    AgendaItem,
    Board,
    Meeting,
    Office,
    RemovedWords,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.gap import blanked
from archive.models.redaction import OPENING, digest_of, removed_words_of

# One or two words, such as a name, are only looked for in their own meeting, because elsewhere they may mean anyone.
TELLING_ELSEWHERE = 3
# For each table, how a statement that lost words refers to a row that may repeat them.
NAMED_AS: dict[type[models.Model], str] = {
    Board: "board",
    Meeting: "meeting",
    Source: "source",
    Speaker: "speaker",
    Statement: "number",
    Topic: "topics",
}


@dataclass(frozen=True)
class Returned:
    """Redacted words in some texts: which ones, and their place by text and passage."""

    removed: RemovedWords
    places: tuple[tuple[int, QuoteRange], ...]


@dataclass(frozen=True)
class _Said:
    """A word of some texts: its key, and its text and place. A word cut by a hyphen has two places."""

    key: str
    parts: tuple[tuple[int, Word], ...]


HYPHEN = re.compile(r"\s*[-‐‑]\s*")


def remember(stone: Tombstone, passages: Iterable[str]) -> None:
    """Store the hashes of what the redaction removes. Gaps inside a passage split it."""
    ways = (way for passage in passages for way in (_said([passage]), _uncut(_said([passage]), [passage])))
    runs = (run for way in ways for run in _between_gaps([word.key for word in way]))
    RemovedWords.objects.bulk_create(removed_words_of(stone, runs))


def find_removed(texts: Sequence[str], instance: models.Model) -> list[Returned]:
    """Return where the texts, read one after another, contain redacted words.

    These are words of statements of the object (usually their meeting), and longer passages of any other statement,
    except what an editor allowed in the meeting. A word that a hyphen cuts, at a line end or between two texts, also
    counts as one.
    """
    known: dict[int, dict[str, list[RemovedWords]]] = defaultdict(lambda: defaultdict(list))
    for row in _looked_for(instance):
        known[min(row.length, OPENING)][row.opening].append(row)
    if not known:
        return []
    said = _said(texts)
    uncut = _uncut(said, texts)
    found = [*_found(said, known), *(_found(uncut, known) if len(uncut) < len(said) else ())]
    return list({(one.removed.pk, one.places): one for one in found}.values())


def without_removed(text: str, instance: models.Model) -> str:
    """Return a text that a log keeps about the object, with gaps in place of redacted words."""
    for returned in find_removed([text], instance) if text else ():
        for _, place in returned.places:
            text = blanked(text, place.start, place.end)
    return text


def _looked_for(instance: models.Model) -> Iterable[RemovedWords]:
    match instance:
        case AgendaItem():
            instance = instance.meeting
        case Office() | SpeakerName():
            instance = instance.speaker
    concerned = Q(length__gte=TELLING_ELSEWHERE)
    if named := NAMED_AS.get(type(instance)):
        concerned |= Q(**{f"tombstone__statement__{named}": instance.pk})
    rows = RemovedWords.objects.filter(concerned).select_related("tombstone__statement").distinct()
    return rows.exclude(may_stand_in=instance.pk) if isinstance(instance, Meeting) else rows


def _said(texts: Sequence[str]) -> list[_Said]:
    return [_Said(word.key, ((number, word),)) for number, text in enumerate(texts) for word in plain_words(text)]


def _uncut(said: Sequence[_Said], texts: Sequence[str]) -> list[_Said]:
    """Return the words, with those that a hyphen cuts joined: "Plum-" and "tree"."""
    whole: list[_Said] = []
    for word in said:
        if whole and _is_cut(whole[-1].parts[-1], word.parts[0], texts):
            last = whole.pop()
            whole.append(_Said(last.key + word.key, last.parts + word.parts))
        else:
            whole.append(word)
    return whole


def _is_cut(before: tuple[int, Word], after: tuple[int, Word], texts: Sequence[str]) -> bool:
    """Return whether only a hyphen stands between two words of letters, in one text or in two consecutive ones."""
    (first, start), (second, end) = before, after
    if not (start.key.isalpha() and end.key.isalpha()):
        return False
    if first == second:
        between = texts[first][start.end : end.start]
    else:
        between = texts[first][start.end :] + texts[second][: end.start] if second == first + 1 else ""
    return HYPHEN.fullmatch(between) is not None


def _found(said: Sequence[_Said], known: dict[int, dict[str, list[RemovedWords]]]) -> Iterable[Returned]:
    sequence = [word.key for word in said]
    for size, openings in known.items():
        for start in range(len(sequence) - size + 1):
            for row in openings.get(digest_of(sequence[start : start + size]), ()):
                end = start + row.length
                if end <= len(sequence) and digest_of(sequence[start:end]) == row.digest:
                    yield Returned(row, places_of([part for word in said[start:end] for part in word.parts]))


def _between_gaps(run: list[str]) -> Iterable[list[str]]:
    part: list[str] = []
    for key in [*run, GAP]:
        if key != GAP:
            part.append(key)
        elif part:
            yield part
            part = []
