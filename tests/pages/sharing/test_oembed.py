"""Statements and passages embedded in other sites, as oembed.com specifies."""

from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from defusedxml import ElementTree
from django.http import HttpResponse
from django.test import Client

from archive.actions.statements import correct, withdraw
from archive.models import Office, Statement
from tests.pages.page import Page
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
TEXT = "We have heard you. We will keep the library open, unless the state cuts its grant. Thank you."
PASSAGE = "19-48"
WORDS = "We will keep the library open"


def ask(client: Client, path: str, **parameters: str) -> HttpResponse:
    return client.get("/oembed/?" + urlencode({"url": SITE + path, **parameters}))


class Inside(HTMLParser):
    """The tags and the words of an HTML fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, _attributes: list) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def statement() -> Statement:
    board = make_board("Sample School Board", language="es")
    speaker = make_speaker("Ana Sample")
    Office.objects.create(speaker=speaker, title="Chair", board=board)
    return make_statement(
        TEXT, meeting=make_meeting(board, date="2018-02-23"), speaker=speaker, text_status="machine_transcript"
    )


def test_a_passage_is_a_blockquote_with_its_attribution_and_link(client: Client, statement: Statement):
    path = f"/statements/{statement.number}/r/1/?quote={PASSAGE}"
    response = ask(client, path)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    answer = response.json()
    assert (answer["version"], answer["type"], answer["provider_name"]) == ("1.0", "rich", "Boardmeetings")
    assert (answer["author_name"], answer["author_url"]) == ("Ana Sample", SITE + statement.speaker.get_absolute_url())
    assert isinstance(answer["width"], int)
    assert isinstance(answer["height"], int)
    html = answer["html"]
    assert html.startswith(f'<blockquote cite="{SITE}{path}" lang="es">')
    assert html.endswith("</blockquote>")
    inside = Inside(html)
    assert {*inside.tags} <= {"blockquote", "p", "small", "bdi", "a"}
    assert f"<small>We have heard you.</small> “{WORDS}” <small>, unless the state cuts its grant.</small>" in html
    for part in ("Ana Sample, Chair, Sample School Board", "Regular meeting", "23 February 2018", "Machine transcript"):
        assert part in inside.text
    assert f'<a href="{SITE}{path}">' in html


def test_the_answer_is_also_available_as_xml(client: Client, statement: Statement):
    path = f"/statements/{statement.number}/r/1/"
    response = ask(client, path, format="xml")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "oembed"
    as_json = ask(client, path, format="json").json()
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in as_json.items()}


@pytest.mark.parametrize("quote", ["", f"?quote={PASSAGE}"])
def test_pages_announce_the_oembed_endpoint(client: Client, statement: Statement, quote: str):
    for path in (f"/statements/{statement.number}/r/1/", statement.get_absolute_url()):
        page = Page(client.get(path + quote).content.decode())
        for media_type in ("application/json+oembed", "text/xml+oembed"):
            link = page.one("link", rel="alternate", type=media_type)
            response = client.get(link.attributes["href"].removeprefix(SITE))
            assert response.status_code == 200
            is_json = media_type.startswith("application/json")
            html = response.json()["html"] if is_json else ElementTree.fromstring(response.content).findtext("html")
            assert (f"“{WORDS}”" in html) == bool(quote)


def test_the_link_names_the_wording_and_an_earlier_one_says_so(client: Client, statement: Statement):
    number = statement.number
    assert f"/statements/{number}/r/1/" in ask(client, statement.get_absolute_url()).json()["html"]
    correct(statement=statement, text="We will close it.", reason="Misheard.")
    assert "earlier wording" in ask(client, f"/statements/{number}/r/1/").json()["html"]
    now = ask(client, f"/statements/{number}/").json()["html"]
    assert "“We will close it.”" in now
    assert f"/statements/{number}/r/2/" in now
    assert "earlier wording" not in now


def test_the_words_are_cut_to_the_requested_size(client: Client):
    statement = make_statement("word " * 3000)
    path = f"/statements/{statement.number}/"
    wide, low = ask(client, path).json(), ask(client, path, maxwidth="300", maxheight="300").json()
    assert len(low["html"]) < len(wide["html"]) < 3000
    assert (low["width"], low["height"] <= 300) == (300, True)
    for answer in (wide, low):
        assert "word…”" in answer["html"]
        assert f'<a href="{SITE}/statements/{statement.number}/r/1/">Read more</a>' in answer["html"]
    assert ask(client, path, maxwidth="1", maxheight="1").json()["height"] == 1


@pytest.mark.parametrize(
    "parameters", [{"maxwidth": "x"}, {"maxheight": "-1"}, {"maxwidth": "9" * 9}, {"maxwidth": "٣"}, {"url": ""}]
)
def test_a_bad_request_gets_status_400(client: Client, statement: Statement, parameters: dict[str, str]):
    assert ask(client, statement.get_absolute_url(), **parameters).status_code == 400


def test_other_formats_are_not_implemented(client: Client, statement: Statement):
    assert ask(client, statement.get_absolute_url(), format="yaml").status_code == 501


def test_other_pages_cannot_be_embedded(client: Client, statement: Statement):
    draft = make_draft("Hidden words.")
    for path in (
        "/",
        "/nowhere/",
        statement.meeting.get_absolute_url(),
        f"/statements/{statement.number}/cite/",
        f"/statements/{statement.number}/r/2/",
        f"/statements/{statement.number}/r/1/?quote=5-9999",
        f"/statements/{statement.number}/r/1/?quote=zebra",
        f"/statements/{draft.number}/",
        f"/statements/{draft.number}/r/1/",
        f"/statements/{'9' * 30}/",
    ):
        response = ask(client, path)
        assert response.status_code == 404, path
        assert "Hidden" not in response.content.decode()
    for address in (
        "http://elsewhere.example/statements/1/",
        "javascript:alert(1)",
        "http://[",
        "/statements/1/",
        "\0",
    ):
        assert client.get("/oembed/", {"url": address}).status_code == 404


def test_a_withdrawn_statement_is_answered_with_410(client: Client, statement: Statement):
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    for path in (f"/statements/{statement.number}/", f"/statements/{statement.number}/r/1/?quote={PASSAGE}"):
        response = ask(client, path)
        assert response.status_code == 410
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "library" not in response.content.decode()


def test_hostile_words_are_escaped(client: Client):
    hostile = "<script>alert(1)</script> ]]> \x0b \u202e<img src=x onerror=alert(1)>"
    statement = make_statement(hostile, attribution=hostile, title=hostile)
    path = f"/statements/{statement.number}/"
    inside = Inside(ask(client, path).json()["html"])
    assert {*inside.tags} <= {"blockquote", "p", "small", "bdi", "a"}
    assert "<script>alert(1)</script>" in inside.text
    assert ElementTree.fromstring(ask(client, path, format="xml").content).findtext("type") == "rich"
