"""Six tasks of readers, each done from the home page only with links (docs/quality.md)."""

import pytest
from django.test import Client

from archive.actions.rules import version_of
from archive.actions.statements import correct
from archive.models import Statement
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db
WORDS = "We will keep class sizes below twenty."


@pytest.fixture
def statement() -> Statement:
    meeting = make_meeting(make_board("Sample Board"), recording_url="https://example.org/recording.mp4")
    mover, topic = make_speaker("Sample Mover"), make_topic("Classes")
    said = make_statement(WORDS, meeting=meeting, speaker=mover, topics=[topic], start_seconds=75.0)
    make_statement("I move the budget.", meeting=meeting, position=1, kind="motion", speaker=mover)
    outbox.drain()
    return said


def follow(client: Client, path: str) -> Page:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return Page(response.content.decode())


def link_of(page: Page, text: str) -> str:
    """Return the URL of the first link with this text."""
    return next(link.attributes["href"] for link in page.all("a") if text in " ".join(link.text.split()))


def found(client: Client, statement: Statement) -> Page:
    """Return the statement's page, by the search on the home page and the hit."""
    assert follow(client, "/").all("form", action="/search/")
    hits = follow(client, "/search/?q=class+sizes")
    return follow(client, next(link for link in hits.links() if link.startswith(f"/statements/{statement.number}/")))


def test_find_what_the_board_said_on_class_sizes(client: Client, statement: Statement):
    page = found(client, statement)
    assert WORDS in page.text


def test_copy_a_link_to_one_sentence(client: Client, statement: Statement):
    page = found(client, statement)
    assert link_of(page, "Copy link").endswith(statement.current_revision.get_absolute_url())
    assert page.one("script", id="quoting").attributes["data-link"].startswith("Copy link")


def test_find_who_moved_a_motion(client: Client, statement: Statement):
    page = follow(client, link_of(follow(client, "/"), "Regular meeting"))
    assert "Motions 1 I move the budget. Sample Mover" in " ".join(page.text.split())


def test_see_what_was_corrected(client: Client, statement: Statement):
    correct(
        statement=statement,
        text=WORDS.replace("twenty", "thirty"),
        reason="It was thirty.",
        seen=version_of(statement),
    )
    log = follow(client, link_of(follow(client, "/"), "Corrections"))
    assert "It was thirty." in log.text
    page = follow(client, statement.get_absolute_url())
    assert "Corrected on" in page.text
    assert page.text.index("Corrected on") < page.text.index("thirty")
    assert "twenty" in follow(client, link_of(page, "what changed")).text


def test_listen_to_a_passage(client: Client, statement: Statement):
    page = found(client, statement)
    assert link_of(page, "Recording of the meeting, at 0:01:15").startswith("https://example.org/recording.mp4")


def test_follow_a_topic(client: Client, statement: Statement):
    page = follow(client, link_of(follow(client, "/"), "Classes"))
    feed = client.get(link_of(page, "Feed of the latest statements"))
    assert WORDS in feed.content.decode()
