"""Questions that people ask, each answered through the tools alone in at most four calls, with short answers."""

import datetime
import json
from typing import Any

import jsonschema
import pytest
from django.test import Client

from archive.actions.statements import correct, create_statement, publish_meeting
from archive.api.mcp.tools import TOOLS
from archive.log.changes import settle
from archive.models import Meeting, Office, Statement
from archive.search.engines import outbox
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_topic, origin

pytestmark = pytest.mark.django_db
CALLS = 4
LONGEST_ANSWER = 30_000
LEASE = "I oppose the lease of the northern playground, because our children play there every day."


class Assistant:
    """Calls tools as an assistant does, and counts the calls."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._calls = 0

    def ask(self, tool: str, **arguments: Any) -> Any:
        """Return what a tool answers; a refusal is its sentence."""
        self._calls += 1
        assert self._calls <= CALLS
        params = {"name": tool, "arguments": arguments}
        message = {"jsonrpc": "2.0", "id": self._calls, "method": "tools/call", "params": params}
        result = self._client.post("/mcp/", json.dumps(message), "application/json").json()["result"]
        assert len(json.dumps(result.get("structuredContent"))) < LONGEST_ANSWER
        if result["isError"]:
            return result["content"][0]["text"]
        jsonschema.validate(result["structuredContent"], TOOLS[tool].answers)
        return result["structuredContent"]


@pytest.fixture
def assistant(client: Client) -> Assistant:
    """An assistant in front of two boards of similar names, with a meeting about a lease and one of long ago."""
    board = make_board("Sample School District", slug="sample-schools")
    make_statement(
        "The council said nothing about the lease.", board=make_board("Sample City Council"), date="2024-05-01"
    )
    kim, robin = make_speaker("Kim Example", slug="kim"), make_speaker("Robin Sample", slug="robin")
    Office.objects.create(speaker=kim, board=board, title="Chair", from_date="2020")
    lease = make_topic("Leases", slug="leases")
    old = make_meeting(board, date="2014-03-04")
    make_statement("We opened the meeting of long ago.", meeting=old, speaker=kim)
    last = make_meeting(board, date="2024-05-07", title="Meeting on the lease")
    items = [
        last.agenda_items.create(position=at, label=f"{at}.", title=title)
        for at, title in ((1, "Roll call"), (2, "Lease"))
    ]
    said = [
        (items[0], kim, "The meeting comes to order and the roll is called."),
        (items[1], robin, LEASE),
        (items[1], kim, "Thank you. The buses will wait."),
    ]
    for place, (item, speaker, text) in enumerate(said):
        create_statement(
            **origin(), text=text, meeting=last, agenda_item=item, speaker=speaker, position=place, topics=[lease]
        )
    publish_meeting(meeting=last)
    long_ago = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
    Statement.objects.filter(meeting=old).update(published_at=long_ago)
    Meeting.objects.filter(pk=old.pk).update(published_at=long_ago)
    settle()
    outbox.drain()
    return Assistant(client)


def test_what_happened_at_the_last_meeting_of_the_school_district(assistant: Assistant):
    refusal = assistant.ask("meetings", board="Sample Schools")
    assert "Sample School District (sample-schools)" in refusal
    last = assistant.ask("meetings", board="Sample School District")["meetings"][0]
    assert (last["date"], last["title"]) == ("2024-05-07", "Meeting on the lease")
    outline = assistant.ask("outline", id=last["id"])
    assert [(item["agenda_item"]["title"], item["statements"]) for item in outline["items"]] == [
        ("Roll call", 1),
        ("Lease", 2),
    ]
    longest = outline["items"][1]["longest"][0]
    assert longest["speaker"]["name"] == "Robin Sample"
    assert longest["words"].strip("…\N{NO-BREAK SPACE}") in LEASE
    assert longest["cite"].endswith(f"/statements/{longest['number']}/r/1/")


def test_who_opposed_the_lease_and_what_they_said(assistant: Assistant):
    found = assistant.ask("search", q="opposed the lease", board="Sample School District")
    first = [*found["results"], *found["partial"]][0]
    assert first["speaker"]["name"] == "Robin Sample"
    assert "oppose the lease" in "".join(part["text"] for part in first["passages"][0])
    assert assistant.ask("statement", number=first["number"])["text"] == LEASE


def test_whether_a_quotation_is_right(assistant: Assistant):
    right = assistant.ask("check_quotation", quotation="our children play there every day", name="Robin Sample")
    assert (right["verdict"], right["headline"]) == ("verbatim", "Word for word on record")
    assert "Robin Sample" in right["places"][0]["cite"]
    wrong = assistant.ask("check_quotation", quotation="our children never play there", name="Robin Sample")
    assert wrong["verdict"] != "verbatim"


def test_what_is_new_since_a_day(assistant: Assistant):
    found = assistant.ask("search", published_since="2016", sort="published")
    assert found["count"] == 4
    assert "long ago" not in json.dumps(found)
    assert [one["date"] for one in assistant.ask("meetings", published_since="2016")["meetings"]] == ["2024-05-07"]


def test_what_a_person_said_about_something(assistant: Assistant):
    found = assistant.ask("search", q="buses", speaker="Kim Example")
    assert [one["speaker"]["name"] for one in found["results"]] == ["Kim Example"]


def test_which_boards_are_on_record(assistant: Assistant):
    names = [board["name"] for board in assistant.ask("boards")["boards"]]
    assert sorted(names) == ["Sample City Council", "Sample School District"]
    assert len(assistant.ask("boards", q="city")["boards"]) == 1


def test_who_a_person_is(assistant: Assistant):
    (kim,) = assistant.ask("people", name="Kim")["people"]
    (office,) = kim["offices"]
    assert (office["title"], office["board"]["name"], office["since"]) == ("Chair", "Sample School District", "2020")
    assert "until" not in office


def test_what_was_said_before_and_after(assistant: Assistant):
    (hit,) = assistant.ask("search", q="northern playground")["results"]
    read = assistant.ask("statement", number=hit["number"], around=1)
    assert [turn["text"][:11] for turn in (*read["before"], *read["after"])] == ["The meeting", "Thank you. "]
    assert assistant.ask("statement", number=hit["number"], around=0)["before"] == []


def test_what_is_on_record_about_a_topic_since_a_year(assistant: Assistant):
    (topic,) = assistant.ask("topics", name="lease")["topics"]
    found = assistant.ask("search", topic=topic["slug"], **{"from": "2024"})
    assert found["count"] == 3
    assert {one["board"]["name"] for one in found["results"]} == {"Sample School District"}


def test_whether_anything_was_corrected_lately(assistant: Assistant):
    one = Statement.objects.get(current_revision__text=LEASE)
    correct(statement=one, text=LEASE.replace("every day", "each day"), reason="Heard again.")
    settle()
    (change,) = assistant.ask("changes", kind="corrected", changed_since="2016", sort="newest")["changes"]
    assert change["id"] == one.number
    assert assistant.ask("statement", number=one.number)["revision"] == 2


@pytest.fixture
def voted(assistant: Assistant) -> Assistant:
    """The assistant, after votes on the lease in three years, the last of which failed."""
    board, kim = make_board("Sample Park Board", slug="parks"), make_speaker("Kim Sample", slug="kim-sample")
    for date, result, choice in (
        ("2024-02-06", "failed", "yes"),
        ("2022-03-01", "carried", "yes"),
        ("2023-04-04", "failed", "no"),
    ):
        item = (meeting := make_meeting(board, date=date)).agenda_items.create(
            position=1, title="Lease of the boathouse"
        )
        facts = {"result": result, "mover_name": "Kim Sample", "yes_count": 1}
        roll = [f"Kim Sample: {choice}", "Trustee Third: absent"]
        make_decision(
            f"To sign it in {date[:4]}.", ballots=roll, speakers=[kim], facts=facts, meeting=meeting, agenda_item=item
        )
        make_decision("To adjourn.", ballots=["Trustee Third: yes"], meeting=meeting)
    return assistant


def test_how_a_member_voted_on_something(voted: Assistant):
    found = voted.ask("find_decisions", member="Kim Sample", q="lease boathouse")["decisions"]
    assert [(one["date"], one["result"]) for one in found] == [
        ("2024-02-06", "failed"),
        ("2023-04-04", "failed"),
        ("2022-03-01", "carried"),
    ]
    assert [[(line["name"], line["choice"]) for line in one["roll"]] for one in found[:2]] == [
        [("Kim Sample", "yes"), ("Trustee Third", "absent")],
        [("Kim Sample", "no"), ("Trustee Third", "absent")],
    ]
    assert (found[0]["mover_name"], found[0]["yes_count"], "no_count" in found[0]) == ("Kim Sample", 1, False)
    assert found[0]["cite"].endswith(f"/statements/{found[0]['number']}/r/1/")


def test_what_failed_this_year(voted: Assistant):
    found = voted.ask("find_decisions", result="failed", board="Sample Park Board", **{"from": "2024", "to": "2024"})
    assert [(one["text"], one["agenda_item"]["title"]) for one in found["decisions"]] == [
        ("To sign it in 2024.", "Lease of the boathouse")
    ]
    assert voted.ask("find_decisions", result="rejected").startswith(
        "There is no such result. Use one of these: carried,"
    )


def test_who_voted_no_and_who_was_absent(voted: Assistant):
    assert [one["date"] for one in voted.ask("find_decisions", voted="no")["decisions"]] == ["2023-04-04"]
    assert len(voted.ask("find_decisions", voted="absent", order="number")["decisions"]) == 3
