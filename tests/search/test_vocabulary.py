"""Searching the terms of a field by pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.engines.whoosh.segment import Segment, write_segment
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.engines.whoosh.vocabulary import Vocabulary
from archive.search.question.analysis import words
from archive.search.question.misspelling import is_one_edit, one_letter_apart, swapped
from tests.search.documents import make_document

TEXT = "a ab abc abd bcd school schools scholl skool tax taxes taxi Übung übungen школа школы 教育委員会 l'école 1,000"


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    (content,) = segments_of([make_document(text=TEXT)])
    path = tmp_path_factory.mktemp("segment") / "one.seg"
    write_segment(path, content)
    return Segment(path).vocabulary("words")


def found(vocabulary: Vocabulary, places: range | list[int]) -> set[str]:
    return {vocabulary.reader.term(place).decode() for place in places}


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out or changed, counted row by row (Wagner and Fischer, 1974)."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]


terms = sorted(set(words(TEXT)))
letters = st.text("abcdhlostux школаübg育教", max_size=7)


@given(st.one_of(st.sampled_from(terms), letters.filter(bool)), st.integers(0, 7), letters)
def test_misspelt_words_are_those_at_most_one_edit_away(vocabulary: Vocabulary, word: str, at: int, put: str):
    word = word[:at] + put[:1] + word[at:] or "a"
    expected = {term for term in terms if distance(word, term) <= 1}
    assert found(vocabulary, vocabulary.within_one_edit(word)) == expected


@given(st.one_of(st.sampled_from(terms), letters))
def test_prefixes_and_suffixes_find_the_words_that_begin_and_end_with_them(vocabulary: Vocabulary, part: str):
    assert found(vocabulary, vocabulary.with_prefix(part)) == {term for term in terms if term.startswith(part)}
    assert found(vocabulary, vocabulary.with_suffix(part)) == {term for term in terms if term.endswith(part)}


@given(letters, st.integers(0, 7), st.integers(0, 2), st.text("abсш", max_size=2))
def test_a_misspelling_is_one_edit_or_two_neighbours_swapped(one: str, at: int, cut: int, put: str):
    for other in {one[:at] + put + one[at + cut :], one[:at] + one[at : at + 2][::-1] + one[at + 2 :]}:
        assert is_one_edit(one, other) == (distance(one, other) <= 1)
        assert one_letter_apart(one, other) == (distance(one, other) <= 1 or other in swapped(one))
