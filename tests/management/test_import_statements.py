"""``manage.py import_statements`` reads a file into the record."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.ingest.loading import load
from archive.ingest.loading.line import FIELDS
from archive.ingest.loading.load import Load
from archive.management.commands.import_statements import Command
from archive.models import AuditEntry, Board, Meeting, OutboxEntry, Revision, Source, Speaker, Statement
from archive.search import SearchRequest, search
from archive.search.engines import get_backend, outbox
from tests.ingest.loading.sample import entry, write_lines
from tests.record import make_statement

pytestmark = pytest.mark.django_db


def run(*arguments) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("import_statements", "--no-index", *map(str, arguments), stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.mark.parametrize("pack", [False, True])
def test_reads_plain_and_compressed_files_whatever_their_name(tmp_path, pack):
    path = write_lines(tmp_path / "statements", entry(1), entry(2), pack=pack)
    assert run(path)[0] == "Statements: 2 added.\n"
    assert run(path)[0] == "Statements: 2 in the archive already.\n"


def test_reads_no_more_lines_than_requested(tmp_path):
    path = write_lines(tmp_path / "statements", *(entry(number) for number in range(1, 6)))
    run(path, "--limit", 2)
    assert Statement.objects.count() == 2


@pytest.mark.parametrize("limit", ["0", "-1", "some"])
def test_a_limit_is_a_number_of_lines(tmp_path, limit):
    with pytest.raises(CommandError, match="is not a number of lines"):
        run(write_lines(tmp_path / "statements", entry(1)), f"--limit={limit}")


def test_a_refusal_by_the_database_is_reported_with_a_message(tmp_path, monkeypatch):
    monkeypatch.setattr(Revision, "seal", lambda _: None)
    with pytest.raises(CommandError, match=r"The database stopped the import: .*revision_has_hash"):
        run(write_lines(tmp_path / "statements", entry(1)))


def test_bad_lines_are_reported_and_set_the_exit_code(tmp_path):
    path = write_lines(tmp_path / "statements", entry(1), "nonsense", entry(2, meeting_date="soon"), entry(3))
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="2 lines were not read") as caught:
        call_command("import_statements", "--no-index", str(path), stdout=out, stderr=errors)
    assert caught.value.returncode == 1
    assert out.getvalue() == "Statements: 2 added, 2 not read.\n"
    assert "Line 2: It is not JSON that can be stored" in errors.getvalue()
    assert "Line 3: field “meeting_date”: expected a date" in errors.getvalue()


@pytest.mark.parametrize("damage", ["incomplete", "changed"])
def test_a_damaged_file_is_not_stored_at_all(tmp_path, damage):
    path = write_lines(tmp_path / "statements.gz", *(entry(number) for number in range(1, 3000)), pack=True)
    content = bytearray(path.read_bytes())
    # In the last third: more than a batch of lines could be read before it.
    content[-500] ^= 1
    path.write_bytes(content[:-500] if damage == "incomplete" else content)
    with pytest.raises(CommandError, match=r"statements\.gz: The compressed file is damaged or incomplete. Nothing"):
        run(path)
    assert not Statement.objects.exists()


def test_a_file_with_a_byte_order_mark_is_read_completely(tmp_path):
    path = write_lines(tmp_path / "statements", entry(1), entry(2))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert run(path)[0] == "Statements: 2 added.\n"


def test_an_import_of_a_missing_file_is_refused_with_a_message(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        run(tmp_path / "none")


def test_an_interruption_says_how_much_was_imported(tmp_path, monkeypatch):
    path = write_lines(tmp_path / "statements", *(entry(number) for number in range(1, 6)))
    take = Load._read_line

    def interrupt(load, number, raw):
        if number == 4:
            load._flush()
            raise KeyboardInterrupt
        take(load, number, raw)

    monkeypatch.setattr(Load, "_read_line", interrupt)
    out, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("import_statements", "--no-index", str(path), stdout=out, stderr=errors)
    assert caught.value.code == 130
    assert out.getvalue() == "Statements: 3 added.\n"
    assert "Run the command again" in errors.getvalue()
    assert Statement.objects.count() == 3


def test_interrupting_the_indexing_keeps_the_pending_rows(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "drain", interrupt)
    path = write_lines(tmp_path / "statements", entry(1))
    with pytest.raises(SystemExit):
        call_command("import_statements", str(path), stdout=StringIO(), stderr=StringIO())
    assert Statement.objects.public().count() == 1
    assert OutboxEntry.objects.pending().exists()


def test_progress_is_shown_with_its_rate(tmp_path):
    path = write_lines(tmp_path / "statements", *(entry(number) for number in range(1, 4)))
    assert "3 lines in" in run(path)[1]


def test_the_index_is_updated_after_the_whole_import(tmp_path):
    path = write_lines(tmp_path / "statements", *(entry(number) for number in range(1, 6)))
    call_command("import_statements", str(path), stdout=StringIO(), stderr=StringIO())
    assert search(SearchRequest(text="library")).total == 5
    path = write_lines(tmp_path / "more", entry(1, text="We open the museum."), entry(6))
    call_command("import_statements", str(path), stdout=StringIO(), stderr=StringIO())
    assert search(SearchRequest(text="library")).total == 5
    assert search(SearchRequest(text="museum")).total == 1
    assert not OutboxEntry.objects.pending().exists()


def test_rows_left_by_an_import_are_indexed_by_the_next_writer(tmp_path):
    run(write_lines(tmp_path / "statements", entry(1), entry(2)))
    make_statement("We open the library at night.")
    outbox.drain()
    assert search(SearchRequest(text="library")).total == 3


def test_an_import_continues_while_another_process_writes_the_index(tmp_path):
    path = write_lines(tmp_path / "statements", entry(1))
    with get_backend().writing():
        call_command("import_statements", str(path), stdout=StringIO(), stderr=StringIO())
    assert Statement.objects.public().count() == 1
    assert OutboxEntry.objects.pending().exists()


def test_a_dry_run_stores_nothing_and_says_what_would_happen(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "BATCH", 2)
    path = write_lines(tmp_path / "statements", *(entry(number) for number in range(1, 6)), "nonsense")
    out = StringIO()
    with pytest.raises(CommandError, match="1 lines were not read"):
        call_command("import_statements", "--dry-run", str(path), stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("Statements: 5 added, 1 not read.\nNothing was stored. New besides")
    assert out.getvalue().endswith(": 1 agenda item, 1 board, 1 meeting, 1 speaker.\n")
    stored = [model.objects.count() for model in (Board, Meeting, Speaker, Statement, Source, OutboxEntry, AuditEntry)]
    assert stored == [0] * len(stored)


def test_the_help_and_the_documentation_name_every_field():
    documented = (settings.BASE_DIR / "docs" / "bulk.md").read_text(encoding="utf-8")
    shown = Command().create_parser("manage.py", "import_statements").format_help()
    for name, field in FIELDS.items():
        assert f"| `{name}` | {field.meaning} |" in documented
        assert f"{name:14} {field.meaning}" in shown
