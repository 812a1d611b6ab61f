"""Meetings with their agendas and documents."""

from typing import Any

from django.db.models import QuerySet

from archive.api.base import DetailView, ListView
from archive.api.input import TextValue
from archive.api.keyset import Ordering
from archive.api.serializers import MeetingSerializer
from archive.filters import MeetingFilter
from archive.models import Meeting
from archive.publication import with_latest


def on_record() -> QuerySet[Meeting]:
    """Return the public meetings with everything that their objects show."""
    return Meeting.objects.public().select_related("board").prefetch_related("agenda_items", "documents")


class MeetingList(ListView):
    """All public meetings, or those that the filters keep."""

    serializer_class = MeetingSerializer
    on_record, filters = staticmethod(on_record), MeetingFilter
    takes = {"name": TextValue("Words of the title or of the board's name.")}
    searched = {"name": ["title", "board__name"]}
    orderings = {
        "id": Ordering(("id",)),
        "newest": Ordering(("date", "id"), descending=True),
        "oldest": Ordering(("date", "id")),
        "published": Ordering(("latest_at", "id"), descending=True),
    }

    def rows(self, **_: Any) -> QuerySet[Meeting]:
        """Return the meetings that match the filters."""
        return with_latest(super().rows()) if "latest_at" in self.ordering().fields else super().rows()


class MeetingDetail(DetailView):
    """One meeting."""

    serializer_class, called, on_record = MeetingSerializer, "meeting", staticmethod(on_record)
