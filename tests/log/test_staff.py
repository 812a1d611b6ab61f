"""What staff do, drawn at random, raises nothing: the log follows each act, and so does a witness."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.objects import merge_speakers, save_object, split_speaker, undo_merge
from archive.actions.redaction import redact
from archive.actions.rules import SaidBy, Why
from archive.actions.statements import NewDecision, correct, reinstate, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Board, Meeting, Office, Source, Speaker, SpeakerMerge, SpeakerName, Statement
from tests.log.growing import entries_of, faults_of_record, grow, watched
from tests.record import make_ballots, make_decision, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
REASON = "The tape says so."
WHY = Why(REASON)


class Staff:
    """Somebody who does one of many things to an object that is drawn. What may not be done is left out."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # the same acts each time
        self._done = 0

    def act(self) -> None:
        act = self._draw.choice([getattr(self, name) for name in sorted(vars(Staff)) if name.endswith("s")])
        try:
            with transaction.atomic():
                act()
        except (ValidationError, IndexError, ValueError):
            pass

    def _one(self, rows: Any) -> Any:
        return self._draw.choice(list(rows))

    def _word(self) -> str:
        self._done += 1
        return f"sample{self._done}"

    def _public(self) -> Statement:
        return self._one(Statement.objects.public())

    def _person(self) -> Speaker:
        return self._one(Speaker.objects.current())

    def publishes(self) -> None:
        speaker, meeting = self._person(), self._one(Meeting.objects.all())
        words = f"We said {self._word()} here."
        make_statement(words, meeting=meeting, speaker=speaker, position=self._draw.randint(0, 5), attribution="MS. X")

    def decides(self) -> None:
        make_decision(f"Motion {self._word()}.", ballots=["One: yes", "Two: no"], speakers=[self._person()])

    def corrects_words(self) -> None:
        correct(statement=self._public(), text=f"We said {self._word()} there.", reason=f"So {self._word()}.")

    def corrects_who_said_its(self) -> None:
        statement = self._public()
        correct(statement=statement, said_by=SaidBy(self._person(), "MR. Y"), kind="attribution", reason=REASON)

    def corrects_facts(self) -> None:
        fields = self._one([{"text_status": "minutes"}, {"kind": "question"}, {"position": 9}, {"responds_to": None}])
        correct(statement=self._public(), fields=fields, reason=REASON)

    def corrects_rolls(self) -> None:
        statement = self._one(Statement.objects.public().filter(kind="decision"))
        roll = NewDecision({"result": "failed"}, make_ballots("One: no", f"{self._word()}: yes"))
        correct(statement=statement, decision=roll, reason=REASON)

    def withdraws(self) -> None:
        withdraw(statement=self._public(), category="law", reason=REASON)

    def reinstates(self) -> None:
        reinstate(statement=self._one(Statement.objects.filter(status="withdrawn")), reason=REASON)

    def redacts(self) -> None:
        revision = self._one(Statement.objects.exclude(published_at=None)).revisions.published().first()
        at = revision.text.index("sample")
        passage = QuoteRange(at, revision.text.index(" ", at))
        redact(revision=revision, passage=passage, category="privacy", reason="A sample reason.")

    def merges(self) -> None:
        merge_speakers(kept=self._person(), gone=self._person())

    def undoes_merges(self) -> None:
        undo_merge(merge=self._one(SpeakerMerge.objects.filter(undone_at=None)))

    def splits(self) -> None:
        speaker = self._person()
        numbers = [row.pk for row in speaker.statements.all() if self._draw.random() < 0.5]
        offices = list(speaker.offices.values_list("pk", flat=True))
        split_speaker(speaker=speaker, name=self._word(), statements=numbers, offices=offices)

    def renames(self) -> None:
        row = self._one([*Speaker.objects.current(), *Board.objects.all()])
        row.name = self._word()
        save_object(instance=row, why=WHY)

    def adds_facts(self) -> None:
        speaker = self._person()
        facts = [
            SpeakerName(speaker=speaker, name=self._word()),
            Office(speaker=speaker, title="Chair", organisation="X"),
        ]
        save_object(instance=self._one(facts), why=WHY)

    def changes_meetings(self) -> None:
        meeting = self._one(Meeting.objects.all())
        meeting.date, meeting.place = f"2024-05-0{self._draw.randint(1, 9)}", self._word()
        save_object(instance=meeting, why=WHY)

    def changes_sources(self) -> None:
        source = self._one(Source.objects.all())
        source.title = self._word()
        save_object(instance=source, why=WHY)

    def writes_agendas(self) -> None:
        lines = [AgendaLine(label="1", title=self._word()), AgendaLine(label="2", title=self._word())]
        save_agenda(meeting=self._one(Meeting.objects.all()), lines=lines, why=WHY)


@pytest.mark.parametrize("seed", range(12))
def test_acts_of_staff_raise_nothing(seed: int, tmp_path: Path, settings: LazySettings):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    staff = Staff(seed)
    for _ in range(3):
        make_statement(f"We said {staff._word()} first.", meeting=make_meeting(), speaker=make_speaker())
    for looked_at in [20] * 16 + [1000]:
        for _ in range(staff._draw.randint(1, 9)):
            staff.act()
        grow()
        assert faults_of_record() == []
        watched(tmp_path / "kept", sample=looked_at)


def test_what_was_withdrawn_and_corrected_comes_back_once(tmp_path: Path):
    statement = make_statement("We open.", speaker=make_speaker("Robin Sample"))
    withdraw(statement=statement, category="law", reason=REASON)
    grow()
    split_speaker(speaker=statement.speaker, name="Ada Sample", statements=[statement.pk])
    reinstate(statement=statement, reason=REASON)
    grow()
    assert [entry["kind"] for entry in entries_of(statement)][-2:] == ["attributed", "reinstated"]
    assert faults_of_record() == []
    watched(tmp_path / "kept")


def test_a_speaker_whom_nobody_saw_is_merged_before_the_statement_comes_back(tmp_path: Path):
    speaker = make_speaker("Robin Sample")
    statement = make_statement("We open.", speaker=speaker)
    make_statement("We close.", speaker=speaker)
    withdraw(statement=statement, category="law", reason=REASON)
    grow()
    split_speaker(speaker=speaker, name="Ada Sample", statements=[statement.pk])
    grow()
    merge_speakers(kept=speaker, gone=Speaker.objects.get(name="Ada Sample"))
    grow()
    reinstate(statement=statement, reason=REASON)
    grow()
    assert faults_of_record() == []
    watched(tmp_path / "kept")


def test_a_merge_is_undone_of_a_speaker_whose_statements_are_withdrawn(tmp_path: Path):
    """Nobody sees the speaker then, so that no correction tells of it."""
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    make_statement("We close.", speaker=kept)
    statement = make_statement("We open.", speaker=gone)
    grow()
    withdraw(statement=statement, category="law", reason=REASON)
    grow()
    merge = merge_speakers(kept=kept, gone=gone)
    grow()
    undo_merge(merge=merge)
    gone.refresh_from_db()
    gone.name = "Ray Sample"
    save_object(instance=gone, why=WHY)
    grow()
    reinstate(statement=statement, reason=REASON)
    grow()
    assert faults_of_record() == []
    watched(tmp_path / "kept")
