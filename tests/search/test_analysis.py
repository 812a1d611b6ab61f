"""How a text becomes words."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.question.analysis import (
    fold,
    follows,
    lower,
    raw_tokens,
    raw_tokens_with_initial,
    raw_words,
    stems,
    tokens,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We’re here", ["we're", "here"]),
        ("DON'T say court's", ["don't", "say", "court's"]),
        ("O’Connell", ["o", "connell"]),
        ("l'école", ["l", "ecole"]),
        ("long-term 'quoted'", ["long", "term", "quoted"]),
        ("the U.S. economy", ["the", "u.s", "economy"]),
        ("$1,000.50, 3.5m", ["1000.50", "3.5m"]),
        ("item 8.D of 2017-02-23", ["item", "8", "d", "of", "2017", "02", "23"]),
        ("Báez BA\u0301EZ baez", ["baez", "baez", "baez"]),
        ("Straße İstanbul Kadıköy edu\u00adcation", ["strasse", "istanbul", "kadikoy", "education"]),
        ("ABC教育委員会、宗", ["abc", "教育", "育委", "委員", "員会", "宗"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("snake_case 👍 —", ["snake", "case"]),
        ("", []),
    ],
)
def test_a_text_becomes_words(text: str, expected: list[str]):
    assert words(text) == expected


def test_a_token_has_its_offsets_in_the_text():
    text = "The court’s order: 教育委"
    assert [(token.word, text[token.start : token.end]) for token in tokens(text)] == [
        ("the", "The"),
        ("court's", "court’s"),
        ("order", "order"),
        ("教育", "教育"),
        ("育委", "育委"),
    ]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Schools", "en", ("school",)),
        ("buses", "en", ("bus",)),
        ("children’s", "en", ("child",)),
        ("Court’s", "en-US", ("court",)),
        ("Báez", "en", ("baez",)),
        ("educación", "es", ("educ", "educacion")),
        ("Educaciones", "es-MX", ("educ",)),
        ("Schulen", "de", ("schul",)),
        ("skoler", "nb", ("skol",)),
        ("المدرسة", "ar", ("درس",)),
        ("dzień", "pl", ("dzien",)),
        ("教育", "ja", ("教育",)),
        ("1000", "en", ("1000",)),
        ("buses", "", ("buses",)),
    ],
)
def test_words_have_the_stems_of_their_language(word: str, language: str, expected: tuple[str, ...]):
    assert stems(word, language) == expected


def test_no_word_is_longer_than_the_index_allows():
    assert len(words("x" * 10_000)[0]) == 64


@given(st.text())
def test_every_way_to_split_a_text_gives_the_same_words(text: str):
    found = list(tokens(text))
    assert [fold(raw) for raw in raw_words(text)] == [token.word for token in found]
    assert [lower(raw) for raw in raw_words(text)] == [token.written for token in found]
    assert all(token.word and token.start < token.end for token in found)


@given(st.text(), st.sampled_from(["en", "es", "de", "fr", "ar", "ru", "hu", "fi", "xx"]))
def test_every_word_has_a_stem_in_every_language(text: str, language: str):
    assert all(stem for token in tokens(text) for stem in stems(token.written, language))


# What begins, joins or ends a word, so that random texts are full of doubtful beginnings.
PIECES = st.sampled_from(
    [
        "d",
        "S",
        "t",
        "U",
        "é",
        "e\u0301",
        "\u0301",
        "\u00ad",
        ".",
        ",",
        "'",
        "’",
        "1",
        "5",
        "_",
        " ",
        "\n",
        "█",
        "-",
        "ß",
        "क",
        "़",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.frozensets(st.sampled_from("dstu15eßक"), max_size=3))
@settings(max_examples=200)
def test_the_words_with_some_initials_are_those_of_the_whole_text(text: str, initials: frozenset[str]):
    every = list(raw_tokens(text))
    found = list(raw_tokens_with_initial(text, initials))
    assert [token for token in every if token in found] == found
    assert [token for token in every if fold(token[0])[:1] in initials] == [
        token for token in found if fold(token[0])[:1] in initials
    ]
    assert all(follows(text, one[2], two[1]) for one, two in pairwise(every))
    assert not any(follows(text, one[2], two[1]) for one, two in zip(every, every[2:], strict=False))


def test_a_long_text_without_spaces_takes_no_longer_for_each_word():
    text = "a.'s," * 20_000
    assert list(raw_tokens_with_initial(text, frozenset("as"))) == list(raw_tokens(text))
