"""The language of each page, and which URLs name one."""

import pytest
from django.test import Client
from django.urls import get_script_prefix
from django.utils import translation

from archive.actions.statements import withdraw
from archive.models import Role
from archive.pages.http.languages import accepted_language
from archive.search.engines import outbox
from tests.pages.addresses import every_path
from tests.pages.page import Page
from tests.record import make_meeting, make_report, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db

IN_SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.8"}


def page(client: Client, path: str, status: int = 200, **headers: str) -> Page:
    response = client.get(path, headers=headers)
    assert response.status_code == status, path
    return Page(response.content.decode())


def language(client: Client, path: str, **headers: str) -> str:
    return page(client, path, **headers).one("html").attributes["lang"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-419,es;q=0.9,en;q=0.8", "es"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("fr,es;q=0.2", "es"),
        ("fr, de", "en"),
        ("*", "en"),
        ("*;q=0.5, es;q=0.1", "en"),
        ("es;q=0, en", "en"),
        ("ES-us", "es"),
        ("\x00;;;q=q,,es", "en"),
        ("es," * 2000, "es"),
    ],
)
def test_a_browser_gets_its_preferred_language(header: str, expected: str):
    assert accepted_language(header) == expected


def test_a_page_follows_the_browsers_languages_and_says_so_to_caches(client: Client):
    assert language(client, "/about/") == "en"
    assert language(client, "/about/", **IN_SPANISH) == "es"
    assert language(client, "/about/") == "en"
    for headers in ({}, IN_SPANISH):
        response = client.get("/about/", headers=headers)
        assert "Accept-Language" in response.headers["Vary"]
        assert response.headers["Content-Language"] == ("es" if headers else "en")
        assert not response.cookies


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_url_with_a_language_overrides_the_browser(client: Client, code: str):
    for headers in ({}, IN_SPANISH):
        response = client.get(f"/{code}/about/", headers=headers)
        assert Page(response.content.decode()).one("html").attributes["lang"] == code
        assert "Accept-Language" not in response.headers.get("Vary", "")


def test_the_language_of_a_request_does_not_affect_the_next(client: Client):
    client.get("/es/about/")
    client.get("/about/", headers=IN_SPANISH)
    client.get("/es/nowhere/")
    assert translation.get_language() == "en"
    assert get_script_prefix() == "/"


def test_a_page_cached_in_one_language_is_not_fresh_in_the_other(client: Client):
    held = client.get("/about/").headers["ETag"]
    assert client.get("/about/", headers={"If-None-Match": held}).status_code == 304
    assert client.get("/about/", headers={"If-None-Match": held, **IN_SPANISH}).status_code == 200
    assert client.get("/es/about/", headers={"If-None-Match": held}).status_code == 200


def test_every_link_except_the_language_switch_stays_in_the_language(client: Client):
    statement = make_statement("Words of the record.")
    shown = page(client, f"/es{statement.get_absolute_url()}")
    inside = [link for link in shown.links() if link.startswith("/")]
    assert len(inside) > 10
    others = [link for link in inside if not link.startswith("/es/")]
    assert others == [f"/en{statement.get_absolute_url()}"]


def test_the_language_switch_leads_to_the_same_page_and_search(client: Client):
    make_statement("The library card.")
    outbox.drain()
    shown = page(client, "/search/?q=library+%22card%22&sort=oldest")
    (link,) = shown.all("a", hreflang="es")
    assert (link.text, link.attributes["lang"]) == ("Español", "es")
    assert link.attributes["href"] == "/es/search/?q=library+%22card%22&sort=oldest"
    (back,) = page(client, link.attributes["href"]).all("a", hreflang="en")
    assert back.attributes["href"] == "/en/search/?q=library+%22card%22&sort=oldest"
    assert back.text == "English"


def test_shared_urls_have_no_language(client: Client):
    statement = make_statement("Words of the record.")
    path, revision = statement.get_absolute_url(), statement.current_revision.get_absolute_url()
    shown = page(client, f"/es{revision}?quote=0-5")
    assert shown.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}"
    (text,) = [element for element in shown.elements if "data-wording" in element.attributes]
    assert text.attributes["data-wording"] == revision
    for format_name in ("ris", "apa", "bibtex"):
        cited = page(client, f"/es/statements/{statement.pk}/cite/?quote=0-5")
        assert f"http://testserver{revision}?quote=0-5" in cited.text
        file = f"/statements/{statement.pk}/cite/{format_name}/?quote=0-5"
        assert file in cited.links()
        assert client.get(file, headers=IN_SPANISH).content == client.get(file).content
    assert "/es/" not in client.get(f"/es{revision}").headers["Link"]


@pytest.mark.parametrize(
    ("path", "below"),
    [("/", "/es/search/?published_since="), ("/quotes/?q=Words+of+the+record.", "/es/quotes/?q=")],
)
def test_a_link_to_keep_or_to_share_stays_in_the_language(client: Client, path: str, below: str):
    make_statement("Words of the record.")
    outbox.drain()
    kept = [link for link in page(client, f"/es{path}").links() if link.startswith(below)]
    assert kept
    assert all(language(client, link) == "es" for link in kept)


@pytest.mark.slow
def test_no_absolute_url_on_a_page_has_a_language(client: Client):
    statement = make_statement("Words of the record.", speaker=make_speaker(), topics=[make_topic()])
    report = make_report(statement)
    outbox.drain()
    paths = {*every_path(), report.get_absolute_url(), "/search/?q=words", f"{statement.get_absolute_url()}?quote=0-5"}
    for path in sorted(paths):
        response = client.get(f"/es{path}")
        if response.headers["Content-Type"].startswith("text/html"):
            assert b"testserver/es" not in response.content, path


def test_redirects_keep_the_language(client: Client):
    statement = make_statement("Words of the record.")
    path = statement.get_absolute_url()
    redirects = {
        f"/es/statements/{statement.pk}/?q=words": f"/es{path}?q=words",
        "/es/about": "/es/about/",
        "/es": "/es/",
        "/es?q=a": "/es/?q=a",
    }
    for asked, expected in redirects.items():
        response = client.get(asked)
        assert (response.status_code, response.headers["Location"]) == (301, expected)


def test_a_form_answers_in_the_language_it_was_shown_in(client: Client):
    shown = page(client, "/es/quotes/")
    (form,) = [form for form in shown.all("form") if form.attributes.get("method") == "post"]
    assert form.attributes["action"] == "/es/quotes/"
    posted = client.post(form.attributes["action"], {"q": "nobody said this at all"})
    assert Page(posted.content.decode()).one("html").attributes["lang"] == "es"


def test_error_pages_are_in_the_language_of_the_url(client: Client):
    gone = withdraw(statement=make_statement("Gone."), category="privacy", reason="It named a child.")
    for path, status, instead in (
        ("/es/nowhere/", 404, "/en/"),
        (f"/es/statements/{gone.pk}/x/", 410, f"/en/statements/{gone.pk}/"),
    ):
        shown = page(client, path, status)
        assert shown.one("html").attributes["lang"] == "es"
        assert shown.all("a", hreflang="en")[0].attributes["href"] == instead


@pytest.mark.parametrize("path", ["/fr/", "/fr/about/", "/ES/about/", "/es/es/about/", "/es/en/", "/en//evil.example/"])
def test_an_unknown_language_is_not_a_url(client: Client, path: str):
    assert client.get(path).status_code == 404
    assert b"evil.example" not in client.get(path).content


def test_staff_and_programs_have_one_url_and_english(client: Client):
    signed_in(make_person(Role.EDITOR), client)
    for path in ("/desk/", "/desk/speakers/"):
        assert language(client, path, **IN_SPANISH) == "en"
        assert "Accept-Language" not in client.get(path, headers=IN_SPANISH).headers.get("Vary", "")
        assert client.get(path, headers=IN_SPANISH).headers["Content-Language"] == "en"
    for path in (
        "/desk/speakers/",
        "/api/",
        "/api/v1/statements/1/revisions/1/?format=json",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-statements.xml?p=1",
        "/statements/1/timegate/",
    ):
        response = client.get(f"/es{path}")
        assert (response.status_code, response.headers["Location"]) == (301, path)


def test_dates_and_numbers_follow_the_language(client: Client):
    meeting = make_meeting(date="2026-03-05")
    statement = make_statement("Words.", meeting=meeting)
    assert "Thursday 5 March 2026" in page(client, f"/en{statement.get_absolute_url()}").text
    assert "jueves 5 de marzo de 2026" in page(client, f"/es{statement.get_absolute_url()}").text
