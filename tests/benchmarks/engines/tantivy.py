"""Tantivy, the search library in Rust, through its Python bindings."""

import importlib.metadata
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.engines.sqlite_fts5 import ordinal
from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample

FACETS = ("board", "speaker", "year", "kind", "text_status", "topics")
INDEXED = ("title", "text", "speaker_name", "topic_names")


def version() -> str:
    """Return its version."""
    return f"tantivy-py {importlib.metadata.version('tantivy')}"


def missing() -> str:
    """Say why it cannot run here."""
    return "" if importlib.util.find_spec("tantivy") else "tantivy is not installed (tests/benchmarks/requirements.txt)"


class Engine:
    """Stemmed fields, an unstemmed one for prefixes and misspellings, fast fields for the rest."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        folder.mkdir(exist_ok=True)
        self._index = tantivy.Index(self._schema(), path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        analyzer = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english"))
        self._analyzer = analyzer.build()
        self._index.register_tokenizer("stemmed", self._analyzer)
        self._searcher = self._index.searcher()

    def build(self, samples: Iterable[Sample]) -> None:
        """Build the index with two threads."""
        writer = self._index.writer(heap_size=256_000_000, num_threads=2)
        for sample in samples:
            writer.add_document(self._document(sample))
        writer.commit()
        writer.wait_merging_threads()
        self._reload()

    def add(self, sample: Sample) -> None:
        """Add one statement."""
        writer = self._index.writer(num_threads=1)
        writer.add_document(self._document(sample))
        writer.commit()
        self._reload()

    def search(self, query: Query) -> tuple[list[int], int]:
        """Search; facets are an aggregation of its own."""
        wanted = self._query(query)
        order = {"order_by_field": "day"} if query.newest else {}
        found = self._searcher.search(wanted, limit=20, count=True, **order)
        if query.facets:
            terms = {name: {"terms": {"field": name, "size": 10_000}} for name in FACETS}
            self._searcher.aggregate(wanted, terms)
        addresses = [address for _, address in found.hits]
        return self._searcher.fast_field_values("number", addresses), found.count

    def _reload(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _schema(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        for name in INDEXED:
            builder.add_text_field(name, tokenizer_name="stemmed")
        builder.add_text_field("words", tokenizer_name="default", index_option="freq")
        for name in ("number", "day", "year", "board", "speaker", "topics"):
            builder.add_unsigned_field(name, indexed=True, fast=True)
        for name in ("kind", "text_status"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        return builder.build()

    def _document(self, one: Sample) -> Any:
        document = self._tantivy.Document()
        document.add_text("title", one.title)
        document.add_text("text", one.text)
        document.add_text("words", one.text)
        document.add_text("speaker_name", one.speaker_name)
        document.add_text("topic_names", " ".join(one.topic_names))
        for name, value in (("number", one.number), ("day", ordinal(one.day)), ("year", one.year)):
            document.add_unsigned(name, value)
        for name, value in (("board", one.board), ("speaker", one.speaker), *(("topics", t) for t in one.topics)):
            document.add_unsigned(name, value)
        document.add_text("kind", one.kind)
        document.add_text("text_status", one.text_status)
        return document

    def _query(self, query: Query) -> Any:
        make, must = self._tantivy.Query, self._tantivy.Occur.Must
        schema = self._index.schema
        parts = [self._words(query)]
        if query.first_day:
            days = (ordinal(query.first_day), ordinal(query.last_day))
            kind = self._tantivy.FieldType.Unsigned
            parts.append(make.const_score_query(make.range_query(schema, "day", kind, *days), 0.0))
        if query.speaker:
            parts.append(make.const_score_query(make.term_query(schema, "speaker", query.speaker), 0.0))
        return parts[0] if len(parts) == 1 else make.boolean_query([(must, part) for part in parts])

    def _words(self, query: Query) -> Any:
        make, schema = self._tantivy.Query, self._index.schema
        if query.meaning == "prefix":
            return make.regex_query(schema, "words", f"{query.words[0]}.*")
        if query.meaning == "fuzzy":
            return make.fuzzy_term_query(schema, "words", query.words[0], distance=1)
        stems = self._analyzer.analyze(" ".join(query.words))
        if query.meaning == "phrase" and len(stems) > 1:
            return make.phrase_query(schema, "text", stems)
        any_field = [[make.term_query(schema, name, stem) for name in INDEXED] for stem in stems]
        occur = self._tantivy.Occur.Should if query.meaning == "any" else self._tantivy.Occur.Must
        each = [make.boolean_query([(self._tantivy.Occur.Should, part) for part in parts]) for parts in any_field]
        return make.boolean_query([(occur, part) for part in each])
