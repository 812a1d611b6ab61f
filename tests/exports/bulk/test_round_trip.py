"""The whole record is exported as files and imported into an empty site with every number, wording and hash."""

import gzip
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.actions.redaction import redact
from archive.actions.rules import version_of
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.verification import verify_record
from archive.models import AgendaItem, FormerSlug, ItemFiling, Office, Role, Source, Statement
from tests.databases import environment_of
from tests.hidden_record import make_hidden_record
from tests.record import (
    make_board,
    make_document,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def make_whole_record() -> None:
    """Create rows in every table, with a correction, a redaction and a withdrawal."""
    editor = make_person(Role.EDITOR)
    board = make_board(parent=make_board("Parent Board"))
    speaker = make_speaker("Ann Sample")
    Office.objects.create(speaker=speaker, title="Chair", board=board)
    speaker.names.create(name="A. Sample", board=board)
    FormerSlug.objects.create(kind="board", slug="old-board", record_id=board.pk)
    meeting = make_meeting(board, start="19:30")
    item = AgendaItem.objects.create(meeting=meeting, position=1, label="8.D.", title="Buses")
    topic = make_topic("Libraries")
    item.topics.add(topic)
    item.topics.add(make_topic("Transport"), through_defaults={"how": ItemFiling.How.RULE})
    shared = {"meeting": meeting, "speaker": speaker, "agenda_item": item, "topics": [topic]}
    source = Source.objects.create(kind="transcript", title="Transcript", licence="CC BY 4.0", published="2024-03")
    one = make_statement("=The buses will run on Sundays.", **shared, start_seconds=1.5, end_seconds=4, source=source)
    unsaid = make_statement("They will not, “ever”.", **shared, position=2, responds_to=one)
    Statement.objects.filter(pk=unsaid.pk).update(text_status="")
    correct(statement=one, text="The buses will run on Saturdays.", reason="Misheard.")
    make_document(meeting, "Agenda", url="https://example.org/agenda.pdf", content=b"")
    named = make_statement("The child is called Zebulon.", **shared, position=3)
    redact(
        revision=named.current_revision,
        passage=QuoteRange(20, 27),
        category="privacy",
        reason="It named a child.",
        seen=version_of(named),
        actor=editor,
    )
    wrong = make_statement("Nobody said this.", **shared, position=4)
    correct(statement=wrong, text="Nobody said that.", reason="Misheard.")
    wrong.refresh_from_db()
    withdraw(statement=wrong, category="mistake", reason="It was not said.", seen=version_of(wrong), actor=editor)
    make_hidden_record()


def exported(folder: Path) -> dict[str, bytes]:
    call_command("export", to=folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def elsewhere(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on another site."""
    environment = {**environment_of(site), "SITE_URL": "http://testserver"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_an_empty_site_that_imports_the_record_exports_the_same_files(tmp_path: Path, empty_database):
    make_whole_record()
    assert list(verify_record()) == []
    first = exported(tmp_path / "first")
    assert first == exported(tmp_path / "again")
    site = tmp_path / "site"
    site.mkdir()
    empty_database.give(site)
    # An earlier version had a table of pages that quote statements.
    links = tmp_path / "first" / "citing_links.jsonl.gz"
    links.write_bytes(gzip.compress(b'{"id": 1, "url": "https://news.example/1"}'))
    imported = elsewhere(site, "import_record", str(tmp_path / "first"))
    assert imported.stderr == ""
    assert "citing_links.jsonl.gz was left out" in imported.stdout
    links.unlink()
    assert elsewhere(site, "export", "--to", str(tmp_path / "second")).returncode == 0
    second = {path.name: path.read_bytes() for path in sorted((tmp_path / "second").iterdir())}
    assert {name for name in first if first[name] != second.get(name)} == set()
    whole = elsewhere(site, "verify_record")
    assert (whole.returncode, whole.stderr) == (0, "")
    again = elsewhere(site, "import_record", str(tmp_path / "first"))
    assert again.returncode == 1
    assert "already has a record" in again.stderr


@pytest.mark.parametrize("name", ["revisions.jsonl.gz", "statements.csv"])
def test_a_changed_file_is_refused(tmp_path: Path, name: str):
    make_statement()
    exported(tmp_path)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(CommandError, match=f"{name} is not the file"):
        call_command("import_record", tmp_path)


def test_a_folder_without_a_record_is_refused_with_a_message(tmp_path: Path):
    with pytest.raises(CommandError, match="does not contain the files of a record"):
        call_command("import_record", tmp_path)


def test_parquet_files_have_the_same_rows(tmp_path: Path):
    pytest.importorskip("pyarrow", reason="Parquet is an extra: requirements-parquet.txt.")
    make_statement("One.", start_seconds=1.5)
    make_statement("“Two”")
    exported(tmp_path)
    with gzip.open(tmp_path / "statements.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    assert importlib.import_module("pyarrow.parquet").read_table(tmp_path / "statements.parquet").to_pylist() == rows


def test_the_manifest_counts_rows_and_bytes(tmp_path: Path):
    make_statement("One.\nTwo.")
    make_statement("Three.")
    files = exported(tmp_path)
    resources = {found["path"]: found for found in json.loads(files["datapackage.json"])["resources"]}
    assert resources["statements.csv"]["rows"] == 2
    assert all(len(files[path]) == found["bytes"] for path, found in resources.items())
    assert {*resources, "datapackage.json", "dataset.jsonld"} == set(files)
    files_alone = {path for path, found in resources.items() if found.get("type") == "file"}
    binary = {path for path in resources if path.endswith((".parquet", ".sqlite3"))}
    assert {path for path, found in resources.items() if "rows" not in found} == binary
    empty = {path for path, found in resources.items() if path.endswith(".jsonl.gz") and not found["rows"]}
    assert files_alone == empty | binary
    assert "tombstones.jsonl.gz" in empty
