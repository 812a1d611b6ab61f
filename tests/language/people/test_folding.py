"""What makes two spellings of a name one, and which marks are part of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.language.people import fold
from archive.language.people.folding import without_accents


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Émile O’Example-Sample_x", "emile oexample sample x"),
        ("  J.  SAMPLE ", "j sample"),
        ("\u200fKim \ufe0fExample\u00ad", "kim example"),
        ("नमूना सिंह", "नमूना सिंह"),
        ("மாதிரி", "மாதிரி"),
        ("ตัวอย่าง", "ตัวอย่าง"),
        ("ज़फ़र", "जफर"),
        ("عَلي", "علي"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_accents_and_points_are_left_out_and_vowel_signs_stay(name: str, folded: str):
    assert fold(name) == folded


@given(st.text(max_size=60))
def test_a_folded_name_is_folded(name: str):
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet=st.characters(categories=["Lo", "Mc"]), min_size=1, max_size=8))
def test_no_sign_of_a_word_ends_it(word: str):
    assert len(fold(word).split()) == len(without_accents(word).split())
