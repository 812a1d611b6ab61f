"""Meetings with their agendas and documents."""

from typing import Any

from django.db.models import QuerySet

from archive.api.base import DetailView, ListView
from archive.api.keyset import Ordering
from archive.api.parameters import BETWEEN, CHANGED, PUBLISHED, Parameter
from archive.api.serializers import MeetingSerializer
from archive.filters import MeetingFilter, containing, kept
from archive.known_names import named_now
from archive.models import Board, Meeting
from archive.publication import with_latest

FILTERS = (
    Parameter("board", "The slug, a former slug or the name of a board."),
    *BETWEEN,
    PUBLISHED,
    CHANGED,
)
NAME = Parameter("name", "Words of the title or of the board's name.")


def on_record() -> QuerySet[Meeting]:
    """Return the public meetings with everything that their objects show."""
    return Meeting.objects.public().select_related("board").prefetch_related("agenda_items", "documents")


class MeetingList(ListView):
    """All public meetings, or those that the filters keep."""

    serializer_class = MeetingSerializer
    parameters = (*FILTERS, NAME)
    orderings = {
        "id": Ordering(("id",)),
        "newest": Ordering(("date", "id"), descending=True),
        "oldest": Ordering(("date", "id")),
        "published": Ordering(("latest_at", "id"), descending=True),
    }

    def rows(self, **_: Any) -> QuerySet[Meeting]:
        """Return the meetings that match the filters."""
        names = {parameter.name for parameter in FILTERS}
        named = named_now(self.request.query_params, {"board": Board})
        given = {name: value for name, value in named.items() if name in names}
        rows = with_latest(on_record()) if "latest_at" in self.ordering().fields else on_record()
        return containing(kept(MeetingFilter(given, rows)), named.get(NAME.name, ""), "title", "board__name")


class MeetingDetail(DetailView):
    """One meeting."""

    serializer_class, called, on_record = MeetingSerializer, "meeting", staticmethod(on_record)
