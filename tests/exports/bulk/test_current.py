"""Readers never get files that hold removed words, and a failed export leaves the former files."""

import gzip
import importlib
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from archive.actions.statements import withdraw
from archive.exports.bulk import current, publish, published
from archive.upkeep.drain import drain
from tests.hidden_record import TELLING, make_hidden_record
from tests.record import make_statement

pytestmark = pytest.mark.django_db
FILE = "/data/files/statements.csv"


def files_kept(settings: LazySettings) -> list[Path]:
    return [path for path in settings.EXPORT_DIR.rglob("*") if path.is_file()]


def words_of(path: Path) -> str:
    """Return what a file says, unpacked."""
    if path.suffix == ".parquet":
        return str(importlib.import_module("pyarrow.parquet").read_table(path).to_pylist())
    return (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode(errors="replace")


def test_no_file_holds_unpublished_words():
    make_hidden_record()
    for path in publish().path.iterdir():
        assert TELLING not in words_of(path).lower(), path.name


def test_files_from_before_a_withdrawal_are_not_served_and_then_deleted(client: Client, settings: LazySettings):
    statement = make_statement("Words to be removed.")
    publish()
    assert b"Words to be removed." in b"".join(client.get(FILE))
    withdraw(statement=statement, category="privacy", reason="A person asked.")
    assert published() is None
    assert client.get(FILE).status_code == 404
    assert "being updated" in client.get("/data/").content.decode()
    drain()
    assert files_kept(settings) == []
    publish()
    assert b"Words to be removed." not in b"".join(client.get(FILE))


def test_leftovers_of_a_killed_export_are_deleted_and_the_files_stay(settings: LazySettings):
    make_statement()
    kept = publish()
    left = settings.EXPORT_DIR / "left"
    left.mkdir()
    (left / "statements.csv").write_text("Words that may be removed next.")
    drain()
    assert not left.exists()
    assert published() == kept
    assert kept.path.exists()


def test_removing_words_while_the_files_are_written_starts_them_again(monkeypatch: pytest.MonkeyPatch):
    statement, write = make_statement("Words to be removed."), current.write_files

    def removed_meanwhile(folder: Path, *rest: object) -> object:
        written = write(folder, *rest)
        if statement.__class__.objects.public().filter(pk=statement.pk).exists():
            withdraw(statement=statement, category="privacy", reason="A person asked.")
        return written

    monkeypatch.setattr(current, "write_files", removed_meanwhile)
    content = (publish().path / "statements.csv").read_text()
    assert "Words to be removed." not in content


@pytest.mark.slow
def test_an_export_begins_again_as_often_as_words_are_removed_meanwhile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    statements, write = (
        [make_statement(f"Words to be removed, number {number}.") for number in range(9)],
        current.write_files,
    )

    def removed_meanwhile(folder: Path, *rest: object) -> object:
        written = write(folder, *rest)
        if statements:
            withdraw(statement=statements.pop(), category="privacy", reason="A person asked.")
        return written

    monkeypatch.setattr(current, "write_files", removed_meanwhile)
    call_command("export", to=tmp_path / "files", verbosity=0)
    assert "Words to be removed" not in (tmp_path / "files" / "statements.csv").read_text()
    assert not statements


def test_a_failed_export_leaves_the_former_files(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
):
    make_statement()
    publish()
    before = {path: path.read_bytes() for path in files_kept(settings)}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.exports.bulk.files.write_database", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export")
    assert {path: path.read_bytes() for path in files_kept(settings)} == before
    assert client.get(FILE).getvalue() == (published().path / "statements.csv").read_bytes()
