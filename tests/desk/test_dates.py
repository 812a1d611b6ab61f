"""Dates are typed as people write them, and times of the desk name their zone."""

import re

import pytest
from django.conf import settings

from archive.desk import audit, mails
from archive.desk.accounts import people
from archive.desk.forms.fields import WrittenDateField

TEMPLATES = settings.BASE_DIR / "templates" / "desk"
# The heading of the column names the zone.
IN_COLUMNS = {"audit.html": audit.Trail, "mails.html": mails.AllMails, "accounts/list.html": people.AllAccounts}


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


def test_every_time_at_the_desk_names_its_zone():
    shown = 0
    for path in TEMPLATES.rglob("*.html"):
        name, text = str(path.relative_to(TEMPLATES)), path.read_text(encoding="utf-8")
        for match in re.finditer(r'date:"[^"]*H:i', text):
            after = text[match.end() : match.end() + 60]
            in_column = any("(UTC)" in column for column in getattr(IN_COLUMNS.get(name), "columns", ()))
            assert in_column or re.search(r"UTC|timezone", after) or "(UTC)" in text, (name, after)
            shown += 1
    assert shown > 20
