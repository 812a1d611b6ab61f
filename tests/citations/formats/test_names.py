"""Names are inverted only if that takes no guess."""

import pytest

from archive.citations.formats.names import joined, split


@pytest.mark.parametrize(
    ("name", "surname", "given", "suffix"),
    [
        ("Sample Speaker", "Speaker", "Sample", ""),
        ("Ana María de la Cruz", "de la Cruz", "Ana María", ""),
        ("Sample van der Berg Jr.", "van der Berg", "Sample", "Jr."),
        ("Speaker, Sample", "Speaker", "Sample", ""),
        ("Sample Speaker, III", "Speaker", "Sample", "III"),
        ("Shanika O'Sample-Roe", "O'Sample-Roe", "Shanika", ""),
        ("de Sample", "Sample", "de", ""),
        ("Dr. Sample Speaker", "Speaker", "Sample", ""),
        ("Hon. Sample van der Berg Jr.", "van der Berg", "Sample", "Jr."),
    ],
)
def test_a_name_is_split_by_english_convention(name: str, surname: str, given: str, suffix: str) -> None:
    parts = split(name)
    assert (parts.surname, parts.given, parts.suffix) == (surname, given, suffix)


@pytest.mark.parametrize(
    "name",
    [
        "Sample", "MR. PARTEE", "Dr. Speaker", "Superintendent Sample", "Truman and Prell", "Sample & Roe",
        "Speaker 03", "Sample (Board President)", "عينة متحدث", "见本 花子", "Roe, Sample, Jane", "", "A, ", "—", "- -",
    ],
)  # fmt: skip
def test_a_name_stays_as_it_is_unless_it_is_plainly_given_and_family_name(name: str) -> None:
    assert split(name) is None


def test_initials_keep_their_hyphen() -> None:
    assert split("Jean-Paul M. Sample").initials == "J.-P. M."


def test_a_list_of_names_has_a_final_comma() -> None:
    assert joined(["A"]) == "A"
    assert joined(["A", "B"]) == "A and B"
    assert joined(["A", "B", "C"]) == "A, B, and C"
