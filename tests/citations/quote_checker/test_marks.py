"""Where quotation marks open and close."""

import pytest

from archive.citations.quote_checker.marks import stretches


@pytest.mark.parametrize(
    ("text", "quoted", "why"),
    [
        ('He said "yes" and "no".', ["yes", "no"], "two quotations"),
        ('He said, ("we")', ["we"], "a mark after a bracket opens"),
        ('so—"we"', ["we"], "a mark after a dash opens"),
        ("“He said „yes“ to it”", ["He said „yes“ to it"], "the inner mark is closed by the one that opens the outer"),
        ("„Ja“, »nein«", ["Ja", "nein"], "German marks"),
        ("»also« »das«", ["also", "das"], "marks that point inwards"),
        ("« Bonjour »", [" Bonjour "], "French marks stand apart from the words"),
        ("“a “b” c”", ["a “b” c"], "nested alike"),
        ('"a "b" c"', ['a "b" c'], "nested alike, straight"),
        ("“one ”two“ three”", ["one ", " three"], "a mark beside a word closes by its shape"),
        ("“It is ‘so’,” he", ["It is ‘so’,"], "single marks inside double ones are words"),
        ("“a\n“b\n“c” d", ["a\n“b\n“c"], "each paragraph repeats the mark, and the last closes"),
        ("“a\n\n“b” d “c”", ["a\n\n“b", "c"], "the next quotation is another one"),
        ("a “b c", ["b c"], "up to the end if no mark closes"),
        ("one” two “three", ["one", "three"], "from the beginning if no mark opens"),
        ("“a” b” c", ["a", " b"], "from the last quotation if no mark opens"),
        ('x"y" z', ["x", "y"], "a straight mark inside a word closes"),
        ('we " go', ["we "], "a straight mark before a space closes"),
        ("‘girls,’ said", ["girls,"], "a single mark closes after a comma"),
        ("'we go.' she said 'so'", ["we go.", "so"], "or at the end of the text"),
        ("‘a b’. c", ["a b"], "or before a full stop"),
        ("‘a b’, c", ["a b"], "or before a comma"),
        ("‘we’ said c", [], "beside anything else it is an apostrophe"),
        ("the boys’ and ‘girls,’ said", ["girls,"], "an apostrophe opens nothing"),
        ("don't 'we don't go'", ["we don't go"], "an apostrophe inside a word closes nothing"),
        ("(‘so’, he", ["so"], "a single mark after a bracket opens"),
        ("' we,' he", [], "a single mark before a space does not"),
        ("no marks", [], "no marks"),
    ],
)
def test_the_marks_of_the_outermost_level_decide(text: str, quoted: list[str], why: str):
    assert [text[found.inner_start : found.inner_end] for found in stretches(text)] == quoted, why


@pytest.mark.parametrize(
    ("text", "whole", "is_closed"),
    [("so “we go” on", "“we go”", True), ("so “we go", "“we go", False), ("we go” so", "we go”", False)],
)
def test_a_stretch_has_its_marks_and_is_closed_if_it_has_both(text: str, whole: str, is_closed: bool):
    (found,) = stretches(text)

    assert (text[found.start : found.end], found.is_closed) == (whole, is_closed)
