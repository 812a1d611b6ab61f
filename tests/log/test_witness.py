"""Whoever watches the log notices each way of rewriting it, and the site signs no second history."""

import json
import sqlite3
from base64 import b64decode
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import LazySettings, settings
from django.db.models import F, QuerySet

from archive.actions.statements import correct
from archive.exports.followed_log import unexplained
from archive.log import LogFork, append, checkpoint, log_faults, roots, verifier_key
from archive.log.changes import settle
from archive.log.tiles import grow as grow_tiles
from archive.models import (
    Change,
    Commitment,
    LogEntry,
    LogHead,
    LogTile,
    Meeting,
    PublicationToTell,
    Revision,
    Statement,
)
from archive.upkeep.keys import key_problems, name_keys
from tests.log.growing import entries, fetch, grow, watched
from tests.record import (
    make_meeting,
    make_speaker,
    make_statement,
    make_statements,
)
from tools.witness import Log, opened, watch

pytestmark = pytest.mark.django_db


def test_the_log_of_an_earlier_release_says_of_no_row_what_it_was(tmp_path: Path):
    """A follower goes on with a site that has no roots yet, as before."""
    entry = {"kind": "changed", "number": 5, "sha256": "5a" * 32, "subject": "statement"}
    proof = {"entry": json.dumps(entry), "lines": "", "position": 0, "size": 1, "hashes": [], "checkpoint": ""}
    with closing(sqlite3.connect(tmp_path / "kept")) as database:
        log = Log(database)
        log.size = 1
        assert unexplained(log, lambda _: json.dumps(proof).encode(), {("statement", 5): {}}) == ""


def test_a_witness_follows_an_honest_log(tmp_path: Path):
    kept = tmp_path / "kept"
    for number in range(12):
        make_statement(f"Words {number}.")
        grow()
        size = LogHead.objects.get().size
        assert watched(kept).startswith(f"{size} entries")
    make_statements(["More."] * 300)
    grow()
    assert LogTile.objects.filter(level=1).exists()
    assert "as they were" in watched(kept, sample=20)


def not_waiting(_: float) -> None:
    pass


def log_again() -> None:
    """Forge the log of the record as it now is: every entry is made again, with the same salt, and signed."""
    Commitment.objects.all().delete()
    LogEntry.objects.all().delete()
    LogTile.objects.all().delete()
    LogHead.objects.all().delete()
    (Path(settings.DATA_DIR) / "log" / "checkpoint").unlink(missing_ok=True)
    append()


def _of_words(number: int) -> Statement:
    return Statement.objects.get(current_revision__text=f"Words {number}.")


def another_text() -> None:
    revision = _of_words(2).current_revision
    revision.text = "Other words."
    QuerySet(Revision).filter(pk=revision.pk).update(text=revision.text, sha256=revision.hash_of_words())


def another_speaker() -> None:
    Statement.objects.filter(pk=_of_words(2).pk).update(speaker=make_speaker("Kim Example"))


def another_date() -> None:
    Meeting.objects.update(date="2024-01-01")


def another_order() -> None:
    Statement.objects.filter(pk=_of_words(2).pk).update(position=F("position") + 2)


def one_deleted() -> None:
    Change.objects.filter(subject="statement", subject_id=_of_words(2).pk).delete()


def one_inserted() -> None:
    """Insert a statement as if it had been published between others."""
    known = list(Change.objects.values_list("pk", flat=True))
    new = make_statement("Never said.", meeting=Meeting.objects.get(), position=2)
    settle()
    PublicationToTell.objects.all().delete()
    (late,) = Change.objects.filter(pk__gt=known[-1], subject="statement", subject_id=new.pk)
    for number in reversed(known[3:]):
        Change.objects.filter(pk=number).update(id=number + 1000)
    Change.objects.filter(pk=late.pk).update(id=known[3])


def backdated() -> None:
    Change.objects.filter(subject="statement", subject_id=_of_words(2).pk).update(at=F("at") - timedelta(days=30))


def rebuilt_chain() -> None:
    """Rewrite the first wording of a corrected statement, and every hash of its chain."""
    previous = ""
    for revision in Statement.objects.get(current_revision__text="Corrected.").revisions.order_by("number"):
        revision.text, revision.previous_hash = f"Rewritten {revision.number}.", previous
        previous = revision.hash_of_words()
        QuerySet(Revision).filter(pk=revision.pk).update(
            text=revision.text, previous_hash=revision.previous_hash, sha256=previous
        )


def older_backup() -> None:
    Change.objects.order_by("-pk").first().delete()


def second_key() -> None:
    settings.LOG_KEY = "another"


REWRITES = (
    another_text,
    another_speaker,
    another_date,
    another_order,
    one_deleted,
    one_inserted,
    backdated,
    rebuilt_chain,
    older_backup,
    second_key,
)


@pytest.mark.parametrize("rewrite", REWRITES, ids=lambda one: one.__name__)
def test_a_witness_catches_each_way_of_rewriting_history(
    rewrite: Callable[[], None], settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # The forger knows every salt, so that nothing but the rewriting differs.
    monkeypatch.setattr(roots, "new_salt", lambda: "5a")
    settings.LOG_KEY = settings.LOG_KEY
    meeting = make_meeting()
    for number in range(6):
        make_statement(f"Words {number}.", meeting=meeting, position=number, speaker=make_speaker(f"Sample {number}"))
    grow()
    correct(statement=_of_words(5), text="Corrected.", reason="The tape says so.")
    grow()
    key, kept = verifier_key(), tmp_path / "kept"
    for _ in range(2):
        log_again()
        watch(fetch, key, kept, wait=not_waiting)
    PublicationToTell.objects.all().delete()
    LogEntry.objects.all().delete()
    rewrite()
    log_again()
    assert list(log_faults()) == []
    with pytest.raises(ValueError, match=r"that were signed before|were taken away|is not signed|has not signed"):
        watch(fetch, key, kept, wait=not_waiting)


def test_a_witness_notices_a_note_that_nobody_signed():
    make_statement()
    grow()
    lines = LogHead.objects.get().checkpoint.split("\n")
    with pytest.raises(InvalidSignature):
        opened("\n".join([lines[0], str(int(lines[1]) + 1), *lines[2:]]), verifier_key())


def test_a_witness_follows_a_new_key_and_address_that_the_old_key_signed(settings: LazySettings, tmp_path: Path):
    first, kept = settings.LOG_KEY, tmp_path / "kept"
    make_statement()
    grow()
    key = verifier_key()
    watch(fetch, key, kept, wait=not_waiting)
    settings.LOG_KEY = f"second,{first}"
    make_statement("After.")
    grow()
    settings.SITE_URL = "https://archive.example.org"
    grow()
    assert [entry["kind"] for entry in entries()].count("key") == 2
    assert "as they were" in watch(fetch, key, kept, wait=not_waiting)
    assert json.loads(kept.read_text())["key"] == verifier_key()
    settings.LOG_KEY = "second"
    make_statement("Later.")
    grow()
    assert "as they were" in watch(fetch, key, kept, wait=not_waiting)
    assert list(log_faults()) == list(key_problems()) == []


def test_a_process_that_dies_while_it_signs_with_a_new_key_leaves_no_second_history(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_statement()
    grow()
    key, keep = verifier_key(), checkpoint.keep
    watch(fetch, key, tmp_path / "kept", wait=not_waiting)
    settings.LOG_KEY = f"second,{settings.LOG_KEY}"
    for is_written in (False, True):

        def die(note: str, is_written: bool = is_written) -> None:
            if is_written:
                keep(note)
            raise KeyboardInterrupt

        monkeypatch.setattr(checkpoint, "keep", die)
        with pytest.raises(KeyboardInterrupt):
            append()
    monkeypatch.setattr(checkpoint, "keep", keep)
    make_statement("After.")
    grow()
    assert [entry["kind"] for entry in entries()].count("key") == 1
    assert "as they were" in watch(fetch, key, tmp_path / "kept", wait=not_waiting)
    assert list(log_faults()) == []


def test_a_witness_does_not_follow_a_key_that_the_old_one_has_not_signed(settings: LazySettings, tmp_path: Path):
    make_statement()
    grow()
    key = verifier_key()
    watch(fetch, key, tmp_path / "kept", wait=not_waiting)
    settings.LOG_KEY = f"second,{settings.LOG_KEY}"
    make_statement("After.")
    grow()
    (line,) = fetch("keys").decode().splitlines()
    forged = json.dumps({**json.loads(line), "key": key.replace("+", "+0", 1)})
    with pytest.raises(InvalidSignature):
        watch(lambda path: forged.encode() if path == "keys" else fetch(path), key, tmp_path / "kept")


def test_a_witness_cosigns_what_it_saw(tmp_path: Path):
    make_statement()
    grow()
    watch(fetch, verifier_key(), tmp_path / "kept", "library.example.org", wait=not_waiting)
    kept = json.loads((tmp_path / "kept").read_text())
    text, _, signatures = kept["note"].partition("\n\n")
    dash, name, encoded = signatures.splitlines()[1].split(" ")
    verifier_name, key_id, public = kept["verifier"].split("+", 2)
    blob = b64decode(encoded)
    assert (dash, name, blob[:4].hex()) == ("\N{EM DASH}", verifier_name, key_id)
    seen = f"cosignature/v1\ntime {int.from_bytes(blob[4:12], 'big')}\n{text}\n"
    Ed25519PublicKey.from_public_bytes(b64decode(public)[1:]).verify(blob[12:], seen.encode())
    assert (tmp_path / "kept").stat().st_mode & 0o77 == 0


def test_an_older_backup_is_not_signed_as_a_second_history():
    for number in range(3):
        make_statement(f"Words {number}.")
    grow()
    note = LogHead.objects.get().checkpoint
    LogEntry.objects.order_by("-position").first().delete()
    LogHead.objects.update(size=F("size") - 1)
    Change.objects.filter(entry=None).delete()
    with pytest.raises(LogFork, match="older backup"):
        append()
    assert LogHead.objects.get().checkpoint == note


def test_another_history_of_the_same_length_is_not_signed():
    for number in range(3):
        make_statement(f"Words {number}.")
    grow()
    LogTile.objects.all().delete()
    size = LogHead.objects.get().size
    grow_tiles(0, [b"other"] * size)
    make_statement("One more.")
    settle()
    with pytest.raises(LogFork, match="are not those that the site has signed"):
        append()


def test_a_site_that_moves_to_another_address_goes_on_with_its_log(settings: LazySettings, tmp_path: Path):
    make_statement()
    grow()
    settings.SITE_URL = "https://archive.example.org"
    assert list(log_faults()) == []
    assert grow() == 0
    assert watch(fetch, verifier_key(), tmp_path / "kept", wait=not_waiting).startswith(
        f"{LogHead.objects.get().size} entries"
    )
    assert LogHead.objects.get().checkpoint.startswith("archive.example.org/log\n")


def test_a_lost_key_is_told(settings: LazySettings):
    name_keys()
    make_statement()
    grow()
    settings.LOG_KEY = "another"
    (problem,) = key_problems()
    assert "log_key from the keys of a backup" in problem


def test_the_name_of_the_log_is_that_of_the_site(settings: LazySettings):
    assert verifier_key().startswith(f"{urlsplit(settings.SITE_URL).netloc}/log+")


def test_a_witness_does_not_wait_for_entries_that_are_kept_back(tmp_path: Path):
    make_statement()
    grow()
    LogEntry.objects.order_by("-position")[:1].get().delete()
    with pytest.raises(ValueError, match="of the entries has"):
        watched(tmp_path / "kept")
