"""What each of the pasted words counts as."""

import pytest

from archive.citations.quote_checker.quotation import SpanKind, readings, rejoined, without_markup

WORDS = "we will not share that information"


def spans(pasted: str) -> list[tuple[str, str]]:
    return [(span.kind.value, span.written) for span in readings(pasted)[-1].spans]


@pytest.mark.parametrize(
    ("pasted", "counts_as", "why"),
    [
        (WORDS, [("quoted", WORDS)], "no marks"),
        (f"“{WORDS}”", [("quoted", f"“{WORDS}”")], "marks around everything"),
        (
            f"“{WORDS},” she said.",
            [("quoted", f"{WORDS},"), ("outside", "she said.")],
            "other words after it",
        ),
        (f"She said: “{WORDS}”", [("outside", "She said:"), ("quoted", WORDS)], "the same before it"),
        (f"“{WORDS}” and more", [("quoted", WORDS), ("outside", "and more")], "other words after it"),
        (
            f"“{WORDS}” (emphasis added) she said",
            [("quoted", WORDS), ("remark", "(emphasis added)"), ("outside", "she said")],
            "a remark of the writer",
        ),
        (f"“{WORDS} [sic]”", [("quoted", WORDS), ("remark", "[sic]")], "a remark inside the marks"),
        (f"“{WORDS}” [sic]", [("quoted", WORDS), ("remark", "[sic]")], "only a remark outside"),
        (
            f"{WORDS} — Darienne Driver",
            [("quoted", f"{WORDS} — Darienne Driver")],
            "no marks, and a name after a dash",
        ),
        (
            f"“{WORDS}” — Darienne Driver “and more of it”",
            [("quoted", WORDS), ("outside", "— Darienne Driver"), ("quoted", "and more of it")],
            "the same between two quotations",
        ),
        (f"{WORDS} — Driver", [("quoted", f"{WORDS} — Driver")], "one word after a dash"),
        (
            f"Darienne Driver: {WORDS}",
            [("quoted", f"Darienne Driver: {WORDS}")],
            "no marks, and a name before a colon",
        ),
        (f"Driver: {WORDS}", [("quoted", f"Driver: {WORDS}")], "one word before a colon"),
        (f"we have “one two three four” {WORDS}", None, "four words in marks among others"),
        (
            f"we have “one two three” {WORDS}",
            [("outside", "we have"), ("quoted", "one two three"), ("outside", WORDS)],
            "three too",
        ),
        ("“No,” she said.", [("quoted", "No,"), ("outside", "she said.")], "one word with its speaker"),
        ("“one two three she said", [("quoted", "“one two three she said")], "a mark is missing"),
    ],
)
def test_words_outside_the_marks_are_outside_or_a_remark(
    pasted: str, counts_as: list[tuple[str, str]] | None, why: str
):
    expected = counts_as or [("outside", "we have"), ("quoted", "one two three four"), ("outside", WORDS)]

    assert spans(pasted) == expected, why


@pytest.mark.parametrize(
    ("pasted", "parts", "gaps"),
    [
        ("one … two", ["one", "two"], [("ellipsis", "…")]),
        ("one . . . two", ["one", "two"], [("ellipsis", ". . .")]),
        ("one * * * two", ["one", "two"], [("ellipsis", "* * *")]),
        ("one [two] three", ["one", "three"], [("bracket", "[two]")]),
        ("one [two]s three", ["one", "three"], [("bracket", "[two]s")]),
        ("[T]wo three", ["Two three"], []),
        ("… one two …", ["one two"], []),
        ("[one] two [three]", ["", "two", ""], [("bracket", "[one]"), ("bracket", "[three]")]),
        ("one … [two] three", ["one", "three"], [("bracket", "… [two]")]),
        ("one [two] … three", ["one", "three"], [("bracket", "[two] …")]),
        ("one … … two", ["one", "two"], [("ellipsis", "… …")]),
        ("one [two] three …", ["one", "three"], [("bracket", "[two]")]),
        ("… one [two] three", ["one", "three"], [("bracket", "[two]")]),
        ("one .. two", ["one .. two"], []),
    ],
)
def test_dots_and_brackets_are_gaps_between_the_parts(pasted: str, parts: list[str], gaps: list[tuple[str, str]]):
    reading = readings(pasted)[-1]

    assert list(reading.parts) == parts
    assert [(gap.kind.value, gap.written) for gap in reading.gaps] == gaps


def test_the_first_reading_takes_every_word_as_quoted():
    first = readings(f"“{WORDS},” she said … [sic]")[0]

    assert [span.kind for span in first.spans] == [SpanKind.QUOTED]
    assert first.keys == [*WORDS.split(), "she", "said", "sic"]


@pytest.mark.parametrize(
    ("pasted", "whole"),
    [
        ("> we will\n> not share", "we will\nnot share"),
        ("> > we will\n\n> not share", "we will\n\nnot share"),
        ("> we will\nnot share", "> we will\nnot share"),
        ('<p>we <em class="x">will</em></p>', "we will"),
        ("we &amp; you", "we & you"),
        ("we < you > all & more", "we < you > all & more"),
        ("<script>we</script>", "<script>we</script>"),
        ("", ""),
    ],
)
def test_markup_of_emails_and_pages_is_removed(pasted: str, whole: str):
    assert without_markup(pasted).strip() == whole


@pytest.mark.parametrize(
    ("pasted", "known", "whole"),
    [
        ("infor-\nmation", {"information"}, "infor\u00admation"),
        ("infor-\nmation", set(), "infor-mation"),
        ("well-\nknown", {"well", "known"}, "well-known"),
        ("1976-\n2016", {"19762016"}, "1976-\n2016"),
        ("so the infor-  \r\n  mation", {"information"}, "so the infor\u00admation"),
    ],
)
def test_a_word_that_a_line_end_cuts_is_joined_if_the_text_has_it(pasted: str, known: set[str], whole: str):
    assert rejoined(pasted, known) == whole
