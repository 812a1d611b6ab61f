"""The times of words are packed into few bytes, unpacked unchanged, and follow their words through edits."""

from hypothesis import given
from hypothesis import strategies as st

from archive.language.timed_words import WORD_BETWEEN_SPACES, TimedWord, followed, pack, part_of, unpack

TEXTS = st.lists(st.sampled_from(["we", "will", "open", "the", "library", "on", "Saturdays.", "Aye."]), max_size=40)


def timed(text: str) -> bytes:
    """Return times for every word of a text: one a second, by its number."""
    return pack(
        TimedWord(match.start(), number, number + 0.5, 0.25)
        for number, match in enumerate(WORD_BETWEEN_SPACES.finditer(text))
    )


@given(TEXTS)
def test_packed_times_are_unpacked_unchanged(words: list[str]) -> None:
    text = " ".join(words)
    back = unpack(timed(text))
    assert [text[word.offset :].split()[0] for word in back] == words
    assert [(word.start, word.end, word.confidence) for word in back] == [
        (number, number + 0.5, 0.25) for number in range(len(words))
    ]


@given(TEXTS, TEXTS)
def test_a_new_wording_keeps_only_the_times_of_shared_words_in_order(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    kept = unpack(followed(timed(old), old, new))
    starts = [word.start for word in kept]
    assert starts == sorted(set(starts))
    for word in kept:
        assert new[word.offset :].split()[0] == before[int(word.start)]
    assert unpack(followed(timed(old), old, old)) == unpack(timed(old))


@given(TEXTS, st.integers(0, 40))
def test_two_parts_together_have_the_times_of_the_whole(words: list[str], number: int) -> None:
    text = " ".join(words)
    at = len(" ".join(words[:number]))
    parts = [(0, at), (at, len(text))]
    whole = [word.moved(start) for start, end in parts for word in unpack(part_of(timed(text), start, end))]
    assert whole == unpack(timed(text))


def test_a_changed_comma_or_capital_keeps_the_time_of_a_word_and_another_word_does_not() -> None:
    old, new = "So the budget passes", "So, the Budget fails"
    kept = [new[word.offset :].split(maxsplit=1)[0] for word in unpack(followed(timed(old), old, new))]
    assert kept == ["So,", "the", "Budget"]


def test_two_hours_take_about_a_hundred_kilobytes() -> None:
    words = ["library"] * 18_000
    assert len(timed(" ".join(words))) < 120_000
