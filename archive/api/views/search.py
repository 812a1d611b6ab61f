"""The search: matching statements, counts by facet, and how the words were read."""

import datetime
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from archive.api.base import RecordView, choice_of_fields, in_either_order
from archive.api.input import ChoiceValue, FlagValue, NumberValue, TextValue, Value, filters, several
from archive.api.serializers import StatementSerializer
from archive.api.views.statements import on_record
from archive.exports.addresses import permanent_url
from archive.machine.web.cost import Cost
from archive.models.publication import CHANGED_SINCE, PUBLISHED_SINCE
from archive.search import (
    VALUES,
    Facet,
    Sort,
    facet_choices,
    found_statements,
    read_strictly,
    search,
    suggest,
    with_facets_open,
)
from archive.search.filters import DatedFilterSet

TEXT = {"q": TextValue("The words to search for, in the language of the search page.")}
PAGE = {"page": NumberValue("Which page, counted from 1.", 1, 1_000_000, default=1)}


def _narrowing(facet: Facet) -> Value:
    """Return what the address takes for a facet."""
    value = VALUES[facet]
    if value.choices:
        return ChoiceValue(value.about, value.choices.values)
    return TextValue(value.about) if value.model else NumberValue(value.about, 1, datetime.MAXYEAR)


FILTERS = {
    **{facet.value: several(_narrowing(facet)) for facet in Facet},
    **filters(DatedFilterSet, "from", "to"),
    "meeting": NumberValue("The id of a meeting.", 1),
    **filters(DatedFilterSet, PUBLISHED_SINCE, CHANGED_SINCE),
    **in_either_order(list(Sort)),
}


class Search(RecordView):
    """Statements that match the words and the filters, with the passages that match.

    A filter that cannot be used is an error that lists the nearest names. ``ignored`` has sentences about the words.
    """

    cost = Cost.EXPENSIVE
    serializer_class = StatementSerializer
    takes = {
        **TEXT,
        "words": ChoiceValue(
            "“most” finds statements with most of the words; “typed” takes each as typed.", ("most", "typed")
        ),
        **FILTERS,
        "facets": FlagValue("Whether to count by board, speaker, year, topic, kind, text status, result and vote."),
        **PAGE,
        "limit": NumberValue("The most to send.", 1, 100, default=20),
        **choice_of_fields(StatementSerializer),
    }

    def get(self, request: Request) -> Response:
        """Return a page of hits."""
        page, limit, counts = (self.given[name] for name in ("page", "limit", "facets"))
        read = read_strictly(request.query_params)
        asked = read.request.changed(page=page, page_size=limit, with_facets=counts)
        results = search(asked)
        stated = found_statements(results, lambda numbers: list(on_record().filter(pk__in=numbers)))
        facets = facet_choices(with_facets_open(results), read.names) if counts else {}
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
            "next": self.address("page", page + 1 if page < results.pages else 0),
            "previous": self.address("page", page - 1),
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


class Suggestions(RecordView):
    """What a reader may be about to type: names with their pages, then searches."""

    serializer_class = StatementSerializer
    takes = TEXT

    def get(self, _request: Request) -> Response:
        """Return suggestions for what was typed."""
        rows = [
            {
                "kind": one.kind,
                "name": one.name,
                "url": permanent_url(one.url) if one.url else "",
                "query": one.query,
            }
            for one in suggest(self.given.get("q", ""))
        ]
        return Response({"results": rows})
