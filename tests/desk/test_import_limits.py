"""Whatever a file takes to read, the desk says what became of it, and what it has is text."""

import pytest

from archive.actions.statements import publish_meeting
from archive.ingest import limits
from archive.models import ImportBatch
from tests.desk.acting import BY_SOFTWARE
from tests.desk.test_imports import post, upload
from tests.ingest.hostile import HOSTILE, READ
from tests.record import make_meeting

pytestmark = pytest.mark.django_db


def test_a_file_that_takes_too_long_to_read_is_refused_and_kept(clerk, monkeypatch):
    monkeypatch.setattr(limits, "READ_SECONDS", 0)
    # The limit ends it at the next tick of the kernel, so there is enough to read until then.
    page = upload(clerk, make_meeting(), b"Chair Sample: We are in order.\n" * 20_000).content.decode()
    assert "takes too much time or memory to read" in page
    assert ImportBatch.objects.get().status == "refused"


def test_a_file_that_could_not_be_read_on_a_busy_machine_is_kept_and_read_later(clerk, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(limits, "WAIT_SECONDS", 0)
        page = upload(clerk, make_meeting()).content.decode()
    assert "too busy to read this file in time" in page
    assert "Read it again" in page
    batch = ImportBatch.objects.get()
    post(clerk, "import:read", batch)
    batch.refresh_from_db()
    assert (batch.status, batch.turns.count()) == ("staged", 3)


# Too slow to save here as well: tests/ingest/test_hostile.py reads them all.
TOO_SLOW = {"one-line.txt", "wrapped.txt"}
SAVED = [file for file in HOSTILE if file.outcome == READ and file.name not in TOO_SLOW]


@pytest.mark.slow
@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.name)
def test_the_contents_of_hostile_files_are_shown_saved_and_published_as_text(clerk, file):
    meeting = make_meeting()
    page = upload(clerk, meeting, file.make(), file.name).content.decode()
    batch = ImportBatch.objects.get()
    assert batch.status == "staged", batch.refusal
    assert "<script>alert" not in page
    post(clerk, "import:save", batch, **BY_SOFTWARE)
    assert meeting.statements.count() == batch.turns.count() > 0
    assert publish_meeting(meeting=meeting) == batch.turns.count()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bomb.docx", "laughs.xml", "noise.txt", "zeros.txt", "bomb.pdf"])
def test_refused_hostile_files_are_kept_and_stage_nothing(clerk, name):
    file = next(file for file in HOSTILE if file.name == name)
    upload(clerk, make_meeting(), file.make(), name)
    batch = ImportBatch.objects.get()
    assert batch.status == "refused"
    assert batch.refusal.endswith(".")
    assert not batch.turns.exists()
    assert not batch.labels.exists()
    assert batch.file.storage.exists(batch.file.name)
