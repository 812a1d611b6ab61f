"""A search has limited processor time. When that is used up, the answer leaves out the rest and says so."""

import time

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.search import SearchRequest, did_you_mean, found_statements, nothing_found, search, spending
from archive.search.engines.budget import allows, not_counted
from archive.search.engines.rebuild import rebuild
from tests.record import make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    make_statement("The immigration status of no student is shared.")
    make_statement("The budget of the school grows.")
    rebuild()


@pytest.mark.usefixtures("archive")
def test_a_search_that_runs_out_of_time_says_what_it_left_out(settings: LazySettings) -> None:
    settings.SEARCH_BUDGET_MS = 0
    with spending() as budget:
        results = search(SearchRequest(text="budget OR immigration"))
        found = found_statements(results)
    assert [hit.statement.text for hit in found] == ["The budget of the school grows."]
    assert not found[0].is_marked
    assert found[0].passages[0].segments[0].text == "The budget of the school grows."
    assert len(budget.left_out) == 2
    assert all(sentence.startswith("This search is long, so ") for sentence in budget.left_out)


@pytest.mark.usefixtures("archive")
def test_suggestions_beside_the_hits_are_left_out_first(settings: LazySettings) -> None:
    settings.SEARCH_BUDGET_MS = 0
    with spending() as budget:
        results = search(SearchRequest(text="imigration"))
        assert did_you_mean(results) is None
        assert nothing_found(results).nearest == []
    assert len(budget.left_out) == 2


@pytest.mark.usefixtures("archive")
def test_nothing_is_left_out_if_there_is_enough_time() -> None:
    with spending() as budget:
        results = search(SearchRequest(text="imigration"))
        assert did_you_mean(results).text == "immigration"
    assert budget.left_out == []


def test_loading_shared_data_does_not_use_up_the_budget(settings: LazySettings) -> None:
    settings.SEARCH_BUDGET_MS = 50
    with spending():
        with not_counted():
            burn(0.1)
        assert allows("Left out.")
        burn(0.1)
        assert not allows("Left out.")


def burn(seconds: float) -> None:
    """Use that much processor time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.mark.usefixtures("archive")
def test_the_page_says_what_was_left_out(client: Client, settings: LazySettings) -> None:
    settings.SEARCH_BUDGET_MS = 0
    page = client.get("/search/", {"q": "imigration bugdet"}).text
    assert "did not check every other spelling" in page
    assert "did not try all similar searches" in page


def test_searches_outside_a_page_have_no_limit(settings: LazySettings) -> None:
    settings.SEARCH_BUDGET_MS = 0
    assert allows("left out")
    with spending() as budget:
        assert not allows("left out")
        assert not allows("left out")
    assert allows("left out")
    assert budget.left_out == ["left out"]
