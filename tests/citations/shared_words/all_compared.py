"""Compares each text with all others in the simplest way: what the search for shared passages must find."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from archive.citations.passages.words import Word, words
from archive.citations.shared_words.quotations import MOST_TEXTS, SHORTEST, Run, Text

PIECE = 4
Places = list[tuple[int, int]]


def all_runs(texts: Iterable[Text], stored: Mapping[int, str]) -> set[Run]:
    """Return for each pair of texts the longest run of words that the later one shares with the earlier."""
    ordered = sorted(texts, key=lambda text: (text.first, text.number))
    read = {text.number: words(stored[text.number]) for text in ordered}
    having: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, said in read.items():
        for piece in _rows(said, PIECE):
            having[piece].add(number)
    first_of: dict[tuple[str, ...], tuple[Text, int]] = {}
    shared: defaultdict[tuple[int, int], Places] = defaultdict(list)
    for text in ordered:
        for place, eight in enumerate(_rows(read[text.number], SHORTEST)):
            if all(len(having[eight[at : at + PIECE]]) <= MOST_TEXTS for at in range(SHORTEST - PIECE + 1)):
                earlier, before = first_of.setdefault(eight, (text, place))
                if earlier.last < text.first and earlier.group != text.group:
                    shared[text.number, earlier.number].append((place, before))
    return {_run(later, earlier, read, places) for (later, earlier), places in shared.items()}


def _rows(said: list[Word], size: int) -> Iterator[tuple[str, ...]]:
    keys = [word.key for word in said]
    return (tuple(keys[at : at + size]) for at in range(len(keys) - size + 1))


def _run(later: int, earlier: int, read: Mapping[int, list[Word]], places: Places) -> Run:
    """Return the longest run through one of the places. Among equals, the nearest, then the first."""
    new, old = read[later], read[earlier]
    runs = [_grown(new, old, *place) for place in sorted(places, key=lambda place: (place[0] - place[1], place[0]))]
    length, start, before = max(runs, key=lambda run: run[0])
    last, last_before = start + length - 1, before + length - 1
    return Run(later, new[start].start, new[last].end, earlier, old[before].start, old[last_before].end)


def _grown(new: list[Word], old: list[Word], start: int, before: int) -> tuple[int, int, int]:
    while start and before and new[start - 1].key == old[before - 1].key:
        start, before = start - 1, before - 1
    length = 0
    while (
        start + length < len(new) and before + length < len(old) and new[start + length].key == old[before + length].key
    ):
        length += 1
    return length, start, before
