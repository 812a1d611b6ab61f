"""A subscriber's test: minutes published late, into an old meeting, are found in every feed, list, alert and answer."""

import datetime
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.actions.statements import create_statement, publish_meeting
from archive.log.changes import settle
from archive.models import Meeting, Statement
from archive.pages.site.sitemaps import URLS_A_MAP
from archive.search.engines import outbox
from tests.alerts.reader import text_of
from tests.alerts.searches import reader
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_topic, origin

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LONG_AGO = datetime.datetime(2014, 4, 1, tzinfo=datetime.UTC)
SINCE = "2020-01-01T00:00:00Z"
LATE = "The lease of the northern playground was opposed by every parent who came."


@pytest.fixture
def late() -> Statement:
    """Publish thirty meetings long ago, and today three late statements of the oldest."""
    board, topic = make_board("Sample Board", slug="sample"), make_topic("Leases", slug="leases")
    speaker = make_speaker("Robin Sample", slug="robin")
    oldest = make_meeting(board, date="2014-03-04")
    make_statement("The meeting is called to order.", meeting=oldest, speaker=speaker, topics=[topic])
    for month in range(30):
        meeting = make_meeting(board, date=f"{2015 + month // 12}-{month % 12 + 1:02}-05")
        make_statement(f"Nothing about it in month {month}.", meeting=meeting, speaker=speaker, topics=[topic])
    Statement.objects.update(published_at=LONG_AGO)
    Meeting.objects.update(published_at=LONG_AGO)
    oldest.agenda_items.create(position=1, label="1.", title="Lease of the playground")
    texts = ("Aye.", LATE, "So ordered.")
    made = [
        create_statement(**origin(), text=text, meeting=oldest, speaker=speaker, topics=[topic], position=place)
        for place, text in enumerate(texts, 1)
    ]
    settle()
    outbox.drain()
    publish_meeting(meeting=oldest, tell_readers=True)
    settle()
    outbox.drain()
    return made[1]


def entries(client: Client, path: str) -> list[tuple[str, str]]:
    feed = ET.fromstring(client.get(path).content)
    return [
        (entry.findtext("a:title", "", ATOM), entry.findtext("a:summary", "", ATOM))
        for entry in feed.findall("a:entry", ATOM)
    ]


def test_the_publication_is_one_entry_at_the_top_of_every_feed(client: Client, late: Statement):
    meeting = str(late.meeting)
    for path, title in (
        ("/statements/feed/", f"{LATE} · {meeting}: 3 statements"),
        ("/boards/sample/feed/", f"{LATE} · {meeting}: 3 statements"),
        ("/meetings/feed/", f"{LATE} · {meeting}: 3 statements"),
        ("/speakers/robin/feed/", f"{LATE} · Robin Sample: {meeting}: 3 statements"),
        ("/topics/leases/feed/", f"{LATE} · Leases: {meeting}: 3 statements"),
    ):
        found = entries(client, path)
        assert found[0][0] == title, path
        assert f"Robin Sample: {LATE}" in found[0][1]
        assert ("Lease of the playground" in found[0][1]) == (path[1] in "sbm" and "speakers" not in path), path
        assert len(found) == 25
        items = client.get(path.replace("feed/", "feed.json")).json()["items"]
        assert [item["title"] for item in items] == [title for title, _ in found]
        assert items[0]["date_published"] > "2020"
    assert entries(client, "/search/feed/?q=playground")[0][1] == LATE
    of_board = entries(client, "/search/feed/?board=sample")
    assert of_board[0][1].startswith(
        f"<p>Aye.</p><p>And 2 more statements of {meeting}:</p><p>Robin Sample: {LATE}</p>"
    )
    assert "Nothing about it" in of_board[1][1]


def test_the_lists_of_the_api_have_it_first_and_alone(client: Client, late: Statement):
    def read(path: str) -> list[dict[str, Any]]:
        return client.get(f"/api/v1/{path}").json()["results"]

    for name in ("statements", "meetings"):
        rows = read(f"{name}/?order=published&limit=5")
        assert rows == read(f"{name}/?sort=published&limit=5")
        wanted = late.meeting_id if name == "meetings" else late.number + 1
        assert rows[0]["id" if name == "meetings" else "number"] == wanted
    for narrowing in ("published_since", "changed_since"):
        assert {row["number"] for row in read(f"statements/?{narrowing}={SINCE}")} >= {late.number}
        assert [row["id"] for row in read(f"meetings/?published_since={SINCE}")] == [late.meeting_id]
        assert read(f"search/?q=playground&{narrowing}={SINCE}")[0]["number"] == late.number
        assert read(f"statements/?{narrowing}=2999") == []
        assert read(f"meetings/?{narrowing}=2999") == []
        assert read(f"search/?{narrowing}=2999") == []
    assert len(read(f"statements/?published_since={SINCE}")) == 3
    assert [row["number"] for row in read("search/?order=published&limit=3")] == [late.number + at for at in (1, 0, -1)]
    newest = read(f"changes/?order=newest&published_since={SINCE}&type=statement&limit=3")
    assert late.number in {row["id"] for row in newest}
    assert read("changes/?changed_since=2999") == []


def test_assistants_and_lists_of_decisions_have_it(client: Client, late: Statement):
    def ask(tool: str, **arguments: str) -> dict[str, Any]:
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}
        return client.post("/mcp/", json.dumps(message), "application/json").json()["result"]["structuredContent"]

    assert [one["id"] for one in ask("meetings", published_since=SINCE)["meetings"]] == [late.meeting_id]
    assert late.number in {one["number"] for one in ask("search", published_since=SINCE, order="published")["results"]}
    newest = ask("changes", published_since=SINCE, type="statement", order="newest")["changes"]
    assert {one["id"] for one in newest[:3]} == {late.number + at for at in (-1, 0, 1)}
    carried = make_decision("To keep the playground.", meeting=late.meeting)
    settle()
    assert [one["number"] for one in ask("find_decisions", published_since=SINCE)["decisions"]] == [carried.pk]
    for query in (f"published_since={SINCE}", f"changed_since={SINCE}", "order=published"):
        rows = client.get(f"/api/v1/decisions/?{query}").json()["results"]
        assert [row["number"] for row in rows] == [carried.pk]
    assert client.get("/api/v1/decisions/?published_since=2999").json()["results"] == []


def test_a_reader_of_a_board_is_told_of_it():
    meeting = make_meeting(make_board(slug="sample"), date="2014-03-04")
    make_statement(meeting=meeting)
    outbox.drain()
    reader.follow("board=sample")
    create_statement(**origin(), text=LATE, meeting=meeting)
    publish_meeting(meeting=meeting, tell_readers=True)
    settle()
    (told,) = reader.delivered()
    assert LATE[:40] in text_of(told)


def test_files_of_lists_have_it_first_with_the_day_of_publication(client: Client, late: Statement):
    for path in ("/statements.json", "/search.json"):
        rows = json.loads(b"".join(client.get(f"{path}?sort=published&published_since={SINCE}").streaming_content))[
            "rows"
        ]
        assert [row["number"] for row in rows] == [late.number + at for at in (1, 0, -1)]
        assert rows[0]["published_at"] > "2020"
        assert rows[0]["date"] == "2014-03-04"
    lines = b"".join(client.get("/meetings.csv?order=published").streaming_content).decode().splitlines()
    assert lines[1].startswith(f"{late.meeting_id},2014-03-04")


def test_pages_and_sitemaps_have_it(client: Client, late: Statement):
    for path in ("/statements/?sort=published", "/search/?sort=published", f"/search/?published_since={SINCE}"):
        assert LATE in client.get(path).content.decode(), path
    page = client.get("/meetings/?sort=published").content.decode()
    entries_of_page = page[page.index('class="entries"') :]
    assert entries_of_page.index("/meetings/") == entries_of_page.index(late.meeting.get_absolute_url())
    today = timezone.now().date().isoformat()
    for name, row in (("meetings", late.meeting), ("boards", late.board)):
        xml = client.get(f"/sitemap-{name}.xml?p={-(-row.pk // URLS_A_MAP)}").content.decode()
        assert f"{row.get_absolute_url()}</loc><lastmod>{today}" in xml, name
