"""The page of a meeting with its transcript, and the list."""

import pytest
from django.test import Client

from archive.models import AgendaItem, Office, Source
from archive.pages.meetings import transcript
from tests.pages.page import page_of
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def test_turns_are_under_their_agenda_items_grouped_by_speaker(client: Client):
    meeting = make_meeting(make_board("Sample Board"), recording_url="https://example.org/recording")
    call, buses = (
        AgendaItem.objects.create(meeting=meeting, position=i, label=str(i), title=title)
        for i, title in enumerate(("Call to order", "Buses"), 1)
    )
    AgendaItem.objects.create(meeting=meeting, position=3, title="Closed session")
    chair, clerk = make_speaker("Sample Chair"), make_speaker("Sample Clerk")
    Office.objects.create(speaker=chair, title="Chair", board=meeting.board)
    source = Source.objects.create(kind="recording", title="The recording")
    said = [
        (call, chair, "Good evening.", "remark"),
        (call, chair, "We begin.", "remark"),
        (call, clerk, "All are here.", "remark"),
        (buses, clerk, "[Laughter]", "narrative"),
        (buses, clerk, "I move the buses.", "motion"),
        (None, chair, "Good night.", "remark"),
    ]
    turns = [
        make_statement(
            text,
            meeting=meeting,
            agenda_item=item,
            speaker=speaker,
            kind=kind,
            position=place,
            source=source,
            start_seconds=place * 60.0,
        )
        for place, (item, speaker, text, kind) in enumerate(said)
    ]
    page = page_of(client, meeting.get_absolute_url())
    assert page.one("h1").text == "Sample Board, 5 March 2024"
    assert [element.text for element in page.all("p", class_="speaker")] == [
        "Sample Chair Chair",
        "Sample Clerk",
        "Sample Clerk",
        "Sample Chair Chair",
    ]
    assert [element.text for element in page.all("h2", class_="item")] == ["1 Call to order", "2 Buses"]
    assert [element.text for element in page.all("p", class_="kind")] == ["Motion"]
    assert page.all("article", id=f"statement-{turns[5].number}", class_="turn")
    assert page.all("article", id=f"statement-{turns[3].number}", class_="turn narrative")
    assert "0:04:00" in page.text
    assert "Tuesday 5 min 6 statements by 2 speakers" in page.text
    assert "Official recording: The recording." in page.text
    assert "Closed session" in page.text
    assert "Who spoke, by time" in page.text
    assert {item.text for item in page.all("th", scope="row")} == {"Sample Chair", "Sample Clerk"}
    assert f"#{buses.anchor}" in page.links()
    assert turns[0].get_absolute_url() in page.links()
    assert "https://example.org/recording" in page.links()


def test_the_overview_says_how_many_statements_have_a_known_speaker(client: Client):
    known, mixed, unknown = (make_meeting(date=f"2024-03-0{day}") for day in (1, 2, 3))
    chair = make_speaker("Sample Chair")
    for meeting, speaker, count in ((known, chair, 3), (mixed, chair, 3), (mixed, None, 11), (unknown, None, 2)):
        for place in range(count):
            make_statement("Hello.", meeting=meeting, speaker=speaker, position=place)
    make_statement("The board met in private.", meeting=mixed, speaker=None, kind="narrative", position=12)
    assert "3 statements by 1 speaker" in page_of(client, known.get_absolute_url()).text
    told = "15 statements: 3 by 1 named speaker, 11 unidentified"
    assert told in page_of(client, mixed.get_absolute_url()).text
    assert "2 statements: 2 unidentified" in page_of(client, unknown.get_absolute_url()).text


def test_a_long_transcript_is_shown_in_parts_and_each_turn_is_found(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transcript, "TURNS_A_PART", 4)
    meeting = make_meeting()
    items = [AgendaItem.objects.create(meeting=meeting, position=i, title=f"Item {i}") for i in (1, 2)]
    turns = [make_statement(f"Turn {i}.", meeting=meeting, position=i, agenda_item=items[i > 5]) for i in range(10)]
    path = meeting.get_absolute_url()
    first, second, third = (page_of(client, f"{path}?page={number}") for number in (1, 2, 3))
    assert [len(page.all("article")) for page in (first, second, third)] == [4, 4, 2]
    assert "Part 2 of 3 of the transcript" in second.one("p", class_="print-only quiet").text
    assert "continued" in second.all("h2", class_="item")[0].text
    assert "continued" not in second.all("h2", class_="item")[1].text
    assert f"?page=2#{items[1].anchor}" in first.links()
    assert f"#{items[1].anchor}" in second.links()
    at = page_of(client, f"{path}?at={turns[9].number}")
    assert at.all("article", id=f"statement-{turns[9].number}")
    assert page_of(client, f"{path}?at=999999").all("article", id=f"statement-{turns[0].number}")


def test_a_statement_links_to_its_turn_in_the_meeting(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transcript, "TURNS_A_PART", 2)
    meeting = make_meeting()
    turns = [make_statement(f"Turn {i}.", meeting=meeting, position=i) for i in range(5)]
    link = f"{meeting.get_absolute_url()}?at={turns[3].number}#statement-{turns[3].number}"
    assert link in page_of(client, turns[3].get_absolute_url()).links()
    assert page_of(client, link).all("article", id=f"statement-{turns[3].number}")


def test_a_meeting_without_statements_says_so(client: Client):
    meeting = make_meeting(published_at="2024-03-06T00:00:00Z", status="cancelled")
    page = page_of(client, meeting.get_absolute_url())
    assert "This meeting was cancelled." in page.text
    assert "What is missing" not in page.text


def test_other_urls_of_a_meeting_redirect_to_its_own(client: Client):
    meeting = make_statement().meeting
    for path in (f"/meetings/{meeting.pk}/", f"/meetings/{meeting.pk}/wrong/"):
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (301, meeting.get_absolute_url())


def test_a_meeting_links_to_the_ones_before_and_after(client: Client):
    board = make_board()
    meetings = [make_meeting(board, date=date) for date in ("2024-01", "2024-01-10", "2024-01-10", "2024-02-01")]
    for meeting in meetings:
        make_statement(meeting=meeting)
    make_draft(meeting=make_meeting(board, date="2024-01-20"))
    make_statement(meeting=make_meeting(date="2024-01-11"))
    paths = [meeting.get_absolute_url() for meeting in meetings]
    for place, path in enumerate(paths):
        page = page_of(client, path)
        assert [link.attributes["href"] for link in page.all("a", rel="prev")] == paths[max(place - 1, 0) : place]
        assert [link.attributes["href"] for link in page.all("a", rel="next")] == paths[place + 1 : place + 2]


def test_the_list_is_filtered_by_board_and_date(client: Client):
    north, south = make_board("North", slug="north"), make_board("South")
    for board, date in ((north, "2024-03-05"), (north, "2020"), (south, "2022-06")):
        make_statement(meeting=make_meeting(board, date=date))
    dates = {
        "board=north": ["2024-03-05", "2020"],
        "from=2021": ["2024-03-05", "2022-06"],
        "to=2020": ["2020"],
        "sort=oldest": ["2020", "2022-06", "2024-03-05"],
    }
    for query, expected in dates.items():
        page = page_of(client, f"/meetings/?{query}")
        assert [element.attributes["datetime"] for element in page.all("time")] == expected, query
