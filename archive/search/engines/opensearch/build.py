"""A new index next to the live one. No search uses it until it is swapped in."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager

from django.conf import settings

from archive.machine.database.parts import in_parts
from archive.search.engines.base import IndexBuild
from archive.search.engines.document import Document
from archive.search.engines.opensearch.client import Client
from archive.search.engines.opensearch.mapping import STATEMENTS, VOCABULARY_MAPPING, source
from archive.search.engines.opensearch.vocabulary import Vocabulary, send, words_of
from archive.search.question.weights import K1, B

SENT_AT_ONCE = 1_000
# A cluster that takes in a million statements may have to catch its breath, and answers 429 until it has.
PATIENCE_SECONDS = 180.0
UNTIL_SWAPPED = "-1"
IN_USE = "1s"


class OpenSearchBuild(IndexBuild):
    """An index that is being filled. Its words are counted here and sent when it is swapped in.

    ``swap_in`` makes every search use it, by its name. Inside ``available``, errors of the cluster are those of search.
    """

    def __init__(
        self,
        client: Client,
        name: str,
        available: Callable[[], AbstractContextManager[None]],
        swap_in: Callable[[str], None],
    ) -> None:
        self.name = name
        self._client = client
        self._available = available
        self._swap_in = swap_in
        self._vocabulary = Vocabulary(client, name)
        self._texts: Counter[str] = Counter()
        self._names: set[str] = set()
        for index, mapping, shards in (
            (name, STATEMENTS, settings.SEARCH_SHARDS),
            (self._vocabulary.name, VOCABULARY_MAPPING, 1),
        ):
            options = {"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": UNTIL_SWAPPED}
            # Redacted words leave the files at the next merge, even if a part has only a few of them.
            options["merge.policy.expunge_deletes_allowed"] = 0
            options["similarity"] = {"default": {"type": "BM25", "k1": K1, "b": B}}
            self._client.ask("PUT", f"/{index}", {"settings": {"index": options}, "mappings": mapping})

    def add(self, documents: Iterable[Document]) -> None:
        with self._available():
            send_documents(self._client, self.name, self._counting(documents), PATIENCE_SECONDS)

    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        with self._available():
            send_documents(self._client, self.name, self._counting(documents), PATIENCE_SECONDS)
            send(
                self._client,
                self.name,
                [{"delete": {"_id": str(number)}} for number in gone],
                patience=PATIENCE_SECONDS,
            )

    def swap(self, origin: str = "") -> None:
        with self._available():
            self._vocabulary.add(self._texts, self._names, PATIENCE_SECONDS)
            self._vocabulary.set_origin(origin)
            for index in (self.name, self._vocabulary.name):
                options = {"refresh_interval": IN_USE, "number_of_replicas": settings.SEARCH_REPLICAS}
                self._client.ask("PUT", f"/{index}/_settings", {"index": options})
                self._client.ask("POST", f"/{index}/_refresh")
                self._client.ask("POST", f"/{index}/_flush")
            self._swap_in(self.name)

    def _counting(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            texts, names = words_of([document])
            self._texts.update(texts)
            self._names.update(names)
            yield document


def send_documents(client: Client, index: str, documents: Iterable[Document], patience: float = 0.0) -> None:
    """Send statements as they arrive, in batches, and wait so many seconds for a cluster that is overloaded."""
    for some in in_parts(documents, SENT_AT_ONCE):
        entries = [line for one in some for line in ({"index": {"_id": str(one.number)}}, source(one))]
        send(client, index, entries, patience=patience)
