"""How many statements of groups have a word, counted by OpenSearch.

Two fields without an inverted index hold the words of each statement that can be typical. ``each_word`` has each of
them once. ``repeated`` has those that the statement uses several times, each with its number of uses.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from archive.machine.database.parts import in_parts
from archive.search.engines.counted_words import OFTEN, CountedWords, most_used
from archive.search.engines.opensearch.asking import DEEPEST, count_of, total_of
from archive.search.engines.opensearch.client import Client, Json
from archive.search.engines.opensearch.vocabulary import Vocabulary

FIELD = "words"
EACH, REPEATED = "each_word", "repeated"
MOST_WORDS = 10_000
"""How many words of a group are read: far more than the turns of an agenda item have."""


class WordCounts:
    """Counts the words of groups in one index."""

    def __init__(self, client: Client, live: str) -> None:
        self._client = client
        self._live = live

    def of_groups(self, groups: Sequence[Sequence[int]], leave_out: Collection[str]) -> list[CountedWords]:
        """Return the words that each group uses most often, with exact counts."""
        if not groups:
            return []
        every = [_within(group) for group in groups]
        aggregations = _most_used(leave_out)
        asked = {str(at): {"filter": within, "aggs": aggregations} for at, within in enumerate(every)}
        answer = self._ask(every, asked)
        chosen = [_chosen(answer[name], leave_out) for name in asked]
        sizes = [answer[name]["doc_count"] for name in asked]
        words = sorted({word for counts in chosen for word in counts})
        together, everywhere = self._having(words, every), Vocabulary(self._client, self._live).counted(words, (FIELD,))
        total = {entry.word: entry.count for entry in everywhere}
        size = total_of(self._client.search(self._live, count_of({"match_all": {}})))
        return [
            _counted(counts, own, sum(sizes), together, total, size) for counts, own in zip(chosen, sizes, strict=True)
        ]

    def first_having(self, words: Sequence[Sequence[str]], groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return for each word of each group its first statement that has the word, 0 if none has."""
        having: dict[int, list[str]] = {}
        named = [{"term": {FIELD: {"value": word, "_name": word}}} for word in sorted(set().union(*words))]
        for some in in_parts((number for group in groups for number in group), DEEPEST) if named else ():
            wanted = {"filter": [_within(some)], "should": named, "minimum_should_match": 1}
            body = {"size": len(some), "_source": False, "docvalue_fields": ["number"], "sort": ["_doc"]}
            hits = self._client.search(self._live, body | {"query": {"bool": wanted}})["hits"]["hits"]
            having |= {hit["fields"]["number"][0]: hit["matched_queries"] for hit in hits}
        return [
            [next((number for number in group if word in having.get(number, ())), 0) for word in some]
            for some, group in zip(words, groups, strict=True)
        ]

    def _ask(self, groups: Sequence[Json], counts: Json) -> Json:
        """Return aggregations over all of the groups together."""
        within = {"bool": {"should": list(groups), "minimum_should_match": 1}}
        body = {"size": 0, "track_total_hits": False, "query": {"bool": {"filter": [within]}}, "aggs": counts}
        return dict(self._client.search(self._live, body)["aggregations"])

    def _having(self, words: Sequence[str], groups: Sequence[Json]) -> dict[str, int]:
        """Return how many statements of the groups together have each word."""
        if not words:
            return {}
        counted = {"terms": {"field": EACH, "include": list(words), "size": len(words)}}
        buckets = self._ask(groups, {"words": counted})["words"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def _within(group: Sequence[int]) -> Json:
    """Return the query for the statements of a group."""
    return {"terms": {"number": list(group)}}


def _most_used(leave_out: Collection[str]) -> Json:
    """Return the aggregations with the words that a group uses most often."""
    counted: Json = {"field": EACH, "min_doc_count": OFTEN, "order": [{"_count": "desc"}, {"_key": "asc"}]}
    if leave_out:
        counted["exclude"] = sorted(leave_out)
    repeated = {"field": REPEATED, "size": MOST_WORDS}
    return {"words": {"terms": counted | {"size": MOST_WORDS}}, "repeated": {"terms": repeated}}


def _chosen(answer: Json, leave_out: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return the words to look at, each with its statements and its uses."""
    statements = {bucket["key"]: bucket["doc_count"] for bucket in answer["words"]["buckets"]}
    having: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for bucket in answer["repeated"]["buckets"]:
        word, _, number = bucket["key"].rpartition(" ")
        if word not in leave_out:
            having[word] += bucket["doc_count"]
            uses[word] += bucket["doc_count"] * (int(number) - 1)
    words = sorted({*statements, *having})
    # A word of one statement is only among the repeated ones.
    counts = [(count := statements.get(word, having[word]), count + uses[word]) for word in words]
    at = most_used(np.array([used for _, used in counts], np.int64))
    return {words[place]: counts[place] for place in at.tolist()}


def _counted(
    counts: Mapping[str, tuple[int, int]],
    size: int,
    size_of_groups: int,
    together: Mapping[str, int],
    total: Mapping[str, int],
    size_of_total: int,
) -> CountedWords:
    """Return the counts of a group, which is part of the total."""
    statements, uses = np.array(list(counts.values()), np.int64).reshape(-1, 2).T
    return CountedWords(
        words=list(counts),
        size=size,
        statements=statements,
        uses=uses,
        in_groups=_of(counts, together),
        size_of_groups=size_of_groups,
        elsewhere=_of(counts, total) - statements,
        size_elsewhere=size_of_total - size,
    )


def _of(words: Collection[str], counts: Mapping[str, int]) -> Any:
    return np.array([counts.get(word, 0) for word in words], np.int64)
