"""The words that a text must have, whatever else a search asks for."""

from collections.abc import Iterable

import pytest

from archive.search.question.concepts import Concepts
from archive.search.question.grammar.leaves import MOST_WORDS
from archive.search.question.natural.needed import Needed, NeededWords
from archive.search.question.natural.understanding import no_words


class Names:
    """The names of one speaker."""

    def known(self, words: Iterable[str]) -> set[str]:
        """Return which of the words are part of a name."""
        return {"ada", "quill"}.intersection(words)


def needed(text: str, *, literal: bool = False) -> Needed:
    return NeededWords(Concepts([("bus", "coach")]), Names(), no_words).of(text, literal=literal)


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("roof lease", ["roof", "lease"], []),
        ("the roof", ["roof"], []),
        ("the", ["the"], []),
        ('the "school board" roof', ["roof"], ["school board"]),
        ('the "school board"', [], ["school board"]),
        ("roof quill", ["roof", "quill"], []),
        ("officer mayor", ["officer", "mayor"], []),
        ("will sample roof", ["sample", "roof"], []),
        (" ".join(["roof"] * MOST_WORDS), ["roof"] * MOST_WORDS, []),
    ],
)
def test_plain_words_are_all_needed_except_those_of_grammar(text: str, words: list[str], quoted: list[str]):
    assert needed(text) == Needed(words, quoted, are_all=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bus roof", ["roof"]),
        ("roof coaches", ["roof"]),
        ("roof in March", ["roof"]),
        ("what was said about the roof", ["roof"]),
        ("Quill about the roof", ["Quill", "roof"]),
        ("keep looking for roof leaks", ["roof", "leaks"]),
        ("officer por officer", []),
        ("the roof by the school board president", ["roof"]),
        ("the mayor on the roof", ["roof"]),
        ("Mrs Quill roof", ["Quill", "roof"]),
        ("Paul Quill", ["Quill"]),
        ("Paul Quill on the roof", ["Quill", "roof"]),
        ("Will Sample roof", ["Sample", "roof"]),
    ],
)
def test_words_of_a_concept_a_date_a_person_or_a_question_may_mean_more(text: str, words: list[str]):
    assert needed(text) == Needed(words, [], are_all=False)


def test_literal_words_mean_only_themselves():
    assert needed("the bus in March", literal=True) == Needed(["the", "bus", "in", "March"], [], are_all=True)


@pytest.mark.parametrize(
    "text",
    [
        "roof OR lease",
        "roof*",
        "board:school roof",
        "(roof)",
        '"roof" NOT lease',
        " ".join(["roof"] * (MOST_WORDS + 1)),
        f'"{" ".join(["roof"] * MOST_WORDS)}" lease',
    ],
)
@pytest.mark.parametrize("literal", [False, True])
def test_more_than_a_few_plain_words_may_need_none_of_them(text: str, literal: bool):
    assert needed(text, literal=literal) == Needed([], [], are_all=False)
