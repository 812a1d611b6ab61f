"""A copy of another site is equal after changes of every kind, and each statement links home."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from archive.actions.objects import merge_speakers, save_object
from archive.actions.redaction import redact
from archive.actions.rules import Why
from archive.actions.statements import correct, reinstate, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.exports import followed
from archive.exports.bulk.parts import remake_parts
from archive.exports.followed import NotFollowed, follow
from archive.log.changes import settle
from archive.models import GAP, Meeting, Office, Role, Source, Speaker, Statement
from archive.upkeep.drain import drain
from tests.api.client import ApiClient
from tests.api.test_replay import LISTS, Copy, as_it_stands, by_id
from tests.record import (
    make_board,
    make_decision,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.servers.at_rest import UnderWay
from tests.staff import make_person

HOME = "https://record.example.org/"
WHY = Why("A person asked.")
SEED = 7
CHANGES = 200
STEPS = 10
RUN = "import sys; from pathlib import Path; from archive.exports import followed; "
RUN += "from archive.machine.web.peer import Peer; "
RUN += "followed.AT_ONCE = 9; followed.follow(sys.argv[1], Path(sys.argv[2]), Peer(sys.argv[1]).fetch)"
FAILPOINTS = ("follow.copied", "follow.cleared", "follow.taken:3", "follow.committed", "follow.committed:2")


def fetch_with(client: Client) -> Callable[[str], bytes]:
    def fetch(address: str) -> bytes:
        response = client.get("/" + address.removeprefix(HOME))
        if response.status_code == 404:
            raise FileNotFoundError(address)
        return response.getvalue()

    return fetch


def copied(file: Path) -> dict[int, tuple]:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(
            "SELECT number, date, board_name, speaker_name, text, revision, licence, salt, url FROM statements"
        )
        return {row[0]: row[1:] for row in rows}


def published(home: str) -> dict[int, tuple]:
    rows = Statement.objects.public().select_related("board", "speaker", "current_revision", "source")
    return {
        row.number: (
            row.date.isoformat(),
            row.board.name,
            row.speaker.name if row.speaker else None,
            row.current_revision.text,
            row.current_revision.number,
            row.source.licence if row.source else None,
            row.current_revision.salt,
            f"{home}statements/{row.number}/",
        )
        for row in rows
    }


def objects_in(file: Path) -> Copy:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT type, id, object FROM objects").fetchall()
    copy: Copy = {kind: {} for kind in LISTS if kind != "statement"}
    for kind, pk, found in rows:
        copy[kind][pk] = by_id(json.loads(found))
    return copy


def a_word(choose: random.Random) -> str:
    """Return a word that no other text has, because a redacted one may not come back."""
    return "".join(choose.choices("bcdfghjklmnpqrtvwxz", k=12))


class Changes:
    """Makes one change after another, of every kind that a copy must follow."""

    def __init__(self) -> None:
        self.choose, self.step, self.said, self.removed = random.Random(SEED), 0, set[str](), set[str]()
        self.editor = make_person(Role.EDITOR)
        hidden = make_board()
        self.boards = [make_board(parent=hidden), hidden]
        self.chair = make_speaker("Robin Sample")
        Office.objects.create(speaker=self.chair, board=hidden, title="Chair")

    def make(self) -> None:
        self.step += 1
        public = list(Statement.objects.public().order_by("pk"))
        self.one = self.choose.choice(public) if public else make_statement()
        getattr(self, self.choose.choice(VERBS))()

    def words(self) -> str:
        word = a_word(self.choose)
        self.said.add(word)
        return f"{word} is when the buses run."

    def say(self) -> None:
        board = self.choose.choice([make_board(), self.one.board, *self.boards])
        meeting = make_meeting(board, f"20{self.choose.randint(10, 14)}-0{self.choose.randint(1, 9)}-11")
        speaker = self.choose.choice([None, make_speaker(), Speaker.objects.get(pk=self.chair.pk)])
        file = ContentFile(f"Minutes {self.step}".encode(), "minutes.txt")
        title, kind = f"Minutes {self.step}", Source.Kind.MINUTES
        source = Source.objects.create(kind=kind, title=title, licence="CC0", file=file)
        about = {"meeting": meeting, "speaker": speaker, "source": source, "responds_to": self.one}
        make_statement(self.words(), **about, topics=[make_topic()])

    def decide(self) -> None:
        facts = {"result": "carried", "put_in": self.one, "mover": self.one.speaker}
        make_decision(f"{self.words()} Moved.", facts=facts, ballots=["Kim Example: yes", "Robin Sample: no"])

    def correct(self) -> None:
        correct(statement=self.one, text=self.words(), reason="A mistake.")

    def withdraw(self) -> None:
        withdraw(statement=self.one, category="privacy", reason="A person asked.")

    def reinstate(self) -> None:
        for gone in Statement.objects.filter(status=Statement.Status.WITHDRAWN)[:1]:
            reinstate(statement=gone, reason="It was a mistake.")

    def redact(self) -> None:
        if GAP in self.one.text:
            return
        passage = QuoteRange(0, len(self.one.text.split()[0]))
        documents = [self.one.source] if self.one.source else []
        revision = self.one.current_revision
        redact(revision=revision, passage=passage, category="privacy", reason="A person asked.", documents=documents)
        self.removed.add(self.one.text.split()[0])

    def move(self) -> None:
        meeting = self.choose.choice(list(Meeting.objects.order_by("pk")))
        meeting.date = f"20{self.choose.randint(10, 14)}"
        meeting.full_clean()
        save_object(instance=meeting, why=WHY)

    def rename(self) -> None:
        named = [self.one.board, self.one.speaker, *self.one.topics.all()]
        for instance in filter(None, named):
            instance.name = f"{instance.name.partition(' again')[0]} again {self.step}"
            save_object(instance=instance, why=WHY)

    def license(self) -> None:
        if source := Source.objects.public().order_by("pk").first():
            source.licence = f"Licence {self.step}"
            save_object(instance=source, why=WHY)

    def merge(self) -> None:
        speakers = list(Speaker.objects.public().filter(merged_into=None).exclude(pk=self.chair.pk).order_by("pk"))
        if len(speakers) > 1:
            kept, gone = self.choose.sample(speakers, 2)
            merge_speakers(kept=kept, gone=gone)


VERBS = [name for name in vars(Changes) if not name.startswith("_") and name not in {"make", "words"}]


def run(site: str, file: Path, failpoint: str = "") -> int:
    """Follow the site in a process of its own, which a failpoint may kill."""
    given = [sys.executable, "-c", RUN, site, str(file)]
    return subprocess.run(given, env={**os.environ, "FAILPOINT": failpoint}, check=False, timeout=100).returncode


def rows_of(file: Path) -> str:
    """Return all that the tables of a copy say, without the index, in lower case."""
    with closing(sqlite3.connect(file)) as database:
        tables = [database.execute(f"SELECT * FROM {name}").fetchall() for name in ("statements", "objects")]
    return str(tables).lower()


def is_in(word: str, content: bytes) -> bool:
    """Return whether the words or the index of a copy have a word. The index keeps stems."""
    return word[:9].encode() in content.lower()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_copy_is_equal_after_changes_of_every_kind_and_kills(
    static_folder: None,
    live_server: LiveServer,
    server_at_rest: UnderWay,
    tmp_path: Path,
    settings: LazySettings,
    client: Client,
):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    file, home, changes, killed = tmp_path / "followed.sqlite3", f"{live_server.url}/", Changes(), 0
    for step in range(CHANGES // STEPS):
        for _ in range(STEPS):
            changes.make()
        drain()
        if step % 4 == 0:
            remake_parts()
        for failpoint in changes.choose.sample(FAILPOINTS, 2):
            is_killed = run(live_server.url, file, failpoint) == -signal.SIGKILL
            server_at_rest.wait_for_none()
            killed += is_killed
            if is_killed and failpoint == "follow.cleared":
                assert not [word for word in changes.removed if is_in(word, file.read_bytes())]
            # Reading the rows takes back what a killed run had not stored.
            rows, content = rows_of(file), file.read_bytes()
            assert not [word for word in changes.said if is_in(word, content) and word not in rows]
        assert run(live_server.url, file) == 0
        server_at_rest.wait_for_none()
        assert copied(file) == published(home), step
        stands = as_it_stands(ApiClient(client))
        assert objects_in(file) == {kind: stands[kind] for kind in LISTS if kind != "statement"}, step
        assert not [word for word in changes.removed if is_in(word, file.read_bytes())]
    assert killed >= STEPS
    assert all(objects_in(file).values())


@pytest.mark.django_db
def test_removed_words_leave_the_copy_and_the_index_of_its_words(client: Client, tmp_path: Path):
    file = tmp_path / "followed.sqlite3"
    statement = make_statement("Xylograph. The buses run.", meeting=make_meeting(make_board(), "2014"))
    make_statement("Other words.", meeting=make_meeting(make_board(), "2015"))
    drain()
    settle()
    remake_parts()
    assert follow(HOME, file, fetch_with(client)).statements == 2
    assert b"xylograph" in file.read_bytes().lower()
    withdraw(statement=statement, category="privacy", reason="A person asked.")
    settle()
    assert follow(HOME, file, fetch_with(client)).statements == 1
    assert b"xylograph" not in file.read_bytes().lower()
    assert follow(HOME, file, fetch_with(client)) == (0, 1)


@pytest.mark.django_db
def test_removed_words_leave_a_copy_before_the_rest_of_a_long_list_is_read(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, fetch = tmp_path / "followed.sqlite3", fetch_with(client)
    meeting = make_meeting(make_board(), "2014")
    gone, cut, kept = (
        make_statement(f"{word} The buses run.", meeting=meeting) for word in ("Xylo.", "Zithern.", "A.")
    )
    correct(statement=cut, text="Zithern. The buses run late.", reason="They said zithern.")
    settle()
    remake_parts()
    assert follow(HOME, file, fetch).statements == 3
    for day in range(5):
        make_statement(f"Said on day {day}.", meeting=meeting)
    withdraw(statement=gone, category="privacy", reason="A person asked.")
    redact(revision=cut.current_revision, passage=QuoteRange(0, 7), category="privacy", reason="A person asked.")
    settle()
    monkeypatch.setattr(followed, "AT_ONCE", 2)

    def cut_off(address: str) -> bytes:
        if "changes" in address and "kind=" not in address:
            raise NotFollowed(address)
        return fetch(address)

    with pytest.raises(NotFollowed):
        follow(HOME, file, cut_off)
    content = file.read_bytes().lower()
    assert not [word for word in (b"xylo", b"zithern") if word in content]
    assert set(copied(file)) == {cut.number, kept.number}
    follow(HOME, file, fetch)
    assert copied(file) == published(HOME)


@pytest.mark.django_db
def test_a_first_copy_is_whole_while_a_part_is_withheld(client: Client, tmp_path: Path):
    file, meeting = tmp_path / "followed.sqlite3", make_meeting(make_board(), "2014")
    kept = make_statement("Other words.", meeting=meeting)
    gone = make_statement("Xylograph. The buses run.", meeting=meeting)
    settle()
    remake_parts()
    withdraw(statement=gone, category="privacy", reason="A person asked.")
    assert follow(HOME, file, fetch_with(client)).statements == 1
    assert set(copied(file)) == {kept.number}
    assert b"xylograph" not in file.read_bytes().lower()


@pytest.mark.django_db(transaction=True)
def test_several_sites_are_searched_together_and_each_hit_links_home(
    static_folder: None, live_server: LiveServer, server_at_rest: UnderWay, tmp_path: Path
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
