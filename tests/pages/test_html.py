"""Every page is well made: structure, names, headings, links that lead somewhere."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from archive.ingest.fixture import load_fixture
from archive.models import Statement
from archive.search import outbox
from tests.pages.addresses import every_path
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_statement

FIXTURES = ("mps-2017-02-23.json", "sample-lake.json")


@pytest.fixture
def demo(db: None) -> None:
    for name in FIXTURES:
        load_fixture(settings.BASE_DIR / "fixtures" / name)
    outbox.drain()


SEARCHES = ("/search/?q=library", "/search/?q=the&board=sample-lake-school-board&from=2020", "/search/?q=zebra")


def pages(client: Client) -> Iterator[tuple[str, Page]]:
    """Yield every page that answers with HTML, each once."""
    for path in sorted({*every_path(), *SEARCHES}):
        response = client.get(path)
        if response.status_code not in {301, 302} and response["Content-Type"].startswith("text/html"):
            yield path, Page(response.content.decode())


def test_every_page_is_well_made(client: Client, demo: None):
    seen = 0
    for path, page in pages(client):
        assert not page.faults, (path, page.faults)
        assert page.one("html").attributes["lang"] == "en"
        assert page.all("title")[0].text.strip()
        assert page.one("main")
        seen += 1
    assert seen > 60


def test_every_link_inside_the_site_leads_somewhere(client: Client, demo: None):
    linked: set[str] = set()
    for path, page in pages(client):
        for link in page.links():
            if link.startswith("/"):
                linked.add(link)
            elif link.startswith("?"):
                linked.add(path + link)
    # The log of corrections leads to the tombstone of what was withdrawn, and that to itself in another language.
    gone = {f"/statements/{row.pk}/" for row in Statement.objects.filter(status=Statement.Status.WITHDRAWN)}
    bodies: dict[str, str] = {}
    for link in sorted(linked):
        path, _, fragment = link.partition("#")
        if path not in bodies:
            response = client.get(path)
            assert response.status_code == (410 if path.removeprefix("/es") in gone else 200), link
            bodies[path] = response.content.decode()
        assert not fragment or f'id="{fragment}"' in bodies[path], link


@pytest.mark.django_db
def test_an_empty_archive_has_every_list(client: Client):
    for path in ("/", "/statements/", "/meetings/", "/boards/", "/speakers/", "/topics/", "/about/"):
        response = client.get(path)
        assert response.status_code == 200
        assert not Page(response.content.decode()).faults, path
    assert "Nothing has been published here yet" in client.get("/").content.decode()


@pytest.mark.django_db
def test_what_people_typed_is_shown_as_text(client: Client):
    hostile = "<script>alert('x')</script>"
    statement = make_statement(
        f"{hostile}\n\n{hostile}",
        title=hostile,
        attribution=hostile,
        meeting=make_meeting(make_board(hostile, description=hostile), title=hostile, place=hostile),
        kind="policy_statement",
    )
    for row in (statement, statement.current_revision, statement.meeting, statement.board):
        page = client.get(row.get_absolute_url()).content.decode()
        assert hostile not in page
        assert "&lt;script&gt;alert(&#x27;x&#x27;)" in page
    for path in ("/", "/statements/", "/meetings/", "/boards/"):
        assert hostile not in client.get(path).content.decode()


@pytest.mark.django_db
def test_readers_get_no_cookie_and_a_strict_policy(client: Client):
    statement = make_statement()
    for path in ("/", statement.get_absolute_url(), "/nowhere/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
