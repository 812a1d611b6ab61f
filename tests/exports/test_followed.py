"""A copy of another site is equal after changes of every kind, and each statement links home."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from archive.actions.objects import merge_speakers, save_object
from archive.actions.redaction import redact
from archive.actions.rules import Why
from archive.actions.statements import correct, reinstate, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.exports.bulk.parts import remake_parts
from archive.exports.followed import follow
from archive.models import GAP, Board, Meeting, Speaker, Statement
from archive.upkeep.drain import drain
from tests.record import make_board, make_meeting, make_speaker, make_statement

HOME = "https://record.example.org/"
WHY = Why("A person asked.")
SEED = 7
CHANGES = 200


def fetch_with(client: Client) -> Callable[[str], bytes]:
    def fetch(address: str) -> bytes:
        response = client.get("/" + address.removeprefix(HOME))
        if response.status_code == 404:
            raise FileNotFoundError(address)
        return response.getvalue()

    return fetch


def copied(file: Path) -> dict[int, tuple]:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT number, date, board_name, speaker_name, text, revision, url FROM statements")
        return {row[0]: row[1:] for row in rows}


def published() -> dict[int, tuple]:
    rows = Statement.objects.public().select_related("board", "speaker", "current_revision")
    return {
        row.number: (
            row.date.isoformat(),
            row.board.name,
            row.speaker.name if row.speaker else None,
            row.current_revision.text,
            row.current_revision.number,
            f"{HOME}statements/{row.number}/",
        )
        for row in rows
    }


def a_word(choose: random.Random) -> str:
    """Return a word that no other text has, because a redacted one may not come back."""
    return "".join(choose.choices("bcdfghjklmnpqrstvwxz", k=12)).capitalize()


def one_change(choose: random.Random, step: int) -> None:  # noqa: C901 - one case for each kind
    """Change the record in one of all ways that change what a statement says, or who, when and where."""
    statement = choose.choice(list(Statement.objects.public()) or [make_statement()])
    meetings, speakers = list(Meeting.objects.all()), list(Speaker.objects.public().filter(merged_into=None))
    match choose.choice(["say", "say", "correct", "withdraw", "reinstate", "redact", "move", "board", "name", "merge"]):
        case "say":
            board = choose.choice([make_board(), statement.board])
            meeting = make_meeting(board, f"20{choose.randint(10, 14)}-0{choose.randint(1, 9)}-11")
            make_statement(f"{a_word(choose)} is when the buses run.", meeting=meeting, speaker=make_speaker())
        case "correct":
            correct(statement=statement, text=f"{a_word(choose)} is the corrected word.", reason="A mistake.")
        case "withdraw":
            withdraw(statement=statement, category="privacy", reason="A person asked.")
        case "reinstate":
            for gone in Statement.objects.filter(status=Statement.Status.WITHDRAWN)[:1]:
                reinstate(statement=gone, reason="It was a mistake.")
        case "redact" if GAP not in statement.text:
            passage = QuoteRange(0, len(statement.text.split()[0]))
            redact(revision=statement.current_revision, passage=passage, category="privacy", reason="A person asked.")
        case "move":
            meeting = choose.choice(meetings)
            meeting.date = f"20{choose.randint(10, 14)}"
            meeting.full_clean()
            save_object(instance=meeting, why=WHY)
        case "board":
            board = Board.objects.get(pk=statement.board_id)
            board.name = f"Board of step {step}"
            save_object(instance=board, why=WHY)
        case "name" if speakers:
            speaker = choose.choice(speakers)
            speaker.name = f"Speaker of step {step}"
            save_object(instance=speaker, why=WHY)
        case "merge" if len(speakers) > 1:
            kept, gone = choose.sample(speakers, 2)
            merge_speakers(kept=kept, gone=gone)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_copy_is_equal_after_changes_of_every_kind(client: Client, tmp_path: Path):
    choose, file = random.Random(SEED), tmp_path / "followed.sqlite3"
    for step in range(CHANGES):
        one_change(choose, step)
        if step % 20 == 19:
            drain()
            remake_parts()
            follow(HOME, file, fetch_with(client))
            assert copied(file) == published(), step
    assert len(copied(file)) > 10


@pytest.mark.django_db
def test_removed_words_leave_the_copy_and_the_index_of_its_words(client: Client, tmp_path: Path):
    file = tmp_path / "followed.sqlite3"
    statement = make_statement("Xylograph. The buses run.", meeting=make_meeting(make_board(), "2014"))
    make_statement("Other words.", meeting=make_meeting(make_board(), "2015"))
    drain()
    remake_parts()
    assert follow(HOME, file, fetch_with(client)) == (2, 2)
    assert b"xylograph" in file.read_bytes().lower()
    withdraw(statement=statement, category="privacy", reason="A person asked.")
    # The part is withheld, and its hash is still that of the manifest. It is gone with the next manifest.
    drain()
    remake_parts()
    assert follow(HOME, file, fetch_with(client)) == (1, 1)
    assert b"xylograph" not in file.read_bytes().lower()


@pytest.mark.django_db(transaction=True)
def test_several_sites_are_searched_together_and_each_hit_links_home(
    static_folder: None, live_server: LiveServer, tmp_path: Path
):
    file = tmp_path / "followed.sqlite3"
    statement = make_statement("We are opening the libraries.", speaker=make_speaker("Robin Sample"))
    drain()
    remake_parts()
    for site in (live_server.url, live_server.url.replace("localhost", "127.0.0.1")):
        call_command("follow", site, file)
    with closing(sqlite3.connect(file)) as database:
        found = database.execute(
            "SELECT url FROM statements_fts JOIN statements ON id = statements_fts.rowid "
            "WHERE statements_fts MATCH 'library' ORDER BY url"
        ).fetchall()
    sites = {live_server.url, live_server.url.replace("localhost", "127.0.0.1")}
    assert found == sorted((f"{site}/statements/{statement.number}/",) for site in sites)


@pytest.mark.django_db
@pytest.mark.parametrize("site", ["record.example.org", "file:///etc/passwd", "http://127.0.0.1:9/"])
def test_an_address_that_is_no_site_is_refused_with_a_sentence(site: str, tmp_path: Path):
    with pytest.raises(CommandError, match=r"site|reached"):
        call_command("follow", site, tmp_path / "followed.sqlite3")
