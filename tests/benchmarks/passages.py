"""Stores the texts of a sample in SQLite, and cuts a passage from each hit in the same way for every engine."""

import re
import sqlite3
from collections.abc import Iterable
from html import escape
from pathlib import Path

from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample

LENGTH = 240
BEFORE = 60


def write_texts(samples: Iterable[Sample], path: Path) -> None:
    """Store the texts where ``Passages`` finds them."""
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE statement (number INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO statement VALUES (?, ?)", ((one.number, one.text) for one in samples))
    database.close()


class Passages:
    """Cuts passages from stored texts."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)

    def of(self, numbers: list[int], query: Query) -> list[str]:
        """Return a passage of each statement, escaped, with the words of the query marked."""
        wanted = f"SELECT number, text FROM statement WHERE number IN ({', '.join('?' * len(numbers))})"
        texts = dict(self._database.execute(wanted, numbers))
        pattern = re.compile(rf"\b(?:{'|'.join(word[:5] for word in query.words)})\w*", re.IGNORECASE)
        return [_passage(texts.get(number, ""), pattern) for number in numbers]


def _passage(text: str, pattern: re.Pattern[str]) -> str:
    first = pattern.search(text)
    start = max(0, first.start() - BEFORE) if first else 0
    return pattern.sub(r"<mark>\g<0></mark>", escape(text[start : start + LENGTH]))
