"""What is known about the columns of a table. Each model says it once, beside its fields; everything else asks here.

``described`` of a model names each of its fields in one ``Columns``: who sees it, what changes it, whether its words
may be those of a statement, which outputs lack it, and whether the search index has it. ``shown`` says which rows pages
show, and which parts of the record a row belongs to.

From that follow the triggers that change the versions of the record, the texts that a redaction searches and those that
somebody is asked about, the fields of forms, and the columns of the files of the record, of lists, and of the API. What
a new field or table still owes is in one list, which ``tests/models/test_described.py`` and ``tests/test_outputs.py``
print.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, auto
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from archive.models.fields.partial_date import PartialDateField
from archive.models.fields.shown_rows import ShownRows


class Rule(Enum):
    """Whether readers see a field, and what it takes to change it."""

    IN_PUBLIC = (True, "An editor, a reason and an entry in the corrections log, once readers can see the record.")
    BY_ACTION = (True, "The action that it is part of, such as publishing: no form has it.")
    SEALED = (True, "It never changes.")
    WORK = (False, "Whoever may change the record.")
    KEPT = (False, "The archive itself: no form has it.")

    def __init__(self, seen: bool, takes: str) -> None:
        self.is_seen = seen
        self.takes = takes


class TextKind(Enum):
    """Whose words a text may have: what a redaction does to them, and whether somebody is asked before they return."""

    FACT = "A fact that other statements depend on. An editor is shown those that repeat redacted words. It is asked."
    ABOUT = "A text about a statement. A redaction removes its words. It is asked."
    LOG = "As ABOUT, but the site writes it, or reads it from a file, and leaves gaps. Nobody is asked."
    OTHER = "No words of a statement, but people choose it, as an address or the name of a file. It is asked."
    CODE = "No words of a statement: a code, a hash, the name of somebody on the staff. Nobody is asked."


class Output(Flag):
    """Where readers and programs get the rows of a table, and where a person changes them."""

    PAGE = auto()
    JSON_LD = auto()
    FILES = auto()
    """The files of the whole record (``archive.exports.bulk.record``). They have every column, unless it says not."""
    LIST = auto()
    """A list as a file, such as meetings.csv (``archive.exports.tables``)."""
    API = auto()
    """The API, whose objects the tools of assistants show too."""
    CALENDAR = auto()
    DESK = auto()
    """The page of the object at the desk."""
    FORM = auto()
    """The form in which a person types it, if any may."""


NOWHERE = Output(0)
EVERYWHERE = ~NOWHERE
TAKEN_OUT = (TextKind.ABOUT, TextKind.LOG)
ASKED_ABOUT = (TextKind.FACT, TextKind.ABOUT, TextKind.OTHER)


@dataclass(frozen=True)
class Columns:
    """Fields of which the same holds, separated by spaces.

    Every text has a ``text``, and nothing else has one (``is_text``). ``not_in`` are the outputs of the table that lack
    the fields, though readers see them. ``indexed`` says that the search index has the value, so that it must be told
    of changes. Pages show what is ``as_it_is`` among the facts of the object, without a word of their own.
    """

    names: str
    rule: Rule
    text: TextKind | None = None
    not_in: Output = NOWHERE
    indexed: bool = False
    as_it_is: bool = False


class Described:
    """What a model says about its table, and in which ``outputs`` its rows are.

    One with ``shown=None`` is on no page that is cached. ``shown_links`` says the same for the tables between two
    others, by the name of the many-to-many field.
    """

    def __init__(
        self,
        *columns: Columns,
        outputs: Output = NOWHERE,
        shown: ShownRows | None,
        shown_links: Mapping[str, ShownRows] | None = None,
    ) -> None:
        self.columns = columns
        self.outputs = outputs
        self.shown = shown
        self.shown_links = shown_links or {}
        self.of = {name: some for some in columns for name in some.names.split()}

    def has(self, name: str, output: Output) -> bool:
        """Return whether an output has a field: all that readers see or, in a form, all that a person may change."""
        columns = self.of.get(name)
        if columns is None or output not in self.outputs & ~columns.not_in:
            return False
        return columns.rule in {Rule.IN_PUBLIC, Rule.WORK} if output is Output.FORM else columns.rule.is_seen


def description_of(model: type[models.Model]) -> Described:
    """Return what the model says about its table."""
    described: Described = vars(model)["described"]
    return described


def described_tables() -> list[type[models.Model]]:
    """Return every table of the archive that is not between two others, by name."""
    return sorted(apps.get_app_config("archive").get_models(), key=lambda model: model.__name__)


def rules_of(model: type[models.Model]) -> dict[str, Rule]:
    """Return the rule of each field of a table, by the name of the field."""
    return {name: some.rule for name, some in description_of(model).of.items()}


def columns_in(model: type[models.Model], output: Output) -> "list[models.Field[Any, Any]]":
    """Return the columns of a table that an output has, in the order of the model."""
    described = description_of(model)
    return [field for field in model._meta.concrete_fields if described.has(field.name, output)]


def facts_of(instance: models.Model) -> list[str]:
    """Return the values of an object that pages show as they are, in the order of the model."""
    described = description_of(type(instance)).of
    names = [field.name for field in instance._meta.concrete_fields if described[field.name].as_it_is]
    return [str(value) for name in names if (value := getattr(instance, name)) not in (None, "")]


def is_text(field: "models.Field[Any, Any]") -> bool:
    """Return whether people or programs write text of their own into the field. Then it has a ``TextKind``."""
    texts = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
    return isinstance(field, texts) and not isinstance(field, PartialDateField) and not field.choices


@cache
def texts_of_kind(*kinds: TextKind) -> dict[type[models.Model], tuple[str, ...]]:
    """Return the texts of these kinds: for each table that has any, by its name, their columns in order."""
    return _columns_of_which(lambda columns: columns.text in kinds)


@cache
def indexed_fields() -> dict[type[models.Model], tuple[str, ...]]:
    """Return the columns whose changes the search index must be told of, for each table that has any."""
    return _columns_of_which(lambda columns: columns.indexed)


def shown_tables() -> Iterator[tuple[type[models.Model], ShownRows]]:
    """Yield every table of which pages show rows, and which rows those are."""
    for model in described_tables():
        described = description_of(model)
        if described.shown:
            yield model, described.shown
        for name, shown in described.shown_links.items():
            yield getattr(model, name).through, shown


def _columns_of_which(holds: Callable[[Columns], bool]) -> dict[type[models.Model], tuple[str, ...]]:
    columns = {}
    for model in described_tables():
        described = description_of(model).of
        fields = [field for field in model._meta.concrete_fields if field.name in described]
        columns[model] = tuple(field.attname for field in fields if holds(described[field.name]))
    return {model: names for model, names in columns.items() if names}
