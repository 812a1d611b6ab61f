"""The tree of a search in nodes of ``whoosh.query``, which the evaluator knows."""

import datetime

from whoosh import query as whoosh

from archive.search.question import query


def in_whoosh(node: query.Query) -> whoosh.Query:
    """Return the same tree in Whoosh's nodes."""
    match node:
        case query.And(queries) | query.Or(queries):
            kind = whoosh.And if isinstance(node, query.And) else whoosh.Or
            return kind(list(map(in_whoosh, queries)))
        case query.Not(inner):
            return whoosh.Not(in_whoosh(inner))
        case query.AndMaybe(needed, liked):
            return whoosh.AndMaybe(in_whoosh(needed), in_whoosh(liked))
        case query.Every():
            return whoosh.Every()
        case query.Nothing():
            return whoosh.NullQuery
    return _leaf(node)


def _leaf(node: query.Query) -> whoosh.Query:
    match node:
        case query.Term(field, text, boost):
            return whoosh.Term(field, text, boost=boost)
        case query.Phrase(field, words, slop, boost):
            return whoosh.Phrase(field, list(words), slop=slop, boost=boost)
        case query.Near(field, groups, slop, ordered, apart):
            parts = [_any_of([whoosh.Term(field, word) for word in group]) for group in groups]
            return whoosh.SpanNear2(parts, slop=slop, ordered=ordered, mindist=apart)
        case query.Prefix(field, text, boost):
            return whoosh.Prefix(field, text, boost=boost, constantscore=False)
        case query.Fuzzy(field, text, boost):
            return whoosh.FuzzyTerm(field, text, boost=boost, maxdist=1, prefixlength=0, constantscore=False)
        case query.DateRange(field, first, last):
            return whoosh.DateRange(field, _midnight(first), _midnight(last))
    raise TypeError(f"Whoosh has no node for {type(node).__name__}.")


def _any_of(terms: list[whoosh.Query]) -> whoosh.Query:
    return terms[0] if len(terms) == 1 else whoosh.Or(terms)


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    # Whoosh stores the days of the index as naive datetimes.
    return datetime.datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001
