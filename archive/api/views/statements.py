"""Statements: all of them, those of one filter, one with its revisions."""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.db.models import Case, F, Prefetch, QuerySet, When
from django.urls import resolve
from rest_framework.request import Request
from rest_framework.response import Response

from archive.api.base import MOST_ROWS, DetailView, ListView, RecordView, nothing_here
from archive.api.input import Numbers, NumberValue
from archive.api.keyset import Ordering
from archive.api.problems import ApiProblem, bad_parameter
from archive.api.serializers import RevisionSerializer, StatementSerializer, TombstoneSerializer
from archive.exports.addresses import site_url
from archive.machine.web.whole_number import LARGEST_ID
from archive.models import Meeting, Office, Revision, Statement
from archive.search.filters import StatementFilter

MOST_AROUND = 5
IN_THE_MEETING = Ordering(("position", "number"))


def on_record() -> QuerySet[Statement]:
    """Return the public statements with everything that their objects show."""
    return _on_record().all()


@cache
def _on_record() -> QuerySet[Statement]:
    """Return the same queryset once, to be copied.

    Building it, with the rule for offices, takes longer than reading 30 statements.
    """
    # A thousand statements share a few boards, meetings and speakers, which are fetched once instead of joined to each
    # row.
    shared = ("board", "meeting__board", "agenda_item", "speaker", "source")
    offices = Prefetch("speaker__offices", Office.objects.public())
    return (
        Statement.objects.public()
        .select_related("current_revision")
        # As a list, because a manager and a query for each statement took a fifth of the time of a page.
        .prefetch_related(*shared, offices, Prefetch("topics", to_attr="shown_topics"))
        .annotate(public_response_to=Case(When(responds_to__status=Statement.Status.PUBLISHED, then=F("responds_to"))))
    )


class StatementList(ListView):
    """All public statements, or those that the filters keep."""

    serializer_class = StatementSerializer
    on_record, filters = staticmethod(on_record), StatementFilter
    takes = {
        "number": Numbers("Numbers of statements: all of them come at once, if no “limit” is given.", MOST_ROWS),
        "meeting": NumberValue("The id of a meeting.", 1),
    }
    orderings = {
        "number": Ordering(("number",)),
        "newest": Ordering(("date", "number"), descending=True),
        "oldest": Ordering(("date", "number")),
        "published": Ordering(("published_at", "number"), descending=True),
    }

    def rows(self, **_: Any) -> QuerySet[Statement]:
        """Return the statements that match the filters, of the numbers if there are some."""
        rows, meeting, numbers = super().rows(), self.given.get("meeting"), self.given.get("number")
        rows = rows if numbers is None else rows.filter(pk__in=numbers)
        if meeting is None:
            return rows
        if not Meeting.objects.public().filter(pk=meeting).exists():
            raise bad_parameter("meeting", f"There is no meeting “{meeting}” here.")
        return rows.filter(meeting=meeting)

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the requested page, and which of the numbers no public statement has."""
        numbers = self.given.get("number") or frozenset()
        if numbers and "limit" not in self.request.query_params:
            self.given = {**self.given, "limit": MOST_ROWS}
        response = super().get(_request, **key)
        public = Statement.objects.public().filter(pk__in=numbers).values_list("pk", flat=True)
        response.data["missing"] = sorted(numbers.difference(public)) if numbers else []
        return response


class StatementDetail(DetailView):
    """One statement, with its current words."""

    serializer_class, on_record = StatementSerializer, staticmethod(on_record)
    takes = {
        "around": NumberValue(
            "How many statements of its meeting to add from before it, as “before”, and from after it, as “after”.",
            0,
            MOST_AROUND,
        )
    }

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the statement, with those around it if they are wanted."""
        response, around = super().get(_request, **key), self.given.get("around")
        if around is not None:
            before, after = _statements_around(self.find(**key), around)
            response.data |= {"before": self.serialize(before), "after": self.serialize(after)}
        return response

    def missing(self, number: int) -> ApiProblem:
        """Return the problem, with the tombstone of a statement that was withdrawn."""
        return withdrawn_or_unknown(number)


class RevisionList(ListView):
    """The published revisions of a statement, the oldest first."""

    serializer_class = RevisionSerializer
    orderings = {"number": Ordering(("number",))}

    def check_path(self, **key: Any) -> None:
        """Raise ApiProblem if the statement is not public."""
        revisions_of(**key)

    def rows(self, number: int) -> QuerySet[Revision]:
        """Return the revisions that are public."""
        return revisions_of(number)


class RevisionDetail(DetailView):
    """One published revision of a statement."""

    serializer_class = RevisionSerializer

    def find(self, number: int, revision: int) -> Revision:
        """Return the revision."""
        row = revisions_of(number).filter(number=revision).first() if revision <= LARGEST_ID else None
        if row is None:
            raise nothing_here("revision")
        return row


class NotFound(DetailView):
    """Any other path under the API's."""

    schema = None
    serializer_class = StatementSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Accept every parameter, because they are those of another address."""
        super(RecordView, self).initial(request, *args, **kwargs)

    def get(self, _request: Request, **_: Any) -> Response:
        """Send a client that left out the slash at the end to the address with it; else say that there is nothing."""
        request = self.request
        query = request.META.get("QUERY_STRING", "")
        with_slash = f"{request.path}/"
        if not request.path.endswith("/") and resolve(with_slash).url_name != "not-found":
            where = site_url(with_slash) + (f"?{query}" if query else "")
            return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": where})
        raise ApiProblem(HTTPStatus.NOT_FOUND, "There is nothing at this address. See /api/ for those that exist.")


def withdrawn_or_unknown(number: int) -> ApiProblem:
    """Return the problem for a statement that is not public, with its tombstone if it was withdrawn."""
    known = Statement.objects.filter(status=Statement.Status.WITHDRAWN)
    gone = known.select_related("withdrawal").filter(pk=number).first() if number <= LARGEST_ID else None
    if gone is None:
        return nothing_here("statement")
    tombstone = TombstoneSerializer(gone.withdrawal).data
    return ApiProblem(HTTPStatus.GONE, "This statement was withdrawn.", tombstone=tombstone)


def _statements_around(statement: Statement, count: int) -> tuple[list[Statement], list[Statement]]:
    """Return at most so many statements before and after one in its meeting."""
    key, of_meeting = IN_THE_MEETING.key(statement), on_record().filter(meeting=statement.meeting_id)
    if statement.meeting_id is None:
        return [], []
    before, after = (
        list(IN_THE_MEETING.apply(of_meeting.filter(IN_THE_MEETING.beyond(key, backwards=way)), backwards=way)[:count])
        for way in (True, False)
    )
    return before[::-1], after


def revisions_of(number: int) -> QuerySet[Revision]:
    """Return the published revisions of a public statement. Raises ApiProblem if it is none."""
    statement = Statement.objects.public().filter(pk=number).first() if number <= LARGEST_ID else None
    if statement is None:
        raise withdrawn_or_unknown(number)
    return Revision.objects.published().filter(statement=statement).select_related("statement")
