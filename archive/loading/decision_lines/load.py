"""Loads decisions meetings at a time, each group in one transaction, so that finished ones stay."""

import datetime
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.actions.objects import add_offices
from archive.actions.redaction import WordsReturned
from archive.actions.redaction.asking import ask_about_returned
from archive.actions.removed_words.gaps import with_gaps_of
from archive.actions.removed_words.memory import find_removed
from archive.actions.rules import Verb, audit
from archive.actions.statements import NewDecision, publish_many
from archive.actions.statements.decisions import differs
from archive.actions.statements.drafts import as_stored
from archive.database.parts import in_parts
from archive.loading.decision_lines.file import DecisionFile
from archive.loading.decision_lines.line import (
    LONGEST_NAME,
    Line,
    date_in,
    first_url,
    is_attendance,
    name_in,
    rows,
    words,
)
from archive.loading.decision_lines.people import PeopleOfFile
from archive.loading.outcome import REASON, Outcome, follow_source
from archive.loading.statement_lines.line import LARGEST_POSITION
from archive.loading.statement_lines.surroundings import KnownObjects
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Decision,
    Meeting,
    Office,
    OutboxEntry,
    Source,
    Statement,
)
from archive.search.engines import outbox

MEETINGS_AT_ONCE = 20
LONGEST_WORD, LONGEST_LABEL, LONGEST_TITLE, LONGEST_NUMBER, LONGEST_OFFICE = 100, 40, 500, 100, 200
NOT_RECORDED = "not recorded"
CHOICES = {
    "yes": Ballot.Choice.YES,
    "no": Ballot.Choice.NO,
    "abstain": Ballot.Choice.ABSTAIN,
    "absent": Ballot.Choice.ABSENT,
    "excused": Ballot.Choice.EXCUSED,
    "present": Ballot.Choice.PRESENT,
    "recused": Ballot.Choice.RECUSED,
    "not voting": Ballot.Choice.DID_NOT_VOTE,
}
RESULTS = {"pass": Decision.Result.CARRIED, "fail": Decision.Result.FAILED}


class DecisionLoad:
    """One import of a file, meetings at a time, each group in one transaction, so that finished ones stay."""

    def __init__(
        self,
        file: DecisionFile,
        *,
        text_status: str = "",
        source_kind: str = Source.Kind.OTHER,
        tell_readers: bool | None = None,
    ) -> None:
        """Import with what a person says of all decisions: how close they are, and what the file was made from."""
        self.file = file
        self._text_status, self._source_kind = text_status, source_kind
        self.tally: Counter[Outcome] = Counter({Outcome.BAD: file.bad} if file.bad else {})
        self.meetings = 0
        self._tell_readers = tell_readers
        self._around = KnownObjects()
        self._people = PeopleOfFile(file)
        self._boards: dict[str, Board] = {}
        self._with_new_items: set[int] = set()

    def run(self, over: Callable[[Iterable[Line]], Iterable[Line]] = iter, *, dry: bool = False) -> None:
        """Import all meetings; ``over`` shows progress. A dry run only counts what would be done."""
        events = over(sorted(self.file.meetings.values(), key=lambda event: (event["start_date"], event["id"])))
        with outbox.held_back():
            for group in in_parts(events, MEETINGS_AT_ONCE):
                with transaction.atomic():
                    self._store(group, dry=dry)
            if not dry:
                self._give_offices()

    def _store(self, events: Sequence[Line], *, dry: bool) -> None:
        lines = [line for event in events for line in self.file.of_meeting[event["id"]]]
        known = {
            str(statement.external_id): statement
            for statement in Statement.objects.filter(external_id__in=[line["id"] for line in lines])
            .select_related("current_revision", "meeting", "decision")
            .prefetch_related("decision__ballots")
        }
        stored = Meeting.objects.in_bulk([event["id"] for event in events], field_name="external_id")
        self.meetings += sum(event["id"] not in stored for event in events)
        if dry:
            self.tally[Outcome.ADDED] += sum(line["id"] not in known for line in lines)
            self.tally[Outcome.KNOWN] += len(known)
            return
        new: list[tuple[Statement, str, NewDecision]] = []
        for event in events:
            board = self._board(event)
            meeting = stored.get(event["id"]) or self._new_meeting(event, board)
            items = self._items(meeting, event)
            for position, line in enumerate(self.file.of_meeting[event["id"]], start=1):
                try:
                    decision = self._decision(line, board)
                except WordsReturned:
                    self.tally[Outcome.REDACTED] += 1
                    continue
                if line["id"] in known:
                    self.tally[self._compare(known[line["id"]], line["motion_text"], decision)] += 1
                else:
                    statement = self._statement(line, meeting, items, position, event)
                    new.append((statement, line["motion_text"], decision))
        self._publish(new)
        # Rules of topics may find the items. Those of meetings with new decisions are told of with these.
        told = {statement.meeting_id for statement, _, _ in new if statement.pk}
        OutboxEntry.objects.write(OutboxEntry.Subject.MEETING, self._with_new_items - told)
        self._with_new_items.clear()

    def _publish(self, new: Sequence[tuple[Statement, str, NewDecision]]) -> None:
        left_out = publish_many(
            statements=[statement for statement, _, _ in new],
            texts=[text for _, text, _ in new],
            decisions=[decision for _, _, decision in new],
            tell_readers=self._tell_readers,
        )
        self.tally[Outcome.ADDED] += len(new) - len(left_out)
        if left_out:
            self.tally[Outcome.REDACTED] += len(left_out)

    def _board(self, event: Line) -> Board:
        name = name_in(event["organization"])[:LONGEST_NAME]
        self._boards[name] = self._around.board(name)
        return self._boards[name]

    def _new_meeting(self, event: Line, board: Board) -> Meeting:
        """Create a meeting, public at once, as its source is."""
        place = name_in(event.get("location"))[:LONGEST_NAME]
        media = first_url(event.get("media"))
        meeting = Meeting.objects.create(
            external_id=event["id"],
            board=board,
            date=date_in(event["start_date"]),
            kind=Meeting.Kind.OTHER,
            status=Meeting.Status.CANCELLED if event.get("status") == "cancelled" else Meeting.Status.HELD,
            place="" if find_removed([place], board) else place,
            recording_url=media,
            published_at=timezone.now(),
        )
        audit(actor=None, verb=Verb.IMPORTED, instance=meeting, note="From a file of decisions.")
        return meeting

    def _items(self, meeting: Meeting, event: Line) -> dict[str, AgendaItem]:
        """Return the agenda items by their ids in the source, and add those that are missing at the end.

        Those with redacted words are left out.
        """
        stored = list(meeting.agenda_items.all())
        last = max((item.position for item in stored), default=0)
        unmet: dict[tuple[str, str], deque[AgendaItem]] = defaultdict(deque)
        for item in stored:
            unmet[item.label, item.title].append(item)
        items: dict[str, AgendaItem] = {}
        new = []
        for identifier, label, title in _agenda(event):
            # Two of one name are two: each is met once.
            if known := unmet[label, title]:
                items[identifier] = known.popleft()
            else:
                last += 1
                new.append(AgendaItem(meeting=meeting, position=last, label=label, title=title))
                items[identifier] = new[-1]
        repeated = find_removed([str(item) for item in new], meeting) if new else []
        removed = {number for returned in repeated for number, _ in returned.places}
        AgendaItem.objects.bulk_create(item for number, item in enumerate(new) if number not in removed)
        if len(removed) < len(new):
            self._with_new_items.add(meeting.pk)
        return {identifier: item for identifier, item in items.items() if item.pk}

    def _statement(
        self, line: Line, meeting: Meeting, items: dict[str, AgendaItem], position: int, event: Line
    ) -> Statement:
        return Statement(
            external_id=line["id"],
            kind=Statement.Kind.DECISION,
            text_status=self._text_status,
            board_id=meeting.board_id,
            meeting=meeting,
            date=meeting.date,
            agenda_item=items.get(str(line.get("item") or "")),
            position=position,
            source=self._source(event),
        )

    def _source(self, event: Line) -> Source:
        name = f"{event['id']} decisions"[:LONGEST_NAME]
        url = first_url(event.get("sources"))
        title = f"{name_in(event['organization'])}, {date_in(event['start_date'])}: votes as published"[:LONGEST_NAME]
        defaults = {"title": title, "kind": self._source_kind, "url": url}
        return Source.objects.get_or_create(external_id=name, defaults=defaults)[0]

    def _decision(self, line: Line, board: Board) -> NewDecision:
        extras = line["extras"] if isinstance(line.get("extras"), dict) else {}
        printed = words(extras.get("printed_result")) or words(line.get("result"))
        facts: dict[str, Any] = {
            "kind": Decision.Kind.ROLL_CALL if is_attendance(line) else Decision.Kind.MOTION,
            "result": RESULTS.get(words(line.get("result")), Decision.Result.NOT_STATED),
            "printed_result": printed[:LONGEST_NAME],
            "mover_name": words(extras.get("mover"))[:LONGEST_NAME],
            "seconder_name": words(extras.get("seconder"))[:LONGEST_NAME],
            "file_number": words(name_in(line.get("bill"), "identifier"))[:LONGEST_NUMBER],
        }
        for count in rows(line.get("counts")):
            choice, value = CHOICES.get(words(count.get("option"))), count.get("value")
            if choice and isinstance(value, int) and 0 <= value <= LARGEST_POSITION:
                facts[f"{choice.value}_count"] = value
        facts["mover"] = self._people.speaker(facts["mover_name"], board)
        facts["seconder"] = self._people.speaker(facts["seconder_name"], board)
        return NewDecision(facts, list(self._roll(line, board)))

    def _roll(self, line: Line, board: Board) -> Iterator[Ballot]:
        for vote in rows(line.get("votes")):
            name = words(vote.get("voter_name"))[:LONGEST_NAME]
            if not name:
                continue
            option = words(vote.get("option"))
            choice = CHOICES.get(option, Ballot.Choice.OTHER)
            word = words(vote.get("note")) or (option if option != "other" else "") or NOT_RECORDED
            yield Ballot(name=name, speaker=self._people.speaker(name, board), choice=choice, word=word[:LONGEST_WORD])

    def _compare(self, statement: Statement, motion: str, decision: NewDecision) -> Outcome:
        """Correct a decision whose source has changed, unless staff work on it or corrected it."""
        text = as_stored(motion)
        if statement.current_revision and statement.current_revision.text != text:
            kept = with_gaps_of(statement.current_revision.text, text)
            text = kept if kept is not None else text
        same_words = statement.current_revision is not None and statement.current_revision.text == text
        if same_words and not differs_from(statement, decision):
            return Outcome.KNOWN
        by_source = Q(own_reason=REASON) | Q(revision__reason=REASON)
        by_staff = Correction.objects.filter(statement=statement).exclude(by_source).exists()
        return follow_source(statement, text, decision, by_staff=by_staff)

    def _give_offices(self) -> None:
        """Store the offices that the people of this file held at its boards, unless the archive has them."""
        known: dict[tuple[int, int | None, str], list[Office]] = defaultdict(list)
        for office in Office.objects.filter(board__in=self._boards.values()):
            known[_seat(office)].append(office)
        new = []
        for office in self._offices_of_file():
            if _days(office)[0] <= _days(office)[1] and not any(
                _is_term_of(office, one) for one in known[_seat(office)]
            ):
                known[_seat(office)].append(office)
                new.append(office)
        add_offices([office for office in new if not _has_removed_words(office)])

    def _offices_of_file(self) -> Iterator[Office]:
        for identifier, person in self.file.people.items():
            for office in rows(person.get("offices")):
                board = self._boards.get(name_in(office.get("organization")))
                speaker = self._people.holder(words(person.get("name")), identifier, board) if board else None
                if speaker:
                    yield Office(
                        speaker=speaker,
                        board=board,
                        title=(words(office.get("role")) or "Member")[:LONGEST_OFFICE],
                        from_date=date_in(office.get("start_date")),
                        to_date=date_in(office.get("end_date")),
                    )


def _agenda(event: Line) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the label and the title of each item that has a title; an item of one id is there once."""
    entries = {str(entry.get("id") or number): entry for number, entry in enumerate(rows(event.get("agenda")))}
    for identifier, entry in entries.items():
        if title := words(entry.get("description"))[:LONGEST_TITLE]:
            yield identifier, words(entry.get("label"))[:LONGEST_LABEL], title


def _has_removed_words(office: Office) -> bool:
    try:
        ask_about_returned(office)
    except WordsReturned:
        return True
    return False


def _seat(office: Office) -> tuple[int, int | None, str]:
    return office.speaker_id, office.board_id, office.title


def _days(office: Office) -> tuple[datetime.date, datetime.date]:
    begins = office.from_date.first if office.from_date else datetime.date.min
    return begins, office.to_date.last if office.to_date else datetime.date.max


def _is_term_of(one: Office, other: Office) -> bool:
    """Return whether the days of one office are among those of the other: the same term, perhaps corrected since."""
    (begins, ends), (from_day, to_day) = _days(one), _days(other)
    return (from_day <= begins and ends <= to_day) or (begins <= from_day and to_day <= ends)


def differs_from(statement: Statement, decision: NewDecision) -> bool:
    """Return whether the stored facts or roll are not those of the source; without them, they are."""
    try:
        return differs(statement, decision)
    except Decision.DoesNotExist as error:
        raise ValidationError(f"{statement} has the id of a decision, and is none.") from error
