"""A line of a file: a statement, which may be a decision, a meeting, or a person with offices.

A statement is an object with the keys of ``FIELDS``; others are ignored. The rules of a value are those of the column
that takes it. The other lines are those of ``archive.ingest.loading.open_civic_data``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from archive.ingest.loading.columns import FIELDS_OF_TEXT, cleaned, expected
from archive.machine.web.sent_data import CHARACTERS_SHOWN, NotTaken, Row
from archive.models import AgendaItem, Board, Meeting, Office, PartialDate, Revision, Source, Statement


class BadLine(NotTaken):
    """A line whose object is no statement: the wrong field, what was expected there and what was found."""

    def __init__(self, name: str, expected: str, found: object) -> None:
        self.field, self.expected = name, expected
        shown = json.dumps(found, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= CHARACTERS_SHOWN else f"{shown[:CHARACTERS_SHOWN]}…"
        super().__init__(f"field “{name}”: expected {expected}, found {shown}.")


class LineField:
    """A key of a statement: what it means, and the column that takes its value."""

    def __init__(self, meaning: str, model: type[models.Model], column: str, *, needed: bool = False) -> None:
        self.meaning, self.needed = meaning, needed
        self._column: Any = model._meta.get_field(column)
        self._empty = "" if isinstance(self._column, FIELDS_OF_TEXT) else None
        self._is_text = isinstance(self._column, models.TextField)
        # Most lines of a file say the same in most fields.
        self._known = lru_cache(maxsize=4096, typed=True)(self._value)

    def read(self, name: str, value: Any) -> Any:
        """Return the value in the type of the column, words with single spaces; raise BadLine if it is none of it."""
        if self._is_text and isinstance(value, str) and value.strip():
            return value
        try:
            return self._known(value) if isinstance(value, str | int | None) else self._value(value)
        except (NotTaken, ValidationError) as error:
            raise BadLine(name, expected(self._column, needed=self.needed), value) from error

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            value = " ".join(value.split())
        return self._nothing() if value in (None, "") else cleaned(self._column, value)

    def _nothing(self) -> Any:
        if self.needed:
            raise NotTaken("It is missing.")
        return self._empty


_ID = "its permanent id in the source; a line with a known id changes that statement"
_MEETING = "what the sitting is called; with board and date, it says which meeting it is"
_SOURCE = "the source of the text, on one line; an address in it becomes a link"
_ITEM = "the agenda item that it belongs to (may be missing, as all that follow)"
_KIND = "remark, question, answer and so on; without it, a remark or a public comment"
_STATUS = "verbatim, machine_transcript, minutes or as_reported; without it, “not recorded”"
_SOURCE_KIND = "transcript, minutes, press_report and so on; without it, “other”"
FIELDS = {
    "id": LineField(_ID, Statement, "external_id", needed=True),
    "body": LineField("the board, by name", Board, "name", needed=True),
    "meeting_title": LineField(_MEETING, Meeting, "title", needed=True),
    "meeting_date": LineField("such as 2017-02-23, 2017-02 or 2017", Meeting, "date", needed=True),
    "seq": LineField("its position in the meeting, a whole number from 0", Statement, "position", needed=True),
    "text": LineField("the words", Revision, "text", needed=True),
    "source": LineField(_SOURCE, Source, "title", needed=True),
    "agenda_item": LineField(_ITEM, AgendaItem, "title"),
    "speaker": LineField("who said it, as the source prints it", Statement, "attribution"),
    "speaker_role": LineField("the office that they held at the board", Office, "title"),
    "licence": LineField("the licence of the source", Source, "licence"),
    "kind": LineField(_KIND, Statement, "kind"),
    "text_status": LineField(_STATUS, Statement, "text_status"),
    "source_kind": LineField(_SOURCE_KIND, Source, "kind"),
}


@dataclass(slots=True)
class StatementLine:
    """A statement as its line gives it; an empty text means that a value is missing."""

    id: str
    body: str
    meeting_date: PartialDate
    seq: int
    text: str
    source: str
    meeting_title: str = ""
    agenda_item: str = ""
    speaker: str = ""
    speaker_role: str = ""
    licence: str = ""
    kind: str = ""
    text_status: str = ""
    source_kind: str = ""
    # What only files of other objects give: ids of what a statement otherwise names, and what was decided.
    meeting_id: str = ""
    agenda_item_id: str = ""
    source_id: str = ""
    source_url: str = ""
    facts: Row | None = None
    """The columns of a decision, if it is one."""
    roll: Sequence[Row] = ()
    """The columns of its ballots."""


@dataclass(slots=True)
class MeetingLine:
    """A meeting with its agenda, which is public from now on, with or without statements."""

    id: str
    body: str
    meeting_date: PartialDate
    start: time | None
    place: str
    status: str
    recording_url: str
    agenda: Sequence[tuple[str, str, str]]
    """The id, the label and the title of each item."""
    meeting_title: str = ""


@dataclass(slots=True)
class SpeakerLine:
    """The offices of a person, by board: columns of Office."""

    id: str
    name: str
    offices: Sequence[tuple[str, Row]]


Line = StatementLine | MeetingLine | SpeakerLine


def statement_of(entry: Row) -> StatementLine:
    """Return the statement that an object is; raise BadLine for the first error in it."""
    return StatementLine(**{name: field.read(name, entry.get(name)) for name, field in FIELDS.items()})


def fields_in_words() -> str:
    """Return the fields of a statement, one on each line."""
    return "\n".join(f"  {name:14} {field.meaning}" for name, field in FIELDS.items())
