"""Pages link their feeds, as Atom and as JSON Feed."""

import re

import pytest
from django.test import Client

from archive.actions.statements import correct
from archive.upkeep.drain import drain
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

ALTERNATES = re.compile(r'<link rel="alternate" type="(application/[a-z]+\+[a-z]+)" title="[^"]+"\s+href="([^"]+)">')


@pytest.mark.django_db
def test_each_list_links_both_feeds_and_both_answer(client: Client):
    board, speaker, topic = make_board(slug="levy"), make_speaker(slug="robin"), make_topic(slug="buses")
    make_statement(meeting=make_meeting(board), speaker=speaker, topics=[topic])
    drain()
    lists = ("/statements/", "/meetings/", "/boards/levy/", "/speakers/robin/", "/topics/buses/", "/corrections/")
    for path in (*lists, "/search/?q=library", "/corrections/?board=levy"):
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
