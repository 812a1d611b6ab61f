"""An archive in which each hidden field contains its own word, so that a leak names its field."""

import datetime
import json
import re

from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.rules import version_of, version_with_waiting
from archive.actions.statements import (
    NewDecision,
    change_statement,
    correct,
    publish,
    schedule,
    submit_for_review,
    withdraw,
)
from archive.citations.passages.quote_range import QuoteRange
from archive.log import append
from archive.log.changes import settle
from archive.models import (
    AgendaItem,
    Ballot,
    Commitment,
    Meeting,
    Office,
    Revision,
    Role,
    Source,
    SpeakerName,
    Statement,
)
from archive.search.engines import outbox
from tests.record import (
    make_board,
    make_decision,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person

BEGINNING = "xylo"
HIDDEN_WORD = re.compile(rf"{BEGINNING}[a-z]+")
# As long as the beginning of the hidden words, and nowhere on record.
BEGINNING_OF_NOTHING = "zyqo"


def word(state: str, field: str) -> str:
    """Return the word in the field of an object in the given state."""
    return f"{BEGINNING}{state}{field}"


def make_public_record() -> Statement:
    """Publish one of everything that a door may show, and add a draft whose existence the meeting's page mentions."""
    ada = make_speaker("Ada Public", slug="ada-public", description="A trustee.")
    board = make_board("Open Board", slug="open-board")
    Office.objects.create(speaker=ada, title="Trustee", board=board)
    SpeakerName.objects.create(speaker=ada, name="A. Public")
    meeting = make_meeting(board, date="2024-03-05")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Transport")
    make_document(meeting)
    shared = {"meeting": meeting, "speaker": ada, "topics": [make_topic("Buses", slug="buses")], "agenda_item": item}
    source = Source.objects.create(kind="minutes", title="Minutes of March", licence="CC BY 4.0")
    first = make_statement("The buses run late every day.", position=2, start_seconds=3, source=source, **shared)
    policy = {"kind": "policy_statement", "title": "On buses", "responds_to": first}
    make_statement("We will have the buses run on time.", position=4, **policy, **shared)
    correct(statement=first, text="The buses run late every evening.", reason="Heard again.")
    make_report(first)
    make_decision("Moved to buy a bus.", ballots=["Ada Public: yes"], speakers=[ada], position=5, **shared)
    make_draft("More is to come.", position=9, **shared)
    first.refresh_from_db()
    up_to_date()
    return first


def up_to_date() -> None:
    """Do the background work that follows a commit."""
    outbox.keep_up()
    settle()
    append()


def hide_unpublished(public: Statement) -> None:
    """Add drafts to the public meeting and to others, some in review and some embargoed, and an unpublished wording."""
    editor = make_person(Role.EDITOR)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for position, state in enumerate(("draft", "review", "embargoed"), start=20):
        here = make_draft(**_hidden(state, public), meeting=public.meeting, position=position)
        elsewhere = make_draft("Nor of this.", meeting=_hidden_meeting(state, public))
        if state == "review":
            submit_for_review(statement=here)
            submit_for_review(statement=elsewhere)
        if state == "embargoed":
            for subject in (here, elsewhere.meeting):
                schedule(subject=subject, at=tomorrow, seen=_version_of(subject), actor=editor)
    _hide_decision(public)
    text, title, reason = (word("wording", field) for field in ("text", "title", "reason"))
    change_statement(statement=public, text=f"The {text} runs.", title=title, reason=f"A {reason}")
    up_to_date()


def _hide_decision(public: Statement) -> None:
    """Add the draft of a decision, each of its texts with its word, on which a public speaker votes."""
    facts = {
        name: word("draft", name.replace("_", "")) for name in ("rule", "printed_result", "mover_name", "file_number")
    }
    facts |= {
        "result": "failed",
        "mover": public.speaker,
        "matter_url": f"https://example.org/{word('draft', 'matter')}",
    }
    ballot = Ballot(name=word("draft", "voter"), choice="other", word=word("draft", "vote"), speaker=public.speaker)
    make_draft(f"Moved to {word('draft', 'motion')}.", meeting=public.meeting, decision=NewDecision(facts, [ballot]))


def _version_of(subject: Meeting | Statement) -> str:
    return version_with_waiting(subject) if isinstance(subject, Meeting) else version_of(subject)


def publish_to_hide(public: Statement) -> tuple[Statement, Statement]:
    """Publish what ``hide_published`` withdraws and redacts, and everything that may repeat its words."""
    gone = publish(statement=make_draft(**_hidden("withdrawn", public), meeting=public.meeting, position=30))
    text = f"Nobody may read of the {word('withdrawn', 'text')} now."
    gone = correct(statement=gone, text=text, reason=f"A {word('withdrawn', 'reason')} was heard.")
    blanked_word = word("redacted", "text")
    blanked = make_statement(
        f"The {blanked_word} is here, and nobody minds.",
        title=f"On the {blanked_word}",
        kind="policy_statement",
        meeting=public.meeting,
        position=31,
    )
    for statement, state in ((gone, "withdrawn"), (blanked, "redacted")):
        said = word(state, "text")
        make_report(statement, problem=f"No {said} was said.", reporter_email=f"{said}@example.org")
    up_to_date()
    return gone, blanked


def hide_published(gone: Statement, blanked: Statement) -> None:
    """Withdraw one statement and redact the other."""
    grounds = {"category": "privacy", "reason": "It named a child."}
    withdraw(statement=gone, **grounds)
    passage = QuoteRange(4, 4 + len(word("redacted", "text")))
    redact(revision=blanked.current_revision, passage=passage, **grounds)
    up_to_date()


def never_published() -> set[int]:
    """Return the numbers of the statements whose existence is hidden from readers."""
    unpublished = (Statement.Status.DRAFT, Statement.Status.IN_REVIEW)
    return {*Statement.objects.filter(status__in=unpublished).values_list("pk", flat=True)}


def salts_on_record() -> set[str]:
    """Return the salts of what readers see: of the wordings, and of what the log commits to."""
    wordings = Revision.objects.published().filter(statement__in=Statement.objects.public())
    salts = {*wordings.values_list("salt", flat=True)}
    for salt, texts in Commitment.objects.filter(is_live=True).values_list("salt", "texts"):
        salts |= {salt, *(of_text for of_text, _ in json.loads(texts).values())}
    return salts


def hidden_words_in(text: str) -> set[str]:
    """Return the hidden words, or beginnings of them, that a text contains."""
    return {*HIDDEN_WORD.findall(text.lower())}


def _hidden(state: str, public: Statement) -> dict:
    """Return the fields of a statement, each with its word."""

    def own(field: str) -> str:
        return word(state, field)

    speaker = make_speaker(f"Dana {own('speaker')}", slug=own("speakerslug"), description=own("description"))
    Office.objects.create(speaker=speaker, title=own("office"), board=public.board)
    SpeakerName.objects.create(speaker=speaker, name=f"Ms. {own('name')}")
    source = Source.objects.create(
        kind="other",
        title=own("source"),
        publisher=own("publisher"),
        url=f"https://example.org/{own('sourceurl')}",
        licence=own("licence"),
    )
    return {
        "text": f"Nobody may read of the {own('text')} yet.",
        "title": f"The {own('title')}",
        "kind": "policy_statement",
        "speaker": speaker,
        "attribution": f"Dr. {own('attribution')}",
        "topics": [make_topic(own("topic"), slug=own("topicslug")), *public.topics.all()],
        "source": source,
        "responds_to": public,
    }


def _hidden_meeting(state: str, public: Statement) -> Meeting:
    """Return a meeting of a hidden board that nobody may see, with its agenda and a document."""

    def own(field: str) -> str:
        return word(state, field)

    board = make_board(own("board"), slug=own("boardslug"), parent=public.board)
    Office.objects.create(speaker=public.speaker, title=own("boardoffice"), board=board)
    meeting = make_meeting(board, title=own("meeting"), place=own("place"))
    AgendaItem.objects.create(meeting=meeting, position=1, title=own("item"), label=own("label"))
    make_document(meeting, own("document"), own("content").encode(), publisher=own("agency"))
    return meeting
