"""What boards, speakers and topics are about: charts and counts that lead to the search."""

import pytest
from django.test import Client

from archive.actions.statements import withdraw
from archive.models import Board, Speaker, Topic
from archive.pages.directory.activity import gaps
from archive.search.engines import get_backend, outbox
from tests.pages.page import page_of
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> tuple[Board, Speaker, Topic]:
    """Three statements of 2020 and one of 2023, all by one speaker on one topic, at one board; one by another."""
    board, speaker, topic = make_board("Sample Board"), make_speaker("Ada Sample"), make_topic("Buses")
    meeting = make_meeting(board, date="2020-05-04")
    for position in range(3):
        make_statement("Buses.", meeting=meeting, position=position, speaker=speaker, topics=[topic])
    make_statement("More.", meeting=make_meeting(board, date="2023"), speaker=speaker, topics=[topic])
    make_statement("Else.", meeting=meeting, position=4, speaker=make_speaker("Bea Sample"), text_status="minutes")
    make_draft("Nothing yet.", meeting=meeting, position=5, speaker=speaker, topics=[topic])
    outbox.drain()
    return board, speaker, topic


def test_each_year_of_a_subject_links_to_the_search_for_it(client: Client, record: tuple):
    for subject, facet, in_2020 in zip(record, ("board", "speaker", "topic"), (4, 3, 3), strict=True):
        page = page_of(client, subject.get_absolute_url())
        assert f"From 2020 to 2023, with most in 2020: {in_2020}." in page.one("desc").text
        pairs = [f"{facet}={subject.slug}", "year=2020"]
        link = "/search/?" + "&".join(reversed(pairs) if facet == "topic" else pairs)
        bar = page.one("a", tabindex="-1", aria_label=f"2020: {in_2020} statements")
        assert bar.attributes["href"] == link
        # The bar is for the mouse; the table has the same links for the keyboard.
        assert page.links().count(link) == 2
        assert page_of(client, link).one("h1").text == f"{in_2020} statements"


def test_few_years_are_each_named_below_their_bars(client: Client, record: tuple):
    path = record[0].get_absolute_url()
    assert page_of(client, path).one("p", class_="years").text == "20204 20210 20220 20231"
    make_statement(board=record[0], date="2014", speaker=record[1])
    outbox.drain()
    assert page_of(client, path).one("p", class_="years").text == "2014 most in 2020: 4 2023"


def test_a_subject_shows_counts_by_other_subjects_with_links_to_the_search(client: Client, record: tuple):
    board, speaker, topic = record
    expected = {
        board: (("speaker", speaker, 4), ("topic", topic, 4)),
        speaker: (("board", board, 4), ("topic", topic, 4)),
        topic: (("board", board, 4), ("speaker", speaker, 4)),
    }
    for subject, others in expected.items():
        page = page_of(client, subject.get_absolute_url())
        own = type(subject).__name__.lower()
        for name, other, number in others:
            pairs = sorted(
                [(own, subject.slug), (name, other.slug)], key=lambda pair: "board speaker topic".find(pair[0])
            )
            link = "/search/?" + "&".join(f"{key}={slug}" for key, slug in pairs)
            assert link in page.links()
            assert page_of(client, link).one("h1").text == f"{number} statements"


def test_a_board_says_what_is_missing(client: Client, record: tuple):
    board = record[0]
    make_meeting(board, date="2021", published_at="2024-01-01T00:00Z")
    make_meeting(board, date="2022", published_at="2024-01-01T00:00Z", status="cancelled")
    make_meeting(board, date="2022-02")
    text = page_of(client, board.get_absolute_url()).text
    assert "1 of 4 meetings has no statements in the archive." in text
    assert "There are no statements from these years: 2021 to 2022." in text
    assert "We list only meetings in this archive." in text


def test_pages_work_without_charts_while_the_index_is_missing(client: Client, record: tuple, tmp_path):
    for path in sorted((tmp_path / "index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert get_backend().check()
    for subject in record:
        page = page_of(client, subject.get_absolute_url())
        assert not page.all("figure", class_="chart")
        assert not page.faults


def test_withdrawn_statements_are_not_counted(client: Client, record: tuple):
    _, speaker, topic = record
    for statement in speaker.statements.filter(status="published", date__lt="2023"):
        withdraw(statement=statement, category="privacy", reason="It named a child.")
    outbox.drain()
    for subject in (speaker, topic):
        page = page_of(client, subject.get_absolute_url())
        assert not page.all("desc")
        assert "/search/?" not in "".join(link for link in page.links() if "year=2020" in link)
    assert "<b>1</b> statement," in client.get(topic.get_absolute_url()).content.decode()


@pytest.mark.slow
def test_the_second_page_of_a_list_repeats_no_chart(client: Client):
    speaker, board = make_speaker(slug="sample"), make_board()
    for day in range(1, 28):
        make_statement("Yes.", board=board, date=f"{2000 + day}", speaker=speaker)
    outbox.drain()
    assert page_of(client, "/speakers/sample/").all("desc")
    assert not page_of(client, "/speakers/sample/?page=2").all("desc")


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([], []),
        ([2020], []),
        ([2019, 2020], []),
        ([2010, 2012, 2016], [(2011, 2011), (2013, 2015)]),
    ],
)
def test_gaps_are_the_runs_of_empty_years_between_others(years: list[int], expected: list[tuple[int, int]]):
    assert gaps(years) == expected
