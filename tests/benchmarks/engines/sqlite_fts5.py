"""SQLite's full-text search, as its documentation sets it up."""

import datetime
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample

TABLES = """
CREATE TABLE statement (number INTEGER PRIMARY KEY, day INTEGER, year INTEGER, board INTEGER, speaker INTEGER,
    kind TEXT, text_status TEXT);
CREATE TABLE statement_topic (number INTEGER, topic INTEGER, PRIMARY KEY (number, topic)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5 (title, text, speaker, topic, content = '', tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE word USING fts5vocab (found, row);
"""
FACETS = ("board", "speaker", "year", "kind", "text_status")


def version() -> str:
    """Return its version."""
    return f"SQLite FTS5 {sqlite3.sqlite_version}"


def missing() -> str:
    """Say why it cannot run here."""
    options = {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    return "" if "ENABLE_FTS5" in options else "this SQLite has no FTS5"


class Engine:
    """Contentless FTS5 beside a table of what the results are narrowed, sorted and counted by."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._database = sqlite3.connect(folder / "index.sqlite3")
        self._database.execute("PRAGMA mmap_size = 1073741824")
        self._words: list[str] = []

    def build(self, samples: Iterable[Sample]) -> None:
        """Build the index in one transaction."""
        self._database.executescript(TABLES)
        self._insert(samples)
        self._database.execute("INSERT INTO found (found) VALUES ('optimize')")
        self._database.commit()
        self._database.execute("ANALYZE")

    def add(self, sample: Sample) -> None:
        """Add one statement."""
        self._insert([sample])
        self._database.commit()

    def search(self, query: Query) -> tuple[list[int], int]:
        """Search, counting in further statements."""
        match, narrowed, values = self._where(query)
        source = f"found JOIN statement ON statement.number = found.rowid WHERE found MATCH ? {narrowed}"
        order = "day DESC, number DESC" if query.newest else "rank"
        run = self._database.execute
        numbers = run(f"SELECT number FROM {source} ORDER BY {order} LIMIT 20", [match, *values]).fetchall()
        (total,) = run(f"SELECT count(*) FROM {source}", [match, *values]).fetchone()
        if query.facets:
            for facet in FACETS:
                run(f"SELECT statement.{facet}, count(*) FROM {source} GROUP BY 1", [match, *values]).fetchall()
            topics = source.replace("WHERE", "JOIN statement_topic USING (number) WHERE")
            run(f"SELECT statement_topic.topic, count(*) FROM {topics} GROUP BY 1", [match, *values]).fetchall()
        return [number for (number,) in numbers], total

    def _where(self, query: Query) -> tuple[str, str, list[int]]:
        narrowed, values = "", []
        if query.first_day:
            narrowed += " AND day BETWEEN ? AND ?"
            values += [ordinal(query.first_day), ordinal(query.last_day)]
        if query.speaker:
            narrowed += " AND statement.speaker = ?"
            values.append(query.speaker)
        return self._match(query), narrowed, values

    def _match(self, query: Query) -> str:
        words = [f'"{word}"' for word in query.words]
        if query.meaning == "phrase":
            return f'"{" ".join(query.words)}"'
        if query.meaning == "prefix":
            return f"{words[0]} *"
        if query.meaning == "fuzzy":
            self._words = self._words or [word for (word,) in self._database.execute("SELECT term FROM word")]
            words = [f'"{word}"' for word in within_one_edit(query.words[0], self._words)] or words
        return (" OR " if query.meaning in {"any", "fuzzy"} else " AND ").join(words)

    def _insert(self, samples: Iterable[Sample]) -> None:
        run = self._database.execute
        for one in samples:
            values = (one.number, ordinal(one.day), one.year, one.board, one.speaker, one.kind, one.text_status)
            run("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            run(
                "INSERT INTO found (rowid, title, text, speaker, topic) VALUES (?, ?, ?, ?, ?)",
                (one.number, one.title, one.text, one.speaker_name, " ".join(one.topic_names)),
            )
            for topic in one.topics:
                run("INSERT INTO statement_topic VALUES (?, ?)", (one.number, topic))


def ordinal(day: str) -> int:
    """Return a day as a number."""
    return datetime.date.fromisoformat(day).toordinal()


def within_one_edit(word: str, others: Iterable[str]) -> list[str]:
    """Return the other words that differ from the word by one letter added, removed or changed."""
    return [other for other in others if abs(len(other) - len(word)) <= 1 and _is_near(word, other)]


def _is_near(one: str, other: str) -> bool:
    same = 0
    shorter = min(len(one), len(other))
    while same < shorter and one[same] == other[same]:
        same += 1
    return one[same + 1 :] == other[same + 1 :] or one[same:] == other[same + 1 :] or one[same + 1 :] == other[same:]
