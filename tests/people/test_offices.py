"""Offices in their spellings, in one form."""

import pytest

from archive.people import fold, office_words


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


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Báez", "baez"), ("O’Connor-Smith", "oconnor smith"), ("  J.  SAMPLE ", "j sample"), ("Jo_Sample", "jo sample")],
)
def test_a_name_is_compared_without_case_accents_and_marks(name: str, folded: str):
    assert fold(name) == folded
