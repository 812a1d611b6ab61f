"""Decisions are statements: the same verbs write, publish, correct, withdraw and redact them."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from archive.actions.objects import merge_speakers, undo_merge
from archive.actions.redaction import Anyway, WordsReturned, answering, redact
from archive.actions.statements import (
    NewDecision,
    NewStatement,
    change_statement,
    correct,
    create_statement,
    create_statements,
    delete_draft,
    publish,
    publish_many,
    publish_meeting,
    withdraw,
)
from archive.citations.passages.quote_range import QuoteRange
from archive.models import AllowedWords, AuditEntry, Ballot, Decision, Meeting, RemovedWords, Speaker, Statement
from tests.record import make_draft, make_meeting, make_speaker, make_statement, origin

pytestmark = pytest.mark.django_db

MOTION = "Moved by Kim Example to open the library on Saturdays. Carried 2-1."


def roll(*lines: tuple[str, str], **fields: Speaker) -> list[Ballot]:
    return [Ballot(name=name, choice=choice, **fields) for name, choice in lines]


def decided(**facts) -> NewDecision:
    lines = roll(("Example", "yes"), ("Sample", "no"), ("Sample", "yes"))
    return NewDecision({"result": "carried", "method": "roll_call", "yes_count": 2, **facts}, lines)


def make_decision(**fields) -> Statement:
    return create_statement(**origin(), text=MOTION, meeting=make_meeting(), decision=decided(), **fields)


def test_a_decision_is_private_until_its_statement_is_published():
    statement = make_decision()
    assert statement.kind == Statement.Kind.DECISION
    assert not Decision.objects.public().exists()
    assert not Ballot.objects.public().exists()
    publish(statement=statement)
    assert Decision.objects.public().get().yes_count == 2
    assert [(row.name, row.choice) for row in Ballot.objects.public()] == [
        ("Example", "yes"),
        ("Sample", "no"),
        ("Sample", "yes"),
    ]


def test_what_is_not_given_stays_unknown():
    statement = make_statement("Approved.", kind=Statement.Kind.DECISION)
    assert (statement.decision.result, statement.decision.method, statement.decision.yes_count) == ("", "", None)
    assert not statement.decision.ballots.exists()


def test_decisions_are_made_and_published_with_the_other_turns_of_a_meeting():
    meeting = make_meeting()
    new = [
        NewStatement("I move it.", fields=origin()),
        NewStatement(MOTION, fields=origin(), decision=decided(file_number="Res 1")),
    ]
    said, put = create_statements(meeting=meeting, statements=new)
    assert publish_meeting(meeting=meeting) == 2
    assert not Decision.objects.filter(pk=said.pk)
    assert Decision.objects.public().get(pk=put.pk).file_number == "Res 1"


def test_many_are_published_at_once():
    meeting = make_meeting()
    statements = [
        Statement(**origin(), meeting=meeting, board=meeting.board, date=meeting.date, position=n) for n in (1, 2)
    ]
    publish_many(statements=statements, texts=["Said.", MOTION], decisions=[None, decided()])
    assert [row.pk for row in Decision.objects.public()] == [statements[1].pk]
    assert Ballot.objects.public().count() == 3


@pytest.mark.parametrize("facts", [{"result": "approved"}, {"yes_count": -1}, {"method": "shouting"}])
def test_an_unknown_fact_is_refused(facts):
    with pytest.raises(ValidationError):
        create_statement(**origin(), text=MOTION, meeting=make_meeting(), decision=decided(**facts))
    assert not Statement.objects.exists()


def test_another_choice_needs_the_printed_word():
    line = Ballot(name="Example", choice="other")
    with pytest.raises(ValidationError, match="word"):
        create_statement(**origin(), text=MOTION, meeting=make_meeting(), decision=NewDecision(roll=[line]))
    line.word = "pass"
    statement = create_statement(**origin(), text=MOTION, meeting=make_meeting(), decision=NewDecision(roll=[line]))
    assert statement.decision.ballots.get().word == "pass"


def test_a_draft_is_changed_and_deleted_with_its_roll():
    statement = make_decision()
    change_statement(statement=statement, decision=NewDecision({"result": "failed"}, roll(("Example", "no"))))
    stored = Decision.objects.get(pk=statement.pk)
    assert (stored.result, stored.ballots.get().choice) == ("failed", "no")
    delete_draft(statement=statement)
    assert not Decision.objects.exists()
    assert not Ballot.objects.exists()


def test_a_published_decision_changes_only_in_public():
    statement = publish(statement=make_decision())
    change_statement(statement=statement, decision=decided())
    with pytest.raises(ValidationError, match="Correct it in public"):
        change_statement(statement=statement, decision=decided(result="failed"))
    with pytest.raises(ValidationError, match="nothing to correct"):
        correct(statement=statement, reason="Nothing.", decision=decided())
    new = roll(("Example", "yes"), ("Sample", "abstain"), ("Sample", "yes"))
    correct(statement=statement, reason="See the minutes.", decision=NewDecision({"no_count": 0}, new))
    entry = statement.corrections.get()
    assert entry.changes == [["decision: no count", "", "0"], ["roll", "Sample: No", "Sample: Abstained"]]
    assert entry.reason == "See the minutes."
    assert [row.choice for row in Ballot.objects.public()] == ["yes", "abstain", "yes"]


def test_swapped_lines_of_a_roll_are_a_correction_too():
    statement = publish(statement=make_decision())
    correct(statement=statement, reason="Order.", decision=NewDecision(roll=decided().roll[::-1]))
    assert statement.corrections.get().changes[0][0] == "roll"


def test_nothing_becomes_a_decision_or_stops_being_one():
    for statement, kind in ((make_decision(), "remark"), (make_draft(), Statement.Kind.DECISION)):
        with pytest.raises(ValidationError, match="stays a decision"):
            change_statement(statement=statement, kind=kind)


def test_a_withdrawn_decision_shows_nobodys_vote():
    statement = publish(statement=make_decision())
    withdraw(statement=statement, category="mistake", reason="Printed by mistake.")
    assert not Decision.objects.public().exists()
    assert not Ballot.objects.public().exists()


def test_words_of_a_motion_are_redacted_as_any_others():
    statement = publish(statement=make_decision())
    redact(
        revision=statement.published_revision, passage=QuoteRange(9, 20), category="privacy", reason="They are a child."
    )
    statement.refresh_from_db()
    assert "Kim Example" not in statement.text
    assert statement.text.endswith("to open the library on Saturdays. Carried 2-1.")


@pytest.fixture
def lost_a_name() -> Meeting:
    """A meeting in which a name was redacted."""
    statement = make_statement("We saw Quillifer Zanthrope there.", meeting=make_meeting())
    redact(
        revision=statement.published_revision, passage=QuoteRange(7, 26), category="privacy", reason="They are a child."
    )
    return statement.meeting


NAMING = [
    NewDecision({"mover_name": "Quillifer Zanthrope"}),
    NewDecision({"printed_result": "Carried, says Quillifer Zanthrope"}),
    NewDecision({"matter_url": "https://board.example/Quillifer_Zanthrope"}),
    NewDecision(roll=roll(("Example", "yes"), ("Quillifer Zanthrope", "no"))),
    NewDecision(roll=[Ballot(name="Example", choice="other", word="for Quillifer Zanthrope")]),
]


@pytest.mark.parametrize("naming", NAMING, ids=["mover", "outcome", "address", "name", "word"])
def test_a_redacted_name_returns_by_no_door_of_a_decision(lost_a_name: Meeting, naming: NewDecision):
    with pytest.raises(WordsReturned):
        create_statement(**origin(), text="It carried.", meeting=lost_a_name, decision=naming)
    with pytest.raises(WordsReturned):
        create_statements(
            meeting=lost_a_name, statements=[NewStatement("It carried.", fields=origin(), decision=naming)]
        )
    statement = Statement(**origin(), meeting=lost_a_name, board=lost_a_name.board, date=lost_a_name.date, position=9)
    assert publish_many(statements=[statement], texts=["It carried."], decisions=[naming]) == {0}
    stands = publish(
        statement=create_statement(**origin(), text="It carried.", meeting=lost_a_name, decision=decided())
    )
    with pytest.raises(WordsReturned):
        correct(statement=stands, reason="See the minutes.", decision=naming)
    assert list(Ballot.objects.values_list("name", flat=True)) == ["Example", "Sample", "Sample"]
    assert Decision.objects.get().mover_name == ""


def test_of_many_those_with_a_redacted_name_in_their_text_or_attribution_are_left_out(lost_a_name: Meeting):
    rows = [
        Statement(**origin(), meeting=lost_a_name, board=lost_a_name.board, date=lost_a_name.date, position=n)
        for n in (7, 8, 9)
    ]
    rows[2].attribution = "Quillifer Zanthrope"
    texts = ["I thank Quillifer Zanthrope.", "I thank you.", "I thank nobody."]
    assert publish_many(statements=rows, texts=texts) == {0, 2}
    assert [row.text for row in Statement.objects.filter(position__gte=7)] == ["I thank you."]


def test_an_editor_lets_a_name_stand_in_a_roll_and_is_not_asked_about_it_again(lost_a_name: Meeting):
    with answering(lambda: Anyway(None, "Another person.")):
        statement = create_statement(**origin(), text="It carried.", meeting=lost_a_name, decision=NAMING[3])
    assert AuditEntry.objects.filter(note__endswith="ballot: Another person.").count() == 1
    lines = roll(("Quillifer Zanthrope", "yes"), ("Sample", "no"))
    change_statement(statement=statement, decision=NewDecision(roll=lines))
    assert [row.name for row in statement.decision.ballots.all()] == ["Quillifer Zanthrope", "Sample"]


def test_a_name_that_may_stand_in_the_meeting_is_not_asked_about(lost_a_name: Meeting):
    for digest in set(RemovedWords.objects.values_list("digest", flat=True)):
        AllowedWords.objects.create(meeting=lost_a_name, digest=digest)
    create_statement(**origin(), text="It carried.", meeting=lost_a_name, decision=NAMING[3])
    assert Ballot.objects.count() == 2


def test_merged_speakers_keep_their_votes_and_get_them_back():
    kept, gone = make_speaker("Kim Example"), make_speaker("K. Example")
    line = Ballot(name="Example", choice="yes", speaker=gone, arrived=datetime.time(19, 5))
    publish(
        statement=create_statement(
            **origin(),
            text=MOTION,
            meeting=make_meeting(),
            decision=NewDecision({"mover": gone, "seconder": gone}, [line]),
        )
    )
    merge = merge_speakers(kept=kept, gone=gone)
    assert (Ballot.objects.get().speaker, Decision.objects.get().mover) == (kept, kept)
    undo_merge(merge=merge)
    assert (Ballot.objects.get().speaker, Decision.objects.get().seconder) == (gone, gone)


def test_members_who_only_voted_are_on_record():
    speaker = make_speaker()
    new = NewDecision(roll=[Ballot(name="Example", choice="absent", speaker=speaker)])
    statement = create_statement(**origin(), text=MOTION, meeting=make_meeting(), decision=new)
    assert speaker not in Speaker.objects.public()
    publish(statement=statement)
    assert speaker in Speaker.objects.public()
