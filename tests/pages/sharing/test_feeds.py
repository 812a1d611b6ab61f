"""Feeds of boards, speakers and topics, as a feed reader sees them."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from archive.actions.correct import correct
from archive.actions.withdraw import withdraw
from tests.pages.page import Page
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed_of(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def entries(client: Client, path: str) -> list[str]:
    return [entry.findtext("a:title", namespaces=ATOM) for entry in feed_of(client, path).findall("a:entry", ATOM)]


def test_every_subject_has_a_feed_that_its_page_names(client: Client):
    speaker, topic, board = make_speaker("Ada Sample"), make_topic(), make_board()
    for date in ("2020", "2024"):
        make_statement(f"Said in {date}.", board=board, date=date, speaker=speaker, topics=[topic])
    make_statement("Text.", title="A policy", board=board, date="2022", kind="policy_statement")
    expected = {
        board: ["Unidentified speaker: A policy"],
        speaker: ["Ada Sample: Said in 2024.", "Ada Sample: Said in 2020."],
        topic: ["Ada Sample: Said in 2024.", "Ada Sample: Said in 2020."],
    }
    for subject, titles in expected.items():
        page = Page(client.get(subject.get_absolute_url()).content.decode())
        feed = page.one("link", rel="alternate", title=subject.name).attributes["href"]
        assert feed in page.links()
        assert entries(client, feed) == titles


def test_drafts_and_what_was_withdrawn_are_in_no_feed(client: Client):
    topic, meeting = make_topic(slug="sample"), make_meeting()
    make_draft("Secret.", topics=[topic], meeting=meeting)
    gone = make_statement("Gone.", topics=[topic], meeting=meeting)
    make_statement("Here.", topics=[topic], meeting=meeting, attribution="Sample")
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    response = client.get("/topics/sample/feed/")
    assert entries(client, "/topics/sample/feed/") == ["Sample: Here."]
    assert b"Secret" not in response.content
    assert "Last-Modified" not in response


def test_an_entry_keeps_its_id_when_its_title_is_corrected(client: Client):
    speaker = make_speaker(slug="sample")
    statement = make_statement("Text.", title="A title", speaker=speaker)
    before = feed_of(client, "/speakers/sample/feed/").find("a:entry", ATOM)
    correct(statement=statement, title="Another title", text="Text.", reason="Misprint.")
    after = feed_of(client, "/speakers/sample/feed/").find("a:entry", ATOM)
    assert before.findtext("a:id", namespaces=ATOM) == after.findtext("a:id", namespaces=ATOM)
    assert before.findtext("a:updated", namespaces=ATOM) <= after.findtext("a:updated", namespaces=ATOM)
    assert after.findtext("a:title", namespaces=ATOM).endswith("Another title")
    assert client.get(after.find("a:link", ATOM).attrib["href"], follow=True).status_code == 200


def test_characters_that_xml_has_not_are_left_out_and_markup_is_text(client: Client):
    speaker = make_speaker("A\x0bda", slug="sample")
    make_statement("<script>\x0c\x1f</script> \ufffe & \U0001f600", speaker=speaker, attribution="\x01")
    entry = feed_of(client, "/speakers/sample/feed/").find("a:entry", ATOM)
    assert entry.findtext("a:summary", namespaces=ATOM) == "&lt;script&gt; &lt;/script&gt;  &amp; \U0001f600"


def test_an_unknown_subject_has_no_feed(client: Client):
    for kind in ("boards", "speakers", "topics"):
        assert client.get(f"/{kind}/nowhere/feed/").status_code == 404
        assert client.post(f"/{kind}/nowhere/feed/").status_code == 405
