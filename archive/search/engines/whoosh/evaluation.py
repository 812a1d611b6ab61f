"""Evaluates a query with numpy, with the documents and scores of Whoosh's own search.

Each kind of node has a function that finds its documents among candidates: an ascending array of documents, or None for
all. It returns the indexes of the matching candidates (without candidates: the documents), ascending, and the score of
each. So a conjunction only looks where the rarer part has matched.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext
from numpy.typing import NDArray

from archive.search.engines.budget import PER_TERM, allows, spend_entries
from archive.search.engines.ranking import Word, rough_count
from archive.search.engines.whoosh import nearness
from archive.search.engines.whoosh.expansion import MOST_TERMS, Expansion, Pattern, expand
from archive.search.engines.whoosh.snapshot import Postings, Snapshot
from archive.search.question import query
from archive.search.question.grammar.nodes import All, AnyOf, Choice, Dated, Not
from archive.search.question.weights import K1

SPARSE = 16
"""If there are this many times fewer candidates than postings, each candidate is looked up by bisection."""

FEW = 32
"""If there are this many times fewer matches than documents, they are sorted instead of spread over all documents."""

MOST_OCCURRENCES = 1_000_000
"""How many occurrences of words one search compares for nearness. More would take longer than 100 ms."""

Documents = NDArray[np.intp]
Candidates = Documents | None
Groups = nearness.Groups


class Found(NamedTuple):
    """Which candidates a node matches, and their scores."""

    at: Documents
    scores: NDArray[np.float32]


NOTHING = Found(np.empty(0, np.intp), np.empty(0, np.float32))


class Evaluator:
    """Evaluates queries over one snapshot. Without ``scored``, all scores are zero."""

    def __init__(self, snapshot: Snapshot, *, scored: bool = True) -> None:
        self.snapshot = snapshot
        self.scored = scored
        self._expansions: dict[Pattern, Expansion] = {}
        self._compared = 0
        self._capped: list[str] = []

    def find(self, node: query.Query, among: Candidates = None) -> Found:
        """Return where the node matches. Deleted documents may be included."""
        if among is not None and not len(among):
            return NOTHING
        if (evaluate := KINDS.get(type(node))) is None:
            raise TypeError(f"The search does not know how to evaluate {type(node).__name__}.")
        return evaluate(self, node, among)

    def estimate(self, node: query.Query) -> int:
        """Return roughly how many documents the node matches, so that the rarest can come first."""
        return rough_count(node, self._of_word, self.snapshot.size)

    def _of_word(self, node: Word) -> int:
        if isinstance(node, query.Term):
            return self.snapshot.document_frequency(node.field, node.text.encode())
        return int(self.expansion(node).document_counts.sum())

    # Leaves

    def term(self, node: query.Term, among: Candidates) -> Found:
        """Documents with a term."""
        return self.scored_term(node.field, node.text.encode(), node.boost, among)

    def scored_term(self, field: str, term: bytes, boost: float, among: Candidates) -> Found:
        """Documents with a term, and the term's BM25 in each."""
        postings = self.snapshot.postings(field, term)
        if postings is None:
            return NOTHING
        self.read(len(postings.documents))
        at, frequencies = located(postings, among, self.snapshot.size)
        documents = at if among is None else among[at]
        return Found(at, self.bm25(field, documents, frequencies, len(postings.documents), boost))

    def bm25(
        self,
        field: str,
        documents: Documents,
        frequencies: NDArray[Any],
        document_frequency: int | NDArray[np.int64],
        boost: float,
    ) -> NDArray[np.float32]:
        """Return the scores of a term, or of one term per document, with those frequencies in the documents."""
        if not self.scored:
            return np.zeros(len(documents), np.float32)
        lengths, norms = self.snapshot.norms(field)
        weight = boost * self.snapshot.inverse_frequency(document_frequency) * (K1 + 1)
        scores = frequencies.astype(np.float32)
        scores /= scores + norms[lengths[documents]]
        scores *= weight.astype(np.float32)
        return scores

    def every(self, _: query.Every, among: Candidates) -> Found:
        """All documents."""
        return self.constant(np.arange(self.snapshot.size if among is None else len(among)))

    def choice(self, node: Choice, among: Candidates) -> Found:
        """Documents with any of some exact values."""
        having = self.snapshot.facet(node.field).having(node.values)
        return self.constant(np.flatnonzero(having if among is None else having[among]))

    def dated(self, node: Dated, among: Candidates) -> Found:
        """Documents of a day in a range, or of a date that may be."""
        inside = self.snapshot.between(*node.days)
        return self.constant(np.flatnonzero(inside if among is None else inside[among]))

    def expanded(self, node: Pattern, among: Candidates) -> Found:
        """Documents with any of the terms that a pattern matches."""
        expansion = self.expansion(node)
        size = self.snapshot.size
        if not expansion.terms:
            return NOTHING
        self.read(len(expansion.documents))
        matched = np.zeros(size, bool)
        matched[expansion.documents] = True
        at = np.flatnonzero(matched if among is None else matched[among])
        if not self.scored:
            return self.constant(at)
        documents = at if among is None else among[at]
        scores = self.bm25(
            node.field,
            expansion.documents,
            expansion.frequencies,
            expansion.document_counts[expansion.term_of],
            node.boost,
        )
        return Found(at, np.bincount(expansion.documents, scores, size)[documents].astype(np.float32))

    def expansion(self, node: Pattern) -> Expansion:
        """Return what a pattern matches, looked up only once."""
        if node not in self._expansions:
            known = self._expansions[node] = expand(self.snapshot, node)
            self.read(PER_TERM * (len(known.terms) + known.left_out))
        return self._expansions[node]

    def capped(self) -> list[str]:
        """Return sentences: one for each pattern with too many terms, one for words too common to compare."""
        most = f"stands for more than {MOST_TERMS:,} words; those in most statements were searched for."
        texts = [node.text for node, expansion in self._expansions.items() if expansion.left_out]
        return [*(f"“{text}” {most}" for text in dict.fromkeys(texts)), *dict.fromkeys(self._capped)]

    # Nodes with parts

    def conjunction(self, node: All, among: Candidates) -> Found:
        """Documents that match every part."""
        parts = sorted((part for part in node.nodes if not isinstance(part, Not)), key=self.estimate)
        parts += [part for part in node.nodes if isinstance(part, Not)]
        if not parts:
            return NOTHING
        at, scores = self.find(parts[0], among)
        for part in parts[1:]:
            within = at if among is None else among[at]
            kept, more = self.find(part, within)
            at, scores = at[kept], scores[kept] + more
        return Found(at, scores)

    def disjunction(self, node: AnyOf, among: Candidates) -> Found:
        """Documents that match any part, as far as the limit allows. A word in several fields counts as one part."""
        parts: Iterable[query.Query] = node.nodes
        if any(part.parts for part in parts):
            left_out = gettext("This search is long, so we did not look for every alternative word.")
            parts = (part for index, part in enumerate(node.nodes) if not index or allows(left_out))
        return self.either(parts, among)

    def either(self, parts: Iterable[query.Query], among: Candidates) -> Found:
        """Documents that match any of the parts, scored by the sum of the matching parts."""
        matching = [part for part in (self.find(part, among) for part in parts) if len(part.at)]
        if not matching:
            return NOTHING
        if len(matching) == 1:
            return matching[0]
        count = self.snapshot.size if among is None else len(among)
        if sum(len(part.at) for part in matching) * FEW < count:
            return merged(matching)
        matched, scores = np.zeros(count, bool), np.zeros(count, np.float32)
        for part in matching:
            matched[part.at] = True
            scores[part.at] += part.scores
        at = np.flatnonzero(matched)
        return Found(at, scores[at])

    def inverse(self, node: Not, among: Candidates) -> Found:
        """Documents that do not match."""
        missing = np.ones(self.snapshot.size if among is None else len(among), bool)
        missing[self.find(node.node, among).at] = False
        return self.constant(np.flatnonzero(missing))

    def and_maybe(self, node: query.AndMaybe, among: Candidates) -> Found:
        """Documents of the first part; those that match the second too score more."""
        at, scores = self.find(node.needed, among)
        if self.scored:
            more = self.find(node.liked, at if among is None else among[at])
            scores[more.at] += more.scores
        return Found(at, scores)

    def phrase(self, node: query.Phrase, among: Candidates) -> Found:
        """Documents with the words of a phrase in a row."""
        terms = [word.encode() for word in node.words]
        groups = [[term] for term in terms]
        self._read_groups(node.field, groups)
        return self._scored(
            node.field, groups, node.boost, nearness.phrase(self.snapshot, node.field, terms, among), among
        )

    def near(self, node: query.Near, among: Candidates) -> Found:
        """Documents with words, or any word of several, near each other."""
        groups = [[word.encode() for word in group] for group in node.groups]
        self._read_groups(node.field, groups)
        documents = self._with_all(node.field, groups, among)
        if self._within_bounds(node.field, groups, documents):
            documents = nearness.near(self.snapshot, node.field, groups, documents, node.slop)
        return self._scored(node.field, groups, 1.0, documents, among)

    def _read_groups(self, field: str, groups: Groups) -> None:
        self.read(sum(self.occurrences(field, term) for group in groups for term in group))

    def _scored(self, field: str, groups: Groups, boost: float, documents: Documents, among: Candidates) -> Found:
        """Return documents that have terms near each other, scored as if these were anywhere."""
        if not len(documents):
            return NOTHING
        at = documents if among is None else np.searchsorted(among, documents)
        scores = np.zeros(len(at), np.float32)
        for group in groups if self.scored else ():
            for term in group:
                scored = self.scored_term(field, term, boost, documents)
                scores[scored.at] += scored.scores
        return Found(at, scores)

    def read(self, entries: int) -> None:
        """Count entries of the index as work of the search."""
        spend_entries(entries, self.snapshot.size)

    def occurrences(self, field: str, term: bytes) -> int:
        """Return how often all documents together have a term in a field that keeps positions."""
        places = self.snapshot.places(field, term)
        return sum(where.last_occurrence - where.first_occurrence for _, _, where in places)

    def _with_all(self, field: str, groups: Groups, among: Candidates) -> Documents:
        """Return the documents that have a term of each group, at any place."""
        parts = [AnyOf(tuple(query.Term(field, term.decode()) for term in group)) for group in groups]
        at = Evaluator(self.snapshot, scored=False).find(All(tuple(parts)), among).at
        return at if among is None else among[at]

    def _within_bounds(self, field: str, groups: Groups, documents: Documents) -> bool:
        """Return whether the terms can still be compared for nearness.

        If they occur too often, keep a sentence about it.
        """
        postings = [self.snapshot.postings(field, term) for group in groups for term in group]
        self._compared += sum(int(located(one, documents, self.snapshot.size)[1].sum()) for one in postings if one)
        if self._compared <= MOST_OCCURRENCES:
            return True
        words = " and ".join(f"“{min(group, key=len).decode()}”" for group in groups)
        self._capped.append(f"{words} are too common to be looked for near each other: they may stand anywhere.")
        return False

    # Results

    def nothing(self, *_: Any) -> Found:
        """No documents."""
        return NOTHING

    def constant(self, at: Documents) -> Found:
        """Those documents, all with the same score."""
        return Found(at, np.full(len(at), self.scored, np.float32))


KINDS: dict[type, Callable[[Evaluator, Any, Candidates], Found]] = {
    query.Term: Evaluator.term,
    query.Phrase: Evaluator.phrase,
    query.Near: Evaluator.near,
    query.Prefix: Evaluator.expanded,
    query.Fuzzy: Evaluator.expanded,
    All: Evaluator.conjunction,
    AnyOf: Evaluator.disjunction,
    Not: Evaluator.inverse,
    query.AndMaybe: Evaluator.and_maybe,
    Choice: Evaluator.choice,
    Dated: Evaluator.dated,
    query.Every: Evaluator.every,
    query.Nothing: Evaluator.nothing,
}


def located(postings: Postings, among: Candidates, size: int) -> tuple[Documents, NDArray[Any]]:
    """Return which candidates have a term, and its frequency in each."""
    documents, frequencies = postings
    if among is None:
        return documents, frequencies
    if len(among) * SPARSE < len(documents):
        places = np.searchsorted(documents, among)
        places[places == len(documents)] = 0
        at = np.flatnonzero(documents[places] == among)
        return at, frequencies[places[at]]
    spread = np.zeros(size, frequencies.dtype)
    spread[documents] = frequencies
    here = spread[among]
    at = np.flatnonzero(here)
    return at, here[at]


def merged(parts: Sequence[Found]) -> Found:
    """Return where any of the parts matches, with the sum of their scores, added in the order of the parts."""
    at, scores = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(at, kind="stable")
    at, scores = at[order], scores[order]
    starts = np.flatnonzero(np.concatenate(([True], at[1:] != at[:-1])))
    return Found(at[starts], np.add.reduceat(scores, starts))
