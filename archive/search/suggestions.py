"""What to offer while a reader types: speakers, boards and topics by name, then words; and where a name leads.

Everything offered is public at the moment it is offered.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import NamedTuple

from django.conf import settings

from archive.models import Board, Speaker, SpeakerName, Topic
from archive.search.analysis import tokens, words
from archive.search.backends import get_backend
from archive.search.parameters import query_string
from archive.search.request import Facet, SearchRequest, Sort
from archive.search.searching import count, search

MOST_NAMES = 5
MOST_WORDS = 5
SHORTEST_WORD = 3
LONGEST_TEXT = 200
SECONDS_KEPT = 60

Record = Board | Speaker | Topic
KINDS: dict[str, type[Record]] = {"speaker": Speaker, "board": Board, "topic": Topic}


@dataclass(frozen=True)
class Suggestion:
    """Something to go to or to search for.

    ``kind`` is speaker, board, topic or search; ``name`` is what a reader calls it; ``url`` is the page of the first
    three, empty for a search; ``query`` is that of the address of the search, without the question mark.
    """

    kind: str
    name: str
    url: str
    query: str


def suggest(text: str) -> list[Suggestion]:
    """Return what the reader may be about to type: at most five names and five searches, each of which leads somewhere.

    A name is found by the beginning of any of its words, or of those of its other spellings, accents aside. Raises
    SearchUnavailable where the index cannot be read.
    """
    text = text[:LONGEST_TEXT]
    typed = words(text)
    if not typed:
        return []
    names = _public(islice(_names().beginning(typed), 2 * MOST_NAMES))
    return [*names[:MOST_NAMES], *islice(_completed(text), MOST_WORDS)]


def jump_to(text: str) -> list[Suggestion]:
    """Return the public speakers, boards and topics whose name, or other spelling, was typed whole."""
    typed = words(text[:LONGEST_TEXT])
    return _public(islice(_names().named(typed), MOST_NAMES)) if typed else []


class Names:
    """The names of public records, to be looked up by the beginnings of their words."""

    def __init__(self, names: Iterable[tuple[str, str, int]], weights: Mapping[tuple[str, int], int]) -> None:
        """Take names, each with the kind and id of its record, and how many statements each record has."""
        self._entries = [(tuple(words(name)), (kind, pk)) for name, kind, pk in names]
        self._weights = weights
        self._starts = sorted(
            (word, number) for number, (name, _) in enumerate(self._entries) for word in dict.fromkeys(name)
        )

    def beginning(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of the names with a word that begins with each of those typed, the likeliest first.

        Those that begin as typed come before those that have it within, speakers before boards before topics, and of
        these those with most statements.
        """
        found = set.intersection(*(set(self._with(word)) for word in typed))
        ranked = sorted(found, key=lambda number: self._rank(number, typed))
        yield from dict.fromkeys(self._entries[number][1] for number in ranked)

    def named(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of the records of exactly this name."""
        same = (number for number in self._with(typed[0]) if self._entries[number][0] == tuple(typed))
        yield from dict.fromkeys(self._entries[number][1] for number in same)

    def _with(self, word: str) -> Iterator[int]:
        for at in range(bisect_left(self._starts, (word,)), len(self._starts)):
            start, number = self._starts[at]
            if not start.startswith(word):
                return
            yield number

    def _rank(self, number: int, typed: Sequence[str]) -> tuple[bool, int, int, tuple[str, ...]]:
        name, record = self._entries[number]
        begins = " ".join(name).startswith(" ".join(typed))
        return not begins, list(KINDS).index(record[0]), -self._weights.get(record, 0), name


class _Kept(NamedTuple):
    names: Names
    version: str
    read_at: float


_kept: dict[str, _Kept] = {}


def _names() -> Names:
    """Return the names of what is public, read again where the index has changed, but not more often than each minute.

    A name is offered up to a minute late for that; one that is no longer public is not offered at all.
    """
    folder, version, now = str(settings.SEARCH_INDEX_DIR), get_backend().version(), monotonic()
    kept = _kept.get(folder)
    if kept is None or (kept.version != version and now - kept.read_at > SECONDS_KEPT):
        _kept.clear()
        kept = _kept[folder] = _Kept(Names(_public_names(), dict(_statement_counts())), version, now)
    return kept.names


def _public_names() -> Iterator[tuple[str, str, int]]:
    for kind, model in KINDS.items():
        for pk, name in model.objects.public().values_list("pk", "name"):
            yield name, kind, pk
    spellings = SpeakerName.objects.public().filter(speaker__in=Speaker.objects.public())
    for pk, name in spellings.values_list("speaker", "name"):
        yield name, "speaker", pk


def _statement_counts() -> Iterator[tuple[tuple[str, int], int]]:
    everything = search(SearchRequest(page_size=1, sort=Sort.NEWEST, with_facets=True))
    for kind in KINDS:
        for entry in everything.facets[Facet(kind)]:
            yield (kind, int(entry.value)), entry.count


def _public(found: Iterable[tuple[str, int]]) -> list[Suggestion]:
    """Return suggestions for those records that are public now, in their order."""
    found = list(found)
    rows = {
        (kind, pk): record
        for kind, model in KINDS.items()
        if (wanted := [pk for other, pk in found if other == kind])
        for pk, record in model.objects.public().in_bulk(wanted).items()
    }
    return [_of_record(kind, rows[kind, pk]) for kind, pk in found if (kind, pk) in rows]


def _of_record(kind: str, record: Record) -> Suggestion:
    request = SearchRequest(text=f'{kind}:"{" ".join(words(record.name))}"')
    return Suggestion(kind, record.name, record.get_absolute_url(), query_string(request))


def _completed(text: str) -> Iterator[Suggestion]:
    """Yield the searches that the text becomes when its last word is completed from the words of the archive."""
    last = list(tokens(text))[-1]
    if last.end != len(text) or len(last.word) < SHORTEST_WORD:
        return
    for entry in get_backend().words(last.word, limit=2 * MOST_WORDS):
        request = SearchRequest(text=text[: last.start] + entry.word)
        if "'" not in entry.word and count(request):
            yield Suggestion("search", request.text, "", query_string(request))
