"""Lines over time: who said how much at a board, where a speaker did, where a topic came up, and when boards met."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.actions.statements import withdraw
from archive.models import AgendaItem, PartialDate
from archive.pages.directory import over_time as module
from archive.pages.directory.over_time import LINES_BESIDE, MONTHS_DRAWN, drawn, over_time, timeline
from archive.search.engines import outbox
from tests.examples import examples
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

MONTHS = st.one_of(
    st.integers(1, 2500).map("{:04}".format),
    st.builds("{:04}-{:02}".format, st.integers(1, 2500), st.integers(1, 12)),
)
COUNTS = st.dictionaries(
    st.tuples(st.text("abc", min_size=1), st.text("xyz", min_size=1)),
    st.dictionaries(MONTHS, st.integers(1, 10**9), min_size=1),
    max_size=20,
)


def names(subject: object) -> list[tuple[str, int]]:
    found = over_time(subject).timeline  # type: ignore[arg-type]
    return [(line.name, line.total) for line in found.lines] if found else []


@settings(max_examples=examples(0.4))
@given(COUNTS)
def test_every_bar_is_seen_inside_the_drawing_and_the_numbers_behind_it_are_all_there(counts: dict):
    found = drawn(counts)
    assert (found is None) == (not counts)
    if not found:
        return
    assert found.counted == len(counts)
    assert [line.total for line in found.lines] == sorted((sum(of.values()) for of in counts.values()), reverse=True)[
        : len(found.lines)
    ]
    tops = []
    for line in found.lines:
        bars = [(int(place), int(top)) for place, top in re.findall(r"M(\d+)\.5 10V(\d+)", line.path)]
        assert all(0 <= place < found.width and 0 <= top < found.height for place, top in bars)
        assert len({place for place, _ in bars}) == len(bars)
        assert sum(number for _, number in line.years) == line.total
        tops += [top for _, top in bars]
    assert min(tops) == 0
    assert found.width <= MONTHS_DRAWN or not found.by_month


@pytest.mark.django_db
def test_the_timeline_counts_the_meetings_of_each_board_and_year():
    assert timeline() is None
    lake, hill = make_board("Lake Board"), make_board("Hill Board")
    for board, date in ((lake, "2023-01-03"), (lake, "2023-01-17"), (lake, "2024"), (hill, "2022-12")):
        make_statement("We met.", meeting=make_meeting(board, date=date))
    make_meeting(make_board("Hidden Board"))
    found = timeline()
    assert found is not None
    assert (found.first, found.last) == (PartialDate(2022, 12), PartialDate(2024, 7))
    assert (found.width, found.by_month) == (20, True)
    assert [(line.name, line.total, line.years) for line in found.lines] == [
        ("Lake Board", 3, [(2023, 2), (2024, 1)]),
        ("Hill Board", 1, [(2022, 1)]),
    ]


@pytest.mark.django_db
def test_a_long_time_is_drawn_by_year():
    board = make_board()
    for year in (2024, 2024 - MONTHS_DRAWN // 12):
        make_statement("We met.", meeting=make_meeting(board, date=f"{year}-05-01"))
    found = timeline()
    assert found is not None
    assert not found.by_month
    assert found.width == MONTHS_DRAWN // 12 + 1


@pytest.mark.django_db
def test_a_board_shows_who_said_how_much_and_a_speaker_and_a_topic_show_where():
    lake, hill, topic = make_board("Lake Board"), make_board("Hill Board"), make_topic()
    robin, kim = make_speaker("Robin Sample"), make_speaker("Kim Example")
    make_statement("Four words of hers.", meeting=make_meeting(lake), speaker=robin, topics=[topic])
    make_statement("Two words.", meeting=make_meeting(hill), speaker=robin)
    make_statement("One two three four five.", meeting=make_meeting(lake), speaker=kim, topics=[topic])
    gone = make_statement("Words that are withdrawn.", meeting=make_meeting(lake), speaker=kim, topics=[topic])
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    assert names(lake) == [("Kim Example", 5), ("Robin Sample", 4)]
    assert names(robin) == [("Lake Board", 4), ("Hill Board", 2)]
    assert names(topic) == [("Lake Board", 2)]


@pytest.mark.django_db
def test_words_are_not_counted_where_a_language_writes_no_spaces():
    board, robin = make_board(language="ja"), make_speaker()
    make_statement("図書館は土曜日に開きます。", meeting=make_meeting(board), speaker=robin)
    assert names(board) == names(robin) == []


@pytest.mark.django_db
def test_a_board_shows_those_who_said_most(django_assert_num_queries):
    board = make_board()
    for number in range(LINES_BESIDE + 2):
        make_statement("Word " * (number + 1), meeting=make_meeting(board), speaker=make_speaker(f"Speaker {number}"))
    # The versions of the board and of its meetings, which these are, eight of them, two, and what is in none.
    with django_assert_num_queries(6):
        found = names(board)
    assert len(found) == LINES_BESIDE
    assert found[0][0] == f"Speaker {LINES_BESIDE + 1}"
    with django_assert_num_queries(1):
        assert names(board) == found


@pytest.mark.django_db
def test_after_a_change_only_its_meeting_is_read_again(monkeypatch: pytest.MonkeyPatch):
    board, robin = make_board(), make_speaker("Robin Sample")
    make_statement("Three more words.", meeting=None, board=board, date=PartialDate(2024, 5), speaker=robin)
    meetings = [make_meeting(board) for _ in range(3)]
    for meeting in meetings:
        make_statement("Two words.", meeting=meeting, speaker=robin)
    assert over_time(board).timeline.lines[0].total == 9
    read: list[int] = []
    in_meetings = module._in_meetings
    monkeypatch.setattr(
        module, "_in_meetings", lambda meetings: read.extend(meetings) or in_meetings(meetings=meetings)
    )
    make_statement("Two words.", meeting=meetings[1], speaker=robin)
    assert over_time(board).timeline.lines[0].total == 11
    assert read == [meetings[1].pk]


@pytest.mark.django_db
def test_a_speaker_shows_what_they_said_most_on_and_whom_they_answered(client: Client):
    meeting, other = make_meeting(), make_meeting()
    roof, books = (
        AgendaItem.objects.create(meeting=meeting, position=n, title=t) for n, t in enumerate(("Roof", "Books"))
    )
    robin, kim, sam = (make_speaker(name) for name in ("Robin Sample", "Kim Example", "Sam Sample"))
    asked = make_statement("Asked first?", meeting=other, position=1, speaker=sam)
    for position, (speaker, item, text) in enumerate(
        [(kim, roof, "Why?"), (robin, roof, "It leaks."), (kim, books, "So?"), (robin, books, "They are all wet.")]
    ):
        make_statement(text, meeting=meeting, position=position, speaker=speaker, agenda_item=item)
    make_statement("In answer.", meeting=other, position=9, speaker=robin, responds_to=asked)
    found = over_time(robin)
    assert [(one.name, one.number) for one in found.items] == [("Books", 4), ("Roof", 2)]
    assert [(one.name, one.number) for one in found.answered] == [("Kim Example", 2), ("Sam Sample", 1)]
    page = Page(client.get(robin.get_absolute_url()).content.decode())
    assert f"/search/?meeting={meeting.pk}&speaker={robin.slug}" in page.links()
    assert kim.get_absolute_url() in page.links()


@pytest.mark.django_db
def test_who_was_answered_leaves_a_speakers_page_when_their_words_do(client: Client):
    meeting, robin, kim = make_meeting(), make_speaker("Robin Sample"), make_speaker("Kim Example")
    asked = make_statement("Why?", meeting=meeting, position=1, speaker=kim)
    make_statement("It leaks.", meeting=meeting, position=2, speaker=robin)
    outbox.drain()
    before = client.get(robin.get_absolute_url())
    assert "Kim Example" in before.content.decode()
    withdraw(statement=asked, category="privacy", reason="It named a child.")
    outbox.drain()
    after = client.get(robin.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Kim Example" not in after.content.decode()
