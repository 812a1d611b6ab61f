import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.text.joining import Unwrapper, ends_sentence, go_on


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["the ques-", "tion", "a question"], "the question"),
        (["the long-", "run view", "the long-run view"], "the long-run view"),
        (["from 1976-", "2016", ""], "from 1976-2016"),
        (["Jean-", "Luc", ""], "Jean-Luc"),
        (["wait--", "no", ""], "wait--no"),
        (["plain", "words", ""], "plain words"),
    ],
)
def test_hyphens_at_line_ends_follow_the_spelling_in_the_document(lines: list[str], joined: str):
    assert Unwrapper(lines).text(lines[:2]) == joined


@pytest.mark.parametrize("text", ["Yes.", "Really?”", "So (they said).", "開会します。"])
def test_sentences_end_at_their_punctuation(text: str):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Thank you, Mr.", "and then", "the U.S. and J."])
def test_an_abbreviation_does_not_end_a_sentence(text: str):
    assert not ends_sentence(text)


def test_a_long_text_is_split_into_paragraphs():
    assert go_on("Short.", "More.") == "Short. More."
    assert "\n\n" in go_on("word " * 150 + "end.", "More.")


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=2))
def test_joining_lines_keeps_words_without_hyphens(words: list[str]):
    assert Unwrapper(words).text(words).replace(" ", "") == "".join(words)
