"""A statement is placed after another one, wherever that is and however often."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.actions.statements import make_place
from archive.actions.statements.places import before
from archive.models import Meeting, Statement
from tests.examples import examples
from tests.record import make_draft, make_meeting, make_statement

pytestmark = pytest.mark.django_db


def order(meeting: Meeting) -> list[Statement]:
    return list(meeting.statements.order_by("position", "number"))


@settings(max_examples=examples(0.15))
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=6))
def test_each_move_puts_a_draft_where_it_is_wanted_and_keeps_the_order_of_the_others(moves):
    meeting = make_meeting()
    for place in range(6):
        make_draft(f"{place}.", meeting=meeting, position=place % 3)
    for which, where in moves:
        rows = order(meeting)
        moved = rows[which]
        others = [row for row in rows if row != moved]
        after = others[where - 1] if where > 0 else None
        moved.position = make_place(after=after, statement=moved, meeting=meeting)
        moved.save()
        at = others.index(after) + 1 if after else 0
        assert order(meeting) == [*others[:at], moved, *others[at:]]
        assert before(moved, meeting) == after


def test_a_published_statement_is_not_moved_to_make_room():
    meeting = make_meeting()
    make_draft("First.", meeting=meeting, position=0)
    make_statement("Second.", meeting=meeting, position=0)
    first = order(meeting)[0]
    with pytest.raises(ValidationError, match="is published"):
        make_place(after=first, statement=None, meeting=meeting)
