"""Speech for which no words were heard is listed with its place, whatever else was heard."""

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.recordings.heard import HeardSpan, HeardWord
from archive.ingest.recordings.unheard import speech_without_words

SPOKEN = 0.4


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[HeardWord], list[HeardSpan]]:
    """Return the words of a meeting in which somebody speaks with pauses, some of them lost; and where they speak."""
    words, speech, at = [], [], 0.0
    for _ in range(draw(st.integers(1, 6))):
        start = at = at + draw(st.floats(0.6, 20))
        for _ in range(draw(st.integers(1, 60))):
            if not draw(st.integers(0, 2)):
                words.append(HeardWord(at, at + SPOKEN, "word"))
            at += SPOKEN
        speech.append(HeardSpan(start, at))
    return words, speech


@given(meetings())
def test_no_moment_of_speech_is_further_than_a_second_from_a_word_without_being_listed(
    meeting: tuple[list[HeardWord], list[HeardSpan]],
) -> None:
    words, speech = meeting
    unheard = speech_without_words(words, speech)
    assert list(unheard) == sorted(unheard, key=lambda one: one.start)
    for span in speech:
        for tenth in range(int((span.end - span.start) * 10)):
            moment = span.start + tenth / 10 + 0.05
            if all(moment < word.start - 1 or moment > word.end + 1 for word in words):
                assert any(one.start <= moment <= one.end for one in unheard)


@given(st.lists(st.floats(2, 90), min_size=1, max_size=5))
def test_nothing_is_listed_where_every_word_was_heard(lengths: list[float]) -> None:
    words, speech, at = [], [], 0.0
    for length in lengths:
        speech.append(HeardSpan(at, at + length))
        words += [HeardWord(at + n * SPOKEN, at + (n + 1) * SPOKEN, "word") for n in range(int(length / SPOKEN))]
        at += length + 3
    assert speech_without_words(words, speech) == ()


def test_a_word_that_is_drawn_out_over_lost_speech_hides_nothing() -> None:
    words = [HeardWord(0, 0.5, "We"), HeardWord(0.5, 20, "begin."), HeardWord(20, 20.5, "Next.")]
    (stretch,) = speech_without_words(words, [HeardSpan(0, 20.5)])
    assert stretch.start < 5
    assert stretch.end > 15


def test_far_fewer_words_than_the_speech_is_long_are_listed_with_their_number() -> None:
    words = [HeardWord(2.0 * n, 2.0 * n + SPOKEN, "word") for n in range(3)]
    (stretch,) = speech_without_words(words, [HeardSpan(0, 8)])
    assert stretch.words == 3
