"""Other ways to write what was typed."""

import pytest

from archive.search.question.natural.forms import other_forms


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("10%", "ten percent"),
        ("10%", "10 percent"),
        ("ten percent", "10"),
        ("10 per cent", None),
        ("$12,000,000", "12 million"),
        ("$12 million", "12000000"),
        ("1.5 million", "1500000"),
        ("2500000000", "2.5 billion"),
        ("anti-Semitic", "antisemitic"),
        ("e-mail", "email"),
        ("class-size", "class sizes"),
        ("HR2601", "hr 2601"),
        ("HR 2601", "hr2601"),
        ("H.R. 2601", "h r 2601"),
        ("$12M", "12 million"),
        ("$1.5bn", "1500000000"),
        ("FY24", "fiscal year 2024"),
        ("covid-19", "covid19"),
        ("covid19", "covid 19"),
        ("4th", "fourth"),
        ("Sept.", "september"),
        ("street", None),
        ("St.", None),
        ("Jan", None),
        ("president", None),
        ("council", None),
        ("I-94", "i94"),
        ("budget", None),
        ("2023", None),
        ("", None),
    ],
)
def test_what_can_be_written_in_another_way_is_found_in_that_way(typed: str, form: str | None):
    found = [form.text for one in other_forms(typed.split()) for form in one.forms]
    assert form in found if form else not found
