"""The work of a search is counted and limited. The answer leaves out the rest, says so, and never depends on time."""

import time
from itertools import count

import pytest
from django.test import Client

from archive.pages.http.caching.middleware import kept_pages
from archive.search import SearchRequest, SearchResults, did_you_mean, found_statements, nothing_found, search, spending
from archive.search.engines import budget as limits
from archive.search.engines.budget import USUAL_STATEMENTS, allows, spend, spend_entries
from archive.search.engines.rebuild import rebuild
from tests.record import make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    make_statement("The immigration status of no student is shared.")
    make_statement("The budget of the school grows.")
    rebuild()


@pytest.mark.usefixtures("archive")
def test_a_search_that_has_done_its_work_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WORK", 0)
    with spending() as budget:
        results = search(SearchRequest(text="budget OR immigration"))
        found = found_statements(results)
    assert [hit.statement.text for hit in found] == ["The budget of the school grows."]
    assert not found[0].is_marked
    assert found[0].passages[0].segments[0].text == "The budget of the school grows."
    assert len(budget.left_out) == 2
    assert all(sentence.startswith("This search is long, so ") for sentence in budget.left_out)


@pytest.mark.usefixtures("archive")
def test_suggestions_beside_the_hits_are_left_out_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WORK", 0)
    with spending() as budget:
        results = search(SearchRequest(text="imigration"))
        assert did_you_mean(results) is None
        assert nothing_found(results).nearest == []
    assert len(budget.left_out) == 2


@pytest.mark.usefixtures("archive")
def test_nothing_is_left_out_from_an_ordinary_search() -> None:
    with spending() as budget:
        results = search(SearchRequest(text="imigration"))
        assert did_you_mean(results).text == "immigration"
    assert budget.left_out == []


def test_work_counts_until_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WORK", 10)
    with spending():
        spend(9)
        assert allows("Left out.")
        spend(1)
        assert not allows("Left out.")


def test_an_entry_of_a_larger_record_counts_less() -> None:
    with spending() as budget:
        spend_entries(1_000, USUAL_STATEMENTS)
        assert budget.left == limits.MOST_WORK - 1_000
        spend_entries(1_000, 10 * USUAL_STATEMENTS)
        assert budget.left == limits.MOST_WORK - 1_100


SEARCHES = [
    "budget",
    "budget OR immigration",
    "imigration bugdet",
    "the budget of schools",
    '"no such words"',
    "sch* -it",
]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("most", [limits.MOST_WORK, 700_000, 0])
def test_a_page_is_the_same_on_a_busy_machine(client: Client, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(limits, "MOST_WORK", most)
    usual = [client.get("/search/", {"q": search}).content for search in SEARCHES]
    for clock in ("thread_time", "process_time", "perf_counter"):
        ticks = count(0, 10)
        monkeypatch.setattr(time, clock, lambda ticks=ticks: float(next(ticks)))
    kept_pages.clear()
    assert [client.get("/search/", {"q": search}).content for search in SEARCHES] == usual
    assert len(set(usual)) == len(SEARCHES)


@pytest.mark.usefixtures("archive")
def test_the_work_of_a_search_is_the_same_each_time() -> None:
    def work(search: str) -> int:
        with spending() as budget:
            results = answer(search)
            found_statements(results)
            did_you_mean(results)
        return budget.left

    def answer(text: str) -> SearchResults:
        return search(SearchRequest(text=text, with_facets=True))

    assert [work(text) for text in SEARCHES] == [work(text) for text in SEARCHES]
    assert len(set(map(work, SEARCHES))) > 1


@pytest.mark.usefixtures("archive")
def test_the_page_says_what_was_left_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WORK", 0)
    page = client.get("/search/", {"q": "imigration bugdet"}).text
    assert "did not check every other spelling" in page
    assert "did not try all similar searches" in page


def test_searches_outside_a_page_have_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WORK", 0)
    assert allows("left out")
    with spending() as budget:
        assert not allows("left out")
        assert not allows("left out")
    assert allows("left out")
    assert budget.left_out == ["left out"]
