"""A record with anything that no record has is refused with file and line, and nothing of it is stored."""

import gzip
import hashlib
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.loading.record_files import TABLES, load_record
from archive.ingest.loading.record_rows import NotARecord
from archive.models import Board, Statement
from tests.examples import examples
from tests.exports.bulk.test_round_trip import exported, make_whole_record
from tests.exports.test_hostile_peer import ANYTHING

pytestmark = pytest.mark.django_db
Lines = list[Any]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made") / "record"


@pytest.fixture
def record(tmp_path: Path, made_once: Path) -> Path:
    """The files of a record, beside a site that has none."""
    if not made_once.exists():
        with transaction.atomic():
            make_whole_record()
            exported(made_once)
            transaction.set_rollback(True)
    return Path(shutil.copytree(made_once, tmp_path / "record"))


def lines_of(record: Path, name: str) -> Lines:
    with gzip.open(record / f"{name}.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def describe(record: Path, path: str) -> None:
    """Let the manifest describe the file as it is now."""
    manifest = record / "datapackage.json"
    described = json.loads(manifest.read_text())
    (resource,) = (one for one in described["resources"] if one["path"] == path)
    resource["hash"] = f"sha256:{hashlib.sha256((record / path).read_bytes()).hexdigest()}"
    manifest.write_text(json.dumps(described))


def put(record: Path, name: str, lines: Lines | bytes) -> None:
    content = lines if isinstance(lines, bytes) else "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    (record / f"{name}.jsonl.gz").write_bytes(gzip.compress(content))
    describe(record, f"{name}.jsonl.gz")


def changed(record: Path, name: str, values: dict[str, Any]) -> None:
    """Give the last row of a table these values."""
    lines = lines_of(record, name)
    put(record, name, [*lines[:-1], {**lines[-1], **values}])


def nothing_is_stored() -> bool:
    models = apps.get_app_config("archive").get_models()
    return not any(model._base_manager.exists() for model in models if model in TABLES.values())


BAD = {
    "an address with a script": ("sources", {"url": "javascript:alert(1)"}, "url: Enter a web address"),
    "a website of another scheme": ("speakers", {"website": "ftp://example.org/"}, "website: Enter a web address"),
    "evidence with a script": ("corrections", {"evidence_url": "data:text/html,a"}, "evidence_url: Enter a web"),
    "an unknown choice": ("sources", {"kind": "rumour"}, "kind: Value 'rumour' is not a valid choice"),
    "a name that is too long": ("boards", {"name": "A" * 10_000}, "name: Ensure this value has at most"),
    "no name": ("speakers", {"name": ""}, "name: This field cannot be blank"),
    "no slug": ("topics", {"slug": "a/../b"}, "slug: Enter a valid"),
    "no date": ("meetings", {"date": "soon"}, "“soon” is not a date"),
    "a time for a text": ("meetings", {"place": 7}, "“place” is 7"),
    "a list for a text": ("boards", {"name": ["A"]}, r"“name” is \['A'\]"),
    "a text for a number": ("boards", {"id": "1"}, "“id” is '1'"),
    "true for a number": ("agenda_items", {"position": True}, "“position” is True"),
    "a number below zero": ("boards", {"id": -1}, "“id” is -1"),
    "a large number": ("meetings", {"board": 10**30}, "too large"),
    "a text for true": ("redacted_passages", {"in_title": "yes"}, "“in_title” is 'yes'"),
    "an unknown column": ("boards", {"colour": "red"}, "No record has “colour”"),
    "the path of a file": ("sources", {"file": "../../secret"}, "No record has “file”"),
    "NUL": ("boards", {"name": "A\0"}, "NUL"),
    "half a character": ("boards", {"name": "A\ud83d"}, "cannot|surrogates"),
    "no such board": ("meetings", {"board": 999}, "the record has no board 999"),
    "no such speaker": ("statements", {"speaker": 999}, "the record has no speaker 999"),
    "no statement": ("decisions", {"statement": 999}, "the record has no statement 999"),
    "a statement of another board": ("statements", {"date": "1999"}, "It contradicts what it belongs to"),
    "another wording": ("revisions", {"text": "They never said this."}, "does not have its hash"),
    "changes that are none": ("corrections", {"changes": [{"a": 1}]}, "Each change is what changed"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_told_with_its_file_and_line_and_nothing_is_stored(name: str, record: Path) -> None:
    table, values, sentence = BAD[name]
    if not (lines := lines_of(record, table)):
        lines = [{}]
        put(record, table, lines)
    changed(record, table, values)
    with pytest.raises(CommandError, match=rf"{table}.jsonl.gz.*(line {len(lines)}|Line {len(lines)}).*({sentence})"):
        call_command("import_record", record)
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[]\n", "Line 1: It is not an object"),
        (b"{}\n", "line 1: position: This field cannot be null"),
        (b"\n<html>", "Line 1: It is not JSON"),
        (b"[" * 100_000, "levels"),
        (b"0" * 40_000_000, "far larger"),
    ],
)
def test_a_file_that_is_none_of_a_record_is_refused(record: Path, content: bytes, sentence: str) -> None:
    put(record, "speakers" if b"{}" not in content else "ballots", content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_record", record)
    assert nothing_is_stored()


def test_links_and_pipes_are_not_read(record: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes((record / "boards.jsonl.gz").read_bytes())
    (record / "boards.jsonl.gz").unlink()
    (record / "boards.jsonl.gz").symlink_to(tmp_path / "outside")
    with pytest.raises(CommandError, match=r"boards\.jsonl\.gz is not a file in it"):
        call_command("import_record", record)
    (record / "boards.jsonl.gz").unlink()
    os.mkfifo(record / "boards.jsonl.gz")
    with pytest.raises(CommandError, match=r"boards\.jsonl\.gz is not a file in it"):
        call_command("import_record", record)


def test_boards_that_are_committees_of_each_other_are_refused(record: Path) -> None:
    lines = lines_of(record, "boards")
    first, second, *_ = lines
    put(record, "boards", [{**first, "parent": second["id"]}, {**second, "parent": first["id"]}, *lines[2:]])
    with pytest.raises(CommandError, match=r"boards.jsonl.gz, line 1: parent: .* is itself a committee"):
        call_command("import_record", record)
    assert nothing_is_stored()


def test_a_row_that_the_database_refuses_is_told(record: Path) -> None:
    first, second, *others = lines_of(record, "boards")
    put(record, "boards", [first, {**second, "slug": first["slug"]}, *others])
    with pytest.raises(CommandError, match=r"boards.jsonl.gz, line 2: the database refuses it"):
        call_command("import_record", record)
    assert nothing_is_stored()


def test_no_value_in_any_place_breaks_off(record: Path) -> None:
    tables = [name for name in sorted(TABLES) if lines_of(record, name)]

    @settings(max_examples=examples(0.3))
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        table = data.draw(st.sampled_from(tables))
        lines = lines_of(record, table)
        row = data.draw(st.sampled_from(range(len(lines))))
        name = data.draw(st.sampled_from(sorted(lines[row])))
        spoilt = [*lines[:row], {**lines[row], name: data.draw(ANYTHING)}, *lines[row + 1 :]]
        with transaction.atomic():
            try:
                put(record, table, spoilt)
                with suppress(NotARecord):
                    load_record(record)
            finally:
                put(record, table, lines)
                transaction.set_rollback(True)
        assert nothing_is_stored()

    try_one()


def test_a_whole_record_is_taken(record: Path) -> None:
    call_command("import_record", record)
    assert Board.objects.exists()
    assert Statement.objects.public().exists()
