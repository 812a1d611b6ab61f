"""A file that names another speaker than the archive: drafts ask, and readers see a correction."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.rules import NotAllowed, PublicToo
from archive.actions.statements import publish
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.correct_speakers import correct_speakers
from archive.ingest.staging.plan import plan_import
from archive.ingest.staging.take_back import take_back
from archive.models import Correction, ImportBatch, Role, Speaker, Statement
from tests.ingest.transcripts import make_batch
from tests.record import make_meeting, make_speaker
from tests.staff import make_person

pytestmark = pytest.mark.django_db

SAID = "We move on to the budget, which has grown by three percent since last year."
ROADS = "The roads committee reports that the bridge on Elm Street is safe again."
WHY = "The new transcript was compared with the recording."


def saved(speaker: Speaker | None, *, is_public: bool, printed: str = "Robin Sample") -> Statement:
    """Return a statement that an earlier file brought."""
    meeting = make_meeting()
    save_as_drafts(batch=make_batch(meeting, ((printed, SAID), ("Speaker 9", ROADS))))
    statement = meeting.statements.get(current_revision__text=SAID)
    statement.speaker = speaker
    statement.save()
    return publish(statement=statement) if is_public else statement


def better(statement: Statement, speaker: Speaker | None, printed: str = "Kim Example") -> ImportBatch:
    """Return a second file of the meeting, which says that the speaker made the statement."""
    batch = make_batch(statement.meeting, ((printed, SAID), ("Speaker 9", ROADS)), name="better.txt")
    batch.labels.filter(text=printed).update(speaker=speaker)
    return batch


def keys(batch: ImportBatch) -> list[str]:
    return [row.key for row in plan_import(batch).other_speakers]


def who(statement: Statement) -> tuple[str, str]:
    statement.refresh_from_db()
    return str(statement.speaker or ""), statement.attribution


def test_a_draft_keeps_its_speaker_and_printed_name_unless_a_person_says_that_the_file_is_right():
    draft = saved(make_speaker("Robin Sample"), is_public=False)
    kim = make_speaker("Kim Example")

    save_as_drafts(batch=better(draft, kim))
    kept = who(draft)
    batch = better(draft, kim)
    save_as_drafts(batch=batch, speakers=keys(batch))

    assert kept == ("Robin Sample", "Robin Sample")
    assert who(draft) == ("Kim Example", "Kim Example")


def test_a_draft_without_a_speaker_takes_the_one_of_the_file():
    draft = saved(None, is_public=False, printed="Speaker 1")
    batch = better(draft, make_speaker("Kim Example"))

    assert keys(batch) == []
    save_as_drafts(batch=batch)

    assert who(draft) == ("Kim Example", "Kim Example")


def test_a_name_that_nobody_identified_is_not_printed_for_the_speaker_of_a_draft():
    draft = saved(make_speaker("Robin Sample"), is_public=False)

    save_as_drafts(batch=better(draft, None, printed="Voice 4"))

    assert who(draft) == ("Robin Sample", "Robin Sample")


def test_an_answer_that_was_given_before_the_label_changed_does_not_count():
    draft = saved(make_speaker("Robin Sample"), is_public=False)
    batch = better(draft, make_speaker("Kim Example"))
    answered = keys(batch)
    batch.labels.filter(text="Kim Example").update(speaker=make_speaker("Kim Other"))

    save_as_drafts(batch=batch, speakers=answered)

    assert who(draft) == ("Robin Sample", "Robin Sample")


def test_saving_changes_nobody_whom_readers_see_and_a_correction_does_so_in_public():
    statement = saved(make_speaker("Robin Sample"), is_public=True)
    batch = better(statement, make_speaker("Kim Example"))
    save_as_drafts(batch=batch, speakers=keys(batch))
    before = who(statement)

    count = correct_speakers(batch=batch, keys=keys(batch), reason=WHY, actor=make_person(Role.EDITOR))

    correction = Correction.objects.get(statement=statement)
    assert (count, before, who(statement)) == (1, ("Robin Sample", "Robin Sample"), ("Kim Example", "Kim Example"))
    assert (correction.kind, correction.reason) == (Correction.Kind.ATTRIBUTION, WHY)
    assert (correction.speaker_before, correction.speaker_after) == ("Robin Sample", "Kim Example")
    assert keys(batch) == []


def test_an_undone_import_leaves_the_correction_and_makes_no_second_one():
    statement = saved(make_speaker("Robin Sample"), is_public=True)
    batch = better(statement, make_speaker("Kim Example"))
    ticked = keys(batch)
    correct_speakers(batch=batch, keys=ticked, reason=WHY)
    save_as_drafts(batch=batch)

    take_back(batch=batch)
    again = keys(batch)
    with pytest.raises(ValidationError, match="changed since"):
        correct_speakers(batch=batch, keys=ticked, reason=WHY)
    save_as_drafts(batch=batch)

    assert again == []
    assert who(statement) == ("Kim Example", "Kim Example")
    assert Correction.objects.filter(statement=statement).count() == 1


def test_turns_of_a_saved_import_stay_with_their_statements_when_words_repeat():
    meeting = make_meeting()
    robin, kim = make_speaker("Robin Sample"), make_speaker("Kim Example")
    batch = make_batch(meeting, (("Robin Sample", SAID), ("Kim Example", SAID)))
    batch.labels.filter(text="Robin Sample").update(speaker=robin)
    batch.labels.filter(text="Kim Example").update(speaker=kim)
    save_as_drafts(batch=batch)
    first, second = meeting.statements.order_by("position", "number")
    publish(statement=second)
    Statement.objects.filter(pk=first.pk).update(position=second.position + 1)
    batch.refresh_from_db()

    assert keys(batch) == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_only_editors_correct_speakers_and_only_with_a_reason(role: Role):
    statement = saved(make_speaker("Robin Sample"), is_public=True)
    batch = better(statement, make_speaker("Kim Example"))

    with pytest.raises(NotAllowed if role is Role.CLERK else ValidationError):
        correct_speakers(
            batch=batch, keys=keys(batch), reason=WHY if role is Role.CLERK else " ", actor=make_person(role)
        )

    assert who(statement)[0] == "Robin Sample"


def test_what_becomes_public_with_new_speakers_is_shown_first():
    statement = saved(make_speaker("Robin Sample"), is_public=True)
    kim = make_speaker("Kim Example")
    kim.offices.create(title="Treasurer", organisation="A club")
    batch, editor = better(statement, kim), make_person(Role.EDITOR)

    with pytest.raises(PublicToo) as asked:
        correct_speakers(batch=batch, keys=keys(batch), reason=WHY, actor=editor)
    unchanged = who(statement)
    correct_speakers(batch=batch, keys=keys(batch), reason=WHY, seen_too=asked.value.version, actor=editor)

    assert unchanged[0] == "Robin Sample"
    assert who(statement)[0] == "Kim Example"


def test_a_discarded_import_corrects_nobody():
    statement = saved(make_speaker("Robin Sample"), is_public=True)
    batch = better(statement, make_speaker("Kim Example"))
    ticked = keys(batch)
    batch.status = ImportBatch.Status.DISCARDED
    batch.save()

    with pytest.raises(ValidationError, match="discarded"):
        correct_speakers(batch=batch, keys=ticked, reason=WHY)
