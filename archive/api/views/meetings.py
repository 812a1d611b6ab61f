"""Meetings with their agendas and documents; what was said at one, and what it was about."""

from collections.abc import Iterable
from heapq import nlargest
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length
from rest_framework.request import Request
from rest_framework.response import Response

from archive.api.base import DetailView, ListView, by_words
from archive.api.input import NumberValue
from archive.api.keyset import Ordering
from archive.api.serializers import MeetingSerializer, StatementSerializer
from archive.api.serializers.statements import BriefAgendaItem
from archive.api.views import statements
from archive.language.telling_sentence import telling_sentence
from archive.models import GAP, Meeting, Statement
from archive.models.publication import with_latest
from archive.search.filters import MeetingFilter

LONGEST_OF_ITEM = 2


def on_record() -> QuerySet[Meeting]:
    """Return the public meetings with everything that their objects show."""
    return Meeting.objects.public().select_related("board").prefetch_related("agenda_items", "documents")


class MeetingList(ListView):
    """All public meetings, or those that the filters keep."""

    serializer_class = MeetingSerializer
    on_record, filters = staticmethod(on_record), MeetingFilter
    takes = by_words("Words of the title or of the board's name.", "name")
    searched = {"q": ["title", "board__name"]}
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


class MeetingStatements(ListView):
    """What was said at a meeting, in its order, with the meeting itself beside it."""

    serializer_class = StatementSerializer
    orderings = {"position": statements.IN_THE_MEETING}

    def check_path(self, **key: Any) -> None:
        """Raise ApiProblem if the meeting is not public."""
        self.meeting = MeetingDetail().find(**key)

    def rows(self, pk: int) -> QuerySet[Statement]:
        """Return the statements of the meeting."""
        return statements.on_record().filter(meeting=pk)

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the requested part, with the meeting."""
        self.check_path(**key)
        response = super().get(_request, **key)
        response.data["meeting"] = MeetingSerializer().to_representation(self.meeting)
        return response


class MeetingOutline(DetailView):
    """What a meeting was about: each item of its agenda with its longest statements.

    Statements that belong to no item come first. ``words`` is the sentence of a long statement that tells most.
    """

    serializer_class, called, on_record = MeetingSerializer, "meeting", staticmethod(on_record)
    takes = {
        "limit": NumberValue("The most items to send.", 1, 1000, default=100),
        "page": NumberValue("Which page, counted from 1.", 1, 1_000_000, default=1),
    }

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the requested items, with the meeting."""
        meeting, page, limit = self.find(**key), self.given["page"], self.given["limit"]
        items = {
            None: None,
            **{item.pk: BriefAgendaItem().to_representation(item) for item in meeting.agenda_items.all()},
        }
        said = _lengths(meeting, items)
        shown = [item for item in items if item or said[None]]
        part = shown[(page - 1) * limit : page * limit]
        longest = _longest(said[item] for item in part)
        results = [
            {"agenda_item": items[item], "statements": len(said[item]), "longest": of_item}
            for item, of_item in zip(part, longest, strict=True)
        ]
        links = {
            "next": self.address("page", page + 1 if len(shown) > page * limit else 0),
            "previous": self.address("page", page - 1),
        }
        return Response({"meeting": self.serialize([meeting])[0], **links, "results": results})


def _lengths(meeting: Meeting, items: Iterable[int | None]) -> dict[int | None, list[tuple[int, int]]]:
    """Return the length and the number of each statement, under the item that it belongs to."""
    of_items: dict[int | None, list[tuple[int, int]]] = {item: [] for item in items}
    rows = Statement.objects.public().filter(meeting=meeting).annotate(length=Length("current_revision__text"))
    for item, length, number in rows.order_by().values_list("agenda_item", "length", "number"):
        of_items[item].append((length, number))
    return of_items


def _longest(items: Iterable[list[tuple[int, int]]]) -> list[list[dict[str, Any]]]:
    """Return the longest statements of each item in the order of their numbers, with a sentence instead of the text."""
    wanted = [sorted(number for _, number in nlargest(LONGEST_OF_ITEM, lengths)) for lengths in items]
    form, shown = StatementSerializer(), {}
    for row in statements.on_record().filter(pk__in=[number for numbers in wanted for number in numbers]):
        shown[row.number] = form.to_representation(row) | {"words": telling_sentence(row.text, GAP)}
        del shown[row.number]["text"]
    return [[shown[number] for number in numbers if number in shown] for numbers in wanted]
