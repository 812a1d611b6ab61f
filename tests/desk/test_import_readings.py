"""A file that can be read in more than one way waits for a person to choose."""

import pytest

from archive.actions.redaction import redact
from archive.citations.passages.quote_range import from_ends
from archive.models import ImportBatch
from tests.desk.acting import BY_SOFTWARE, sentences
from tests.desk.test_imports import post, texts, upload
from tests.record import make_meeting, make_statement

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
    assert "Which of these speak?" in page
    assert '<b>Jo Third</b> <span class="quiet">1×</span> I think you should know' in page


def test_nothing_is_saved_before_a_person_chooses(clerk):
    meeting = make_meeting()
    upload(clerk, meeting, DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()

    response = post(clerk, "import:save", batch, **BY_SOFTWARE)

    assert "How the file is read is not certain." in sentences(response)[0]
    assert not meeting.statements.exists()


def test_the_chosen_reading_is_staged_and_can_be_saved(clerk):
    meeting = make_meeting()
    upload(clerk, meeting, DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()
    assert texts(batch)[2].startswith("Jo Third: I think")

    post(clerk, "import:read", batch, reading=batch.readings[0]["key"], **{"speaks-0": ["Jo Third"]})
    batch.refresh_from_db()

    assert texts(batch)[2].startswith("I think you should know")
    assert batch.answers == {"speaks": [["Jo Third", True]], "runs": []}
    assert "checked" in clerk.get(f"/desk/imports/{batch.pk}/").content.decode().partition('value="Jo Third"')[2][:80]
    post(clerk, "import:save", batch, **BY_SOFTWARE)
    assert meeting.statements.count() == 5


def test_choosing_an_unknown_reading_changes_nothing(clerk):
    upload(clerk, make_meeting(), DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()

    post(clerk, "import:read", batch, reading="Name of nothing")
    batch.refresh_from_db()

    assert batch.asks_for_reading
    assert batch.status == ImportBatch.Status.STAGED


def test_a_reading_that_the_reader_no_longer_has_is_asked_again(clerk):
    upload(clerk, make_meeting(), DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()
    ImportBatch.objects.update(readings=[{**batch.readings[0], "key": "The style of another version"}])

    post(clerk, "import:read", batch, reading="The style of another version", **{"speaks-0": ["Jo Third"]})
    batch.refresh_from_db()

    assert batch.asks_for_reading
    assert batch.answers == {}
    assert texts(batch)[2].startswith("Jo Third: I think")


def test_a_redaction_takes_a_name_out_of_the_answers(clerk):
    meeting = make_meeting()
    upload(clerk, meeting, DOUBTFUL.replace("Jo Third", "Quillifer Zanthrope"), "council.txt")
    batch = ImportBatch.objects.get()
    post(clerk, "import:read", batch, reading=batch.readings[0]["key"], **{"speaks-0": ["Quillifer Zanthrope"]})
    statement = make_statement("Our neighbour Quillifer Zanthrope lives at Plumtree Court, he said.", meeting=meeting)

    passage = from_ends(statement.text, "Quillifer", "Plumtree Court")
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="It gave an address.")

    batch.refresh_from_db()
    assert batch.answers["speaks"][0][1] is True
    assert "Zanthrope" not in str([batch.answers, batch.readings])


def test_what_was_said_of_labels_stays_when_nothing_is_asked(clerk):
    """As in a file that brought redacted words, whose questions are not shown."""
    upload(clerk, make_meeting(), DOUBTFUL, "council.txt")
    batch = ImportBatch.objects.get()
    reading = batch.readings[0]
    post(clerk, "import:read", batch, reading=reading["key"], **{"speaks-0": ["Jo Third"]})
    ImportBatch.objects.update(readings=[{**reading, "asked": [], "runs": []}])

    post(clerk, "import:read", batch, reading=reading["key"])

    assert texts(batch)[2].startswith("I think you should know")


LONG = " ".join(f"The repair of road {number} costs more than we thought it would." for number in range(6))
INTERRUPTED = f"""\
Mayor Sample: Good evening. I would like to open this meeting of the council.

THE ROADS OF THE TOWN

{LONG}

Mayor Sample: Thank you. Is there anybody else who would like to speak to us?
"""


@pytest.mark.parametrize(
    ("answer", "labels"),
    [
        ({"all_runs": "before"}, ["Mayor Sample", "Mayor Sample", "Mayor Sample"]),
        ({"all_runs": "nobody"}, ["Mayor Sample", "", "Mayor Sample"]),
        ({}, ["Mayor Sample", "", "Mayor Sample"]),
    ],
)
def test_one_press_says_whose_many_words_without_a_speaker_are(clerk, answer, labels):
    upload(clerk, make_meeting(), INTERRUPTED, "council.txt")
    batch = ImportBatch.objects.get()
    assert batch.asks_for_reading

    post(clerk, "import:read", batch, reading=batch.readings[0]["key"], **answer)
    batch.refresh_from_db()

    assert not batch.asks_for_reading
    assert [turn.printed for turn in batch.turns.all()] == labels


def test_an_answer_about_words_that_another_answer_changed_is_asked_again(clerk):
    upload(clerk, make_meeting(), INTERRUPTED.replace(LONG, f"Jo Third: {LONG}"), "council.txt")
    batch = ImportBatch.objects.get()
    (way,) = batch.readings
    (run,) = way["runs"]
    assert [label["label"] for label in way["asked"]] == ["Jo Third"]

    ticks = {"speaks-0": ["Jo Third"], f"run-0-{run['key']}": "before"}
    response = post(clerk, "import:read", batch, reading=way["key"], **ticks)
    batch.refresh_from_db()

    assert "Look at the questions again." in sentences(response)[0]
    assert batch.asks_for_reading
    assert [turn.printed for turn in batch.turns.all()] == ["Mayor Sample", "Jo Third", "Mayor Sample"]
    post(clerk, "import:read", batch, reading=way["key"], **{"speaks-0": ["Jo Third"]})
    batch.refresh_from_db()
    assert not batch.asks_for_reading
