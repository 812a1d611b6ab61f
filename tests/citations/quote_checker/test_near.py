"""A quotation with one word wrong: where the rest of it is, and what the search is asked for."""

import re
from collections.abc import Callable

import pytest

from archive.citations.quote_checker.candidates import loose_query, narrowed, strict_query
from archive.citations.quote_checker.near import one_word_off
from archive.citations.quote_checker.quotation import PastedQuotation, readings
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.typed import typed_days

FIVE = "red blue green gray pink"


@pytest.mark.parametrize(
    ("quotation", "text", "runs", "why"),
    [
        (FIVE, "so red blue OTHER gray pink so", ["red blue", "gray pink"], "a word is changed in the middle"),
        (FIVE, "red OTHER green gray pink", ["red", "green gray pink"], "the second is changed"),
        (FIVE, "red blue green OTHER pink", ["red blue green", "pink"], "the last but one is changed"),
        (FIVE, "so red blue green EXTRA gray pink", ["red blue green", "gray pink"], "a word is left out"),
        (FIVE, "red EXTRA blue green gray pink", ["red", "blue green gray pink"], "one is left out after the first"),
        (FIVE, "red blue green gray EXTRA pink", ["red blue green gray", "pink"], "one is left out before the last"),
        (FIVE, "so red blue gray pink so", ["red blue", "gray pink"], "a word is added"),
        (FIVE, "red green gray pink", ["red", "green gray pink"], "the second is added"),
        (FIVE, "red blue green pink", ["red blue green", "pink"], "the last but one is added"),
        (FIVE, "red blue OTHER EXTRA gray pink", [], "two words differ"),
        (FIVE, "red blue OTHER EXTRA green gray pink", [], "two words are left out"),
        (FIVE, "red gray pink", [], "two words are added"),
        (FIVE, "OTHER blue green gray pink", [], "the first word is wrong, so the rest is found by itself"),
        (FIVE, "red blue green gray OTHER", [], "so is it without the last"),
    ],
)
def test_both_runs_of_words_around_the_wrong_one_are_found(quotation: str, text: str, runs: list[str], why: str):
    sought, there = quotation.split(), SplitText(text)
    found = one_word_off(sought, there)

    assert [" ".join(sought[block.quote : block.quote + block.size]) for block in found] == runs, why
    assert [" ".join(there.keys[block.text : block.text + block.size]) for block in found] == runs, why


def pasted(text: str) -> PastedQuotation:
    return readings(text)[-1]


@pytest.mark.parametrize("query_of", [loose_query, strict_query])
def test_a_long_quotation_asks_the_index_for_few_words(query_of: Callable[[PastedQuotation], str]):
    sought = query_of(pasted(" ".join(f"w{number}" for number in range(500))))

    assert 0 < len(re.findall(r"w\d+", sought)) <= 30


@pytest.mark.parametrize(
    ("families", "day", "query"),
    [
        (["sample"], "", "(x) (speaker:sample)"),
        (["sample", "other"], "", "(x) (speaker:sample OR speaker:other)"),
        ([], "22 July 2026", "(x) date:2026-07-22"),
        (["sample"], "22 July 2026", "(x) (speaker:sample)"),
        ([], "", ""),
    ],
)
def test_a_search_is_narrowed_to_the_people_or_else_the_day(families: list[str], day: str, query: str):
    assert narrowed("x", families, typed_days(day)) == query
