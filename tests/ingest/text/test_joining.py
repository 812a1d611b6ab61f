import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.text.joining import Unwrapper, ends_sentence, join, running, sentences


@pytest.mark.parametrize("text", ["Yes.", "Really?”", "So (they said).", "開会します。"])
def test_sentences_end_at_their_punctuation(text: str):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Thank you, Mr.", "and then", "the U.S. and J."])
def test_an_abbreviation_does_not_end_a_sentence(text: str):
    assert not ends_sentence(text)


def test_a_long_text_is_split_into_paragraphs():
    assert running(["Short.", "More."]) == "Short. More."
    assert "\n\n" in running(["word " * 150 + "end.", "More."])


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=2))
def test_joining_lines_keeps_words_without_hyphens(words: list[str]):
    assert Unwrapper(words).text(words).replace(" ", "") == "".join(words)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("we", "go", "we go"),
        ("見本", "です", "見本です"),
        ("見本", "go", "見本 go"),
        ("we", "見本", "we 見本"),
        ("", "go", "go"),
        ("we", "", "we"),
    ],
)
def test_two_pieces_are_joined_with_a_space_unless_their_script_has_none(left: str, right: str, joined: str):
    assert join(left, right) == joined
    assert running([left, right]) == joined


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Mr. Sample spoke. So did I", ["Mr. Sample spoke.", "So did I"]),
        ("He said “yes.” I go.", ["He said “yes.”", "I go."]),
        ("開会。次。", ["開会。", "次。"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, found: list[str]):
    assert list(sentences(text)) == found


@pytest.mark.parametrize(
    ("lines", "elsewhere", "joined", "why"),
    [
        (["in ter-", "est"], "", "in terest", "nothing else in the document shows it"),
        (["a semi-", "colon"], "well- / known / well-known", "a semi-colon", "another line end keeps its hyphen"),
        (["a semi-", "colon"], "ques- / tion / question", "a semicolon", "another line end loses it"),
        (["a semi-", "colon"], "well- / known / well-known / semicolon", "a semicolon", "the word stands elsewhere"),
        (["a semi-", "colon"], "ques- / tion / question / semi-colon", "a semi-colon", "so does the hyphenated one"),
        (["a ques-", "Tion"], "question", "a ques-Tion", "a capital follows"),
        (["from 5-", "year"], "5year", "from 5-year", "a figure is before it"),
        (["word—", "so"], "", "word—so", "a dash"),
        (["word--", "so"], "", "word--so", "two hyphens"),
        (["in ter-", "“est”"], "interest", "in ter- “est”", "no word follows"),
    ],
)
def test_a_hyphen_at_a_line_end_follows_the_rest_of_the_document(
    lines: list[str], elsewhere: str, joined: str, why: str
):
    assert Unwrapper([*lines, *elsewhere.split(" / ")]).text(lines) == joined, why
