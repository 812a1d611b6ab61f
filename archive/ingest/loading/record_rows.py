"""Makes objects of the rows of a record that another archive sent, and believes none of them.

Each row has only columns that an export has, with values of their types, and passes the validators of its model. What
it refers to is in the record too. Whatever does not is told with its file and its line.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from archive.ingest.loading.columns import typed
from archive.machine.database.parts import in_parts
from archive.machine.web.sent_data import NotTaken, Row, values_of
from archive.machine.web.sent_lines import read_rows
from archive.models import Statement
from archive.models.fields.described import Output, columns_in

AT_ONCE = 1000
# What an export has beside the columns that readers see.
ALSO: dict[type[models.Model], tuple[str, ...]] = {Statement: ("external_id",)}
# What storing raises for a value that passed its validators.
UNUSABLE = (ArithmeticError, DatabaseError, TypeError, ValueError)


class NotARecord(NotTaken):
    """The folder does not contain a whole record, or the site is not empty."""


class SentRow(NamedTuple):
    """A row and where it is: its file and line."""

    place: str
    values: Row

    def values_as(self, kinds: Mapping[str, type | UnionType]) -> Row:
        """Return these values; raise NotARecord if one is missing or of another kind."""
        with told_at(self.place):
            return values_of(self.values, kinds)


@contextmanager
def told_at(place: str) -> Iterator[None]:
    """Raise what is wrong within the context as NotARecord, with its place."""
    try:
        yield
    except ValidationError as error:
        raise NotARecord(f"{place}: {_in_words(error)}") from error
    except (NotTaken, OSError) as error:
        raise NotARecord(f"{place}: {error}") from error


def sent_rows(path: Path) -> Iterator[SentRow]:
    """Yield the rows of a file of the record; raise NotARecord, with the line, for one that cannot be read."""
    with told_at(path.name), path.open("rb") as packed:
        for number, values in read_rows(packed, path.stat().st_size):
            yield SentRow(f"{path.name}, line {number}", values)


class Objects:
    """Stores the objects of a record, and notes which of them refer to which."""

    def __init__(self) -> None:
        self._there: dict[Any, set[Any]] = defaultdict(set)
        self._referred: dict[Any, dict[Any, str]] = defaultdict(dict)

    def store(self, model: type[models.Model], rows: Iterable[tuple[SentRow, Row]]) -> None:
        """Store the rows of a table, each with what this site adds to it; raise NotARecord for the first bad one."""
        made = ((row.place, self._made_instance(model, row, added)) for row, added in rows)
        for some in in_parts(made, AT_ONCE):
            try:
                with transaction.atomic():
                    model._default_manager.bulk_create([instance for _, instance in some])
            except UNUSABLE:
                _refuse_one_of(model, some)

    def check(self) -> None:
        """Raise NotARecord if an object refers to one that is not in the record, or contradicts another."""
        for model, referred in self._referred.items():
            for pk in referred.keys() - self._there[model]:
                raise NotARecord(f"{referred[pk]}: the record has no {model._meta.verbose_name} {pk}.")

    def _made_instance(self, model: type[models.Model], row: SentRow, added: Row) -> models.Model:
        with told_at(row.place):
            instance = model(**_typed(model, row.values), **added)
            relations = [field for field in model._meta.concrete_fields if field.is_relation]
            instance.clean_fields(exclude={field.name for field in relations})
            for field in relations:
                self._refer(field, getattr(instance, field.attname), row.place)
        if instance.pk is not None:
            self._there[model].add(instance.pk)
        return instance

    def _refer(self, field: Any, value: Any, place: str) -> None:
        if value is None and not field.null:
            raise NotTaken(f"There is no “{field.name}”.")
        if value is not None and value not in self._there[field.related_model]:
            self._referred[field.related_model].setdefault(value, place)


def check_relations(model: type[models.Model], path: Path) -> None:
    """Raise NotARecord for the first stored row that its model refuses beside those it refers to (``clean``)."""
    relations = [field for field in model._meta.concrete_fields if field.is_relation]
    stored = model._default_manager.select_related(*(field.name for field in relations)).order_by("pk")
    for instance in stored.iterator(AT_ONCE):
        before = [getattr(instance, field.attname) for field in model._meta.concrete_fields]
        try:
            instance.clean()
            if before != [getattr(instance, field.attname) for field in model._meta.concrete_fields]:
                raise ValidationError("It contradicts what it belongs to.")
        except ValidationError as error:
            raise NotARecord(f"{_place_of(instance, path)}: {_in_words(error)}") from error


def _place_of(instance: models.Model, path: Path) -> str:
    """Return where the row of an object is, whose key its table calls by one of these names."""
    rows = sent_rows(path)
    return next(
        (row.place for row in rows if instance.pk in {row.values.get("id"), row.values.get("number")}), path.name
    )


def _typed(model: type[models.Model], row: Row) -> Row:
    """Return the values in the model's types; raise NotTaken for a column that no export has, or another type."""
    fields = {field.name: field for field in _columns(model)}
    values = {}
    for name, value in row.items():
        field = fields.get(name)
        if field is None:
            raise NotTaken(f"No record has “{name}”.")
        values[field.attname] = None if value is None else typed(field, value)
    return values


def _columns(model: type[models.Model]) -> "Iterable[models.Field[Any, Any]]":
    """Return the columns that an export has. Tables between two others have all of theirs."""
    if not hasattr(model, "described"):
        return model._meta.concrete_fields
    also = [model._meta.get_field(name) for name in ALSO.get(model, ())]
    return [*columns_in(model, Output.FILES), *also]  # type: ignore[list-item]  # these are columns


def _refuse_one_of(model: type[models.Model], some: list[tuple[str, models.Model]]) -> NoReturn:
    """Raise NotARecord for the first object that the database refuses."""
    for place, instance in some:
        try:
            with transaction.atomic():
                model._default_manager.bulk_create([instance])
        except UNUSABLE as error:
            raise NotARecord(f"{place}: the database refuses it. {str(error).partition(chr(10))[0]}.") from error
    raise NotARecord(f"{some[0][0]}: the database refuses this row or one of the next {len(some)}.")


def _in_words(error: ValidationError) -> str:
    if hasattr(error, "error_dict"):
        return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages)
