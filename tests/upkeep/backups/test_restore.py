"""A backup is restored completely, only into an empty folder, and without words that were removed since."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command

from archive.actions.redaction import Anyway, answering, redact
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import from_ends
from archive.machine.database.scratch import Scratch
from archive.models import GAP, Meeting, RemovedWords, StagedTurn, Statement
from archive.search.engines import outbox
from archive.upkeep.backups import BackupFolder
from archive.upkeep.backups.drilling import drill
from archive.upkeep.backups.keys import WrongKeys, read_keys, write_keys
from archive.upkeep.backups.making import Wishes
from archive.upkeep.runs import DRILL, last_run
from tests.databases import in_a_file
from tests.ingest.transcripts import make_batch
from tests.record import make_document, make_draft, make_meeting, make_statement

# test_postgresql.py tests PostgreSQL.
pytestmark = [in_a_file, pytest.mark.django_db]
SECRET = "Quillifer Zanthrope of Plumtree Court"
KEYS = ("SECRET_KEY", "SECOND_FACTOR_KEY", "REMOVED_WORDS_KEY", "LOG_KEY")


@pytest.fixture(autouse=True)
def no_index() -> Any:
    with outbox.held_back():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def back_up(folder: Path) -> Path:
    call_command("backup", str(folder), stdout=StringIO(), stderr=StringIO())
    return BackupFolder(folder).newest()


def restore(backup: Path, place: Path, *options: str, failpoint: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in KEYS}
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(backup), *options],
        env={**environment, "DATA_DIR": str(place), "FAILPOINT": failpoint},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def rows(place: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(place / "archive.sqlite3")) as database:
        return database.execute(query).fetchall()


def take_out(statement: Statement, words: str = SECRET) -> None:
    statement.refresh_from_db()
    revision = statement.current_revision
    first, last = words.split(maxsplit=1)[0], words.rsplit(maxsplit=1)[-1]
    passage = from_ends(revision.text, first, last)
    redact(revision=revision, passage=passage, category="privacy", reason="It named a private person.")


@pytest.mark.slow
def test_words_removed_since_the_backup_are_removed_again_before_the_site_exists(folder: Path, tmp_path: Path) -> None:
    redacted = make_statement(f"He named {SECRET}, and sat down.")
    redacted = correct(statement=redacted, text=f"She named {SECRET}, and sat down.", reason="Misheard.")
    withdrawn = make_statement("We sell the roof of the school.")
    draft = make_draft(f"Later {SECRET} was named.")
    batch = make_batch(make_meeting(), (("Chair Sample", f"It was {SECRET} who spoke."),), name="turns.txt")
    kept = make_document(make_meeting(), content=b"1. Roll call")
    old = back_up(folder)

    take_out(redacted)
    withdraw(statement=withdrawn, category="rights", reason="The text was not ours to publish.")
    from archive.actions.statements import publish

    with answering(lambda: Anyway(None, "The words are needed until the next redaction.")):
        take_out(publish(statement=draft))
        turn = StagedTurn.objects.get(batch=batch)
        take_out(make_statement(turn.text, meeting=batch.meeting))
    later = make_statement("A statement of which the old backup knows nothing.")
    back_up(folder)

    place = tmp_path / "place"
    done = restore(old, place)
    assert done.returncode == 0, done.stderr
    assert "2 later redactions and withdrawals applied" in done.stdout
    assert f"Statements {draft.pk}" in done.stderr
    for path in place.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert b"Quillifer" not in content, path
        assert b"Zanthrope" not in content, path
    texts = dict(rows(place, "SELECT statement_id || '.' || number, text FROM archive_revision"))
    assert texts[f"{redacted.pk}.1"] == f"He named {GAP * len(SECRET)}, and sat down."
    assert texts[f"{redacted.pk}.2"] == f"She named {GAP * len(SECRET)}, and sat down."
    assert rows(place, f"SELECT status FROM archive_statement WHERE number = {withdrawn.pk}") == [("withdrawn",)]
    stones = "SELECT statement_id, what, reason, decided_at FROM archive_tombstone ORDER BY decided_at"
    assert [row[:3] for row in rows(place, stones)] == [
        (redacted.pk, "redaction", "It named a private person."),
        (withdrawn.pk, "withdrawal", "The text was not ours to publish."),
    ]
    digests = {digest for (digest,) in rows(place, "SELECT digest FROM archive_removedwords")}
    assert digests <= set(RemovedWords.objects.values_list("digest", flat=True))
    assert rows(place, "SELECT count(*) FROM archive_correctiontotell") == [(1,)]
    assert (place / "uploads" / kept.file.name).read_bytes() == b"1. Roll call"
    assert not (place / "uploads" / batch.file.name).exists()
    assert (place / "secret_key").read_text() == settings.SECRET_KEY
    # No number is given twice, not even one that only the newer backup knows.
    assert f'"archive_statement": {later.pk}' in (place / "archive.sqlite3.numbers").read_text()
    again = restore(old, place)
    assert again.returncode == 1
    assert "There is a database" in again.stderr


@pytest.mark.slow
def test_titles_that_were_changed_by_hand_after_a_redaction_are_named(folder: Path, tmp_path: Path) -> None:
    meeting = make_meeting(title=f"Hearing of {SECRET}")
    other = make_meeting(title="Hearing of the school board")
    redacted = make_statement(f"He named {SECRET}, and sat down.", meeting=meeting)
    old = back_up(folder)

    take_out(redacted)
    Meeting.objects.filter(pk=meeting.pk).update(title="Hearing")
    new = back_up(folder)

    done = restore(old, tmp_path / "place")
    assert done.returncode == 0, done.stderr
    assert f"meeting {meeting.pk} (title)" in done.stderr
    assert f"meeting {other.pk}" not in done.stderr
    assert "Quillifer" not in done.stderr
    assert "titles, names and addresses" not in restore(new, tmp_path / "another").stderr


@pytest.mark.slow
@pytest.mark.parametrize("failpoint", ["restore.copied", "restore.checked", "restore.placed"])
def test_a_killed_restore_leaves_no_site_or_a_complete_one(folder: Path, tmp_path: Path, failpoint: str) -> None:
    statement = make_statement()
    make_document(statement.meeting)
    back_up(folder)
    place = tmp_path / "place"
    assert restore(folder, place, failpoint=failpoint).returncode == -signal.SIGKILL
    if failpoint != "restore.placed":
        assert not (place / "archive.sqlite3").exists()
        done = restore(folder, place)
        assert done.returncode == 0, done.stderr
    assert rows(place, "SELECT number FROM archive_statement") == [(statement.pk,)]
    assert sum(path.is_file() for path in (place / "uploads").rglob("*")) == 1
    assert not (place / "restoring").exists()
    if failpoint == "restore.placed":
        again = restore(folder, place)
        assert again.returncode == 0, again.stderr
        assert "only the index was missing" in again.stdout
        assert "1 public statements" in again.stdout
        third = restore(folder, place)
        assert third.returncode == 1
        assert "Nothing was restored. There is a database" in third.stderr


@pytest.mark.slow
def test_a_backup_without_the_list_of_removals_beside_it_says_that_words_may_be_back(
    folder: Path, tmp_path: Path
) -> None:
    statement = make_statement(f"He named {SECRET}, and sat down.")
    old = back_up(folder)
    take_out(statement)
    back_up(folder)
    alone = tmp_path / "alone" / old.name
    shutil.copytree(old, alone)
    done = restore(alone, tmp_path / "place")
    assert done.returncode == 0, done.stderr
    assert "There is no list of removals beside this backup" in done.stderr
    with_list = restore(alone, tmp_path / "other", "--removals", str(folder / "removals.json"))
    assert "There is no list of removals" not in with_list.stderr
    assert "1 later redactions" in with_list.stdout


@pytest.mark.slow
def test_a_damaged_backup_is_refused_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    make_statement()
    path = back_up(folder) / "database"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = restore(folder, tmp_path / "place")
    assert done.returncode == 1
    assert "Nothing was restored. The file database of" in done.stderr
    assert not (tmp_path / "place" / "restoring").exists()


@pytest.mark.slow
def test_a_folder_with_uploads_but_no_database_is_not_empty(folder: Path, tmp_path: Path) -> None:
    back_up(folder)
    (tmp_path / "place" / "uploads").mkdir(parents=True)
    (tmp_path / "place" / "uploads" / "kept.txt").write_text("kept")
    done = restore(folder, tmp_path / "place")
    assert done.returncode == 1
    assert "There are uploaded files in" in done.stderr
    assert (tmp_path / "place" / "uploads" / "kept.txt").read_text() == "kept"


@pytest.fixture
def served_files(settings: LazySettings, tmp_path: Path) -> None:
    """Collect the static files as a start of the site does, so that both processes of a drill serve the same ones."""
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.slow
@pytest.mark.usefixtures("served_files")
def test_the_drill_compares_tables_files_and_pages_and_prints_one_line(folder: Path, tmp_path: Path) -> None:
    statement = make_statement()
    make_document(statement.meeting)
    out = StringIO()
    call_command("drill", str(folder), "--scratch", str(tmp_path), stdout=out)
    assert out.getvalue().startswith("Everything was restored: ")
    assert ", 1 uploaded files, 2 pages." in out.getvalue()
    assert out.getvalue().count("\n") == 1
    assert last_run(DRILL).problem == ""
    assert list(tmp_path.glob("drill-*")) == []


@pytest.mark.slow
@pytest.mark.usefixtures("served_files")
def test_a_statement_that_is_withdrawn_during_a_drill_is_no_loss(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.upkeep.backups import drilling

    statement = make_statement()
    make_statement("We close it.")
    make = drilling.make_backup

    def make_and_withdraw(*arguments: Any) -> Any:
        made = make(*arguments)
        withdraw(statement=statement, category="rights", reason="It was never said.")
        return made

    monkeypatch.setattr(drilling, "make_backup", make_and_withdraw)
    backups = BackupFolder(folder)
    with backups.in_hand():
        done = drill(backups, Wishes(), tmp_path)
    assert (done.problems, done.pages) == ([], 2)


@pytest.mark.slow
@pytest.mark.usefixtures("served_files")
def test_the_drill_says_what_was_not_restored(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_statement()
    document = make_document(statement.meeting)
    from archive.upkeep.backups import drilling

    run = drilling._run

    def run_and_lose(place: Path, scratch: Scratch, *arguments: str) -> str:
        answer = run(place, scratch, *arguments)
        if arguments[0] == "restore":
            with closing(sqlite3.connect(place / "archive.sqlite3", isolation_level=None)) as database:
                database.execute("UPDATE archive_board SET name = 'Another Board'")
            (place / "uploads" / document.file.name).write_bytes(b"another")
        return answer

    monkeypatch.setattr(drilling, "_run", run_and_lose)
    backups = BackupFolder(folder)
    with backups.in_hand():
        done = drill(backups, Wishes(), tmp_path)
    assert "different table archive_board" in done.problems
    assert f"different file {document.file.name}" in done.problems
    assert any(problem.startswith("different page at ") for problem in done.problems)


def test_a_drill_that_fails_is_noted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.upkeep.backups import drilling

    def fail(*_: str) -> str:
        raise drilling.RestoreFailed("The backup is damaged.")

    monkeypatch.setattr(drilling, "_run", fail)
    with pytest.raises(CommandError, match="The drill failed"):
        call_command("drill", str(folder), stdout=StringIO())
    assert "The backup is damaged" in last_run(DRILL).problem


def test_a_file_that_lacks_keys_is_refused(tmp_path: Path):
    path = tmp_path / "keys.json"
    keys = {name: f"{name} of then" for name in KEYS}
    write_keys(path, keys)
    assert read_keys(path) == keys
    write_keys(path, {"SECRET_KEY": "alone"})
    with pytest.raises(WrongKeys):
        read_keys(path)
