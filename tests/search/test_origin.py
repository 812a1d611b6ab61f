"""An index that belongs to another database is noticed and rebuilt."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from archive.models import OutboxEntry, RecordVersion, Statement
from archive.search import SearchRequest, search
from archive.search.engines import get_backend, origin, outbox
from archive.search.engines.rebuild import rebuild
from archive.search.engines.whoosh import index_folder
from archive.search.engines.whoosh.segment import SegmentContent
from archive.search.engines.whoosh.segment import write_segment as really_write
from archive.upkeep.drain import drain
from archive.upkeep.readiness import index_problem
from tests.record import make_decision, make_statement

pytestmark = pytest.mark.django_db


def found() -> set[int]:
    return {hit.number for hit in search(SearchRequest(page_size=100)).hits}


def public() -> set[int]:
    return set(Statement.objects.public().values_list("number", flat=True))


@pytest.fixture(autouse=True)
def kept() -> Statement:
    rebuild()
    statement = make_statement("Kept in the backup.")
    outbox.drain()
    return statement


def restored_to_before(texts: list[str]) -> None:
    """Publish, update the index, and restore the database to its earlier state, as from a backup."""
    backup = connection.savepoint()
    for text in texts:
        make_statement(text)
        outbox.drain()
    assert found() == public()
    connection.savepoint_rollback(backup)


def test_an_older_database_than_the_index_is_noticed_at_the_next_look() -> None:
    restored_to_before(["Lost."])
    assert found() != public()
    drain(due_only=True)
    assert found() == public()


@pytest.mark.parametrize("published", [1, 3, 5])
def test_writes_after_the_restore_do_not_hide_it(published: int) -> None:
    restored_to_before(["Lost.", "Lost too.", "Lost as well."])
    with outbox.held_back():
        for number in range(published):
            make_statement(f"New {number}.")
    outbox.drain()
    assert found() == public()


def test_an_older_index_than_the_database_is_noticed(settings: LazySettings, tmp_path: Path) -> None:
    backup = shutil.copytree(settings.SEARCH_INDEX_DIR, tmp_path / "backup")
    make_statement("New.")
    outbox.drain()
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    shutil.copytree(backup, settings.SEARCH_INDEX_DIR)
    assert found() != public()
    drain(due_only=True)
    assert found() == public()


def test_an_index_from_another_database_is_noticed() -> None:
    before = get_backend().version()
    RecordVersion.objects.update(identity="another")
    drain(due_only=True)
    assert get_backend().version() != before
    assert found() == public()


def test_an_index_that_names_no_database_is_rebuilt() -> None:
    with get_backend().writing():
        get_backend().update(documents=[], gone=list(public()), origin="")
    drain(due_only=True)
    assert found() == public()


def test_a_matching_index_stays_even_if_nothing_is_written() -> None:
    long_ago = timezone.now() - timedelta(days=30)
    OutboxEntry.objects.update(done_at=long_ago)
    before = get_backend().version()
    for _ in range(2):
        outbox.drain()
        drain(due_only=True)
    assert get_backend().version() == before


def lacking(names: set[str]) -> Callable[[Path, SegmentContent], None]:
    """Return what writes a segment as a version would that did not know these fields and facets."""

    def write(path: Path, content: SegmentContent) -> None:
        fields, facets = (
            {name: one for name, one in some.items() if name not in names} for some in (content.fields, content.facets)
        )
        really_write(path, replace(content, fields=fields, facets=facets))

    return write


ASKED = [
    "buses",
    "vote:yes",
    "result:carried",
    "kind:decision",
    "speaker:sample",
    "topic:buses",
    "-buses",
    '"the buses"',
]


@pytest.mark.parametrize("name", ["result", "voted", "language", "decided", "topic"])
def test_an_index_of_an_earlier_version_is_searched_as_far_as_it_goes_and_rebuilt(
    name: str, monkeypatch: pytest.MonkeyPatch, kept: Statement
) -> None:
    make_decision("The buses run.", facts={"result": "carried"}, ballots=["Robin Sample: yes"])
    earlier = pytest.MonkeyPatch()
    earlier.setattr(index_folder, "write_segment", lacking({name}))
    earlier.setattr(origin, "fingerprint", lambda: "of an earlier version")
    rebuild()
    earlier.undo()
    for text in ASKED:
        search(SearchRequest(text=text, with_facets=True))
    assert index_problem() == origin.EARLIER_VERSION
    drain(due_only=True)
    assert index_problem() == ""
    assert found() == public()
    assert search(SearchRequest(text="result:carried")).total == 1


def test_the_fingerprint_is_that_of_what_the_index_says_of_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    before = origin.fingerprint()
    assert origin.fingerprint() == before
    monkeypatch.setattr(origin, "VERSION_OF_WORDS", origin.VERSION_OF_WORDS + 1)
    assert origin.fingerprint() != before
