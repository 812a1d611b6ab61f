"""By which name people are sorted, and which labels name nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.language.people import fold, names_nobody, sort_name


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Kim Example", "example kim"),
        ("Dr. Kim Example", "example kim"),
        ("Mayor Example", "example"),
        ("Example, Kim", "example kim"),
        ("Kim Example, Superintendent", "example kim"),
        ("Kim Example, Jr.", "example kim"),
        ("Kim Example III", "example kim"),
        ("Kim Ash-Example", "ash example kim"),
        ("Kim van der Example", "van der example kim"),
        ("Kim Example (Mayor)", "example kim"),
        ("City Manager/Staff", "city manager staff"),
        ("Émile Example", "example emile"),
        ("नमूना सिंह", "सिंह नमूना"),
        *((label, "") for label in ("SPEAKER_03", ": No.", "Unknown (C)", "[Audience]", "?", "No", "3", "")),
    ],
)
def test_people_are_sorted_by_their_family_name_and_labels_of_nobody_have_none(name: str, sorted_by: str):
    assert sort_name(name) == sorted_by


def test_an_organisation_is_sorted_by_its_name_without_its_article():
    assert sort_name("The Lake Association", is_organisation=True) == "lake association"


@given(st.text(max_size=40))
def test_no_word_is_added_to_a_name(name: str):
    assert set(sort_name(name).split()) <= set(fold(name).split())


@pytest.mark.parametrize(
    "label",
    [
        *("", "?", "Q", "Unknown", "UNKNOWN SPEAKER", "Unidentified speaker 2", "Speaker", "Speakers", "Speaker 03"),
        *("[Speaker_03]", "Speaker A", "SPEAKER(?)", "Public commenter", "Public Comment 4", "Audience member"),
        *("Member of the public 3", "Several voices", "Female voice", "Voice", "Staff Member", "Caller 12"),
        *("the unidentified man", "Another hon. member", "Messrs. Sample and Other", "[inaudible]"),
        *("Audience (shouting)", "Speaker 1 (male)", "The audience", "the staff member", "Several (laughing)"),
        *("Public Commenter (woman)", "Unidentified Woman (off mic)", "Male speaker", "Audience member (via Zoom)"),
        *("Voz masculina", "Mujer no identificada", "El público", "Orador 2", "Público (riendo)"),
        *("Voix d’homme", "Intervenante non identifiée", "Le public", "Plusieurs voix", "Membre du public"),
        *("Unbekannter Sprecher", "Weibliche Stimme", "Publikum", "Mehrere Stimmen", "Sprecherin 2 (lachend)"),
    ],
)
def test_what_is_said_of_a_voice_and_an_article_make_nobody_somebody(label: str):
    assert names_nobody(label)


@pytest.mark.parametrize(
    "label",
    [
        *("The Speaker", "Guest (Robin Sample)", "Guest (Ming)", "Bürger", "Frau Bürger", "Robin Sample (laughing)"),
        *("B", "Anne Unknown", "Speaker Anne", "Mr. Public"),
    ],
)
def test_a_name_or_an_office_is_somebody_whatever_stands_around_it(label: str):
    assert not names_nobody(label)
