"""Given names that can be one person's, and those that cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nicknames import NickNamer

from archive.language.people import Likeness, is_given_name, likeness_of_given_names
from archive.language.people.given_names import OWN_NAMES

NAMES = sorted(OWN_NAMES | set(NickNamer().nickname_lookup))


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Robert", "Bob", Likeness.FITS),
        ("Catherine", "Kate", Likeness.FITS),
        ("Francisco", "Paco", Likeness.FITS),
        ("José", "Pepe", Likeness.FITS),
        ("Guadalupe", "Lupe", Likeness.FITS),
        ("D", "Darienne", Likeness.FITS),
        ("K", "Darienne", Likeness.OTHER),
        ("José", "JOSE", Likeness.SAME),
        ("Rick", "Dick", Likeness.PERHAPS),
        ("Dar", "Darienne", Likeness.PERHAPS),
        ("Derrick", "Eric", Likeness.PERHAPS),
        ("Alexandra", "Sandra", Likeness.PERHAPS),
        ("Caroline", "Carol", Likeness.PERHAPS),
        ("William", "Liam", Likeness.PERHAPS),
        ("Johnathan", "John", Likeness.PERHAPS),
        ("Henry", "Harry", Likeness.PERHAPS),
        ("Paul", "Paula", Likeness.OTHER),
        ("Daniel", "Danielle", Likeness.OTHER),
        ("Robert", "Roberta", Likeness.OTHER),
        ("Robert", "William", Likeness.OTHER),
        ("Patrick", "Patricia", Likeness.OTHER),
    ],
)
def test_a_short_form_is_the_same_name_and_a_prefix_is_not(one: str, other: str, likeness: Likeness):
    assert likeness_of_given_names(one, other) is likeness
    assert likeness_of_given_names(other, one) is likeness


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_two_names_that_people_have_are_one_only_if_a_list_says_so(one: str, other: str):
    listed = NickNamer().nickname_lookup
    is_listed = other in listed.get(one, ()) or one in listed.get(other, ()) or one == other
    if one != other and not is_listed and is_given_name(one) and is_given_name(other) and one.startswith(other):
        assert likeness_of_given_names(one, other) <= Likeness.PERHAPS


@given(st.sampled_from(sorted(OWN_NAMES)), st.sampled_from(sorted(OWN_NAMES)))
def test_two_names_of_their_own_are_never_certainly_one(one: str, other: str):
    if one != other:
        assert likeness_of_given_names(one, other) <= Likeness.PERHAPS
