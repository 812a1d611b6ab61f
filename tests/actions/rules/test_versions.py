"""A version changes with everything that a person saw of an object, and with nothing else."""

from collections.abc import Callable

import pytest
from django.db import models
from django.utils import timezone

from archive.actions.rules import Grounds, prepare_correction, version_of, version_with_waiting, versions_of
from archive.actions.statements import NewDecision, change_statement, correct, create_statement
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Filing,
    Meeting,
    Office,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    StagedTurn,
    Statement,
    Topic,
)
from tests.ingest.transcripts import make_batch
from tests.record import (
    make_board,
    make_document,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
    origin,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A meeting with an agenda, a topic of it, and a document."""
    meeting = make_meeting(make_board("Sample Board"))
    meeting.agenda_items.create(position=1, title="Buses").topics.add(make_topic("Transport"))
    make_document(meeting)
    return meeting


@pytest.fixture
def draft(meeting: Meeting) -> Statement:
    """A draft whose speaker has an office and a second spelling, with a source and a topic."""
    speaker = make_speaker("Ada Sample")
    speaker.names.create(name="A. Sample")
    speaker.offices.create(title="Chair", organisation="A club")
    source = Source.objects.create(kind="minutes", title="Minutes")
    return make_draft(meeting=meeting, speaker=speaker, source=source, topics=[make_topic("Libraries")])


# What an editor sees of a draft before publishing it: every row that becomes public with it.
SEEN_WITH_A_DRAFT: dict[str, Callable[[Statement], object]] = {
    "a fact": lambda _: Statement.objects.update(start_seconds=12.5),
    "the words": lambda draft: change_statement(statement=draft, text="We will open it on Sundays."),
    "the speaker": lambda _: Speaker.objects.update(name="Ada B. Sample"),
    "a spelling": lambda _: SpeakerName.objects.update(name="A. B. Sample"),
    "a new spelling": lambda draft: draft.speaker.names.create(name="A. S."),
    "an office": lambda _: Office.objects.update(title="Treasurer"),
    "no office": lambda _: Office.objects.all().delete(),
    "the board": lambda _: Board.objects.update(name="Another Board"),
    "the source": lambda draft: Source.objects.filter(pk=draft.source_id).update(title="Notes"),
    "the meeting": lambda _: Meeting.objects.update(place="Town hall"),
    "an agenda item": lambda _: AgendaItem.objects.update(title="Trains"),
    "a new agenda item": lambda draft: draft.meeting.agenda_items.create(position=2, title="Trains"),
    "a topic of the agenda": lambda _: Topic.objects.filter(name="Transport").update(description="Buses."),
    "a document": lambda draft: draft.meeting.documents.update(title="Packet"),
    "a topic": lambda _: Topic.objects.filter(name="Libraries").update(description="Books."),
    "no topic": lambda _: Filing.objects.all().delete(),
}  # fmt: skip


@pytest.mark.parametrize("change", SEEN_WITH_A_DRAFT.values(), ids=SEEN_WITH_A_DRAFT)
def test_the_version_of_a_draft_changes_with_all_that_becomes_public_with_it(
    draft: Statement, change: Callable[[Statement], object]
):
    before = version_of(draft)
    assert version_of(draft) == before
    change(draft)
    assert version_of(draft) != before


@pytest.mark.parametrize("role", ["mover", "seconder", "voter"])
@pytest.mark.parametrize(
    "change",
    [
        lambda speaker: Speaker.objects.filter(pk=speaker.pk).update(name="Another Name"),
        lambda speaker: speaker.names.create(name="A. Name"),
        lambda speaker: speaker.offices.create(title="Chair", organisation="A club"),
    ],
)
def test_the_version_of_a_decision_changes_with_each_person_who_becomes_public_with_it(role: str, change):
    speaker, other = make_speaker("Kim Example"), make_speaker("Robin Sample")
    facts = {} if role == "voter" else {role: speaker}
    roll = [Ballot(name="Example", speaker=speaker if role == "voter" else None, choice="yes")]
    draft = create_statement(**origin(), text="Moved.", meeting=make_meeting(), decision=NewDecision(facts, roll))
    before, waiting = version_of(draft), version_with_waiting(draft.meeting)
    change(other)
    assert version_of(draft) == before
    change(speaker)
    assert version_of(draft) != before
    assert version_with_waiting(draft.meeting) != waiting


@pytest.mark.parametrize("change", SEEN_WITH_A_DRAFT.values(), ids=SEEN_WITH_A_DRAFT)
def test_the_version_of_a_meeting_with_what_waits_changes_with_each_of_its_drafts(
    draft: Statement, change: Callable[[Statement], object]
):
    before = version_with_waiting(draft.meeting)
    change(draft)
    assert version_with_waiting(draft.meeting) != before


def test_a_prepared_correction_makes_a_new_version():
    statement = make_statement()
    change_statement(statement=statement, text="We will open it on Sundays.", reason="Misheard.")
    before = version_of(statement)
    Revision.objects.filter(published_at=None).update(reason="Heard again.")
    reworded = version_of(statement)
    grounds = Grounds(Correction.Kind.CLARIFICATION, evidence="The recording, at 12:30.")
    prepare_correction(Revision.objects.get(published_at=None), grounds)
    assert len({before, reworded, version_of(statement)}) == 3


def test_what_other_statements_show_changes_no_version(draft: Statement):
    other = make_statement(speaker=make_speaker(), topics=[make_topic()])
    before, of_the_meeting = version_of(draft), version_with_waiting(draft.meeting)
    correct(statement=other, text="We will open it on Sundays.", reason="Misheard.")
    other.speaker.names.create(name="Another")
    other.meeting.agenda_items.create(position=1, title="Trains")
    assert (version_of(draft), version_with_waiting(draft.meeting)) == (before, of_the_meeting)


def test_a_published_statement_is_no_longer_in_the_version_of_its_meeting(draft: Statement):
    published = make_statement(meeting=draft.meeting)
    before = version_with_waiting(draft.meeting)
    correct(statement=published, text="We will open it on Sundays.", reason="Misheard.")
    assert version_with_waiting(draft.meeting) == before


def test_versions_of_many_statements_are_those_of_each(draft: Statement):
    statements = [draft, make_statement(), make_draft()]
    assert versions_of(Statement.objects.all()) == {one.pk: version_of(one) for one in statements}
    assert len({*versions_of(Statement.objects.all()).values()}) == 3


@pytest.mark.parametrize(
    ("change", "is_new"),
    [
        (lambda _: Speaker.objects.update(name="Ada B. Sample"), True),
        (lambda _: SpeakerName.objects.update(name="A. B. Sample"), True),
        (lambda speaker: speaker.offices.create(title="Clerk", organisation="A club"), True),
        (lambda _: make_speaker().names.create(name="Another"), False),
    ],
)
def test_the_version_of_a_speaker_has_their_spellings_and_offices(
    draft: Statement, change: Callable[[models.Model], object], is_new: bool
):
    before = version_of(draft.speaker)
    change(draft.speaker)
    assert (version_of(draft.speaker) != before) == is_new


@pytest.mark.parametrize(
    ("change", "is_new"),
    [
        (lambda _: StagedTurn.objects.update(text="Something else."), True),
        (lambda turn: turn.topics.add(make_topic()), True),
        # An earlier turn was split.
        (lambda turn: StagedTurn.objects.filter(pk=turn.pk).update(position=99), False),
    ],
)
def test_the_version_of_a_staged_turn_has_its_words_and_topics(change: Callable[[StagedTurn], object], is_new: bool):
    turn = make_batch(make_meeting()).turns.first()
    before = version_of(turn)
    change(turn)
    assert (version_of(turn) != before) == is_new


def test_the_version_of_any_other_object_is_its_row():
    topic = make_topic()
    before = version_of(topic)
    Topic.objects.filter(pk=topic.pk).update(description=f"Since {timezone.now():%Y}.")
    assert version_of(topic) != before
