"""A copy that follows the list of changes equals the present record, whatever was done in whichever order."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as property_tests
from hypothesis import strategies as st

from archive.actions.objects import merge_speakers, save_object, split_speaker, undo_merge
from archive.actions.redaction import redact
from archive.actions.rules import Why
from archive.actions.statements import correct, publish_many, publish_meeting, reinstate, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.log.changes import settle
from archive.models import Decision, Office, Role, Speaker, SpeakerMerge, SpeakerName, Statement
from tests.api.client import ApiClient
from tests.databases import undone
from tests.examples import examples
from tests.record import (
    make_board,
    make_decision,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
    origin,
)
from tests.staff import make_person

pytestmark = pytest.mark.django_db
LISTS = {
    "statement": "statements/",
    "meeting": "meetings/",
    "board": "boards/",
    "speaker": "speakers/",
    "source": "sources/",
    "topic": "topics/",
    "decision": "decisions/",
    "correction": "corrections/",
    "tombstone": "tombstones/",
}
NAMED = {"board", "meeting", "agenda_item", "speaker", "source", "topics", "documents", "offices", "parent"}
NAMED |= {"mover", "seconder", "roll"}
# Fields that an object shows of related objects, whose own changes list them.
OF_OTHERS = {"language", "licence", "statement_url"}

Copy = dict[str, dict[int, Any]]
EXAMPLES = examples(0.15)


def follow(api: ApiClient, copy: Copy, address: str = "changes/?limit=7") -> str:
    """Bring a copy of the record up to date and return where to go on."""
    while True:
        page = api.read(address)
        for change in page["results"]:
            rows = copy.setdefault(change["type"], {})
            if change["object"] is None:
                rows.pop(change["id"], None)
            else:
                rows[change["id"]] = change["object"]
        address = page["next"]
        if not page["results"]:
            return address


def by_id(record: Any) -> Any:
    """Return an object in which related objects are only ids."""
    if isinstance(record, list):
        return [by_id(row) for row in record]
    if not isinstance(record, dict):
        return record
    return {name: _ids(value) if name in NAMED else value for name, value in record.items() if name not in OF_OTHERS}


def _ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_ids(row) for row in value]
    return value["id"] if isinstance(value, dict) and "id" in value else by_id(value)


def as_it_stands(api: ApiClient) -> Copy:
    """Return the record as it appears in the lists."""
    return {
        kind: {row.get("number", row.get("id")): by_id(row) for row in api.all(f"{path}?limit=1000")}
        for kind, path in LISTS.items()
    }


def by_ids(copy: Copy) -> Copy:
    return {kind: {pk: by_id(row) for pk, row in copy.get(kind, {}).items()} for kind in LISTS}


class Editor:
    """Makes one change after another, choosing among those that are possible."""

    def __init__(self) -> None:
        hidden = make_board()
        self.boards = [make_board(parent=hidden), make_board(), hidden]
        self.meetings = [make_meeting(board) for board in self.boards]
        self.speakers = [make_speaker(), make_speaker(), make_speaker()]
        Office.objects.create(speaker=self.speakers[0], board=hidden, title="Chair")
        SpeakerName.objects.create(speaker=self.speakers[1], board=hidden, name="R. Sample")
        self.topics = [make_topic()]
        self.editor = make_person(Role.EDITOR)

    def do(self, verb: str, which: int) -> None:
        public = list(Statement.objects.public().order_by("pk"))
        self.which, self.one = which, public[which % len(public)] if public else None
        getattr(self, verb)()

    def publish(self) -> None:
        speaker = self.speakers[self.which % 3]
        speaker.refresh_from_db()
        make_statement(
            f"Turn {self.which} of the library.",
            meeting=self.meetings[self.which % 3],
            speaker=speaker.merged_into or speaker,
            topics=self.topics[: self.which % 2],
            responds_to=self.one,
        )

    def decide(self) -> None:
        speaker = self.speakers[self.which % 3]
        speaker.refresh_from_db()
        facts = {"mover": speaker.merged_into or speaker, "put_in": self.one}
        facts["amends"] = Decision.objects.order_by("pk").first() if self.which % 2 else None
        make_decision(f"Moved {self.which} times.", facts=facts, ballots=["Kim Example: yes"], meeting=self.meetings[0])

    def reinstate(self) -> None:
        if gone := Statement.objects.filter(status=Statement.Status.WITHDRAWN).order_by("pk").first():
            reinstate(statement=gone, reason="It was a mistake.")

    def publish_all(self) -> None:
        meeting = make_meeting(self.boards[self.which % 3])
        make_draft("A draft.", meeting=meeting)
        publish_meeting(meeting=meeting)

    def load(self) -> None:
        meeting = self.meetings[self.which % 2]
        statement = Statement(**origin(), meeting=meeting, board=meeting.board, date=meeting.date)
        publish_many(statements=[statement], texts=["Loaded."])

    def correct(self) -> None:
        if self.one:
            correct(statement=self.one, text=f"{self.one.text} Again.", reason="Heard again.")

    def redact(self) -> None:
        if self.one and self.one.text.split()[0].isalpha():
            passage = QuoteRange(0, len(self.one.text.split()[0]))
            redact(revision=self.one.current_revision, passage=passage, category="privacy", reason="Privacy.")

    def withdraw(self) -> None:
        if self.one:
            withdraw(statement=self.one, category="privacy", reason="It named a child.")

    def merge(self) -> None:
        alone = list(Speaker.objects.filter(merged_into=None).order_by("pk"))
        if len(alone) > 1:
            merge_speakers(kept=alone[0], gone=alone[-1])

    def part(self) -> None:
        merge = SpeakerMerge.objects.filter(undone_at=None, kept__merged_into=None).order_by("-pk").first()
        if merge:
            undo_merge(merge=merge)

    def split(self) -> None:
        if self.one and self.one.speaker and self.one.speaker.statements.count() > 1:
            split_speaker(speaker=self.one.speaker, name=f"Second {self.which}", statements=[self.one.pk])

    def rename(self) -> None:
        board = self.boards[self.which % 2]
        board.refresh_from_db()
        board.name = f"{board.name} again"
        save_object(instance=board, why=Why("It has a new name."))

    def move(self) -> None:
        meeting = self.meetings[self.which % 2]
        meeting.refresh_from_db()
        meeting.date = f"2023-0{self.which % 9 + 1}-01"
        save_object(instance=meeting, why=Why("The minutes have another date."))

    def list_now(self) -> None:
        settle()


VERBS = [name for name in vars(Editor) if not name.startswith("_") and name != "do"]


@pytest.mark.slow
@property_tests(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 8)), max_size=14))
def test_replaying_all_changes_gives_the_present_record(api: ApiClient, settings, done: list[tuple[str, int]]):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    with undone():
        editor, copy, cursor = Editor(), {}, "changes/?limit=7"
        for verb, which in done:
            editor.do(verb, which)
            if verb == "list_now":
                cursor = follow(api, copy, cursor)
        settle()
        follow(api, copy, cursor)
        second: Copy = {}
        follow(api, second)
        stands = as_it_stands(api)
        assert by_ids(second) == stands
        assert by_ids(copy) == stands
