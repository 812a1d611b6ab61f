"""People, organisations and events in the format of Open Civic Data (https://open-civic-data.readthedocs.io).

Each object has an id of its own kind (``ocd-person/…``): a UUID made from its permanent URL, so that it is the same in
every export. The objects pass the schemas of pupa, its importer.
"""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Model, Prefetch

from archive.models import AgendaItem, Ballot, Board, Decision, Meeting, Office, Speaker, SpeakerName
from archive.text.addresses import permanent_url

ROWS_AT_A_TIME = 500
# Kinds that have another name there.
CLASSIFICATIONS = {"commission": "commission", "committee": "committee", "other": "agency"}
STATUSES = {"held": "passed", "scheduled": "confirmed", "cancelled": "cancelled"}

RESULTS = {"carried": "pass", "failed": "fail"}
# It has fewer words for a vote, and for a result these two alone. The words of the record are in notes and extras.
OPTIONS = {"recused": "abstain", "did_not_vote": "not voting", "present": "other"}


def open_civic_data() -> Iterator[tuple[str, str, Iterator[dict[str, Any]]]]:
    """Yield each file's name, its description, and its objects."""
    yield "ocd_organizations.jsonl.gz", "Boards as Open Civic Data organizations.", _organizations()
    yield "ocd_people.jsonl.gz", "Speakers with their offices as Open Civic Data people.", _people()
    yield "ocd_events.jsonl.gz", "Meetings with their agenda as Open Civic Data events.", _events()
    yield "ocd_votes.jsonl.gz", "Decisions with their rolls as Open Civic Data vote events.", _votes()


def ocd_id(kind: str, instance: Model) -> str:
    """Return the id of an object, of the kind ``person``, ``organization`` or ``event``."""
    address = permanent_url(f"/{instance._meta.model_name}/{instance.pk}")
    return f"ocd-{kind}/{uuid5(NAMESPACE_URL, address)}"


def _organizations() -> Iterator[dict[str, Any]]:
    boards = Board.objects.public().order_by("id")
    public = set(boards.values_list("pk", flat=True))
    for board in boards.select_related("parent"):
        yield {
            "id": ocd_id("organization", board),
            "name": board.name,
            "classification": CLASSIFICATIONS.get(board.kind, "legislature"),
            "parent_id": ocd_id("organization", board.parent) if board.parent and board.parent_id in public else None,
            "links": [{"url": board.website, "note": "website"}] if board.website else [],
            "sources": [{"url": permanent_url(board.get_absolute_url())}],
        }


def _people() -> Iterator[dict[str, Any]]:
    names: Any = Prefetch("names", SpeakerName.objects.public().order_by("id"), to_attr="public_names")
    offices: Any = Prefetch("offices", Office.objects.public().select_related("board").order_by("id"), to_attr="held")
    speakers = Speaker.objects.public().filter(kind=Speaker.Kind.PERSON).prefetch_related(None).order_by("id")
    speaker: Any
    for speaker in speakers.prefetch_related(names, offices).iterator(chunk_size=ROWS_AT_A_TIME):
        yield {
            "id": ocd_id("person", speaker),
            "name": speaker.name,
            "other_names": [{"name": name.name} for name in speaker.public_names],
            "memberships": [_membership(office) for office in speaker.held],
            "links": [{"url": speaker.website, "note": "website"}] if speaker.website else [],
            "sources": [{"url": permanent_url(speaker.get_absolute_url())}],
        }


def _membership(office: Office) -> dict[str, Any]:
    return {
        "role": office.title,
        "organization_id": ocd_id("organization", office.board) if office.board else None,
        "organization_name": office.board.name if office.board else office.organisation,
        "start_date": office.from_date.isoformat() if office.from_date else "",
        "end_date": office.to_date.isoformat() if office.to_date else "",
    }


def _votes() -> Iterator[dict[str, Any]]:
    roll: Any = Prefetch("ballots", Ballot.objects.select_related("speaker").order_by("position"), to_attr="roll")
    related = ("statement__current_revision", "statement__meeting", "statement__board")
    decisions = Decision.objects.public().select_related(*related).order_by("pk")
    decision: Any
    for decision in decisions.prefetch_related(roll).iterator(chunk_size=ROWS_AT_A_TIME):
        statement = decision.statement
        yield {
            "id": ocd_id("vote", decision),
            "identifier": decision.file_number,
            "motion_text": statement.text,
            "motion_classification": [decision.kind],
            "start_date": statement.date.isoformat(),
            **({"result": RESULTS[decision.result]} if decision.result in RESULTS else {}),
            "organization_id": ocd_id("organization", statement.board),
            "legislative_session_id": None,
            "bill_id": None,
            "event_id": ocd_id("event", statement.meeting) if statement.meeting else None,
            "counts": [{"option": option, "value": number} for option, number in _counts(decision).items()],
            "votes": [_vote(ballot) for ballot in decision.roll],
            "sources": [{"url": permanent_url(statement.get_absolute_url())}],
            "extras": {"result": decision.printed_result or decision.result},
        }


def _counts(decision: Decision) -> dict[str, int]:
    counts: dict[str, int] = {}
    for choice in Ballot.Choice.values:
        if (number := getattr(decision, f"{choice}_count", None)) is not None:
            option = OPTIONS.get(choice, choice)
            counts[option] = counts.get(option, 0) + number
    return counts


def _vote(ballot: Ballot) -> dict[str, Any]:
    return {
        "option": OPTIONS.get(ballot.choice, ballot.choice),
        "voter_name": ballot.name,
        **({"voter_id": ocd_id("person", ballot.speaker)} if ballot.speaker else {}),
        **({"note": ballot.word or ballot.choice} if ballot.word or ballot.choice in OPTIONS else {}),
    }


def _host(board: Board) -> dict[str, Any]:
    return {
        "name": board.name,
        "type": "organization",
        "note": "host",
        "organization_id": ocd_id("organization", board),
    }


def _events() -> Iterator[dict[str, Any]]:
    agenda = Prefetch("agenda_items", AgendaItem.objects.order_by("position"))
    meetings = Meeting.objects.public().select_related("board").prefetch_related(None).order_by("id")
    for meeting in meetings.prefetch_related(agenda, "documents").iterator(chunk_size=ROWS_AT_A_TIME):
        address = permanent_url(meeting.get_absolute_url())
        recording = {"name": "Recording", "note": "Recording", "links": [{"url": meeting.recording_url}]}
        yield {
            "id": ocd_id("event", meeting),
            "name": str(meeting),
            "classification": "meeting",
            "start_date": meeting.date.isoformat(),
            "timezone": meeting.board.timezone,
            "status": STATUSES.get(meeting.status, "passed"),
            "location": {"name": meeting.place} if meeting.place else None,
            "participants": [_host(meeting.board)],
            "agenda": [
                {
                    "description": item.title,
                    "order": str(item.position),
                    "subjects": [],
                    "notes": [item.label] if item.label else [],
                }
                for item in meeting.agenda_items.all()
            ],
            "documents": [
                {"note": source.title, "url": source.url, "links": [{"url": source.url}]}
                for source in sorted(meeting.documents.all(), key=lambda source: source.pk)
                if source.url
            ],
            "media": [recording] if meeting.recording_url else [],
            "sources": [{"url": address}],
        }
