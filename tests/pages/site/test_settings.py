"""The settings of a site are used on every page and in everything that it sends."""

import json
from email.header import decode_header, make_header

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions.site import save_site
from archive.alerts.mails import compose
from archive.exports.phrases import text_status_phrase
from archive.models import Mail, SiteSettings, current_site
from archive.models.site.colour import for_the_dark
from archive.pages.site.about import as_html
from archive.search.engines import outbox
from boardmeetings import VERSION
from tests.pages.addresses import every_path
from tests.record import make_meeting, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
NAME = "Sample Lake & Bay Archive"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


def own(**values: object) -> SiteSettings:
    return save_site(values={"name": NAME, **values})


@pytest.mark.slow
def test_about_names_the_version_of_the_program(client: Client) -> None:
    assert f"This site runs version {VERSION} of its software." in client.get("/about/").content.decode()


def test_about_counts_the_statements_of_each_source(client: Client) -> None:
    for status in ("machine_transcript", "machine_transcript", "as_reported"):
        make_statement(text_status=status)
    outbox.drain()
    sources = BeautifulSoup(client.get("/about/").content, "html.parser").find(id="text-status").find_next("dl")
    shown = {term.text.split(":")[0].strip(): " ".join(term.text.split()) for term in sources.find_all("dt")}
    assert shown[str(text_status_phrase("machine_transcript"))].endswith(": 2 statements")
    assert shown[str(text_status_phrase("as_reported"))].endswith(": 1 statement")


@pytest.mark.slow
def test_no_page_says_boardmeetings_if_the_site_has_a_name(client: Client) -> None:
    make_statement()
    own(short_name="Sample Lake")
    for path in every_path():
        answer = client.get(path)
        if answer.status_code == 200 and not answer.streaming:
            assert b"Boardmeetings" not in answer.content, path


def test_citations_metadata_feeds_oembed_and_the_schema_name_the_site(client: Client) -> None:
    statement = make_statement()
    own(short_name="Sample Lake")
    cited = client.get(f"/statements/{statement.pk}/cite/apa/").content.decode()
    assert NAME in cited
    page = BeautifulSoup(client.get(statement.get_absolute_url()).content, "html.parser")
    assert page.find("meta", property="og:site_name")["content"] == NAME
    assert page.find("a", class_="wordmark").text.strip() == "Sample Lake"
    assert NAME in page.title.text
    address = f"http://testserver{statement.get_absolute_url()}"
    assert client.get("/oembed/", {"url": address}).json()["provider_name"] == NAME
    feed = BeautifulSoup(client.get("/corrections/feed/").content, "xml")
    assert feed.find("author").find("name").text == NAME
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == f"{NAME} API"
    assert NAME in json.dumps([json.loads(tag.text) for tag in page.find_all("script", type="application/ld+json")])


def test_emails_to_staff_name_the_site() -> None:
    own()
    account = make_person()
    mail = Mail(account=account, address="ann@example.org", notice=Mail.Notice.PASSWORD_CHANGED)
    subject = compose(mail).subject
    assert str(make_header(decode_header(subject))).startswith(f"{NAME}: ")


def test_a_change_appears_on_the_next_page_and_changes_its_etag(client: Client) -> None:
    own()
    before = client.get("/about/")
    assert client.get("/about/", headers={"if-none-match": before["ETag"]}).status_code == 304
    own(name="Other Lake Archive")
    after = client.get("/about/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert b"Other Lake Archive" in after.content


def test_pages_need_no_query_for_the_settings(client: Client) -> None:
    path = make_statement().get_absolute_url()
    client.get(path)
    with CaptureQueriesContext(connection) as without:
        client.get(f"{path}?a=1")
    own(colour="#7a1f1f")
    client.get(path)
    with CaptureQueriesContext(connection) as with_settings:
        client.get(f"{path}?a=2")
    assert len(with_settings) == len(without)


def test_the_colour_has_a_counterpart_for_dark_mode(client: Client) -> None:
    assert b"site-colour" not in client.get("/").content
    site = own(colour="#7a1f1f")
    page = BeautifulSoup(client.get("/").content, "html.parser")
    link = page.find("link", href=lambda href: "site-colour" in href)
    answer = client.get(link["href"])
    assert f"light-dark(#7a1f1f, {for_the_dark('#7a1f1f')})" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]
    assert "immutable" not in client.get("/site-colour.css?v=other").headers.get("Cache-Control", "")
    assert site.version in link["href"]


def test_the_logo_is_shown_and_cannot_run_anything(client: Client) -> None:
    assert client.get("/site-logo").status_code == 404
    save_site(values={}, logo=SVG)
    shown = BeautifulSoup(client.get("/").content, "html.parser").find("img", class_="logo")
    answer = client.get(shown["src"])
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"circle" in answer.content
    save_site(values={}, logo=b"")
    assert client.get("/site-logo").status_code == 404


def test_the_about_page_shows_the_operator_the_licence_and_a_custom_text(client: Client) -> None:
    own(
        run_by="Sample Lake Clerk",
        place="Sample Lake, Wisconsin",
        contact="clerk@example.org",
        licence="CC BY 4.0",
        about="# Why\n\nWe *keep* the [record](https://example.org/).\n\n- one\n- two\n\n<script>alert(1)</script>",
    )
    page = client.get("/about/").content.decode()
    for words in (
        "is run by Sample Lake Clerk. Sample Lake, Wisconsin.",
        'mailto:clerk@example.org"',
        "CC BY 4.0",
        "<h2>Why</h2>",
        '<p>We <em>keep</em> the <a href="https://example.org/">record</a>.</p>',
        "<li>one</li>",
        "&lt;script&gt;",
    ):
        assert words in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "written",
    [
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "![a](https://tracker.example/x.png)",
        '<img src=x onerror="alert(1)">',
        "[a](//evil.example 'x\" onclick=\"alert(1)')",
        "`<b>`",
    ],
)
def test_markdown_makes_only_plain_elements(written: str) -> None:
    page = BeautifulSoup(as_html(written), "html.parser")
    assert {tag.name for tag in page.find_all()} <= {"p", "a", "code"}
    for link in page.find_all("a"):
        assert set(link.attrs) == {"href"}
        assert not link["href"].startswith(("javascript", "data"))


@pytest.mark.parametrize(
    "written", ["*" * 5000 + "a" + "*" * 5000, "> " * 300 + "a", "[" * 5000 + "a" + "](/b)" * 5000]
)
def test_odd_markdown_breaks_no_page(client: Client, written: str) -> None:
    own(about=written)
    page = client.get("/about/")
    assert page.status_code == 200
    assert "a" in page.content.decode().partition("<h1>")[2]


def test_readers_are_offered_only_the_languages_of_the_site(client: Client) -> None:
    own(languages=["es"])
    current_site()
    assert client.get("/about/", headers={"accept-language": "en"})["Content-Language"] == "es"
    assert not BeautifulSoup(client.get("/about/").content, "html.parser").select(".languages a")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "blank"),
        ({"colour": "#ffff00"}, "hard to read"),
        ({"timezone": "Sample/Lake"}, "not a time zone"),
        ({"languages": []}, "cannot be blank"),
        ({"languages": ["xx"]}, "one language"),
        ({"contact": "nobody"}, "valid email"),
    ],
)
def test_invalid_settings_are_refused_with_a_message(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        own(**values)


def test_an_administrator_edits_settings_at_the_desk_and_a_stale_form_loses_nothing() -> None:
    staff = signed_in(make_person("Administrator"))
    address = reverse("desk:site")
    seen = BeautifulSoup(staff.get(address).content, "html.parser").find("input", {"name": "seen"}).get("value", "")
    typed = {"name": NAME, "timezone": "UTC", "languages": ["en"], "colour": "#7A1F1F", "seen": seen}
    assert staff.post(address, typed).status_code == 302
    assert current_site().name == NAME
    stale = staff.post(address, {**typed, "name": "Mine"})
    assert b"Someone else has changed" in stale.content
    assert b'value="Mine"' in stale.content
    refused = staff.post(address, {**typed, "colour": "#ffff00"})
    assert b"hard to read on white" in refused.content


def test_a_new_board_gets_the_time_zone_and_place_of_the_site() -> None:
    staff = signed_in(make_person("Administrator"))
    own(timezone="America/Chicago", place="Sample Lake")
    form = BeautifulSoup(staff.get(reverse("desk:board-new")).content, "html.parser")
    assert form.select_one("[name=timezone] option[selected]")["value"] == "America/Chicago"
    assert form.find("input", {"name": "place"})["value"] == "Sample Lake"


def test_a_meeting_export_names_the_site(client: Client) -> None:
    meeting = make_meeting()
    make_statement(meeting=meeting)
    own(name="Other Lake Archive")
    exported = client.get(f"/meetings/{meeting.pk}/akn.xml")
    assert b"Other Lake Archive" in exported.content
