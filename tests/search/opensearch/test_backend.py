"""OpenSearch fulfils the contract of the engines, and errors that only a server has are recognised."""

import time
from collections.abc import Callable

import pytest

from archive.models import SearchIndex
from archive.search import SearchRequest, SearchUnavailable, Sort
from archive.search.engines.opensearch import OpenSearchBackend, asking
from archive.search.engines.opensearch.vocabulary import Vocabulary
from archive.search.engines.results import SearchUnreachable
from archive.search.question import Facet
from tests.search.contract import BackendContract
from tests.search.documents import make_document
from tests.search.indexes import build, numbers, write

# A server keeps deleted documents for copies that may need them, and checks its copies every 30 seconds.
PATIENCE_SECONDS = 180


class TestOpenSearchBackend(BackendContract):
    @pytest.fixture
    def make_backend(self, make_backend: Callable[[], OpenSearchBackend]) -> Callable[[], OpenSearchBackend]:
        """Take the one of ``conftest.py`` instead of the one of the contract."""
        return make_backend


@pytest.fixture
def backend(make_backend: Callable[[], OpenSearchBackend]) -> OpenSearchBackend:
    backend = make_backend()
    build(backend)
    return backend


def expunged(backend: OpenSearchBackend) -> bool:
    with backend.writing(wait=True):
        return backend.expunge()


def test_an_index_from_another_version_is_rebuilt(backend: OpenSearchBackend):
    assert backend.check() == ""
    live = SearchIndex.objects.get().name
    backend.client.ask("PUT", f"/{live}/_mapping", {"_meta": {"version": 1}})
    assert backend.check() == "The index was built by another version of the site."


def test_an_unanswered_request_does_not_mean_that_the_index_is_missing(backend: OpenSearchBackend, settings):
    settings.SEARCH_URL = ["http://127.0.0.1:9"]
    away = OpenSearchBackend("")
    for ask in (away.check, away.origin, lambda: away.search(SearchRequest(text="library"))):
        with pytest.raises(SearchUnreachable, match="Search is not available"):
            ask()


def test_another_node_is_asked_if_one_is_gone(backend: OpenSearchBackend, settings):
    settings.SEARCH_URL = ["http://127.0.0.1:9", *settings.SEARCH_URL]
    write(OpenSearchBackend(""), make_document(number=1, text="library"))
    assert numbers(OpenSearchBackend(""), "library") == [1]


def test_an_index_that_the_server_lost_is_reported_as_missing(backend: OpenSearchBackend):
    live = SearchIndex.objects.get().name
    backend.client.ask("DELETE", f"/{live}")
    assert backend.check()
    with pytest.raises(SearchUnavailable):
        backend.search(SearchRequest(text="library"))


def test_a_lost_index_is_not_recreated_by_the_next_write(backend: OpenSearchBackend):
    live = SearchIndex.objects.get().name
    backend.client.ask("DELETE", f"/{live}")
    with pytest.raises(SearchUnavailable):
        write(backend, make_document(number=1, text="library"))
    assert backend.check()


def test_pages_beyond_the_servers_limit_can_be_read(backend: OpenSearchBackend, monkeypatch):
    monkeypatch.setattr(asking, "DEEPEST", 4)
    backend.client.ask("PUT", f"/{SearchIndex.objects.get().name}/_settings", {"index": {"max_result_window": 4}})
    write(backend, *(make_document(number=n, text="library") for n in range(1, 24)))
    for sort in Sort:
        pages = [numbers(backend, "library", page=page, page_size=3, sort=sort) for page in range(1, 10)]
        assert [len(page) for page in pages] == [3, 3, 3, 3, 3, 3, 3, 2, 0]
        assert sorted(number for page in pages for number in page) == list(range(1, 24))
        assert sorted(numbers(backend, "library", page=1, page_size=30, sort=sort)) == list(range(1, 24))
        assert len(numbers(backend, "library", page=2, page_size=9, sort=sort)) == 9


@pytest.mark.parametrize("most_days", [2, 100], ids=["more days than are counted", "all days are counted"])
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_pages_beyond_the_limit_are_in_the_order_of_dates(
    backend: OpenSearchBackend, monkeypatch, sort: Sort, most_days: int
):
    dates = [f"2024-03-{1 + n * n % 7:02}" for n in range(40)]
    write(backend, *(make_document(number=n + 1, text="library", days=(day, day)) for n, day in enumerate(dates)))
    whole = numbers(backend, "library", page=1, page_size=40, sort=sort)
    monkeypatch.setattr(asking, "DEEPEST", 4)
    monkeypatch.setattr(asking, "MOST_DAYS", most_days)
    pages = [numbers(backend, "library", page=page, page_size=3, sort=sort) for page in range(1, 15)]
    assert [number for page in pages for number in page] == whole
    assert sorted(whole) == list(range(1, 41))


def test_the_most_frequent_of_many_values_are_counted_exactly(
    make_backend: Callable[[], OpenSearchBackend], monkeypatch, settings
):
    monkeypatch.setattr(asking, "MOST_VALUES", 3)
    settings.SEARCH_SHARDS = 3
    backend = make_backend()
    build(backend)
    write(backend, *(make_document(number=n, board=1 + n % 7 if n % 3 else 1) for n in range(1, 200)))
    found = backend.search(SearchRequest(with_facets=True)).facets[Facet.BOARD]
    expected = [sum((1 + n % 7 if n % 3 else 1) == board for n in range(1, 200)) for board in range(1, 8)]
    assert [entry.count for entry in found] == sorted(expected, reverse=True)[:3]


def test_removed_words_disappear_from_the_server(backend: OpenSearchBackend):
    write(backend, make_document(number=1, text="zanthrope library"), make_document(number=2, text="library"))
    write(backend, make_document(number=1, text="library"))
    until = time.monotonic() + PATIENCE_SECONDS
    while not expunged(backend):
        assert time.monotonic() < until
        time.sleep(0.2)
    live = SearchIndex.objects.get().name
    assert Vocabulary(backend.client, live).beginning("zan", 9) == []
    left = backend.client.ask("GET", f"/{live},{live}-words/_stats/docs")["_all"]["total"]["docs"]
    assert left["deleted"] == 0


def test_a_build_leaves_one_index_and_an_alias_to_it(backend: OpenSearchBackend, search_index: str):
    build(backend, make_document(number=1))
    build(backend, make_document(number=2))
    live = SearchIndex.objects.get().name
    assert set(backend.client.ask("GET", f"/{search_index}-*/_alias")) == {live, f"{live}-words"}
    assert list(backend.client.ask("GET", f"/_alias/{search_index}")) == [live]
