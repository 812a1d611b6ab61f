"""“Did you mean” suggests words of the archive, and only searches that find something."""

import pytest

from archive.actions.statements import withdraw
from archive.search import SearchRequest, did_you_mean, search
from archive.search.engines.rebuild import rebuild
from archive.search.engines.results import MarkedSegment
from tests.record import make_draft, make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    make_statement("The immigration status of no student is shared.")
    make_statement("The budget of the school grows.", speaker=make_speaker("María Báez"))
    make_statement("We thought that they had come with them then.")
    make_draft("The xylophone budget is secret.")
    rebuild()


def meant(text: str) -> str:
    correction = did_you_mean(search(SearchRequest(text=text)))
    return correction.text if correction else ""


# What was typed, and how it is corrected, if it is.
CORRECTED = {
    "imigration": "immigration",
    "immigratoin status": "immigration status",
    "imigration statos": "immigration status",
    "zudget": "budget",
    "imigratoin": "immigration",
    # What is in quotation marks is meant as it is.
    '"immigration statis"': "",
    "speaker:baes budget": "speaker:baez budget",
    "budgat -status": "budget -status",
    "budgat OR statis": "budget OR status",
    "we though that they": "we thought that they",
    "budget": "",
    "qqqqqq": "",
    "budget xylophome": "",
    "xylophon": "",
    "-budgat immigration": "",
    "it": "",
    "": "",
    "2O17 OR": "",
}


def test_a_misspelt_search_is_corrected(archive):
    assert {typed: meant(typed) for typed in CORRECTED} == CORRECTED


def test_the_correction_says_how_many_it_finds_and_which_words_changed(archive):
    correction = did_you_mean(search(SearchRequest(text="imigration status", page=3)))
    assert correction.total == 1
    assert correction.query == "q=immigration+status"
    assert correction.segments == [MarkedSegment("immigration", marked=True), MarkedSegment(" status", marked=False)]


def test_only_the_corrected_words_of_a_search_are_marked(archive):
    correction = did_you_mean(search(SearchRequest(text="the Imigration of statos (school)")))
    assert [(segment.text, segment.marked) for segment in correction.segments] == [
        ("the ", False),
        ("immigration", True),
        (" of ", False),
        ("status", True),
        (" school", False),
    ]


def test_a_rare_misspelling_in_the_archive_is_not_suggested():
    make_statement("The comittee met.")
    make_statements(["The committee met."] * 25)
    rebuild()
    assert meant("comittee") == "committee"
    assert meant("committee") == ""


def test_a_rare_misspelling_is_corrected_even_if_inflected_forms_exist():
    make_statement("Volker spoke.")
    make_statement("Volkers spoke.")
    make_statements(["Volcker spoke."] * 45)
    rebuild()
    assert meant("Volker") == "volcker"


def test_a_plural_in_another_language_of_the_site_is_not_corrected():
    make_statements(["The cases were heard."] * 25)
    rebuild()
    assert search(SearchRequest(text="clases")).correction is None


def test_words_of_withdrawn_statements_are_not_suggested(archive):
    removed = make_statement("A zeppelin came.")
    rebuild()
    assert meant("zepelin") == "zeppelin"
    withdraw(statement=removed, category="privacy", reason="Published by mistake.")
    from archive.search.engines.outbox import drain

    drain()
    assert meant("zepelin") == ""


@pytest.mark.parametrize(
    ("misspelt", "right", "corrected", "asked"),
    [
        (4, 81, "", "committee"),
        (5, 120, "", ""),
    ],
)
def test_the_more_statements_have_a_misspelling_the_more_must_have_the_right_word(
    misspelt: int, right: int, corrected: str, asked: str
):
    """Up to two are searched for in the right spelling at once; up to four get the question; five are enough."""
    make_statements(["The comittee met."] * misspelt + ["The committee met."] * right)
    rebuild()
    correction = search(SearchRequest(text="comittee")).correction
    assert (correction.text if correction else "") == corrected
    assert meant("comittee") == asked


@pytest.mark.parametrize(
    ("typed", "right", "corrected"),
    [
        ("bux", "bus", "bus"),
        ("ux", "us", ""),
        ("calnda", "calendar", "calendar"),
        ("clendr", "calendar", ""),
        ("plnet", "planets", ""),
        ("calendrs", "calendar", "calendar"),
        ("xalendar", "calendar", "calendar"),
        ("2alendar", "calendar", ""),
    ],
)
def test_a_misspelling_is_one_letter_or_two_in_a_long_word_with_a_right_beginning(
    typed: str, right: str, corrected: str
):
    make_statements([f"The {right} is here."] * 3)
    rebuild()
    assert meant(typed) == corrected
