"""Two wordings compared, and passages found again."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.citations.passages.difference import PieceKind, as_read, compare, counterpart, find_passage, follow_passage
from archive.citations.passages.quote_range import OutsideText, QuoteRange

WORDING = st.text(st.sampled_from("ab c.,’\n\té"), max_size=60)


@given(WORDING, WORDING)
@example(".,", "..,")
@example("..,", ".,")
@example("a b", "a b b")
def test_the_pieces_add_up_to_both_texts_exactly(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    for piece in pieces:
        assert old[piece.old_start : piece.old_end] == piece.old
        assert new[piece.new_start : piece.new_end] == piece.new
        assert (piece.kind == PieceKind.SAME) == (piece.old == piece.new)


def test_the_change_is_shown_word_by_word() -> None:
    pieces = compare("We will not share it now.", "We will share it, certainly, today.")
    assert [(piece.kind, piece.old, piece.new) for piece in pieces] == [
        (PieceKind.SAME, "We will", "We will"),
        (PieceKind.DROPPED, " not", ""),
        (PieceKind.SAME, " share it", " share it"),
        (PieceKind.CHANGED, " now", ", certainly, today"),
        (PieceKind.SAME, ".", "."),
    ]


def test_the_space_before_changed_words_is_not_shown_as_changed() -> None:
    pieces = as_read(compare("It opens at nine, not today.", "It opens at ten, today."))
    assert [(piece.old, piece.new) for piece in pieces] == [
        ("It opens at", "It opens at"),
        (" ", " "),
        ("nine", ""),
        (" ", " "),
        ("", "ten"),
        (",", ","),
        (" ", " "),
        ("not", ""),
        (" today.", " today."),
    ]


@given(WORDING, WORDING)
def test_a_shown_change_has_every_word_of_both_texts(old: str, new: str) -> None:
    pieces = list(as_read(compare(old, new)))
    assert "".join("".join(piece.old for piece in pieces).split()) == "".join(old.split())
    assert "".join("".join(piece.new for piece in pieces).split()) == "".join(new.split())


def at(text: str, words: str, nth: int = 0) -> QuoteRange:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return QuoteRange(start, start + len(words))


def test_a_passage_is_found_again_where_the_text_around_it_changed() -> None:
    old, new = "First. We will not share it.", "Now first of all. We will not share it. Never."
    assert find_passage(at(old, "not share"), old, new) == at(new, "not share")


def test_of_two_places_the_corresponding_one_is_used() -> None:
    old, new = "Aye. One. Aye. Two.", "Aye. One, he said. Aye. Two."
    assert find_passage(at(old, "Aye", 1), old, new) == at(new, "Aye", 1)


def test_a_passage_in_the_middle_of_unchanged_text_moves_with_it() -> None:
    old, new = "One. Aye. Two. Aye. Three.", "Before it all: One. Aye. Two. Aye. Three."
    assert find_passage(at(old, "Aye", 1), old, new) == at(new, "Aye", 1)


def test_a_passage_that_moved_is_found_in_its_new_place() -> None:
    old, new = "Alpha beta gamma. Delta.", "Delta. Omega omega omega. Alpha beta gamma."
    assert find_passage(at(old, "Alpha beta gamma. Delta."), old, new) is None
    assert find_passage(at(old, "beta gamma"), old, new) == at(new, "beta gamma")


def test_a_changed_passage_is_not_found_but_its_counterpart_is() -> None:
    old, new = "We will not share it. Thank you.", "We will never share it. Thank you."
    passage = at(old, "will not share")
    assert find_passage(passage, old, new) is None
    assert counterpart(passage, old, new) == "will never share"


def test_the_counterpart_of_a_dropped_passage_is_empty() -> None:
    old, new = "One. Two. Three.", "One. Three."
    assert counterpart(at(old, "Two."), old, new) == ""


@given(WORDING.filter(bool), WORDING, st.data())
def test_a_passage_that_is_found_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    passage = QuoteRange(start, data.draw(st.integers(start + 1, len(old))))
    found = find_passage(passage, old, new)
    if found:
        assert found.words_in(new) == passage.words_in(old)
    else:
        assert passage.words_in(old) not in new


def test_a_passage_outside_the_old_wording_says_so() -> None:
    with pytest.raises(OutsideText):
        find_passage(QuoteRange(0, 9), "short", "short")


@pytest.mark.parametrize(
    ("old", "new", "words", "found", "why"),
    [
        (
            "One. Two three four five. Six",
            "Two three four five. One. Zero",
            "Two three four five",
            0,
            "four words moved",
        ),
        ("One two. Three four. Five", "Zero. Three. Five. One two", "One two", None, "two words moved"),
        ("a b c d. x y z", "x y z. a b c d. a b c d", "a b c d", None, "the words are there twice"),
        ("a b c d. a b c d. x y z", "x y z. a b c d", "a b c d", None, "the words were there twice"),
        ("we will not go", "so we will not go", "not go", 11, "the words before it changed"),
        ("we will not go", "we will never go", "not", None, "the words changed"),
        ("we will not go", "we will go", "not", None, "the words were dropped"),
        ("we will not go", "we will not go today", "go", 12, "words after it were added"),
    ],
)
def test_a_passage_is_followed_only_to_its_own_words(
    old: str, new: str, words: str, found: int | None, why: str
) -> None:
    place = follow_passage(at(old, words), old, new)
    assert (place and place.start) == found, why
    assert place is None or place.words_in(new) == words


@pytest.mark.parametrize(
    ("old", "new", "words", "instead"),
    [
        ("we will not go there", "we will never go there", "not", "never"),
        ("we will not go there", "we will never ever go there", "will not go", "will never ever go"),
        ("we will not go there", "we will not go there", "not go", "not go"),
        ("we will not go", "you will not go", "we will", "you will"),
        ("we go. Yes. We do", "we go. – We do", "Yes.", ""),
        ("we will not go there", "we stay there", "will not go", "stay"),
    ],
)
def test_the_counterpart_of_a_passage_is_what_stands_in_its_place(old: str, new: str, words: str, instead: str) -> None:
    assert counterpart(at(old, words), old, new) == instead
