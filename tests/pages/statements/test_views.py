"""The page of a statement, of each of its wordings, and the list."""

import pytest
from django.test import Client

from archive.actions.statements import change_statement, correct, withdraw
from archive.models import AgendaItem, Office, Source
from tests.pages.page import Page, page_of
from tests.record import (
    make_board,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_statements,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("times", "is_large"), [(1, True), (40, False)])
def test_short_words_are_large_and_what_one_can_do_with_them_comes_below(client: Client, times: int, *, is_large: bool):
    statement = make_statement("We open the library. " * times, speaker=make_speaker("Sample Speaker"))
    html = client.get(statement.get_absolute_url()).content.decode()
    assert ("words-short" in html) == is_large
    assert html.index("Sample Speaker</a>") < html.index("data-wording") < html.index("data-copy>")


def test_the_page_says_who_said_what_in_which_office_when_and_where(client: Client):
    speaker = make_speaker("Sample Speaker")
    Office.objects.create(speaker=speaker, title="Chair", organisation="Old Board", to_date="2019")
    Office.objects.create(speaker=speaker, title="Superintendent", organisation="Sample Schools", from_date="2020")
    meeting = make_meeting(
        make_board("Sample Board", language="es"), date="2024-03-05", recording_url="https://youtu.be/aaaaaaaaaaa"
    )
    statement = make_statement(
        "Uno.\n\nDos,\ny tres.",
        title="La biblioteca",
        meeting=meeting,
        speaker=speaker,
        kind="policy_statement",
        text_status="as_reported",
        attribution="Dr. Speaker",
        topics=[make_topic("Libraries")],
        source=Source.objects.create(
            kind="press_report", title="A report", publisher="The Sample", published="2024-03"
        ),
        start_seconds=3852.4,
    )
    page = page_of(client, statement.get_absolute_url())
    assert page.one("h1").text == "La biblioteca"
    assert page.one("h1").attributes["lang"] == "es"
    for words in (
        "Policy statement · As reported",
        "Sample Speaker, Superintendent, Sample Schools",
        "Tuesday 5 March 2024",
        "at 1:04:12 in the recording",
        "News report: A report, The Sample, March 2024.",
        "The source calls the speaker “Dr. Speaker”.",
        "revision 1 of 1. No corrections.",
        statement.current_revision.sha256,
        "Libraries",
    ):
        assert words in page.text
    assert "Chair" not in page.text
    paragraphs = [page.one("p", id=f"p{number}").raw for number in (1, 2)]
    assert paragraphs == ["1Uno.", "2Dos,\ny tres."]
    assert "#p2" in page.links()


def test_a_remark_without_a_title_is_headed_by_its_speaker(client: Client):
    statement = make_statement("Correct.", speaker=make_speaker("Sample Speaker"))
    page = page_of(client, statement.get_absolute_url())
    assert page.one("h1").text == "Sample Speaker"
    assert page.one("title").text.startswith("Remark: “Correct.” (Sample Speaker, 5 March 2024)")


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"attribution": "A Resident"}, "A Resident"),
        ({}, "Unidentified speaker"),
        ({"kind": "narrative"}, "Narrative"),
        ({"kind": "vote", "text_status": "minutes"}, "Vote"),
    ],
)
def test_without_a_speaker_the_page_shows_the_known_attribution(client: Client, fields: dict, heading: str):
    assert page_of(client, make_statement(**fields).get_absolute_url()).one("h1").text == heading


@pytest.mark.parametrize(("date", "shown"), [("2017", "2017"), ("2017-02", "February 2017")])
def test_a_date_is_shown_as_exactly_as_it_is_known(client: Client, date: str, shown: str):
    page = page_of(client, make_statement(board=make_board(), date=date).get_absolute_url())
    assert f"{shown}, outside a meeting" in page.text


@pytest.mark.parametrize("tail", ["", "the-old-title/", "é/"])
def test_other_urls_of_a_statement_redirect_to_its_own(client: Client, tail: str):
    statement = make_statement("The words.", title="The new title")
    response = client.get(f"/statements/{statement.number}/{tail}?q=words")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/statements/{statement.number}/the-new-title/?q=words"


def test_the_statements_before_and_after_are_the_public_turns_of_the_meeting(client: Client):
    meeting = make_meeting()
    turns = [make_statement(f"Turn {index}.", meeting=meeting, position=index) for index in range(7)]
    withdraw(statement=turns[2], category="privacy", reason="It named a child.")
    make_draft("A draft.", meeting=meeting, position=4)
    page = page_of(client, turns[3].get_absolute_url())
    listed = [element.text for element in page.all("a") if element.text.startswith("Turn")]
    assert listed == ["Turn 0.", "Turn 1.", "Turn 4.", "Turn 5."]


def test_a_response_and_its_statement_link_to_each_other(client: Client):
    policy = make_statement("We will not share it.", title="On status")
    reply = make_statement("We may not agree.", responds_to=policy, board=policy.board, date="2024")
    assert reply.get_absolute_url() in page_of(client, policy.get_absolute_url()).links()
    assert policy.get_absolute_url() in page_of(client, reply.get_absolute_url()).links()
    withdraw(statement=policy, category="privacy", reason="It named a child.")
    assert "On status" not in page_of(client, reply.get_absolute_url()).text


def test_every_wording_keeps_its_url_and_says_whether_it_is_current(client: Client):
    statement = make_statement("From nine to twelve.", title="Opening hours")
    statement = correct(statement=statement, text="From nine to one.", reason="The recording has one.")
    change_statement(statement=statement, text="From nine to two.", reason="Not yet.")
    current = page_of(client, statement.get_absolute_url())
    assert "From nine to one." in current.text
    assert "The recording has one." in current.text
    first = page_of(client, f"/statements/{statement.number}/r/1/")
    assert "From nine to twelve." in first.text
    assert "an earlier wording" in first.text
    assert statement.get_absolute_url() in first.links()
    assert first.one("link", rel="canonical").attributes["href"].endswith(statement.get_absolute_url())
    assert "This is the current text" in page_of(client, f"/statements/{statement.number}/r/2/").text
    assert client.get(f"/statements/{statement.number}/r/3/").status_code == 404


def test_the_page_of_a_withdrawn_statement_says_what_was_there(client: Client):
    statement = make_statement("Her number is 555.", title="A telephone number", kind="public_comment")
    withdraw(statement=statement, category="privacy", reason="It gave a private number.")
    for path in (f"/statements/{statement.number}/", f"/statements/{statement.number}/r/1/"):
        response = client.get(path)
        page = Page(response.content.decode())
        assert response.status_code == 410
        for words in ("Public comment, Tuesday 5 March 2024", "It gave a private number.", statement.board.name):
            assert words in page.text
        assert "elephone" not in page.html


def test_the_list_is_filtered_and_names_the_speakers(client: Client):
    board = make_board("North Board", slug="north")
    speaker = make_speaker("Ana Báez")
    make_statement("Buses.", meeting=make_meeting(board, date="2024-03-05"), speaker=speaker, kind="motion")
    make_statement("Trains.", meeting=make_meeting(board, date="2020"), kind="vote", text_status="minutes")
    make_statement("Ships.", topics=[make_topic("Sea", slug="sea")], board=make_board(), date="2022-06")
    buses, trains, ships = "Motion: “Buses.”", "Vote: “Trains.”", "Remark: “Ships.”"
    found = {
        "board=north": {buses, trains},
        "speaker=báez": {buses},
        "topic=sea": {ships},
        "kind=vote": {trains},
        "text_status=minutes": {trains},
        "from=2021": {buses, ships},
        "to=2022-06-15": {trains, ships},
        "from=2020-05&to=2020-06": {trains},
        "board=north&kind=question": set(),
    }
    for query, expected in found.items():
        page = page_of(client, f"/statements/?{query}")
        assert {element.text for element in page.all("h3")} == expected, query
    assert "No statements match." in page.text


def test_the_list_comes_newest_first_or_oldest_first_in_pages(client: Client):
    board = make_board()
    for day in range(1, 29):
        make_statement(f"Day {day}.", board=board, date=f"2024-02-{day:02}")
    first, second = page_of(client, "/statements/"), page_of(client, "/statements/?page=2")
    assert [element.text for element in first.all("h3")][:2] == ["Remark: “Day 28.”", "Remark: “Day 27.”"]
    assert len(first.all("h3")) == 25
    assert [element.text for element in second.all("h3")] == [f"Remark: “Day {day}.”" for day in (3, 2, 1)]
    assert "?page=2" in first.links()
    assert "?page=1" in second.links()
    oldest = page_of(client, "/statements/?sort=oldest")
    assert oldest.all("h3")[0].text == "Remark: “Day 1.”"


def test_the_words_of_a_search_are_marked_and_the_first_has_an_anchor(client: Client):
    text = "The library opens.\n\nMany libraries open, and the library closes."
    statement = make_statement(text, title="On <b>libraries</b>")
    page = page_of(client, f"{statement.get_absolute_url()}?q=library")
    assert [mark.text for mark in page.all("mark")] == ["libraries", "library", "libraries", "library"]
    assert [mark.attributes.get("id") for mark in page.all("mark")] == [None, "match", None, None]
    assert page.one("h1").text == "On <b>libraries</b>"
    assert page.one("p", id="p2").text == "2Many libraries open, and the library closes."
    assert page.one("input", type="search").attributes["value"] == "library"
    assert not page_of(client, statement.get_absolute_url()).all("mark")
    revision = page_of(client, f'{statement.current_revision.get_absolute_url()}?q="library opens"')
    assert [mark.text for mark in revision.all("mark")] == ["library opens"]


def test_statements_of_one_sitting_stand_together_under_its_board_and_date(client: Client):
    meeting = make_meeting(make_board("Sample Board"), date="2024-03-05")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
    make_statements(["The buses run.", "The buses stop."], meeting=meeting, agenda_item=item)
    make_statement("The library opens.", meeting=make_meeting(meeting.board, date="2024-03-04"))
    page = Page(client.get("/statements/").content.decode())
    named = [one.text for one in page.all("section", class_="sitting")]
    assert [one.count("Sample Board") for one in named] == [1, 1]
    assert named[0].count("Buses") == 1
    assert named[0].index("5 March 2024") < named[0].index("The buses run.")


def test_two_meetings_of_a_board_on_one_day_stand_apart_with_their_titles(client: Client):
    board, kim = make_board("Sample Board"), make_speaker("Kim Example")
    for title, start in (("Budget hearing", None), ("", "19:30")):
        meeting = make_meeting(board, date="2024-03-05", title=title, start=start)
        item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
        make_statements(["The buses run.", "The buses stop."], meeting=meeting, agenda_item=item, speaker=kim)
    make_statement("The library opens.", meeting=make_meeting(board, date="2024-03-04", title="Work session"))
    for path in ("/statements/", kim.get_absolute_url()):
        sittings = Page(client.get(path).content.decode()).all("section", class_="sitting")
        second, first = [" ".join(one.text.split()) for one in sittings][:2]
        assert "5 March 2024 7:30 p.m. Regular meeting" in second
        assert "5 March 2024 Budget hearing" in first
        assert [one.count("Buses") for one in (first, second)] == [1, 1]
    assert "Work session" not in Page(client.get("/statements/").content.decode()).text
