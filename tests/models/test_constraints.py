"""The database itself enforces every rule of the record, even if code bypasses the forms and actions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.statements import withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.models import (
    AgendaItem,
    Board,
    FormerSlug,
    Meeting,
    Office,
    OutboxEntry,
    PartialDateField,
    RedactedPassage,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.fields.choice import ChoiceField
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def change(make: Callable[[], models.Model], **values: Any) -> Callable[[], Any]:
    """Return a function that creates a row and changes it with a raw update."""
    return lambda: (row := make()) and type(row)._base_manager.filter(pk=row.pk).update(**values)


def make_item() -> AgendaItem:
    return AgendaItem.objects.create(meeting=make_meeting(), position=1, title="Approval of the minutes")


def make_office() -> Office:
    return Office.objects.create(speaker=make_speaker(), title="Superintendent", organisation="Schools")


def make_source() -> Source:
    return Source.objects.create(kind=Source.Kind.MINUTES, title="Minutes")


def make_name() -> SpeakerName:
    return SpeakerName.objects.create(speaker=make_speaker(), name="Drier", board=make_board())


def make_entry() -> OutboxEntry:
    return OutboxEntry.objects.create(subject=OutboxEntry.Subject.BOARD, subject_id=1)


def make_revision() -> Revision:
    return make_draft().current_revision


def make_corrected() -> Revision:
    statement = make_statement()
    return Revision.objects.create(
        statement=statement,
        number=2,
        text="Other words.",
        sha256="b" * 64,
        previous_hash=statement.current_revision.sha256,
    )


def repeat(make: Callable[[], models.Model], **changed: Any) -> Callable[[], Any]:
    """Return a function that adds a row again, with another key and the changes."""

    def run() -> None:
        row = make()
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        values[row._meta.pk.attname] = None
        type(row)._base_manager.bulk_create([type(row)(**values | changed)])

    return run


def make_former_slug() -> FormerSlug:
    return FormerSlug.objects.create(kind="board", slug="old", record_id=1)


def make_tombstone() -> Tombstone:
    return withdraw(statement=make_statement(), category="privacy", reason="It named a child.").withdrawal


def make_redacted() -> RedactedPassage:
    revision = make_statement().current_revision
    stone = redact(revision=revision, passage=QuoteRange(0, 2), category="law", reason="A court ordered it.")
    return stone.passages.get()


def raw_change(make: Callable[[], models.Model], **values: Any) -> Callable[[], Any]:
    """Return a function that creates a row and updates it, although its own queryset refuses updates."""
    return lambda: (row := make()) and models.QuerySet(type(row)).filter(pk=row.pk).update(**values)


def speaker_name_without_board() -> SpeakerName:
    return SpeakerName.objects.create(speaker=make_speaker(), name="Drier")


BREAKS: dict[str, Callable[[], Any]] = {
    "agenda_item_has_title": change(make_item, title=""),
    "agenda_item_position_once_a_meeting": repeat(make_item),
    "board_has_name": change(make_board, name=""),
    "board_has_slug": change(make_board, slug=""),
    "board_not_its_own_parent": change(make_board, parent=F("id")),
    "former_slug_not_blank": change(make_former_slug, slug=""),
    "former_slug_once_a_kind": repeat(make_former_slug),
    "meeting_external_id_not_blank": change(make_meeting, external_id=""),
    "office_at_a_board_or_organisation": change(make_office, organisation=""),
    "office_ends_after_start": change(make_office, from_date="2017-05", to_date="2016"),
    "office_has_title": change(make_office, title=""),
    "revision_correction_says_why": change(make_corrected, published_at=timezone.now()),
    "outbox_file_to_delete_is_named": change(make_entry, kind="delete_file"),
    "redacted_passage_is_not_empty": change(make_redacted, end=0),
    "revision_has_hash": change(make_revision, sha256=""),
    "revision_has_salt": change(make_revision, salt=""),
    "revision_has_text": change(make_revision, text=""),
    "revision_is_chained": change(make_corrected, previous_hash=""),
    "revision_number_once_a_statement": repeat(make_revision, published_at=timezone.now()),
    "revision_numbers_start_at_one": change(make_revision, number=0),
    "revision_one_draft_a_statement": repeat(make_revision, number=2, previous_hash="a" * 64),
    "source_external_id_not_blank": change(make_source, external_id=""),
    "source_file_has_checksum": change(make_source, file="minutes.pdf"),
    "source_has_title": change(make_source, title=""),
    "speaker_has_name": change(make_speaker, name=""),
    "speaker_has_slug": change(make_speaker, slug=""),
    "speaker_not_merged_into_itself": change(make_speaker, merged_into=F("id")),
    "speaker_name_not_blank": change(make_name, name=""),
    "speaker_name_once_a_board": repeat(make_name),
    "speaker_name_once_a_speaker": repeat(speaker_name_without_board),
    "statement_agenda_item_needs_meeting": lambda: Statement._base_manager.filter(
        pk=make_draft(board=make_board(), date="2017").pk
    ).update(agenda_item=make_item()),
    "statement_ends_after_start": change(make_draft, start_seconds=2.0, end_seconds=1.0),
    "statement_external_id_not_blank": change(make_draft, external_id=""),
    "statement_says_where_from": change(make_draft, source=None, text_status=""),
    "statement_not_its_own_response": change(make_draft, responds_to=F("number")),
    "statement_published_has_text": change(make_draft, status="published"),
    "statement_starts_in_recording": change(make_draft, start_seconds=-1.0),
    "statement_withdrawn_says_why": change(make_statement, status="withdrawn"),
    "tombstone_decided_in_a_role": raw_change(make_tombstone, decided_as="Reader"),
    "tombstone_has_hash": raw_change(make_tombstone, sha256=""),
    "tombstone_says_why": raw_change(make_tombstone, reason=""),
    "topic_has_name": change(make_topic, name=""),
    "topic_has_slug": change(make_topic, slug=""),
}
# A value that breaks one of these also breaks another, and PostgreSQL names the first alphabetically.
ALSO_BROKEN = {"revision_numbers_start_at_one": "revision_numbers_start_at_one|revision_is_chained"}
MORE_BREAKS: dict[str, Callable[[], Any]] = {
    "a board's name twice": repeat(make_board, slug="other"),
    "a board's slug twice": repeat(make_board, name="Other"),
    "a speaker's slug twice": repeat(make_speaker),
    "a topic's name twice": repeat(make_topic, slug="other"),
    "an external id twice": repeat(lambda: make_meeting(external_id="x-1")),
    "an end without a start": change(make_draft, end_seconds=1.0),
    "a start at no finite second": change(make_draft, start_seconds=float("inf")),
    "an end at no finite second": change(make_draft, start_seconds=1.0, end_seconds=float("inf")),
    "a draft with a time of publication": change(make_draft, published_at=timezone.now()),
    "public without a time of publication": change(make_statement, published_at=None),
    "public without words": change(make_statement, current_revision=None),
    "a withdrawal of a public statement": lambda: Statement._base_manager.filter(pk=make_statement().pk).update(
        withdrawal=make_tombstone()
    ),
    "a tombstone of no kind of reason": raw_change(make_tombstone, category="whim"),
    "a file without a checksum": change(make_source, file="sources/one.txt"),
    "a first revision with one before it": change(make_revision, previous_hash="a" * 64),
    "a statement without a board": change(make_draft, board=None),
    "a statement without a date": change(make_draft, date=None),
    "a meeting without a date": change(make_meeting, date=None),
    "a negative position": change(make_draft, position=-1),
    "one revision current for two statements": lambda: Statement._base_manager.filter(pk=make_draft().pk).update(
        current_revision=make_revision()
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_to_break_each_constraint(name):
    rule = next(rule for model in tables() for rule in model._meta.constraints if rule.name == name)
    sentence = ALSO_BROKEN.get(name, rule.name) if isinstance(rule, models.CheckConstraint) else "(?i)unique"
    with transaction.atomic(), pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_is_tested():
    assert set(BREAKS) == {rule.name for model in tables() for rule in model._meta.constraints}


@pytest.mark.parametrize("name", MORE_BREAKS)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        MORE_BREAKS[name]()


MAKERS = {
    AgendaItem: make_item,
    Board: make_board,
    FormerSlug: make_former_slug,
    Meeting: make_meeting,
    Office: make_office,
    OutboxEntry: make_entry,
    RedactedPassage: make_redacted,
    Revision: make_revision,
    Source: make_source,
    Speaker: make_speaker,
    SpeakerName: make_name,
    Statement: make_draft,
    Tombstone: make_tombstone,
    Topic: make_topic,
}


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("archive").get_models() if model in MAKERS]


def columns(kind: type[models.Field]) -> list[Any]:
    return [
        pytest.param(model, field.name, id=f"{model.__name__}.{field.name}")
        for model in tables()
        for field in model._meta.concrete_fields
        if isinstance(field, kind)
    ]


@pytest.mark.parametrize(("model", "field"), columns(ChoiceField))
def test_the_database_refuses_a_value_that_is_not_a_choice(model, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(MAKERS[model], **{field: "unheard of"})()


@pytest.mark.parametrize(("model", "field"), columns(PartialDateField))
@pytest.mark.parametrize(
    "text", ["", "17", "2017-2", "2017-13", "2017-00", "2017-02-32", "2017/02", "0000", "February"]
)
def test_the_database_refuses_a_text_that_is_not_a_date(model, field, text):
    row = MAKERS[model]()
    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**{field: Value(text, output_field=models.CharField())})


def test_every_field_with_choices_is_checked():
    assert not [
        field
        for model in tables()
        for field in model._meta.concrete_fields
        if field.choices and not isinstance(field, ChoiceField)
    ]
