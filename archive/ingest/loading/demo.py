"""The demo record of a new site, and how it is removed completely."""

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from archive import log
from archive.actions.rules import Verb, ask, audit
from archive.actions.statements import NewDecision, correct, create_statement, publish, withdraw
from archive.models import (
    AgendaItem,
    AuditEntry,
    Ballot,
    Board,
    Change,
    ChangeNote,
    FormerSlug,
    LogEntry,
    Meeting,
    Office,
    OutboxEntry,
    PublicCount,
    SiteSettings,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Topic,
    User,
    current_site,
)
from archive.search.engines import outbox

Entry = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)
FIXTURES = ("mps-2017-02-23.json", "sample-lake.json")
# Independent objects. Everything else that refers to one of them is a part of it and is deleted with it.
MODELS: tuple[type[models.Model], ...] = (Statement, Meeting, Board, Speaker, Topic, Source)
# A statement that responds to one of the demo stays without the reference.
NOT_STOOD_ON = {(Statement, "responds_to")}
Rows = dict[type[models.Model], set[int]]


def load_demo() -> dict[str, int]:
    """Load each fixture of which the archive has nothing; return how many statements each added, by its name."""
    return {name: load_fixture(settings.BASE_DIR / "fixtures" / name) for name in FIXTURES}


@transaction.atomic
def remove_demo(*, actor: User | None = None) -> tuple[int, list[str]]:
    """Delete everything that the demo added, as if it had never been there, and never load it again.

    The public log alone, which only grows, keeps its entries, and says what was removed.

    Return how many statements were deleted, and what stays because the site's own objects depend on it. Raise
    NotAllowed if the actor may not change the site.
    """
    ask(actor, "change_sitesettings")
    # As a redaction does: first the statements, then the log.
    _lock(models.QuerySet(Statement).filter(pk__in=_of_the_demo()[Statement]))
    log.hold()
    # Wait until the changes that are being listed now are listed, and let no others be listed meanwhile.
    _lock(ChangeNote.objects.all())
    rows = _of_the_demo()
    stays = _kept_for_others(rows)
    numbers = sorted(rows[Statement])
    _delete_with_parts(rows)
    site = SiteSettings.objects.first() or SiteSettings.of_new_site()
    site.has_demo = False
    site.save()
    # Only the index is told, because nothing is left to tell others.
    OutboxEntry.objects.write(OutboxEntry.Subject.STATEMENT, numbers)
    transaction.on_commit(outbox.drain, robust=True)
    audit(actor=actor, verb=Verb.DELETED, instance=site, note=f"The demo record: {len(numbers)} statements.")
    return len(numbers), [str(row) for row in stays]


def demo_is_wanted() -> bool:
    """Return whether a start of the site loads the demo: until somebody sets the site up without it."""
    return current_site().has_demo


def _of_the_demo() -> Rows:
    """Return the keys of the fixtures' objects that the archive has."""
    rows: Rows = defaultdict(set)
    for name in FIXTURES:
        record = json.loads((settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8"))
        turns = [turn for meeting in record["meetings"] for turn in meeting["statements"]]
        for model, column, entries in (
            (Statement, "external_id", [*turns, *record["statements"]]),
            (Meeting, "external_id", record["meetings"]),
            (Source, "external_id", record["sources"]),
            (Board, "slug", record["boards"]),
            (Speaker, "slug", record["speakers"]),
            (Topic, "slug", record["topics"]),
        ):
            if model is Board and not (rows[Statement] or rows[Meeting]):
                # The site's own board, which has the name of one of the demo.
                continue
            values = [entry[column] for entry in entries]
            rows[model] |= _keys(model, **{f"{column}__in": values})
    return rows


def _kept_for_others(rows: Rows) -> list[models.Model]:
    """Remove from the rows what the site's own objects depend on, and return that."""
    kept: list[models.Model] = []
    while used := [(model, pk) for model in MODELS for pk in rows[model] if _is_used(model, pk, rows)]:
        for model, pk in used:
            rows[model].discard(pk)
            kept.append(model._base_manager.get(pk=pk))
    return kept


def _is_used(model: type[models.Model], pk: int, rows: Rows) -> bool:
    return any(
        _keys(other, **{field: pk}) - rows[other]
        for other, field in _references(model)
        if other in MODELS and (other, field) not in NOT_STOOD_ON
    ) or any(
        # Topics and documents are linked through a separate table.
        _keys(through, **{field: pk, f"{owner_field}__in": _keys(owner) - rows[owner]})
        for through, field, owner, owner_field in _joined(model)
    )


def _delete_with_parts(rows: Rows) -> None:
    """Delete the rows and their parts, bypassing the rules that keep a published record for ever."""
    gone: Rows = defaultdict(set)
    waiting = [(model, set(keys)) for model, keys in rows.items() if keys]
    while waiting:
        model, keys = waiting.pop()
        if not (new := keys - gone[model]):
            continue
        gone[model] |= new
        _lock(models.QuerySet(model).filter(pk__in=new))
        for other, field in _references(model):
            referring = _keys(other, **{f"{field}__in": new})
            if other is LogEntry:
                # The public log only grows.
                continue
            if other not in MODELS:
                waiting.append((other, referring))
            elif left := referring - rows[other]:
                models.QuerySet(other).filter(pk__in=left).update(**{field: None})
        waiting.extend(_by_number(model, new))
    log.let_go(gone[Change])
    for model, keys in gone.items():
        # Rows refer to each other in circles, so the database checks at the end of the transaction.
        models.QuerySet(model).filter(pk__in=keys)._raw_delete(connection.alias)
    # Triggers counted the statements of these boards while they were deleted.
    PublicCount.objects.filter(board__in=gone[Board])._raw_delete(connection.alias)


def _lock(rows: models.QuerySet[Any]) -> None:
    """Wait for others that are adding rows which refer to these, so that all of them are found and deleted."""
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _by_number(model: type[models.Model], keys: Iterable[int]) -> Iterator[tuple[type[models.Model], set[int]]]:
    """Yield each table that refers to objects of the model by kind and number, with the keys of its rows."""
    name = model._meta.model_name
    for noted in (AuditEntry, Change, ChangeNote):
        yield noted, _keys(noted, subject=name, subject_id__in=keys)
    yield FormerSlug, _keys(FormerSlug, kind=name, record_id__in=keys)


def _keys(model: type[models.Model], **conditions: object) -> set[int]:
    return set(models.QuerySet(model).filter(**conditions).values_list("pk", flat=True))


def _references(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield each table with a column that refers to the model, and the column."""
    relation: Any
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field.name


def _joined(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str, type[models.Model], str]]:
    """Yield each table between the model and another one, with the columns of both."""
    relation: Any
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.many_to_many and relation.related_model in MODELS:
            field = relation.field
            yield relation.through, field.m2m_reverse_field_name(), relation.related_model, field.m2m_field_name()


# The file has lists under ``boards``, ``topics``, ``speakers``, ``sources``, ``meetings`` and ``statements``. An object
# has the fields of its model, and refers to another by slug or external id. A speaker has ``names`` and ``offices``, a
# meeting its ``agenda`` and ``statements`` in order, a statement the ``agenda_item`` by position (from 1), its
# ``topics``, later ``corrections`` and, if it was ``withdrawn``, ``category`` and ``reason``. A ``decision`` has the
# fields of its model and a ``roll``. ``about`` is for people.
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
    loading.sources = {entry["external_id"]: _saved_row(Source, **entry) for entry in record["sources"]}
    for entry in record["meetings"]:
        loading.add_meeting(entry)
    for entry in record["statements"]:
        loading.add_statement(board=loading.boards[entry.pop("board")], **entry)
    return len(statements)


@dataclass
class _Loading:
    """What the file has added so far, by the names in the file."""

    boards: dict[str, Board] = dataclasses.field(default_factory=dict)
    topics: dict[str, Topic] = dataclasses.field(default_factory=dict)
    speakers: dict[str, Speaker] = dataclasses.field(default_factory=dict)
    sources: dict[str, Source] = dataclasses.field(default_factory=dict)
    statements: dict[str, Statement] = dataclasses.field(default_factory=dict)

    def add_board(self, entry: Entry) -> None:
        parent = entry.pop("parent", None)
        self.boards[entry["slug"]] = _found_or_made(Board, entry | ({"parent": self.boards[parent]} if parent else {}))

    def add_speaker(self, entry: Entry) -> None:
        names, offices = entry.pop("names", []), entry.pop("offices", [])
        speaker = self.speakers[entry["slug"]] = _found_or_made(Speaker, entry)
        for name in names:
            _saved_row(SpeakerName, speaker=speaker, name=name)
        for office in offices:
            board = office.pop("board", None)
            _saved_row(Office, speaker=speaker, board=self.boards[board] if board else None, **office)

    def add_meeting(self, entry: Entry) -> None:
        turns, agenda = entry.pop("statements"), entry.pop("agenda", [])
        meeting = _saved_row(Meeting, board=self.boards[entry.pop("board")], **entry)
        items = [
            _saved_row(AgendaItem, meeting=meeting, position=place, **item) for place, item in enumerate(agenda, 1)
        ]
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


def _saved_row(model: type[Row], **fields: Any) -> Row:
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def _found_or_made(model: type[Row], fields: Entry) -> Row:
    """Return the existing row with that slug or name, or create it."""
    there = models.Q(slug=fields["slug"]) | models.Q(name=fields["name"])
    return model._default_manager.filter(there).first() or _saved_row(model, **fields)
