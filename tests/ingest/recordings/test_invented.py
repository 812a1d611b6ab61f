"""Words that software invents where nobody speaks are left out and listed; what people repeat stays."""

import pytest

from archive.ingest.recordings.heard import HeardSegment, HeardSpan, HeardWord
from archive.ingest.recordings.invented import BOILERPLATE, REPEATED, SILENCE, without_invented

ALL = [HeardSpan(0, 1000)]


def line(text: str, start: float = 0.0, **doubts: float) -> HeardSegment:
    words = [HeardWord(start + 0.5 * place, start + 0.5 * place + 0.4, word) for place, word in enumerate(text.split())]
    return HeardSegment(tuple(words), **doubts)


def said(segments: list[HeardSegment], speech: list[HeardSpan]) -> tuple[str, list[tuple[str, str]]]:
    kept, left_out = without_invented(segments, speech)
    return " ".join(word.text for word in kept), [(one.text, one.why) for one in left_out]


def test_words_over_silence_are_left_out_and_listed() -> None:
    kept, left_out = said([line("We are in session"), line("You can go now", 60)], [HeardSpan(0, 2.5)])
    assert kept == "We are in session"
    assert left_out == [("You can go now", SILENCE)]


@pytest.mark.parametrize(
    "text",
    [
        *("Thanks for watching!", "Thank you so much for watching.", "Subtitles by the Amara.org community"),
        *(
            "Please subscribe to my channel.",
            "[Music]",
            "♪ ♪",
            "Captions by Sample Media",
            "See you in the next video.",
        ),
        *("Subtítulos realizados por la comunidad", "Sous-titrage Société Sample", "www.example.org"),
    ],
)
def test_invented_film_credits_are_left_out(text: str) -> None:
    assert said([line(text)], ALL) == ("", [(text, BOILERPLATE)])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Thank you.",
            "Thank you for your patience.",
            "We watch the budget.",
            "The transcript by the clerk is late, and",
        ),
        *("I subscribe to that view.", "The music program stays.", "Aye. Aye. Aye. Aye. Aye. Aye.", "No. No. No. No."),
    ],
)
def test_words_that_people_say_stay(text: str) -> None:
    assert said([line(text)], ALL) == (text, [])


def test_a_repeated_line_stays_as_often_as_people_say_it() -> None:
    kept, left_out = said([line("I will move on.", 2 * place) for place in range(6)], ALL)
    assert kept == "I will move on. I will move on."
    assert left_out == [("I will move on.", REPEATED)] * 4


def test_a_loop_inside_a_line_is_kept_once() -> None:
    text = "and so we have " + "to do this " * 9
    kept, left_out = said([line(text, compression=5.0)], ALL)
    assert kept == "and so we have to do this"
    assert [why for _, why in left_out] == [REPEATED]


def test_each_word_is_either_kept_or_left_out() -> None:
    segments = [line("I will move on.", 3 * place, compression=3.0 if place % 2 else 1.0) for place in range(9)]
    segments.append(line("and then again again again again again again again", 40, compression=4.0))
    kept, left_out = without_invented(segments, [HeardSpan(0, 10), HeardSpan(39, 50)])
    words = [word.text for word in kept] + [word for one in left_out for word in one.text.split()]
    assert sorted(words) == sorted(word.text for segment in segments for word in segment.words)
