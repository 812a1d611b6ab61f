"""A facet over all segments: which documents have a value, and how many of some documents have each."""

from collections.abc import Collection, Hashable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.segment import FacetColumn
from archive.search.results import FacetCount


class Facet:
    """The values of documents, by a code for each; a code may stand for several values."""

    def __init__(self, columns: Sequence[FacetColumn]) -> None:
        """Make the codes of several segments' columns the same, in the order of the values."""
        self.groups: list[Any] = sorted(set().union(*(column.values for column in columns)))
        places = {group: place for place, group in enumerate(self.groups)}
        self._single = not any(isinstance(group, tuple) for group in self.groups)
        narrow = np.min_scalar_type(max(0, len(places) - 1))
        codes = [np.array([places[value] for value in one.values], narrow)[one.codes] for one in columns]
        self.codes: NDArray[Any] = np.concatenate(codes) if codes else np.empty(0, narrow)

    def having(self, wanted: Collection[Hashable]) -> NDArray[np.bool_]:
        """Return which documents have any of the values."""
        _, groups, members = self._members
        allowed = np.zeros(len(self.groups), bool)
        for value in wanted:
            if (place := self._places.get(value)) is not None:
                allowed[place if self._single else groups[members == place]] = True
        return allowed[self.codes]

    def counts(self, documents: NDArray[np.intp], nothing: Hashable = None) -> list[FacetCount]:
        """Return the values among the documents and how many have each, the most frequent first.

        ``nothing`` is a value that stands for none and is left out.
        """
        values, groups, members = self._members
        by_group = np.bincount(self.codes[documents], minlength=len(self.groups))
        by_value = by_group if self._single else np.bincount(members, by_group[groups], len(values)).astype(np.intp)
        order = np.argsort(-by_value, kind="stable")[: np.count_nonzero(by_value)]
        counted = zip(order.tolist(), by_value[order].tolist(), strict=True)
        return [FacetCount(values[place], count) for place, count in counted if values[place] != nothing]

    @cached_property
    def _members(self) -> tuple[list[Any], NDArray[np.intp], NDArray[np.intp]]:
        """The different values in order, and all pairs of a group's place and the place of a value in it."""
        pairs = [(place, self._places[value]) for place, group in enumerate(self.groups) for value in values_of(group)]
        groups, members = np.array(pairs, np.intp).reshape(-1, 2).T
        return list(self._places), groups, members

    @cached_property
    def _places(self) -> dict[Any, int]:
        """The different values, in order, and the place of each."""
        values = sorted({value for group in self.groups for value in values_of(group)})
        return {value: place for place, value in enumerate(values)}


def values_of(group: Any) -> tuple[Hashable, ...]:
    """Return the values that a code stands for."""
    return group if isinstance(group, tuple) else (group,)
