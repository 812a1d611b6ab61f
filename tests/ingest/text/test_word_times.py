"""The times of words in a file are put at the same words of its turns."""

import pytest

from archive.ingest.parsed import Turn
from archive.ingest.text.word_times import SaidWord, said_words, with_words


def placed(turns: list[str], said: list[str]) -> list[list[str]]:
    """Return for each turn the words found in it, with the offset of each."""
    words = [SaidWord(word, float(n), n + 0.5) for n, word in enumerate(said)]
    found = with_words([Turn(text) for text in turns], words)
    return [[f"{turn.text[word.offset :].split()[0]}@{word.offset}" for word in turn.words] for turn in found]


@pytest.mark.parametrize(
    ("turns", "said", "places", "why"),
    [
        (["we go on", "and so"], ["we", "go", "on", "and", "so"], [["we@0", "go@3", "on@6"], ["and@0", "so@4"]], "all"),
        (["go go go"], ["go", "go", "go"], [["go@0", "go@3", "go@6"]], "a repeated word"),
        (["we go"], ["we", "walk", "go"], [["we@0", "go@3"]], "a word that the text lacks"),
        (["we", "no", "on"], ["we", "on"], [["we@0"], [], []], "a turn is not skipped"),
        (["we go", "we stay"], ["we", "stay"], [["we@0"], ["stay@3"]], "the next turn, from its beginning"),
    ],
)
def test_each_word_is_at_its_next_place(turns: list[str], said: list[str], places: list[list[str]], why: str):
    assert placed(turns, said) == places, why


WORD = {"word": " we ", "start": 1, "end": 2.5, "probability": 0.5}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (WORD, [SaidWord("we", 1, 2.5, 0.5)]),
        ({**WORD, "probability": 1}, [SaidWord("we", 1, 2.5, 1)]),
        ({**WORD, "probability": 1.1}, [SaidWord("we", 1, 2.5, 1.0)]),
        ({**WORD, "probability": None}, [SaidWord("we", 1, 2.5, 1.0)]),
        ({"word": "we", "start": 1, "end": 2, "score": 0.25}, [SaidWord("we", 1, 2, 0.25)]),
        ({"word": "we", "start": 1, "end": 1}, [SaidWord("we", 1, 1, 1.0)]),
        ({"word": "we", "start": 0, "end": 1}, [SaidWord("we", 0, 1, 1.0)]),
        ({**WORD, "end": 0.5}, []),
        ({**WORD, "start": -1}, []),
        ({**WORD, "start": True}, []),
        ({**WORD, "end": float("inf")}, []),
        ({**WORD, "start": float("nan")}, []),
        pytest.param({**WORD, "end": 10**400}, [], id="more than a float holds"),
        ({**WORD, "word": "  "}, []),
        ({**WORD, "word": 7}, []),
        ("we", []),
    ],
)
def test_a_word_without_letters_or_time_is_left_out(word: object, said: list[SaidWord]):
    assert list(said_words({"words": [word]})) == said


@pytest.mark.parametrize("segment", [None, {}, {"words": None}, {"words": "we"}, []])
def test_a_segment_without_words_has_none(segment: object):
    assert list(said_words(segment)) == []
