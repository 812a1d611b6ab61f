"""The words of a search, found in a text."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.answer.marking import Marker, marker_of
from archive.search.engines.results import MarkedSegment
from tests.search.oracle import WORDS, sample_documents


def marker(search: str, language: str = "en") -> Marker:
    return marker_of(search, language)


def marked(search: str, text: str, language: str = "en") -> str:
    """Return the text with brackets around what is marked."""
    return "".join(
        f"[{segment.text}]" if segment.marked else segment.text for segment in marker(search, language).segments(text)
    )


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("immigration", "[Immigration], [immigrations]; no emigration."),
        ("Baez", "[BÁEZ], [Báez] and [Ba\u0301ez]."),
        ("Báez", "[Baez] came."),
        ("council's", "The [council’s] vote, the [council's] vote."),
        ('"school bus"', "A [school bus], a [School  bus], a [school\nbus]; the bus of the school."),
        ('"well known"', "It is “[well-known]”, he said."),
        ('"immigrations"', "[Immigrations], not immigration."),
        ("well-known", "The [well-known] man is known; well and known."),
        ("educat*", "[Educators] [educated] us."),
        ("budgte~", "The [budget], the [budgte], the budgets."),
        ("budget -levy", "A [budget], no levy."),
        ("tax OR levy", "[Tax] or [levies]."),
        ("budget speaker:baez", "Baez on the [budget]."),
        ("title:bus budget", "A bus, a [budget]."),
        ('"budget cuts"~5', "[Cuts] to the [budget]."),
        ("U.S. policy", "[U.S]. [policy]"),
        ("zzz", "Nothing here."),
        ("", "Nothing here."),
    ],
)
def test_words_are_marked_as_they_were_searched_for(search, text):
    assert marked(search, text.replace("[", "").replace("]", "")) == text


def test_common_words_are_marked_only_beside_another_word_of_the_search():
    text = "The state of the union of the states."
    assert marked("state of the union", text) == "[The] [state] [of] [the] [union] [of] [the] [states]."
    assert (
        marked("the budget of the council", "The union and the budget of it.")
        == "The union and [the] [budget] [of] it."
    )
    assert marked("what is it", "It is what it is.") == "[It] [is] [what] [it] [is]."


def test_words_are_marked_in_the_language_of_the_text():
    assert marked("escuela", "Las escuelas públicas", "es") == "Las [escuelas] públicas"
    assert marked("كتاب", "قرأ والكتاب كتب", "ar") == "قرأ [والكتاب] [كتب]"
    assert marked("教育", "市教育委員会", "ja") == "市[教育]委員会"
    assert marked("教育委員", "市教育委員会", "ja") == "市[教育委員]会"


def test_a_part_of_a_text_has_the_marks_of_the_whole():
    text = "A school bus. The bus."
    assert marker('"school bus"').segments(text, 9) == [
        MarkedSegment("bus", marked=True),
        MarkedSegment(". The bus.", marked=False),
    ]
    assert marker('"school bus"').segments(text, 3, 9) == [MarkedSegment("chool ", marked=True)]


@given(st.text(alphabet="abct béÁ'’-.,\n教育\u0301\u00adUS19<&>\"“”", max_size=80), st.text(max_size=30))
def test_marking_loses_no_character_of_any_text(text, search):
    found = marker(search).segments(text)
    assert "".join(segment.text for segment in found) == text


@given(st.lists(st.sampled_from(["bus", "Bus", "buses", "the", "báez", "o’er", "“bus”", "long-term"]), max_size=30))
def test_every_form_of_a_word_is_marked_and_nothing_else(words):
    text = " ".join(words)
    assert [segment.text for segment in marker("bus").segments(text) if segment.marked] == [
        word.strip("“”") for word in words if "bus" in word.lower()
    ]


@pytest.mark.parametrize("seed", range(10))
def test_the_same_words_are_marked_whether_all_are_looked_at_or_those_with_their_initials(seed: int):
    """All words are looked at if a part of the text has no spaces between words."""
    draw = random.Random(seed)
    for document in sample_documents(seed, 60):
        typed = draw.choice(["{} {}", '"{} {}"', "{} OR {}", "{}* {}"]).format(*draw.choices(WORDS, k=2))
        text = document.text.replace(" bus", ".\n“Bus”")
        asked = marker(typed, document.language)
        assert asked.spans(text) == asked.spans(f"{text} 教")
