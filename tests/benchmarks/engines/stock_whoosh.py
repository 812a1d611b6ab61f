"""Whoosh as its documentation sets it up: its own codec, matchers, filters, sorting and grouping."""

import importlib.metadata
import shutil
from collections.abc import Iterable
from pathlib import Path

from whoosh import fields, index, query, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser, OrGroup

from tests.benchmarks.engines.sqlite_fts5 import ordinal
from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample

FACETS = ("board", "speaker", "year", "kind", "text_status")


def version() -> str:
    """Return its version."""
    return f"Whoosh-Reloaded {importlib.metadata.version('Whoosh-Reloaded')}"


def missing() -> str:
    """Say why it cannot run here: never so."""
    return ""


class Engine:
    """Stemmed fields for plain words, an unstemmed one for prefixes and misspellings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = index.open_dir(folder) if index.exists_in(folder) else None
        self._searcher = self._index.searcher() if self._index else None

    def build(self, samples: Iterable[Sample]) -> None:
        """Build the index with two processes."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        self._index = index.create_in(self._folder, schema())
        self._write(samples, procs=2, multisegment=True, limitmb=256)

    def add(self, sample: Sample) -> None:
        """Add one statement."""
        self._write([sample])

    def search(self, wanted: Query) -> tuple[list[int], int]:
        """Search, with filter, sort and groups of one call."""
        narrowed = []
        if wanted.first_day:
            narrowed.append(query.NumericRange("day", ordinal(wanted.first_day), ordinal(wanted.last_day)))
        if wanted.speaker:
            narrowed.append(query.Term("speaker", wanted.speaker))
        groups = None
        if wanted.facets:
            groups = {name: sorting.FieldFacet(name) for name in FACETS}
            groups["topics"] = sorting.FieldFacet("topics", allow_overlap=True)
        found = self._searcher.search(
            self._parsed(wanted),
            limit=20,
            filter=query.And(narrowed) if narrowed else None,
            sortedby="day" if wanted.newest else None,
            reverse=wanted.newest,
            groupedby=groups,
        )
        for name in found.facet_names() if wanted.facets else ():
            found.groups(name)
        return [hit["number"] for hit in found], len(found)

    def _parsed(self, wanted: Query) -> query.Query:
        first = wanted.words[0]
        texts = {"phrase": f'"{" ".join(wanted.words)}"', "prefix": f"{first}*", "fuzzy": f"{first}~1"}
        names = ["words"] if wanted.meaning in {"prefix", "fuzzy"} else ["title", "text"]
        parser = MultifieldParser(names, schema(), **({"group": OrGroup} if wanted.meaning == "any" else {}))
        parser.add_plugin(FuzzyTermPlugin())
        return parser.parse(texts.get(wanted.meaning, " ".join(wanted.words)))

    def _write(self, samples: Iterable[Sample], **options: object) -> None:
        writer = self._index.writer(**options)
        for one in samples:
            writer.add_document(
                number=one.number,
                title=one.title,
                text=one.text,
                words=one.text,
                day=ordinal(one.day),
                year=one.year,
                board=one.board,
                speaker=one.speaker,
                kind=one.kind,
                text_status=one.text_status,
                topics=" ".join(map(str, one.topics)),
            )
        writer.commit()
        self._searcher = self._index.searcher()


def schema() -> fields.Schema:
    """Return the schema, without a stop list."""

    def number() -> fields.NUMERIC:
        return fields.NUMERIC(int, signed=False, sortable=True)

    return fields.Schema(
        number=fields.NUMERIC(int, signed=False, stored=True, unique=True),
        title=fields.TEXT(StemmingAnalyzer(stoplist=None)),
        text=fields.TEXT(StemmingAnalyzer(stoplist=None)),
        words=fields.TEXT(phrase=False),
        day=number(),
        year=number(),
        board=number(),
        speaker=number(),
        kind=fields.ID(sortable=True),
        text_status=fields.ID(sortable=True),
        topics=fields.KEYWORD(sortable=True),
    )
