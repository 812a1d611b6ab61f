"""Both engines find the same statements: 800 searches of 16 kinds, and questions, on one sample."""

import random
from collections.abc import Callable

import pytest

from archive.search import SearchRequest
from archive.search.engines import SearchBackend
from archive.search.engines.opensearch import OpenSearchBackend
from archive.search.engines.whoosh import WhooshBackend
from archive.search.question import Facet, Sort
from tests.search.indexes import build, question_of
from tests.search.oracle import NAMES, TOPICS, WORDS, sample_documents

STATEMENTS, OF_EACH_KIND, SHOWN = 300, 50, 20
draw = random.Random(20170223)
DAYS = ("2016", "2016-05", "2017-02-23", "2018")


def words(count: int) -> list[str]:
    return draw.sample([word for word in WORDS if word.isalpha()], count)


KINDS: dict[str, Callable[[], str]] = {
    "word": lambda: draw.choice(WORDS),
    "two words": lambda: " ".join(words(2)),
    "three words": lambda: " ".join(words(3)),
    "either": lambda: " OR ".join(words(2)),
    "phrase": lambda: f'"{" ".join(words(2))}"',
    "prefix": lambda: f"{words(1)[0][:3]}*",
    "misspelt": lambda: f"{words(1)[0][:-1]}x~",
    "near": lambda: f" NEAR/{draw.randint(1, 8)} ".join(words(2)),
    "not": lambda: "{} -{}".format(*words(2)),
    "speaker": lambda: f'speaker:"{draw.choice(NAMES)}" {words(1)[0]}',
    "topic": lambda: f"topic:{draw.choice(TOPICS).split()[0]}",
    "title": lambda: f"title:{words(1)[0]}",
    "vote": lambda: f'voted:{draw.choice(("yes", "no"))} speaker:"{draw.choice(NAMES)}"',
    "result": lambda: f"{words(1)[0]} result:{draw.choice(('passed', 'failed'))}",
    "dates": lambda: f"{words(1)[0]} date:{draw.choice(DAYS)}..2019",
    "kind": lambda: f"({' OR '.join(words(2))}) kind:motion -title:{words(1)[0]}",
}


@pytest.fixture
def engines(make_backend: Callable[[], OpenSearchBackend], tmp_path) -> tuple[SearchBackend, SearchBackend]:
    both = WhooshBackend(str(tmp_path / "index")), make_backend()
    for engine in both:
        build(engine, *sample_documents(1, STATEMENTS))
    return both


def found(engine: SearchBackend, request: SearchRequest) -> tuple[int, set[int], dict[Facet, list]]:
    results = engine.search(request)
    return results.total, {hit.number for hit in results.hits}, results.facets


def test_both_engines_find_the_same_in_eight_hundred_searches(engines):
    overlaps = []
    for make in KINDS.values():
        for text in dict.fromkeys(make() for _ in range(OF_EACH_KIND)):
            everything = SearchRequest(text=text, page_size=STATEMENTS, with_facets=True)
            embedded, server = (found(engine, everything) for engine in engines)
            assert server == embedded, text
            first, other = (found(engine, SearchRequest(text=text, page_size=SHOWN))[1] for engine in engines)
            overlaps.append(len(first & other) / max(1, len(first)))
    print(f"{len(overlaps)} searches, {sum(overlaps) / len(overlaps):.0%} of the first {SHOWN} hits the same")


@pytest.mark.parametrize("wide", [False, True])
def test_both_engines_find_the_same_for_questions(engines, wide: bool):
    for _ in range(4 * OF_EACH_KIND):
        asked = SearchRequest(question=question_of(*words(draw.randint(1, 6))), page_size=STATEMENTS, wide=wide)
        (total, numbers, _), (other_total, other_numbers, _) = (found(engine, asked) for engine in engines)
        assert (other_total, other_numbers) == (total, numbers), asked.question


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_hits_by_date_are_in_the_same_order(engines, sort: Sort):
    for page in (1, 2, 9):
        asked = SearchRequest(text="school OR board", sort=sort, page=page)
        first, other = ([hit.number for hit in engine.search(asked).hits] for engine in engines)
        assert first == other
