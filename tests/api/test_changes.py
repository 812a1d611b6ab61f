"""The list of changes has each of them once, in order, by its name, and none of what is not public."""

from typing import Any

import pytest

from archive.actions.objects import merge_speakers, save_object
from archive.actions.redaction import redact
from archive.actions.rules import Why
from archive.actions.statements import correct, publish_meeting, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.log.changes import settle
from archive.models import (
    Change,
    ChangeNote,
    Office,
    SpeakerName,
    Statement,
)
from archive.search.engines.filing import follow_topic
from archive.upkeep.drain import drain
from tests.api.client import ApiClient
from tests.hidden_record import TELLING, make_hidden_record
from tests.record import (
    make_board,
    make_document,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def rows_of(api: ApiClient, address: str = "changes/") -> list[dict[str, Any]]:
    """Return all changes, which fit in one page."""
    return api.read(f"{address}{'&' if '?' in address else '?'}limit=1000")["results"]


def kinds(api: ApiClient, statement: Statement) -> list[str]:
    rows = rows_of(api)
    return [row["kind"] for row in rows if row["type"] == "statement" and row["id"] == statement.pk]


def test_each_publication_correction_and_withdrawal_is_listed_once_in_order(api: ApiClient):
    one = make_statement("The buses run.")
    correct(statement=one, text="The buses ran.", reason="Heard again.")
    correct(statement=one, text="The bus ran.", reason="Heard once more.")
    settle()
    passage = QuoteRange(0, 3)
    redact(revision=Statement.objects.get().current_revision, passage=passage, category="privacy", reason="Privacy.")
    withdraw(statement=one, category="privacy", reason="It named a child.")
    settle()
    assert kinds(api, one) == ["published", "corrected", "corrected", "redacted", "withdrawn"]
    last = [row for row in rows_of(api) if row["type"] == "statement"][-1]
    tombstone = api.client.get(last["url"].removeprefix("http://testserver"), follow=True)
    assert last["object"] is None
    assert tombstone.status_code == 410
    assert api.read(f"corrections/{last['correction']}/")["kind"] == "withdrawal"


def test_a_merge_and_a_rename_are_listed_by_these_names(api: ApiClient):
    kept, gone = make_speaker("Ada Kept"), make_speaker("Ada Gone")
    moved = make_statement(speaker=gone)
    make_statement(speaker=kept)
    settle()
    seen = rows_of(api)[-1]["position"]
    merge_speakers(kept=kept, gone=gone)
    moved.board.name = "Renamed Board"
    save_object(instance=moved.board, why=Why("It has a new name."))
    settle()
    told = {(row["type"], row["id"], row["kind"]) for row in rows_of(api, f"changes/?after={seen}")}
    assert {one for one in told if one[0] != "correction"} == {
        ("speaker", gone.pk, "merged"),
        ("speaker", kept.pk, "changed"),
        ("statement", moved.pk, "changed"),
        ("board", moved.board.pk, "renamed"),
    }


def test_a_late_commit_is_listed_late():
    """Two notes are written, and the first one written is committed last."""
    early, late = make_statement(), make_statement()
    ChangeNote.objects.all().delete()
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, [late.pk])
    settle()
    seen = Change.objects.last().pk
    ChangeNote.objects.bulk_create([ChangeNote(pk=1, kind="changed", subject="statement", subject_id=early.pk)])
    settle()
    assert Change.objects.get(subject="statement", subject_id=early.pk).pk > seen


def test_the_last_page_links_to_later_changes(api: ApiClient):
    empty = api.read("changes/")
    assert empty["results"] == []
    make_statement()
    settle()
    page = api.read(empty["next"])
    assert [row["type"] for row in page["results"]] == ["board", "source", "meeting", "statement"]
    assert api.read(page["next"]) == {"results": [], "next": page["next"], "previous": None}
    assert "no-store" in api.ask("changes/")["Cache-Control"]


def test_no_unpublished_words_are_sent(api: ApiClient):
    hidden = make_hidden_record()
    one = make_statement(f"The {TELLING} is here.")
    passage = QuoteRange(4, 4 + len(TELLING))
    redact(revision=one.current_revision, passage=passage, category="privacy", reason="It named a child.")
    settle()
    assert TELLING not in api.ask("changes/").content.decode()
    told = {row["id"] for row in rows_of(api, "changes/?type=statement") if row["object"]}
    assert told.isdisjoint(hidden)
    assert one.pk in told


def test_a_draft_is_not_listed_before_it_is_published(api: ApiClient):
    draft = make_draft()
    settle()
    assert rows_of(api) == []
    publish_meeting(meeting=draft.meeting)
    settle()
    assert kinds(api, draft) == ["published"]


@pytest.mark.parametrize(("fact", "words"), [(Office, {"title": "Chair"}), (SpeakerName, {"name": "R. Sample"})])
def test_a_fact_at_a_board_that_is_not_public_is_not_listed(
    api: ApiClient, fact: type[Office | SpeakerName], words: dict[str, str]
):
    speaker, hidden = make_speaker("Robin Sample"), make_board("Hidden Board")
    statement = make_statement(speaker=speaker)
    settle()
    before = rows_of(api)
    row = fact._default_manager.create(speaker=speaker, board=hidden, **words)
    row.delete()
    row = fact._default_manager.create(speaker=speaker, board=hidden, **words)
    settle()
    assert rows_of(api) == before
    row.board = statement.board
    row.save()
    settle()
    assert [(one["kind"], one["id"]) for one in rows_of(api, "changes/?type=speaker")[1:]] == [("changed", speaker.pk)]
    row.board = hidden
    row.save()
    settle()
    assert len(rows_of(api, "changes/?type=speaker")) == 3
    assert {one["id"] for one in rows_of(api, "changes/?type=board")} == {statement.board_id}


def test_speakers_with_facts_at_a_board_are_listed_when_it_becomes_public_and_when_it_goes(api: ApiClient):
    speaker, other, hidden = make_speaker("Robin Sample"), make_speaker("Kim Example"), make_board("Hidden Board")
    make_statement(speaker=speaker)
    make_statement(speaker=other)
    Office.objects.create(speaker=speaker, board=hidden, title="Chair")
    SpeakerName.objects.create(speaker=other, board=hidden, name="K. Example")
    settle()
    only = make_statement(meeting=make_meeting(hidden))
    settle()
    names = [[row["object"]["offices"], row["object"]["other_names"]] for row in rows_of(api, "changes/?type=speaker")]
    assert [len(offices) for offices, _ in names] == [1, 0, 1, 0]
    assert names[1] == names[3] == [[], ["K. Example"]]
    meeting = only.meeting
    withdraw(statement=only, category="privacy", reason="It named a child.")
    type(meeting).objects.filter(pk=meeting.pk).update(published_at=None)
    make_statement()
    settle()
    gone = rows_of(api, "changes/?type=speaker")[4:]
    assert [(row["kind"], row["object"]["offices"]) for row in gone] == [("changed", []), ("changed", [])]


def test_a_source_that_loses_its_file_to_a_redaction_is_listed(api: ApiClient):
    one = make_statement("The buses run.")
    kept = make_document(one.meeting, "Agenda", b"Nothing about it")
    named = make_document(one.meeting, "Minutes", b"The buses run.")
    one.source = named
    one.save()
    settle()
    assert api.read(f"sources/{named.pk}/")["file_sha256"]
    seen = rows_of(api)[-1]["position"]
    passage = QuoteRange(4, 9)
    redact(
        revision=one.current_revision, passage=passage, category="privacy", reason="A person asked.", documents=[named]
    )
    settle()
    told = [row for row in rows_of(api, f"changes/?after={seen}") if row["type"] in {"source", "meeting"}]
    assert {(row["type"], row["id"]) for row in told} >= {("source", named.pk), ("meeting", one.meeting_id)}
    [source] = [row["object"] for row in told if (row["type"], row["id"]) == ("source", named.pk)]
    assert source["file_sha256"] == ""
    assert [row["id"] for row in api.read(f"meetings/{one.meeting_id}/")["documents"]] == [kept.pk]


def test_a_statement_that_a_rule_files_is_listed_with_its_topic(api: ApiClient):
    one = make_statement("The buses run.")
    drain()
    seen = rows_of(api)[-1]["position"]
    topic = make_topic("Transport", rule="buses")
    follow_topic(topic.pk)
    drain()
    told = {row["type"]: row for row in rows_of(api, f"changes/?after={seen}")}
    assert told["topic"]["kind"] == "published"
    assert [shown["id"] for shown in told["statement"]["object"]["topics"]] == [topic.pk]
    assert told["statement"]["id"] == one.pk


def test_what_belongs_to_a_statement_comes_and_goes_with_it(api: ApiClient):
    one = make_statement("The buses run.")
    correct(statement=one, text="The buses ran.", reason="Heard again.")
    settle()
    seen = rows_of(api)[-1]["position"]
    withdraw(statement=Statement.objects.get(), category="privacy", reason="It named a child.")
    settle()
    correction, withdrawal = one.corrections.order_by("pk")
    told = {(row["type"], row["id"], row["kind"]) for row in rows_of(api, f"changes/?after={seen}")}
    assert {
        ("correction", correction.pk, "withdrawn"),
        ("correction", withdrawal.pk, "published"),
        ("tombstone", one.tombstones.get().pk, "published"),
        ("statement", one.pk, "withdrawn"),
    } <= told
