"""The summary of a meeting, and its strip of turns."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from archive.models import AgendaItem, Meeting
from archive.pages.meetings import transcript
from archive.pages.meetings.glance import glance
from archive.pages.meetings.lengths import Lengths
from archive.pages.meetings.strip import ROWS_SHOWN, SCALE, strip
from archive.pages.meetings.transcript import Transcript, TurnOverview
from archive.search.engines import outbox
from tests.pages.page import Page, page_of
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db

USUAL = "thank you for the motion that stands before us tonight"


def make_long_meeting() -> Meeting:
    """Publish a meeting of two items, each with a word of its own, and another meeting with neither word."""
    make_statements([USUAL] * 30)
    meeting = make_meeting(make_board("Sample Board"), date="2026-07-22")
    lease, buses = (
        AgendaItem.objects.create(meeting=meeting, position=place, label=label, title=title)
        for place, label, title in ((1, "8.A", "Robotics Center"), (2, "8.B", "Timetable"))
    )
    chair, clerk = make_speaker("Sample Chair"), make_speaker("Sample Clerk")
    said = [(lease, chair, "the Lease", "remark")] * 3 + [(buses, clerk, "the buses", "remark")] * 4
    for place, (item, speaker, text, kind) in enumerate([*said, (buses, clerk, "I move the buses", "motion")]):
        make_statement(
            f"{text} {USUAL}", meeting=meeting, position=place, agenda_item=item, speaker=speaker, kind=kind,
            start_seconds=place * 60.0, end_seconds=place * 60.0 + 60,
        )  # fmt: skip
    outbox.drain()
    return meeting


def texts(page: Page, tag: str, **attributes: str) -> list[str]:
    return [" ".join(element.text.split()) for element in page.all(tag, **attributes)]


def test_the_meeting_opens_with_board_and_date_and_each_item_with_time_speakers_and_words(client: Client):
    meeting = make_long_meeting()
    page = page_of(client, meeting.get_absolute_url())
    assert page.one("h1").text == "Sample Board, 22 July 2026"
    assert texts(page, "p", class_="item-name") == ["8.A Robotics Center", "8.B Timetable"]
    assert texts(page, "p", class_="item-length") == ["0:00:00 3 min", "0:03:00 5 min"]
    assert texts(page, "p", class_="item-speakers") == ["Sample Chair", "Sample Clerk"]
    assert texts(page, "p", class_="item-words") == ["Lease", "buses"]
    assert texts(page, "h3", id="all-motion") == ["Motions 1"]


def test_each_word_links_to_its_first_use_and_marks_it(client: Client):
    meeting = make_long_meeting()
    page = page_of(client, meeting.get_absolute_url())
    address = next(link for link in page.links() if link.startswith("?q=Lease"))
    first = meeting.statements.order_by("position", "number").first().number
    assert parse_qs(urlsplit(address).query) == {"q": ["Lease"], "at": [str(first)]}
    assert urlsplit(address).fragment == f"statement-{first}"
    led_to = page_of(client, f"{meeting.get_absolute_url()}{address}")
    assert "Lines mark the 3 statements with “Lease”." in " ".join(led_to.text.split())
    assert len([path for path in led_to.all("path") if path.attributes.get("class") == "marks"]) == 1


def test_each_part_of_the_strip_links_to_its_turn_and_has_a_text_label(client: Client):
    meeting = make_long_meeting()
    page = page_of(client, meeting.get_absolute_url())
    strip_of = page.one("svg", role="list")
    assert strip_of.attributes["aria-label"] == "The meeting from beginning to end"
    titles = texts(page, "title")
    assert "8.A Robotics Center, from 0:00:00, 3 min" in titles
    assert "8.B Timetable, from 0:03:00, 5 min" in titles
    numbers = list(meeting.statements.order_by("position", "number").values_list("number", flat=True))
    for first in (numbers[0], numbers[3]):
        assert f"?at={first}#statement-{first}" in page.links()


def test_the_agenda_is_one_list_with_results_and_a_bar_for_each_length(client: Client):
    meeting = make_long_meeting()
    first, second = meeting.agenda_items.order_by("position")
    decision = make_decision(meeting=meeting, agenda_item=second, ballots=["A Sample: yes", "B Sample: no"])
    page = page_of(client, meeting.get_absolute_url())
    assert texts(page, "p", class_="item-name") == ["8.A Robotics Center", "8.B Timetable"]
    assert len(page.all("nav", id="agenda")) == 0
    assert texts(page, "p", class_="item-result") == ["Carried, 1 to 1."]
    assert decision.get_absolute_url() in page.links()
    bars = [int(bar.attributes["width"]) for bar in page.all("rect", class_="length")]
    assert bars == [60, 100]
    assert [f"#{item.anchor}" in page.links() for item in (first, second)] == [True, True]


def test_the_agenda_leads_to_the_part_in_which_an_item_begins(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transcript, "TURNS_A_PART", 3)
    meeting = make_long_meeting()
    first, second = meeting.agenda_items.order_by("position")
    address = meeting.get_absolute_url()
    leads = {f"#{first.anchor}", f"?page=2#{second.anchor}"}
    assert leads <= set(page_of(client, address).links())
    assert {f"?page=1#{first.anchor}", f"#{second.anchor}"} <= set(page_of(client, f"{address}?page=2").links())


def test_a_word_no_longer_in_the_text_is_not_shown_even_if_the_index_has_it():
    meeting = make_long_meeting()
    for statement in meeting.statements.all():
        revision = statement.current_revision
        type(revision).objects.filter(pk=revision.pk)._update(
            [(revision._meta.get_field("text"), None, revision.text.replace("Lease", "█████"))]
        )
    words = [said.word for item in glance(Transcript(meeting)).items for said in item.words]
    assert words == ["buses"]


def test_without_an_index_only_the_words_are_missing(client: Client, settings):
    meeting = make_long_meeting()
    settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR / "elsewhere"
    page = page_of(client, meeting.get_absolute_url())
    assert not page.all("p", class_="item-words")
    assert len(page.all("p", class_="item-length")) == 2


def test_a_public_comment_of_several_turns_is_listed_once_by_its_longest_turn(client: Client):
    meeting = make_meeting()
    said = [
        ("A Guest", "May I?"),
        ("Chair", "Please."),
        ("A Guest", "The class sizes are too large for this."),
        ("B", "No."),
    ]
    for place, (name, text) in enumerate(said):
        kind = "remark" if name == "Chair" else "public_comment"
        make_statement(text, meeting=meeting, position=place, attribution=name, kind=kind)
    (comments,) = glance(Transcript(meeting)).highlights
    assert [one.headline for one in comments.shown] == [said[2][1], "Public comment: “No.”"]


TURNS = st.lists(
    st.tuples(st.integers(0, 12), st.one_of(st.none(), st.floats(0, 9_000)), st.floats(0, 600), st.integers(0, 3)),
    min_size=1,
    max_size=80,
)


@given(TURNS, st.booleans())
def test_the_strip_stays_inside_its_drawing_for_any_turns(said: list, by_time: bool):
    of_meeting = Transcript(Meeting(pk=1))
    of_meeting.items = {}
    of_meeting.turns = [
        TurnOverview(
            number, item or None, None, None, None, f"Guest {speaker}", "remark", "verbatim", None, start, None
        )
        for number, (speaker, start, _, item) in enumerate(said, 1)
    ]
    lengths = Lengths(by_time, {number: length for number, (_, _, length, _) in enumerate(said, 1)})
    drawn = strip(of_meeting, lengths, [1])
    if len({speaker for speaker, *_ in said}) == 1:
        assert drawn is None
        return
    assert 2 <= len(drawn.rows) <= ROWS_SHOWN
    assert sum(len(run.turns) for run in of_meeting.runs) == len(said)
    assert len(drawn.parts) == len(of_meeting.runs)
    assert all(0 <= part.left <= 100 and 0 < part.width <= 100 for part in drawn.parts)
    for row in drawn.rows:
        for bar in row.path.split("M")[1:]:
            start, rest = bar.split(" ")
            assert 0 <= int(start) <= SCALE
            assert 1 <= int(rest.split("h")[1]) <= SCALE + 1
    assert len(drawn.rows[0].path) < 20 * SCALE
