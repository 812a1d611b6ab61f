"""The words of a name on record, without what is no part of it."""

import pytest

from archive.language.people import name_words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Darienne Driver", "darienne driver"),
        ("Dr. Darienne Driver", "darienne driver"),
        ("Driver, Darienne", "darienne driver"),
        ("Darienne Driver, Jr.", "darienne driver jr"),
        ("Darienne Driver, Superintendent", "darienne driver"),
        ("Sen. SAMPLE, Robin (D)", "robin sample"),
        ("Mr. SAMPLE of Texas", "sample"),
        ("Board President Robin Sample", "robin sample"),
        ("Lena van der Sample", "lena van der sample"),
        ("The CHAIR", ""),
        ("City Manager", ""),
        ("Vice Mayor", ""),
    ],
)
def test_titles_offices_and_brackets_are_no_part_of_a_name(label: str, words: str) -> None:
    assert " ".join(name_words(label)) == words
