"""Offices in their spellings, in one form."""

import pytest

from archive.language.people import office_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Supt. of Schools", "Superintendent"),
        ("Superintendente", "superintendent"),
        ("La Presidenta", "Board President"),
        ("Councilwoman", "City Councillor"),
        ("Bürgermeisterin", "mayor"),
        ("Alcaldesa", "Mayor"),
        ("Vicepresidenta", "Vice President"),
        ("Vice-Chairman", "Vice Chair"),
    ],
)
def test_spellings_of_an_office_are_one_office(one: str, other: str):
    assert office_words(one) == office_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Vice President", "President"), ("Deputy Mayor", "Mayor"), ("Clerk", "Mayor")]
)
def test_other_offices_are_others(one: str, other: str):
    assert office_words(one) != office_words(other)
