"""Facets as a page shows them."""

import pytest
from django.http import QueryDict

from archive.search import Facet, FacetCount, SearchRequest, SearchResults
from archive.search.answer.facets import facet_choices, toggled
from archive.search.question.parameters import read_parameters
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


def test_only_the_most_frequent_values_are_shown_besides_selected_ones_and_years(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("archive.search.answer.facets.MOST_VALUES", 2)
    request = SearchRequest(filters={Facet.KIND: frozenset({"vote"})})
    counts = {"remark": 9, "motion": 8, "answer": 7, "vote": 6}
    found = facet_choices(results(request, kind=counts, year={2001: 3, 2002: 2, 2003: 1}))
    assert [choice.name for choice in found[Facet.KIND]] == ["Vote", "Remark", "Motion"]
    assert len(found[Facet.YEAR]) == 3


@pytest.mark.parametrize(
    ("selected", "value", "left"),
    [
        ({}, "vote", {Facet.KIND: {"vote"}}),
        ({Facet.KIND: {"motion"}}, "vote", {Facet.KIND: {"motion", "vote"}}),
        ({Facet.KIND: {"motion", "vote"}}, "vote", {Facet.KIND: {"motion"}}),
        ({Facet.KIND: {"vote"}, Facet.YEAR: {2001}}, "vote", {Facet.YEAR: {2001}}),
    ],
)
def test_a_value_is_added_or_if_it_was_selected_removed(selected: dict, value: str, left: dict):
    request = SearchRequest(text="bus", page=3, filters={facet: frozenset(of) for facet, of in selected.items()})
    changed = toggled(request, Facet.KIND, value)
    assert (changed.filters, changed.page, changed.text) == (left, 1, "bus")
