"""A file that can be read in more than one way waits for a person to choose."""

import pytest

from archive.models import ImportBatch
from tests.desk.acting import BY_SOFTWARE, sentences
from tests.desk.test_imports import post, texts, upload
from tests.record import make_meeting

DOUBTFUL = """\
Mayor Sample: Good evening. I would like to open this meeting of the council.

Robin Example: Thank you, and I have a word to say about the budget report.

Jo Third: I think you should know that we have spent less than you gave us.

Mayor Sample: Thank you. Is there anybody else who would like to speak to us?

Robin Example: I would, if you let me.
"""

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]


def test_the_possible_readings_are_shown_with_counts_and_samples(clerk):
    page = upload(clerk, make_meeting(), DOUBTFUL, "council.txt").content.decode()

    assert "How should this file be read?" in page
    assert "5 turns, 2 labels, 1 turn without a name" in " ".join(page.split())
    assert "5 turns, 3 labels, 0 turns without a name" in " ".join(page.split())
    assert "<b>Jo Third:</b> I think you should know" in page


def test_nothing_is_saved_before_a_person_chooses(clerk):
    meeting = make_meeting()
    upload(clerk, meeting, DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()

    response = post(clerk, "import-save", batch, **BY_SOFTWARE)

    assert "The file can be read in more than one way" in sentences(response)[0]
    assert not meeting.statements.exists()


def test_the_chosen_reading_is_staged_and_can_be_saved(clerk):
    meeting = make_meeting()
    upload(clerk, meeting, DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()
    assert texts(batch)[2].startswith("Jo Third: I think")

    post(clerk, "import-read", batch, reading=batch.readings[1]["key"])
    batch.refresh_from_db()

    assert texts(batch)[2].startswith("I think you should know")
    assert batch.reading == batch.readings[1]["key"]
    post(clerk, "import-save", batch, **BY_SOFTWARE)
    assert meeting.statements.count() == 5


def test_choosing_an_unknown_reading_changes_nothing(clerk):
    upload(clerk, make_meeting(), DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()

    post(clerk, "import-read", batch, reading="Name of nothing")
    batch.refresh_from_db()

    assert batch.asks_for_reading
    assert batch.status == ImportBatch.Status.STAGED
