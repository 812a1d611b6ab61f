"""Looks up all public names in memory one by one: what ``archive.search.names.public_names`` must find."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Count

from archive.language.function_words import TITLES
from archive.models import SpeakerName, Statement
from archive.search.names.public_names import KINDS
from archive.search.question.analysis import words
from archive.search.question.natural.people import HONORIFICS

COLUMNS = {"speaker": "speaker", "board": "board", "topic": "topics"}


class AllNames:
    """Names, each with the kind and id of its object, and how many statements each object has."""

    def __init__(self, names: Iterable[tuple[str, str, int]], weights: Mapping[tuple[str, int], int]) -> None:
        self.entries = [(tuple(words(name)), (kind, pk)) for name, kind, pk in names]
        self.weights = weights

    def beginning(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of names that have a word with each typed prefix, the likeliest first."""
        found = (
            (name, record)
            for name, record in self.entries
            if all(any(word.startswith(start) for word in name) for start in typed)
        )
        yield from dict.fromkeys(record for _, record in sorted(found, key=lambda entry: self._rank(*entry, typed)))

    def named(self, typed: Sequence[str]) -> set[tuple[str, int]]:
        """Return kind and id of the objects with exactly this name."""
        return {record for name, record in self.entries if name == tuple(typed)}

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return how many statements the objects of a kind have, counting only names with all the words."""
        found = {record for name, record in self.entries if record[0] == kind and set(typed) <= set(name)}
        return sum(self.weights.get(record, 0) for record in found)

    def called_by_title(self, family: str) -> int:
        """Return how many statements the speakers have with a name of nothing but this word and titles."""
        names = ((set(name), record) for name, record in self.entries if record[0] == "speaker" and family in name)
        found = {record for name, record in names if name - {family} <= HONORIFICS | TITLES}
        return sum(self.weights.get(record, 0) for record in found)

    def known(self, folded: Iterable[str]) -> set[str]:
        """Return the words that are part of a name."""
        return set(folded) & {word for name, _ in self.entries for word in name}

    def _rank(self, name: tuple[str, ...], record: tuple[str, int], typed: Sequence[str]) -> tuple[object, ...]:
        begins = " ".join(name).startswith(" ".join(typed))
        return not begins, list(KINDS).index(record[0]), -self.weights.get(record, 0), name


def all_public_names() -> AllNames:
    """Return the names that are public now."""
    names = [
        (name, kind, pk)
        for kind, model in KINDS.items()
        for pk, name in model.objects.public().values_list("pk", "name")
    ]
    spellings = SpeakerName.objects.public().values_list("name", "speaker")
    names += [(name, "speaker", pk) for name, pk in spellings]
    weights = {
        (kind, pk): number
        for kind, column in COLUMNS.items()
        for pk, number in Statement.objects.public().order_by().values_list(column).annotate(Count("pk"))
    }
    return AllNames(names, weights)
