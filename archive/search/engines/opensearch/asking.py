"""A reader's request as the body of an OpenSearch search, and the answer as results."""

from collections.abc import Mapping, Sequence
from typing import Any

from archive.search.engines.document import moment
from archive.search.engines.opensearch.client import Json
from archive.search.engines.opensearch.mapping import value_field
from archive.search.engines.opensearch.translation import between
from archive.search.engines.results import FacetCount, Hit
from archive.search.question.request import SearchRequest, Sort
from archive.search.question.values import CHOICES, VALUES, Facet

# How many values of a facet are requested. If there are fewer values, all counts are exact.
MOST_VALUES = 10_000
# The most hits that OpenSearch returns at once.
DEEPEST = 10_000
# The most days that are counted for a page far down, as many as OpenSearch allows.
MOST_DAYS = 65_535
# The most values of one condition, by default.
MOST_TERMS = 65_536

SORTS: Mapping[Sort, list[Json]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"number": "asc"}],
    Sort.NEWEST: [{"chronology": "desc"}],
    Sort.OLDEST: [{"chronology": "asc"}],
    Sort.PUBLISHED: [{"published": "desc"}, {"number": "desc"}],
}
LANGUAGES: Json = {
    "size": 0,
    "track_total_hits": False,
    "aggs": {"languages": {"terms": {"field": "language", "size": MOST_VALUES}}},
}
"""The body of a search for the languages of all statements (see ``languages_of``)."""


def body_of(wanted: Json, request: SearchRequest) -> Json:
    """Return the body of a search for the query and the request's filters, without its page."""
    body: Json = {
        "query": {"bool": {"must": [wanted], "filter": filters(request)}},
        "track_total_hits": True,
        "_source": False,
        "sort": SORTS[request.sort],
        "track_scores": request.sort is Sort.RELEVANCE,
        "stored_fields": "_none_",
        "docvalue_fields": ["number"],
    }
    if request.with_facets:
        body["aggs"] = {facet.value: {"terms": _values(facet)} for facet in Facet}
    return body


def days(body: Json) -> Json:
    """Return the body of a count by day of what a search in the order of dates finds, in the same order."""
    ((_, order),) = body["sort"][0].items()
    counted = {"terms": {"field": "first_day", "size": MOST_DAYS, "order": {"_key": order}}}
    return {"query": body["query"], "size": 0, "track_total_hits": False, "aggs": {"days": counted}}


def days_before(answer: Json, start: int) -> tuple[int, int]:
    """Return how many hits are on the days before the one that has the hit at ``start``, and that day."""
    *earlier, last = answer["aggregations"]["days"]["buckets"]
    passed = 0
    for day in earlier:
        if passed + day["doc_count"] > start:
            return passed, day["key"]
        passed += day["doc_count"]
    return passed, last["key"]


def from_day(body: Json, day: int) -> Json:
    """Return the body of a search in the order of dates from a day on."""
    ((_, order),) = body["sort"][0].items()
    days = {"range": {"first_day": {"gte" if order == "asc" else "lte": day}}}
    return body | {"query": {"bool": {"must": [body["query"]], "filter": [days]}}}


def count_of(wanted: Json) -> Json:
    """Return the body of a search that only counts what matches the query (see ``total_of``)."""
    return {"size": 0, "track_total_hits": True, "query": wanted}


def weighed(queries: Sequence[tuple[Json, int]], request: SearchRequest, limit: int) -> Json:
    """Return the body of a search for statements with any of the queries, by their weights and by brevity."""
    scored = [{"constant_score": {"filter": wanted, "boost": weight}} for wanted, weight in queries]
    matching = {"bool": {"should": scored, "minimum_should_match": 1, "filter": filters(request)}}
    factor = {"field_value_factor": {"field": "brevity"}, "boost_mode": "multiply"}
    return {
        "query": {"function_score": {"query": matching} | factor},
        "size": limit,
        "track_total_hits": False,
        "_source": False,
        "sort": SORTS[Sort.RELEVANCE],
        "stored_fields": "_none_",
        "docvalue_fields": ["number"],
    }


def filters(request: SearchRequest) -> list[Json]:
    """Return the filters of the request."""
    narrowing: list[Json] = []
    for facet, wanted in request.filters.items():
        field = value_field(facet)
        clauses: list[Json] = [{"terms": {field: [str(value) for value in wanted]}}]
        if VALUES[facet].none in wanted:
            clauses.append({"bool": {"must_not": [{"exists": {"field": field}}]}})
        narrowing.append({"bool": {"should": clauses, "minimum_should_match": 1}})
    if request.meeting is not None:
        narrowing.append({"term": {"meeting_id": str(request.meeting)}})
    if request.substantial:
        narrowing.append({"term": {"substantial": True}})
    narrowing += between(request.first_day, request.last_day)
    if request.published_since is not None:
        narrowing.append({"range": {"published": {"gte": moment(request.published_since)}}})
    if request.among is not None:
        numbers = sorted(request.among)
        parts = [numbers[at : at + MOST_TERMS] for at in range(0, len(numbers), MOST_TERMS)]
        clauses = [{"terms": {"number": part}} for part in parts] or [{"match_none": {}}]
        narrowing.append({"bool": {"should": clauses, "minimum_should_match": 1}})
    return narrowing


def hits_of(answer: Json, parts: tuple[str, ...] = ()) -> list[Hit]:
    """Return the hits of an answer. With the ``parts`` of a question, as typed, each hit has those that it lacks."""
    return [
        Hit(
            hit["fields"]["number"][0],
            hit.get("_score") or 0.0,
            tuple(typed for at, typed in enumerate(parts) if f"part {at}" not in hit.get("matched_queries", ())),
        )
        for hit in answer["hits"]["hits"]
    ]


def total_of(answer: Json) -> int:
    """Return how many statements match."""
    return int(answer["hits"]["total"]["value"])


def languages_of(answer: Json) -> list[str]:
    """Return the languages of the statements, in order."""
    return sorted(bucket["key"] for bucket in answer["aggregations"]["languages"]["buckets"])


def facets_of(answer: Json) -> dict[Facet, list[FacetCount]]:
    """Return the counts of each facet, the most frequent first, then by value."""
    return {facet: _counts(facet, answer["aggregations"][facet.value]["buckets"]) for facet in Facet}


def recount(answer: Json) -> Json:
    """Return aggregations that count exactly the values of facets with more values than were requested.

    Each shard returns its own most frequent values, so some counts may lack what other shards did not return.
    """
    return {
        facet.value: {"terms": _values(facet) | {"include": [bucket["key"] for bucket in counted["buckets"]]}}
        for facet in Facet
        if (counted := answer["aggregations"][facet.value])["sum_other_doc_count"]
    }


def _values(facet: Facet) -> Json:
    return {"field": value_field(facet), "size": MOST_VALUES, "order": [{"_count": "desc"}, {"_key": "asc"}]}


def _counts(facet: Facet, buckets: list[Any]) -> list[FacetCount]:
    counts = [
        FacetCount(bucket["key"] if facet in CHOICES else int(bucket["key"]), bucket["doc_count"])
        for bucket in buckets
        if bucket["doc_count"]
    ]
    return sorted(counts, key=lambda entry: (-entry.count, entry.value))
