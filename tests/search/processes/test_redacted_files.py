"""No file of a site contains redacted words any more: no free pages of the database, no log, no index."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import in_a_file
from tests.search.processes.site import Nursery, Site

LONG = " ".join(f"word{number}" for number in range(3000))
WORDS = (b"zanthrope", b"8812 plumtree")

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def site(tmp_path_factory, empty_database):
    nursery = Nursery(tmp_path_factory.mktemp("site"), empty_database, ["The first word", "The second word"])
    yield nursery.site
    nursery.close()


def files_with(site: Site, words: bytes) -> set[str]:
    return {path.name for path in Path(site.folder).rglob("*") if path.is_file() and words in path.read_bytes().lower()}


@pytest.mark.parametrize("text", ["{secret} and he agreed.", "He agreed. {secret} " + LONG], ids=["short", "long"])
def test_no_redacted_byte_is_left_on_the_disk(site: Site, text: str):
    (number,) = site.do("publish", texts=[text.format(secret="Quillifer Zanthrope lives at 8812 Plumtree Court")])
    assert files_with(site, WORDS[0])
    site.do("redact_words", number=number, first="Quillifer", last="Plumtree Court")
    for words in WORDS:
        assert files_with(site, words) == set()
    assert site.do("found", text="agreed")


@in_a_file
def test_a_log_held_by_a_reader_is_shown_as_pending_and_truncated_afterwards(site: Site):
    (number,) = site.do("publish", texts=["Marigold Thistlewood lives at 17 Sample Row and he agreed."])
    with closing(sqlite3.connect(Path(site.folder) / "archive.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM archive_revision").fetchone()
        site.do("redact_words", number=number, first="Marigold", last="Sample Row")
        assert files_with(site, b"thistlewood"), "the reader still sees them"
        assert site.do("removals_waiting", number=number) == ["A reader of the database holds its log open."]
        reader.execute("ROLLBACK")
    site.do("upkeep_once")
    assert site.do("removals_waiting", number=number) == []
    assert files_with(site, b"thistlewood") == set()


def test_a_process_that_dies_after_the_redaction_leaves_the_removal_to_the_next(site: Site):
    (number,) = site.do("publish", texts=["Primrose Underhill lives at 18 Sample Row and he agreed."])
    assert site.killed("redact_and_die_before_removing", number=number, first="Primrose", last="Sample Row")
    assert site.do("removals_waiting", number=number) == [""]
    site.do("upkeep_once")
    assert files_with(site, b"underhill") == set()
