"""Stores the texts of a sample in SQLite, and cuts a passage from each hit, for engines that have no own way to."""

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
    """Store the texts where ``Texts`` finds them."""
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE statement (number INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO statement VALUES (?, ?)", ((one.number, one.text) for one in samples))
    database.close()


class Texts:
    """The stored texts."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)

    def of(self, numbers: list[int]) -> list[str]:
        """Return the text of each statement."""
        wanted = f"SELECT number, text FROM statement WHERE number IN ({', '.join('?' * len(numbers))})"
        texts = dict(self._database.execute(wanted, numbers))
        return [texts.get(number, "") for number in numbers]


def cut(texts: list[str], query: Query) -> list[str]:
    """Return a passage of each text, escaped, with the words of the query marked: the least that a page can do."""
    pattern = re.compile(rf"\b(?:{'|'.join(word[:5] for word in query.words)})\w*", re.IGNORECASE)
    return [_passage(text, pattern) for text in texts]


def _passage(text: str, pattern: re.Pattern[str]) -> str:
    first = pattern.search(text)
    start = max(0, first.start() - BEFORE) if first else 0
    return pattern.sub(r"<mark>\g<0></mark>", escape(text[start : start + LENGTH]))
