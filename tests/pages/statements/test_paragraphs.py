"""A text split into paragraphs is still the same text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.pages.statements.paragraphs import LEAST_LEFT, MOST, paragraphs
from archive.search.answer.marking import Span


def test_blank_lines_end_paragraphs_and_line_feeds_do_not():
    assert [part.text for part in paragraphs("One.\n \n\nTwo,\nstill two.\n\n\n")] == ["One.", "Two,\nstill two."]
    assert [part.number for part in paragraphs("a\n\nb\n\nc")] == [1, 2, 3]


@given(st.text(alphabet="a \n\t\N{LATIN SMALL LETTER E WITH ACUTE}\U0001f600"))
def test_paragraphs_are_at_their_offsets_with_only_white_space_between_them(text: str):
    end = 0
    for part in paragraphs(text):
        assert text[part.start : part.end] == part.text
        assert not text[end : part.start].strip()
        assert part.text.strip()
        end = part.end
    assert not text[end:].strip()


PIECES = st.sampled_from(["word", "end.", "yes?", "“Stop!”", "\n\n", "\n", "█████"])
TEXTS = st.lists(PIECES, max_size=700).map(" ".join)


@given(TEXTS)
def test_breaks_added_by_the_archive_do_not_shift_offsets(text: str):
    whole, broken = paragraphs(text), paragraphs(text, broken=True)
    assert [word for one in broken for word in text[one.start : one.end].split()] == text.split()
    assert [one.start for one in broken if not one.goes_on] == [one.start for one in whole]
    assert [one.number for one in broken if not one.goes_on] == [one.number for one in whole]
    assert all(one.text == text[one.start : one.end] for one in broken)
    for before, after in pairwise(broken):
        assert before.end <= after.start
        assert not text[before.end : after.start].strip()
    assert all(len(one.text.split()) <= MOST + LEAST_LEFT for one in broken if "\n" not in one.text)


def test_a_long_turn_of_captions_is_broken_at_sentences_and_keeps_its_number():
    sentence = "We said that we would open the library on Saturdays this year. "
    text = (sentence * 20).strip()
    shown = paragraphs(text, broken=True)
    assert len(shown) > 1
    assert {one.number for one in shown} == {1}
    assert [one.goes_on for one in shown] == [False] + [True] * (len(shown) - 1)
    assert all(one.text.endswith(".") for one in shown)
    assert len(paragraphs(text)) == 1


def test_a_short_turn_or_one_with_its_own_line_breaks_stays_whole():
    assert len(paragraphs("One two three. " * 30, broken=True)) == 1
    assert len(paragraphs("One two three.\n" * 300, broken=True)) == 1


def test_a_link_leads_to_the_mark_that_is_asked_for_in_whichever_paragraph_it_is():
    text = "fee one fee\n\nfee two █ fee"
    marks = [Span(at, at + 3, "fee") for at in range(len(text)) if text.startswith("fee", at)]
    assert [one.target for one in paragraphs(text)] == [0, 0]
    assert [one.target for one in paragraphs(text, marks)] == [1, 0]
    for mark, targets in zip(marks, ([1, 0], [2, 0], [0, 1], [0, 2]), strict=True):
        assert [one.target for one in paragraphs(text, marks, target=mark.start)] == targets
    # A passage that begins with a gap is linked to at its first words.
    gap = text.index("█")
    assert [one.target for one in paragraphs(text, [Span(gap, len(text), "")])] == [0, 1]
