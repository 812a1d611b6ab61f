"""The evaluator finds and scores the same as stock Whoosh in the same index."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import PartialDate
from archive.search.engines.whoosh.evaluation import Evaluator
from archive.search.engines.whoosh.index import Index
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.question import Facet, query
from archive.search.question.grammar.nodes import All, AnyOf, Choice, Dated, Not
from tests.search.oracle import SAMPLE_TERMS, disagreement, ours, sample_documents, trees

LAYOUTS = ("one segment", "deletions", "many segments", "many segments with deletions", "merged", "one document")


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Index]:
    """Indexes of the same sample, laid out in different ways."""
    made = {}
    for layout in LAYOUTS:
        index = Index(tmp_path_factory.mktemp("indexes") / layout.replace(" ", "-"))
        index.folder.create()
        documents = sample_documents(seed=5, count=1 if layout == "one document" else 120)
        pieces = 7 if layout.startswith("many") else 1
        contents = [content for piece in range(pieces) for content in segments_of(documents[piece::pieces])]
        index.folder.commit(list(map(index.folder.write_segment, contents)))
        if "deletions" in layout or layout == "merged":
            draw = random.Random(3)
            index.update(draw.sample(documents, 15), gone=draw.sample(range(1, 121), 25))
        if layout == "merged":
            for document in documents[:60]:
                index.update([document], gone=[])
        made[layout] = index
    return made


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@given(wanted=trees(SAMPLE_TERMS))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_queries_find_and_score_the_same_as_stock_whoosh(
    layout: str, indexes: dict[str, Index], wanted: query.Query
):
    assert disagreement(indexes[layout], wanted) == ""


@pytest.mark.parametrize("layout", ["one segment", "many segments with deletions"])
@given(wanted=trees(SAMPLE_TERMS), seed=st.integers(0, 2**32 - 1), share=st.sampled_from((0.02, 0.2, 0.9)))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_searching_some_documents_finds_those_that_a_full_search_finds(
    layout: str, indexes: dict[str, Index], wanted: query.Query, seed: int, share: float
):
    snapshot = indexes[layout].snapshot()
    among = np.flatnonzero(np.random.default_rng(seed).random(snapshot.size) < share)
    everywhere, here = Evaluator(snapshot).find(wanted), Evaluator(snapshot).find(wanted, among)
    expected = np.isin(everywhere.at, among)
    assert among[here.at].tolist() == everywhere.at[expected].tolist()
    assert here.scores == pytest.approx(everywhere.scores[expected], rel=1e-5)
    assert Evaluator(snapshot, scored=False).find(wanted, among).at.tolist() == here.at.tolist()


THE, SCHOOL, BUS = (query.Term("words", word) for word in ("the", "school", "bus"))
EITHER = AnyOf((SCHOOL, BUS))


@pytest.mark.parametrize(
    "wanted",
    [
        query.Term("words", "school", boost=3.0),
        Choice(Facet.KIND, ("motion", "vote"), "kind", ""),
        All((THE, SCHOOL)),
        All((SCHOOL, THE, BUS)),
        All((THE, EITHER, Not(Choice(Facet.RESULT, ("carried",), "result", "")))),
        AnyOf((THE, SCHOOL, BUS)),
        AnyOf((query.Term("words", "nothing"), BUS)),
        query.AndMaybe(SCHOOL, BUS),
        query.Phrase("words", ["the", "school"], boost=0.5),
        query.Prefix("words", "teach", boost=3.0),
        query.Fuzzy("words", "teachor"),
        query.Near("words", [["school", "board"], ["the"]], slop=3),
        Dated(PartialDate(2017), None),
        query.Every(),
    ],
)
def test_every_kind_of_query_finds_and_scores_the_same_as_stock_whoosh(indexes: dict[str, Index], wanted: query.Query):
    for layout in ("one segment", "many segments with deletions"):
        assert ours(indexes[layout], wanted)
        assert disagreement(indexes[layout], wanted) == ""


@pytest.mark.parametrize("slop", [1, 2, 5])
def test_every_kind_of_nearness_finds_the_same_as_stock_whoosh(indexes: dict[str, Index], slop: int):
    """A word may be asked for twice, and a word may have several forms."""
    rows = [
        "the the",
        "the of",
        "of the of",
        "the school board",
        "the the the",
        "teacher teachers the",
        "the levy zebra",
    ]
    several = ["teacher", "teachers", "board"]
    for row in rows:
        words = [[word] for word in row.split()]
        for parts in (words, [*words, several], [several, *words], [words[0], several, words[-1]]):
            wanted = query.Near("words", parts, slop=slop)
            assert disagreement(indexes["many segments with deletions"], wanted) == ""


@pytest.mark.parametrize("row", ["the", "the of", "the the", "of the school", "zebra the", "the school the of"])
def test_every_phrase_finds_the_same_as_stock_whoosh(indexes: dict[str, Index], row: str):
    for layout in ("one segment", "many segments with deletions"):
        assert disagreement(indexes[layout], query.Phrase("words", row.split(), boost=2.0)) == ""
