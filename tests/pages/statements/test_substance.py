"""Long lists show substantial statements, say so, and show every turn on request."""

import pytest
from django.test import Client

from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_statements, make_topic

pytestmark = pytest.mark.django_db

LONG = "We have to say in full what the new roof of the school costs, " * 3


def page_of(client: Client, path: str) -> Page:
    return Page(client.get(path).text)


def test_a_long_list_shows_substantial_statements_and_every_turn_on_request(client: Client):
    board, speaker, topic = make_board(), make_speaker("Ana Sample"), make_topic("Roof")
    texts = [f"{LONG if place % 2 else 'Yeah.'} {place}" for place in range(28)]
    make_statements(texts, meeting=make_meeting(board), speaker=speaker, topics=[topic])
    outbox.drain()
    for path in ("/statements/", speaker.get_absolute_url(), topic.get_absolute_url()):
        page = page_of(client, path)
        assert "Showing longer statements only." in page.text
        assert "Yeah." not in page.text
        every = page_of(client, f"{path}?turns=every")
        assert "Showing all statements, with short remarks." in every.text
        assert "Yeah." in every.text
    assert "Yeah." not in page_of(client, f"/statements/?board={board.slug}&sort=oldest").text


def test_a_short_list_shows_everything_without_a_notice(client: Client):
    make_statement("Yeah.")
    make_statement(LONG)
    outbox.drain()
    page = page_of(client, "/statements/")
    assert "Yeah." in page.text
    assert "Shown:" not in page.text


def test_a_list_with_only_short_turns_shows_them(client: Client):
    make_statements(f"Yeah, {place}." for place in range(27))
    outbox.drain()
    assert "Yeah, 26." in page_of(client, "/statements/").text
    assert "Yeah, 0." in page_of(client, "/statements/?page=2").text
