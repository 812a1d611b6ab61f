"""A page of hits from the database has only public statements, in the order found."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.actions.statements import withdraw
from archive.models import Board, Statement
from archive.search import SearchRequest, Sort, count, found_statements, nearest_meetings, search
from archive.search.engines.rebuild import rebuild
from tests.record import make_board, make_draft, make_meeting, make_statement

pytestmark = pytest.mark.django_db


def marked(segments) -> str:
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in segments)


def test_statements_are_returned_in_the_order_found_with_their_words_marked():
    once = make_statement("One bus, and much else that was said that evening.")
    often = make_statement("Bus after bus after bus.", title="Buses")
    make_statement("Nothing.")
    rebuild()
    first, second = found_statements(search(SearchRequest(text="bus")))
    assert (first.statement, second.statement) == (often, once)
    assert marked(first.title) == "[Buses]"
    assert marked(first.passages[0].segments) == "[Bus] after [bus] after [bus]."
    assert marked(second.title).startswith("One [bus]")


def test_a_withdrawn_statement_still_in_the_index_is_not_fetched():
    kept, removed = make_statement("A bus."), make_statement("Another bus.")
    rebuild()
    withdraw(statement=removed, category="privacy", reason="Published by mistake.")
    results = search(SearchRequest(text="bus"))
    assert [found.statement for found in found_statements(results)] == [kept]
    only_boards = Statement.objects.public().select_related("board")
    fetched = found_statements(results, lambda numbers: only_boards.filter(pk__in=numbers))
    assert [found.statement for found in fetched] == [kept]


def test_drafts_are_neither_found_nor_counted():
    make_draft("A bus.")
    rebuild()
    assert count(SearchRequest(text="bus")) == 0
    assert search(SearchRequest()).total == 0


def test_the_count_does_not_depend_on_page_and_order():
    for _ in range(3):
        make_statement("A bus.")
    rebuild()
    assert count(SearchRequest(text="bus", page=7, page_size=1, sort=Sort.OLDEST)) == 3


def test_words_are_marked_in_the_language_of_each_board():
    spanish = make_board(language="es")
    make_statement("Las escuelas.", board=spanish, date="2024")
    make_statement("The schools.")
    rebuild()
    (found,) = found_statements(search(SearchRequest(text="escuela")))
    assert marked(found.passages[0].segments) == "Las [escuelas]."
    assert found.statement.board == Board.objects.get(language="es")


@pytest.fixture
def only_statement() -> Statement:
    statement = make_statement("A bus.", meeting=make_meeting(date="2010-06-15"))
    rebuild()
    return statement


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(day=st.dates(date(1950, 1, 1), date(2020, 1, 1)))
def test_a_day_that_leaves_nothing_is_softened_and_the_nearest_meetings_are_offered(
    only_statement: Statement, day: date
):
    results = search(SearchRequest(text=f"bus {day.isoformat()}"))
    assert [hit.number for hit in results.hits] == [only_statement.number]
    if day == date(2010, 6, 15):
        assert not results.softened
        return
    assert [str(time) for time in results.softened] == [f"date:{day.isoformat()}"]
    assert "at any time" in " ".join(results.ignored)
    assert [one.url for one in nearest_meetings(results.softened)] == [only_statement.meeting.get_absolute_url()]
    assert search(SearchRequest(text=f"bus date:{day.isoformat()}")).hits == []


def test_a_day_alone_that_leaves_nothing_offers_the_nearest_meetings(only_statement: Statement):
    results = search(SearchRequest(text="June 1979"))
    assert not results.hits
    assert [one.url for one in nearest_meetings(results.softened)] == [only_statement.meeting.get_absolute_url()]


def test_the_number_of_a_file_hides_nothing_that_has_it(only_statement: Statement):
    resolution = make_statement("We adopt Resolution 2021-05 on parking.", meeting=make_meeting(date="2021-06-14"))
    make_statement("A resolution on trees.", meeting=make_meeting(date="2021-05-10"))
    rebuild()
    for text in ("Resolution 2021-05", "parking Resolution 2021-05"):
        assert search(SearchRequest(text=text)).hits[0].number == resolution.number


def test_a_day_with_statements_stays_a_condition(only_statement: Statement):
    make_statement("Another bus.", meeting=make_meeting(date="2011-01-01"))
    rebuild()
    results = search(SearchRequest(text="bus 15 June 2010"))
    assert ([hit.number for hit in results.hits], results.softened) == ([only_statement.number], ())
