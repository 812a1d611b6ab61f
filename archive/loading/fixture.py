"""A small record that comes with the project, in one JSON file, loaded through the actions that staff use.

The file has lists under ``boards``, ``topics``, ``speakers``, ``sources``, ``meetings`` and ``statements``. An object
has the fields of its model, and refers to another by slug or external id. A speaker has ``names`` and ``offices``, a
meeting its ``agenda`` and ``statements`` in order, a statement the ``agenda_item`` by position (from 1), its
``topics``, later ``corrections`` and, if it was ``withdrawn``, ``category`` and ``reason``. A ``decision`` has the
fields of its model and a ``roll``. ``about`` is for people.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from archive.actions.statements import NewDecision, correct, create_statement, publish, withdraw
from archive.models import AgendaItem, Ballot, Board, Meeting, Office, Source, Speaker, SpeakerName, Statement, Topic

Entry = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def load_fixture(path: Path) -> int:
    """Publish the record in the file and return how many statements it added; all of it or, on an error, nothing.

    A file is loaded once: if the archive has any of its statements, even withdrawn or changed since, nothing is added.
    Raise ValidationError for invalid values, KeyError if an object refers to one that is not in the file.
    """
    record = json.loads(path.read_text(encoding="utf-8"))
    statements = [*(turn for meeting in record["meetings"] for turn in meeting["statements"]), *record["statements"]]
    if Statement.objects.filter(external_id__in=[entry["external_id"] for entry in statements]).exists():
        return 0
    loading = _Loading()
    loading.topics = {entry["slug"]: _found_or_made(Topic, entry) for entry in record["topics"]}
    for entry in record["boards"]:
        loading.add_board(entry)
    for entry in record["speakers"]:
        loading.add_speaker(entry)
    loading.sources = {entry["external_id"]: _made(Source, **entry) for entry in record["sources"]}
    for entry in record["meetings"]:
        loading.add_meeting(entry)
    for entry in record["statements"]:
        loading.add_statement(board=loading.boards[entry.pop("board")], **entry)
    return len(statements)


@dataclass
class _Loading:
    """What the file has added so far, by the names in the file."""

    boards: dict[str, Board] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)

    def add_board(self, entry: Entry) -> None:
        parent = entry.pop("parent", None)
        self.boards[entry["slug"]] = _found_or_made(Board, entry | ({"parent": self.boards[parent]} if parent else {}))

    def add_speaker(self, entry: Entry) -> None:
        names, offices = entry.pop("names", []), entry.pop("offices", [])
        speaker = self.speakers[entry["slug"]] = _found_or_made(Speaker, entry)
        for name in names:
            _made(SpeakerName, speaker=speaker, name=name)
        for office in offices:
            board = office.pop("board", None)
            _made(Office, speaker=speaker, board=self.boards[board] if board else None, **office)

    def add_meeting(self, entry: Entry) -> None:
        turns, agenda = entry.pop("statements"), entry.pop("agenda", [])
        meeting = _made(Meeting, board=self.boards[entry.pop("board")], **entry)
        items = [_made(AgendaItem, meeting=meeting, position=place, **item) for place, item in enumerate(agenda, 1)]
        for position, turn in enumerate(turns, 1):
            place = turn.pop("agenda_item", None)
            item = items[place - 1] if place else None
            self.add_statement(meeting=meeting, agenda_item=item, position=position, **turn)

    def add_statement(self, *, corrections: Iterable[Entry] = (), withdrawn: Entry | None = None, **entry: Any) -> None:
        entry["topics"] = [self.topics[slug] for slug in entry.get("topics", ())]
        for name, known in (("speaker", self.speakers), ("source", self.sources), ("responds_to", self.statements)):
            entry[name] = known[entry[name]] if name in entry else None
        if decided := entry.pop("decision", None):
            roll = [Ballot(**self._with_speakers(line)) for line in decided.pop("roll", ())]
            entry["decision"] = NewDecision(self._with_speakers(decided), roll)
        statement = publish(statement=create_statement(**entry))
        for correction in corrections:
            statement = correct(statement=statement, **correction)
        if withdrawn:
            withdraw(statement=statement, **withdrawn)
        self.statements[str(statement.external_id)] = statement

    def _with_speakers(self, entry: Entry) -> Entry:
        """Return the fields with speakers in the place of their slugs."""
        named = {name: self.speakers[entry[name]] for name in ("speaker", "mover", "seconder") if name in entry}
        return entry | named


def _made(model: type[Row], **fields: Any) -> Row:
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def _found_or_made(model: type[Row], fields: Entry) -> Row:
    """Return the existing row with that slug or name, or create it."""
    there = models.Q(slug=fields["slug"]) | models.Q(name=fields["name"])
    return model._default_manager.filter(there).first() or _made(model, **fields)
