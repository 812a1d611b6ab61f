"""A date in any form that people usually write."""

import pytest

from archive.language.dates.typed import usual_date


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2017-02-23", "2017-02-23"),
        ("2017", "2017"),
        ("2017-02", "2017-02"),
        ("23 February 2017", "2017-02-23"),
        ("February 23, 2017", "2017-02-23"),
        ("Feb 2017", "2017-02"),
        ("23 de febrero de 2017", "2017-02-23"),
        ("2/23/2017", "2017-02-23"),
        ("23/2/2017", "2017-02-23"),
        ("2/3/2017", "2017-02-03"),
        ("3.2.2017", "2017-02-03"),
        ("13/2/2017", "2017-02-13"),
        ("12/1/2017", "2017-12-01"),
        ("12.1.2017", "2017-01-12"),
        ("2.13.2017", "2017-02-13"),
        ("2017/02/23", "2017-02-23"),
        (" 2/23/2017 ", "2017-02-23"),
        ("02/2017", "2017-02"),
    ],
)
def test_a_usual_date_is_read(typed: str, meant: str):
    assert usual_date(typed).isoformat() == meant


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "",
        "31/31/2017",
        "13/13/2017",
        "2017-13",
        "2/3/17",
        "1979-1981",
        "since 2017",
        "before 2017",
        "2017 budget",
        "May 2017 and June 2017",
    ],
)
def test_text_that_is_not_a_date_is_refused(typed: str):
    with pytest.raises(ValueError, match="is not a"):
        usual_date(typed)
