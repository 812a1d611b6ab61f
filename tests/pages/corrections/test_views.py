"""The public log of corrections, its feed, and what a statement's page says of them."""

import pytest
from django.test import Client
from lxml import etree

from archive.actions.reports import settle_report
from archive.actions.rules import SaidBy, version_of
from archive.actions.statements import change_statement, correct, withdraw
from archive.models import Correction, Role, Statement
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_report, make_speaker, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
Kind = Correction.Kind
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "<script>alert(1)</script> & ]]> \x01\x0b\ufffe \u202eright to left"


def page(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    shown = Page(response.content.decode())
    assert not shown.faults
    return shown


def feed(client: Client, path: str = "/corrections/feed/") -> etree._Element:
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def corrected(text: str = "We open on Sundays.", statement: Statement | None = None, **fields) -> Correction:
    statement = statement or make_statement("We open on Saturdays.")
    fields = {"reason": "Misheard."} | fields
    return correct(statement=statement, text=text, **fields).corrections.public().first()


def test_an_entry_says_what_changed_why_and_on_what_evidence(client):
    report = make_report(make_statement("We open on Saturdays."))
    correction = corrected(
        statement=report.statement, evidence="The recording.", evidence_url="https://example.org/at?a=1&b=2"
    )
    given = {"corrected_by": correction, "seen": version_of(report)}
    settle_report(report=report, outcome="Yes.", actor=make_person(Role.EDITOR), **given)
    for path in ("/corrections/", correction.get_absolute_url()):
        shown = page(client, path)
        assert [shown.one("del").text, shown.one("ins").text] == ["Saturdays", "Sundays"]
        for said in ("Transcription error", "Misheard.", "The recording."):
            assert said in shown.text
        for link in (
            report.get_absolute_url(),
            Statement.objects.get(pk=report.statement_id).get_absolute_url(),
            f"/statements/{report.statement_id}/compare/1/2/",
            "https://example.org/at?a=1&b=2",
        ):
            assert link in shown.links()


def test_the_log_and_the_statement_show_a_new_speaker_with_the_former_one(client):
    statement = make_statement(speaker=make_speaker("Sample Speaker"))
    correct(statement=statement, said_by=SaidBy(None, "The chair"), kind=Kind.ATTRIBUTION, reason="Another voice.")
    for path in ("/corrections/", statement.get_absolute_url()):
        shown = page(client, path)
        assert [shown.one("del").text, shown.all("ins")[0].text] == ["Sample Speaker", "Unidentified speaker"]
        assert "Another voice." in shown.text
        assert "Attribution" in shown.text
    assert "No corrections" not in page(client, statement.get_absolute_url()).text


@pytest.mark.slow
def test_the_latest_correction_comes_first_and_the_log_is_filtered_by_board_and_kind(client):
    one, other = make_board("One Board", slug="one"), make_board("Other Board", slug="other")
    first = corrected(statement=make_statement(meeting=make_meeting(one)), kind=Kind.CLARIFICATION)
    second = corrected(statement=make_statement(meeting=make_meeting(other)))

    def entries(query: str = "") -> list[str]:
        links = page(client, f"/corrections/{query}").links()
        return [link for link in links if link.startswith("/corrections/") and link[13:-1].isdigit()]

    assert entries() == [second.get_absolute_url(), first.get_absolute_url()]
    assert entries("?board=one") == entries("?kind=clarification") == [first.get_absolute_url()]
    assert entries("?board=one&kind=attribution") == []
    assert "This list is wider than you asked for." in page(client, "/corrections/?board=none&kind=\0").text
    ids = feed(client, "/corrections/feed/?board=one").xpath("a:entry/a:link/@href", namespaces=ATOM)
    assert ids == [f"http://testserver{first.get_absolute_url()}"]


def test_the_log_lists_a_withdrawal_without_the_words_of_the_statement(client):
    statement = make_statement("We open on Saturdays.", speaker=make_speaker("Sample Speaker"))
    correction = corrected(statement=statement)
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    for path in ("/corrections/", "/corrections/feed/"):
        said = client.get(path).content.decode()
        assert "It named a child." in said
        assert f"/statements/{statement.pk}/" in said or "feed" in path
        for word in ("Sundays", "Saturdays", "Misheard", "Sample Speaker"):
            assert word not in said
    response = client.get(correction.get_absolute_url())
    assert response.status_code == 410
    assert "Misheard" not in response.content.decode()
    assert client.get(Correction.objects.get(kind="withdrawal").get_absolute_url()).status_code == 200


def test_prepared_corrections_are_not_in_the_log(client):
    statement = make_statement()
    change_statement(statement=statement, text="Not yet.", reason="Soon.")
    assert "Nothing has been corrected yet." in page(client, "/corrections/").text
    assert not feed(client).xpath("a:entry", namespaces=ATOM)


def test_the_feed_is_atom_with_permanent_ids_and_escapes_hostile_text(client):
    board = make_board("Board <b>", slug="board-b")
    statement = make_statement("Words.", title=HOSTILE[:200], meeting=make_meeting(board))
    correction = corrected(HOSTILE, statement, reason=HOSTILE, evidence=HOSTILE, title="x" * 300)
    root = feed(client)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for needed in ("id", "title", "updated", "author/a:name", "link[@rel='self']"):
        assert root.xpath(f"a:{needed}", namespaces=ATOM)
    (entry,) = root.xpath("a:entry", namespaces=ATOM)
    (known_by,) = entry.xpath("a:id/text()", namespaces=ATOM)
    assert known_by == f"tag:testserver,{correction.at:%Y-%m-%d}:correction/{correction.pk}"
    (updated,) = entry.xpath("a:updated/text()", namespaces=ATOM)
    assert updated.startswith(f"{correction.at:%Y-%m-%dT%H:%M:%S}")
    (summary,) = entry.xpath("a:summary[@type='html']/text()", namespaces=ATOM)
    assert "<script" not in summary
    assert "&lt;script&gt;" in summary
    (own,) = feed(client, "/corrections/feed/?board=board-b").xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    assert own == "http://testserver/corrections/feed/?board=board-b"


def test_the_feed_is_json_too_with_the_same_entries(client):
    board = make_board("Board <b>", slug="board-b")
    correction = corrected(HOSTILE, make_statement("Words.", meeting=make_meeting(board)), reason="<b> & so on")
    corrected("Other words.", make_statement("Of another board."))
    response = client.get("/corrections/feed.json?board=board-b")
    assert response.headers["Content-Type"] == "application/feed+json"
    told = response.json()
    (entry,) = told["items"]
    (known_by,) = feed(client, "/corrections/feed/?board=board-b").xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert entry["id"] == known_by
    assert entry["content_text"] == correction.reason
    assert told["feed_url"] == "http://testserver/corrections/feed.json?board=board-b"
    assert len(client.get("/corrections/feed.json").json()["items"]) == 2


@pytest.mark.parametrize("board", ["none", "%00", "x" * 5000])
def test_a_feed_of_an_unknown_board_is_not_found(client, board):
    assert client.get(f"/corrections/feed/?board={board}").status_code == 404


def test_the_log_and_the_page_of_the_board_announce_the_feed(client):
    correction = corrected()
    board = correction.statement.board
    for path in (f"/corrections/?board={board.slug}", board.get_absolute_url()):
        feeds = page(client, path).all("link", rel="alternate", type="application/atom+xml")
        assert f"/corrections/feed/?board={board.slug}" in [link.attributes["href"] for link in feeds]
    assert "/corrections/" in page(client, "/about/").links()
    assert client.get("/corrections/99999999999999999999/").status_code == 404


def test_a_long_text_is_cut_to_the_changed_part(client):
    long = "One two three four five. " * 300
    corrected(f"{long}On Sundays. {long}", make_statement(f"{long}On Saturdays. {long}"))
    shown = page(client, "/corrections/").one("blockquote").text
    assert "On Saturdays Sundays." in shown
    assert len(shown) < 400
