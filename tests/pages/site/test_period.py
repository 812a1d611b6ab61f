"""A period is named by its first and last date; if the first holds the last, it is named once."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from archive.models import PartialDate
from tests.record import make_meeting, make_statement


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (PartialDate(2017, 2), PartialDate(2017, 2, 23), "February 2017"),
        (PartialDate(2017), PartialDate(2017, 2, 23), "2017"),
        (PartialDate(2017, 2, 3), PartialDate(2017, 2, 23), "3 February 2017 to 23 February 2017"),
        (PartialDate(2017, 2), PartialDate(2017, 3, 1), "February 2017 to 1 March 2017"),
        (PartialDate(2017, 2, 3), PartialDate(2017, 2, 3), "3 February 2017"),
        (2017, 2024, "2017 to 2024"),
        (2017, 2017, "2017"),
    ],
)
def test_a_period_is_named_once_if_its_first_date_holds_its_last(first: object, last: object, said: str) -> None:
    shown = render_to_string("includes/first_to_last.inline.html", {"first": first, "last": last})
    assert " ".join(shown.split()) == said


@pytest.mark.django_db
@pytest.mark.parametrize("recording", ["", "https://example.org/meeting.mp3"])
def test_readers_are_told_to_listen_only_where_there_is_a_recording(client: Client, recording: str) -> None:
    meeting = make_meeting(recording_url=recording)
    statement = make_statement(meeting=meeting, text_status="machine_transcript")
    for page in (statement, meeting):
        assert ("Listen before you quote." in client.get(page.get_absolute_url()).text) == bool(recording)
