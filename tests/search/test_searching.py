"""A page of hits from the database has only public statements, in the order found."""

import random
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.actions.statements import withdraw
from archive.models import Board, Statement
from archive.search import SearchRequest, Sort, count, found_statements, nearest_meetings, search
from archive.search.engines import get_backend
from archive.search.engines.rebuild import rebuild
from tests.record import make_board, make_draft, make_meeting, make_statement
from tests.search.documents import make_document
from tests.search.indexes import build

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
    assert "One [bus]" in marked(second.title)


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


SAID = ("bus", "route", "school", "budget", "roof", "street", "a good many other words that were said that evening")


@pytest.mark.parametrize("seed", range(12))
def test_the_list_is_the_same_however_many_a_page_shows(seed: int):
    # Hypothesis would also fix the names of segments, which must differ.
    made = random.Random(seed)
    spoken = [made.choices(SAID, k=made.randint(1, 12)) for _ in range(made.randint(1, 60))]
    typed = made.sample(SAID[:-1], made.randint(1, 4))
    sort, wide = made.choice(list(Sort)), seed % 3 == 0
    documents = [make_document(number=number, text=" ".join(text)) for number, text in enumerate(spoken, 1)]
    build(get_backend(), *documents)
    asked = SearchRequest(text=" ".join(typed), sort=sort, wide=wide)
    lists = []
    for size in (5, 10, 20, 50):
        first = search(asked.changed(page_size=size))
        pages = [search(asked.changed(page_size=size, page=page)).hits for page in range(1, first.pages + 1)]
        lists.append([(hit.number, hit.missing) for page in pages for hit in page])
        assert len([hit for page in pages for hit in page if not hit.missing or wide]) == first.total
    assert lists == [lists[0]] * len(lists)


@pytest.mark.parametrize("typed", ["2010-06-16", "June 16, 2010", "16 de junio de 2010", "May 2010", "6/16/2010"])
def test_feeds_and_files_hold_nothing_of_another_time_than_was_typed(
    client: Client, only_statement: Statement, typed: str
):
    query = urlencode({"q": f"bus {typed}"})
    assert "/search.csv" not in client.get(f"/search/?{query}").text
    for day, number in ((typed, 0), ("June 2010", 1)):
        query = urlencode({"q": f"bus {day}"})
        assert len(client.get(f"/search.csv?{query}").getvalue().splitlines()) == 1 + number
        assert client.get(f"/search/feed/?{query}").text.count("<entry>") == number
