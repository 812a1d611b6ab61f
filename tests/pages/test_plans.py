"""What the database does for a page does not grow with the archive. (That of a sitemap of 50,000 statements does.)

On PostgreSQL the rows that are read are counted, on SQLite the instructions that are run.
"""

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from archive.models import Statement
from archive.pages.http.caching.middleware import kept_pages
from tests.benchmarks.growth import addresses, analyze, instructions, lines, publish
from tests.pages.test_queries import fill
from tests.record import make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
counts_rows = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL counts the rows: make test-postgresql"
)
counts_instructions = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite counts its instructions")
SMALL, LARGE = 1_000, 4_000
MOST_MORE = 1.5
LEVEL = ("home", "statement", "meeting", "board", "speaker")
COPIES = 20_000
# Far fewer than there are copies, and far more than a page of a small meeting needs.
MOST_ROWS = 2_000
ROWS_READ = """
    SELECT relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
    WHERE relname IN ('archive_statement', 'archive_revision')
"""
# Without triggers, which would count and index each copy. Their meetings and speakers do not exist.
COPY = """
    SET LOCAL session_replication_role = replica;
    INSERT INTO archive_revision SELECT (jsonb_populate_record(one, jsonb_build_object(
        'id', one.id + copy, 'statement_id', one.statement_id + copy))).*
    FROM archive_revision AS one, generate_series(1000, 1000 + %(copies)s) AS copy WHERE one.statement_id = %(number)s;
    INSERT INTO archive_statement SELECT (jsonb_populate_record(one, jsonb_build_object(
        'number', one.number + copy, 'current_revision_id', one.current_revision_id + copy,
        'meeting_id', one.meeting_id + copy / 200, 'speaker_id', one.speaker_id + copy %% 500))).*
    FROM archive_statement AS one, generate_series(1000, 1000 + %(copies)s) AS copy WHERE one.number = %(number)s;
    SET LOCAL session_replication_role = origin;
    ANALYZE;
"""


def rows_read() -> Counter[str]:
    """Return how many rows of statements and their texts were read in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_READ)
        return Counter(dict(cursor.fetchall()))


def copy_a_statement_of_another_meeting() -> None:
    one = make_statement(meeting=make_meeting(), speaker=make_speaker(), kind="remark")
    with connection.cursor() as cursor:
        cursor.execute(COPY, {"copies": COPIES, "number": one.number})


@counts_rows
def test_no_page_reads_a_large_share_of_a_large_archive(client: Client):
    paths = [path for path in fill(boards=2, meetings=2, statements=5) if not path.endswith(".xml")]
    copy_a_statement_of_another_meeting()
    read = {}
    for path in paths:
        before = rows_read()
        assert client.get(path).status_code == 200
        read[path] = (rows_read() - before).total()
    assert {path: rows for path, rows in read.items() if rows > MOST_ROWS} == {}


@counts_rows
def test_the_rows_of_a_query_that_reads_the_whole_table_are_counted():
    copy_a_statement_of_another_meeting()
    before = rows_read()
    assert not Statement.objects.filter(attribution__contains="nobody").exists()
    assert (rows_read() - before)["archive_statement"] > COPIES


def load(folder: Path, statements: int) -> None:
    """Import what is missing of the first statements of a site, most of them of one board and many of one person."""
    file = folder / "lines.jsonl"
    made = islice(lines(LARGE), statements)
    file.write_text("".join(json.dumps(line) + "\n" for line in made), encoding="utf-8")
    call_command("import_statements", file)


def instructions_of_pages(client: Client) -> dict[str, int]:
    """Return how many instructions the database runs for each page right after a publication, and later."""
    ran = {}
    for analyzed in (False, True):
        analyze(wanted=analyzed)
        for kind in LEVEL:
            path = addresses()[kind]
            client.get(path)
            publish()
            for moment in ("after a publication", "later"):
                with instructions() as queries:
                    assert client.get(path).status_code == 200
                kept_pages.clear()
                ran[f"{kind} {moment}{', with statistics' * analyzed}"] = queries.total()
    return ran


@counts_instructions
@pytest.mark.slow
def test_no_page_asks_more_of_a_database_with_four_times_the_statements(client: Client, tmp_path: Path):
    load(tmp_path, SMALL)
    small = instructions_of_pages(client)
    load(tmp_path, LARGE)
    large = instructions_of_pages(client)
    assert min(small.values()) > 0
    assert {page: (small[page], large[page]) for page in small if large[page] > MOST_MORE * small[page]} == {}
