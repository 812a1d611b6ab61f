"""The words of a text get times from the words that were heard. What was not said gets none, and is reported."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.recordings.alignment import align
from archive.ingest.recordings.heard import HeardWord

COMMON = [
    "the",
    "of",
    "and",
    "to",
    "we",
    "that",
    "is",
    "in",
    "for",
    "on",
    "this",
    "it",
    "be",
    "you",
    "have",
    "will",
    "not",
]


def spoken(texts: list[str], mishears: float, draw: random.Random) -> tuple[list[HeardWord], list[float]]:
    """Return what a machine hears, with some mistakes, and when each text really begins."""
    heard, starts, now = [], [], 0.0
    for text in texts:
        now += 0.8
        starts.append(now)
        for word in text.split():
            lasts = 0.15 + 0.05 * len(word)
            luck = draw.random()
            if luck > mishears:
                heard.append(HeardWord(now, now + lasts, word.lower().strip(".,"), 0.9))
            elif luck > mishears / 3:
                heard.append(HeardWord(now, now + lasts, draw.choice(COMMON), 0.4))
            now += lasts
    return heard, starts


def made_texts(draw: random.Random, turns: int, least: int = 4) -> list[str]:
    rare = [f"{draw.choice('bdfgklmnprst')}{draw.choice('aeiou')}{number:x}" for number in range(600)]
    return [
        " ".join(
            draw.choice(COMMON) if draw.random() < 0.6 else draw.choice(rare) for _ in range(draw.randint(least, 60))
        )
        for _ in range(turns)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_turns_get_times_even_if_a_seventh_of_the_words_is_misheard(seed: int) -> None:
    draw = random.Random(seed)
    texts = made_texts(draw, 80)
    heard, starts = spoken(texts, 0.15, draw)
    placed = align(texts, heard)
    off = [abs(place.start - start) for place, start in zip(placed, starts, strict=True) if place]
    assert sum(distance <= 1 for distance in off) >= 0.95 * len(texts)
    assert max(off) <= 5


@pytest.mark.parametrize("seed", range(4))
def test_words_that_nobody_said_get_no_time_and_do_not_shift_the_rest(seed: int) -> None:
    draw = random.Random(100 + seed)
    texts = made_texts(draw, 40, least=12)
    heard, starts = spoken(texts, 0.1, draw)
    unsaid = " ".join(f"unsaid{number}" for number in range(30))
    with_more = [part for text in texts for part in (text, unsaid)]
    placed = align(with_more, heard)
    assert placed[1::2] == [None] * len(texts)
    off = [abs(place.start - start) for place, start in zip(placed[::2], starts, strict=True) if place]
    assert len(off) >= 0.95 * len(texts)
    assert max(off) <= 5


def test_a_recording_of_another_meeting_gives_almost_no_times() -> None:
    draw = random.Random(5)
    heard, _ = spoken(made_texts(draw, 40), 0.1, draw)
    others = [
        " ".join(f"{word}x" if len(word) > 4 else word for word in text.split()) for text in made_texts(draw, 40, 8)
    ]
    assert sum(place is not None for place in align(others, heard)) <= 2


@given(st.integers(0, 10_000))
def test_times_increase_with_the_words_and_stay_inside_the_turn(seed: int) -> None:
    draw = random.Random(seed)
    texts = made_texts(draw, 8)
    heard, _ = spoken(texts, 0.3, draw)
    last = -1.0
    for text, place in zip(texts, align(texts, heard), strict=True):
        if place is None:
            continue
        starts = [word.start for word in place.words]
        assert starts == sorted(starts)
        assert last < place.start <= starts[0]
        assert place.words[-1].end <= place.end
        assert all(not text[word.offset].isspace() for word in place.words)
        last = starts[-1]


def test_an_empty_recording_or_text_is_not_an_error() -> None:
    assert align(["We meet."], []) == [None]
    assert align([], [HeardWord(0, 1, "we")]) == []
    assert align([""], [HeardWord(0, 1, "we")]) == [None]
