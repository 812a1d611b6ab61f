"""Who said a quotation, by the words and lines next to it."""

import pytest

from archive.citations.articles.speech_tags import (
    first_sentence,
    last_sentence,
    said_after,
    said_before,
    said_on_the_line_after,
    said_on_the_line_before,
    signature_in,
)


@pytest.mark.parametrize(
    ("line", "name", "why"),
    [
        ("— Darienne Driver", "— Darienne Driver", "a dash and a full name"),
        ("— Driver", "— Driver", "a dash and one name"),
        ("(Driver)", "Driver", "a name in brackets"),
        ("> — Driver", "— Driver", "a line of a block quotation"),
        ("Darienne Driver", "Darienne Driver", "a full name"),
        ("Superintendent Driver.", "Superintendent Driver.", "a title and a name"),
        ("Driver", "", "one name may be any word"),
        ("Darienne Driver said.", "", "a sentence"),
        ("— Driver said", "— Driver said", "a sentence after a dash"),
        ("Darienne Driver:", "", "a name that introduces something"),
        ("— Driver?", "", "a question"),
        ("— we will not", "", "other words after a dash"),
        (f"— Darienne Driver{' ' * 120}", "— Darienne Driver", "spaces do not count"),
        (f"— Darienne {'D' * 120}", "", "too long for a signature"),
    ],
)
def test_a_line_is_a_signature_if_it_is_only_a_name(line: str, name: str, why: str) -> None:
    assert signature_in(line) == name, why


@pytest.mark.parametrize(
    ("text", "goes_on", "said", "why"),
    [
        (" said Driver. Then it rained.", False, "said Driver", "up to the end of the sentence"),
        (" said Mrs. Driver. Then", False, "said Mrs. Driver", "an abbreviation ends nothing"),
        (" Driver told the board:", False, "Driver told the board", "nothing follows"),
        (" Driver told the board:", True, "", "the colon introduces the next quotation"),
        (" said Driver. Levy:", True, "said Driver", "only the other sentence introduces it"),
        (" and left the room", False, "", "no attribution"),
        (" said Driver with a smile on the stairs", False, "said Driver", "the longest that is one"),
    ],
)
def test_an_attribution_after_a_quotation_is_in_its_sentence(text: str, goes_on: bool, said: str, why: str) -> None:
    assert said_after(text, goes_on=goes_on) == said, why


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("It rained. Driver said:", "Driver said", "the last sentence"),
        ("It rained. Levy agreed. ", "Levy agreed.", "a whole sentence"),
        ("She called it “so” and Driver said,", "Driver said", "after a quotation"),
        ("Superintendent Darienne Driver was blunt:", "Superintendent Darienne Driver", "its subject"),
        ("Superintendent Darienne Driver was blunt", "", "nothing is introduced"),
        ("The Driver report said:", "The Driver report said", "a thing that says something"),
        ("The Driver report was blunt:", "", "a thing of that name"),
        ("Treasurer Smith thanked Driver warmly:", "", "two people"),
    ],
)
def test_an_attribution_before_a_quotation_is_in_its_sentence(text: str, said: str, why: str) -> None:
    assert said_before(text) == said, why


@pytest.mark.parametrize(
    ("line", "said"), [("Driver said:", "Driver said"), ("Driver said,", "Driver said"), ("Driver said.", "")]
)
def test_a_line_introduces_the_next_one_with_a_colon_or_a_comma(line: str, said: str) -> None:
    assert said_on_the_line_before(line) == said


@pytest.mark.parametrize(
    ("line", "quotation", "said", "why"),
    [
        ("Driver said.", "“We will,”", "Driver said", "the quotation has not ended"),
        ("Driver said.", "“Will we?”", "Driver said", "a question"),
        ("Driver said.", "“We will.”", "", "the quotation has ended"),
        ("Driver said:", "“We will,”", "", "the line introduces another one"),
        ("Driver said “no”.", "“We will,”", "", "the line has a quotation of its own"),
        ("— Driver", "“We will.”", "— Driver", "a signature"),
        ("Driver left.", "“We will,”", "", "another sentence"),
    ],
)
def test_the_line_after_a_quotation_is_a_signature_or_ends_its_sentence(
    line: str, quotation: str, said: str, why: str
) -> None:
    assert said_on_the_line_after(line, quotation) == said, why


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("One two. Three four", "One two", " Three four"),
        ("One two? Three.", "One two", " Three."),
        ("Mr. Driver and Rep. Levy of the U.S. board", *["Mr. Driver and Rep. Levy of the U.S. board"] * 2),
        ("One “two” three", "One ", " three"),
        ("3.5 percent", "3.5 percent", "3.5 percent"),
        ("", "", ""),
    ],
)
def test_sentences_end_with_their_marks_or_at_a_quotation(text: str, first: str, last: str) -> None:
    assert (first_sentence(text), last_sentence(text)) == (first, last)
