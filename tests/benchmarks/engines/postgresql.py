"""PostgreSQL's text search, on a server of its own that is started in the engine's folder."""

import contextlib
import getpass
import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.queries import Query
from tests.benchmarks.sample import Sample

SETTINGS = (
    "shared_buffers=512MB",
    "work_mem=64MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=4GB",
    "listen_addresses=",
)
SINGLE_FACETS = "board, speaker, year, kind, text_status"
NEAR = "SELECT word FROM word WHERE length(word) BETWEEN %s AND %s AND levenshtein_less_equal(word, %s, 1) <= 1"
TABLES = """
CREATE EXTENSION fuzzystrmatch;
CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION every_word (COPY = english);
ALTER TEXT SEARCH CONFIGURATION every_word ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart,
    hword_part WITH stems;
CREATE TABLE statement (number bigint PRIMARY KEY, day date, year int, board int, speaker int, kind text,
    text_status text, topics int[], words tsvector, plain tsvector);
"""
INDEXES = """
CREATE INDEX ON statement USING gin (words);
CREATE INDEX ON statement USING gin (plain);
CREATE INDEX ON statement (day);
CREATE INDEX ON statement (speaker);
CREATE TABLE word AS SELECT word FROM ts_stat('SELECT plain FROM statement');
"""
INSERT = """
INSERT INTO statement SELECT %s, %s, %s, %s, %s, %s, %s, %s,
    setweight(to_tsvector('every_word', %s), 'A') || setweight(to_tsvector('every_word', %s), 'B')
    || setweight(to_tsvector('every_word', %s), 'C'), to_tsvector('simple', %s)
"""


def version() -> str:
    """Return its version."""
    return subprocess.run([_binary("postgres"), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def missing() -> str:
    """Say why it cannot run here."""
    if not importlib.util.find_spec("psycopg"):
        return "psycopg is not installed (tests/benchmarks/requirements.txt)"
    return "" if _binary("initdb") else "no PostgreSQL server is installed"


class Engine:
    """A table with a tsvector of stems and one of words as written, each with a GIN index."""

    def __init__(self, folder: Path) -> None:
        import psycopg

        self._folder = folder
        data = folder / "data"
        if not data.exists():
            folder.mkdir(exist_ok=True)
            if _as_owner():
                shutil.chown(folder, "postgres", "postgres")
            _run("initdb", "--auth=trust", "--encoding=UTF8", "--username=postgres", "--pgdata", str(data))
        options = " ".join(["-k", str(folder), *(f"-c {setting}" for setting in SETTINGS)])
        _run("pg_ctl", "--pgdata", str(data), "--log", str(folder / "log"), "--options", options, "--wait", "start")
        self._connection = psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)

    def close(self) -> None:
        """Stop the server."""
        self._connection.close()
        _run("pg_ctl", "--pgdata", str(self._folder / "data"), "--mode=fast", "stop")

    def build(self, samples: Iterable[Sample]) -> None:
        """Fill the table in one transaction, then make the indexes."""
        self._connection.execute(TABLES)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(INSERT, map(_row, samples))
        self._connection.execute(INDEXES)
        self._connection.execute("VACUUM ANALYZE")

    def add(self, sample: Sample) -> None:
        """Add one statement."""
        self._connection.execute(INSERT, _row(sample))

    def search(self, query: Query) -> tuple[list[int], int]:
        """Search, counting in further statements."""
        column, wanted, values = self._wanted(query)
        where, more = f"{column} @@ {wanted}", []
        if query.first_day:
            where += " AND day BETWEEN %s AND %s"
            more += [query.first_day, query.last_day]
        if query.speaker:
            where += " AND speaker = %s"
            more.append(query.speaker)
        ranked = f"ts_rank({column}, {wanted}) DESC"
        order, ranking = ("day DESC, number DESC", []) if query.newest else (ranked, values)
        run = self._connection.execute
        found = run(f"SELECT number FROM statement WHERE {where} ORDER BY {order} LIMIT 20", [*values, *more, *ranking])
        total = run(f"SELECT count(*) FROM statement WHERE {where}", [*values, *more]).fetchone()
        if query.facets:
            sets = "GROUPING SETS ((board), (speaker), (year), (kind), (text_status))"
            grouped = (
                f"SELECT board, speaker, year, kind, text_status, count(*) FROM statement WHERE {where} GROUP BY {sets}"
            )
            run(grouped, [*values, *more]).fetchall()
            topics = f"SELECT unnest(topics), count(*) FROM statement WHERE {where} GROUP BY 1"
            run(topics, [*values, *more]).fetchall()
        return [number for (number,) in found.fetchall()], total[0] if total else 0

    def _wanted(self, query: Query) -> tuple[str, str, list[str]]:
        """Return the column to look in, the expression of its tsquery, and the values of that."""
        if query.meaning == "phrase":
            return "plain", "phraseto_tsquery('simple', %s)", [" ".join(query.words)]
        if query.meaning == "prefix":
            return "plain", "to_tsquery('simple', %s)", [f"{query.words[0]}:*"]
        if query.meaning == "fuzzy":
            word = query.words[0]
            rows = self._connection.execute(NEAR, [len(word) - 1, len(word) + 1, word]).fetchall()
            return "plain", "to_tsquery('simple', %s)", [" | ".join(f"'{other}'" for (other,) in rows) or word]
        return "words", "to_tsquery('every_word', %s)", [(" | " if query.meaning == "any" else " & ").join(query.words)]


def _row(one: Sample) -> list[Any]:
    names = " ".join([one.speaker_name, *one.topic_names])
    values = [one.number, one.day, one.year, one.board, one.speaker, one.kind, one.text_status, one.topics]
    return [*values, one.title, one.text, names, f"{one.title} {one.text}"]


def _binary(name: str) -> str:
    """Return the path of a program of the server, which Debian does not put on the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(folder / name) for folder in folders if (folder / name).exists()), "")


def _as_owner() -> list[str]:
    """Return the command prefix that runs a program as another user, because the server refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []


def _run(name: str, *arguments: str) -> None:
    with contextlib.chdir("/"):
        subprocess.run([*_as_owner(), _binary(name), *arguments], check=True, stdout=subprocess.DEVNULL)
