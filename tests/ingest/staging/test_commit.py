"""Saving an import as drafts, importing a better file again, and taking an import back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from archive.actions.statements import correct, delete_draft, publish, publish_meeting, withdraw
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.plan import plan_import
from archive.ingest.staging.take_back import take_back
from archive.models import AuditEntry, ImportBatch, Office, Revision, Role, Source, SpeakerName, StagedLabel, Statement
from tests.ingest.transcripts import OPENING, make_batch
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_topic
from tests.staff import make_person

pytestmark = pytest.mark.django_db

BETTER = (
    *OPENING[:2],
    ("Robin Sample", "We move on to the budget, which has grown by thirteen percent since last year."),
    ("Chair Sample", "Madam clerk, please call the roll."),
    *OPENING[3:],
)


def saved():
    """Return a meeting with the drafts of a transcript."""
    meeting = make_meeting()
    save_as_drafts(batch=make_batch(meeting))
    return meeting


def published():
    """Return a meeting with a public transcript."""
    meeting = saved()
    publish_meeting(meeting=meeting)
    return meeting


def said(meeting):
    return meeting.statements.order_by("position", "number")


def counted(plan):
    return {change: number for change, number in plan.counts.items() if number}


def record(meeting):
    """Return the statements of the meeting in order: number, and next or current words."""
    held = []
    for statement in said(meeting):
        draft = statement.revisions.filter(published_at=None).first()
        held.append((statement.number, draft.text if draft else statement.text))
    return held


def texts(meeting):
    return [text for _, text in record(meeting)]


def test_an_import_becomes_drafts_in_order_with_speakers_times_and_source():
    board = make_board()
    robin = make_speaker("Robin Sample")
    Office.objects.create(speaker=robin, title="Director", board=board)
    meeting = make_meeting(board)
    clerk = make_person(Role.CLERK)
    batch = make_batch(meeting, source_publisher="Sample City")
    plan = save_as_drafts(batch=batch, actor=clerk)
    assert counted(plan) == {"new": 5}
    assert texts(meeting) == [text for _, text in OPENING]
    third = said(meeting)[2]
    assert (third.speaker, third.attribution, third.start_seconds) == (robin, "Robin Sample", 30.0)
    assert (third.status, third.text_status) == ("draft", "machine_transcript")
    assert (third.source.title, third.source.publisher) == ("transcript.txt", "Sample City")
    assert third.source.file_sha256 == batch.file_sha256
    assert third.current_revision.author == clerk
    assert meeting.published_at is None


def test_unidentified_labels_stay_unidentified_and_create_no_speaker():
    make_speaker("Robin Sample")
    meeting = make_meeting()
    batch = make_batch(meeting)
    save_as_drafts(batch=batch)
    second = said(meeting)[1]
    assert (second.speaker, second.attribution) == (None, "Speaker 1")
    assert batch.labels.get(text="Speaker 1").certainty == "unidentified"
    assert batch.labels.get(text="Chair Sample").certainty == "unsure"
    assert Office.objects.count() == 0


def test_headings_become_the_agenda_and_marks_become_narrative():
    meeting = make_meeting()
    turns = (
        ("#", "1. Call to order"),
        ("*", "[The pledge is recited.]"),
        ("#", "8.D. Budget update"),
        OPENING[2],
    )
    save_as_drafts(batch=make_batch(meeting, turns))
    items = list(meeting.agenda_items.values_list("position", "label", "title"))
    assert items == [(1, "1.", "Call to order"), (2, "8.D.", "Budget update")]
    first, second = said(meeting)
    assert (first.kind, first.agenda_item.title) == ("narrative", "Call to order")
    assert second.agenda_item.label == "8.D."


def test_importing_the_same_file_again_changes_nothing():
    meeting = saved()
    before = record(meeting)
    plan = save_as_drafts(batch=make_batch(meeting))
    assert plan.counts["unchanged"] == 5
    assert record(meeting) == before
    assert Source.objects.count() == 1


def test_a_better_file_updates_drafts_and_keeps_their_numbers():
    meeting = saved()
    numbers = [number for number, _ in record(meeting)]
    plan = save_as_drafts(batch=make_batch(meeting, BETTER, name="better.txt"))
    assert (plan.counts["changed"], plan.counts["new"], plan.counts["unchanged"]) == (1, 1, 4)
    assert texts(meeting) == [text for _, text in BETTER]
    assert [number for number, _ in record(meeting) if number in numbers] == numbers


def test_a_better_file_gives_published_statements_a_draft_of_their_next_revision():
    meeting = published()
    third = said(meeting)[2]
    save_as_drafts(batch=make_batch(meeting, BETTER, name="better.txt"))
    third.refresh_from_db()
    assert "three percent" in third.text
    draft = third.revisions.get(published_at=None)
    assert (draft.number, draft.reason) == (2, "A better transcript: better.txt.")
    assert "thirteen percent" in publish(statement=third).text


def test_a_statement_without_a_turn_is_kept_and_listed_as_lost():
    meeting = published()
    lost = said(meeting)[3]
    shorter = [turn for turn in OPENING if turn[1] != lost.text]
    batch = make_batch(meeting, shorter)
    assert plan_import(batch).lost == [lost]
    save_as_drafts(batch=batch)
    batch.refresh_from_db()
    assert batch.undo["lost"] == [lost.pk]
    assert texts(meeting) == [text for _, text in OPENING]
    lost.refresh_from_db()
    assert lost.is_public


def test_a_file_does_not_bring_back_withdrawn_statements():
    meeting = published()
    statement = said(meeting)[1]
    withdraw(statement=statement, category="privacy", reason="A child is named.")
    plan = save_as_drafts(batch=make_batch(meeting))
    assert counted(plan) == {"unchanged": 4, "withdrawn": 1}
    assert meeting.statements.count() == 5


def test_a_decided_label_is_remembered_for_the_boards_next_file():
    board, robin = make_board(), make_speaker("Robin Sample")
    batch = make_batch(make_meeting(board), (("Rob S. (Director)", "Good evening."),))
    assert batch.labels.get().is_open
    batch.labels.update(speaker=robin, certainty=StagedLabel.Certainty.DECIDED)
    save_as_drafts(batch=batch)
    assert SpeakerName.objects.get(speaker=robin, board=board).name == "Rob S."
    later = make_batch(make_meeting(board, date="2024-04-02"), (("Rob S. (Director)", "Good evening again."),))
    assert later.labels.get().speaker == robin
    elsewhere = make_batch(make_meeting(), (("Rob S. (Director)", "Good evening."),))
    assert elsewhere.labels.get().speaker is None


def test_titles_topics_and_kind_are_saved_in_the_draft():
    meeting, topic = make_meeting(), make_topic()
    batch = make_batch(meeting)
    turn = batch.turns.all()[2]
    turn.kind, turn.title = Statement.Kind.POLICY_STATEMENT, "On the budget"
    turn.save()
    turn.topics.add(topic)
    save_as_drafts(batch=batch)
    statement = said(meeting)[2]
    assert (statement.kind, statement.title, list(statement.topics.all())) == (
        "policy_statement",
        "On the budget",
        [topic],
    )


@pytest.mark.parametrize(
    ("title", "change"),
    [("", "unchanged"), ("On roads", "unchanged"), ("On boats", "changed"), ("On trams", "changed")],
)
def test_a_turn_with_another_title_changes_its_statement(title, change):
    meeting = make_meeting()
    for named in ("On roads", title):
        batch = make_batch(meeting, OPENING[:1])
        batch.turns.update(title=named)
        plan = save_as_drafts(batch=batch)
    assert set(counted(plan)) == {change}
    assert meeting.statements.get().revisions.get().title == (title or "On roads")


def everything(meeting):
    """Return everything that an import may change, to compare before and after."""
    return {
        "statements": list(meeting.statements.order_by("pk").values()),
        "drafts": list(
            Revision.objects.filter(statement__meeting=meeting)
            .order_by("statement", "number")
            .values("statement", "number", "title", "text", "reason", "sha256", "published_at")
        ),
        "agenda": list(meeting.agenda_items.order_by("pk").values()),
        "names": list(SpeakerName.objects.values()),
        "sources": list(Source.objects.values()),
    }


def test_an_import_is_undone_completely_and_can_be_saved_again():
    meeting = make_meeting()
    batch = make_batch(meeting, (("#", "1. Opening"), *OPENING))
    before = everything(meeting)
    save_as_drafts(batch=batch)
    take_back(batch=batch)
    assert everything(meeting) == before
    batch.refresh_from_db()
    assert batch.is_open
    assert batch.turns.count() == 5
    save_as_drafts(batch=batch)
    assert meeting.statements.count() == 5


def test_undoing_a_better_file_restores_what_was_there_before():
    meeting = make_meeting()
    save_as_drafts(batch=make_batch(meeting, (("#", "2. Budget"), *OPENING)))
    publish(statement=said(meeting)[2])
    make_draft("Something written by hand.", meeting=meeting)
    before = everything(meeting)
    batch = make_batch(meeting, (("#", "1. Opening"), *BETTER[:2], ("#", "2. Budget"), *BETTER[2:]), name="better.txt")
    save_as_drafts(batch=batch)
    assert everything(meeting) != before
    take_back(batch=batch)
    after = everything(meeting)
    for state in (before, after):
        for row in state["statements"]:
            row.pop("current_revision_id")
        # A draft that comes back is sealed with a new salt.
        for row in state["drafts"]:
            assert row.pop("sha256") if row["published_at"] is None else row["sha256"]
    assert after == before


@pytest.mark.parametrize("filed", [[], ["Roads"], ["Boats"], ["Roads", "Boats"]])
def test_undoing_a_better_file_restores_the_topics(filed):
    meeting, topics = make_meeting(), {name: make_topic(name) for name in ("Roads", "Boats")}
    save_as_drafts(batch=make_batch(meeting, OPENING[:1]))
    meeting.statements.get().topics.set([topics[name] for name in filed])
    batch = make_batch(meeting, OPENING[:1], name="better.txt")
    batch.turns.get().topics.add(topics["Roads"])
    save_as_drafts(batch=batch)
    assert topics["Roads"] in meeting.statements.get().topics.all()
    take_back(batch=batch)
    assert {topic.name for topic in meeting.statements.get().topics.all()} == set(filed)


def test_an_import_with_a_published_statement_is_not_undone():
    meeting = make_meeting()
    batch = make_batch(meeting)
    save_as_drafts(batch=batch)
    publish(statement=said(meeting)[0])
    with pytest.raises(ValidationError, match="has been published"):
        take_back(batch=batch)
    assert meeting.statements.count() == 5


def test_new_words_that_were_published_are_not_undone():
    meeting = published()
    batch = make_batch(meeting, BETTER)
    save_as_drafts(batch=batch)
    publish(statement=said(meeting)[2])
    with pytest.raises(ValidationError, match="has been published"):
        take_back(batch=batch)


def test_the_later_of_two_imports_is_undone_first():
    meeting = make_meeting()
    first, second = make_batch(meeting), make_batch(meeting, BETTER)
    save_as_drafts(batch=first)
    save_as_drafts(batch=second)
    with pytest.raises(ValidationError, match="Undo that one first"):
        take_back(batch=first)
    take_back(batch=second)
    take_back(batch=first)
    assert not meeting.statements.exists()


def test_an_import_is_saved_only_once():
    batch = make_batch(make_meeting())
    save_as_drafts(batch=batch)
    with pytest.raises(ValidationError, match="not in progress"):
        save_as_drafts(batch=batch)


def test_a_draft_deleted_by_hand_does_not_prevent_undoing_the_import():
    meeting = make_meeting()
    batch = make_batch(meeting)
    save_as_drafts(batch=batch)
    delete_draft(statement=meeting.statements.first())
    take_back(batch=batch)
    assert not meeting.statements.exists()


def test_an_invalid_turn_saves_nothing():
    meeting = make_meeting()
    batch = make_batch(meeting)
    # A staged time is within the recording (``in_recording``), so only a row changed by other means gets this far.
    batch.turns.filter(position=5).update(start_seconds=-5)
    with pytest.raises(IntegrityError):
        save_as_drafts(batch=batch)
    assert not meeting.statements.exists()
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.STAGED


def test_the_audit_trail_lists_imports():
    clerk, meeting = make_person(Role.CLERK), make_meeting()
    batch = make_batch(meeting)
    save_as_drafts(batch=batch, actor=clerk)
    take_back(batch=batch, actor=clerk)
    told = AuditEntry.objects.about(batch).values_list("verb", "note", "actor")
    assert ("imported", "transcript.txt: 5 new, 0 changed.", clerk.pk) in told
    assert ("taken_back", f"For {meeting}.", clerk.pk) in told


def corrected():
    """Return a meeting whose third statement was corrected in public, and that statement."""
    meeting = published()
    third = said(meeting)[2]
    return meeting, correct(statement=third, text=third.text.replace("three", "thirty"), reason="Misheard.")


def test_a_file_from_before_a_public_correction_does_not_undo_it():
    meeting, third = corrected()
    assert save_as_drafts(batch=make_batch(meeting)).counts["unchanged"] == len(OPENING)
    assert not third.revisions.filter(published_at=None).exists()
    third.refresh_from_db()
    assert "thirty percent" in third.text


def test_other_words_for_a_corrected_statement_are_a_conflict_until_a_person_takes_them():
    meeting, third = corrected()
    better = [(label, text.replace("three percent", "thirteen percent")) for label, text in OPENING]
    plan = save_as_drafts(batch=make_batch(meeting, better))
    assert (plan.counts["conflict"], plan.counts["changed"]) == (1, 0)
    assert not third.revisions.filter(published_at=None).exists()
    batch = make_batch(meeting, better)
    turn = batch.turns.get(text__contains="thirteen")
    save_as_drafts(batch=batch, take=[turn.pk])
    assert "thirteen percent" in third.revisions.get(published_at=None).text


def test_fields_that_the_file_does_not_have_are_kept():
    board = make_board()
    robin, topic = make_speaker("Robin Sample"), make_topic("Budget")
    meeting = make_meeting(board)
    save_as_drafts(batch=make_batch(meeting))
    third = said(meeting)[2]
    third.topics.set([topic])
    Statement.objects.filter(pk=third.pk).update(speaker=robin)
    nameless = [("", text) for _, text in OPENING]
    batch = make_batch(meeting, nameless)
    batch.turns.update(start_seconds=None, end_seconds=None)
    save_as_drafts(batch=batch)
    third.refresh_from_db()
    assert (third.speaker, third.attribution, third.start_seconds) == (robin, "Robin Sample", 30.0)
    assert [*third.topics.all()] == [topic]
