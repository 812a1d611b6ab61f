"""Xapian, through the bindings of Debian's python3-xapian."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.engines.sqlite_fts5 import ordinal
from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample
from tests.benchmarks.spelling import within_one_edit

SLOTS = {"day": 0, "board": 1, "speaker": 2, "year": 3, "kind": 4, "text_status": 5, "topics": 6}
FACETS = ("board", "speaker", "year", "kind", "text_status", "topics")


def version() -> str:
    """Return its version."""
    import xapian

    return f"Xapian {xapian.version_string()}"


def missing() -> str:
    """Say why it cannot run here."""
    return "" if importlib.util.find_spec("xapian") else "python3-xapian is not installed"


class Engine:
    """Stemmed and unstemmed terms with positions; values for sorting, ranges and counting."""

    def __init__(self, folder: Path) -> None:
        import xapian

        self._xapian = xapian
        self._folder = str(folder)
        self._stem = xapian.Stem("en")
        self._database = xapian.Database(self._folder) if folder.exists() else None
        self._words: list[str] = []

    def build(self, samples: Iterable[Sample]) -> None:
        """Build the index in one transaction."""
        database = self._xapian.WritableDatabase(self._folder, self._xapian.DB_CREATE_OR_OVERWRITE)
        for sample in samples:
            database.replace_document(sample.number, self._document(sample))
        database.commit()
        database.close()
        self._database = self._xapian.Database(self._folder)

    def add(self, sample: Sample) -> None:
        """Add one statement."""
        database = self._xapian.WritableDatabase(self._folder, self._xapian.DB_OPEN)
        database.replace_document(sample.number, self._document(sample))
        database.commit()
        database.close()
        self._database.reopen()

    def search(self, query: Query) -> tuple[list[int], int]:
        """Search, looking at every match for an exact total."""
        enquire = self._xapian.Enquire(self._database)
        enquire.set_query(self._query(query))
        if query.newest:
            enquire.set_sort_by_value(SLOTS["day"], True)
        spies = [self._xapian.ValueCountMatchSpy(SLOTS[name]) for name in FACETS] if query.facets else []
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, 20, self._database.get_doccount())
        for spy in spies:
            {value.term: value.termfreq for value in spy.values()}
        return [match.docid for match in found], found.get_matches_estimated()

    def _query(self, query: Query) -> Any:
        make = self._xapian.Query
        wanted = self._wanted(query)
        if query.first_day:
            pack = self._xapian.sortable_serialise
            days = (pack(ordinal(query.first_day)), pack(ordinal(query.last_day)))
            wanted = make(make.OP_FILTER, wanted, make(make.OP_VALUE_RANGE, SLOTS["day"], *days))
        if query.speaker:
            wanted = make(make.OP_FILTER, wanted, make(f"XS{query.speaker}"))
        return wanted

    def _wanted(self, query: Query) -> Any:
        make = self._xapian.Query
        if query.meaning == "phrase":
            return make(make.OP_PHRASE, list(query.words))
        if query.meaning == "prefix":
            return make(make.OP_WILDCARD, query.words[0], 0, make.WILDCARD_LIMIT_ERROR, make.OP_OR)
        if query.meaning == "fuzzy":
            self._words = self._words or [
                term.term.decode() for term in self._database.allterms() if term.term[:1].islower()
            ]
            return make(make.OP_OR, within_one_edit(query.words[0], self._words))
        stems = [f"Z{self._stem(word).decode()}" for word in query.words]
        return make(make.OP_OR if query.meaning == "any" else make.OP_AND, stems)

    def _document(self, one: Sample) -> Any:
        document = self._xapian.Document()
        generator = self._xapian.TermGenerator()
        generator.set_stemmer(self._stem)
        generator.set_document(document)
        for text in (one.title, one.text, one.speaker_name, " ".join(one.topic_names)):
            generator.index_text(text)
            generator.increase_termpos()
        document.add_boolean_term(f"XS{one.speaker}")
        document.add_value(SLOTS["day"], self._xapian.sortable_serialise(ordinal(one.day)))
        document.add_value(SLOTS["topics"], " ".join(map(str, one.topics)))
        for name in ("board", "speaker", "year", "kind", "text_status"):
            document.add_value(SLOTS[name], str(getattr(one, name)))
        return document
