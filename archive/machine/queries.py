"""Queries whose SQL is compiled once, because compiling a query with many joins costs more than running it.

A page asks the same few questions each time, with different numbers. ``Prepared`` lets Django compile the SQL the first
time, with placeholders for the numbers, and later only fills in numbers. The rows are model instances with what
``select_related`` and ``annotate`` fetch, like those of the queryset.

Only this module uses private parts of Django (``tests/machine/test_queries.py`` says which of them a new Django
changed). It saves half of the processor time of a statement's page, and a fifth to a quarter of a meeting's
(``docs/performance.md``).
"""

from collections.abc import Callable, Collection, Iterable
from copy import copy
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Value = int | str | slice | Collection[int]
# Numbers that every whole-number field accepts and nobody uses, and how texts that nobody uses begin.
FIRST_PLACEHOLDER = 2_000_000_000
TEXT_PLACEHOLDER = "placeholder-"
NO_KEY = -1
MOST_WRITTEN = 64
# The largest whole number of a database. A larger one in a URL cannot be a key.
SMALLEST, LARGEST = -(2**63), 2**63 - 1


class ParameterPlace(NamedTuple):
    """Where a value goes in the parameters of the SQL: its name, and its index in a collection."""

    parameter: int
    name: str
    item: int | None


class Written(NamedTuple):
    """SQL with the places of its values, and the reader of its rows."""

    queryset: Any
    lookups: tuple[Any, ...]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: list[ParameterPlace]


class Prepared(Generic[Row]):
    """A queryset with open whole numbers and texts, made by a function that takes them by name.

    A collection of numbers may be used with ``__in``; its SQL is compiled once for each power of two. A slice is which
    rows to return; it is part of the SQL, which is compiled once for each. The function is called with placeholders, so
    it must pass numbers and texts to lookups unchanged.
    """

    def __init__(self, make: Callable[..., models.QuerySet[Any, Row]]) -> None:
        self._make = make
        self._written: dict[tuple[Any, ...], Written] = {}

    def __call__(self, **values: Value) -> list[Row]:
        """Return the rows for these numbers, as ``list(queryset)`` would, ``prefetch_related`` included."""
        given: dict[str, Any] = {name: _padded(_within_bounds(value)) for name, value in values.items()}
        shape = tuple((name, _shape(value)) for name, value in given.items())
        written = self._written.get(shape)
        if written is None:
            if len(self._written) >= MOST_WRITTEN:
                self._written.clear()
            written = self._written[shape] = _write(self._make, given)
        parameters = list(written.parameters)
        for place in written.places:
            value = given[place.name]
            parameters[place.parameter] = value if place.item is None else value[place.item]
        rows = list(written.queryset._iterable_class(_Asked(written, tuple(parameters))))
        if lookups := written.lookups:
            models.prefetch_related_objects(rows, *lookups)
        return rows


def hold(instances: Iterable[models.Model], relation: str, rows: list[Any], model: type[models.Model]) -> None:
    """Make ``all()`` of the relation of each return these rows without a query, as after prefetch_related."""
    held = model._default_manager.all()
    held._result_cache = rows
    for instance in instances:
        instance.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = held


class _Asked:
    """A queryset for the reader of its rows, with the SQL already compiled and the parameters filled in."""

    def __init__(self, written: Written, parameters: tuple[Any, ...]) -> None:
        self._queryset = written.queryset
        self.query = self
        self.db = DEFAULT_DB_ALIAS
        self._compiler: Any = copy(written.compiler)
        # Each thread has its own connection.
        self._compiler.connection = connections[DEFAULT_DB_ALIAS]
        self._compiler.as_sql = lambda *_, **__: (written.sql, parameters)

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        """Return the compiler that sends the SQL."""
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(self._queryset, name)
        except AttributeError:
            return getattr(self._queryset.query, name)


def _bounded(number: int) -> int:
    return min(max(number, SMALLEST), LARGEST)


def _within_bounds(value: Value) -> Value:
    if isinstance(value, str | slice):
        return value
    return _bounded(value) if isinstance(value, int) else [_bounded(number) for number in value]


def _padded(value: Any) -> Any:
    """Return a collection of numbers filled up to a power of two with numbers that are not keys; at least one."""
    if isinstance(value, int | str | slice):
        return value
    room = 1 << max(len(value) - 1, 0).bit_length()
    return [*value, *[NO_KEY] * (room - len(value))]


def _shape(value: Any) -> Any:
    """Return what of a value is part of the SQL."""
    match value:
        case slice():
            return value.start, value.stop
        case list():
            return len(value)
    return None


def _write(make: Callable[..., models.QuerySet], given: dict[str, Any]) -> Written:
    places: dict[int | str, tuple[str, int | None]] = {}

    def placeholder(value: int | str, name: str, item: int | None = None) -> int | str:
        held = FIRST_PLACEHOLDER + len(places) if isinstance(value, int) else f"{TEXT_PLACEHOLDER}{len(places)}"
        places[held] = (name, item)
        return held

    def opened(name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [placeholder(number, name, item) for item, number in enumerate(value)]
        return value if isinstance(value, slice) else placeholder(value, name)

    open_values = {name: opened(name, value) for name, value in given.items()}
    queryset: Any = make(**open_values)
    compiler: Any = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    # The converters depend only on the columns, which stay the same.
    converters = compiler.get_converters(expression for expression, *_ in compiler.select[: compiler.col_count])
    compiler.get_converters = lambda _: converters
    taken = [ParameterPlace(at, *places[value]) for at, value in enumerate(parameters) if value in places]
    if missing := places.keys() - {parameters[place.parameter] for place in taken}:
        raise ValueError(f"The query does not pass on {sorted({places[number][0] for number in missing})} as it is.")
    return Written(queryset, queryset._prefetch_related_lookups, compiler, sql, tuple(parameters), taken)
