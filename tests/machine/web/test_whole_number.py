"""A number that somebody sent is read in one way, and no address breaks on one that no row can have."""

import pytest
from django.urls import reverse

from archive.machine.web.whole_number import LARGEST_ID, whole_number, whole_numbers
from archive.models import Role
from tests.record import make_speaker, make_statement
from tests.staff import make_person, signed_in

HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("007", 7),
        ("٣", 3),
        (str(LARGEST_ID), LARGEST_ID),
        *((text, None) for text in ("", "0", "-1", "+1", "1.0", "1_0", " 1", "²", "one", str(2**63), HUGE)),
    ],
)
def test_a_number_is_read_from_digits_alone(text: str, number: int | None):
    assert whole_number(text) == number
    assert whole_numbers([text, "5"]) == [*([number] if number else []), 5]


def test_a_number_above_the_highest_is_none():
    assert (whole_number("20", 20), whole_number("21", 20)) == (20, None)


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [HUGE, str(10**30), str(2**63)])
def test_no_page_of_the_desk_breaks_on_a_number_that_no_row_can_have(sent: str):
    editor, speaker = signed_in(make_person(Role.EDITOR, Role.ADMINISTRATOR)), make_speaker()
    statement = make_statement(speaker=speaker)
    for view, args, name, status in (
        ("pick", ["speaker"], "meeting", 404),
        ("audit", [], "act", 200),
        ("outside-new", [], "to", 200),
        ("statement", [statement.pk], "report", 200),
    ):
        assert editor.get(reverse(f"desk:{view}", args=args), {name: sent}).status_code == status, view
    split = {"name": "Other", "statements": [sent], "offices": [sent]}
    assert editor.post(reverse("desk:speaker-split", args=[speaker.pk]), split).status_code == 200
    assert editor.post(f"{reverse('desk:statement-preview')}?of={sent}", {"text": "Words."}).status_code == 200
    row = reverse("desk:row-add", args=[statement.meeting_id, "statement"])
    for name in ("after", "to"):
        assert editor.get(row, {name: sent}).status_code == 200
