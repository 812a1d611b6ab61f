"""The front page: the latest meeting, decisions, topics with their numbers."""

import pytest
from django.test import Client
from django.utils import timezone

from archive.actions.statements import withdraw
from archive.models import AgendaItem, PartialDate, Statement
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_statements, make_topic

pytestmark = pytest.mark.django_db


def front_page(client: Client) -> Page:
    return Page(client.get("/").content.decode())


def test_the_latest_meeting_is_shown_with_the_sentence_that_tells_most_of_its_longest_statement(client: Client):
    meeting = make_meeting(make_board("Sample Lake School Board"), date="2024-03-05")
    make_statements(["Yes.", "Thank you, Madam Speaker. The library at the lake closes in June."], meeting=meeting)
    page = front_page(client)
    (latest,) = page.all("section", **{"aria-labelledby": "latest"})
    assert "Sample Lake School Board, Tuesday 5 March 2024" in " ".join(latest.text.split())
    assert "The library at the lake closes in June." in latest.text
    assert "Thank you" not in latest.text
    assert meeting.get_absolute_url() in page.links()


def test_a_meeting_without_statements_is_not_the_latest(client: Client):
    said = make_statement("The library closes.", meeting=make_meeting(date="2024-03-05")).meeting
    make_meeting(date="2025-03-05")
    (latest,) = front_page(client).all("section", **{"aria-labelledby": "latest"})
    assert said is not None
    assert str(said.date) in latest.text


def test_the_latest_meeting_is_the_last_that_was_held_whenever_it_was_added(client: Client):
    for date in ("2024-03-05", "1998-01-01"):
        make_statement("The library closes.", meeting=make_meeting(date=date))
    (latest,) = front_page(client).all("section", **{"aria-labelledby": "latest"})
    assert "5 March 2024" in latest.text


@pytest.mark.parametrize("later", ["2999", "2999-01", "2999-01-01"])
def test_a_meeting_of_a_day_to_come_is_neither_the_latest_nor_recent(client: Client, later: str):
    make_statement("The library closes.", meeting=make_meeting(date="2024-03-05"))
    make_statement("We will meet.", meeting=(to_come := make_meeting(date=later)))
    page = front_page(client)
    (latest,) = page.all("section", **{"aria-labelledby": "latest"})
    assert "5 March 2024" in latest.text
    assert to_come.get_absolute_url() not in page.links()


def test_a_meeting_of_today_is_the_latest(client: Client):
    today = timezone.localdate().isoformat()
    make_statement("The library closes.", meeting=make_meeting(make_board("Sample Lake Board"), date=today))
    (latest,) = front_page(client).all("section", **{"aria-labelledby": "latest"})
    assert "Sample Lake Board" in latest.text


def test_a_list_of_statements_of_several_meetings_names_the_item_of_each(client: Client):
    item = AgendaItem.objects.create(meeting=make_meeting(), position=1, title="Buses")
    kind = Statement.Kind.POLICY_STATEMENT
    make_statements(["The buses run.", "The buses stop."], meeting=item.meeting, agenda_item=item, kind=kind)
    (policies,) = front_page(client).all("section", **{"aria-labelledby": "policies"})
    assert policies.text.count("Buses") == 2


def test_a_quotation_is_checked_from_the_front_page(client: Client):
    (form,) = front_page(client).all("form", method="post")
    assert form.attributes["action"] == "/quotes/"
    (field,) = front_page(client).all("textarea")
    assert field.attributes["name"] == "q"


def test_policy_statements_are_listed_by_their_publication(client: Client):
    for date in ("2024-03-05", "2020-01-01"):
        make_statement(f"We decided in {date}.", kind=Statement.Kind.POLICY_STATEMENT, meeting=make_meeting(date=date))
    (policies,) = front_page(client).all("section", **{"aria-labelledby": "policies"})
    assert policies.text.index("2020-01-01") < policies.text.index("2024-03-05")


def test_each_topic_has_its_number_of_public_statements(client: Client):
    topic = make_topic("Roof")
    statements = make_statements(["The roof leaks."] * 3, meeting=make_meeting(), topics=[topic])
    withdraw(statement=statements[0], category="privacy", reason="It named a child.")
    (topics,) = front_page(client).all("section", **{"aria-labelledby": "topics"})
    assert topics.text == "Topics Roof 2"


def test_the_front_page_counts_the_boards_that_have_met(client: Client):
    for meeting in (make_meeting(make_board()), make_meeting(make_board())):
        make_statement("We met.", meeting=meeting)
    make_statement("We did not.", board=make_board(), date=PartialDate(2024))
    assert "3 statements from 2 meetings of 2 boards" in front_page(client).text


def test_a_meeting_in_a_list_names_its_three_longest_items(client: Client):
    meeting = make_meeting()
    for position, (title, times) in enumerate([("Roof", 9), ("Books", 2), ("Buses", 4), ("Close", 1)]):
        item = AgendaItem.objects.create(meeting=meeting, position=position, title=title)
        make_statements(["We spoke about it."] * times, meeting=meeting, agenda_item=item)
    page = Page(client.get("/meetings/").content.decode())
    (names,) = [one for one in page.all("ol") if one.attributes.get("class") == "sketch-names"]
    assert names.text == "RoofBusesBooks"


def test_a_meeting_without_agenda_names_who_said_most(client: Client):
    meeting = make_meeting()
    make_statement("Yes.", meeting=meeting, speaker=make_speaker("Robin Sample"))
    make_statement("We spoke about the roof for long.", meeting=meeting, speaker=make_speaker("Kim Example"))
    page = Page(client.get("/meetings/").content.decode())
    (names,) = [one for one in page.all("ol") if one.attributes.get("class") == "sketch-names"]
    assert names.text == "Kim ExampleRobin Sample"


def test_two_meetings_of_one_day_are_told_apart(client: Client):
    board = make_board()
    for fields in ({"title": "Budget hearing"}, {"start": "19:30"}):
        make_statement("We met.", meeting=make_meeting(board, date="2024-03-05", **fields))
    text = Page(client.get("/meetings/").content.decode()).text
    assert "Budget hearing" in text
    assert "7:30 p.m." in text
