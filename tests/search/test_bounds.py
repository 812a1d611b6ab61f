"""No search has unlimited cost, and the page says what was cut short."""

import pytest

from archive.search import SearchRequest
from archive.search.engines.whoosh import WhooshBackend, evaluation
from tests.search.documents import make_document
from tests.search.indexes import build, numbers


@pytest.fixture
def backend(tmp_path):
    backend = WhooshBackend(str(tmp_path / "index"))
    far = "the end " + "of nothing else " * 20 + "that budget"
    build(backend, make_document(number=1, text="the budget of the school"), make_document(number=2, text=far))
    return backend


def test_words_are_searched_for_near_each_other(backend):
    assert numbers(backend, "the NEAR/3 budget") == [1]


def test_very_common_words_can_be_anywhere_and_the_page_says_so(backend, monkeypatch):
    monkeypatch.setattr(evaluation, "MOST_OCCURRENCES", 4)
    results = backend.search(SearchRequest(text="the NEAR/3 budget"))
    assert {hit.number for hit in results.hits} == {1, 2}
    assert results.ignored == [
        "“the” and “budget” are too common to be looked for near each other: they may stand anywhere."
    ]


def test_an_exact_phrase_is_exact_even_for_very_common_words(backend, monkeypatch):
    monkeypatch.setattr(evaluation, "MOST_OCCURRENCES", 0)
    assert numbers(backend, '"the budget of the"') == [1]
