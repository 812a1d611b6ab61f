"""What the page says if a search finds nothing."""

import re
from itertools import zip_longest

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Board
from archive.search import Facet, SearchRequest, nothing_found, search
from archive.search.answer.nothing_found import without
from archive.search.engines.rebuild import rebuild
from archive.search.question.grammar.structure import read
from tests.record import make_board, make_draft, make_meeting, make_statement

pytestmark = pytest.mark.django_db
PARTS = """
    levy|"will not share"|lev*|levy~|tax NEAR/3 levy|title:bus|speaker:baez|speaker:ba*|office:mayor|board:troy
    |topic:budget|kind:vote|status:verbatim|result:failed|voted:no|(voted:no speaker:baez)|date:1995|date:1995..1997
    |from:2017|to:2018|(levy OR date:1995)|(speaker:baez OR tax)
""".strip().split("|")


@pytest.fixture
def archive():
    north = make_board("North Board", slug="north")
    for date in ("2022-01-10", "2024-02-29"):
        make_statement("The immigration status of students.", meeting=make_meeting(north, date))
    make_statement(
        "The budget and the status of buses.", meeting=make_meeting(make_board("South Board", slug="south"), "2025-03")
    )
    make_draft("Zeppelins.", meeting=make_meeting(north, "1999"))
    rebuild()


def told(text: str, **narrowed):
    return nothing_found(search(SearchRequest(text=text, **narrowed)))


def nearest(text: str, **narrowed) -> list[tuple[str, str, int]]:
    return [(near.sentence, near.text, near.total) for near in told(text, **narrowed).nearest]


def test_the_page_says_what_was_searched(archive):
    assert told("zzz").scope == "We searched 3 statements from 3 meetings of 2 boards (January 2022 to March 2025)."
    board = frozenset({Board.objects.get(slug="south").pk})
    assert (
        told("zzz", filters={Facet.BOARD: board}).scope
        == "We searched 1 statement from 1 meeting of 1 board (March 2025)."
    )
    years = frozenset({2022, 2024})
    assert told("zzz", filters={Facet.YEAR: years}).scope == (
        "We searched 2 statements from 2 meetings of 1 board (January 2022 to February 2024)."
    )
    votes = told("zzz", filters={Facet.KIND: frozenset({"vote"})})
    assert votes.scope == "There is nothing in the archive for these filters."


def test_an_empty_archive_says_so():
    rebuild()
    assert told("bus").scope == "The archive is still empty."


def test_a_word_without_hits_is_named_and_the_others_are_offered(archive):
    assert told("immigration zeppelin").reasons == [
        "There are no statements with “zeppelin”, in any form of the words."
    ]
    assert nearest("immigration zeppelin")[0] == ("Without “zeppelin”", "immigration", 2)


def test_words_that_never_occur_together_are_offered_separately(archive):
    assert told("immigration budget").reasons == [
        "Each part of this search has results, but no statement matches all of them."
    ]
    assert nearest("immigration status budget") == [
        ("Without “immigration”", "status budget", 1),
        ("Without “budget”", "immigration status", 2),
        ("With any of these", "immigration OR status OR budget", 3),
    ]


def test_a_search_for_the_words_of_an_exact_phrase_is_offered(archive):
    assert nearest('"status immigration"') == [("In any order and word form", "status immigration", 2)]


def test_a_search_for_the_words_of_a_phrase_in_a_field_is_offered(archive):
    make_statement("Nothing else.", title="Status of the budget")
    rebuild()
    assert nearest('title:"budget status"') == [
        ("In any order and word form", "title:budget title:status", 1),
    ]


def test_the_page_offers_to_remove_filters(archive):
    south = frozenset({Board.objects.get(slug="south").pk})
    assert nearest("immigration", filters={Facet.BOARD: south}) == [("Without filters", "immigration", 2)]


def test_a_search_without_its_excluded_parts_is_offered(archive):
    assert (
        nearest("immigration -status")
        == [("Also those with “status”", "immigration", 2), ("Without “immigration”", "-status", 0)][:1]
    )


def test_an_empty_search_gets_no_reason_and_no_suggestion(archive):
    explained = told("-")
    assert explained.reasons == []
    assert explained.nearest == []


def test_suggestions_reveal_no_secret(archive):
    explained = told("zeppelins students")
    assert "1999" not in explained.scope
    assert [near.text for near in explained.nearest] == ["students", "zeppelins OR students"]


@pytest.mark.parametrize("language", ["en", "es"])
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True), st.lists(st.booleans(), max_size=4))
def test_what_is_left_out_is_named_in_plain_words(language: str, typed: list[str], negated: list[bool]):
    parts = [read(f"-{text}" if no else text)[0] for text, no in zip_longest(typed, negated[: len(typed)])]
    with override(language):
        sentence = without([part for part in parts if part])
    assert sentence
    assert not re.search(r"\w:\S|~|\*|(?<!\w)-\w|\b(AND|OR|NOT|NEAR)\b", sentence), sentence


def test_the_first_words_of_a_long_search_may_all_stand_together():
    words = [f"planet{number}" for number in range(14)]
    make_statement(" ".join(words[:12]))
    rebuild()
    assert told(" ".join(words)) is not None
