"""An archive in which every non-public field contains a telltale word, for tests that must never find it."""

from archive.actions.statements import change_statement, publish, withdraw
from archive.models import AgendaItem, Office, Source, SpeakerName, Statement
from archive.search.engines import outbox
from tests.record import (
    make_board,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)

TELLING = "xylograph"


def make_hidden_record() -> set[int]:
    """Hide telltale words in a draft, a statement in review and a withdrawn one. Return the numbers of these."""
    speaker = make_speaker("Ada Public", slug="ada-public")
    meeting = make_meeting(make_board("Open Board", slug="open-board"), date="2024-03-05")
    topic = make_topic("Buses", slug="buses")
    answered = make_statement("The buses run.", meeting=meeting, speaker=speaker, topics=[topic], position=2)
    make_statement(
        "The buses ran.", meeting=meeting, speaker=speaker, kind="policy_statement", title="On buses", position=4
    )
    change_statement(statement=answered, text=f"The {TELLING} runs.", title=f"On the {TELLING}", reason=f"A {TELLING}")

    def secret(name: str) -> dict:
        return {
            "text": f"Nobody may read of the {TELLING} yet.",
            "title": f"The {TELLING} {name}",
            "speaker": make_speaker(f"{TELLING} speaker {name}", slug=f"{TELLING}-speaker-{name}", description=TELLING),
            "attribution": f"Dr. {TELLING}",
            "topics": [make_topic(f"{TELLING} topic {name}", slug=f"{TELLING}-topic-{name}"), topic],
            "source": Source.objects.create(kind="other", title=f"{TELLING} source {name}"),
            "kind": "policy_statement",
        }

    shared = {"meeting": meeting, "responds_to": answered}
    waiting = make_meeting(make_board(f"{TELLING} board", slug=f"{TELLING}-board"), title=TELLING, place=TELLING)
    AgendaItem.objects.create(meeting=waiting, position=1, title=TELLING)
    Office.objects.create(speaker=speaker, title=f"{TELLING} warden", board=waiting.board)
    SpeakerName.objects.create(speaker=speaker, name=f"Ms. {TELLING}", board=waiting.board)
    make_document(waiting, TELLING, TELLING.encode(), publisher=TELLING, url=f"https://example.org/{TELLING}")
    make_document(meeting)
    in_review = make_draft(**secret("review"), **shared, position=1)
    Statement.objects.filter(pk=in_review.pk).update(status=Statement.Status.IN_REVIEW)
    withdrawn = publish(statement=make_draft(**secret("withdrawn"), **shared, position=3))
    make_report(withdrawn, problem=f"No {TELLING} said that.")
    make_report(answered, problem=f"No {TELLING} ran.", reporter_email=f"{TELLING}@example.org")
    withdraw(statement=withdrawn, category="privacy", reason="It named a child.")
    drafts = [
        make_draft(**secret("draft"), **shared, position=5),
        make_draft(**secret("elsewhere"), meeting=waiting),
        make_draft(**secret("outside"), board=meeting.board, date="2024"),
    ]
    outbox.drain()
    return {statement.pk for statement in [in_review, withdrawn, *drafts]}
