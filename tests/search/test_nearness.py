"""Phrases and near words are found in a large segment as in its texts, whether few texts have the words or most."""

import random
from itertools import pairwise, product

import numpy as np
import pytest

from archive.search.engines.whoosh import nearness
from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.closeness import QuestionWord, earned
from archive.search.engines.whoosh.segment import Segment
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question.weights import Weights
from tests.search.documents import make_document

SHARES = {"the": 0.9, "of": 0.8, "board": 0.3, "levy": 0.04, "roof": 0.01}
PHRASES = [
    ["the", "of"],
    ["of", "the"],
    ["levy", "the"],
    ["the", "board", "of"],
    ["roof", "levy"],
    ["of", "the", "roof"],
]


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    draw = random.Random(7)
    found = []
    for _ in range(1200):
        had = [word for word, share in SHARES.items() if draw.random() < share] or ["none"]
        found.append([draw.choice([*had, "filler"]) for _ in range(draw.randrange(1, 30))])
    return found


@pytest.fixture(scope="module")
def snapshot(texts: list[list[str]]) -> Snapshot:
    documents = [make_document(number=number, text=" ".join(words)) for number, words in enumerate(texts, 1)]
    return Snapshot(1, [(ArraySegment("test", len(texts)), Segment.in_memory(next(iter(segments_of(documents)))))])


@pytest.mark.parametrize("phrase", PHRASES, ids=" ".join)
@pytest.mark.parametrize("step", [None, 1, 3, 50])
def test_a_phrase_is_found_where_it_is(snapshot: Snapshot, texts: list[list[str]], phrase: list[str], step: int | None):
    among = range(0, len(texts), step or 1)
    expected = [at for at in among if f" {' '.join(phrase)} " in f" {' '.join(texts[at])} "]
    given = None if step is None else np.array(among)
    assert nearness.phrase(snapshot, "words", [word.encode() for word in phrase], given).tolist() == expected


@pytest.mark.parametrize(("one", "other"), [*pairwise(SHARES), ("the", "roof"), ("roof", "of")])
@pytest.mark.parametrize("step", [1, 50])
def test_near_words_are_found_where_they_are(
    snapshot: Snapshot, texts: list[list[str]], one: str, other: str, step: int
):
    among = range(0, len(texts), step)
    expected = [
        at
        for at in among
        if any(
            {texts[at][a], texts[at][b]} == {one, other}
            for a, b in product(range(len(texts[at])), repeat=2)
            if 0 < b - a <= 3
        )
    ]
    groups = [[one.encode()], [other.encode(), b"missing"]]
    found = nearness.near(snapshot, "words", groups, np.array(among), 3)
    assert found.tolist() == expected


@pytest.mark.parametrize("count", range(3, 12))
def test_nearness_weighs_as_much_in_a_long_question_as_in_one_of_two_words(count: int):
    words = [f"word{chr(ord('a') + at)}" for at in range(count)]
    documents = [make_document(number=1, text=" ".join(words)), make_document(number=2, text="none of them")]
    built = Segment.in_memory(next(iter(segments_of(documents))))
    snapshot = Snapshot(1, [(ArraySegment("test", 2), built)])

    def gained(some: list[str]) -> float:
        asked = [QuestionWord([word.encode()], 1.0) for word in some]
        return float(earned(snapshot, np.array([0]), asked, Weights(passage=0.0))[0]) / len(some)

    assert gained(words) == pytest.approx(gained(words[:2]), rel=1e-4)
    assert gained(words) > 0
