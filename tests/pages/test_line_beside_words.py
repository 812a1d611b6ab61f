"""The line beside words says where they come from, on every page; words and a legend say the same."""

import pytest
from django.test import Client

from archive.exports.phrases import text_status_phrase
from archive.models import Statement
from archive.search.engines import outbox
from tests.pages.page import Page, page_of
from tests.record import make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db

STATUSES = tuple(Statement.TextStatus.values)


def lines(page: Page) -> list[str | None]:
    """Return where the words of a page come from in order, without those of the legend."""
    drawn = [one for one in page.elements if "data-from" in one.attributes]
    legend = [one for one in drawn if one.tag == "li"]
    return [one.attributes["data-from"] for one in drawn if one not in legend]


@pytest.fixture
def said() -> dict[str, Statement]:
    """Return a statement of each text status: of one meeting, speaker and topic."""
    meeting, speaker, topic = make_meeting(), make_speaker("Robin Sample"), make_topic("Roof", slug="roof")
    facts = {"meeting": meeting, "speaker": speaker, "topics": [topic]}
    said = {
        status: make_statement(f"The roof leaks in room {place}.", text_status=status, position=place, **facts)
        for place, status in enumerate(STATUSES)
    }
    outbox.drain()
    return said


@pytest.mark.parametrize("path", ["/statements/", "/search/?q=roof", "/topics/roof/", "/speakers/{}/", "/meetings/{}/"])
def test_each_entry_has_the_line_of_its_text_status_and_names_it(client: Client, said: dict[str, Statement], path: str):
    statement = said["minutes"]
    assert statement.speaker is not None
    assert statement.meeting is not None
    addresses = {
        "/speakers/{}/": statement.speaker.get_absolute_url(),
        "/meetings/{}/": statement.meeting.get_absolute_url(),
    }
    page = page_of(client, addresses.get(path, path))
    assert sorted(lines(page)) == sorted(STATUSES)
    words = page.one("main").text
    assert [status for status in STATUSES if text_status_phrase(status) not in words] == []


def test_words_name_where_they_come_from_only_where_it_differs_from_the_entry_above(client: Client):
    meeting = make_meeting()
    for place, status in enumerate(("machine_transcript", "machine_transcript", "minutes", "minutes")):
        make_statement(f"The roof leaks in room {place}.", text_status=status, position=place, meeting=meeting)
    listed = page_of(client, "/statements/").one("ol", class_="entries").text
    turns = " ".join(turn.text for turn in page_of(client, meeting.get_absolute_url()).all("article"))
    for words in (listed, turns):
        assert (words.count("Machine transcript"), words.count("From the minutes")) == (1, 1)


def test_a_meeting_of_one_text_status_names_it_in_its_head_and_at_no_turn(client: Client):
    meeting = make_meeting()
    for place in range(2):
        make_statement(f"Room {place}.", text_status="machine_transcript", position=place, meeting=meeting)
    page = page_of(client, meeting.get_absolute_url())
    assert "Machine transcript" in page.one("p", class_="kicker").text
    assert [turn for turn in page.all("article") if "Machine transcript" in turn.text] == []


@pytest.mark.parametrize("status", STATUSES)
def test_a_statement_has_the_line_and_says_in_a_sentence_what_it_means(
    client: Client, said: dict[str, Statement], status: str
):
    page = page_of(client, said[status].get_absolute_url())
    words = next(one for one in page.all("div") if "text words" in (one.attributes.get("class") or ""))
    assert words.attributes["data-from"] == status
    meaning = next(one for one in page.all("p") if one.attributes.get("data-from") == status)
    assert len(meaning.text.split()) > 5


@pytest.mark.parametrize("path", ["/", "/about/", "/quotes/", "/decisions/"])
def test_every_page_explains_the_four_lines_in_words(client: Client, path: str):
    legend = [one for one in page_of(client, path).all("li") if "data-from" in one.attributes]
    assert [(one.attributes["data-from"], one.text) for one in legend] == [
        ("verbatim", "Official transcript or recording"),
        ("machine_transcript", "Machine transcript"),
        ("minutes", "From the minutes"),
        ("as_reported", "As reported"),
    ]
