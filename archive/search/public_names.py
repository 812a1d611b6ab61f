"""The names of public speakers, boards and topics, to be looked up by their words."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from time import monotonic
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Value

from archive.models import Board, Speaker, SpeakerName, Topic
from archive.search.analysis import words
from archive.search.backends import get_backend
from archive.search.request import Facet, SearchRequest, Sort

SECONDS_KEPT = 60

Record = Board | Speaker | Topic
KINDS: dict[str, type[Record]] = {"speaker": Speaker, "board": Board, "topic": Topic}


class Names:
    """The names of public objects, to be looked up by prefixes of their words."""

    def __init__(
        self,
        names: Iterable[tuple[str, str, int]],
        weights: Mapping[tuple[str, int], int],
        languages: Iterable[str] = (),
    ) -> None:
        """Take names, each with the kind and id of its object, and the number of statements of each object.

        ``languages`` are the language tags of the boards.
        """
        self.languages = tuple(languages)
        self._entries = [(tuple(words(name)), (kind, pk)) for name, kind, pk in names]
        self._weights = weights
        self._starts = sorted(
            (word, number) for number, (name, _) in enumerate(self._entries) for word in dict.fromkeys(name)
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """All folded words of the names."""
        return frozenset(word for word, _ in self._starts)

    def beginning(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of the names that have a word for each typed prefix, the most likely first.

        Names that begin with the prefix come before those that have it in a later word; then speakers before boards
        before topics; then those with the most statements.
        """
        found = set.intersection(*(set(self._with(word)) for word in typed))
        ranked = sorted(found, key=lambda number: self._rank(number, typed))
        yield from dict.fromkeys(self._entries[number][1] for number in ranked)

    def named(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of the objects with exactly this name."""
        same = (number for number in self._with(typed[0]) if self._entries[number][0] == tuple(typed))
        yield from dict.fromkeys(self._entries[number][1] for number in same)

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return how many statements the objects of a kind have whose names contain each of the folded words."""
        found = set.intersection(*(self._having(word) for word in typed))
        records = {self._entries[number][1] for number in found}
        return sum(self._weights.get(record, 0) for record in records if record[0] == kind)

    def _having(self, word: str) -> set[int]:
        first = bisect_left(self._starts, (word,))
        found = set()
        for start, number in (self._starts[at] for at in range(first, len(self._starts))):
            if start != word:
                break
            found.add(number)
        return found

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


def public_names() -> Names:
    """Return the public names. They are read again after the index has changed, at most once a minute.

    So a new name is offered up to a minute late. A name that is no longer public is not offered at all.
    """
    folder, version, now = str(settings.SEARCH_INDEX_DIR), get_backend().version(), monotonic()
    kept = _kept.get(folder)
    if kept is None or (kept.version != version and now - kept.read_at > SECONDS_KEPT):
        _kept.clear()
        names = Names(_public_names(), dict(_statement_counts()), _languages())
        kept = _kept[folder] = _Kept(names, version, now)
    return kept.names


def _public_names() -> Iterator[tuple[str, str, int]]:
    """Yield every name with the kind and id of its object, read in one query."""
    spellings = SpeakerName.objects.public().filter(speaker__in=Speaker.objects.public())
    rows: list[Any] = [
        model.objects.public().annotate(of_kind=Value(kind), record=F("pk")) for kind, model in KINDS.items()
    ]
    rows.append(spellings.annotate(of_kind=Value("speaker"), record=F("speaker")))
    first, *others = (part.order_by().values_list("name", "of_kind", "record") for part in rows)
    yield from first.union(*others, all=True)


def _languages() -> Iterable[str]:
    return Board.objects.public().values_list("language", flat=True).distinct().order_by("language")


def _statement_counts() -> Iterator[tuple[tuple[str, int], int]]:
    everything = get_backend().search(SearchRequest(page_size=1, sort=Sort.NEWEST, with_facets=True))
    for kind in KINDS:
        for entry in everything.facets[Facet(kind)]:
            yield (kind, int(entry.value)), entry.count
