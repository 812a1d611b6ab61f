"""The passages of a statement that a result shows."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.answer.marking import marker_of
from archive.search.answer.snippets import MOST_PASSAGES, PASSAGE_LENGTH, SnippetPassage, best_run, snippet

FILLER = "Members heard reports on many other matters. "


def passages(search: str, text: str) -> list[SnippetPassage]:
    return snippet(text, marker_of(search, "en"))


def shown(passage: SnippetPassage) -> str:
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in passage.segments)


def test_a_short_text_is_shown_whole():
    (passage,) = passages("library", "We will open the library on Saturdays.")
    assert shown(passage) == "We will open the [library] on Saturdays."
    assert not passage.cut_before
    assert not passage.cut_after


def test_the_best_passage_is_shown_from_the_start_of_its_sentence():
    text = FILLER * 20 + "A bus came. " + FILLER * 20 + "We bought one school bus for the north. " + FILLER * 20
    (passage,) = passages("school bus north", text)
    assert shown(passage).startswith("We bought one [school] [bus] for the [north]. Members")
    assert passage.cut_before
    assert passage.cut_after
    assert text[passage.start : passage.end] == "".join(segment.text for segment in passage.segments)


def test_two_passages_are_shown_if_one_does_not_have_all_words():
    text = FILLER * 20 + "The levy failed. " + FILLER * 20 + "The bus is late. " + FILLER * 20
    first, second = passages("bus levy", text)
    assert "[levy]" in shown(first)
    assert "[bus]" in shown(second)
    assert first.end < second.start


@given(st.lists(st.integers(0, 30), min_size=1, max_size=MOST_PASSAGES), st.randoms(use_true_random=False))
def test_every_word_is_shown_however_far_apart_they_are(gaps: list[int], made: random.Random):
    asked = made.sample(["levy", "bus", "roof", "library", "north", "pool"], len(gaps))
    text = "".join(FILLER * gap + f"The {word} and the {asked[0]}. " for gap, word in zip(gaps, asked, strict=True))
    found = passages(" ".join(asked), text + FILLER * 9)
    assert {segment.text for passage in found for segment in passage.segments if segment.marked} == {*asked}


def test_the_beginning_is_shown_if_no_word_matches():
    (passage,) = passages("speaker:baez", FILLER * 20)
    assert passage.start == 0
    assert shown(passage).startswith("Members heard")
    assert passage.cut_after


def test_a_match_at_the_end_is_shown_with_the_text_before_it():
    (passage,) = passages("levy", FILLER * 20 + "The levy.")
    assert len(shown(passage)) > PASSAGE_LENGTH
    assert shown(passage).endswith("The [levy].")
    assert not passage.cut_after


def test_scripts_without_spaces_are_cut_between_letters():
    (passage,) = passages("教育", "市民" * 400 + "教育" + "市民" * 400)
    assert "[教育]" in shown(passage)
    assert len(shown(passage)) < 3 * PASSAGE_LENGTH


def test_a_very_long_word_does_not_make_a_very_long_snippet():
    (passage,) = passages("bus", "bus " + "x" * 100_000)
    assert len(shown(passage)) < 1000


@given(
    st.lists(
        st.sampled_from(["bus", "levy", "the", "Báez’s", "well-known", "“quoted”", "end.", "\n\n", "x" * 60]),
        max_size=200,
    ),
    st.sampled_from(["bus", "bus levy", '"the bus"', "zzz", "levy~ báez", ""]),
)
def test_passages_are_parts_of_the_text_in_whole_words(words, search):
    text = " ".join(words)
    found = passages(search, text)
    assert 1 <= len(found) <= MOST_PASSAGES
    for passage in found:
        part = "".join(segment.text for segment in passage.segments)
        assert part == text[passage.start : passage.end]
        assert passage.start == 0 or text[passage.start - 1].isspace() or part[:1].isspace()
        assert passage.end == len(text) or text[passage.end].isspace() or part[-1:].isspace()
        assert passage.cut_before == bool(text[: passage.start].strip())
        assert passage.cut_after == bool(text[passage.end :].strip())
    assert all(one.end < two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("early", "late", "chosen"),
    [
        (1, 1, "early"),
        (1, 3, "late"),
        (3, 1, "early"),
    ],
)
def test_more_matches_make_a_better_passage(early: int, late: int, chosen: str):
    text = FILLER * 20 + "Early. " + "bus " * early + FILLER * 20 + "Late. " + "bus " * late + FILLER * 20
    (passage,) = passages("bus", text)
    assert ("Early" if passage.start < len(FILLER) * 20 + 100 else "Late") == chosen.title()
    assert "[bus]" in shown(passage)


def test_a_passage_with_a_new_match_is_better_than_one_with_many_of_the_same():
    text = FILLER * 20 + "The bus met a bus and a bus. " + FILLER * 20 + "The levy and the bus. " + FILLER * 20
    (passage,) = passages("bus levy", text)
    assert "[levy] and the [bus]" in shown(passage)
    text = FILLER * 20 + "The levy. " + FILLER * 20 + "The bus met a bus and a bus. " + FILLER * 20
    first, second = passages("bus levy", text)
    assert "[levy]" in shown(first)
    assert "[bus] met a [bus]" in shown(second)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (" " * 70 + "bus " + FILLER * 20, False, True),
        ("a" + " " * 70 + "bus " + FILLER * 20, True, True),
        ("bus" + " " * 500, False, False),
        ("bus" + " " * 500 + "a", False, True),
    ],
)
def test_white_space_is_not_text_that_was_cut(text: str, before: bool, after: bool):
    (passage,) = passages("bus", text)
    assert (passage.cut_before, passage.cut_after) == (before, after)


def test_the_first_marked_words_of_a_passage_are_found_in_the_text():
    text = FILLER * 20 + "The school bus is late. " + FILLER * 20
    (passage,) = passages('"school bus" late', text)
    at = text.index("school bus")
    assert passage.first_marked == (at, at + len("school bus"))
    (passage,) = passages("zzz", text)
    assert passage.first_marked is None


@given(
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(0, 900),
    st.sampled_from([("bus", "levy", " ", "so "), ("教育", "學校", "", "市")]),
)
def test_passages_hold_the_words_searched_with_text_around_them_and_are_short(
    before: int, between: int, after: int, script: tuple[str, str, str, str]
):
    first, second, space, filler = script
    text = f"{filler * before}{first}{space}{filler * between}{second}{space}{filler * after}"
    found = passages(f"{first} {second}", text)
    drawn = "".join(shown(passage) for passage in found)
    assert f"[{first}]" in drawn
    assert f"[{second}]" in drawn
    assert sum(passage.end - passage.start for passage in found) <= 2.2 * PASSAGE_LENGTH
    for passage in found:
        assert passage.first_marked
        assert passage.start == 0 or passage.first_marked[0] > passage.start
        assert passage.end - passage.start >= min(len(text), PASSAGE_LENGTH)


def test_letters_keep_their_marks_and_words_are_whole_where_a_passage_is_cut():
    (thai,) = passages("zzz", "ก" + "กิ" * 400)
    assert (thai.end - 1) % 2 == 0
    for text in ("市" * 295 + "abcdefgh end", "a " * 146 + "bcdefghijk lm" * 20):
        (passage,) = passages("zzz", text)
        assert text[passage.end - 1 : passage.end + 1].strip() != text[passage.end - 1 : passage.end + 1]


def test_a_phrase_longer_than_a_passage_is_shown_whole():
    long = "bus" + " " * 400 + "stop"
    (passage,) = passages('"bus stop"', f"{FILLER * 3}{long} {FILLER * 20}")
    assert f"[{long}]" in shown(passage)


@pytest.mark.parametrize("seed", range(20))
def test_a_passage_has_words_of_the_subject_and_not_only_of_the_question(seed: int):
    made = random.Random(seed)
    of_asking = ["what", "did", "the", "say", "about", "it", "and", "they", "do", "of"]
    asked = "What did the board say about class sizes?"
    of_question = [" ".join(made.sample(of_asking, 8)) for _ in range(60)]
    subject = made.choice(["class sizes", "class size", "the size of a class"])
    text = ". ".join([*of_question[:30], f"They want {subject} to fall", *of_question[30:]])
    marks = marker_of(asked, "en").spans(text)
    assert {mark.answer for mark in best_run(marks)} >= {"class", "size"}
