"""Decisions that a file prints: staged with its turns, their names matched like labels, saved as drafts."""

import datetime
import io
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document

from archive.actions.redaction import redact
from archive.actions.statements import publish_meeting
from archive.citations.passages.quote_range import from_ends
from archive.ingest.parsed import Entry, Narrative, ParsedMeeting, Turn, Vote
from archive.ingest.reading import read
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.returned_words import confirm_gaps, let_stand
from archive.ingest.staging.stage import stage
from archive.ingest.staging.staged_labels import decide
from archive.ingest.staging.staged_turns import check_turns
from archive.ingest.staging.take_back import take_back
from archive.ingest.text.decisions import with_decisions
from archive.models import Ballot, Decision, ImportBatch, Meeting, Office, Revision, StagedLabel, StagedTurn, Statement
from tests.exports.typeset.pdf_text import text_of
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db

MOVED = Vote(
    text="Moved by Kim Example, seconded by Lee Third, that the fence be mended. Motion carried 2-1.",
    mover="Kim Example",
    seconder="Lee Third",
    outcome="Motion carried 2-1",
    result="carried",
    aye_count=2,
    no_count=1,
    ayes=("Kim Example", "Lee Third"),
    noes=("Max Fourth",),
    others=(("Medical", ("Ana Fifth",)),),
)
CORRECTED = Vote(
    text="Moved by Kim Example that the fence be mended. Motion failed 1-2.",
    mover="Kim Example",
    outcome="Motion failed 1-2",
    result="failed",
    aye_count=1,
    no_count=2,
    ayes=("Max Fourth",),
    noes=("Kim Example", "Lee Third"),
)
READ_OUT = Vote(text="Moved by Kim Example that we go.", mover="Kim Example", said=True)


def staged(*entries: Entry) -> ImportBatch:
    board = make_board()
    Office.objects.create(speaker=make_speaker("Kim Example"), title="Member", board=board)
    batch = make_batch(make_meeting(board))
    stage(batch, ParsedMeeting("plain_text", entries, nature="minutes"))
    return batch


def test_a_printed_decision_becomes_a_draft_with_its_facts_and_roll_as_printed():
    batch = staged(Narrative("The fence is old."), MOVED)
    save_as_drafts(batch=batch)

    decision = Decision.objects.get()
    assert (decision.statement.kind, decision.statement.status) == (Statement.Kind.DECISION, Statement.Status.DRAFT)
    assert decision.statement.current_revision is not None
    assert decision.statement.current_revision.text == MOVED.text
    assert (decision.result, decision.printed_result, decision.kind) == ("carried", "Motion carried 2-1", "motion")
    assert (decision.yes_count, decision.no_count, decision.abstain_count) == (2, 1, None)
    assert (decision.mover_name, decision.seconder_name) == ("Kim Example", "Lee Third")
    assert list(decision.ballots.values_list("name", "choice", "word")) == [
        ("Kim Example", "yes", "Ayes"),
        ("Lee Third", "yes", "Ayes"),
        ("Max Fourth", "no", "Noes"),
        ("Ana Fifth", "other", "Medical"),
    ]


def test_its_names_are_asked_like_labels_and_nobody_is_given_a_vote_silently():
    batch = staged(MOVED)
    kim, lee = (batch.labels.get(text=name) for name in ("Kim Example", "Lee Third"))
    assert (kim.certainty, lee.certainty) == ("sure", "not_found")

    chosen = make_speaker("Leonora Third")
    decide(label=lee, speaker=chosen)
    save_as_drafts(batch=batch)

    decision = Decision.objects.get()
    assert (decision.mover, decision.seconder) == (kim.speaker, chosen)
    assert [ballot.speaker for ballot in decision.ballots.all()] == [kim.speaker, chosen, None, None]


def test_a_motion_that_was_only_said_names_the_turn_in_which_it_was_put():
    batch = staged(Turn("Moved by Kim Example that we go.", "Clerk"), READ_OUT)
    proposed = batch.turns.last()
    assert proposed.read_as == "moved by Kim Example; not certain: it is saved once you mark it as checked by hand"
    check_turns(batch=batch, turns=[proposed.pk], actor=None)
    assert batch.turns.last().read_as == "moved by Kim Example"
    save_as_drafts(batch=batch)

    assert Decision.objects.get().put_in == batch.meeting.statements.exclude(kind=Statement.Kind.DECISION).get()


def test_a_paragraph_that_is_not_read_for_certain_stays_and_is_a_decision_once_a_person_has_checked_its_row():
    text = "AYES (3): Kim Example, Lee Third. NAYS: None. Motion carried."
    meeting = with_decisions(ParsedMeeting("plain_text", (Narrative(text),), nature="minutes"))
    batch = staged(*meeting.entries)
    plan = save_as_drafts(batch=batch)
    assert plan.counts["proposed"] == 1
    assert not Decision.objects.exists()
    assert batch.meeting.statements.get().current_revision.text == text

    batch = make_batch(make_meeting(batch.meeting.board, date="2024-04-02"))
    stage(batch, meeting)
    check_turns(batch=batch, turns=[batch.turns.last().pk], actor=None)
    save_as_drafts(batch=batch)
    decision = Decision.objects.get()
    assert [(line.name, line.choice) for line in decision.ballots.all()] == [
        ("Kim Example", "yes"),
        ("Lee Third", "yes"),
    ]
    assert (decision.result, decision.yes_count) == ("carried", 3)


@pytest.mark.parametrize("is_public", [False, True])
def test_another_reading_changes_a_checked_decision_only_once_a_person_has_checked_it(is_public: bool):
    said = "Moved by Kim Example, seconded by Lee Third, that we go. Ayes: Example, {}. Motion {}."
    meeting = make_meeting()
    for number, words in enumerate((("Third", "carried 2-0"), ("Third, Fourth", "carried 3-0"))):
        batch = make_batch(meeting)
        stage(batch, with_decisions(ParsedMeeting("plain_text", (Turn(said.format(*words), "Clerk"),))))
        if number == 0:
            check_turns(batch=batch, turns=[batch.turns.last().pk], actor=None)
        plan = save_as_drafts(batch=batch)
        if is_public and number == 0:
            publish_meeting(meeting=meeting)

    decision = Decision.objects.get()
    revisions = Revision.objects.filter(statement=decision.statement)
    assert plan.counts["proposed"] == 1
    assert decision.statement.checked_at is not None
    assert [revision.text for revision in revisions] == [said.format("Third", "carried 2-0")]
    assert dict(decision.ballots.values_list("name", "choice")) == {"Example": "yes", "Third": "yes"}


def test_undoing_the_import_takes_its_decisions_away_and_publishing_shows_them():
    batch = staged(MOVED)
    save_as_drafts(batch=batch)
    batch.refresh_from_db()
    take_back(batch=batch)
    assert not Decision.objects.exists()

    batch.refresh_from_db()
    save_as_drafts(batch=batch)
    publish_meeting(meeting=batch.meeting)
    assert Decision.objects.public().get().result == "carried"


def test_importing_the_same_minutes_again_makes_no_second_decision():
    batch = staged(MOVED)
    save_as_drafts(batch=batch)
    again = make_batch(batch.meeting, name="again.txt")
    stage(again, ParsedMeeting("plain_text", (MOVED,), nature="minutes"))
    save_as_drafts(batch=again)

    assert Decision.objects.count() == 1


def imported_again(batch: ImportBatch, *entries: Entry) -> ImportBatch:
    again = make_batch(batch.meeting, name="again.txt")
    stage(again, ParsedMeeting("plain_text", entries, nature="minutes"))
    save_as_drafts(batch=again)
    again.refresh_from_db()
    return again


def told() -> tuple[object, ...]:
    decision = Decision.objects.get()
    facts = (decision.result, decision.printed_result, decision.yes_count, decision.no_count)
    put = (decision.mover, decision.mover_name, decision.seconder, decision.seconder_name, decision.rule)
    roll = decision.ballots.values_list("name", "choice", "speaker", "arrived")
    return (*facts, *put, list(roll))


def test_corrected_minutes_change_the_result_and_roll_of_a_draft_and_undoing_them_restores_both():
    batch = staged(MOVED)
    lee = make_speaker("Leonora Third")
    decide(label=batch.labels.get(text="Lee Third"), speaker=lee)
    save_as_drafts(batch=batch)
    decision = Decision.objects.get()
    Decision.objects.update(rule="two thirds")
    decision.ballots.filter(name="Max Fourth").update(arrived=datetime.time(19, 10))
    before = told()

    again = imported_again(batch, CORRECTED)
    kim = decision.mover
    assert kim is not None
    roll = [
        ("Max Fourth", "yes", None, datetime.time(19, 10)),
        ("Kim Example", "no", kim.pk, None),
        ("Lee Third", "no", lee.pk, None),
    ]
    assert told() == ("failed", "Motion failed 1-2", 1, 2, kim, "Kim Example", None, "", "two thirds", roll)

    take_back(batch=again)
    assert told() == before


def test_corrected_minutes_leave_a_public_decision_and_tell_the_editor_that_they_differ():
    batch = staged(MOVED)
    save_as_drafts(batch=batch)
    publish_meeting(meeting=batch.meeting)
    before = told()

    imported_again(batch, CORRECTED)
    assert told() == before
    draft = Revision.objects.get(published_at__isnull=True)
    assert draft.text == CORRECTED.text
    assert "another result or roll" in draft.reason


NAME = "Quillifer Zanthrope"
NAMING = {
    "mover": replace(MOVED, mover=NAME),
    "seconder": replace(MOVED, seconder=NAME),
    "outcome": replace(MOVED, outcome=f"Carried, says {NAME}"),
    "roll": replace(MOVED, noes=("Max Fourth", NAME)),
    "word": replace(MOVED, others=((f"For {NAME}", ("Ana Fifth",)),)),
}


def lost_a_name(meeting: Meeting) -> Meeting:
    statement = make_statement(f"We saw {NAME} there.", meeting=meeting)
    redact(
        revision=statement.current_revision,
        passage=from_ends(statement.text, NAME, NAME),
        category="privacy",
        reason="They are a child.",
    )
    return meeting


@pytest.mark.parametrize("vote", NAMING.values(), ids=NAMING)
def test_a_redacted_name_in_the_facts_of_a_vote_is_never_staged(vote: Vote):
    batch = make_batch(lost_a_name(make_meeting()))
    stage(batch, ParsedMeeting("plain_text", (Narrative(f"We saw {NAME} there."), vote), nature="minutes"))

    batch.refresh_from_db()
    turn = batch.turns.get(position=2)
    assert batch.asks_editor
    assert (turn.kind, turn.text, turn.decided) == (Statement.Kind.NARRATIVE, MOVED.text, {})
    assert not StagedLabel.objects.filter(text__contains=NAME).exists()

    confirm_gaps(batch=batch)
    save_as_drafts(batch=batch)
    assert not Decision.objects.exists()


def test_a_name_that_an_editor_allowed_comes_with_its_roll():
    meeting = lost_a_name(make_meeting())
    batch = make_batch(meeting)
    parsed = ParsedMeeting("plain_text", (NAMING["roll"],), nature="minutes")
    stage(batch, parsed)
    let_stand(batch=batch)

    again = make_batch(meeting, name="again.txt")
    stage(again, parsed)
    save_as_drafts(batch=again)
    assert Ballot.objects.filter(name=NAME).exists()


def test_facts_with_words_that_were_redacted_after_staging_are_not_saved():
    batch = staged(NAMING["roll"])
    kept = batch.turns.get().decided
    lost_a_name(batch.meeting)
    StagedTurn.objects.filter(batch=batch).update(decided=kept)
    with pytest.raises(ValidationError, match="An editor must check"):
        save_as_drafts(batch=batch)

    assert batch.turns.get().decided == {}
    batch.refresh_from_db()
    confirm_gaps(batch=batch)
    save_as_drafts(batch=batch)
    assert not Ballot.objects.exists()


MINUTES = """Minutes of March 5, 2024

The meeting was called to order at 7:00 p.m.

Present: Chair Kim Example, Lee Third (left at 9:15 p.m.). Excused: Max Fourth (arrived at 7:40 p.m.)

Moved by Lee Third, seconded by Kim Example, to adjourn. Motion carried 3-0.
"""


def test_attendance_is_matched_by_hand_and_shown_in_every_output(client: Client):
    batch = staged()
    stage(batch, read(MINUTES.encode(), "minutes.txt"))
    attendance = batch.turns.get(decided__facts__kind="roll_call")
    assert attendance.read_as == (
        "Present: Chair Kim Example, Lee Third (left 21:15); Excused: Max Fourth (came 19:40)"
    )
    assert {label.certainty for label in batch.labels.filter(text__in=["Lee Third", "Max Fourth"])} == {"not_found"}
    save_as_drafts(batch=batch)
    decision = Decision.objects.get(kind="roll_call")
    lines = decision.ballots.values_list("name", "choice", "speaker__name", "arrived", "left")
    assert list(lines) == [
        ("Chair Kim Example", "present", "Kim Example", None, None),
        ("Lee Third", "present", None, None, datetime.time(21, 15)),
        ("Max Fourth", "excused", None, datetime.time(19, 40), None),
    ]

    meeting = batch.meeting
    publish_meeting(meeting=meeting)
    shown = [client.get(meeting.get_absolute_url()).content.decode()]
    minutes = f"/meetings/{meeting.pk}/minutes"
    shown.append(client.get(f"{minutes}/").content.decode())
    word = Document(io.BytesIO(client.get(f"{minutes}.docx").content))
    shown.append("\n".join(paragraph.text for paragraph in word.paragraphs))
    shown.append(text_of(client.get(f"{minutes}.pdf").content))
    for page in shown:
        assert all(
            part in " ".join(page.split()) for part in ("2 present, 1 excused.", "(left at 21:15)", "(came at 19:40)")
        )
    roll = client.get(f"/api/v1/decisions/{decision.pk}/").json()["roll"]
    assert [(line["choice"], line["arrived"], line["left"]) for line in roll][1:] == [
        ("present", None, "21:15:00"),
        ("excused", "19:40:00", None),
    ]


def test_a_later_file_keeps_the_times_that_it_does_not_print():
    batch = staged()
    stage(batch, read(MINUTES.encode(), "minutes.txt"))
    save_as_drafts(batch=batch)
    again = make_batch(batch.meeting)
    stage(again, read(MINUTES.replace("Mr. Fourth arrived at 7:40 p.m.", "").encode(), "minutes.txt"))
    save_as_drafts(batch=again)
    assert Ballot.objects.get(name="Max Fourth").arrived == datetime.time(19, 40)
