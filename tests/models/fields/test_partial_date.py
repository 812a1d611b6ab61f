"""A date known to the day, month or year is stored, ordered, shown and found as exactly as it is known."""

import datetime
import json
import re

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Meeting, PartialDate, Statement
from archive.models.fields.partial_date import PartialDateFormField
from tests.record import make_board, make_draft, make_meeting, make_speaker

days = st.dates()


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    precision = draw(st.sampled_from(["year", "month", "day"]))
    if precision == "day":
        return PartialDate.from_date(day)
    return PartialDate(day.year, day.month if precision == "month" else None)


@given(partial_dates())
def test_a_written_date_is_read_back_unchanged(date):
    assert PartialDate.parse(date.isoformat()) == date
    assert PartialDate.parse(f"  {date.isoformat()}\n") == date


@given(st.text())
def test_any_text_is_a_date_or_a_clear_refusal(text):
    try:
        assert PartialDate.parse(text).isoformat() == text.strip()
    except ValueError as error:
        assert re.search(r"is not a (date\. Use|real date)", str(error))  # noqa: PT017 (most texts are none)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "2017-2",
        "2017-02-3",
        "2017-13",
        "2017-00",
        "2017-02-00",
        "2017-02-29",
        "0000",
        "2017-02-23T00:00",
        "٢٠١٧",
    ],
)
def test_an_impossible_date_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a (real )?da"):
        PartialDate.parse(text)


def test_a_day_needs_its_month():
    with pytest.raises(ValueError, match="needs a month"):
        PartialDate(2017, None, 3)


@given(partial_dates())
def test_a_date_spans_the_days_it_can_mean(date):
    span = (date.last - date.first).days
    assert span == 0 if date.day else 27 <= span <= 30 if date.month else span in {364, 365}
    assert PartialDate.from_date(date.first).isoformat().startswith(date.isoformat())
    assert PartialDate.from_date(date.last).isoformat().startswith(date.isoformat())


@given(partial_dates(), partial_dates())
def test_dates_are_ordered_by_first_day_and_less_exact_ones_come_first(one, other):
    assert (one < other) == (
        (one.first, one.day or 0, one.month or 0) < (other.first, other.day or 0, other.month or 0)
    )
    assert (one == other) == (one.isoformat() == other.isoformat())


def test_a_partial_date_does_not_compare_with_other_types():
    with pytest.raises(TypeError):
        assert PartialDate(2017) < "2018"


@pytest.mark.parametrize(
    ("iso", "words"), [("2017-02-23", "23 February 2017"), ("2017-02", "February 2017"), ("2017", "2017")]
)
def test_a_date_is_written_in_full(iso, words):
    assert str(PartialDate.parse(iso)) == words


@pytest.mark.django_db
@pytest.mark.parametrize("iso", ["2017-02-23", "2017-02", "2017"])
def test_a_date_is_stored_as_exactly_as_it_is_known(iso):
    meeting = make_meeting(date=iso)
    assert Meeting.objects.get(date=iso) == meeting
    assert meeting.date == PartialDate.parse(iso)
    [line] = json.loads(serializers.serialize("json", [meeting]))
    assert line["fields"]["date"] == iso
    [read] = serializers.deserialize("json", json.dumps([line]))
    assert read.object.date == meeting.date


@pytest.mark.django_db
def test_an_unknown_date_stays_unknown_in_a_fixture():
    office = make_speaker().offices.create(title="Chair", organisation="Schools")
    [read] = serializers.deserialize("json", serializers.serialize("json", [office]))
    assert read.object.from_date is None


@pytest.mark.django_db
def test_a_datetime_date_is_accepted():
    assert make_meeting(date=datetime.date(2017, 2, 23)).date == PartialDate(2017, 2, 23)
    assert make_meeting(date=datetime.datetime(2017, 2, 23, 19, tzinfo=datetime.UTC)).date == PartialDate(2017, 2, 23)


@pytest.mark.django_db
def test_a_value_that_is_not_a_date_never_reaches_the_database():
    with pytest.raises(ValidationError, match="is not a date"):
        make_meeting(date="last Tuesday")


@pytest.mark.django_db
def test_a_day_that_does_not_exist_never_reaches_the_database():
    with pytest.raises(ValidationError, match="not a real date"):
        Meeting.objects.update(date="2017-02-30")


@pytest.mark.django_db
def test_the_database_orders_dates_as_python_does():
    board = make_board()
    isos = ["2017-02-23", "2016", "2017-02", "2017", "2016-12-31", "2017-03"]
    for iso in isos:
        make_meeting(board, iso)
    stored = [meeting.date.isoformat() for meeting in board.meetings.order_by("date")]
    assert stored == [date.isoformat() for date in sorted(map(PartialDate.parse, isos))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2017-02-23", "2017-02-23", {"2017-02-23", "2017-02", "2017"}),
        ("2017-02-24", "2017-02-28", {"2017-02", "2017"}),
        ("2017-03-01", "2017-12-31", {"2017", "2017-03-01"}),
        ("2018-01-01", None, {"2018"}),
        (None, "2016-12-31", {"2016-12-31"}),
        (None, "2017-01-31", {"2016-12-31", "2017"}),
        (None, None, {"2016-12-31", "2017", "2017-02", "2017-02-23", "2017-03-01", "2018"}),
    ],
)
def test_a_range_finds_dates_that_may_be_in_it(first, last, found):
    board = make_board()
    for iso in ("2016-12-31", "2017", "2017-02", "2017-02-23", "2017-03-01", "2018"):
        make_draft(board=board, date=iso)
    ends = [datetime.date.fromisoformat(end) if end else None for end in (first, last)]
    assert {statement.date.isoformat() for statement in Statement.objects.between(*ends)} == found


class DateForm(forms.Form):
    date = PartialDateFormField(required=False)


@pytest.mark.parametrize("typed", ["2017-02", " 2017 ", "2017-02-23"])
def test_a_form_reads_what_is_typed(typed):
    form = DateForm({"date": typed})
    assert form.is_valid()
    assert form.cleaned_data["date"] == PartialDate.parse(typed)


@pytest.mark.parametrize("typed", ["23.2.2017", "2017-02-30", "\0", "<script>", "9" * 5000])
def test_a_form_refuses_with_a_message_and_shows_what_was_typed(typed):
    form = DateForm({"date": typed})
    assert not form.is_valid()
    assert form["date"].value() == typed
    assert len(form.errors["date"][0]) < 200


@pytest.mark.parametrize(
    ("stored", "typed", "changed"),
    [
        (PartialDate(2017, 2), "2017-02", False),
        (PartialDate(2017, 2), "2017-02-01", True),
        (PartialDate(2017, 2), "nonsense", True),
        (PartialDate(2017, 2), "", True),
        (None, "", False),
        (None, "2017", True),
    ],
)
def test_a_form_knows_whether_the_date_changed(stored, typed, changed):
    assert bool(DateForm({"date": typed}, initial={"date": stored}).changed_data) == changed


def test_a_form_shows_a_stored_date_as_it_is_typed():
    assert 'value="2017-02"' in str(DateForm(initial={"date": PartialDate(2017, 2)})["date"])
