"""The words of the archive, in a small index next to that of the statements: for prefixes, misspellings and forms."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from time import monotonic, sleep
from typing import Any

from archive.machine.database.parts import in_parts
from archive.search.engines.document import Document
from archive.search.engines.opensearch.asking import count_of, total_of
from archive.search.engines.opensearch.client import Client, RequestRefused, Unreachable, cannot_now, lines
from archive.search.engines.results import WordCount
from archive.search.question import swapped, words

TEXT_FIELDS = ("words", "title_words")
NAME_FIELDS = ("speaker", "board", "topic")
SENT_AT_ONCE = 5_000
COUNTED_AT_ONCE = 500
MOST_ALIKE = 200
# The one entry that is not a word: which database the index was made from, and how new that was.
ORIGIN = "-origin"
NOT_FOUND = 404
CONFLICT = 409
# A sender with patience waits, a little longer each time, before it sends again.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 15.0

Json = dict[str, Any]


class Vocabulary:
    """The vocabulary of one index of statements."""

    def __init__(self, client: Client, statements: str) -> None:
        self._client = client
        self._statements = statements
        self.name = f"{statements}-words"

    def add(self, texts: Counter[str], names: Collection[str], patience: float = 0.0) -> None:
        """Add words of texts and titles, with the number of statements that have them, and words of names."""
        entries: list[Any] = []
        for word, count in texts.items():
            # A word that was only in names may now also be in a text.
            entry = {"word": word, "statements": count, "in_text": True}
            entries += [{"update": {"_id": word}}, {"doc": {"in_text": True}, "upsert": entry}]
        for word in names - texts.keys():
            entries += [{"create": {"_id": word}}, {"word": word, "statements": 1, "in_text": False}]
        for some in in_parts(entries, 2 * SENT_AT_ONCE):
            send(self._client, self.name, some, accepted={CONFLICT}, patience=patience)

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Return the words of texts and titles with this prefix, the most frequent first by the stored counts."""
        wanted = {"bool": {"filter": [{"prefix": {"word": prefix}}, {"term": {"in_text": True}}]}}
        return self._words_that_match(
            {"query": wanted, "size": limit, "sort": [{"statements": "desc"}, {"word": "asc"}]}
        )

    def like(self, word: str) -> set[str]:
        """Return the words that differ from this one by one letter."""
        edits = {"value": word, "fuzziness": 1, "transpositions": False, "max_expansions": 1000}
        return set(self._words_that_match({"query": {"fuzzy": {"word": edits}}, "size": MOST_ALIKE})) - swapped(word)

    def counted(self, words: Collection[str], fields: Iterable[str] = TEXT_FIELDS) -> list[WordCount]:
        """Return the words that statements have, each with its number of statements in the field where most have it."""
        asked = list(fields)
        counts: dict[str, int] = {}
        for some in in_parts(dict.fromkeys(words), COUNTED_AT_ONCE):
            # The server knows how many statements have a word, but in an aggregation it looks at each of them.
            bodies = [count_of({"term": {field: word}}) for word in some for field in asked]
            totals = map(total_of, self._client.search_each(self._statements, bodies))
            counts |= {word: max(next(totals) for _ in asked) for word in some}
        word_counts = [WordCount(word, count) for word, count in counts.items() if count]
        return sorted(word_counts, key=lambda entry: (-entry.count, entry.word))

    def drop_unused(self) -> None:
        """Remove the words that no statement has any more, in a text, a title or a name."""
        for some in in_parts(self._all_words(), SENT_AT_ONCE):
            unused = set(some)
            for field in (*TEXT_FIELDS, *NAME_FIELDS):
                unused -= {entry.word for entry in self.counted(unused, (field,))}
            send(self._client, self.name, [{"delete": {"_id": word}} for word in sorted(unused)])

    def origin(self) -> str:
        """Return what the index was made from, or an empty text."""
        try:
            return str(self._client.ask("GET", f"/{self.name}/_doc/{ORIGIN}")["_source"]["origin"])
        except RequestRefused as refused:
            if refused.lacks_document:
                return ""
            raise

    def set_origin(self, origin: str) -> None:
        """Store what the index was made from."""
        self._client.ask("PUT", f"/{self.name}/_doc/{ORIGIN}", {"origin": origin})

    def _words_that_match(self, body: Json) -> list[str]:
        answer = self._client.search(self.name, body | {"track_total_hits": False})
        return [hit["_source"]["word"] for hit in answer["hits"]["hits"]]

    def _all_words(self) -> Iterator[str]:
        after = ""
        while True:
            wanted = {"range": {"word": {"gt": after}}}
            some = self._words_that_match({"query": wanted, "size": SENT_AT_ONCE, "sort": [{"word": "asc"}]})
            if not some:
                return
            yield from some
            after = some[-1]


def words_of(documents: Iterable[Document]) -> tuple[Counter[str], set[str]]:
    """Return how many of the statements have each word in a text or title, and the words of names."""
    texts: Counter[str] = Counter()
    names: set[str] = set()
    for document in documents:
        texts.update({*words(document.text), *words(document.title)})
        for name in (*document.speaker_names, *document.board_names, *document.topic_names):
            names.update(words(name))
    return texts, names


def send(client: Client, index: str, entries: list[Any], accepted: Collection[int] = (), patience: float = 0.0) -> None:
    """Send the lines of a bulk request; raise RequestRefused for the first refused line. Others may be stored.

    Sending them again is safe. Deleting what does not exist does not count as refused. Raise Unreachable if a part of
    the index is unavailable or overloaded, and still is after ``patience`` seconds.
    """
    until, pause = monotonic() + patience, FIRST_PAUSE_SECONDS
    while entries:
        try:
            _send_once(client, index, entries, accepted)
            return
        except Unreachable:
            if monotonic() + pause > until:
                raise
        sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def _send_once(client: Client, index: str, entries: list[Any], accepted: Collection[int]) -> None:
    answer = client.ask("POST", f"/{index}/_bulk", lines(entries))
    if not answer["errors"]:
        return
    for item in answer["items"]:
        ((kind, result),) = item.items()
        fine = result["status"] in accepted or (kind == "delete" and result["status"] == NOT_FOUND)
        if cannot_now(result["status"]):
            raise Unreachable(f"A part of the index does not answer: {result.get('error', result)}")
        if result["status"] >= 300 and not fine:  # noqa: PLR2004 - what HTTP calls a success is below
            raise RequestRefused(result["status"], result.get("error", result))
