"""The pages of boards, speakers and topics, and their lists."""

import pytest
from django.test import Client

from archive.actions.statements import publish_meeting
from archive.models import Filing, Office, Speaker, SpeakerName
from archive.search.engines import outbox
from tests.pages.page import page_of
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def test_a_speaker_has_offices_other_spellings_and_statements_newest_first(client: Client):
    board = make_board("Sample Board")
    speaker = make_speaker("Darienne Sample", slug="sample", description="Led the schools.")
    Office.objects.create(speaker=speaker, title="Member", board=board, to_date="2016")
    Office.objects.create(
        speaker=speaker, title="Superintendent", organisation="Schools", from_date="2017-02", to_date="2019"
    )
    SpeakerName.objects.create(speaker=speaker, name="Darienne Simple")
    for date in ("2017", "2020"):
        make_statement(f"Said in {date}.", meeting=make_meeting(board, date=date), speaker=speaker)
    page = page_of(client, "/speakers/sample/")
    assert page.one("h1").text == "Darienne Sample"
    for words in (
        "2 statements, newest first",
        "February 2017 to 2019",
        "until 2016",
        "Darienne Simple",
        "Led the schools.",
    ):
        assert words in page.text
    assert [element.text for element in page.all("h4")] == ["Remark: “Said in 2020.”", "Remark: “Said in 2017.”"]
    assert page.all("option", value="sample")


def test_a_speaker_without_offices_says_so(client: Client):
    make_statement(speaker=make_speaker("Sample", slug="sample"))
    assert "There are no offices on record." in page_of(client, "/speakers/sample/").text


def test_speakers_are_found_by_name_and_by_other_spellings(client: Client):
    speaker = make_speaker("Darienne Sample")
    SpeakerName.objects.create(speaker=speaker, name="D. Simple")
    make_statement(speaker=speaker)
    make_statement(speaker=make_speaker("Nobody Else"))
    for words in ("darienne", "sample dar", "simple"):
        page = page_of(client, f"/speakers/?name={words}")
        assert speaker.get_absolute_url() in page.links()
        assert "Nobody Else" not in page.text
    assert "There is no speaker with that name." in page_of(client, "/speakers/?name=dar simple").text


def test_a_board_shows_its_figures_committees_and_meetings(client: Client):
    board = make_board("Sample Board", slug="sample", place="Sample Lake", description="Five members.")
    committee = make_board("Finance Committee", parent=board)
    hidden = make_board("Secret Committee", parent=board)
    meeting = make_meeting(board, date="2024-03-05")
    make_statement("Buses.", title="On buses", meeting=meeting, kind="policy_statement")
    make_statement(meeting=make_meeting(committee))
    page = page_of(client, "/boards/sample/")
    assert "1 statement from 1 meeting, 5 March 2024" in page.text
    assert "Five members." in page.text
    assert {meeting.get_absolute_url(), committee.get_absolute_url()} <= {*page.links()}
    assert hidden.name not in page.text
    assert "On buses" in page.text
    assert board.get_absolute_url() in page_of(client, committee.get_absolute_url()).links()


def test_a_board_without_meetings_has_a_page(client: Client):
    board = make_statement("We write.", board=make_board(), date="2024").board
    assert "There are no meetings of this board in the archive" in page_of(client, board.get_absolute_url()).text
    assert "statements outside meetings" in page_of(client, "/boards/").text


def test_a_topic_says_which_agenda_items_its_rule_found(client: Client):
    topic, other = make_topic("Libraries", slug="libraries"), make_topic("Roads")
    meeting = make_statement().meeting
    for position, (title, how) in enumerate([("Library hours", "rule"), ("Reading rooms", "person")], 1):
        item = meeting.agenda_items.create(position=position, title=title)
        item.topics.add(topic, through_defaults={"how": how})
        item.topics.add(other, through_defaults={"how": "rule"})
    listed = [row.text for row in page_of(client, "/topics/libraries/").all("li") if "5 March 2024" in row.text]
    rows = {title: row for title in ("Library hours", "Reading rooms") for row in listed if title in row}
    assert ["Matched by rule" in row for row in rows.values()] == [True, False]
    assert len(listed) == 2


def test_a_topic_shows_its_statements(client: Client):
    topic = make_topic("Libraries", slug="libraries", description="Books and hours.")
    statement = make_statement(topics=[topic])
    other = make_statement("Buses.")
    page = page_of(client, "/topics/libraries/")
    assert "Books and hours." in page.text
    assert statement.get_absolute_url() in page.links()
    assert other.get_absolute_url() not in page.links()
    assert "1 statement" in page_of(client, "/topics/").text


def test_the_home_page_says_what_the_archive_holds_and_what_is_new(client: Client):
    board = make_board("Sample Board")
    make_statement("Words.", meeting=make_meeting(board, date="2017-02"), topics=[make_topic("Libraries")])
    later = make_statement("Later.", meeting=make_meeting(board, date="2024-03-05"))
    page = page_of(client, "/")
    assert "2 statements from 2 meetings of 1 board, February 2017 to 5 March 2024" in page.text
    assert later.meeting.get_absolute_url() in page.links()
    assert page.one("input", type="search", name="q")
    assert "Libraries" in page.text


def test_a_board_shows_its_upcoming_meetings_with_their_agenda_the_next_first(client):
    board = make_board("Sample Elm School Board")
    make_statement(meeting=make_meeting(board, "2024-03-05"))
    for date, status in (("2999-03-12", "scheduled"), ("2999-03-05", "scheduled"), ("2024-01-05", "scheduled")):
        meeting = make_meeting(board, date, status=status)
        meeting.agenda_items.create(position=1, label="1", title=f"Budget of {date.replace('-', '/')}")
        publish_meeting(meeting=meeting)
    hidden = make_meeting(board, "2999-04-05", status="scheduled")
    hidden.agenda_items.create(position=1, title="A draft of an agenda")

    page = client.get(board.get_absolute_url()).text

    upcoming = page[page.index("Upcoming meetings") : page.index('id="meetings"')]
    assert upcoming.index("Budget of 2999/03/05") < upcoming.index("Budget of 2999/03/12")
    assert "2024/01/05" not in upcoming
    assert "A draft of an agenda" not in page


def test_speakers_are_listed_by_family_name_with_office_and_board_and_labels_apart(client: Client):
    board = make_board("Lake Board")
    for name in ("Robin Sample", "SPEAKER_03", "Kim Example"):
        make_statement("We met.", meeting=make_meeting(board), speaker=make_speaker(name))
    Office.objects.create(speaker=Speaker.objects.get(name="Kim Example"), title="Chair", board=board)
    page = page_of(client, "/speakers/")
    assert page.text.index("Kim Example") < page.text.index("Robin Sample") < page.text.index("Labels that name nobody")
    assert page.text.index("Labels that name nobody") < page.text.index("SPEAKER_03")
    assert "Chair, Lake Board" in " ".join(page.text.split())
    assert "?letter=s" in page.links()
    assert "Kim Example" not in page_of(client, "/speakers/?letter=s").text
    assert "Robin Sample" in page_of(client, "/speakers/?letter=S").text
    assert "There is no speaker with that name." in page_of(client, "/speakers/?letter=q").text
    assert "Kim Example" in page_of(client, "/speakers/?letter=%00").text


def test_a_renamed_speaker_is_sorted_by_the_new_name():
    speaker = make_speaker("Kim Example")
    speaker.name = "Kim Sample"
    speaker.save()
    assert Speaker.objects.get().sort_name == "sample kim"


def test_a_topic_lists_what_was_filed_and_what_its_rule_finds_together_as_the_search_does(client: Client):
    topic = make_topic("Libraries", slug="libraries")
    make_statement("The library opens at nine.", topics=[topic])
    found = make_statement("The library closes at five.", topics=[topic])
    Filing.objects.filter(statement=found).update(how=Filing.How.RULE)
    outbox.drain()
    entries = [one.text for one in page_of(client, "/topics/libraries/").all("li", class_="entry")]
    assert sorted("Matched by rule" in entry for entry in entries) == [False, True]
    assert next(entry for entry in entries if "Matched by rule" in entry).startswith(found.title)
    assert page_of(client, "/search/?topic=libraries").one("h1").text.startswith(f"{len(entries)} statements")
