"""How a parsed meeting becomes staged turns."""

import math
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError

from archive.ingest.parsed import Vote
from archive.ingest.staging import stage as staging
from archive.ingest.staging.stage import in_recording, keep_file, stage
from archive.ingest.text.vote_in_words import vote_in_words
from archive.models import AuditEntry, ImportBatch
from tests.ingest.transcripts import make_batch, parsed
from tests.record import make_board, make_meeting


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (1.0, 2.0, (1.0, 2.0)),
        (1.0, 1.0, (1.0, 1.0)),
        (1.0, None, (1.0, None)),
        (None, 2.0, (None, None)),
        (2.0, 1.0, (2.0, None)),
        (-1.0, 2.0, (None, None)),
        (math.nan, 2.0, (None, None)),
        (1.0, math.inf, (1.0, None)),
        (1e9, 2e9, (None, None)),
    ],
)
def test_impossible_times_are_left_out(start, end, kept):
    assert in_recording(start, end) == kept


def test_a_vote_is_written_as_in_minutes():
    vote = Vote(title="On the budget", ayes=("Robin Sample", "Kim Example"), no_count=0, outcome="Carried")
    assert vote_in_words(vote) == "On the budget\nAyes: Robin Sample, Kim Example\nNoes: 0\nCarried"
    assert vote_in_words(Vote()) == "Vote"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("8.D. Budget update", "8.D.", "Budget update"),
        ("3 Minutes", "3", "Minutes"),
        ("Item 4: Reports", "4", "Reports"),
        ("IV) Reports", "IV)", "Reports"),
        ("A motion to adjourn", "", "A motion to adjourn"),
        ("Reports", "", "Reports"),
    ],
)
def test_a_heading_is_split_into_number_and_title(heading, label, title):
    item = make_batch(make_meeting(), (("#", heading), ("Chair", "Yes."))).items.get()
    assert (item.label, item.title) == (label, title)


@pytest.mark.django_db
def test_staging_does_not_change_the_public_record():
    meeting = make_meeting()
    make_batch(meeting)
    assert not meeting.statements.exists()
    assert not AuditEntry.objects.about(meeting).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("date", "is_asked"), [("2024-07-12", False), ("2024-07", False), ("2024-07-15", True)])
def test_a_file_that_gives_another_date_than_its_meeting_asks(date, is_asked):
    batch = make_batch(make_meeting(date=date))
    stage(batch, parsed(date="2024-07-12"))
    asked = [problem for _, problem, *_ in batch.problems if "Is it the right file?" in problem]
    assert bool(asked) == is_asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("head", "is_asked"),
    [
        (("Sample Elm School Board",), False),
        (("Sample Oak Library Board",), True),
        (("Sample Elm School Board", "Minutes of the Sample Oak Library Board"), True),
        (
            ("Sample Elm School Board", "Letter from the Sample Oak Library Board about hours, books and many things"),
            False,
        ),
        (("Sample Elm School Board", "Sample Policy Committee"), False),
    ],
)
def test_a_file_whose_head_names_another_board_than_its_meeting_asks(head, is_asked):
    board = make_board("Sample Elm School Board")
    make_board("Sample Oak Library Board")
    make_board("Sample Policy Committee", parent=board)
    batch = make_batch(make_meeting(board))
    stage(batch, parsed([("#", line) for line in head]))
    asked = [problem for _, problem, *_ in batch.problems if "Is it the right file?" in problem]
    assert bool(asked) == is_asked


@pytest.mark.django_db
def test_an_upload_whose_transaction_fails_leaves_no_file(monkeypatch, settings):
    def fail(**_):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(staging, "audit", fail)
    before = stored_files(settings)
    with pytest.raises(DatabaseError):
        keep_file(meeting=make_meeting(), file=ContentFile(b"A: Hello.", name="meeting.txt"))
    assert stored_files(settings) == before
    assert not ImportBatch.objects.exists()


def stored_files(settings) -> set[Path]:
    return set(Path(settings.MEDIA_ROOT).rglob("*.*"))
