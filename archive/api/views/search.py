"""The search: matching statements, counts by facet, and how the words were read."""

import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from rest_framework.request import Request
from rest_framework.response import Response

from archive.api.base import RecordView, in_order
from archive.api.parameters import (
    BETWEEN,
    CHANGED,
    FIELDS,
    LARGEST_ID,
    OMIT,
    PUBLISHED,
    Parameter,
    check_values,
    flag,
    whole_number,
)
from archive.api.problems import ApiProblem
from archive.api.serializers import StatementSerializer
from archive.api.views.statements import on_record
from archive.models import Ballot, Decision, Statement
from archive.search import (
    Facet,
    SearchUnavailable,
    Sort,
    facet_choices,
    found_statements,
    read_strictly,
    search,
    suggest,
    with_facets_open,
)
from archive.text.addresses import permanent_url, site_url
from archive.web.cost import Cost

TEXT = Parameter("q", "The words to search for, in the language of the search page.")
PAGE = Parameter("page", "Which page, counted from 1.", "integer", minimum=1, maximum=1_000_000, default=1)
LIMIT = Parameter("limit", "The most to send.", "integer", minimum=1, maximum=100, default=20)
FACETS = Parameter(
    "facets", "Whether to count by board, speaker, year, topic, kind, text status, result and vote.", "boolean"
)
WORDS = Parameter(
    "words", "“most” finds statements with most of the words; “typed” takes each as typed.", choices=("most", "typed")
)
FILTERS = (
    Parameter("board", "Slugs, former slugs or names of boards.", repeats=True),
    Parameter("speaker", "Slugs, former slugs or names of speakers.", repeats=True),
    Parameter("topic", "Slugs, former slugs or names of topics.", repeats=True),
    Parameter("kind", "Kinds of statements.", choices=tuple(Statement.Kind.values), repeats=True),
    Parameter(
        "text_status",
        "How close the text is to what was said.",
        choices=tuple(Statement.TextStatus.values),
        repeats=True,
    ),
    Parameter("result", "Results of decisions.", choices=tuple(filter(None, Decision.Result.values)), repeats=True),
    Parameter(
        "voted", "Decisions with this on the roll, of anybody.", choices=tuple(Ballot.Choice.values), repeats=True
    ),
    Parameter("year", "Years.", "integer", minimum=1, maximum=datetime.MAXYEAR, repeats=True),
    *BETWEEN,
    Parameter("meeting", "The id of a meeting.", "integer", minimum=1, maximum=LARGEST_ID),
    PUBLISHED,
    CHANGED,
    *in_order([sort.value for sort in Sort]),
)


class Search(RecordView):
    """Statements that match the words and the filters, with the passages that match.

    A filter that cannot be used is an error that lists the nearest names. ``ignored`` has sentences about the words.
    """

    cost = Cost.EXPENSIVE
    serializer_class = StatementSerializer
    parameters = (TEXT, WORDS, *FILTERS, FACETS, PAGE, LIMIT, FIELDS, OMIT)

    def get(self, request: Request) -> Response:
        """Return a page of hits."""
        given = request.query_params
        check_values(given, self.parameters)
        page, limit = whole_number(given, PAGE), whole_number(given, LIMIT)
        read = read_strictly(given)
        counts = flag(given, FACETS)
        asked = read.request.changed(page=page, page_size=limit, with_facets=counts)
        try:
            results = search(asked)
            stated = found_statements(results, lambda numbers: list(on_record().filter(pk__in=numbers)))
            facets = facet_choices(with_facets_open(results), read.names) if counts else {}
        except SearchUnavailable as error:
            raise ApiProblem(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from error
        hits = [
            {
                **statement,
                "missing": list(one.missing),
                "passages": [
                    [{"text": segment.text, "matches": segment.marked} for segment in passage.segments]
                    for passage in one.passages
                ],
            }
            for statement, one in zip(self.serialize(one.statement for one in stated), stated, strict=True)
        ]
        counted = {hit.number for hit in results.counted_hits}
        numbers = [one.statement.number for one in stated]
        body: dict[str, Any] = {
            "count": results.total,
            "next": self._address(page + 1) if page < results.pages else None,
            "previous": self._address(page - 1) if page > 1 else None,
            "reading": results.reading,
            "ignored": [*read.noted, *results.ignored],
            "searched_for": (results.answered or results.request).text,
            "results": [hit for number, hit in zip(numbers, hits, strict=True) if number in counted],
            "partial": [hit for number, hit in zip(numbers, hits, strict=True) if number not in counted],
        }
        if counts:
            body["facets"] = {
                facet.value: [
                    {"value": choice.value, "name": choice.name, "count": choice.count}
                    for choice in facets.get(facet, [])
                ]
                for facet in Facet
            }
        return Response(body)

    def _address(self, page: int) -> str:
        pairs = [(name, value) for name, values in self.request.GET.lists() for value in values if name != PAGE.name]
        return site_url(f"{self.request.path}?{urlencode([*pairs, (PAGE.name, page)])}")


class Suggestions(RecordView):
    """What a reader may be about to type: names with their pages, then searches."""

    serializer_class = StatementSerializer
    parameters = (TEXT,)

    def get(self, request: Request) -> Response:
        """Return suggestions for what was typed."""
        try:
            suggestions = suggest(request.query_params.get("q", ""))
        except SearchUnavailable as error:
            raise ApiProblem(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from error
        rows = [
            {
                "kind": one.kind,
                "name": one.name,
                "url": permanent_url(one.url) if one.url else "",
                "query": one.query,
            }
            for one in suggestions
        ]
        return Response({"results": rows})
