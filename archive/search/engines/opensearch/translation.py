"""The tree of a search as OpenSearch's JSON. It finds the same statements as the embedded engine."""

import datetime
from collections.abc import Callable, Iterable

from django.utils.translation import gettext

from archive.search.engines.opensearch.client import Json
from archive.search.engines.opensearch.mapping import value_field
from archive.search.question import query
from archive.search.question.grammar.nodes import All, AnyOf, Choice, Dated, Not

WordsWith = Callable[[str, int], list[str]]
"""Returns at most that many words of the archive with a prefix, the most frequent first."""

EVERY: Json = {"constant_score": {"filter": {"match_all": {}}}}

MOST_TERMS = 1_000
"""A pattern matches at most this many words. If there are more, the most frequent are used."""


class Translation:
    """Translates the trees of one search; ``capped`` has the patterns that matched too many words."""

    def __init__(self, words_with: WordsWith) -> None:
        self._words_with = words_with
        self.capped: list[str] = []

    def translate(self, node: query.Query) -> Json:
        """Return the JSON of a node."""
        match node:
            case All() | Not():
                return self._and(node.nodes if isinstance(node, All) else (node,))
            case AnyOf(nodes):
                return {"bool": {"should": list(map(self.translate, nodes)), "minimum_should_match": 1}}
            case query.AndMaybe(needed, liked):
                return {"bool": {"must": [self.translate(needed)], "should": [self.translate(liked)]}}
            case query.Every() | query.Nothing():
                return {"match_none": {}} if isinstance(node, query.Nothing) else EVERY
        return self._leaf(node)

    def sentences(self) -> list[str]:
        """Return a sentence for each pattern that matched too many words."""
        most = gettext("stands for more than %(most)s words; those in most statements were searched for.")
        return [f"“{text}” {most % {'most': f'{MOST_TERMS:,}'}}" for text in dict.fromkeys(self.capped)]

    def _leaf(self, node: query.Query) -> Json:
        match node:
            case query.Term(field, text, boost):
                return {"term": {field: {"value": text, "boost": boost}}}
            case query.Phrase(field, words, boost):
                return {"match_phrase": {field: {"query": " ".join(words), "boost": boost}}}
            case query.Near(field, groups, slop):
                return near(field, groups, slop)
            case query.Prefix(field, text, boost):
                return self._prefix(field, text, boost)
            case query.Fuzzy(field, text, boost):
                edits = {"fuzziness": 1, "prefix_length": 0, "transpositions": False, "max_expansions": MOST_TERMS}
                return {"fuzzy": {field: {"value": text, "boost": boost, **edits}}}
            case Choice() | Dated():
                return {"constant_score": {"filter": {"bool": {"filter": _filters(node)}}}}
        raise TypeError(f"The search server is not asked for {type(node).__name__}.")

    def _and(self, queries: Iterable[query.Query]) -> Json:
        wanted = [self.translate(part) for part in queries if not isinstance(part, Not)]
        unwanted = [self.translate(part.node) for part in queries if isinstance(part, Not)]
        return {"bool": {"must": wanted or [EVERY], "must_not": unwanted}}

    def _prefix(self, field: str, text: str, boost: float) -> Json:
        words = self._words_with(text, MOST_TERMS + 1)
        if len(words) <= MOST_TERMS:
            return {"prefix": {field: {"value": text, "boost": boost, "rewrite": f"top_terms_{MOST_TERMS}"}}}
        self.capped.append(text)
        return {"terms": {field: words[:MOST_TERMS], "boost": boost}}


def _filters(node: Choice | Dated) -> list[Json]:
    if isinstance(node, Dated):
        return between(*node.days)
    return [{"terms": {value_field(node.field): list(node.values)}}]


def between(first: datetime.date | None, last: datetime.date | None) -> list[Json]:
    """Return the filters for dates that may lie in a range."""
    least = [{"range": {"last_day": {"gte": first.toordinal()}}}] if first else []
    return [*least, {"range": {"first_day": {"lte": last.toordinal()}}}] if last else least


def near(field: str, groups: Iterable[Iterable[str]], slop: int) -> Json:
    """Return the query for words near each other: each within the slop of the span of those before it."""
    first, *others = map(_forms, groups)
    for rule in others:
        first = {"all_of": {"intervals": [first, rule], "max_gaps": slop - 1, "ordered": False}}
    return {"intervals": {field: first}}


def _forms(words: Iterable[str]) -> Json:
    terms = [{"match": {"query": word}} for word in words]
    return terms[0] if len(terms) == 1 else {"any_of": {"intervals": terms}}
