"""A facet over all segments: which documents have a value, and how many of some documents have each value."""

from collections.abc import Collection, Hashable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.results import FacetCount
from archive.search.engines.whoosh.inversion import ragged
from archive.search.engines.whoosh.segment import FacetColumn


class FacetGroups:
    """The values of documents, as a code for each document. A code may stand for several values."""

    def __init__(self, columns: Sequence[FacetColumn]) -> None:
        """Use the same codes for the columns of several segments, in the order of the values."""
        self.groups: list[Any] = sorted(set().union(*(column.values for column in columns)))
        places = {group: index for index, group in enumerate(self.groups)}
        self._single = not any(isinstance(group, tuple) for group in self.groups)
        narrow = np.min_scalar_type(max(0, len(places) - 1))
        codes = [np.array([places[value] for value in one.values], narrow)[one.codes] for one in columns]
        self.codes: NDArray[Any] = np.concatenate(codes) if codes else np.empty(0, narrow)

    def having(self, wanted: Collection[Hashable]) -> NDArray[np.bool_]:
        """Return which documents have any of the values."""
        places = [self._places[value] for value in wanted if value in self._places]
        if self._single and len(places) == 1:
            # Most searches filter by one value, and comparing is ten times as fast as looking up.
            return self.codes == places[0]
        allowed = np.zeros(len(self.groups), bool)
        allowed[places if self._single else self._group_of[np.isin(self._members, places)]] = True
        return allowed[self.codes]

    def counts(self, documents: NDArray[np.intp]) -> list[FacetCount]:
        """Return the values among the documents and how many have each, the most frequent first.

        A value that means "none" (0, or an empty text) is left out.
        """
        by_value = by_group = np.bincount(self.codes[documents], minlength=len(self.groups))
        if not self._single:
            used = np.flatnonzero(by_group)
            members = self._members[ragged(self._starts[used], self._sizes[used])]
            weights = np.repeat(by_group[used], self._sizes[used])
            by_value = np.bincount(members, weights, len(self._places)).astype(np.intp)
        occurring = np.flatnonzero(by_value)
        order = occurring[np.argsort(-by_value[occurring], kind="stable")]
        counted = zip(order.tolist(), by_value[order].tolist(), strict=True)
        return [FacetCount(self._values[at], count) for at, count in counted if self._values[at]]

    @cached_property
    def _values(self) -> list[Any]:
        """The distinct values, in order."""
        return sorted({value for group in self.groups for value in values_of(group)})

    @cached_property
    def _places(self) -> dict[Any, int]:
        return {value: index for index, value in enumerate(self._values)}

    @cached_property
    def _sizes(self) -> NDArray[np.intp]:
        """How many values each group has."""
        return np.array([len(values_of(group)) for group in self.groups], np.intp)

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        """Where the values of each group begin among the members."""
        return np.cumsum(self._sizes) - self._sizes

    @cached_property
    def _members(self) -> NDArray[np.intp]:
        """The places of the values of all groups, one group after the other."""
        return np.array([self._places[value] for group in self.groups for value in values_of(group)], np.intp)

    @property
    def _group_of(self) -> NDArray[np.intp]:
        """The group of each member."""
        return np.repeat(np.arange(len(self.groups)), self._sizes)


def values_of(group: Any) -> tuple[Hashable, ...]:
    """Return the values that a code stands for."""
    return group if isinstance(group, tuple) else (group,)
