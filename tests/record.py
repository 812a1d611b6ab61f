"""Small records for tests, made through the actions that staff and importers use."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from archive.actions.reports import report_error
from archive.actions.site import register_webhook
from archive.actions.statements import NewDecision, create_statement, publish, publish_many
from archive.alerts.webhooks.signature import new_secret
from archive.models import (
    Ballot,
    Board,
    Concept,
    ErrorReport,
    Meeting,
    Role,
    Source,
    Speaker,
    Statement,
    Topic,
    Webhook,
)
from tests.staff import make_person

numbers = count(1)


def make_board(name: str = "", **fields: Any) -> Board:
    """Create a board. Name and slug are invented if not given."""
    serial = next(numbers)
    return Board.objects.create(
        name=name or f"Sample Board {serial}", slug=fields.pop("slug", f"board-{serial}"), **fields
    )


def make_meeting(board: Board | None = None, date: str = "2024-03-05", **fields: Any) -> Meeting:
    """Create a meeting of the board, not yet public."""
    meeting = Meeting.objects.create(board=board or make_board(), date=date, **fields)
    meeting.refresh_from_db()
    return meeting


def make_document(meeting: Meeting, title: str = "Agenda", content: bytes = b"1. Roll call", **fields: Any) -> Source:
    """Create a document of the meeting with a stored file, named agenda.txt by default."""
    file = ContentFile(content, fields.pop("file_name", "agenda.txt"))
    document = Source.objects.create(kind=fields.pop("kind", Source.Kind.AGENDA), title=title, file=file, **fields)
    meeting.documents.add(document)
    return document


def make_speaker(name: str = "", **fields: Any) -> Speaker:
    """Create a speaker. Name and slug are invented if not given."""
    serial = next(numbers)
    return Speaker.objects.create(
        name=name or f"Sample Speaker {serial}", slug=fields.pop("slug", f"speaker-{serial}"), **fields
    )


def make_topic(name: str = "", **fields: Any) -> Topic:
    """Create a topic. Name and slug are invented if not given."""
    serial = next(numbers)
    return Topic.objects.create(name=name or f"Topic {serial}", slug=fields.pop("slug", f"topic-{serial}"), **fields)


def make_concept(*terms: str) -> Concept:
    """Create a set of terms that mean the same. They are invented if not given."""
    return Concept.objects.create(terms="\n".join(terms or (f"term {next(numbers)}", f"term {next(numbers)}")))


def make_draft(text: str = "We will open the library on Saturdays.", **fields: Any) -> Statement:
    """Create a draft. Without a meeting or board it gets a meeting of a new board."""
    if "meeting" not in fields and "board" not in fields:
        fields["meeting"] = make_meeting()
    return create_statement(text=text, **origin() | fields)


def origin() -> dict[str, Any]:
    """Return the source and the text status of statements of which a test says nothing else."""
    source, _ = Source.objects.get_or_create(title="Sample transcript", kind=Source.Kind.TRANSCRIPT)
    return {"source": source, "text_status": Statement.TextStatus.VERBATIM}


def make_ballots(*lines: str, speakers: Iterable[Speaker] = ()) -> list[Ballot]:
    """Return the unsaved lines of a roll, such as "Kim Example: yes". Those with a speaker's name have the speaker."""
    known = {speaker.name: speaker for speaker in speakers}
    pairs = [line.split(": ") for line in lines]
    return [Ballot(name=name, choice=choice, speaker=known.get(name)) for name, choice in pairs]


def make_decision(
    text: str = "Moved to open the library on Saturdays.",
    *,
    ballots: Iterable[str] = (),
    speakers: Iterable[Speaker] = (),
    facts: dict[str, Any] | None = None,
    **fields: Any,
) -> Statement:
    """Create a decision with these ballots and facts, and publish it."""
    roll = make_ballots(*ballots, speakers=speakers)
    return make_statement(text, decision=NewDecision(facts or {"result": "carried"}, roll), **fields)


def make_statement(text: str = "We will open the library on Saturdays.", **fields: Any) -> Statement:
    """Create and publish a statement, with counts and a roll as they are given."""
    return publish(statement=make_draft(text, **fields), as_printed=True)


def make_statements(
    texts: Iterable[str], *, meeting: Meeting | None = None, topics: Iterable[Topic] = (), **fields: Any
) -> list[Statement]:
    """Publish statements of a meeting in order, with few queries, for tests that need many."""
    meeting, texts, fields = meeting or make_meeting(), list(texts), origin() | fields
    statements = [
        Statement(meeting=meeting, board=meeting.board, date=meeting.date, position=place, **fields)
        for place in range(len(texts))
    ]
    publish_many(statements=statements, texts=texts)
    for topic in topics:
        topic.statements.add(*statements)
    return statements


def make_report(statement: Statement | None = None, **fields: Any) -> ErrorReport:
    """Report an error in the current statement, each time from another address."""
    statement = statement or make_statement()
    return report_error(
        revision=statement.current_revision,
        problem=fields.pop("problem", "It was Sunday."),
        client=f"client {next(numbers)}",
        **fields,
    )


def make_webhook(url: str = "https://example.org/changes", **fields: Any) -> Webhook:
    """Register a webhook in the name of an administrator."""
    person = fields.pop("actor", None) or make_person(Role.ADMINISTRATOR, email=f"admin{next(numbers)}@example.org")
    return register_webhook(name="Copy", url=url, secret=fields.pop("secret", new_secret()), actor=person)
