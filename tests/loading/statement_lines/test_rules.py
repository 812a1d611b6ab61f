"""Missing values of a line are inferred carefully, and how close a text is never."""

import pytest

from archive.loading.statement_lines import rules
from archive.models.record.board import kind_of_board


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sample District Board of Education", "school_board"),
        ("City of Sample Council", "council"),
        ("Sample Planning Commission", "commission"),
        ("Sample Market Committee", "committee"),
        ("Sample Senate", "legislature"),
        ("Sample House of Representatives", "legislature"),
        ("Water Authority", "other"),
    ],
)
def test_the_kind_of_board_follows_from_its_name(name, kind):
    assert kind_of_board(name) == kind


@pytest.mark.parametrize(
    "label", ["", "Unidentified speaker", "UNKNOWN (H)", "Several speakers", "SPEAKER_07", "Public commenter"]
)
def test_some_labels_name_nobody(label):
    assert not rules.is_somebody(label)


@pytest.mark.parametrize("label", ["Ms. Sample", "The PRESIDING OFFICER", "Madam Speaker", "Deputy Speaker", "Clerk"])
def test_a_name_or_an_office_is_a_person(label):
    assert rules.is_somebody(label)


@pytest.mark.parametrize(
    ("speaker", "role", "kind"),
    [
        ("Public commenter", "", "public_comment"),
        ("Sample Resident", "Public commenter", "public_comment"),
        ("Ms. Sample", "Mayor", "remark"),
    ],
)
def test_words_of_the_public_are_public_comment(speaker, role, kind):
    assert rules.kind_of_statement(speaker, role) == kind
    assert rules.is_office(role) == (role == "Mayor")
