"""Meetings with their agendas and documents."""

from typing import Any

from django.db.models import QuerySet

from archive.api.base import DetailView, ListView, nothing_here
from archive.api.keyset import Ordering
from archive.api.parameters import LARGEST_ID, Parameter
from archive.api.problems import bad_parameter
from archive.api.serializers import MeetingSerializer
from archive.filters import MeetingFilter
from archive.models import Meeting

FILTERS = (
    Parameter("board", "The slug of a board."),
    Parameter("from", "The first day, month or year: 2024-03-05, 2024-03 or 2024."),
    Parameter("to", "The last day, month or year."),
)


def on_record() -> QuerySet[Meeting]:
    """Return the public meetings with everything that their objects show."""
    return Meeting.objects.public().select_related("board").prefetch_related("agenda_items", "documents")


class MeetingList(ListView):
    """All public meetings, or those that the filters keep."""

    serializer_class = MeetingSerializer
    parameters = FILTERS
    orderings = {
        "id": Ordering(("id",)),
        "newest": Ordering(("date", "id"), descending=True),
        "oldest": Ordering(("date", "id")),
    }

    def rows(self, **_: Any) -> QuerySet[Meeting]:
        """Return the meetings that match the filters."""
        names = {parameter.name for parameter in FILTERS}
        given = {name: value for name, value in self.request.query_params.items() if name in names}
        narrowing = MeetingFilter(given, on_record())
        if not narrowing.is_valid():
            name, errors = next(iter(narrowing.errors.items()))
            raise bad_parameter(name, str(errors[0]))
        return narrowing.qs


class MeetingDetail(DetailView):
    """One meeting."""

    serializer_class = MeetingSerializer

    def find(self, pk: int) -> Meeting:
        """Return the meeting."""
        meeting = on_record().filter(pk=pk).first() if pk <= LARGEST_ID else None
        if meeting is None:
            raise nothing_here("meeting")
        return meeting
