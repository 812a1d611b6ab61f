"""Who may do what in which state: every cell of docs/permissions.csv, tried on the pages of the desk."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.actions.objects import merge_speakers
from archive.actions.rules import version_of
from archive.actions.statements import publish_meeting, schedule, submit_for_review, withdraw
from archive.desk import urls
from archive.desk.accounts import urls as accounts_urls
from archive.desk.retired import FORMER, RETIRED
from archive.ingest.staging.commit import save_as_drafts
from archive.models import Board, ImportBatch, Office, Role, Source, Speaker, Statement
from tests.databases import undone
from tests.desk.acting import BY_SOFTWARE, TYPED_ORIGIN, doors, send
from tests.ingest.transcripts import make_batch
from tests.record import (
    make_board,
    make_concept,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
MATRIX = settings.BASE_DIR / "docs" / "permissions.csv"
ROLES = {"clerk": Role.CLERK, "editor": Role.EDITOR, "administrator": Role.ADMINISTRATOR}
WHY = {"reason": "The notice says so."}
# Pages of the desk that do not change the record.
LOOKED_AT = {
    "work-list", "meetings", "boards", "board-open", "outside", "topics", "sources", "speakers", "concepts", "meeting",
    "report", "status", "audit", "object-audit", "document-file", "import", "import-file", "statement-preview",
    "recording", "webhooks", "webhook", "webhook-new", "webhook:test", "webhook:on", "webhook:remove", "pick",
    "saved-forms", "meeting-preview", "mails", "mails:try",
    "action-minutes", *RETIRED, FORMER,
    # The site itself, which tests/desk/test_site.py tests by role.
    "site", "site:remove-demo", "first-page",
}  # fmt: skip
# Staged or new objects without a statement are visible only to staff. A meeting typed by hand is several actions.
BEFORE_DRAFTS = {
    "folder", "folder:answer", "folder:label", "folder:leave-out",
    "import:split", "import:fixes", "meeting-recording", "recording:cancel",
    "meeting:file", "import:read", "import:about", "import:labels", "import:turns", "import-turn", "import:returned",
    "board-new", "topic-new", "source-new", "speaker-new", "meeting-new", "concept-new",
    "outside-new",
}  # fmt: skip
# The same actions on many statements at once, on a meeting, or on the same object in another way.
LIKE_OTHERS = {
    "meeting:submit", "meeting:unschedule", "meeting:ticked", "office", "concept:delete", "import:document",
    "import:speakers", "item",
}  # fmt: skip
REMOVAL = {"category": "privacy", "reason": "It names a child."}


def rows() -> list[dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statement_in(state: str) -> Statement:
    if state == "withdrawn":
        return withdraw(statement=make_statement(), **REMOVAL)
    if state == "in review":
        return submit_for_review(statement=make_draft())
    return make_statement() if state == "published" else make_draft()


def meeting_in(state: str) -> models.Model:
    return make_statement().meeting if state.removeprefix("meeting ") == "public" else make_meeting()


def source_in(state: str) -> Source:
    source = Source.objects.create(kind="minutes", title="Minutes")
    if state == "public":
        make_statement(source=source)
    return source


def unsaid_in(state: str) -> Source:
    source = source_in(state)
    if state != "public":
        make_draft(source=source)
    Statement.objects.filter(source=source).update(text_status="")
    return source


def speaker_in(state: str) -> models.Model:
    speaker = make_speaker()
    if state == "public":
        make_statement(speaker=speaker)
    return speaker


def topic_in(state: str) -> models.Model:
    topic = make_topic()
    if state == "public":
        make_statement(topics=[topic])
    return topic


def board_in(state: str) -> models.Model:
    return make_statement().board if state == "public" else make_board()


def votes_in(state: str) -> Board:
    """Return a board with the office of one member."""
    board = board_in(state)
    Office.objects.create(speaker=make_speaker(), title="Member", board=board)
    return board


def words(statement: Statement, **more: str) -> dict[str, Any]:
    held = {"kind": statement.kind, **TYPED_ORIGIN, "text": "We meet on Tuesday."}
    return held | WHY | {"correction_kind": "clarification"} | more


def step(client: Client, statement: Statement, then: str, **more: str) -> HttpResponse:
    """Press a button of the statement's form without typing anything."""
    shown = words(statement, text=statement.text, position=str(statement.position))
    return send(client, "statement", statement, then=then, **shown | more)


def redact(client: Client, statement: Statement) -> HttpResponse:
    path = reverse("desk:statement-redact", args=[statement.pk], query={"quote": "0-2"})
    return client.post(path, {**REMOVAL, "seen": version_of(statement)})


def merge(client: Client, speaker: models.Model) -> HttpResponse:
    return send(client, "speaker:merge", speaker, kept=make_speaker().name)


def change_meeting(client: Client, meeting: models.Model) -> HttpResponse:
    held = {"board": meeting.board_id, "date": "2024-03-05", "kind": "special", "status": "held"}
    return send(client, "meeting-edit", meeting, **held, **WHY)


def change_board(client: Client, board: models.Model) -> HttpResponse:
    held = {"kind": board.kind, "timezone": board.timezone, "language": board.language}
    return send(client, "board", board, name="Another Board", **held, **WHY)


def settle(client: Client, report: models.Model) -> HttpResponse:
    given = {"decision": "declined", "decline-outcome": "It is right.", "decline-seen": version_of(report)}
    return send(client, "report:settle", report, **given)


def planned(state: str) -> Statement:
    statement = statement_in(state)
    at = timezone.now() + datetime.timedelta(days=1)
    schedule(subject=statement, at=at, seen=version_of(statement), actor=make_person(Role.EDITOR))
    return statement


def document_in(state: str) -> Source:
    return make_document(meeting_in(state))


def remove_document(client: Client, document: Source) -> HttpResponse:
    meeting = document.meetings.get()
    return send(client, "meeting:remove-document", meeting, document=document.pk, **WHY)


def save_roster(client: Client, speaker: Speaker) -> HttpResponse:
    board = Board.objects.first() or make_board()
    members = {"text": f"{speaker.name}, Trustee, 2019, 2024", "save": "1", "member-0": speaker.pk}
    return client.post(reverse("desk:board-roster", args=[board.pk]), members | WHY)


def split(client: Client, speaker: Speaker) -> HttpResponse:
    own = speaker.statements.first() or make_draft(speaker=speaker)
    return send(client, "speaker-split", speaker, name="Another", statements=[own.pk])


def import_in(state: str) -> ImportBatch:
    return make_batch(meeting_in(state))


def saved_import(state: str) -> ImportBatch:
    batch = make_batch(make_meeting())
    save_as_drafts(batch=batch)
    if state == "public":
        publish_meeting(meeting=batch.meeting)
    return batch


# For each action: a function that creates an object in a state, and one that does the action to it.
ACTIONS: dict[str, tuple[Callable[[str], Any], Callable[[Client, Any], HttpResponse]]] = {
    "type a statement": (
        meeting_in,
        lambda client, row: client.post(reverse("desk:row-add", args=[row.pk, "statement"]), words(Statement())),
    ),
    "edit the words": (statement_in, lambda client, row: send(client, "statement", row, then="save", **words(row))),
    "submit for review": (statement_in, lambda client, row: step(client, row, "submit")),
    "send back": (statement_in, lambda client, row: step(client, row, "return", note="Who speaks?")),
    "publish a statement": (statement_in, lambda client, row: step(client, row, "publish")),
    "publish at a time": (statement_in, lambda client, row: step(client, row, "plan", at="2099-07-01T09:00")),
    "correct in public": (
        statement_in,
        lambda client, row: send(client, "statement", row, then="correct", **words(row)),
    ),
    "withdraw": (statement_in, lambda client, row: send(client, "statement:withdraw", row, **REMOVAL)),
    "reinstate": (statement_in, lambda client, row: send(client, "statement:reinstate", row, **WHY)),
    "redact": (statement_in, redact),
    "delete a statement": (statement_in, lambda client, row: send(client, "statement:delete", row)),
    "change a meeting": (meeting_in, change_meeting),
    "publish a meeting": (meeting_in, lambda client, row: send(client, "meeting:publish", row, when="now")),
    "delete a meeting": (meeting_in, lambda client, row: send(client, "meeting-edit:delete", row)),
    "choose what leads the home page": (meeting_in, lambda client, row: send(client, "meeting:lead", row)),
    "change the agenda": (meeting_in, lambda client, row: send(client, "item-add", row, title="Roll call", **WHY)),
    "add a document": (
        meeting_in,
        lambda client, row: send(
            client, "meeting:document", row, kind="packet", title="Packet", url="https://example.org/", **WHY
        ),
    ),
    "change a source": (
        source_in,
        lambda client, row: send(client, "source", row, kind="minutes", title="Other minutes", **WHY),
    ),
    "say who votes": (
        votes_in,
        lambda client, row: send(client, "board-roster:votes", row, **{f"votes-{row.offices.get().pk}": "yes"}),
    ),
    "say that counts are as printed": (statement_in, lambda client, row: send(client, "statement:as-printed", row)),
    "leave names of an import undecided": (saved_import, lambda client, row: send(client, "import:undecided", row)),
    "say how close the texts of a source are": (
        unsaid_in,
        lambda client, row: send(client, "source:text-status", row, text_status="minutes", **WHY),
    ),
    "delete a source": (source_in, lambda client, row: send(client, "source:delete", row)),
    "change a speaker": (
        speaker_in,
        lambda client, row: send(client, "speaker", row, name="Zoe", kind="person", **WHY),
    ),
    "add an office": (
        speaker_in,
        lambda client, row: send(client, "speaker:add-office", row, title="Chair", organisation="A club", **WHY),
    ),
    "add a spelling": (speaker_in, lambda client, row: send(client, "speaker:add-name", row, name="Z.", **WHY)),
    "merge a speaker": (speaker_in, merge),
    "delete a speaker": (speaker_in, lambda client, row: send(client, "speaker:delete", row)),
    "change a topic": (topic_in, lambda client, row: send(client, "topic", row, name="Parks", **WHY)),
    "give a topic a rule": (
        topic_in,
        lambda client, row: send(client, "topic", row, name=row.name, slug=row.slug, rule="library", **WHY),
    ),
    "delete a topic": (topic_in, lambda client, row: send(client, "topic:delete", row)),
    "change a board": (board_in, change_board),
    "call a publication off": (planned, lambda client, row: send(client, "statement:unschedule", row)),
    "remove a document": (document_in, remove_document),
    "delete an office": (
        lambda state: speaker_in(state).offices.create(title="Chair", organisation="A club"),
        lambda client, row: send(client, "office:delete", row, **WHY),
    ),
    "delete a spelling": (
        lambda state: speaker_in(state).names.create(name="Z."),
        lambda client, row: send(client, "speaker:remove-name", row, **WHY),
    ),
    "save a roster": (speaker_in, save_roster),
    "split a speaker": (speaker_in, split),
    "undo a merge": (
        lambda state: merge_speakers(kept=speaker_in(state), gone=make_speaker()),
        lambda client, row: send(client, "speaker:undo-merge", row),
    ),
    "save an import": (import_in, lambda client, row: send(client, "import:save", row, **BY_SOFTWARE)),
    "take an import back": (saved_import, lambda client, row: send(client, "import:take-back", row)),
    "discard an import": (import_in, lambda client, row: send(client, "import:discard", row)),
    "change a search concept": (
        lambda _: make_concept(),
        lambda client, row: send(client, "concept", row, terms="library\nreading room"),
    ),
    "settle an error report": (lambda state: make_report(statement_in(state)), settle),
}


@pytest.mark.slow
@pytest.mark.parametrize("cell", rows(), ids=lambda cell: f"{cell['action']}, {cell['state']}")
def test_each_role_can_do_exactly_what_the_matrix_says(cell: dict[str, str]) -> None:
    make, act = ACTIONS[cell["action"]]
    instance = make(cell["state"])
    can = {}
    for role, held in ROLES.items():
        with undone():
            person = make_person(held)
            response = act(signed_in(person), instance)
            assert response.status_code < 500
            # A completed action is in the audit trail. A refused one leaves at most its refusal there.
            done = person.audit_entries.exclude(verb__in=["refused", "signed_in"]).exists()
            can[role] = "yes" if done else "no"
    assert can == {role: cell[role] for role in ROLES}


def test_every_action_in_the_matrix_is_tested_and_no_cell_is_empty():
    assert {row["action"] for row in rows()} == set(ACTIONS)
    assert {row[role] for row in rows() for role in ROLES} == {"yes", "no"}


def test_every_page_that_changes_the_record_is_in_the_matrix():
    pages = {door.name for door in doors(urls.urlpatterns)} - {door.name for door in doors(accounts_urls.urlpatterns)}
    actions = Path(__file__).read_text(encoding="utf-8").partition("def rows()")[2]
    tried = {name for name in pages if f'"{name}"' in actions or f'"desk:{name}"' in actions}
    assert tried | LOOKED_AT | BEFORE_DRAFTS | LIKE_OTHERS == pages


def test_the_page_about_the_desk_leads_to_the_matrix():
    assert "](permissions.csv)" in (settings.BASE_DIR / "docs" / "desk.md").read_text(encoding="utf-8")
