"""A quotation against one text: what is verbatim, what is altered, and what is not there."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.quote_checker import Finding, Verdict, marks
from archive.citations.quote_checker.quotation import SpanKind, readings
from archive.citations.quote_checker.text import SplitText
from tests.citations.quote_checker.judged import judged

TEXT = (
    "If we become aware of a student's immigration status, we will not share that information with the United States "
    "Citizenship and Immigration Services. Milwaukee’s schools — all of them — believe in fair treatment of all "
    "students and families.\n\nDirector Báez said it cost $1.5 million [Laughter]. I urge our community to stand with "
    "us as we work to protect the civil rights of all children and families across our city and in our state."
)


def best(pasted: str, text: str = TEXT) -> Finding | None:
    return judged(pasted, text)


def verdict(pasted: str, text: str = TEXT) -> Verdict:
    finding = best(pasted, text)
    return finding.verdict if finding else Verdict.NOT_FOUND


@pytest.mark.parametrize(
    "pasted",
    [
        "we will not share that information",
        "“we will not share that information”",
        '"we will not share that information"',
        "‘we will not share that information’",
        "«we will not share that information»",
        "a student’s immigration status, we will",
        "Milwaukee's schools -- all of them -- believe",
        "Milwaukee's schools – all of them – believe",
        "we will  not\nshare that information",
        "Director Ba\u0301ez said it cost $1.5 million [Laughter].",
        "families.\n\nDirector Báez",
        "we will not share [sic] that information",
        "...we will not share that information...",
        "[…] we will not share that information […]",
        "in our state.",
        "“in our state.”",
        "Milwaukee’s schools--",
        "—all of them—",
        "We will not share that information",
        "[W]e will not share that information",
        "we will not share that information,",
        "“across our city and in our state,”",
    ],
)
def test_the_same_words_and_marks_are_verbatim_in_any_typography(pasted: str) -> None:
    assert verdict(pasted) == Verdict.VERBATIM


@pytest.mark.parametrize(
    "pasted",
    [
        "WE WILL NOT SHARE THAT INFORMATION",
        "(we will not share that information",
        "¡we will not share that information",
        "a students immigration status we will not share",
        "Milwaukee's schools, all of them, believe in",
        "Director Baez said it cost",
        "it cost $1.5 million",
        "believe in fair-treatment of all students",
        "immigration status ... we will not share",
        "we will ... not share that information",
        "“we will … not share that information” said the superintendent",
    ],
)
def test_marks_capitals_and_accents_are_differences_that_are_shown(pasted: str) -> None:
    expected = Verdict.VERBATIM if pasted == "it cost $1.5 million" else Verdict.PUNCTUATION
    assert verdict(pasted) == expected


@pytest.mark.parametrize(
    "pasted",
    [
        "we will never share that information with the United States",
        "it cost $15 million Laughter I urge our community to stand",
        "we will share that information with the United States",
        "we will not share that private information with the United States",
        "I urge our community to stand with us across our city and in our state",
        "stand with us to protect the civil rights of all children",
        "we will not … with the United States",
        "we will not share [the data] with the United States",
        "we will not share that [private] information",
        "[The district] will not share that information",
    ],
)
def test_other_words_are_never_verbatim(pasted: str) -> None:
    assert verdict(pasted) == Verdict.ALTERED


@pytest.mark.parametrize(
    "pasted",
    [
        "we will not resign",
        "the United Nations and the European Union will share the cost of it",
        "of the and in our",
        "share not will we information that",
        "families and children all of rights civil the protect",
        "hare that informatio",
        "protect",
        "We … families",
        "the board of the city and of the state of the united families",
    ],
)
def test_similar_words_are_not_found(pasted: str) -> None:
    expected = Verdict.VERBATIM if pasted == "protect" else Verdict.NOT_FOUND
    assert verdict(pasted) == expected


def differences(pasted: str) -> list[tuple[str, str, str]]:
    return [(str(part.kind), part.published, part.quoted) for part in best(pasted).differences if part.kind != "same"]


def test_each_change_is_shown_word_by_word() -> None:
    assert differences("we will never share that information with the United States") == [("changed", "not", "never")]
    assert differences("we will share that information with the United States") == [("dropped", "not", "")]
    assert differences("we will not share that private information with the United") == [("added", "", "private")]
    assert differences("They will not share that information with the United States") == [("changed", "we", "They")]
    assert differences("I urge our community to stand with us across our city and in our state") == [
        ("dropped", "as we work to protect the civil rights of all children and families", "")
    ]


def test_the_passage_is_where_the_words_are() -> None:
    assert best("we will never share that information").passage.words_in(TEXT) == ("we will not share that information")
    assert best("“in our state.”").passage.words_in(TEXT) == "in our state."


class TestDots:
    def test_pieces_in_order_are_altered_only_where_the_dots_are(self) -> None:
        finding = best("“we will not share that information . . . I urge our community”")
        assert finding.verdict == Verdict.ALTERED
        assert finding.only_where_marked
        (left_out,) = (part for part in finding.differences if part.kind != "same")
        assert left_out.quoted == ". . ."
        assert left_out.published.startswith("with the United States Citizenship")
        assert left_out.published.endswith("[Laughter].")

    def test_pieces_in_another_order_are_not_an_ellipsis(self) -> None:
        finding = best("I urge our community … we will not share that information")
        assert finding is None or not finding.only_where_marked

    def test_a_changed_word_in_a_piece_is_shown(self) -> None:
        finding = best("we will never share that information … I urge our community to stand with us")
        assert finding.verdict == Verdict.ALTERED
        assert not finding.only_where_marked
        assert ("not", "never") in [(part.published, part.quoted) for part in finding.differences]

    def test_dots_in_the_text_count_as_its_words(self) -> None:
        assert verdict("I … I do not know", "Well, I... I do not know.") == Verdict.VERBATIM


class TestBrackets:
    def test_the_words_that_a_bracket_replaces_are_shown(self) -> None:
        finding = best("we will not share [the data] with the United States")
        assert finding.only_where_marked
        assert [(part.published, part.quoted) for part in finding.differences if part.kind != "same"] == [
            ("that information", "[the data]")
        ]

    def test_added_words_are_shown(self) -> None:
        assert differences("we will not share that [private] information") == [("added", "", "[private]")]
        assert differences("[The district] will not share that information")[0] == ("added", "", "[The district]")

    def test_a_bracket_replaces_only_a_few_words(self) -> None:
        finding = best("we will not share that information [and] I urge our community")
        assert finding is None or not finding.only_where_marked

    def test_brackets_in_the_text_count_as_its_words(self) -> None:
        assert verdict("it cost $1.5 million [Laughter]. I urge") == Verdict.VERBATIM


class TestAttribution:
    def test_words_outside_the_marks_are_not_part_of_the_quotation(self) -> None:
        pasted = "“we will not share that information with the United States,” said Superintendent Driver."
        assert readings(pasted)[-1].outside == "said Superintendent Driver."
        assert verdict(pasted) == Verdict.VERBATIM

    def test_a_quotation_split_by_its_attribution_counts_as_one(self) -> None:
        pasted = "“we will not share that information,” she said, “with the United States Citizenship”"
        assert verdict(pasted) == Verdict.VERBATIM


VOCABULARY = "we will not share that information with the board … [sic] [x] “ ” ' - — . , ! A a É e\u0301 1.5 15"
WORDS = st.sampled_from(VOCABULARY.split(" "))
SENTENCE = st.lists(WORDS, min_size=1, max_size=20).map(" ".join)


@given(SENTENCE, SENTENCE)
def test_only_words_of_the_text_are_verbatim(pasted: str, text: str) -> None:
    finding = best(pasted, text)
    if finding and finding.verdict == Verdict.VERBATIM:
        published = bare(finding.passage.words_in(text))
        # The words within the marks are the quotation, if there are any; a mark that is missing ends it nowhere.
        stretch = marks.stretches(pasted)
        within = "".join(pasted[one.inner_start : one.inner_end] for one in stretch)
        assert published in {bare(words.replace("[sic]", "")) for words in (pasted, within)} | {
            bare(pasted),
            bare(within),
        }


# Without quotation marks, outside which words may be an attribution.
PLAIN_WORDS = st.sampled_from(["we", "will", "not", "share", "É", "1.5", ",", "—"])
PLAIN_SENTENCE = st.lists(PLAIN_WORDS, min_size=1, max_size=9).map(" ".join)


@given(PLAIN_SENTENCE, PLAIN_SENTENCE)
def test_dots_that_are_not_in_the_text_are_never_verbatim(before: str, after: str) -> None:
    finding = best(f"{before} … {after}", f"{before} {after}")
    if finding and finding.verdict == Verdict.VERBATIM:
        # Dots at an end omit nothing.
        assert not SplitText(before).words or not SplitText(after).words


def bare(text: str) -> str:
    """Return only letters, digits and dots, in NFC and with their case. Three or more dots are one ellipsis."""
    composed = unicodedata.normalize("NFKC", text)
    kept = "".join(character for character in composed if character.isalnum() or character == ".")
    return re.sub(r"\.{3,}", "…", kept).strip(".…")


@given(SENTENCE.filter(lambda text: any(map(str.isalnum, text))), st.data())
def test_every_run_of_whole_words_is_found_verbatim(text: str, data: st.DataObject) -> None:
    words = SplitText(text).words
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quoted = text[words[first].start : words[last].end]
    assert verdict(quoted, text) == Verdict.VERBATIM


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_checked(pasted: str, text: str) -> None:
    finding = best(pasted, text)
    assert finding is None or finding.passage.words_in(text)


class TestFalseRoutes:
    """Cases in which the checker once called words verbatim that were never said."""

    def test_words_after_an_unclosed_mark_belong_to_the_quotation(self) -> None:
        pasted = "“we will not share that information,” Driver said. “And I want every one of them fired"
        assert verdict(pasted) not in {Verdict.VERBATIM, Verdict.PUNCTUATION}

    def test_words_before_a_lone_closing_mark_belong_to_the_quotation(self) -> None:
        pasted = "And I want every one of them fired,” Driver said. “we will not share that information”"
        assert verdict(pasted) not in {Verdict.VERBATIM, Verdict.PUNCTUATION}

    @pytest.mark.parametrize(
        "pasted",
        [
            "If we become aware of a student's status, “we will not share that information”",
            "And I want every one of them fired. “we will not share that information”",
            "“we will not share that information” and every one of them is fired",
        ],
    )
    def test_words_beside_the_marks_are_shown_as_outside(self, pasted: str) -> None:
        assert any(span.kind == SpanKind.OUTSIDE for span in readings(pasted)[-1].spans)
        assert verdict(pasted) == Verdict.VERBATIM

    def test_a_capitalised_word_on_its_own_line_is_not_a_signature(self) -> None:
        assert verdict("“we will not share that information\nAbsolutely") == Verdict.ALTERED

    @pytest.mark.parametrize(
        ("pasted", "text", "expected"),
        [
            ("Burns said: “We need a library.”", "My name is Lou Burns. We need a library.", Verdict.VERBATIM),
            ("“We need a library,” Burns said.", "We need a library, Councilor Burns, now.", Verdict.VERBATIM),
            ("Burns said “we need a library”", "Thanks. Burns says we need a library.", Verdict.VERBATIM),
            ("Burns: “We need a library.”", "I quote Burns: We need a library.", Verdict.PUNCTUATION),
        ],
    )
    def test_only_the_words_inside_the_marks_are_judged(self, pasted: str, text: str, expected: Verdict) -> None:
        assert verdict(pasted, text) == expected

    def test_a_minus_is_not_a_hyphen(self) -> None:
        text = "The budget for the schools changed by -5 percent over the whole of last year."
        assert verdict("The budget for the schools changed by 5 percent over the whole", text) == Verdict.ALTERED

    def test_an_apostrophe_can_make_a_different_word(self) -> None:
        assert verdict("what we said, were going to the board", "what we said, we're going to the board") == (
            Verdict.ALTERED
        )


@pytest.mark.parametrize("pasted", ["The superintendent said “ one", "one” the superintendent said"])
def test_a_word_beside_a_lone_mark_is_not_the_whole_quotation(pasted: str) -> None:
    assert {reading.outside for reading in readings(pasted)} == {""}
    assert "The superintendent said" in {reading.outside for reading in readings("The superintendent said “one”")}
