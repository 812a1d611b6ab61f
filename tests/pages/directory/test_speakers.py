"""A speaker's page: offices in order, and what they spoke about most."""

import pytest
from django.test import Client

from archive.actions.statements import withdraw
from archive.models import AgendaItem, Office, PartialDate
from archive.pages.directory import speakers
from archive.pages.directory.speakers import latest_first
from tests.pages.page import Page
from tests.record import make_meeting, make_speaker, make_statement


def test_offices_are_ordered_by_their_start_or_else_their_end():
    dates = [("2001", ""), ("", "2005"), ("", ""), ("2003-02", "2004")]
    offices = [
        Office(pk=pk, from_date=since and PartialDate.parse(since), to_date=until and PartialDate.parse(until))
        for pk, (since, until) in enumerate(dates)
    ]
    assert [office.pk for office in latest_first(offices)] == [1, 3, 0, 2]


@pytest.mark.django_db
def test_a_speaker_shows_the_items_they_said_most_on_without_what_was_withdrawn(client: Client):
    meeting, robin = make_meeting(), make_speaker("Robin Sample")
    roof, books, buses = (
        AgendaItem.objects.create(meeting=meeting, position=n, title=t) for n, t in enumerate(("Roof", "Books", "Bus"))
    )
    for position, (item, text) in enumerate([(roof, "It leaks."), (books, "They are all wet."), (roof, "Still so.")]):
        make_statement(text, meeting=meeting, position=position, speaker=robin, agenda_item=item)
    gone = make_statement("Words that go.", meeting=meeting, position=9, speaker=robin, agenda_item=buses)
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    page = Page(client.get(robin.get_absolute_url()).content.decode())
    (most,) = page.all("section", **{"aria-labelledby": "said-on"})
    assert most.text == "What they spoke about most Roof Books"
    assert f"/search/?meeting={meeting.pk}&speaker={robin.slug}" in page.links()


@pytest.mark.django_db
def test_what_was_said_on_no_item_is_no_item(client: Client):
    robin = make_speaker("Robin Sample")
    make_statement("Good evening.", speaker=robin)
    page = Page(client.get(robin.get_absolute_url()).content.decode())
    assert not page.all("section", **{"aria-labelledby": "said-on"})


@pytest.mark.django_db
def test_of_many_statements_a_speaker_shows_the_items_of_the_latest(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(speakers, "LATEST_READ", 2)
    robin = make_speaker("Robin Sample")
    for day, title, text in ((1, "Roof", "It leaks. It has for years."), (2, "Books", "Wet."), (3, "Bus", "Late.")):
        meeting = make_meeting(date=f"2024-03-{day:02}")
        item = AgendaItem.objects.create(meeting=meeting, position=1, title=title)
        make_statement(text, meeting=meeting, speaker=robin, agenda_item=item)
    page = Page(client.get(robin.get_absolute_url()).content.decode())
    (most,) = page.all("section", **{"aria-labelledby": "said-on"})
    assert most.text == "What they spoke about most in their latest 2 statements Bus Books"
