"""A meeting in a list is measured once, and again after each change that its sketch may show."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions.statements import correct, withdraw
from archive.models import AgendaItem, Meeting
from archive.pages.meetings import sketch
from tests.record import make_decision, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def sketch_of(meeting: Meeting) -> sketch.Sketch:
    (shown,) = Meeting.objects.filter(pk=meeting.pk)
    sketch.add_sketches([shown])
    return getattr(shown, "sketch")  # noqa: B009 - it is set for the template


def test_a_meeting_that_did_not_change_is_not_measured_again():
    meeting = make_statement("We spoke.", meeting=make_meeting()).meeting
    assert meeting
    first = sketch_of(meeting)
    with CaptureQueriesContext(connection) as queries:
        assert sketch_of(meeting) is first
    assert len(queries) == 2


def test_a_sketch_shows_each_change_of_its_meeting():
    meeting = make_meeting()
    roof, buses = (AgendaItem.objects.create(meeting=meeting, position=n, title=f"Item {n}") for n in (1, 2))
    speaker = make_speaker("Robin Sample")
    first = make_statement("The roof leaks.", meeting=meeting, agenda_item=roof, speaker=speaker)
    second = make_statement("The bus is late.", meeting=meeting, agenda_item=buses, speaker=make_speaker("Kim Example"))

    def change(row: Any, **fields: object) -> None:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    changes: list[Callable[[], object]] = [
        lambda: correct(statement=second, text="The bus is late each morning.", reason="As it was said."),
        lambda: change(roof, title="Mending the roof"),
        lambda: make_decision("The roof is mended.", meeting=meeting, agenda_item=roof),
        lambda: change(second, agenda_item=None),
        lambda: change(speaker, name="Robin Q. Sample"),
        lambda: withdraw(statement=first, category="mistake", reason="It was said elsewhere."),
    ]
    for make in changes:
        before = sketch_of(meeting)
        make()
        shown = sketch_of(meeting)
        sketch.kept_sketches.clear()
        assert before != shown == sketch_of(meeting)
