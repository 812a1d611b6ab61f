"""The demo record of a new site, and how it is removed completely."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from archive import log
from archive.actions.rules import Verb, ask, audit
from archive.actions.statements import NewDecision, correct, create_statement, publish, withdraw
from archive.ingest.loading.record_files import TABLES
from archive.machine.web.sent_data import Row
from archive.machine.web.sent_lines import open_lines, rows_of
from archive.models import (
    AuditEntry,
    Ballot,
    Board,
    Change,
    ChangeNote,
    FormerSlug,
    LogEntry,
    Meeting,
    OutboxEntry,
    PublicCount,
    SiteSettings,
    Slugged,
    Source,
    Speaker,
    Statement,
    Topic,
    User,
    current_site,
)
from archive.search.engines import outbox

FIXTURES = ("mps-2017-02-23.jsonl", "sample-lake.jsonl")
# The columns of a fixture that have the name of another object.
REFERENCES = frozenset(
    ["parent", "board", "meeting", "agenda_item", "statement", "speaker", "mover", "seconder", "source", "responds_to"]
)
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
        lines = list(_rows_of(settings.BASE_DIR / "fixtures" / name))
        for model in MODELS:
            if model is Board and not (rows[Statement] or rows[Meeting]):
                # The site's own board, which has the name of one of the demo.
                continue
            column = "slug" if issubclass(model, Slugged) else "external_id"
            values = [row[column] for table, row in lines if TABLES.get(table) is model]
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


# A line is a row of one of the tables of a record, as an export has it, with names in place of numbers: a slug, an
# external id, or for an agenda item its meeting, “#” and its label. A statement has its ``title``, ``text``, ``topics``
# and, if it is one, ``decision`` with a ``roll``; ``corrections`` and ``withdrawals`` come after it.
@transaction.atomic
def load_fixture(path: Path) -> int:
    """Publish the record in the file and return how many statements it added; all of it or, on an error, nothing.

    A file is loaded once: if the archive has any of its statements, even withdrawn or changed since, nothing is added.
    Raise ValidationError for invalid values, KeyError if an object refers to one that is not above it in the file.
    """
    rows = list(_rows_of(path))
    numbers = [row["external_id"] for table, row in rows if table == "statements"]
    if Statement.objects.filter(external_id__in=numbers).exists():
        return 0
    named: dict[str, models.Model] = {}
    for table, row in rows:
        name = row.get("slug") or row.get("external_id") or row.get("statement") or _item_name(row)
        named[name] = _add(table, _with_objects(row, named), named)
    return len(numbers)


def _rows_of(path: Path) -> Iterator[tuple[str, Row]]:
    """Yield each row of a file with its table; what has none is for people."""
    with open_lines(path) as lines:
        yield from ((row.pop("table"), row) for _, row in rows_of(lines) if "table" in row)


def _item_name(row: Row) -> str:
    return f"{row.get('meeting')}#{row.get('label')}"


def _with_objects(row: Row, named: Mapping[str, models.Model]) -> Row:
    """Return a row with objects in the place of their names."""
    objects = {name: named[row[name]] for name in REFERENCES & row.keys()}
    return row | objects | ({"topics": [named[slug] for slug in row["topics"]]} if "topics" in row else {})


def _add(table: str, row: Row, named: Mapping[str, models.Model]) -> models.Model:
    """Do what a row says, and return the object that has its name from now on."""
    if table == "corrections":
        return correct(**row)
    if table == "withdrawals":
        return withdraw(**row)
    if table == "statements":
        if decided := row.pop("decision", None):
            roll = [Ballot(**_with_objects(line, named)) for line in decided.pop("roll", ())]
            row["decision"] = NewDecision(_with_objects(decided, named), roll)
        return publish(statement=create_statement(**row))
    model = TABLES[table]
    there = models.Q(slug=row["slug"]) | models.Q(name=row["name"]) if "slug" in row else models.Q(pk=None)
    if found := model._default_manager.filter(there).first():
        return found
    made = model(**row)
    made.full_clean()
    made.save()
    return made
