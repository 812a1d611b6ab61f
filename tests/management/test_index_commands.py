"""``manage.py rebuild_index`` and ``manage.py work --only outbox`` bring the index up to date."""

import errno
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.actions.statements import withdraw
from archive.management import jobs
from archive.management.progress import Progress
from archive.models import OutboxEntry, Statement
from archive.search import SearchRequest, search
from archive.search.engines import get_backend, outbox
from tests.record import make_statement

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def total() -> int:
    return search(SearchRequest()).total


def test_rebuild_index_says_how_much_the_index_holds():
    make_statement()
    make_statement()
    said = run("rebuild_index")
    assert "The index contains 2 statements." in said
    assert "2 statements in" in said
    assert total() == 2


def test_rebuild_index_says_which_process_is_already_building():
    with get_backend().building(), pytest.raises(CommandError, match="Another process is rebuilding the index"):
        run("rebuild_index")


def test_rebuild_index_says_that_the_old_index_stays(monkeypatch):
    make_statement()
    run("rebuild_index")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CommandError, match=r"The old one is still used: .*No space left"):
            run("rebuild_index")
    assert total() == 1


def test_rebuild_index_can_be_interrupted(monkeypatch):
    make_statement()
    run("rebuild_index")

    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Progress, "over", interrupt)
        with pytest.raises(SystemExit) as caught:
            run("rebuild_index")
    assert caught.value.code == 130
    assert total() == 1


def test_catching_up_creates_a_missing_index_and_adds_pending_changes():
    assert run("work", "--only", "outbox") == ""
    assert total() == 0
    make_statement()
    assert "changes written to the index" in run("work", "--only", "outbox")
    assert total() == 1
    assert run("work", "--only", "outbox") == ""


def test_catching_up_fails_if_the_index_refused_a_change():
    run("work", "--only", "outbox")
    with get_backend().writing():
        OutboxEntry.objects.create(subject="statement", subject_id=7, last_error="ValueError: No.", attempts=1)
        with pytest.raises(CommandError, match=r"1 change was not done. statement 7: ValueError: No\."):
            run("work", "--only", "outbox")


def test_catching_up_fails_if_another_process_holds_the_index(monkeypatch):
    run("work", "--only", "outbox")
    make_statement()
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    with get_backend().writing(), pytest.raises(CommandError, match="another process is using the index"):
        run("work", "--only", "outbox")
    run("work", "--only", "outbox")
    assert total() == 1


def test_catching_up_fails_if_the_index_cannot_be_built(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "file"
    settings.SEARCH_INDEX_DIR.write_text("in the way")
    make_statement()
    with pytest.raises(CommandError):
        run("work", "--only", "outbox")


def test_verify_index_says_what_an_intact_index_holds():
    make_statement()
    outbox.drain()
    assert "The index is complete. Statements in it: 1." in run("verify_index")


def test_verify_index_finds_a_changed_byte_and_rebuilds_the_index():
    make_statement("A levy for the library.")
    outbox.drain()
    (segment,) = Path(settings.SEARCH_INDEX_DIR).glob("*.seg")
    content = bytearray(segment.read_bytes())
    content[-30] ^= 1
    segment.write_bytes(content)
    with pytest.raises(CommandError, match=r"was wrong and has been rebuilt\. Statements in it: 1"):
        run("verify_index")
    assert "The index is complete." in run("verify_index")


def test_verify_index_finds_missing_and_superfluous_statements():
    gone, missing = make_statement("A levy"), make_statement("A levy")
    outbox.drain()
    with get_backend().writing():
        get_backend().update(documents=[], gone=[missing.number])
    Statement.objects.filter(pk=gone.pk).update(status="draft", published_at=None)
    OutboxEntry.objects.all().delete()
    with pytest.raises(CommandError, match="rebuilt"):
        run("verify_index")
    assert total() == 1


def test_verify_index_does_not_report_a_pending_change_as_a_fault():
    with outbox.held_back():
        make_statement()
    call_command("rebuild_index", stdout=StringIO(), stderr=StringIO())
    with outbox.held_back():
        make_statement()
    assert "The index is complete. Statements in it: 2." in run("verify_index")


def test_verify_index_does_not_report_what_another_process_is_writing():
    withdrawn = make_statement()
    outbox.drain()
    with outbox.held_back():
        make_statement()
        withdraw(statement=withdrawn, category="mistake", reason="Published in error.")
        assert "The index is complete. Statements in it: 1." in run("verify_index")


def test_verify_index_reports_a_change_that_the_index_has_refused():
    make_statement()
    outbox.drain()
    with outbox.held_back():
        make_statement()
        OutboxEntry.objects.waiting().update(attempts=1)
        with pytest.raises(CommandError, match=r"was wrong and has been rebuilt\. Statements in it: 2"):
            run("verify_index")


@pytest.mark.slow
def test_verify_index_bears_hundreds_of_thousands_of_changes_that_wait():
    make_statement()
    outbox.drain()
    OutboxEntry.objects.write(OutboxEntry.Subject.SPEAKER, range(300_000))
    with outbox.held_back():
        assert "The index is complete. Statements in it: 1." in run("verify_index")
