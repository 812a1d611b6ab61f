"""Open Civic Data, as ``tools/legistar.py`` writes it, in the record's own lines.

========================  ==========================================================================================
_type                     ``event``, ``vote_event`` or ``person``; other lines, such as ``bill``, are passed over
id                        its permanent id in the source. Of several lines with the same id, the last counts
event                     ``organization`` (the board), ``start_date``, and if known ``start_time`` ("13:30" or "1:30
                          PM"), ``name``, ``location``, ``status``, ``sources``, ``media``, and ``agenda``: items
                          with ``id``, ``label`` and ``description``
vote_event                ``event`` (its id), ``item`` (the id of the agenda item), ``motion_text``,
                          ``motion_classification`` ("roll-call" for attendance), ``result`` ("pass", "fail"),
                          ``bill`` (a file number), ``votes``, ``counts``, and in ``extras`` ``printed_result``,
                          ``mover`` and ``seconder``
votes                     ``option`` (yes, no, abstain, absent, excused, present, recused, not voting, other),
                          ``voter_name``, and if known ``voter_id`` and ``note``, the word as printed
counts                    ``option`` and ``value``, if the source prints them
person                    ``name`` and ``offices``: ``organization``, ``role``, ``start_date``, ``end_date``
========================  ==========================================================================================

What is longer than in any column of the record is cut; what is of another type, and a longer address, is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from time import strftime, strptime
from typing import Any

from archive.ingest.loading.columns import fitted
from archive.ingest.loading.line import Line, MeetingLine, SpeakerLine, StatementLine
from archive.ingest.loading.people import NamesOfFile
from archive.machine.web.sent_data import NotTaken, Row
from archive.models import AgendaItem, Ballot, Board, Decision, Meeting, Office, Source, Speaker

LONGEST_ID = 300
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
Numbered = tuple[int, Line]


class CivicData:
    """The objects of a file, each with its line: nothing of them is known before the last, which may replace others."""

    def __init__(self) -> None:
        self._events: dict[str, tuple[int, Row]] = {}
        self._votes: dict[str, tuple[int, Row]] = {}
        self._people: dict[str, tuple[int, Row]] = {}
        self._kept = {"event": self._events, "vote_event": self._votes, "person": self._people}
        self._given = 0
        self.names = NamesOfFile()

    def take(self, number: int, entry: Row) -> bool:
        """Keep an object of this format, and return whether it is one; raise NotTaken if it lacks what is needed."""
        kind = entry.get("_type")
        if not isinstance(kind, str) or "text" in entry:
            return False
        if kind in self._kept:
            if problem := _lacks(kind, entry):
                raise NotTaken(problem)
            self._kept[kind][entry["id"]] = number, entry
        return True

    def share(self) -> float:
        """Return how much of what was kept has been given, from 0 to 1."""
        kept = sum(map(len, self._kept.values()))
        return self._given / kept if kept else 1

    def lines(self) -> Iterator[Numbered]:
        """Yield meetings in the order of their dates, each with its decisions, and then people."""
        of_meeting: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        for number, vote in self._votes.values():
            of_meeting[vote["event"]].append((number, vote))
        self._note_names()
        for number, event in sorted(self._events.values(), key=lambda one: (one[1]["start_date"], one[1]["id"])):
            yield self._counted(number, _meeting(event))
            for position, (line, vote) in enumerate(of_meeting[event["id"]], start=1):
                yield self._counted(line, _decision(event, vote, position))
        for number, person in self._people.values():
            yield self._counted(number, _speaker(person))

    def orphans(self) -> Iterator[tuple[str, int]]:
        """Yield each id of an event that decisions name and the file has not, and how many of them."""
        named = Counter(vote["event"] for _, vote in self._votes.values())
        yield from ((event, count) for event, count in named.items() if event not in self._events)

    def _counted(self, number: int, line: Line) -> Numbered:
        self._given += 1
        return number, line

    def _note_names(self) -> None:
        self.names.source = "/".join((*next(iter(self._events), "").split("/")[:2], ""))  # "legistar/nyc/"
        for _, person in self._people.values():
            self.names.add_person(fitted(Speaker, "name", _text(person.get("name"))), person["id"])
        for _, vote in self._votes.values():
            _, event = self._events.get(vote["event"], (0, {}))
            for one in _rows(vote.get("votes")):
                self.names.add_vote(
                    fitted(Ballot, "name", _text(one.get("voter_name"))), _board(event), _text(one.get("voter_id"))
                )


def _lacks(kind: str, entry: Row) -> str:
    """Return in a sentence what an object lacks; empty if it has what is needed."""
    if not _text(entry.get("id")) or len(entry["id"]) > LONGEST_ID:
        return f"the {kind} has no id of at most {LONGEST_ID} characters."
    if kind == "event" and not (_date(entry.get("start_date")) and _board(entry)):
        return f"the event {entry['id']} has no start_date and organization."
    if kind == "vote_event" and not (_text(entry.get("event")) and _text(entry.get("motion_text"))):
        return f"the vote_event {entry['id']} has no event and motion_text."
    return ""


def _meeting(event: Row) -> MeetingLine:
    agenda = {str(item.get("id") or number): item for number, item in enumerate(_rows(event.get("agenda")))}
    return MeetingLine(
        id=event["id"],
        body=_board(event),
        meeting_date=_date(event["start_date"]),
        start=_time(event.get("start_time")),
        place=fitted(Meeting, "place", _name_in(event.get("location"))),
        status=Meeting.Status.CANCELLED if event.get("status") == "cancelled" else Meeting.Status.HELD,
        recording_url=_first_url(event.get("media")),
        agenda=[
            (name, fitted(AgendaItem, "label", _text(item.get("label"))), title)
            for name, item in agenda.items()
            if (title := fitted(AgendaItem, "title", _text(item.get("description"))))
        ],
    )


def _decision(event: Row, vote: Row, position: int) -> StatementLine:
    board, date = _board(event), _date(event["start_date"])
    return StatementLine(
        id=vote["id"],
        body=board,
        meeting_id=event["id"],
        meeting_date=date,
        seq=position,
        text=vote["motion_text"],
        agenda_item_id=str(vote.get("item") or ""),
        source=fitted(Source, "title", f"{board}, {date}: votes as published"),
        source_id=fitted(Source, "external_id", f"{event['id']} decisions"),
        source_url=_first_url(event.get("sources")),
        facts=_facts(vote),
        roll=list(_roll(vote)),
    )


def _facts(vote: Row) -> Row:
    extras = vote["extras"] if isinstance(vote.get("extras"), dict) else {}
    kinds = vote.get("motion_classification")
    attendance = isinstance(kinds, list | str) and "roll-call" in kinds
    result = _text(vote.get("result"))
    counts = {
        f"{choice}_count": fitted(Decision, f"{choice}_count", count["value"])
        for count in _rows(vote.get("counts"))
        if (choice := CHOICES.get(_text(count.get("option")))) and type(count.get("value")) is int
    }
    return {
        "kind": Decision.Kind.ROLL_CALL if attendance else Decision.Kind.MOTION,
        "result": RESULTS.get(result, Decision.Result.NOT_STATED),
        "printed_result": fitted(Decision, "printed_result", _text(extras.get("printed_result")) or result),
        "mover_name": fitted(Decision, "mover_name", _text(extras.get("mover"))),
        "seconder_name": fitted(Decision, "seconder_name", _text(extras.get("seconder"))),
        "file_number": fitted(Decision, "file_number", _name_in(vote.get("bill"), "identifier")),
        **counts,
    }


def _roll(vote: Row) -> Iterator[Row]:
    for one in _rows(vote.get("votes")):
        if name := fitted(Ballot, "name", _text(one.get("voter_name"))):
            option = _text(one.get("option"))
            word = _text(one.get("note")) or (option if option != "other" else "") or NOT_RECORDED
            choice = CHOICES.get(option, Ballot.Choice.OTHER)
            yield {"name": name, "choice": choice, "word": fitted(Ballot, "word", word)}


def _speaker(person: Row) -> SpeakerLine:
    return SpeakerLine(
        id=person["id"],
        name=fitted(Speaker, "name", _text(person.get("name"))),
        offices=[
            (
                _board(office),
                {
                    "title": fitted(Office, "title", _text(office.get("role")) or "Member"),
                    "from_date": _date(office.get("start_date")),
                    "to_date": _date(office.get("end_date")),
                },
            )
            for office in _rows(person.get("offices"))
        ],
    )


def _rows(value: object) -> Iterator[Row]:
    """Yield the objects of a list, and nothing else."""
    yield from (row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _name_in(value: object, key: str = "name") -> str:
    """Return the name of an object that is given by its name, or in full."""
    return _text(value.get(key)) if isinstance(value, dict) else _text(value)


def _board(event: Row) -> str:
    return str(fitted(Board, "name", _name_in(event.get("organization"))))


def _date(value: object) -> Any:
    return fitted(Meeting, "date", _text(value))


def _time(value: object) -> Any:
    """Return a time of day, of 24 hours or of twelve; None for anything else."""
    text = _text(value)
    with suppress(ValueError):
        text = strftime("%H:%M", strptime("".join(text.split()).replace(".", ""), "%I:%M%p"))
    return fitted(Meeting, "start", text)


def _first_url(links: object) -> str:
    """Return the first address in a list of links that can be stored."""
    urls = (fitted(Source, "url", _text(link.get("url"))) for link in _rows(links))
    return next(filter(None, urls), "")
