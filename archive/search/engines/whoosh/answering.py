"""Answers a request over a snapshot: of the live index, or of a few statements in memory."""

from collections.abc import Collection
from functools import partial

from archive.search.engines.results import SearchResults
from archive.search.engines.whoosh.evaluation import Evaluator
from archive.search.engines.whoosh.lexicon import all_words_with_prefix
from archive.search.engines.whoosh.ranking import Ranking
from archive.search.engines.whoosh.selection import counted, hits_of, matching, page_of
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question import WEIGHTS, SearchRequest, Sort, Translation, highlight, parse, reading


def answer(snapshot: Snapshot, request: SearchRequest, languages: Collection[str]) -> SearchResults:
    """Return the page of hits, the exact total and the facets asked for; words are of the given languages."""
    words_with = partial(all_words_with_prefix, snapshot)
    evaluator = Evaluator(snapshot, scored=request.sort is Sort.RELEVANCE)
    if request.question:
        translation = Translation(languages, words_with)
        tree = request.question.tree
        said = reading(request.question.typed) if request.question.typed else ""
        ignored: tuple[str, ...] = ()
        marked = highlight(tree, translation.stems)
        ranking = Ranking(evaluator, translation, request, WEIGHTS)
        matches = ranking.found()
        hits = ranking.hits(matches)
    else:
        parsed = parse(request.text, languages=languages, words_with=words_with, without_topics=request.without_topics)
        said, ignored, marked = parsed.reading, parsed.ignored, parsed.highlight
        matches = matching(evaluator, parsed.query, request)
        hits = hits_of(snapshot, page_of(snapshot, matches, request))
    return SearchResults(
        request=request,
        total=len(matches.at),
        hits=hits,
        facets=counted(snapshot, matches.at) if request.with_facets else {},
        reading=said,
        ignored=[*ignored, *evaluator.capped()],
        highlight=marked,
    )
