"""Every page is valid: its structure, names and headings, and its links work."""

from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from archive.ingest.loading.demo import load_demo
from archive.log import append
from archive.log.changes import settle
from archive.models import Statement
from archive.search.engines import outbox
from tests.folders import settings_for
from tests.pages.addresses import every_path
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_statement

pytestmark = pytest.mark.slow

SEARCHES = ("/search/?q=library", "/search/?q=the&board=sample-lake-school-board&from=2020", "/search/?q=zebra")


class Answer(NamedTuple):
    """The answer to a path: its status, its text, and whether it is a page."""

    status: int
    text: str
    is_page: bool
    moved_to: str = ""


class Crawl:
    """Every URL of the demo record, its answer, and the links of its pages within the site."""

    def __init__(self) -> None:
        self.client = Client()
        self.answers: dict[str, Answer] = {}
        paths = sorted({*every_path(), *SEARCHES})
        self.pages = {path: Page(answer.text) for path in paths if (answer := self.ask(path)).is_page}
        self.links = {link: path for path, page in self.pages.items() for link in inner_links(path, page)}
        # The log of corrections links to the tombstone, which links to itself in another language.
        self.gone = {f"/statements/{row.pk}/" for row in Statement.objects.filter(status=Statement.Status.WITHDRAWN)}
        for link in self.links:
            self.ask(link.partition("#")[0])
        # The list of changes links to the addresses without words, which lead to those with them.
        for answer in list(self.answers.values()):
            if answer.moved_to:
                self.ask(answer.moved_to)

    def ask(self, path: str) -> Answer:
        """Request the path, once."""
        if path not in self.answers:
            response = self.client.get(path)
            text = b"".join(response).decode("utf-8", "replace")
            is_page = response.status_code not in {301, 302} and response["Content-Type"].startswith("text/html")
            moved_to = response.get("Location", "") if response.status_code == HTTPStatus.MOVED_PERMANENTLY else ""
            self.answers[path] = Answer(response.status_code, text, is_page, moved_to)
        return self.answers[path]


def inner_links(path: str, page: Page) -> list[str]:
    return [urljoin(path, link) for link in page.links() if link.startswith(("/", "?"))]


@pytest.fixture(scope="module")
def crawl(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """A crawl of the demo record that follows every link."""
    folders = override_settings(**settings_for(tmp_path_factory.mktemp("crawl")))
    with django_db_blocker.unblock(), folders, transaction.atomic():
        load_demo()
        outbox.drain()
        settle()
        append()
        found = Crawl()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_every_page_is_well_formed(crawl: Crawl):
    for path, page in crawl.pages.items():
        assert not page.faults, (path, page.faults)
        assert page.one("html").attributes["lang"] == "en"
        assert page.all("title")[0].text.strip()
        assert page.one("main")
    assert len(crawl.pages) > 60


@pytest.mark.django_db
def test_every_link_inside_the_site_leads_somewhere(crawl: Crawl):
    for link in sorted(crawl.links):
        path, _, fragment = link.partition("#")
        answer = crawl.answers[crawl.answers[path].moved_to or path]
        where = f"{link} on {crawl.links[link]}"
        assert answer.status == (410 if path.removeprefix("/es") in crawl.gone else 200), where
        assert not fragment or f'id="{fragment}"' in answer.text, where


@pytest.mark.django_db
def test_every_list_works_in_an_empty_archive(client: Client):
    for path in ("/", "/statements/", "/meetings/", "/boards/", "/speakers/", "/topics/", "/about/"):
        response = client.get(path)
        assert response.status_code == 200
        assert not Page(response.content.decode()).faults, path
    assert "Nothing has been published yet" in client.get("/").content.decode()


@pytest.mark.django_db
def test_user_input_is_shown_as_text(client: Client):
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
