"""Following and downloading are beside the heading, under the same names on every page."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def test_pages_with_statements_offer_to_follow_and_download_above_them(client: Client):
    board, speaker, topic = make_board(), make_speaker("Kim Example"), make_topic("Roof")
    meeting = make_meeting(board)
    make_statement("The roof of the lake house leaks.", meeting=meeting, speaker=speaker, topics=[topic])
    outbox.drain()
    usual = "Email me new results"
    offered = {
        board.get_absolute_url(): (f"board={board.slug}", usual, "csv", True),
        speaker.get_absolute_url(): (
            f"speaker={speaker.slug}",
            "Email me what Kim Example says",
            "csv",
            False,
        ),
        topic.get_absolute_url(): (f"topic={topic.slug}", usual, "csv", False),
        meeting.get_absolute_url(): (f"board={board.slug}", usual, "transcript", True),
        "/search/?q=roof": ("q=roof", usual, "csv", False),
    }
    for path, (query, email, file, has_calendar) in offered.items():
        html = client.get(path).content.decode()
        page = Page(html)
        (bar,) = [one for one in page.all("ul") if one.attributes.get("class") == "actions follow"]
        assert [summary.text for summary in page.all("summary") if summary.text in {"Follow", "Download"}] == [
            "Follow",
            "Download",
        ]
        assert " ".join(bar.text.split()).count(email) == 1
        assert f"{reverse('pages:search-alert')}?{query}" in page.links()
        assert any(file in link for link in page.links())
        assert any(link.endswith("calendar.ics") for link in page.links()) == has_calendar
        title = html.index("<h1")
        assert title < html.index("actions follow") < html.index("<h2", title)
