"""The front page: the latest meeting, decisions, topics with their numbers."""

import pytest
from django.test import Client
from django.utils import timezone

from archive.actions.statements import withdraw
from archive.models import AgendaItem, PartialDate
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_statements, make_topic

pytestmark = pytest.mark.django_db


def front_page(client: Client) -> Page:
    return Page(client.get("/").content.decode())


def test_the_lead_is_the_longest_item_of_the_latest_meeting_and_never_cut(client: Client):
    meeting = make_meeting(make_board("Sample Lake School Board"), date="2024-03-05")
    long = "Closing of the library at the lake, " * 6 + "and what follows"
    for position, (title, times) in enumerate([("Call to order", 1), (long, 3)]):
        item = AgendaItem.objects.create(meeting=meeting, position=position, title=title)
        make_statements(["We spoke about it."] * times, meeting=meeting, agenda_item=item)
    page = front_page(client)
    (lead,) = page.all("section", **{"aria-labelledby": "lead"})
    assert page.one("h2", id="lead").text.strip() == long
    assert "5 March 2024 Sample Lake School Board" in " ".join(lead.text.split())
    assert meeting.get_absolute_url() in page.links()


def test_the_lead_of_a_meeting_without_agenda_is_nobodys_guess(client: Client):
    make_statement("The library at the lake closes in June.", meeting=make_meeting(title="Budget hearing"))
    assert front_page(client).one("h2", id="lead").text.strip() == "Budget hearing"


def test_lately_has_one_entry_of_each_board_with_what_it_was_about(client: Client):
    busy = make_board("Busy Board")
    for day in ("04", "03", "02"):
        make_statement("We met.", meeting=make_meeting(busy, date=f"2024-03-{day}"))
    quiet = make_meeting(make_board("Quiet Board"), date="1998-01-01")
    for position, (title, times) in enumerate([("Roof", 9), ("Books", 2), ("Buses", 4), ("Close", 1)]):
        item = AgendaItem.objects.create(meeting=quiet, position=position, title=title)
        make_statements(["We spoke about it."] * times, meeting=quiet, agenda_item=item)
    page = front_page(client)
    assert sum("Busy Board" in row.text for row in page.all("li") + page.all("section")) == 1
    (lately,) = page.all("section", **{"aria-labelledby": "lately"})
    assert " ".join(lately.text.split()).startswith(
        "Lately All meetings 1 January 1998 Quiet Board Roof then Buses, Books Regular meeting · 16 statements"
    )


def test_a_meeting_without_statements_is_not_the_latest(client: Client):
    said = make_statement("The library closes.", meeting=make_meeting(date="2024-03-05")).meeting
    make_meeting(date="2025-03-05")
    (lead,) = front_page(client).all("section", **{"aria-labelledby": "lead"})
    assert said is not None
    assert str(said.date) in lead.text


def test_the_latest_meeting_is_the_last_that_was_held_whenever_it_was_added(client: Client):
    for date in ("2024-03-05", "1998-01-01"):
        make_statement("The library closes.", meeting=make_meeting(date=date))
    (lead,) = front_page(client).all("section", **{"aria-labelledby": "lead"})
    assert "5 March 2024" in lead.text


@pytest.mark.parametrize("later", ["2999", "2999-01", "2999-01-01"])
def test_a_meeting_of_a_day_to_come_is_neither_the_latest_nor_recent(client: Client, later: str):
    make_statement("The library closes.", meeting=make_meeting(date="2024-03-05"))
    make_statement("We will meet.", meeting=(to_come := make_meeting(date=later)))
    page = front_page(client)
    (lead,) = page.all("section", **{"aria-labelledby": "lead"})
    assert "5 March 2024" in lead.text
    assert to_come.get_absolute_url() not in page.links()


def test_a_meeting_of_today_is_the_latest(client: Client):
    today = timezone.localdate().isoformat()
    make_statement("The library closes.", meeting=make_meeting(make_board("Sample Lake Board"), date=today))
    (lead,) = front_page(client).all("section", **{"aria-labelledby": "lead"})
    assert "Sample Lake Board" in lead.text


def test_one_box_searches_and_checks_a_quotation(client: Client):
    page = front_page(client)
    (form,) = page.all("form")
    assert (form.attributes["action"], page.one("input").attributes["name"]) == ("/search/", "q")
    check = page.one("button", formmethod="post")
    assert (check.attributes["formaction"], check.text) == ("/quotes/", "Was it really said?")


def test_each_topic_has_its_number_of_public_statements(client: Client):
    topic = make_topic("Roof")
    statements = make_statements(["The roof leaks."] * 3, meeting=make_meeting(), topics=[topic])
    withdraw(statement=statements[0], category="privacy", reason="It named a child.")
    (topics,) = front_page(client).all("section", **{"aria-labelledby": "topics"})
    assert topics.text == "Topics All topics Roof 2"


def test_the_front_page_counts_the_boards_that_have_met(client: Client):
    for meeting in (make_meeting(make_board()), make_meeting(make_board())):
        make_statement("We met.", meeting=meeting)
    make_statement("We did not.", board=make_board(), date=PartialDate(2024))
    assert "3 statements from 2 meetings of 2 boards" in front_page(client).text


def test_a_meeting_without_agenda_names_who_said_most(client: Client):
    meeting = make_meeting()
    make_statement("Yes.", meeting=meeting, speaker=make_speaker("Robin Sample"))
    make_statement("We spoke about the roof for long.", meeting=meeting, speaker=make_speaker("Kim Example"))
    assert "Kim Example, Robin Sample" in " ".join(Page(client.get("/meetings/").content.decode()).text.split())


def test_two_meetings_of_one_day_are_told_apart(client: Client):
    board = make_board()
    for fields in ({"title": "Budget hearing"}, {"start": "19:30"}):
        make_statement("We met.", meeting=make_meeting(board, date="2024-03-05", **fields))
    text = Page(client.get("/meetings/").content.decode()).text
    assert "Budget hearing" in text
    assert "7:30 p.m." in text
