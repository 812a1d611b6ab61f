"""The public log gives a correction's kind, reason and evidence, and the speaker before and after."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.actions.objects import split_speaker
from archive.actions.rules import ChangedMeanwhile, SaidBy, version_of
from archive.actions.statements import change_statement, correct, publish
from archive.models import Correction, Statement
from tests.record import make_draft, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db
Kind = Correction.Kind
REASON = "Checked against the recording."


def test_kind_reason_and_evidence_are_kept_with_the_new_wording():
    statement = correct(
        statement=make_statement("We will."),
        text="We will not.",
        reason=REASON,
        kind=Kind.CLARIFICATION,
        evidence=" The recording,\nat 1:02:14. ",
        evidence_url="https://example.org/recording",
    )
    correction = statement.corrections.get()
    assert (correction.kind, correction.reason, correction.revision) == (
        "clarification",
        REASON,
        statement.current_revision,
    )
    assert correction.evidence == "The recording, at 1:02:14."
    assert correction.evidence_url == "https://example.org/recording"
    assert correction.at
    assert not correction.changes_who_said_it


def test_the_speaker_is_corrected_with_a_reason_and_the_words_stay():
    wrong, right = make_speaker("Sample Speaker"), make_speaker("Other Speaker")
    statement = make_statement(speaker=wrong, attribution="S. Speaker")
    said_by = SaidBy(right, "O. Speaker")
    corrected = correct(statement=statement, said_by=said_by, kind=Kind.ATTRIBUTION, reason=REASON)
    assert (corrected.speaker, corrected.attribution) == (right, "O. Speaker")
    assert corrected.current_revision == statement.current_revision
    correction = corrected.corrections.get()
    assert (correction.speaker_before, correction.speaker_after) == ("Sample Speaker", "Other Speaker")
    assert (correction.attribution_before, correction.attribution_after) == ("S. Speaker", "O. Speaker")
    assert (correction.reason, correction.revision) == (REASON, None)


def test_words_and_speaker_are_corrected_in_one_correction():
    statement = make_statement("We will.", speaker=make_speaker())
    nobody = SaidBy(None)
    corrected = correct(statement=statement, text="We may.", said_by=nobody, kind=Kind.ATTRIBUTION, reason=REASON)
    correction = corrected.corrections.get()
    assert (corrected.text, corrected.speaker, correction.revision.number) == ("We may.", None, 2)
    assert correction.changes_who_said_it


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": "Other.", "kind": Kind.REDACTION}, "Redact the passage"),
        ({"text": "Other.", "kind": Kind.WITHDRAWAL}, "Withdraw it"),
        ({"text": "Other.", "kind": "whim"}, "not a kind of correction"),
        ({"text": "Other.", "evidence_url": "javascript:alert(1)"}, "Enter a web address"),
        ({"text": "Other.", "evidence": "a\0b"}, "cannot be stored"),
        ({"text": "Other.", "evidence": "x" * 501}, "at most 500"),
        ({"said_by": SaidBy(None, "The chair")}, "as the kind of correction"),
        ({"said_by": SaidBy(None, "The chair"), "kind": Kind.ATTRIBUTION, "reason": " "}, "Give a reason"),
        ({"kind": Kind.ATTRIBUTION}, "nothing to correct"),
    ],
)
def test_a_correction_that_the_log_cannot_state_is_refused_and_changes_nothing(change, problem):
    statement = make_statement()
    with pytest.raises(ValidationError, match=problem):
        correct(statement=statement, **{"reason": REASON} | change)
    stored = Statement.objects.get(pk=statement.pk)
    assert (stored.current_revision, stored.attribution) == (statement.current_revision, "")
    assert not Correction.objects.exists()
    assert not statement.revisions.filter(published_at=None).exists()


def test_a_stale_correction_of_the_speaker_is_refused():
    statement = make_statement(attribution="The chair")
    seen = version_of(statement)
    correct(statement=statement, said_by=SaidBy(None, "The clerk"), kind=Kind.ATTRIBUTION, reason=REASON)
    with pytest.raises(ChangedMeanwhile):
        correct(statement=statement, said_by=SaidBy(None, "The mayor"), kind=Kind.ATTRIBUTION, reason=REASON, seen=seen)


def test_no_fact_about_a_public_statement_changes_without_a_log_entry():
    statement, speaker = make_statement(attribution="The chair"), make_speaker()
    for change in ({"speaker": speaker}, {"attribution": "The clerk"}, {"kind": "motion"}, {"topics": [make_topic()]}):
        with pytest.raises(ValidationError, match="Correct it in public"):
            change_statement(statement=statement, **change)
    assert change_statement(statement=statement, speaker=None, kind="remark") == statement
    assert change_statement(statement=make_draft(), speaker=speaker).speaker == speaker


def test_a_correction_of_a_fact_names_the_former_value():
    statement, topic = make_statement(), make_topic("Libraries")
    correct(statement=statement, fields={"kind": "motion"}, topics=[topic], kind=Kind.CLARIFICATION, reason=REASON)
    statement.refresh_from_db()
    assert (statement.kind, list(statement.topics.all())) == ("motion", [topic])
    correction = Correction.objects.public().get()
    assert correction.changes == [["kind", "Remark", "Motion"], ["topics", "", "Libraries"]]
    assert statement.revisions.count() == 1


def test_splitting_a_speaker_logs_a_correction_for_each_public_statement_that_moves():
    speaker = make_speaker("Sample Speaker")
    moved, draft, kept = make_statement(speaker=speaker), make_draft(speaker=speaker), make_statement(speaker=speaker)
    split_speaker(speaker=speaker, name="Other Speaker", statements=[moved.pk, draft.pk])
    correction = Correction.objects.get()
    assert (correction.statement, correction.kind) == (moved, Kind.ATTRIBUTION)
    assert (correction.speaker_before, correction.speaker_after) == ("Sample Speaker", "Other Speaker")
    assert not kept.corrections.exists()


def test_words_prepared_first_and_published_later_are_a_correction():
    statement = make_statement("We will.")
    change_statement(statement=statement, text="We will not.", reason=REASON)
    assert not Correction.objects.public().exists()
    publish(statement=statement)
    correction = Correction.objects.public().get()
    assert (correction.kind, correction.revision.number) == (Kind.TRANSCRIPTION_ERROR, 2)


def test_publishing_the_first_words_is_not_a_correction():
    make_statement()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"kind": "whim"}, {"revision": None}, {"revision": None, "own_reason": "So.", "at": None}, {"kind": "withdrawal"}],
)
def test_the_database_refuses_an_impossible_correction(change):
    correction = correct(statement=make_statement(), text="Other.", reason=REASON).corrections.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(**change)
