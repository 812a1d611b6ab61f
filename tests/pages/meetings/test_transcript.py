"""What a meeting's page says about its record: speaking times, missing parts, the recording."""

import pytest
from django.test import Client

from archive.actions.statements import withdraw
from archive.models import AgendaItem, Meeting, Source
from archive.pages.meetings.glance import glance
from archive.pages.meetings.lengths import spoken_time
from archive.pages.meetings.speaking import SpeakingChart, speaking_chart
from archive.pages.meetings.transcript import TURNS_A_PART, Transcript
from archive.search.engines import outbox
from tests.pages.page import Page, page_of
from tests.record import (
    make_board,
    make_decision,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_statements,
)

pytestmark = pytest.mark.django_db


def chart_of(meeting: Meeting) -> SpeakingChart | None:
    transcript = Transcript(meeting)
    return speaking_chart(meeting, transcript.turns, glance(transcript, in_full=False).lengths)


def shares(meeting: Meeting) -> list[tuple[str, str]]:
    chart = chart_of(meeting)
    return [(share.name, share.amount) for share in chart.shares]


def missing(client: Client, meeting: Meeting) -> list[str]:
    html = client.get(meeting.get_absolute_url()).content.decode()
    _, found, after = html.partition('<ul class="missing">')
    return (
        [item.text for item in Page(f"<body><h1>x</h1>{after.partition('</ul>')[0]}</body>").all("li")] if found else []
    )


def test_speakers_are_sorted_by_the_time_they_spoke():
    meeting, chair = make_meeting(), make_speaker("Sample Chair")
    for place, (start, end, speaker, attribution) in enumerate(
        [
            (0.0, 120.0, chair, ""),
            # Only the start is known: the turn lasts until the next one, but of an hour's gap only three minutes count.
            (120.0, None, None, "A Guest"),
            (150.0, None, None, "A Guest"),
            (3750.0, 3770.0, chair, ""),
            # Nobody knows how long the last one was.
            (3770.0, None, None, "A Guest"),
        ]
    ):
        make_statement(
            meeting=meeting,
            position=place,
            start_seconds=start,
            end_seconds=end,
            speaker=speaker,
            attribution=attribution,
        )
    chart = chart_of(meeting)
    assert chart.by_time
    assert [(one.name, one.amount, one.turns, one.percent, one.width) for one in chart.shares] == [
        ("A Guest", "4 min", 3, 60, 100.0),
        ("Sample Chair", "2 min", 2, 40, 66.7),
    ]
    assert [note.split(" ")[0] for note in chart.notes] == ["2", "1"]


def test_the_chart_of_speakers_has_a_title_a_description_and_a_table(client: Client):
    meeting = make_meeting()
    for place, (name, length) in enumerate((("Guest One", 30.0), ("Guest Two", 90.0), ("G" * 200, 10.0))):
        times = {"start_seconds": place * 100.0, "end_seconds": place * 100.0 + length}
        make_statement(meeting=meeting, position=place, attribution=name, **times)
    page = page_of(client, meeting.get_absolute_url())
    drawing = page.one("svg", role="img")
    named = drawing.attributes["aria-labelledby"].split()
    assert page.one("title", id=named[0]).text == "Who spoke, by time"
    words = "Guest Two spoke most: 2 min, 69% of the total. The table below shows every speaker."
    assert page.one("desc", id=named[1]).text == words
    drawn = page.all("path", **{"vector-effect": "non-scaling-stroke"})
    strip = [path for path in drawn if "class" not in path.attributes]
    assert len(strip) == 3
    assert [row.text for row in page.all("th", scope="row")] == ["Guest Two", "Guest One", "G" * 200]


def test_a_single_speaker_gets_no_chart(client: Client):
    statement = make_statement(attribution="A Guest", start_seconds=0.0, end_seconds=9.0)
    page = page_of(client, statement.meeting.get_absolute_url())
    assert "Who spoke" not in page.text
    assert not page.all("svg", role="img")


def test_words_are_counted_if_there_are_no_times(client: Client):
    meeting, clerk = make_meeting(), make_speaker("Sample Clerk")
    make_statement("One two three\nfour.", meeting=meeting, speaker=clerk)
    make_statement("One two.", meeting=meeting, position=1, attribution="A Guest", start_seconds=5.0, end_seconds=500.0)
    make_statement("[They leave.]", meeting=meeting, position=2, kind="narrative", attribution="A Guest")
    assert shares(meeting) == [("Sample Clerk", "4 words"), ("A Guest", "2 words")]
    page = page_of(client, meeting.get_absolute_url())
    assert "Who spoke, by words" in page.text
    assert "Counted by words" in page.text


def test_words_are_not_counted_in_scripts_without_spaces():
    meeting = make_meeting(make_board(language="ja"))
    make_statement("図書館を土曜日に開きます。", meeting=meeting, attribution="A Guest")
    assert chart_of(meeting) is None


def test_the_speakers_with_the_least_time_share_a_row():
    meeting = make_meeting()
    for place in range(13):
        length = 100.0 - place
        make_statement(
            meeting=meeting,
            position=place,
            attribution=f"Guest {place:02}",
            start_seconds=place * 200.0,
            end_seconds=place * 200.0 + length,
        )
    assert len(shares(meeting)) == 11
    assert shares(meeting)[-1] == ("3 others together", "4 min")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (3599, "1 h"), (7500, "2 h 5 min")]
)
def test_times_are_given_to_the_minute(seconds: float, said: str):
    assert spoken_time(seconds) == said


def test_a_complete_record_lacks_nothing(client: Client):
    meeting = make_meeting(recording_url="https://youtu.be/abcdefghijk")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
    source = Source.objects.create(kind="transcript", title="The transcript")
    make_statement(
        meeting=meeting, agenda_item=item, speaker=make_speaker(), start_seconds=0.0, end_seconds=9.0, source=source
    )
    make_decision(meeting=meeting, position=1, agenda_item=item, source=source)
    assert missing(client, meeting) == []
    assert "Nothing, as far as we know." in page_of(client, meeting.get_absolute_url()).text


def test_a_cancelled_meeting_lacks_nothing(client: Client):
    board = make_board()
    held, cancelled, scheduled = (
        make_meeting(board, date=f"2024-03-0{day}", status=status, published_at="2024-01-01T00:00Z")
        for day, status in enumerate(("held", "cancelled", "scheduled"), 1)
    )
    assert missing(client, held) == ["There is no known recording of this meeting."]
    assert "from this meeting yet" in page_of(client, held.get_absolute_url()).text
    for meeting in (cancelled, scheduled):
        assert "What is missing" not in page_of(client, meeting.get_absolute_url()).text
    # There is also nothing to search or to list.
    page = page_of(client, board.get_absolute_url())
    assert not page.all("input", id="within-q")


def test_missing_parts_are_reported(client: Client):
    meeting = make_meeting()
    items = [AgendaItem.objects.create(meeting=meeting, position=i, title=f"Item {i}") for i in range(3)]
    source = Source.objects.create(kind="transcript", title="The transcript")
    make_statement(meeting=meeting, agenda_item=items[0], text_status="machine_transcript", source=source)
    make_statement(meeting=meeting, position=1, attribution="A Guest", start_seconds=3.0)
    gone = make_statement("Gone.", meeting=meeting, position=2)
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    make_draft("Not yet.", meeting=meeting, position=3)
    meeting.statements.filter(attribution="A Guest").update(source=None)
    assert missing(client, meeting) == [
        "There is no known recording of this meeting.",
        "No decision is on record here. There may have been some.",
        "1 of 2 statements has no time.",
        "Some statements are not published yet.",
        "2 of the 3 agenda items have no statements.",
        "1 of 2 statements was transcribed by machine. We do not know if anyone has checked it against the recording.",
        "The text comes from different types of source: machine transcript (1), verbatim (1).",
        "1 of 2 statements has no source.",
        "1 of 2 statements has no identified speaker.",
        "For 1 of 2 statements we only know the speaker’s name as the source writes it.",
    ]


@pytest.mark.parametrize(
    ("number", "subject", "verb"), [(1, "The only statement", "was"), (3, "All 3 statements", "were")]
)
def test_what_is_missing_of_every_statement_is_said_of_all(client: Client, number: int, subject: str, verb: str):
    meeting = make_meeting()
    AgendaItem.objects.create(meeting=meeting, position=0, title="Buses")
    for position in range(number):
        make_statement(meeting=meeting, position=position, text_status="machine_transcript", attribution="A Guest")
    told = missing(client, meeting)
    assert f"{subject} {verb} transcribed by machine." in " ".join(told)
    assert f"For {subject[0].lower()}{subject[1:]} we only know the speaker’s name as the source writes it." in told
    assert "No agenda item has statements." in told


def test_times_link_into_the_recording_and_pilcrows_to_the_statement(client: Client):
    statement = make_statement(meeting=make_meeting(recording_url="https://youtu.be/abcdefghijk"), start_seconds=75.5)
    page = page_of(client, statement.meeting.get_absolute_url())
    time = page.one("a", class_="at")
    assert time.attributes["href"] == "https://youtu.be/abcdefghijk?t=75s"
    assert time.attributes["data-seek"] == "75.5"
    assert time.attributes["aria-label"] == "0:01:15 in the recording"
    assert page.one("a", class_="permalink").attributes["href"] == statement.get_absolute_url()
    unrecorded = make_statement(start_seconds=75.5)
    page = page_of(client, unrecorded.meeting.get_absolute_url())
    assert not page.all("a", class_="at")
    assert page.one("span", class_="at").text == "0:01:15"


def test_only_a_page_with_a_recording_may_load_it(client: Client):
    policies = {}
    for url in (
        "https://youtu.be/abcdefghijk",
        "https://media.example/board.mp4",
        "https://city.granicus.com/clip/5",
        "",
    ):
        meeting = make_statement(meeting=make_meeting(recording_url=url)).meeting
        policies[url] = client.get(meeting.get_absolute_url()).headers["Content-Security-Policy"]
    youtube, file, other, none = policies.values()
    assert none == other == client.get("/").headers["Content-Security-Policy"]
    assert youtube == f"{none}; frame-src 'self' https://www.youtube-nocookie.com"
    assert file == f"{none}; media-src 'self' https://media.example"


def test_paragraphs_of_a_turn_carry_their_offsets(client: Client):
    text = "😀 One.\n\n\u202bTwo <b>.\nStill two."
    statement = make_statement(text)
    page = page_of(client, statement.meeting.get_absolute_url())
    wording = page.one("div", class_="said")
    assert wording.attributes["data-wording"] == statement.current_revision.get_absolute_url()
    for paragraph in [element for element in page.all("p") if "data-start" in element.attributes]:
        start = int(paragraph.attributes["data-start"])
        assert text[start : start + len(paragraph.raw)] == paragraph.raw


def test_an_item_that_the_board_returns_to_is_named_once(client: Client):
    meeting = make_meeting()
    buses, budget = (AgendaItem.objects.create(meeting=meeting, position=i, title=f"Item {i}") for i in range(2))
    for place, item in enumerate((buses, budget, buses)):
        make_statement(meeting=meeting, position=place, agenda_item=item)
    page = page_of(client, meeting.get_absolute_url())
    assert not page.faults
    assert [item.attributes.get("id") for item in page.all("h2", class_="item")] == [buses.anchor, budget.anchor, None]


def test_a_search_inside_the_meeting_leads_back_to_the_turn(client: Client):
    statement = make_statement("The library opens.")
    meeting = statement.meeting
    outbox.drain()
    links = page_of(client, f"/search/?q=library&meeting={meeting.pk}").links()
    link = f"{meeting.get_absolute_url()}?at={statement.number}&q=library#statement-{statement.number}"
    assert link in links
    assert meeting.get_absolute_url() in links
    assert [mark.text for mark in page_of(client, link).all("mark")] == ["library"]


def test_turns_without_a_speaker_are_not_grouped(client):
    meeting = make_meeting()
    for place, attribution in enumerate(("", "", "A Guest", "A Guest")):
        make_statement(f"Words {place}.", meeting=meeting, position=place, attribution=attribution)
    names = [name.text for name in page_of(client, meeting.get_absolute_url()).all("p", class_="speaker")]
    assert names == ["Unidentified speaker", "Unidentified speaker", "A Guest"]


def test_all_parts_can_be_read_and_printed_as_one_page(client: Client):
    meeting = make_meeting()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
    texts = [f"Sentence {place} of it." for place in range(TURNS_A_PART + 3)]
    make_statements(texts, meeting=meeting, agenda_item=item)
    first = Page(client.get(meeting.get_absolute_url()).content.decode())
    assert f"Sentence {TURNS_A_PART + 2} of it." not in first.text
    assert f"/meetings/{meeting.pk}/whole/" in first.links()
    assert f"http://testserver/meetings/{meeting.pk}/whole/" in first.text
    page = Page(client.get(f"/meetings/{meeting.pk}/whole/?q=sentence").content.decode())
    assert not page.faults
    assert all(text in page.text for text in texts)
    assert len(page.all("h2", class_="item")) == 1
    assert page.all("mark")
    assert not [link for link in page.links() if "page=" in link]
    assert client.get("/meetings/999/whole/").status_code == 404
