"""Decisions in bulk, from a file of JSON Lines in the shape of Open Civic Data: one object per line, plain or gzip.

========================  ==========================================================================================
_type                     ``event``, ``vote_event``, ``person`` or ``bill``; other lines are passed over
id                        its permanent id in the source. Of several lines with the same id, the last counts
event                     ``organization`` (the board), ``start_date``, and if known ``name``, ``location``, ``status``,
                          ``sources``, ``media``, and ``agenda``: items with ``id``, ``label`` and ``description``
vote_event                ``event`` (its id), ``item`` (the id of the agenda item), ``motion_text``,
                          ``motion_classification`` ("roll-call" for attendance), ``result`` ("pass", "fail"),
                          ``bill`` (a file number), ``votes``, ``counts``, and in ``extras`` ``printed_result``,
                          ``mover`` and ``seconder``
votes                     ``option`` (yes, no, abstain, absent, excused, present, recused, not voting, other),
                          ``voter_name``, and if known ``voter_id`` and ``note``, the word as printed
counts                    ``option`` and ``value``, if the source prints them
person                    ``name`` and ``offices``: ``organization``, ``role``, ``start_date``, ``end_date``
========================  ==========================================================================================

``tools/legistar.py`` writes such a file. Meetings, agenda items and speakers that are missing are created; others stay
as they are. A second run adds nothing, and corrects in public what the source has changed, except what staff corrected.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.actions.redaction import WordsReturned
from archive.actions.removed_words.gaps import with_gaps_of
from archive.actions.removed_words.memory import find_removed
from archive.actions.removed_words.saved_together import ask_about_rows
from archive.actions.rules import Verb, audit
from archive.actions.statements import NewDecision, correct, publish_many
from archive.actions.statements.decisions import differs
from archive.actions.statements.drafts import as_stored
from archive.loading.statement_lines import rules
from archive.loading.statement_lines.file import FileDamaged
from archive.loading.statement_lines.line import LARGEST_POSITION
from archive.loading.statement_lines.load import REASON
from archive.loading.statement_lines.surroundings import KnownObjects
from archive.models import (
    UNSTORABLE,
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Decision,
    Meeting,
    Office,
    OutboxEntry,
    PartialDate,
    Source,
    Speaker,
    SpeakerName,
    Statement,
)
from archive.search.engines import outbox

Line = dict[str, Any]
MEETINGS_AT_ONCE = 20
LONGEST_NAME, LONGEST_WORD, LONGEST_TITLE, LONGEST_NUMBER = 300, 100, 500, 100
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


class DecisionOutcome(StrEnum):
    """What happened to a decision of the file."""

    ADDED = "added"
    CHANGED = "changed in the source, and corrected"
    KNOWN = "in the archive already"
    LEFT_ALONE = "unchanged because withdrawn, corrected or being edited"
    REDACTED = "left out because of redacted words"
    BAD = "not read"


class DecisionFile:
    """The lines of a file, the last of each id: meetings in the order of their dates, with their decisions."""

    def __init__(self, lines: Iterable[tuple[int, bytes]], report: Callable[[str], None]) -> None:
        """Read all lines. Report each that is none of these objects, in a sentence."""
        self.bad = 0
        self.meetings: dict[str, Line] = {}
        self.decisions: dict[str, Line] = {}
        self.people: dict[str, Line] = {}
        kinds = {"event": self.meetings, "vote_event": self.decisions, "person": self.people}
        try:
            for number, raw in lines:
                if problem := self._keep(raw, kinds):
                    self.bad += 1
                    report(f"Line {number}: {problem}")
        except FileDamaged as damage:
            self.bad += 1
            report(str(damage))
        self.of_meeting: dict[str, list[Line]] = defaultdict(list)
        for line in self.decisions.values():
            self.of_meeting[line["event"]].append(line)
        for event in set(self.of_meeting) - set(self.meetings):
            self.bad += len(self.of_meeting[event])
            report(f"{len(self.of_meeting[event])} decisions name the event “{event}”, which is not in the file.")

    def _keep(self, raw: bytes, kinds: dict[str, dict[str, Line]]) -> str:
        """Keep a line, and return what is wrong with it, empty if nothing is."""
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            return "this is not JSON."
        if not isinstance(line, dict) or UNSTORABLE.search(json.dumps(line, ensure_ascii=False)):
            return "this is not an object whose text every database can store."
        kind = str(line.get("_type") or "")
        problem = _lacks(kind, line) if kind in kinds else ""
        if kind in kinds and not problem:
            kinds[kind][line["id"]] = line
        return problem


class DecisionLoad:
    """One import of a file, meetings at a time, each group in one transaction, so that finished ones stay."""

    def __init__(self, file: DecisionFile, *, tell_readers: bool | None = None) -> None:
        self.file = file
        self.tally: Counter[DecisionOutcome] = Counter({DecisionOutcome.BAD: file.bad} if file.bad else {})
        self.meetings = 0
        self._tell_readers = tell_readers
        self._around = KnownObjects()
        self._speakers: dict[str, Speaker | None] = {}
        named = Counter(_words(person.get("name")) for person in file.people.values())
        self._several = {name for name, number in named.items() if number > 1}
        self._boards: dict[str, Board] = {}

    def run(self, over: Callable[[Iterable[Line]], Iterable[Line]] = iter, *, dry: bool = False) -> None:
        """Import all meetings; ``over`` shows progress. A dry run only counts what would be done."""
        events = iter(over(sorted(self.file.meetings.values(), key=lambda event: (event["start_date"], event["id"]))))
        with outbox.held_back():
            while group := list(islice(events, MEETINGS_AT_ONCE)):
                with transaction.atomic():
                    self._store(group, dry=dry)
            if not dry:
                with transaction.atomic():
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
            self.tally[DecisionOutcome.ADDED] += sum(line["id"] not in known for line in lines)
            self.tally[DecisionOutcome.KNOWN] += len(known)
            return
        new: list[tuple[Statement, Line, Board]] = []
        for event in events:
            board = self._board(event)
            meeting = stored.get(event["id"]) or self._new_meeting(event, board)
            items = self._items(meeting, event)
            for position, line in enumerate(self.file.of_meeting[event["id"]], start=1):
                if line["id"] in known:
                    self.tally[self._compare(known[line["id"]], line, board)] += 1
                else:
                    new.append((self._statement(line, meeting, items, position, event), line, board))
        self._publish(new)

    def _publish(self, new: Sequence[tuple[Statement, Line, Board]]) -> None:
        kept = []
        for statement, line, board in new:
            decision = self._decision(line, board)
            words = "\n".join((line["motion_text"], *(ballot.name for ballot in decision.roll or ())))
            if find_removed([words], cast("Meeting", statement.meeting)):
                self.tally[DecisionOutcome.REDACTED] += 1
            else:
                kept.append((statement, line["motion_text"], decision))
        publish_many(
            statements=[statement for statement, _, _ in kept],
            texts=[text for _, text, _ in kept],
            decisions=[decision for _, _, decision in kept],
            tell_readers=self._tell_readers,
        )
        self.tally[DecisionOutcome.ADDED] += len(kept)

    def _board(self, event: Line) -> Board:
        name = _name(event["organization"])[:LONGEST_NAME]
        self._boards[name] = self._around.board(name)
        return self._boards[name]

    def _new_meeting(self, event: Line, board: Board) -> Meeting:
        """Create a meeting, public at once, as its source is."""
        place = event.get("location") or {}
        media = _first_url(event.get("media"))
        meeting = Meeting.objects.create(
            external_id=event["id"],
            board=board,
            date=_date(event["start_date"]),
            kind=Meeting.Kind.OTHER,
            status=Meeting.Status.CANCELLED if event.get("status") == "cancelled" else Meeting.Status.HELD,
            place=(_words(place.get("name")) if isinstance(place, dict) else _words(place))[:LONGEST_NAME],
            recording_url=media,
            published_at=timezone.now(),
        )
        OutboxEntry.objects.write(OutboxEntry.Subject.MEETING, [meeting.pk])
        audit(actor=None, verb=Verb.IMPORTED, instance=meeting, note="From a file of decisions.")
        return meeting

    def _items(self, meeting: Meeting, event: Line) -> dict[str, AgendaItem]:
        """Return the agenda items by their ids in the source, and add those that are missing at the end."""
        stored = {(item.label, item.title): item for item in meeting.agenda_items.all()}
        last = max((item.position for item in stored.values()), default=0)
        items: dict[str, AgendaItem] = {}
        missing: dict[tuple[str, str], AgendaItem] = {}
        for entry in _rows(event.get("agenda")):
            title = _words(entry.get("description"))[:LONGEST_TITLE]
            key = (_words(entry.get("label"))[:40], title)
            if not title:
                continue
            if key not in stored and key not in missing:
                last += 1
                missing[key] = AgendaItem(meeting=meeting, position=last, label=key[0], title=title)
            items[str(entry.get("id") or "")] = stored.get(key) or missing[key]
        ask_about_rows(missing.values())
        AgendaItem.objects.bulk_create(missing.values())
        return items

    def _statement(
        self, line: Line, meeting: Meeting, items: dict[str, AgendaItem], position: int, event: Line
    ) -> Statement:
        return Statement(
            external_id=line["id"],
            kind=Statement.Kind.DECISION,
            text_status=Statement.TextStatus.MINUTES,
            board_id=meeting.board_id,
            meeting=meeting,
            date=meeting.date,
            agenda_item=items.get(str(line.get("item") or "")),
            position=position,
            source=self._source(event),
        )

    def _source(self, event: Line) -> Source:
        name = f"{event['id']} decisions"[:LONGEST_NAME]
        url = _first_url(event.get("sources"))
        title = f"{_name(event['organization'])}, {_date(event['start_date'])}: votes as published"[:LONGEST_NAME]
        defaults = {"title": title, "kind": Source.Kind.MINUTES, "url": url}
        return Source.objects.get_or_create(external_id=name, defaults=defaults)[0]

    def _decision(self, line: Line, board: Board) -> NewDecision:
        extras = line["extras"] if isinstance(line.get("extras"), dict) else {}
        printed = _words(extras.get("printed_result")) or _words(line.get("result"))
        facts: dict[str, Any] = {
            "kind": Decision.Kind.ROLL_CALL if _is_attendance(line) else Decision.Kind.MOTION,
            "result": RESULTS.get(_words(line.get("result")), Decision.Result.NOT_STATED),
            "printed_result": printed[:LONGEST_NAME],
            "mover_name": _words(extras.get("mover"))[:LONGEST_NAME],
            "seconder_name": _words(extras.get("seconder"))[:LONGEST_NAME],
            "file_number": _words(_name(line.get("bill"), "identifier"))[:LONGEST_NUMBER],
        }
        for count in _rows(line.get("counts")):
            choice, value = CHOICES.get(_words(count.get("option"))), count.get("value")
            if choice and isinstance(value, int) and 0 <= value <= LARGEST_POSITION:
                facts[f"{choice.value}_count"] = value
        facts["mover"] = self._speaker(facts["mover_name"], board)
        facts["seconder"] = self._speaker(facts["seconder_name"], board)
        return NewDecision(facts, list(self._roll(line, board)))

    def _roll(self, line: Line, board: Board) -> Iterator[Ballot]:
        for vote in _rows(line.get("votes")):
            name = _words(vote.get("voter_name"))[:LONGEST_NAME]
            if not name:
                continue
            option = _words(vote.get("option"))
            choice = CHOICES.get(option, Ballot.Choice.OTHER)
            word = _words(vote.get("note")) or (option if option != "other" else "") or NOT_RECORDED
            yield Ballot(name=name, speaker=self._speaker(name, board), choice=choice, word=word[:LONGEST_WORD])

    def _speaker(self, name: str, board: Board) -> Speaker | None:
        """Return the speaker of that name; nobody if several people of the source, or of the archive, have it."""
        if not rules.is_somebody(name) or name in self._several:
            return None
        if name not in self._speakers:
            known = self._known_speakers(name, board)
            self._speakers[name] = self._new_speaker(name, board) if not known else _only(known)
        return self._speakers[name]

    def _known_speakers(self, name: str, board: Board) -> list[Speaker]:
        """Return all who are known by that name at the board, or else in earlier decisions of the same source."""
        spelled = SpeakerName.objects.filter(Q(board=board) | Q(board=None), name=name)
        spelled = spelled.filter(Q(board=board) | Q(speaker__offices__board=board))
        holders = Speaker.objects.filter(name=name, offices__board=board)
        at_board = {*spelled.values_list("speaker", flat=True), *holders.values_list("pk", flat=True)}
        if known := list(Speaker.objects.current().filter(pk__in=at_board)):
            return known
        source = next(iter(self.file.meetings)).split("/")[:2]  # "legistar/nyc"
        earlier = Ballot.objects.filter(decision__statement__external_id__startswith="/".join((*source, "")), name=name)
        return list(Speaker.objects.current().filter(pk__in=earlier.order_by().values("speaker")))

    def _new_speaker(self, name: str, board: Board) -> Speaker:
        speaker = Speaker.objects.create(name=name)
        SpeakerName.objects.bulk_create([SpeakerName(speaker=speaker, name=name, board=board)])
        return speaker

    def _compare(self, statement: Statement, line: Line, board: Board) -> DecisionOutcome:
        """Correct a decision whose source has changed, unless staff work on it or corrected it."""
        decision = self._decision(line, board)
        text = as_stored(line["motion_text"])
        if statement.current_revision and statement.current_revision.text != text:
            kept = with_gaps_of(statement.current_revision.text, text)
            text = kept if kept is not None else text
        same_words = statement.current_revision is not None and statement.current_revision.text == text
        if same_words and not differs_from(statement, decision):
            return DecisionOutcome.KNOWN
        at_work = statement.revisions.filter(published_at__isnull=True).exists()
        by_source = Q(own_reason=REASON) | Q(revision__reason=REASON)
        by_staff = Correction.objects.filter(statement=statement).exclude(by_source).exists()
        if not statement.is_public or at_work or by_staff:
            return DecisionOutcome.LEFT_ALONE
        if find_removed([text], statement.meeting or statement):
            return DecisionOutcome.REDACTED
        try:
            correct(statement=statement, text=text, decision=decision, reason=REASON)
        except WordsReturned:
            return DecisionOutcome.REDACTED
        return DecisionOutcome.CHANGED

    def _give_offices(self) -> None:
        """Store the offices that the people of this file held at its boards, unless the archive has them."""
        for person in self.file.people.values():
            speaker = self._speakers.get(_words(person.get("name")))
            if speaker is None:
                continue
            held = set(Office.objects.filter(speaker=speaker).values_list("board", "title"))
            for office in _rows(person.get("offices")):
                board = self._boards.get(_name(office.get("organization")))
                title = (_words(office.get("role")) or "Member")[:200]
                since, until = _date(office.get("start_date")), _date(office.get("end_date"))
                if board and (board.pk, title) not in held and not (since and until and until.last < since.first):
                    held.add((board.pk, title))
                    Office.objects.create(speaker=speaker, board=board, title=title, from_date=since, to_date=until)


def differs_from(statement: Statement, decision: NewDecision) -> bool:
    """Return whether the stored facts or roll are not those of the source; without them, they are."""
    try:
        return differs(statement, decision)
    except Decision.DoesNotExist as error:
        raise ValidationError(f"{statement} has the id of a decision, and is none.") from error


def _lacks(kind: str, line: Line) -> str:
    """Return in a sentence what an object lacks; empty if it has what is needed."""
    if not _words(line.get("id")) or len(line["id"]) > LONGEST_NAME:
        return f"the {kind} has no id of at most {LONGEST_NAME} characters."
    if kind == "event" and not (_date(line.get("start_date")) and _name(line.get("organization"))):
        return f"the event {line['id']} has no start_date and organization."
    if kind == "vote_event" and not (_words(line.get("event")) and _words(line.get("motion_text"))):
        return f"the vote_event {line['id']} has no event and motion_text."
    return ""


def _only(speakers: Sequence[Speaker]) -> Speaker | None:
    """Return the speaker if there is one; nobody if there are several."""
    return speakers[0] if len(speakers) == 1 else None


def _rows(value: object) -> Iterator[Line]:
    """Yield the objects of a list, and nothing else."""
    yield from (row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def _is_attendance(line: Line) -> bool:
    return "roll-call" in (line.get("motion_classification") or ())


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name(value: object, key: str = "name") -> str:
    """Return the name of an object that is given by its name, or in full."""
    return _words(value.get(key)) if isinstance(value, dict) else _words(value)


def _date(value: object) -> PartialDate | None:
    try:
        return PartialDate.parse(_words(value)) if _words(value) else None
    except ValueError:
        return None


def _first_url(links: object) -> str:
    """Return the first address in a list of links that can be stored and opened."""
    for link in links if isinstance(links, list) else ():
        url = _words(link.get("url")) if isinstance(link, dict) else ""
        if url.startswith(("https://", "http://")) and len(url) <= 1000:  # noqa: PLR2004 - the length of the columns
            return url
    return ""
