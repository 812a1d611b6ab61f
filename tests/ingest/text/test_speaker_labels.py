"""A label is split into a name and an office, or names nobody."""

import pytest

from archive.ingest.text.speaker_labels import Label, names_person_in_brackets, proposed_name, read_label


@pytest.mark.parametrize(
    ("outside", "inside", "inside_is_the_person", "why"),
    [
        ("The Acting Chair", "Mr. Sample", True, "a form of address in the bracket"),
        ("President", "Sen Sample", True, "a short title in the bracket"),
        ("Mr. Sample", "Mr. Other", False, "a form of address before it too"),
        ("Vital Anne", "Board President", False, "an office in the bracket"),
        ("The Chair", "Jo Sample", True, "a name after an office"),
        ("La Presidenta", "Sample", True, "one word is enough after an article"),
        ("Clerk", "Sample", False, "one word, and no article"),
        ("Clerk", "Virtual", False, "how the clerk was there"),
        ("Mayor", "jo Sample", False, "no capital at the beginning"),
        ("Mayor", "Jo sample", False, "no capital at the end"),
        ("Attorney General", "Jo Sample", True, "an office of two words"),
        ("Clerk of the Board", "Jo Sample", True, "an office and its place"),
        ("The Acting Deputy Mayor", "Jo Sample", True, "an office after an article and adjectives"),
        ("The", "Jo Sample", False, "only an article"),
        ("Clerk Other", "Jo Sample", False, "a name after the office"),
        ("Sample East", "Jo Other", False, "no office at all"),
    ],
)
def test_the_person_is_in_the_bracket_if_only_an_office_is_before_it(
    outside: str, inside: str, inside_is_the_person: bool, why: str
):
    assert names_person_in_brackets(outside, inside) is inside_is_the_person, why


@pytest.mark.parametrize(
    ("printed", "name", "office", "addressed"),
    [
        ("Jo Sample", "jo sample", "", False),
        ("[Jo Sample]:", "jo sample", "", False),
        ("Jo Sample (?)", "jo sample", "", False),
        ("Sample, Jo", "jo sample", "", False),
        ("Jo Sample, Clerk", "jo sample", "clerk", False),
        ("La Presidenta (Jo Sample)", "jo sample", "president", False),
        ("Jo Sample (Clerk)", "jo sample", "clerk", False),
        ("President Sample (District Two)", "sample", "president", True),
        ("President Sample (Clerk)", "sample", "clerk", True),
        ("Mr. Sample of Texas", "sample", "", True),
        ("Mr. of Sample", "of sample", "", True),
        ("Jo of Sample", "jo of sample", "", False),
        ("M. Jo Sample", "jo sample", "", False),
        ("M. Sample", "m sample", "", False),
        ("M. le président", "", "president", False),
        ("The Sample", "the sample", "", False),
        ("El Sample", "el sample", "", False),
        ("El president Sample", "sample", "president", True),
        ("Jo Clerk", "jo clerk", "", False),
        ("The Chair", "", "chair", False),
        ("City Clerk", "", "clerk", False),
        ("City Clerk Jo Sample", "jo sample", "clerk", True),
        ("Board", "board", "", False),
        ("Mr. School", "school", "", True),
        ("General Sample", "general sample", "", False),
        ("Attorney General Sample", "sample", "attorney general", True),
        ("Secretary for Health", "", "health secretary", False),
        ("Superintendent of Schools", "", "superintendent", False),
        ("Superintendent of Schools Jo Sample", "jo sample", "superintendent", True),
        ("Mayor and Clerk Sample", "sample", "clerk mayor", True),
    ],
)
def test_titles_and_places_before_a_name_are_the_office(printed: str, name: str, office: str, addressed: bool):
    assert read_label(printed) == Label(printed, tuple(name.split()), frozenset(office.split()), addressed)


def test_a_role_from_elsewhere_in_the_file_counts_more_than_the_bracket():
    assert read_label("Jo Sample (Clerk)", "Mayor").office == {"mayor"}
    assert read_label("Jo Sample, Clerk", "Mayor").office == {"mayor"}
    assert read_label("Dr. Sample", "Mayor").office == {"mayor"}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("MR. JO SAMPLE", "Jo Sample"),
        ("Mayor Jo McSample", "Jo McSample"),
        ("Hon. (Ms.) Jo Sample", "Jo Sample"),
        ("The Chair (Mr. Sample)", "Sample"),
        ("The Minister for Roads (Mr. Jo Sample)", "Jo Sample"),
        ("Superintendent of Schools Jo Sample", "Jo Sample"),
        ("Madam Speaker", "Madam Speaker"),
        ("SECRETARY FOR FOOD AND HEALTH (in Cantonese)", "Secretary For Food And Health"),
        ("Jo Sample-Other", "Jo Sample-Other"),
        ("[The Chair]:", "The Chair"),
    ],
)
def test_a_proposed_name_has_no_titles_and_not_only_capitals(label: str, name: str):
    assert proposed_name(label) == name
