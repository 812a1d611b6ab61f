"""The passages of a statement that a result shows."""

from itertools import pairwise

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
