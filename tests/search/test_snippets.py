"""The passages of a statement that a result shows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.marking import marker_of
from archive.search.snippets import PASSAGE_LENGTH, SnippetPassage, snippet

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
    assert 1 <= len(found) <= 2
    for passage in found:
        part = "".join(segment.text for segment in passage.segments)
        assert part == text[passage.start : passage.end]
        assert passage.start == 0 or text[passage.start - 1].isspace() or part[:1].isspace()
        assert passage.end == len(text) or text[passage.end].isspace() or part[-1:].isspace()
        assert passage.cut_before == bool(text[: passage.start].strip())
        assert passage.cut_after == bool(text[passage.end :].strip())
    assert all(one.end < two.start for one, two in pairwise(found))


def places(search: str, text: str) -> list[tuple[int, int]]:
    return [(passage.start, passage.end) for passage in passages(search, text)]


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (0, 1000, (0, 300)),
        (60, 1000, (0, 300)),
        (61, 1000, (31, 331)),
        (500, 1000, (470, 770)),
        (500, 268, (470, 770)),
        (500, 267, (469, 769)),
        (500, 0, (202, 502)),
        (299, 0, (1, 301)),
        (100, 0, (0, 102)),
    ],
)
def test_a_single_passage_has_300_characters_of_which_few_are_before_the_match(
    before: int, after: int, place: tuple[int, int]
):
    assert places("教育", "市" * before + "教育" + "民" * after) == [place]


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ([440, 59], 441),
        ([439, 60], 470),
        ([450, 20, 28], 451),
        ([499, 0], 500),
    ],
)
def test_a_passage_begins_with_a_sentence_that_is_not_too_far_before_the_match(lines: list[int], start: int):
    text = "\n".join("市" * length for length in lines) + "教育" + "民" * 1000
    assert text.index("教育") == 500
    assert places("教育", text) == [(start, start + 300)]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (236, [(470, 770)]),
        (237, [(470, 620), (709, 859)]),
        (600, [(470, 620), (1072, 1222)]),
    ],
)
def test_matches_too_far_apart_for_one_passage_have_two_of_150_characters(
    between: int, expected: list[tuple[int, int]]
):
    text = "市" * 500 + "教育" + "民" * between + "學校" + "民" * 1000
    assert places("教育 學校", text) == expected
    assert places("學校 教育", text) == expected


@pytest.mark.parametrize(
    ("between", "expected"),
    [(86, [(470, 620), (1470, 1620)]), (87, [(470, 709)])],
)
def test_the_first_of_two_passages_has_all_matches_that_fit_into_it(between: int, expected: list[tuple[int, int]]):
    near = "市" * 500 + "教育" + "民" * between + "學校"
    assert places("教育 學校 大樓", near.ljust(1500, "民") + "大樓" + "民" * 1000) == expected


@pytest.mark.parametrize(
    ("early", "late", "chosen"),
    [(1, 1, "early"), (1, 3, "late"), (3, 1, "early"), (5, 6, "late"), (6, 7, "early"), (6, 9, "early")],
)
def test_more_matches_make_a_better_passage_up_to_six(early: int, late: int, chosen: str):
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


@pytest.mark.parametrize(("length", "cut"), [(29, 0), (99, 0), (129, 0), (130, 1), (500, 371)])
def test_the_word_at_the_start_is_completed_unless_it_is_very_long(length: int, cut: int):
    before = "a " * 300
    (passage,) = passages("bus", before + "x" * length + " bus" + " a" * 300)
    assert passage.start == len(before) + cut
    assert passage.cut_before


@pytest.mark.parametrize(("length", "end"), [(20, 310), (100, 390), (110, 400), (111, 400), (500, 400)])
def test_the_word_at_the_end_is_completed_unless_it_is_very_long(length: int, end: int):
    (passage,) = passages("bus", "bus " + "a " * 143 + "x" * length + " end")
    assert (passage.start, passage.end) == (0, end)
    assert passage.cut_after


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("市" * 299 + "市民" * 10, 300),
        ("ก" + "กิ" * 400, 301),
        ("市" * 300 + "abc end", 303),
        ("a " * 149 + "bc" + "市民" * 10, 301),
        ("a " * 400, 300),
        ("a" + "a " * 400, 300),
        ("aa" + " a" * 400, 300),
    ],
)
def test_a_text_is_cut_at_spaces_or_between_letters_of_scripts_without_them(text: str, end: int):
    (passage,) = passages("zzz", text)
    assert (passage.start, passage.end) == (0, end)


def test_passages_that_touch_because_of_a_long_word_become_one():
    text = "a " * 250 + "bus " + "a " * 58 + "x" * 99 + " " + "a " * 12 + "levy" + " a" * 200
    at = text.index("bus")
    assert places("bus levy", text) == [(at - 30, at + 364)]


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


def test_a_phrase_longer_than_a_passage_is_shown_whole():
    long = "bus" + " " * 400 + "stop"
    assert places('"bus stop"', f"{FILLER * 3}{long} {FILLER * 20}") == [(90, 135 + len(long))]
    first, second = places('"bus stop" levy', f"{FILLER * 3}{long} {FILLER * 20}levy")
    assert first == (90, 135 + len(long))
    assert second[1] - second[0] < 300


def test_a_word_at_the_very_start_of_a_text_is_completed():
    assert places("bus", "x" * 70 + " bus " + FILLER * 20)[0][0] == 0
