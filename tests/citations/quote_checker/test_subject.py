"""The speaker in an attribution of other languages than English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.quote_checker.subject import claim_in_another_language, is_prose

WORDS = (
    "sagte",
    "hat",
    "gesagt",
    "laut",
    "Montag",
    "am",
    "der",
    "Sample",
    "Robin",
    "u",
    "Sprecher",
    ",",
    "a",
    "dit",
    "le",
)


@pytest.mark.parametrize(
    ("written", "names", "why"),
    [
        ("sagte die Stadträtin Robin Sample", [["robin", "sample"]], "an office before the name"),
        (
            "sagte die Vorsitzende des Schulausschusses, Robin Sample",
            [["robin", "sample"]],
            "a genitive, then the name",
        ),
        ("sagte Samples Sprecherin Kim Example", [["kim", "example"]], "an owner"),
        ("sagte der Sprecher von Robin Sample", [], "a name after a preposition"),
        ("a déclaré le porte-parole de Robin Sample", [], "the same in French"),
        ("a précisé Robin Sample à l’issue du vote", [["robin", "sample"]], "à is no verb"),
        ("afirmou a vereadora Robin Sample", [["robin", "sample"]], "an article"),
        ("disse Kim Example a Robin Sample", [["kim", "example"]], "a listener"),
        ("zei Lena van der Berg", [["lena", "van", "der", "berg"]], "particles"),
        ("zegt raadslid Robin Sample (onderwijs)", [["robin", "sample"]], "what is in brackets is not read"),
        ("sagte Robin Sample und Kim Example", [["robin", "sample"], ["kim", "example"]], "two people"),
        ("przekazała PAP Robin Sample", [["robin", "sample"]], "a press agency"),
    ],
)
def test_the_name_is_the_subject_of_the_verb_of_saying(written: str, names: list[list[str]], why: str) -> None:
    claim = claim_in_another_language(written)
    assert claim is not None, why
    assert [[word.key for word in run] for run in claim.name_runs] == names, why


@pytest.mark.parametrize(
    "written", ["Robin Sample left the room", "sagte", "Das Haus war gross", "sagte Robin Sample: danach", "so"]
)
def test_prose_is_no_attribution(written: str) -> None:
    assert claim_in_another_language(written) is None


def test_a_short_word_that_goes_on_as_prose_attributes_nothing() -> None:
    assert is_prose("so Sample", " left the room")
    assert not is_prose("so Sample", " am Dienstag")
    assert not is_prose("so Sample", ".")


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_are_read_in_little_time(written: list[str]) -> None:
    claim = claim_in_another_language(" ".join(written))
    assert claim is None or claim.words
