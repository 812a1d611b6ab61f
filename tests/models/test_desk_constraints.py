"""The database itself enforces the rules of the desk's tables, even if code bypasses the forms."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from archive.models import (
    AuditEntry,
    ImportBatch,
    ScheduledPublication,
    SpeakerMerge,
    StagedItem,
    StagedLabel,
    StagedTurn,
)
from tests.record import make_draft, make_meeting, make_speaker
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def make_import() -> ImportBatch:
    file = ContentFile(b"Good evening.", name="minutes.txt")
    return ImportBatch.objects.create(meeting=make_meeting(), file=file, file_name="minutes.txt", file_sha256="a" * 64)


def make_turn() -> StagedTurn:
    return StagedTurn.objects.create(batch=make_import(), position=1, text="Good evening.", start_seconds=2.0)


def make_label() -> StagedLabel:
    return StagedLabel.objects.create(batch=make_import(), text="Chair")


def make_schedule() -> ScheduledPublication:
    return ScheduledPublication.objects.create(meeting=make_meeting(), at=timezone.now(), decided_by=make_person())


def make_merge() -> SpeakerMerge:
    return SpeakerMerge.objects.create(kept=make_speaker(), gone=make_speaker())


def of_statement(schedule: ScheduledPublication) -> ScheduledPublication:
    schedule.meeting, schedule.statement, schedule.pk = None, make_draft(), None
    schedule.save()
    return schedule


CHANGES = {
    "an import without its file": (make_import, {"file": ""}),
    "an import without a checksum": (make_import, {"file_sha256": ""}),
    "a refusal without a sentence": (make_import, {"status": "refused"}),
    "an import that stands nowhere": (make_import, {"status": "lost"}),
    "a turn without text": (make_turn, {"text": ""}),
    "a turn that ends before it starts": (make_turn, {"end_seconds": 1.0}),
    "a turn of no kind": (make_turn, {"kind": "song"}),
    "a label sure of nobody": (make_label, {"certainty": "sure"}),
    "a publication of nothing": (make_schedule, {"meeting": None}),
    "a merge of one": (make_merge, {"gone": F("kept")}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_database_refuses(name):
    make, values = CHANGES[name]
    row = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def test_the_database_refuses_a_heading_without_title():
    with pytest.raises(IntegrityError), transaction.atomic():
        StagedItem.objects.create(batch=make_import(), position=1, title="")


def test_the_database_refuses_a_label_twice_in_an_import():
    label = make_label()
    with pytest.raises(IntegrityError), transaction.atomic():
        StagedLabel.objects.create(batch=label.batch, text=label.text)


def test_the_database_refuses_two_times_for_one_publication():
    for schedule in (make_schedule(), of_statement(make_schedule())):
        schedule.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            schedule.save(force_insert=True)


def test_the_database_refuses_to_merge_a_speaker_twice():
    merge = make_merge()
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerMerge.objects.create(kept=make_speaker(), gone=merge.gone)


def test_the_database_refuses_an_entry_about_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.create(verb="created", subject="", subject_id=1, name="x")
