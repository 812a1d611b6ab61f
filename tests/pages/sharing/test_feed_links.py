"""Pages link their feeds, as Atom and as JSON Feed."""

import re

import pytest
from django.test import Client

from archive.actions.statements import correct
from archive.upkeep.drain import drain
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

ID = re.compile("<id>(.*?)</id>")
ALTERNATES = re.compile(r'<link rel="alternate" type="(application/[a-z]+\+[a-z]+)" title="[^"]+"\s+href="([^"]+)">')


LISTS = (
    "/statements/",
    "/meetings/",
    "/boards/levy/",
    "/speakers/robin/",
    "/topics/buses/",
    "/corrections/",
    "/search/?q=library",
    "/corrections/?board=levy",
)


@pytest.fixture
def record(db: None) -> None:
    """A statement in every list."""
    board, speaker, topic = make_board(slug="levy"), make_speaker(slug="robin"), make_topic(slug="buses")
    make_statement(meeting=make_meeting(board), speaker=speaker, topics=[topic])
    drain()


def test_each_list_links_both_feeds_and_both_answer(client: Client, record: None):
    for path in LISTS:
        found = ALTERNATES.findall(client.get(path).content.decode())
        kinds = {kind for kind, _ in found}
        assert kinds == {"application/atom+xml", "application/feed+json"}, path
        for kind, address in found:
            answer = client.get(address.removeprefix("http://testserver").replace("&amp;", "&"))
            assert answer["Content-Type"].partition(";")[0] == kind, address


@pytest.mark.django_db
def test_the_corrections_page_links_its_json_feed_for_people(client: Client):
    statement = make_statement(meeting=make_meeting(make_board(slug="levy")))
    correct(statement=statement, text="The buses ran.", reason="Heard again.")
    assert 'href="/corrections/feed.json">' in client.get("/corrections/").content.decode()
    assert 'href="/corrections/feed.json?board=levy">' in client.get("/corrections/?board=levy").content.decode()


def test_a_page_in_a_language_links_feeds_that_name_themselves_in_it_and_keep_their_ids(client: Client, record: None):
    for path in LISTS:
        in_spanish, plain = (ALTERNATES.findall(client.get(one).content.decode()) for one in (f"/es{path}", path))
        assert in_spanish
        for (_, own), (_, key) in zip(in_spanish, plain, strict=True):
            assert own == f"/es{key}"
            told, there = (client.get(address.replace("&amp;", "&")).content.decode() for address in (own, key))
            assert f"http://testserver{own}" in told.replace("\\/", "/")
            assert ID.findall(told)[:1] == ID.findall(there)[:1]
