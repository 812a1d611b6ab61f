"""The fragment that makes a browser scroll to the words."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.removed_words.passages import whole_words
from archive.citations.passages.permalink import text_fragment
from archive.citations.passages.quote_range import OutsideText, QuoteRange

TEXT = "We, the board, approve a five-year plan for staff & pupils.\n\nIt begins in May and ends when the plan is done."


def fragment(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return text_fragment(text, QuoteRange(start, start + len(words)))


def test_hyphens_commas_and_ampersands_are_encoded() -> None:
    assert fragment("approve a five-year plan for staff & pupils.") == (
        "#:~:text=We%2C%20the%20board%2C-,approve%20a%20five%2Dyear%20plan%20for%20staff%20%26%20pupils."
    )


def test_surrounding_words_distinguish_the_passage_from_others() -> None:
    assert fragment("plan is") == "#:~:text=ends%20when%20the-,plan%20is,-done."


def test_a_passage_across_two_paragraphs_is_given_by_its_ends() -> None:
    assert fragment("staff & pupils.\n\nIt begins") == (
        "#:~:text=five%2Dyear%20plan%20for-,staff%20%26%20pupils.,It%20begins,-in%20May%20and"
    )


def test_a_part_of_a_word_is_widened_to_the_word() -> None:
    assert fragment("egins in Ma") == "#:~:text=It-,begins%20in%20May,-and%20ends%20when"


@given(st.text(st.sampled_from("ab-,& \né%"), min_size=1, max_size=40), st.data())
def test_only_the_syntax_is_left_unencoded(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    written = text_fragment(text, QuoteRange(start, data.draw(st.integers(start + 1, len(text)))))
    if not written:
        return
    parts = written.removeprefix("#:~:text=").split(",")
    assert 1 <= len(parts) <= 4
    for index, written_part in enumerate(parts):
        part = written_part
        assert "-" not in part.removesuffix("-" if index == 0 else "").removeprefix(
            "-" if index == len(parts) - 1 else ""
        )
        words = unquote(part.strip("-")) if index in (0, len(parts) - 1) else unquote(part)
        assert words in " ".join(text.split())


def test_a_passage_outside_the_text_says_so() -> None:
    with pytest.raises(OutsideText):
        text_fragment("short", QuoteRange(0, 9))


# What the script of the pages makes of the same cases is tested in tests/browser/test_text_fragment.py.
CASES = json.loads((Path(__file__).parent / "text_fragments.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_server_makes_the_same_links_as_the_script(case: dict) -> None:
    passage = whole_words(case["text"], QuoteRange(case["start"], case["end"]))
    assert [passage.start, passage.end] == case["whole"]
    assert text_fragment(case["text"], passage) == case["fragment"]
