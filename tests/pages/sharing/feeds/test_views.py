"""Feeds of boards, speakers and topics, as a feed reader sees them."""

import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from archive.actions.statements import correct, withdraw
from archive.pages.sharing.feeds import views
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_statements, make_topic

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
TOMBSTONES = {"t": "http://purl.org/atompub/tombstones/1.0"}


def feed_of(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def entries(client: Client, path: str) -> list[str]:
    return [entry.findtext("a:title", namespaces=ATOM) for entry in feed_of(client, path).findall("a:entry", ATOM)]


def test_every_subject_has_a_feed_that_its_page_announces(client: Client):
    speaker, topic, board = make_speaker("Ada Sample"), make_topic(), make_board()
    for date in ("2020", "2024"):
        make_statement(f"Said in {date}.", board=board, date=date, speaker=speaker, topics=[topic])
    make_statement("Text.", title="A policy", board=board, date="2022", kind="policy_statement")
    expected = {
        board: [
            "A policy · Unidentified speaker",
            "Remark: “Said in 2024.” · Ada Sample",
            "Remark: “Said in 2020.” · Ada Sample",
        ],
        speaker: ["Remark: “Said in 2024.” · Ada Sample", "Remark: “Said in 2020.” · Ada Sample"],
        topic: ["Remark: “Said in 2024.” · Ada Sample", "Remark: “Said in 2020.” · Ada Sample"],
    }
    for subject, titles in expected.items():
        page = Page(client.get(subject.get_absolute_url()).content.decode())
        feed = page.one("link", type="application/atom+xml", title=subject.name).attributes["href"]
        assert feed in page.links()
        assert entries(client, feed) == titles


def test_an_entry_keeps_its_id_when_its_title_is_corrected(client: Client):
    speaker = make_speaker(slug="sample")
    statement = make_statement("Text.", title="A title", speaker=speaker)
    before = feed_of(client, "/speakers/sample/feed/").find("a:entry", ATOM)
    correct(statement=statement, title="Another title", text="Text.", reason="Misprint.")
    after = feed_of(client, "/speakers/sample/feed/").find("a:entry", ATOM)
    assert before.findtext("a:id", namespaces=ATOM) == after.findtext("a:id", namespaces=ATOM)
    assert before.findtext("a:updated", namespaces=ATOM) <= after.findtext("a:updated", namespaces=ATOM)
    assert after.findtext("a:title", namespaces=ATOM).startswith("Another title · ")
    assert client.get(after.find("a:link", ATOM).attrib["href"], follow=True).status_code == 200


def test_characters_not_allowed_in_xml_are_left_out_and_markup_is_text(client: Client):
    speaker = make_speaker("A\x0bda", slug="sample")
    make_statement("<script>\x0c\x1f</script> \ufffe & \U0001f600", speaker=speaker, attribution="\x01")
    entry = feed_of(client, "/speakers/sample/feed/").find("a:entry", ATOM)
    assert entry.findtext("a:summary", namespaces=ATOM) == "&lt;script&gt; &lt;/script&gt;  &amp; \U0001f600"


def test_an_unknown_subject_has_no_feed(client: Client):
    for kind in ("boards", "speakers", "topics"):
        assert client.get(f"/{kind}/nowhere/feed/").status_code == 404
        assert client.post(f"/{kind}/nowhere/feed/").status_code == 405


def test_all_statements_meetings_and_searches_have_feeds(client: Client):
    one = make_statement("The buses run.", speaker=make_speaker("Ada Sample"))
    outbox.drain()
    assert entries(client, "/statements/feed/") == ["The buses run. · Ada Sample"]
    assert entries(client, "/search/feed/?q=buses") == ["The buses run. · Ada Sample"]
    assert entries(client, "/search/feed/?q=trams") == []
    assert entries(client, "/meetings/feed/") == [f"The buses run. · {one.meeting}: 1 statement"]
    for page in ("/statements/", "/meetings/", "/search/?q=buses"):
        shown = Page(client.get(page).content.decode())
        feed = shown.one("link", rel="alternate", type="application/atom+xml").attributes["href"]
        assert feed in shown.links()
        assert client.get(feed).status_code == 200


def test_a_search_has_one_entry_for_the_hits_of_a_meeting_with_a_statement_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    ada = make_speaker("Ada Sample")
    make_statement("Buses are late.", board=make_board(), date="2024")
    make_statement("Buses are full.", board=make_board(), date="2024")
    meeting = make_meeting()
    words = ["Good evening.", "Buses run.", *(f"Buses go {number} times." for number in range(7))]
    turns = make_statements(words, meeting=meeting, speaker=ada)
    make_statement("Buses come.", meeting=meeting, position=20, speaker=ada)
    outbox.drain()
    path = "/search/feed/?q=buses"
    assert entries(client, path) == [
        "Remark: “Buses come.” · Ada Sample",
        f"Remark: “Buses run.” · Ada Sample (And 7 more statements of {meeting})",
        "Buses are full. · Unidentified speaker",
        "Buses are late. · Unidentified speaker",
    ]
    found = feed_of(client, path).findall("a:entry", ATOM)
    keys = [entry.findtext("a:id", namespaces=ATOM) for entry in found]
    assert found[1].find("a:link", ATOM).attrib["href"] == f"{settings.SITE_URL}/statements/{turns[1].pk}/"
    assert "Ada Sample: Buses go 0 times." in found[1].findtext("a:summary", namespaces=ATOM)
    updated = found[1].findtext("a:updated", namespaces=ATOM)
    # It keeps its id when another statement of it matches, or one does no longer.
    correct(statement=turns[0], text="Good evening, buses.", reason="Misheard.")
    correct(statement=turns[1], text="Trams run.", reason="Misheard.")
    outbox.drain()
    assert entries(client, path)[1] == f"Good evening, buses. · Ada Sample (And 7 more statements of {meeting})"
    again = feed_of(client, path).findall("a:entry", ATOM)
    assert [entry.findtext("a:id", namespaces=ATOM) for entry in again] == keys
    assert again[1].findtext("a:updated", namespaces=ATOM) >= updated
    other = feed_of(client, "/search/feed/?q=times").find("a:entry", ATOM)
    assert other.findtext("a:id", namespaces=ATOM) not in keys
    # Also where a page ends within the meeting.
    monkeypatch.setattr(views, "HITS", 4)
    met = [entry for page in (1, 2, 3) for entry in feed_of(client, f"{path}&page={page}").findall("a:entry", ATOM)]
    assert [entry.findtext("a:id", namespaces=ATOM) for entry in met] == keys


def test_a_feed_can_be_read_in_pages(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "ENTRIES", 2)
    monkeypatch.setattr(views, "HITS", 2)
    made = [make_statement(f"Number {number}.") for number in range(5)]
    outbox.drain()
    for path in ("/statements/feed/", "/search/feed/?q=number"):
        met, address = [], path
        while address:
            feed = feed_of(client, address)
            met += [entry.findtext("a:id", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
            links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall("a:link", ATOM)}
            address = links.get("next", "").removeprefix(settings.SITE_URL)
        assert sorted(met) == sorted(f"{settings.SITE_URL}/statements/{one.pk}/" for one in made)
        assert client.get(f"{path}{'&' if '?' in path else '?'}page=9").status_code == 404


def test_json_feeds_have_the_same_contents(client: Client):
    one = make_statement("The buses run.", speaker=make_speaker("Ada Sample", slug="ada"))
    body = client.get("/speakers/ada/feed.json").json()
    assert body["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = body["items"]
    assert item["id"] == f"{settings.SITE_URL}/statements/{one.pk}/"
    assert item["content_text"] == "The buses run."


def test_a_feed_names_what_was_withdrawn_but_not_who_said_it(client: Client):
    board, ada, topic = make_board(slug="open"), make_speaker(slug="ada"), make_topic(slug="buses")
    for text in ("Here.", "Gone."):
        statement = make_statement(text, board=board, date="2024", speaker=ada, topics=[topic])
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    outbox.drain()
    for path in ("/boards/open/feed/", "/statements/feed/"):
        deleted = feed_of(client, path).findall("t:deleted-entry", TOMBSTONES)
        assert [one.attrib["ref"] for one in deleted] == [f"{settings.SITE_URL}/statements/{statement.pk}/"]
        assert deleted[0].findtext("t:comment", namespaces=TOMBSTONES) == "It named a child."
    for path in ("/speakers/ada/feed/", "/topics/buses/feed/", "/search/feed/?q=gone"):
        assert not feed_of(client, path).findall("t:deleted-entry", TOMBSTONES)


def test_meetings_can_be_subscribed_to_as_a_calendar(client: Client):
    board = make_board("Open Board", slug="open", timezone="America/Chicago")
    timed = make_meeting(board, date="2024-03-05", start="19:00", place="Room 1")
    make_statement(meeting=timed)
    make_statement(meeting=make_meeting(board, date="2024-04-02"))
    make_statement(meeting=make_meeting(board, date="2024-05"))
    make_meeting(board, date="2024-06-01")
    for path in ("/meetings/calendar.ics", "/boards/open/calendar.ics"):
        events = Calendar.from_ical(client.get(path).content).walk("VEVENT")
        assert [event["DTSTART"].dt.isoformat() for event in events] == ["2024-04-02", "2024-03-05T19:00:00-06:00"]
        assert events[1]["LOCATION"] == "Room 1"
    assert client.get("/boards/none/calendar.ics").status_code == 404
