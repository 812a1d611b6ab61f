"""A copy for libraries: any BagIt tool accepts it, and an empty site reads it back with everything that was there."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import bagit
import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from archive.actions.redaction import redact
from archive.actions.statements import correct
from archive.citations.passages.quote_range import QuoteRange
from archive.log import append
from archive.log.changes import settle
from archive.models import Board, Correction, FormerSlug, Meeting, Office, Source, Statement
from tests.exports.bulk.test_round_trip import elsewhere, make_whole_record
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_topic
from tools.witness import Log, opened, opened_root

pytestmark = pytest.mark.django_db
CONTENT = b"WEBVTT\n\nThe buses run."


def bag(folder: Path, **options: object) -> Path:
    settle()
    append()
    call_command("bag", folder, **options)
    return folder


def with_file() -> Source:
    source = Source(kind="transcript", title="Captions", file_sha256=hashlib.sha256(CONTENT).hexdigest())
    source.file.save("100%\ncaptions.vtt", ContentFile(CONTENT))
    return source


def redact_words(statement: Statement) -> None:
    revision = statement.current_revision
    redact(revision=revision, passage=QuoteRange(0, 12), category="privacy", reason="A person asked.")


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("files/*/*")}


def numbers_in(folder: Path, table: str) -> set[int]:
    with closing(sqlite3.connect(folder / "data" / "record" / "record.sqlite3")) as database:
        return {row[0] for row in database.execute(f"SELECT * FROM {table}")}


def names_in(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "data" / "record" / "record.sqlite3")) as database:
        return {row[0] for row in database.execute("SELECT name FROM speaker_names")}


@pytest.mark.slow
def test_an_empty_site_reads_a_bag_back_with_files_and_hashes(tmp_path: Path, empty_database):
    make_whole_record()
    source = with_file()
    meeting = make_statement("From the captions.", source=source).meeting
    meeting.documents.add(source)
    make_decision(ballots=["Kim Example: no"], meeting=meeting, facts={"document": source})
    folder = bag(tmp_path / "bag")
    assert bagit.Bag(str(folder)).validate()
    site = tmp_path / "site"
    site.mkdir()
    empty_database.give(site)
    assert elsewhere(site, "import_record", str(folder)).stderr == ""
    assert elsewhere(site, "bag", str(tmp_path / "again")).returncode == 0
    assert tables(tmp_path / "again" / "data" / "record") == tables(folder / "data" / "record")
    assert b"document" in tables(folder / "data" / "record")["decisions.csv"].splitlines()[0]
    files = files_in(folder)
    assert CONTENT in files.values()
    assert files_in(tmp_path / "again") == files
    assert elsewhere(site, "verify_record").returncode == 0


@pytest.mark.slow
def test_a_board_and_a_year_are_a_whole_record_of_their_own(tmp_path: Path, empty_database):
    make_whole_record()
    board = make_board("Library Board")
    meeting = make_meeting(board, date="2023-05-06")
    speaker = make_speaker("Kim Example")
    said = make_statement("We lend books.", meeting=meeting, speaker=speaker)
    vote = make_decision(ballots=["Kim Example: no"], speakers=[speaker], meeting=meeting)
    make_statement("Later.", meeting=make_meeting(board, date="2024-05-06"), responds_to=said)
    folder = bag(tmp_path / "bag", board=board.slug, year=2023)
    assert numbers_in(folder, "statements") == {said.pk, vote.pk}
    assert numbers_in(folder, "meetings") == {meeting.pk}
    assert len(numbers_in(bag(tmp_path / "all", board=board.slug), "statements")) == 3
    site = tmp_path / "site"
    site.mkdir()
    empty_database.give(site)
    assert elsewhere(site, "import_record", str(folder)).stderr == ""
    assert elsewhere(site, "verify_record").returncode == 0


def test_a_part_has_the_people_sources_topics_and_corrections_of_its_board_alone(tmp_path: Path):
    parent, board, other = make_board("City"), make_board("Library Board"), make_board("Water Board")
    Board.objects.filter(pk=board.pk).update(parent=parent)
    speaker, mover, absent, chair, stranger = (make_speaker(f"{name} Sample") for name in ("A", "B", "C", "D", "E"))
    Office.objects.create(speaker=chair, title="Chair", board=board)
    mine, theirs = Office.objects.create(speaker=speaker, title="Clerk", organisation="Sample City"), []
    for one, at in ((speaker, other), (stranger, other)):
        theirs += [Office.objects.create(speaker=one, title="Member", board=at).pk]
        one.names.create(name=f"{one.name} (Water)", board=at)
    speaker.names.create(name="A. Sample")
    sources = [Source.objects.create(kind="transcript", title=title) for title in ("One", "Two", "Three")]
    topics = [make_topic("Books"), make_topic("Pumps")]
    spoke = [(board, speaker, 0), (other, speaker, 1), (other, chair, 1), (other, stranger, 1), (parent, stranger, 1)]
    for at, said_by, its in spoke:
        meeting = make_meeting(at)
        said = make_statement("We open.", meeting=meeting, speaker=said_by, source=sources[its], topics=[topics[its]])
        correct(statement=said, text="We close.", reason="Misheard.")
    here = Meeting.objects.get(board=board)
    facts = {"result": "carried", "mover": mover}
    make_decision(ballots=["C Sample: no"], speakers=[absent], facts=facts, meeting=here)
    here.documents.add(sources[2])
    for name, kind, pk in (("a", "board", board.pk), ("b", "board", other.pk), ("c", "speaker", stranger.pk)):
        FormerSlug.objects.create(kind=kind, slug=f"former-{name}", record_id=pk)
    folder = bag(tmp_path / "bag", board=board.slug)
    assert numbers_in(folder, "boards") == {parent.pk, board.pk}
    assert numbers_in(folder, "speakers") == {speaker.pk, mover.pk, absent.pk, chair.pk}
    used = Statement.objects.filter(board=board).values_list("source", flat=True)
    assert numbers_in(folder, "sources") == {*used, sources[2].pk}
    assert numbers_in(folder, "topics") == {topics[0].pk}
    assert mine.pk in numbers_in(folder, "offices")
    assert not {*theirs} & numbers_in(folder, "offices")
    assert names_in(folder) == {"A. Sample"}
    assert numbers_in(folder, "former_slugs") == {FormerSlug.objects.get(slug="former-a").pk}
    of_board = Correction.objects.filter(statement__board=board)
    assert numbers_in(folder, "corrections") == {*of_board.values_list("pk", flat=True)} != set()
    assert len(numbers_in(bag(tmp_path / "all"), "speakers")) == 5
    readme = (folder / "data" / "README.txt").read_text()
    assert "from http://testserver\nThis is a part of the record: Library Board.\n" in readme
    year = bag(tmp_path / "year", year=1999)
    for name in ("boards", "speakers", "sources", "topics", "corrections"):
        assert numbers_in(year, name) == set(), name


def test_a_bag_has_the_files_of_an_export(tmp_path: Path):
    make_whole_record()
    folder = bag(tmp_path / "bag")
    call_command("export", to=tmp_path / "export")
    assert tables(folder / "data" / "record") == tables(tmp_path / "export")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_a_bag_of_a_site_without_an_address_is_refused(tmp_path: Path, settings: LazySettings, address: str):
    settings.SITE_URL = address
    with pytest.raises(CommandError, match="Set it to the address of the site"):
        call_command("bag", tmp_path / "bag")
    assert not (tmp_path / "bag").exists()


def test_the_log_in_a_bag_is_the_one_that_the_site_signed(tmp_path: Path):
    for number in range(5):
        make_statement(f"Words {number}.")
    log = bag(tmp_path / "bag") / "data" / "log"
    size, root = opened((log / "checkpoint").read_text(), (log / "key").read_text().strip())
    entries = (log / "entries.jsonl").read_bytes().splitlines()
    assert len(entries) == size
    tile = b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)
    with closing(sqlite3.connect(":memory:")) as database:
        read = Log(database)
        read.read(lambda _: tile, size)
        assert read.root() == root
    openings = [json.loads(line) for line in (log / "openings.jsonl").read_text().splitlines()]
    assert {opened_root(one) == json.loads(entries[one["position"]])["root"] for one in openings} == {True}
    assert {one["number"] for one in openings if one["subject"] == "statement"} == {
        *Statement.objects.values_list("pk", flat=True)
    }


def test_a_file_that_readers_do_not_get_is_not_in_a_bag(tmp_path: Path):
    # It may also hold drafts, and statements that were withdrawn.
    make_statement("From the captions.", source=with_file())
    assert files_in(bag(tmp_path / "bag")) == {}


def test_a_bag_during_which_words_were_removed_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    statement = make_statement("Robin Sample lives at 12 Sample Street.")
    monkeypatch.setattr("archive.exports.bulk.bag._copy_sources", lambda *_: redact_words(statement))
    with pytest.raises(CommandError):
        bag(tmp_path / "bag")
    assert list((tmp_path / "bag").iterdir()) == []


@pytest.mark.parametrize("change", ["another byte", "a file more", "a link", "a file less"])
def test_a_bag_that_was_changed_is_refused(change: str, tmp_path: Path):
    source = with_file()
    make_statement(source=source).meeting.documents.add(source)
    folder = bag(tmp_path / "bag")
    (path,) = folder.rglob("files/*/*")
    if change == "another byte":
        path.write_bytes(b"WEBVTT\n\nThe buses ran.")
    elif change == "a file more":
        path.with_name("more.vtt").write_bytes(CONTENT)
    else:
        path.unlink()
    if change == "a link":
        (tmp_path / "outside").write_bytes(CONTENT)
        path.symlink_to(tmp_path / "outside")
    with pytest.raises(CommandError, match="manifest"):
        call_command("import_record", folder)


def test_a_folder_with_files_and_an_unknown_board_are_refused(tmp_path: Path):
    with pytest.raises(CommandError, match="No board has the address"):
        call_command("bag", tmp_path / "new", board="nowhere")
    (tmp_path / "a").touch()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("bag", tmp_path)
