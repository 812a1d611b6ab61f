"""Facets as a page shows them."""

import pytest
from django.http import QueryDict

from archive.search import Facet, FacetCount, SearchRequest, SearchResults
from archive.search.facets import facet_choices
from archive.search.parameters import read_parameters
from tests.record import make_board, make_draft, make_statement


def results(request: SearchRequest, **facets: dict) -> SearchResults:
    counted = {
        Facet(name): [FacetCount(value, count) for value, count in counts.items()] for name, counts in facets.items()
    }
    return SearchResults(request=request, total=1, hits=[], facets=counted)


@pytest.mark.django_db
def test_values_have_names_counts_and_a_link_to_the_narrowed_search():
    board = make_statement(board=make_board("North Board", slug="north"), date="2024").board
    request = SearchRequest(text="bus", page=4)
    (choice,) = facet_choices(results(request, board={board.pk: 7}))[Facet.BOARD]
    assert (choice.name, choice.count, choice.chosen) == ("North Board", 7, False)
    assert choice.query == "q=bus&board=north"
    assert read_parameters(QueryDict(choice.query)).request.filters == {Facet.BOARD: {board.pk}}


def test_a_selected_value_comes_first_can_be_removed_and_stays_without_hits():
    request = SearchRequest(filters={Facet.KIND: frozenset({"vote"})})
    chosen, other = facet_choices(results(request, kind={"motion": 3}))[Facet.KIND]
    assert (chosen.name, chosen.count, chosen.chosen, chosen.query) == ("Vote", 0, True, "")
    assert (other.name, other.count, other.chosen, other.query) == ("Motion", 3, False, "kind=motion&kind=vote")


def test_values_are_sorted_by_count_and_years_by_time():
    found = facet_choices(results(SearchRequest(), kind={"vote": 1, "motion": 5}, year={2001: 9, 2010: 1}))
    assert [choice.name for choice in found[Facet.KIND]] == ["Motion", "Vote"]
    assert [choice.name for choice in found[Facet.YEAR]] == ["2010", "2001"]


@pytest.mark.django_db
def test_an_unpublished_board_is_never_named():
    board = make_draft(board=make_board("Secret Board"), date="2024").board
    assert facet_choices(results(SearchRequest(), board={board.pk: 1})) == {}
