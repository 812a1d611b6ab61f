"""The other statements on a statement's page: around it, in response, and related with the reason."""

import pytest
from django.test import Client

from archive.actions.statements import withdraw
from archive.language.telling_sentence import WIDEST
from archive.models import Meeting, Statement
from archive.pages.http.caching.middleware import kept_pages
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_statements, make_topic

pytestmark = pytest.mark.django_db

BUSES = "The electric buses of the northern depot need chargers before winter."
ALSO_BUSES = "Chargers for electric buses at the northern depot cost less than diesel before winter."


@pytest.fixture(autouse=True)
def others() -> None:
    """Other statements, so that the words of the subject are rare, in the index."""
    meeting = make_meeting()
    for position, text in enumerate(
        ("The minutes stand approved.", "Please call the roll.", "A diesel is loud.", "Is there a second?")
    ):
        make_statement(text, meeting=meeting, position=position)


def page_of(client: Client, statement: Statement) -> Page:
    outbox.drain()
    response = client.get(statement.get_absolute_url())
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert not page.faults
    return page


def related(page: Page) -> dict[str, str]:
    """Return the reason that the page gives for each path it shows as related."""
    start = next((at for at, one in enumerate(page.elements) if one.attributes.get("id") == "related"), None)
    if start is None:
        return {}
    reasons = [one.text for one in page.elements[start:] if one.attributes.get("class") == "why"]
    links = [one for one in page.elements[start:] if one.tag == "a" and "/statements/" in one.attributes["href"]]
    titles = [one.attributes["href"] for one in links if "lang" in one.attributes]
    return dict(zip(titles, reasons, strict=True))


def test_statements_with_similar_words_are_shown_with_the_reason(client: Client):
    statement, like_it = make_statement(BUSES), make_statement(ALSO_BUSES)
    make_statement("The library opens on Saturdays in spring.")
    assert related(page_of(client, statement)) == {like_it.get_absolute_url(): "similar words"}


def test_every_applicable_reason_is_given(client: Client):
    speaker, topic, other_topic = make_speaker(), make_topic("Buses"), make_topic("Winter")
    statement = make_statement(BUSES, speaker=speaker, topics=[topic, other_topic])
    all_three = make_statement(ALSO_BUSES, speaker=speaker, topics=[topic])
    on_topic = make_statement("Snow was early.", topics=[topic, other_topic, make_topic("Snow")])
    said = make_statement("The depot closes, says the plan for the buses.", speaker=speaker)
    assert related(page_of(client, statement)) == {
        all_three.get_absolute_url(): "same topic: Buses\xa0· same speaker\xa0· similar words",
        on_topic.get_absolute_url(): "same topic: Buses, Winter",
        said.get_absolute_url(): "same speaker",
    }


def test_neighbours_and_responses_are_not_shown_twice(client: Client):
    meeting = make_meeting()
    asked = make_statement(ALSO_BUSES, meeting=make_meeting())
    statement = make_statement(BUSES, meeting=meeting, position=1, responds_to=asked)
    make_statement(ALSO_BUSES, meeting=meeting, position=0)
    make_statement(ALSO_BUSES, meeting=meeting, position=2)
    make_statement(ALSO_BUSES, meeting=make_meeting(), responds_to=statement)
    assert related(page_of(client, statement)) == {}


def test_statements_of_other_meetings_come_first(client: Client):
    meeting = make_meeting()
    statement = make_statement(BUSES, meeting=meeting, position=0)
    for position in range(1, 4):
        own = make_statement(BUSES, meeting=meeting, position=position)
    elsewhere = make_statement(ALSO_BUSES)
    assert list(related(page_of(client, statement))) == [elsewhere.get_absolute_url(), own.get_absolute_url()]


def test_only_public_statements_are_related(client: Client):
    topic, speaker = make_topic(), make_speaker()
    statement = make_statement(BUSES, topics=[topic], speaker=speaker)
    make_draft(ALSO_BUSES, topics=[topic], speaker=speaker)
    gone = make_statement(ALSO_BUSES, topics=[topic], speaker=speaker)
    assert gone.get_absolute_url() in related(page_of(client, statement))
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    # The index does not know about it yet.
    assert related(Page(client.get(statement.get_absolute_url()).content.decode())) == {}


def test_a_very_short_statement_is_related_only_by_topic(client: Client):
    topic, speaker = make_topic("Roll call"), make_speaker()
    statement = make_statement("Yes.", topics=[topic], speaker=speaker)
    make_statement("Yes.", speaker=speaker)
    on_topic = make_statement("No.", topics=[topic])
    assert related(page_of(client, statement)) == {on_topic.get_absolute_url(): "same topic: Roll call"}
    assert related(page_of(client, make_statement("Aye."))) == {}


def test_only_a_few_related_statements_are_shown(client: Client):
    statement = make_statement(BUSES, topics=[topic := make_topic()], speaker=(speaker := make_speaker()))
    make_statements([ALSO_BUSES] * 9, topics=[topic], speaker=speaker)
    assert len(related(page_of(client, statement))) == 5


def test_the_page_has_no_related_statements_while_the_index_is_missing(client: Client, tmp_path):
    statement = make_statement(BUSES)
    make_statement(ALSO_BUSES)
    assert related(page_of(client, statement))
    for path in sorted((tmp_path / "index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    kept_pages.clear()
    response = client.get(statement.get_absolute_url())
    assert response.status_code == 200
    assert related(Page(response.content.decode())) == {}


def test_the_neighbours_are_in_the_order_of_the_meeting(client: Client):
    meeting: Meeting = make_meeting(make_board())
    turns = [make_statement(f"Turn {place}.", meeting=meeting, position=place // 2) for place in range(8)]
    make_draft("Not yet.", meeting=meeting, position=1)
    page = page_of(client, turns[3])
    (around,) = [one for one in page.all("ol") if one.attributes.get("class") == "around"]
    places = [around.text.find(f"Turn {place}.") for place in (1, 2, 4, 5)]
    assert places == sorted(places)
    assert places[0] > 0
    assert "Turn 0." not in around.text
    assert "Turn 6." not in around.text
    assert "Not yet." not in around.text


def test_a_very_long_response_is_shown_by_its_beginning(client: Client):
    statement = make_statement("Question?")
    make_statement("東京" * 2_000, title="Reply", responds_to=statement)
    page = page_of(client, statement)
    assert "東京" * (WIDEST // 2) in page.text
    assert "東京" * WIDEST not in page.text
