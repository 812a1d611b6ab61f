"""Which statement the embedded index puts first, one reason at a time."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.models import PartialDate
from archive.search import Facet, SearchRequest, Sort
from archive.search.engines.whoosh import WhooshBackend
from archive.search.question.grammar.nodes import Dated, Node, Not, Words
from archive.search.question.question import Question
from archive.search.question.request import PAGE_SIZE
from tests.search.documents import make_document
from tests.search.indexes import build, parts_of, question_of

# As many words as a statement needs to count in full.
LONG = "and so we went on with all that was before us that evening in the hall of the old town house "
FULL = (LONG * 5).strip()

Order = Callable[..., list[int]]


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """Return the numbers that a question finds among documents that are numbered in their order, the best first."""
    backend = WhooshBackend(str(tmp_path / "index"))

    def found(documents: Sequence[dict[str, Any]], asked: Question, **request: Any) -> list[int]:
        build(backend, *(make_document(number=place, **about) for place, about in enumerate(documents, 1)))
        return [hit.number for hit in backend.search(SearchRequest(question=asked, **request)).hits]

    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"days": ("2010-01-01", "2010-01-01")}, {"days": ("2024-01-01", "2024-01-01")}),
        ({}, {"kind": "motion"}),
        ({"kind": "motion"}, {"kind": "policy_statement"}),
        ({"kind": "vote"}, {}),
        ({"kind": "procedural"}, {"kind": "vote"}),
        ({"text": "A levy."}, {}),
        ({"text": FULL + " tax", "title": ""}, {"title": "Levy"}),
    ],
)
def test_the_second_of_two_statements_with_the_word_comes_first(
    order: Order, first: dict[str, Any], second: dict[str, Any]
):
    documents = [{"text": f"The levy {FULL}"} | first, {"text": f"The levy {FULL}"} | second]
    wanted = [2, 1] if "levy" in documents[0]["text"] else [2]
    assert order(documents, question_of("levy")) == wanted
    assert order(documents, question_of("levy"), sort=Sort.OLDEST)[0] == min(wanted)


def test_words_of_one_passage_come_before_words_anywhere_in_a_long_speech(order: Order):
    anywhere = {"text": f"The levy {FULL} {FULL} the museum"}
    together = {"text": f"{FULL} the levy {LONG} the museum {FULL}"}
    assert order([anywhere, together], question_of("levy", "museum")) == [2, 1]
    assert order([together, anywhere], question_of("levy", "museum")) == [1, 2]


@pytest.mark.parametrize(
    ("request_", "dated", "wanted"),
    [
        ({}, False, [2, 1]),
        ({}, True, [1, 2]),
        ({"first_day": date(2009, 1, 1)}, False, [1, 2]),
        ({"last_day": date(2025, 1, 1)}, False, [1, 2]),
        ({"filters": {Facet.YEAR: frozenset({2010, 2024})}}, False, [1, 2]),
        ({"filters": {Facet.KIND: frozenset({"remark"})}}, False, [2, 1]),
    ],
)
def test_recent_statements_come_first_unless_a_time_is_asked_for(
    order: Order, request_: dict[str, Any], dated: bool, wanted: list[int]
):
    documents = [{"text": f"The levy {FULL}", "days": (day, day)} for day in ("2010-01-01", "2024-01-01")]
    assert order(documents, Question(parts=parts_of("levy"), dated=dated), **request_) == wanted


def apart(*words: str, filler: int) -> str:
    """Return the words with this many others between, in a text of always the same length."""
    text = f" {'so ' * filler}".join(f"{word}" for word in words)
    return f"{text} {'so ' * (150 - len(text.split()))}".strip()


@pytest.mark.parametrize(
    ("sort", "filler", "first"),
    [
        (Sort.RELEVANCE, 0, [2, 1]),
        # All words by chance, far from each other.
        (Sort.RELEVANCE, 200, [1, 2]),
        (Sort.OLDEST, 200, [1, 2]),
        (Sort.NEWEST, 200, [2, 1]),
    ],
)
def test_all_words_in_few_lines_come_before_most_of_them_and_these_before_all_words_far_apart(
    order: Order, sort: Sort, filler: int, first: list[int]
):
    asked = question_of("levy", "roof", "museum")
    days = [(f"{year}-01-01", f"{year}-01-01") for year in (2001, 2002, 2003)]
    documents = [
        {"text": f"Levy roof, levy roof: {FULL}", "title": "Levy roof", "kind": "motion", "days": days[0]},
        {"text": f"{apart('levy', 'roof', 'museum', filler=filler)} {FULL}", "days": days[1]},
        *({"text": f"The museum {FULL}", "days": days[2]} for _ in range(9)),
    ]
    found = [number for number in order(documents, asked, wide=True, sort=sort, page_size=50) if number < 3]
    assert found == first


@pytest.mark.parametrize("page_size", [2, 20, 50])
@pytest.mark.parametrize(("pairs", "goes_on"), [(PAGE_SIZE - 2, True), (PAGE_SIZE, False)])
def test_a_wider_search_asks_for_fewer_words_until_it_has_found_enough(
    tmp_path: Path, page_size: int, pairs: int, goes_on: bool
):
    """Of four words that are equally frequent, some statements have two each and four have one."""
    backend = WhooshBackend(str(tmp_path / "index"))
    texts = [*["levy roof", "house bus"] * (pairs // 2), "levy", "roof", "house", "bus", *["nothing"] * 90]
    build(backend, *(make_document(number=place, text=text) for place, text in enumerate(texts, 1)))
    asked = question_of("levy", "roof", "house", "bus")
    found = backend.search(SearchRequest(question=asked, wide=True, page_size=page_size))
    assert found.total == pairs + 4 * goes_on
    assert {len(hit.missing) for hit in found.hits[:pairs]} == {2}
    assert {len(hit.missing) for hit in found.hits[pairs:]} <= {3}


def test_a_wider_search_goes_down_to_any_of_the_words(tmp_path: Path):
    backend = WhooshBackend(str(tmp_path / "index"))
    words = ("levy", "roof", "house", "bus", "tax")
    documents = [make_document(number=place, text=word) for place, word in enumerate(words, 1)]
    build(backend, *documents, *(make_document(text="nothing") for _ in range(20)))
    assert backend.search(SearchRequest(question=question_of(*words), wide=True)).total == 5


@pytest.mark.parametrize(
    ("words", "conditions", "found"),
    [
        (("levy",), (), [2]),
        (("levy", "tax"), (), [1, 2]),
        (("levy",), (Dated(None, PartialDate(2030)),), [1, 2]),
        (("levy",), (Dated(None, PartialDate(2030)), Not(Words("bus"))), [1, 2]),
    ],
)
def test_one_word_alone_is_not_looked_for_in_the_names_of_boards(
    order: Order, words: tuple[str, ...], conditions: tuple[Node, ...], found: list[int]
):
    documents: list[dict[str, Any]] = [
        {"text": "A tax.", "board_names": ("Levy Board",)},
        {"text": "A levy tax."},
    ]
    assert sorted(order(documents, Question(parts=parts_of(*words), conditions=conditions))) == found
