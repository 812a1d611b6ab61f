"""A facet over all segments: which documents have a value, and how many of some documents have each value."""

from collections.abc import Collection, Hashable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.results import FacetCount
from archive.search.engines.whoosh.inversion import ragged
from archive.search.engines.whoosh.segment import FacetColumn
from archive.search.question import each_of


class FacetValues:
    """The distinct values of groups of values, and which of them each group has."""

    def __init__(self, groups: list[Any]) -> None:
        self.groups = groups
        self.is_single = not any(isinstance(group, tuple) for group in groups)

    @cached_property
    def all(self) -> list[Any]:
        """The distinct values, in order."""
        return sorted({value for group in self.groups for value in each_of(group)})

    @cached_property
    def places(self) -> dict[Any, int]:
        """Where each value is among all."""
        return {value: index for index, value in enumerate(self.all)}

    @cached_property
    def sizes(self) -> NDArray[np.intp]:
        """How many values each group has."""
        return np.array([len(each_of(group)) for group in self.groups], np.intp)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Where the values of each group begin among the members."""
        return np.cumsum(self.sizes) - self.sizes

    @cached_property
    def members(self) -> NDArray[np.intp]:
        """The places of the values of all groups, one group after the other."""
        return np.array([self.places[value] for group in self.groups for value in each_of(group)], np.intp)

    @property
    def group_of(self) -> NDArray[np.intp]:
        """The group of each member."""
        return np.repeat(np.arange(len(self.groups)), self.sizes)


class FacetGroups:
    """The values of documents, as a code for each document. A code may stand for several values."""

    def __init__(self, columns: Sequence[FacetColumn], before: Self | None = None) -> None:
        """Use the same codes for the columns of several segments, in the order of the values.

        ``before`` is the same facet of an earlier commit. Most segments are in both, because a publication adds a small
        one, and what is known of their values is not made again.
        """
        self.groups: list[Any] = (
            before.groups
            if before and before._has_each_of(columns)
            else sorted(set().union(*(column.values for column in columns)))
        )
        known: dict[int, NDArray[Any]] = {}
        if before and before.groups == self.groups:
            self._code_of: dict[Any, int] = before._code_of
            self.values: FacetValues = before.values
            known = before._codes_by_column()
        else:
            self._code_of = {group: index for index, group in enumerate(self.groups)}
            self.values = FacetValues(self.groups)
        self._columns = list(columns)
        narrow = np.min_scalar_type(max(0, len(self.groups) - 1))
        codes = [known[id(one)] if id(one) in known else self._coded(one, narrow) for one in columns]
        self.codes: NDArray[Any] = np.concatenate(codes) if codes else np.empty(0, narrow)

    def _has_each_of(self, columns: Sequence[FacetColumn]) -> bool:
        """Return whether these columns are its own and others that add no value."""
        own = {id(column) for column in self._columns}
        added = [column for column in columns if id(column) not in own]
        return len(columns) - len(added) == len(own) and all(self._code_of.keys() >= set(one.values) for one in added)

    def _coded(self, column: FacetColumn, narrow: Any) -> NDArray[Any]:
        return np.array([self._code_of[value] for value in column.values], narrow)[column.codes]

    def _codes_by_column(self) -> dict[int, NDArray[Any]]:
        """Return the part of the codes that belongs to each column. The columns are kept, so no id is used again."""
        ends = accumulate((len(column.codes) for column in self._columns), initial=0)
        parts = zip(self._columns, pairwise(ends), strict=True)
        return {id(column): self.codes[start:end] for column, (start, end) in parts}

    def having(self, wanted: Collection[Hashable]) -> NDArray[np.bool_]:
        """Return which documents have any of the values."""
        values = self.values
        places = [values.places[value] for value in wanted if value in values.places]
        if values.is_single and len(places) == 1:
            # Most searches filter by one value, and comparing is ten times as fast as looking up.
            return self.codes == places[0]
        allowed = np.zeros(len(self.groups), bool)
        allowed[places if values.is_single else values.group_of[np.isin(values.members, places)]] = True
        return allowed[self.codes]

    def counts(self, documents: NDArray[np.intp]) -> list[FacetCount]:
        """Return the values among the documents and how many have each, the most frequent first.

        A value that means "none" (0, or an empty text) is left out.
        """
        values = self.values
        by_value = by_group = np.bincount(self.codes[documents], minlength=len(self.groups))
        if not values.is_single:
            used = np.flatnonzero(by_group)
            members = values.members[ragged(values.starts[used], values.sizes[used])]
            weights = np.repeat(by_group[used], values.sizes[used])
            by_value = np.bincount(members, weights, len(values.places)).astype(np.intp)
        occurring = np.flatnonzero(by_value)
        order = occurring[np.argsort(-by_value[occurring], kind="stable")]
        counted = zip(order.tolist(), by_value[order].tolist(), strict=True)
        return [FacetCount(values.all[at], count) for at, count in counted if values.all[at]]
