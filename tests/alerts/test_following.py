"""A passage is followed from wording to wording: readers get an email only when its own words change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.passages.difference import counterpart_range, follow_passage
from archive.citations.passages.quote_range import OutsideText, QuoteRange

WORDS = st.lists(st.sampled_from(["we", "will", "not", "open,", "the", "library", "on", "Sundays.", "\n\n", "مرحبا"]))
OLD = "We open on Saturdays. We close on Sundays."


def place_of(words: str, text: str) -> QuoteRange:
    return QuoteRange(text.index(words), text.index(words) + len(words))


@given(before=WORDS, after=WORDS, new_before=WORDS, new_after=WORDS)
def test_unchanged_words_are_followed_whatever_changes_around_them(before, after, new_before, new_after):
    passage = "zebras shall 😀 graze"
    old, new = (" ".join([*left, passage, *right]) for left, right in ((before, after), (new_before, new_after)))
    followed = follow_passage(place_of(passage, old), old, new)
    assert followed is not None
    assert followed.words_in(new) == passage


@given(before=WORDS, after=WORDS, changed=WORDS)
def test_removed_words_are_not_followed_and_their_place_is_inside_the_text(before, after, changed):
    old, new = (" ".join([*before, middle, *after]) for middle in ("zebras graze", " ".join(changed)))
    passage = place_of("zebras graze", old)
    assert follow_passage(passage, old, new) is None
    place = counterpart_range(passage, old, new)
    assert place is None or place.words_in(new).strip() == place.words_in(new) != ""


@pytest.mark.parametrize(
    ("words", "new", "found"),
    [
        ("Saturdays", "We open on Saturdays. We shut on Sundays.", "Saturdays"),
        ("on Saturdays", "We open Saturdays. We close on Sundays.", None),
        # The same words elsewhere are not the passage.
        ("Saturdays", "We open on Fridays. We close on Saturdays.", None),
        ("We close on Sundays", "We close on Sundays. We open on Saturdays.", "We close on Sundays"),
        ("Saturdays", "Saturdays. We close on Sundays.", "Saturdays"),
        ("Saturdays", "", None),
        (" on Saturdays. ", OLD, " on Saturdays. "),
    ],
)
def test_a_passage_keeps_its_own_place(words, new, found):
    followed = follow_passage(place_of(words, OLD), OLD, new)
    assert (followed.words_in(new) if followed else None) == found


def test_a_passage_outside_the_text_is_refused():
    with pytest.raises(OutsideText):
        follow_passage(QuoteRange(5, 500), OLD, OLD)
