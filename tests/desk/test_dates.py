"""Dates are typed as people write them."""

import pytest
from django.core.exceptions import ValidationError

from archive.desk.forms.fields import WrittenDateField


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("8/13/2024", "2024-08-13"),
        ("13/8/2024", "2024-08-13"),
        ("August 13, 2024", "2024-08-13"),
        ("13 de agosto de 2024", "2024-08-13"),
        ("August 2024", "2024-08"),
        ("2024", "2024"),
    ],
)
def test_a_date_is_read_in_any_usual_form(typed, date):
    assert WrittenDateField().clean(typed).isoformat() == date


def test_an_ambiguous_day_and_month_are_asked_about():
    with pytest.raises(ValidationError, match="can be 5 March 2024 or 3 May 2024"):
        WrittenDateField().clean("3/5/2024")
