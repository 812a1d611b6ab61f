"""The context of a passage, and texts cut to a length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.passages.context import (
    ELLIPSIS,
    FAR,
    LONGEST_SIDE,
    Surroundings,
    context_of,
    sentence_around,
    shortened,
    shortened_start,
    surroundings,
)
from archive.citations.passages.quote_range import OutsideText, QuoteRange

TEXT = "I asked Mr. Sample in March. It is 3.5 percent, unless the board agrees. Nobody did!\nNext, we vote."


def around(words: str, text: str = TEXT) -> tuple[str, str]:
    start = text.index(words)
    found = context_of(text, QuoteRange(start, start + len(words)))
    return found.before, found.after


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("I asked Mr. Sample in March.", "", ""),
        ("It is 3.5 percent, unless the board agrees.", "I asked Mr. Sample in March.", ""),
        ("It is 3.5 percent", "I asked Mr. Sample in March.", ", unless the board agrees."),
        ("the board agrees", "It is 3.5 percent, unless", ""),
        ("Sample in March", "I asked Mr.", ""),
        ("Next, we", "Nobody did!", "vote."),
        ("Nobody did!\nNext", "It is 3.5 percent, unless the board agrees.", ", we vote."),
    ],
)
def test_the_context_is_the_sentence_before_and_the_rest_of_the_sentence(words: str, before: str, after: str):
    assert around(words) == (before, after)


def test_sentences_are_found_in_other_scripts():
    assert around("三。", "一。二。三。") == ("二。", "")
    assert around("جملة", "أولى؟ هذه جملة. آخر") == ("هذه", "")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("share", Surroundings(" Yes.", " We will ", " it.", " Go!")),
        ("We will share it.", Surroundings(" Yes. ", "", "", " Go!")),
        ("Fine.", Surroundings("", "", "", " Yes.")),
        ("Go!", Surroundings(" We will share it. ", "", "", "")),
        ("Yes. We", Surroundings("Fine. ", "", " will share it.", " Go!")),
    ],
)
def test_the_surroundings_are_the_sentences_next_to_the_passage_unchanged(words: str, found: Surroundings):
    text = "Fine. Yes. We will share it. Go!"
    start = text.index(words)
    around = surroundings(text, QuoteRange(start, start + len(words)))

    assert around == found
    assert (around.lead, around.tail) == (found.before + found.start, found.rest + found.after)


def test_the_surroundings_of_an_endless_sentence_end_far_away():
    word, many = "here", "so " * FAR
    text = f"{many}{word} {many}"
    around = surroundings(text, QuoteRange(len(many), len(many) + len(word)))

    assert len(around.lead) == len(around.tail) == FAR


@given(
    st.lists(st.sampled_from(["We", "will.", "Mr.", "Read", "said:", "█", "go?\n\n"]), min_size=1, max_size=400),
    st.data(),
)
def test_the_sentence_around_a_passage_has_it_whole_and_no_space_at_its_ends(pieces: list[str], data: st.DataObject):
    text = " ".join(pieces)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda place: not text[place].isspace()))
    found = sentence_around(text, QuoteRange(at, at + 1))
    words = found.words_in(text)
    assert found.start <= at < found.end
    assert words == words.strip()
    assert words.count("go?") <= 1
    assert len(words) <= 2 * LONGEST_SIDE + 1


def test_a_passage_outside_the_text_is_refused():
    with pytest.raises(OutsideText):
        context_of("Short.", QuoteRange(0, 99))


def test_a_text_is_cut_between_words():
    assert shortened("one two  three", 99) == "one two three"
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two three", 12) == "one two…"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one two three", 8) == "one two…"
    assert shortened("one two three", 7) == "one…"
    assert shortened("one, two", 6) == "one…"
    assert shortened("x" * 50, 10) == "x" * 9 + ELLIPSIS
    assert shortened_start("one two three", 13) == "one two three"
    assert shortened_start("one two three", 11) == "…two three"
    assert shortened_start("one two three", 10) == "…two three"
    assert shortened_start("one two three", 9) == "…three"
    assert shortened_start("x" * 50, 10) == ELLIPSIS + "x" * 9


@given(st.text(), st.integers(2, 40))
def test_a_cut_text_is_never_too_long_and_begins_or_ends_like_the_whole(text: str, length: int):
    line = " ".join(text.split())
    cut, cut_start = shortened(text, length), shortened_start(text, length)
    assert len(cut) <= length
    assert len(cut_start) <= length
    assert cut == line or line.startswith(cut.removesuffix(ELLIPSIS))
    assert cut_start == line or line.endswith(cut_start.removeprefix(ELLIPSIS))


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_context_is_part_of_the_text(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = context_of(text, QuoteRange(start, end))
    assert " ".join(text[:start].split()).endswith(found.before)
    assert " ".join(text[end:].split()).startswith(found.after)


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("Do we close the pool? I say no.", "pool", "Do we close the pool?"),
        ("He said “We close the pool.” Then we left.", "pool", "He said “We close the pool.”"),
        ("Nobody asked... We close the pool!!", "pool", "We close the pool!!"),
        ('He calls it a "pool". We left.', "pool", 'He calls it a "pool".'),
        ("We close the pool", "pool", "We close the pool"),
    ],
)
def test_the_sentence_around_its_last_word_keeps_its_marks(text: str, word: str, sentence: str):
    at = text.index(word)
    assert sentence_around(text, QuoteRange(at, at + len(word))).words_in(text) == sentence
