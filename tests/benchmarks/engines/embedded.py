"""The archive's own backend."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import django

from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample

django.setup()

from archive.search import (  # noqa: E402 - models need the settings first
    Facet,
    Marker,
    SearchRequest,
    SnippetPassage,
    Sort,
    snippet,
)
from archive.search.answer.asking import filled  # noqa: E402
from archive.search.engines.document import Document  # noqa: E402
from archive.search.engines.whoosh import WhooshBackend  # noqa: E402
from archive.search.question.natural import understand  # noqa: E402

TODAY = datetime.date(2026, 1, 1)
FORMS = {
    "all": " ".join,
    "any": " OR ".join,
    "phrase": lambda words: f'"{" ".join(words)}"',
    "prefix": lambda words: f"{words[0]}*",
    "fuzzy": lambda words: f"{words[0]}~",
}


def version() -> str:
    """Return what it is."""
    return "embedded backend"


def missing() -> str:
    """Say why it cannot run here: never so."""
    return ""


class Engine:
    """The backend as the site uses it: it interprets readers' words and adds statements with most of them."""

    def __init__(self, folder: Path) -> None:
        self._backend = WhooshBackend(str(folder))

    def build(self, samples: Iterable[Sample]) -> None:
        """Build the index."""
        with self._backend.building() as index:
            index.add(documents_of(samples))
            with self._backend.writing(wait=True):
                index.swap()

    def add(self, sample: Sample) -> None:
        """Add one statement so that it is found."""
        with self._backend.writing(wait=True):
            self._backend.update(documents=documents_of([sample]), gone=[])

    def search(self, query: Query) -> tuple[list[int], int]:
        """Return the numbers of the first twenty and the exact total."""
        asked = request(query)
        question = understand(asked.text, NoNames(), lambda _word: 0, TODAY).question
        results = filled(self._backend.search(asked.changed(question=question)), self._backend)
        self._highlight = results.highlight
        return [hit.number for hit in results.hits], results.total

    def passages(self, texts: Sequence[str], _query: Query) -> list[list[SnippetPassage]]:
        """Return the passages of the texts of the last search, as a page cuts them."""
        marker = Marker(self._highlight, "en")
        return [snippet(text, marker) for text in texts]


class NoNames:
    """Has no names, because a sample is in no database."""

    def statements_of(self, _kind: str, _typed: Sequence[str]) -> int:
        """Return none."""
        return 0


def request(query: Query) -> SearchRequest:
    """Return the query as a reader would type it."""
    return SearchRequest(
        text=FORMS[query.meaning](query.words),
        filters={Facet.SPEAKER: frozenset({query.speaker})} if query.speaker else {},
        first_day=datetime.date.fromisoformat(query.first_day) if query.first_day else None,
        last_day=datetime.date.fromisoformat(query.last_day) if query.last_day else None,
        sort=Sort.NEWEST if query.newest else Sort.RELEVANCE,
        with_facets=query.facets,
    )


def documents_of(samples: Iterable[Sample]) -> Iterator[Document]:
    """Yield the documents of a sample."""
    for sample in samples:
        day = datetime.date.fromisoformat(sample.day)
        yield Document(
            number=sample.number,
            title=sample.title,
            text=sample.text,
            language="en",
            speaker_names=(sample.speaker_name,) if sample.speaker else (),
            board_names=(sample.board_name,),
            topic_names=tuple(sample.topic_names),
            first_day=day,
            last_day=day,
            published=datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
            meeting=sample.meeting,
            given={
                Facet.BOARD: sample.board,
                Facet.SPEAKER: sample.speaker,
                Facet.TOPIC: tuple(sorted(sample.topics)),
                Facet.KIND: sample.kind,
                Facet.TEXT_STATUS: sample.text_status,
            },
        )
