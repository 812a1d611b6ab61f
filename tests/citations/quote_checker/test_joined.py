"""A quotation that joins runs of words from several statements."""

import pytest

from archive.citations.quote_checker.joined import joined, runs
from archive.citations.quote_checker.quotation import readings
from archive.citations.quote_checker.text import SplitText
from archive.models import Revision

ONE, OTHER = ("a1 a2 a3 a4 a5 a6 a7", "b1 b2 b3 b4 b5 b6 b7")
TEXTS = [
    (Revision(statement_id=number), SplitText(text)) for number, text in enumerate(["a1 a2 a3 a4 a5 b1", ONE, OTHER])
]


@pytest.mark.parametrize(
    ("pasted", "found", "why"),
    [
        ("a1 a2 a3 a4 a5", ["a1 a2 a3 a4 a5"], "five words are a run"),
        ("a1 a2 a3 a4", [], "four are not"),
        (ONE, [ONE], "the longest run in any text"),
        ("a2 a3 a4 a5 a6 b1 b2 b3 b4 b5", ["a2 a3 a4 a5 a6", "b1 b2 b3 b4 b5"], "a run of each of two texts"),
        ("x a2 a3 a4 a5 a6", ["a2 a3 a4 a5 a6"], "one word before the run"),
        ("x y a2 a3 a4 a5 a6", ["a2 a3 a4 a5 a6"], "two words before it"),
        ("a3 a4 a5 a6 a7 x b3 b4 b5 b6 b7", ["a3 a4 a5 a6 a7", "b3 b4 b5 b6 b7"], "a word between two runs"),
    ],
)
def test_the_longest_runs_of_five_words_or_more_are_found(pasted: str, found: list[str], why: str):
    parts = runs(readings(pasted)[-1], TEXTS)

    assert [part.words for part in parts] == found, why
    assert [part.words.split() for part in parts] == [
        pasted.split()[part.first : part.first + part.size] for part in parts
    ]


@pytest.mark.parametrize(
    ("pasted", "statements", "why"),
    [
        ("a3 a4 a5 a6 a7 b1 b2 b3 b4 b5", [1, 2], "all words"),
        ("a3 a4 a5 a6 a7 x y b1 b2 b3 b4 b5", [], "all but two of twelve"),
        ("a3 a4 a5 a6 a7 a1 a2 a3 a4 a5 a6", [], "one statement"),
    ],
)
def test_nearly_all_words_of_a_joined_quotation_are_in_two_statements(pasted: str, statements: list[int], why: str):
    parts = joined(readings(pasted)[-1], TEXTS)

    assert [part.revision.statement_id for part in parts] == statements, why
