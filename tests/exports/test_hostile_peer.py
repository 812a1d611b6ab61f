"""A site that answers as no archive does is refused with a sentence, and leaves nothing in a copy."""

import gzip
import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.exports.bulk.parts import remake_parts
from archive.exports.followed import COLUMNS, NotFollowed, follow
from archive.log.changes import settle
from archive.machine.web import peer, sent_data
from archive.upkeep.drain import drain
from tests.examples import examples
from tests.exports.hostile_peer import Answer, hostile, never_ends, part_of, redirects, sends
from tests.exports.test_followed import HOME, fetch_with
from tests.record import make_board, make_document, make_meeting, make_speaker, make_statement

MANIFEST, CHANGES, PART = "/data/parts/datapackage.json", "/api/v1/changes/", "/data/parts/board-1-2024.jsonl.gz"
EMPTY = {"change": 0, "withheld": [], "resources": []}
ROW = {name: 1 if kind is int else "A" if kind is str else None for name, kind in COLUMNS.items()}
CHANGE = {"position": 1, "kind": "changed", "type": "source", "id": 1, "url": "https://example.org/", "object": None}


def with_part(content: bytes) -> dict[str, Answer]:
    part = {"path": PART.rpartition("/")[2], "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    return {MANIFEST: sends({**EMPTY, "resources": [part]}), PART: sends(content)}


def with_changes(*changes: object) -> dict[str, Answer]:
    return {MANIFEST: sends(EMPTY), CHANGES: sends({"results": changes})}


REFUSED: dict[str, tuple[dict[str, Answer], str]] = {
    "another site": ({MANIFEST: redirects("http://127.0.0.2/")}, "is another site"),
    "another port": ({MANIFEST: redirects("http://127.0.0.1:1/")}, "is another site"),
    "another scheme": ({MANIFEST: redirects("file:///etc/passwd")}, "is another site"),
    "no address": ({MANIFEST: redirects("http://[::1")}, "is another site"),
    "itself": ({MANIFEST: redirects(MANIFEST)}, "redirects too many times"),
    "an error": ({MANIFEST: sends(b"", 500)}, "answers with 500"),
    "no archive": ({}, "There is nothing at"),
    "no end": ({MANIFEST: never_ends(b"[" * 100_000)}, "more than any archive"),
    "no end in a part": (with_part(b"") | {PART: never_ends(b"a" * 100_000)}, "more than any archive"),
    "no JSON": ({MANIFEST: sends(b"<html>")}, "not JSON"),
    "no UTF-8": ({MANIFEST: sends(b'{"change": "\xff"}')}, "not JSON"),
    "many levels": ({MANIFEST: sends(b"[" * 100_000)}, "levels"),
    "half a character": ({MANIFEST: sends(b'{"change": "\\ud83d"}')}, "not JSON that can be stored"),
    "NUL": ({MANIFEST: sends(b'{"change": "\\u0000"}')}, "NUL"),
    "no number": ({MANIFEST: sends(b'{"change": NaN}')}, "not a number"),
    "a large number": ({MANIFEST: sends({**EMPTY, "change": 10**30})}, "too large"),
    "a number of many digits": ({MANIFEST: sends(b'{"change": ' + b"9" * 10_000 + b"}")}, "not JSON"),
    "a list": ({MANIFEST: sends([])}, "not an object"),
    "no position": ({MANIFEST: sends({**EMPTY, "change": "1"})}, "“change” is"),
    "true": ({MANIFEST: sends({**EMPTY, "change": True})}, "“change” is True"),
    "a part elsewhere": ({MANIFEST: sends({**EMPTY, "resources": [{"path": "../a.jsonl.gz", "hash": ""}]})}, "a part"),
    "a part that is not packed": (with_part(b"{}"), "cannot be unpacked"),
    "a part that breaks off": (with_part(part_of([ROW])[:-9]), "cannot be unpacked"),
    "a part of zeros": (with_part(gzip.compress(b"0" * 40_000_000)), "far larger"),
    "a part of empty lines": (with_part(gzip.compress(b"{}\n" * 20_000_000, 1)), "There is no “number”"),
    "a statement twice": (with_part(part_of([ROW, ROW])), "cannot hold"),
    "a list that stands still": (with_changes(CHANGE, CHANGE), "does not go on after position 1"),
    "a list that begins again": (with_changes(CHANGE), "does not go on after position 1"),
    "an unknown kind": (with_changes({**CHANGE, "type": "sqlite_master"}), "no kind of object"),
    "an address with a script": (with_changes({**CHANGE, "url": "javascript:alert(1)"}), "address of the web"),
    "a script in an object": (
        with_changes({**CHANGE, "object": {"licence": "", "links": [{"url": "JavaScript:alert(1)"}]}}),
        "address of the web",
    ),
    "a statement of other kinds": (
        with_part(b"") | with_changes({**CHANGE, "type": "board", "object": {"name": ["A"]}}),
        "“name” is",
    ),
    **{f"{name} of another kind": (with_part(part_of([{**ROW, name: {"a": 1}}])), f"“{name}” is") for name in COLUMNS},
}


def rows_of(file: Path) -> list[Any]:
    with closing(sqlite3.connect(file)) as database:
        tables = ("sites", "objects", "statements", "statements_fts")
        return [database.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_what_no_archive_sends_is_refused_and_leaves_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, sentence = REFUSED[name]
    monkeypatch.setattr(peer, "MOST_BYTES", 2_000_000)
    file = tmp_path / "followed.sqlite3"
    with hostile(answers) as (site, _), pytest.raises(CommandError, match=sentence) as refused:
        call_command("follow", site, file)
    assert "\n" not in str(refused.value)
    assert not file.exists() or not any(rows_of(file))
    assert {path.name for path in tmp_path.iterdir()} <= {"followed.sqlite3"}


@pytest.mark.parametrize(
    ("asks", "seconds"),
    [({}, peer.LONGEST_PAUSE), ({"Retry-After": "0"}, 1), ({"Retry-After": "9" * 5000}, peer.LONGEST_PAUSE)],
)
def test_one_that_asks_for_fewer_requests_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch, asks: dict[str, str], seconds: int
) -> None:
    waited: list[float] = []
    answers = {"/": sends(b"", 429, **asks)}

    def wait(seconds: float) -> None:
        waited.append(seconds)
        answers["/"] = sends(b"here")

    monkeypatch.setattr(peer, "sleep", wait)
    with hostile(answers) as (site, asked):
        assert peer.Peer(site).fetch(f"{site}/") == b"here"
    assert (waited, asked) == ([seconds], ["/", "/"])


def test_a_large_archive_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(peer, "monotonic", lambda: now)
    monkeypatch.setattr(peer, "BYTES_A_SECOND", 1)
    with hostile({"/": sends(b"a" * 1_000)}) as (site, _):
        one = peer.Peer(site)
        one.fetch(f"{site}/")
        now = peer.SECONDS_IN_ALL + 500.0
        assert one.fetch(f"{site}/") == b"a" * 1_000


@pytest.mark.django_db
def test_one_that_drips_is_left_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "SECONDS_IN_ALL", 0.3)
    with hostile({MANIFEST: never_ends(b"1", 0.01)}) as (site, _), pytest.raises(CommandError, match="takes longer"):
        call_command("follow", site, tmp_path / "followed.sqlite3")


def test_all_that_one_sends_counts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "MOST_BYTES_IN_ALL", 2_500)
    with hostile({"/": sends(b"a" * 1_000)}) as (site, asked):
        one = peer.Peer(site)
        assert [one.fetch(f"{site}/{number}") for number in range(2)] == [b"a" * 1_000] * 2
        with pytest.raises(sent_data.NotTaken, match="more than any archive"):
            one.fetch(f"{site}/2")
    assert asked == ["/0", "/1", "/2"]


def test_nothing_is_where_something_is_gone() -> None:
    with hostile({"/gone": sends(b"It was withdrawn.", 410)}) as (site, _), pytest.raises(FileNotFoundError):
        peer.Peer(site).fetch(f"{site}/gone")


def test_a_redirect_within_the_site_is_followed() -> None:
    with hostile({"/old": redirects("/new"), "/new": sends(b"here")}) as (site, _):
        assert peer.Peer(site).fetch(f"{site}/old") == b"here"


def lead(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name lead to these addresses; return the list of the names that are looked up."""
    asked: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return list(addresses)

    monkeypatch.setattr("archive.machine.web.public_internet.addresses_of", look_up)
    monkeypatch.setattr("archive.machine.web.peer.addresses_of", look_up)
    return asked


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"]])
def test_a_name_that_leads_into_this_network_is_refused(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lead(monkeypatch, *addresses)
    with pytest.raises(sent_data.NotTaken, match=r"not on the public internet.*--near"):
        peer.Peer("http://record.example.org").fetch("http://record.example.org/")


def test_a_name_of_this_network_that_is_meant_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the name cannot send a later request elsewhere."""
    asked = lead(monkeypatch, "127.0.0.1")
    with hostile({"/": sends(b"here")}) as (site, _):
        home = f"http://record.example.org:{site.rpartition(':')[2]}"
        one = peer.Peer(home, is_near=True)
        assert [one.fetch(f"{home}/{number}") for number in range(2)] == [b"here", b"here"]
    assert asked == ["record.example.org"]


@pytest.mark.parametrize("site", ["ftp://a.org", "https://", "https://me:secret@a.org", "https://a.org:0", "//[::1"])
def test_what_is_no_address_of_a_site_is_refused(site: str) -> None:
    with pytest.raises(sent_data.NotTaken, match="address"):
        peer.Peer(site)


@pytest.fixture
def answers(client: Client) -> dict[str, bytes]:
    """All that a copy of a small site fetches, by its address."""
    meeting = make_meeting(make_board(), "2014")
    make_statement("The buses run.", meeting=meeting, speaker=make_speaker("Robin Sample"))
    make_document(meeting, "Agenda", url="https://example.org/agenda.pdf", content=b"")
    drain()
    settle()
    remake_parts()
    fetch, known = fetch_with(client), dict[str, bytes]()

    def get(address: str) -> bytes:
        known[address] = fetch(address)
        return known[address]

    follow(HOME, Path(":memory:"), get)
    return known


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return where each value within a value is: what it is in, and its key there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, one in inner for place in [(value, key), *places(one)]]


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(["", "javascript:alert(1)", "\ud800", "\0", "https://example.org/", "2014", "statement"]),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.sampled_from(["id", "name", "url"]), st.none() | st.integers() | st.text(), max_size=2),
)


@pytest.mark.django_db
def test_no_value_in_any_place_breaks_off(answers: dict[str, bytes]) -> None:
    lists = {address: json.loads(content) for address, content in answers.items() if not address.endswith(".gz")}

    @settings(max_examples=examples(2))
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        address = data.draw(st.sampled_from(sorted(lists)))
        sent = json.loads(json.dumps(lists[address]))
        where, key = data.draw(st.sampled_from(range(len(there := places(sent)))).map(lambda number: there[number]))
        where[key] = data.draw(ANYTHING)

        def get(asked: str) -> bytes:
            if asked not in answers:
                return b'{"results": []}'
            return json.dumps(sent).encode() if asked == address else answers[asked]

        with suppress(NotFollowed):
            follow(HOME, Path(":memory:"), get)

    try_one()
