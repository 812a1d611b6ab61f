"""Whole names that can be one person's, and what the record does not show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.staging.speakers import KnownSpeaker, SpeakerMatcher
from archive.language.people import Likeness, fold, generation, likeness_of_names, without_suffixes

OTHER, PERHAPS, FITS, SAME = Likeness

GIVEN = st.sampled_from(["Robert", "Bob", "R.", "Paul", "Mary", "Jane", "Carol", "Caroline", "Ayesha"])
FAMILY = st.sampled_from(["Sample", "Example", "van der Sample", "Garcia Sample", "Robert"])
SUFFIX = st.sampled_from(["", "", "Jr.", "Sr.", "III"])
NAMES = st.builds(lambda *parts: " ".join(filter(None, parts)), GIVEN, st.one_of(st.just(""), GIVEN), FAMILY, SUFFIX)


@pytest.mark.parametrize(
    ("kept", "said", "likeness"),
    [
        ("Robert Sample", "Robert Sample", SAME),
        ("Robert Sample", "Robert K. Sample", SAME),
        ("Robert K. Sample", "Robert Sample", SAME),
        ("J. Robert Sample", "Robert Sample", SAME),
        ("Robert Sample", "Bob Sample", FITS),
        ("Robert Sample", "R. Sample", FITS),
        ("Robert Sample", "Sample R.", FITS),
        ("Robert Sample", "Sample", FITS),
        ("Robert Sample", "Robert", FITS),
        ("Lena van der Sample", "van der Sample", FITS),
        ("Mary Jane Sample", "Mary Sample", FITS),
        ("Mary Smith-Sample", "Mary Sample", FITS),
        ("Ana García López", "Ana García", FITS),
        ("Ana García López", "García López", FITS),
        ("Ana García López", "García", FITS),
        ("Maria de la Cruz", "Maria Cruz", FITS),
        ("Robert Sample Jr.", "Robert Sample", FITS),
        ("Robert Sample", "Robert Sample III", FITS),
        ("Robert Sample, PhD", "Robert Sample", SAME),
        ("Robert Sample Jr.", "Robert Sample Junior", SAME),
        ("Robert Sample Jr.", "Robert Sample Sr.", OTHER),
        ("Robert Sample II", "Robert Sample III", OTHER),
        ("Robert Sample Jr.", "Robert Sample II", PERHAPS),
        ("Sample", "John Sample", PERHAPS),
        ("R. Sample", "Robert Sample", PERHAPS),
        ("García López", "Ana García López", PERHAPS),
        ("Ana García López", "López García", PERHAPS),
        ("Kim Lee", "Lee Kim", PERHAPS),
        ("James Thomas", "Thomas James", PERHAPS),
        ("Mary Jane Sample", "Jane Sample", PERHAPS),
        ("Jane Sample", "Mary Jane Sample", PERHAPS),
        ("Robert K. Sample", "K. Sample", PERHAPS),
        ("Paul Robert Sample", "Bob Sample", PERHAPS),
        ("Paul Robert Sample", "Paul Robert", PERHAPS),
        ("Robert Sample", "Bob", PERHAPS),
        ("Robert Sample", "Robert Paul Sample", PERHAPS),
        ("Caroline Sample", "Carol Sample", PERHAPS),
        ("Robert Sample", "John Sample", OTHER),
        ("Robert Sample", "J. Sample", OTHER),
        ("Robert K. Sample", "Robert L. Sample", OTHER),
        ("Mary Ann Sample", "Mary Jane Sample", OTHER),
        ("Robert Sample", "Robert Example", OTHER),
        ("Robert Sample", "Robert Sample-Example", OTHER),
        ("Lena van der Sample", "Kim van der Sample", OTHER),
        ("Maria de la Cruz", "Maria de la Torre", OTHER),
        ("Robert Sample", "Jr.", OTHER),
    ],
)
def test_a_name_is_the_records_own_a_shorter_form_of_it_or_not_shown_by_it(kept: str, said: str, likeness: Likeness):
    assert likeness_of_names(fold(said).split(), fold(kept).split()) is likeness


@given(NAMES)
def test_a_name_is_itself(name: str):
    assert likeness_of_names(fold(name).split(), fold(name).split()) is SAME


@given(NAMES, NAMES)
def test_names_of_two_generations_are_never_one(one: str, other: str):
    said, kept = fold(one).split(), fold(other).split()
    if "" not in {generation(said), generation(kept)} and generation(said) != generation(kept):
        assert likeness_of_names(said, kept) is OTHER


@given(NAMES, NAMES)
def test_a_full_given_name_fits_only_if_the_record_has_a_given_name_for_it(said: str, kept: str):
    said_words, kept_words = without_suffixes(fold(said).split()), without_suffixes(fold(kept).split())
    if likeness_of_names(said_words, kept_words[-1:]) >= FITS:
        assert said_words == kept_words[-1:]


@given(NAMES, NAMES)
def test_the_import_is_never_surer_than_the_comparison_of_names(label: str, name: str):
    known = KnownSpeaker(1, name, offices=("Member",), of_board=True)
    if SpeakerMatcher([known]).match(label).speaker:
        assert likeness_of_names(fold(label).split(), fold(name).split()) >= FITS


@pytest.mark.parametrize(
    ("label", "known", "is_sure"),
    [
        ("Robert Sample Jr.", ["Robert Sample Jr.", "Robert Sample Sr."], True),
        ("Robert Sample", ["Robert Sample", "Robert Sample Jr."], False),
        ("Robert Sample", ["Robert Sample Jr."], False),
        ("Robert Sample Jr.", ["Robert Sample"], False),
        ("Robert Sample, Sr.", ["Robert Sample Jr."], False),
        ("Sample Sr., Robert", ["Robert Sample Sr."], True),
        ("Thomas James", ["James Thomas"], False),
        ("Jane Sample", ["Mary Jane Sample"], False),
        ("Mary Sample", ["Mary Jane Sample"], False),
        ("Mary J. Sample", ["Mary J. Sample"], True),
    ],
)
def test_the_import_asks_who_is_meant_unless_the_name_is_the_records_own(label: str, known: list[str], is_sure: bool):
    speakers = [KnownSpeaker(at, name, offices=("Member",), of_board=True) for at, name in enumerate(known, 1)]

    match = SpeakerMatcher(speakers).match(label)

    assert (match.speaker == 1) is is_sure
    assert match.suggestions or "Sr." in label
