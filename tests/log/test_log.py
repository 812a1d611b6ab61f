"""The log has every change once and in order, and whoever watches it notices each way of rewriting it."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import LazySettings, settings
from django.db.models import F, QuerySet
from django.test import Client

from archive.actions.objects import merge_speakers, undo_merge
from archive.actions.redaction import redact
from archive.actions.rules import SaidBy
from archive.actions.statements import NewDecision, correct, withdraw
from archive.alerts.changes import settle
from archive.citations.passages.quote_range import from_ends
from archive.log import LogFork, append, checkpoint, differences_from_log, log_faults, verifier_key
from archive.log import entries as entries_of_log
from archive.log.checkpoint import Checkpoint, origin, signed
from archive.log.entries import decided_in, hash_of, lines_of
from archive.log.tiles import grow as grow_tiles
from archive.log.tiles import reader
from archive.log.tree import leaf_hash, root
from archive.models import (
    Ballot,
    Change,
    Correction,
    LogEntry,
    LogHead,
    LogTile,
    Meeting,
    PublicationToTell,
    Revision,
    Statement,
)
from archive.upkeep.keys import key_problems, name_keys
from tests.log.proofs import root_of_inclusion
from tests.record import make_ballots, make_decision, make_draft, make_meeting, make_speaker, make_statement
from tools.witness import opened, watch

pytestmark = pytest.mark.django_db


def grow() -> int:
    settle()
    return append()


def fetch(path: str) -> bytes:
    answer = Client().get(f"/log/{path}")
    assert answer.status_code == 200, path
    return answer.content


def entries() -> list[dict[str, object]]:
    return [json.loads(text) for text in LogEntry.objects.values_list("text", flat=True)]


def entries_of(statement: Statement) -> list[dict[str, object]]:
    mine = [entry for entry in entries() if (entry["subject"], entry["number"]) == ("statement", statement.pk)]
    return [{name: entry[name] for name in ("kind", "sha256") if name in entry} for entry in mine]


def test_each_change_is_an_entry_once_and_in_order():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    grow()
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    grow()
    withdraw(statement=statement, category="rights", reason="It was never said.")
    grow()
    assert grow() == 0
    assert list(LogEntry.objects.values_list("change", flat=True)) == list(Change.objects.values_list("pk", flat=True))
    assert [entry["kind"] for entry in entries_of(statement)] == ["published", "corrected", "withdrawn"]


def test_an_entry_has_no_words_and_no_names():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    revision = statement.current_revision
    assert revision
    redact(revision=revision, passage=from_ends(revision.text, "the", "library"), category="privacy", reason="Private.")
    grow()
    text = "".join(LogEntry.objects.values_list("text", flat=True))
    assert not any(word in text for word in ("Robin", "library", "Private", "open"))
    assert entries_of(statement)[-1]["kind"] == "redacted"


def test_a_witness_follows_an_honest_log(tmp_path: Path):
    kept = tmp_path / "kept"
    for number in range(12):
        make_statement(f"Words {number}.")
        grow()
        size = LogHead.objects.get().size
        assert watch(fetch, verifier_key(), kept).startswith(f"{size} entries")
    make_meeting()
    for _ in range(300):
        make_statement("More.")
    grow()
    assert LogTile.objects.filter(level=1).exists()
    assert "as they were" in watch(fetch, verifier_key(), kept)


def test_a_proof_leads_from_a_statement_to_what_was_signed():
    statements = [make_statement(f"Words {number}.") for number in range(9)]
    grow()
    for statement in statements:
        proof = json.loads(fetch(f"proof/{statement.pk}"))
        size, root = opened(proof["checkpoint"], verifier_key())
        hashes = [b64decode(one) for one in proof["hashes"]]
        assert root_of_inclusion(leaf_hash(proof["entry"].encode()), proof["position"], size, hashes) == root
        assert json.loads(proof["entry"])["number"] == statement.pk


def test_tiles_never_change_and_more_than_there_is_is_not_found(client: Client):
    for number in range(5):
        make_statement(f"Words {number}.")
    grow()
    size = LogHead.objects.get().size
    before = {path: fetch(path) for path in (f"tile/0/000.p/{size}", f"tile/entries/000.p/{size}", "tile/0/000.p/2")}
    make_statement("One more.")
    grow()
    assert {path: fetch(path) for path in before} == before
    assert client.get("/log/tile/0/000.p/2")["Cache-Control"].endswith("immutable")
    for path in (
        "tile/0/000",
        "tile/1/000.p/1",
        "tile/0/x001/000",
        "tile/entries/000",
        "tile/0/1",
        "tile/0/000.p/0",
        "tile/99999999999/000.p/1",
        "tile/0/000.p/99999",
        "proof/999999",
    ):
        assert client.get(f"/log/{path}").status_code == 404, path
    unpacked, rest = [], before[f"tile/entries/000.p/{size}"]
    while rest:
        length = int.from_bytes(rest[:2], "big")
        unpacked.append(rest[2 : 2 + length].decode())
        rest = rest[2 + length :]
    assert unpacked == list(LogEntry.objects.values_list("text", flat=True)[:size])


def rebuild(texts: list[str]) -> None:
    """Write another history: the log is made again from these entries and signed, as an operator could."""
    LogTile.objects.all().delete()
    grow_tiles(0, [text.encode() for text in texts])
    note = signed(Checkpoint(origin(), len(texts), root(reader(), 0, len(texts))))
    LogHead.objects.update(size=len(texts), checkpoint=note)


def log_again() -> None:
    """Forge the log of the record as it now is: every entry is made again, with the same salt, and signed."""
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
    monkeypatch.setattr(entries_of_log, "new_salt", lambda: "5a")
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
        watch(fetch, key, kept)
    PublicationToTell.objects.all().delete()
    LogEntry.objects.all().delete()
    rewrite()
    log_again()
    assert list(log_faults()) == []
    with pytest.raises(ValueError, match=r"that were signed before|were taken away|is not signed|has not signed"):
        watch(fetch, key, kept)


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
    watch(fetch, key, kept)
    settings.LOG_KEY = f"second,{first}"
    make_statement("After.")
    grow()
    settings.SITE_URL = "https://archive.example.org"
    grow()
    assert [entry["kind"] for entry in entries()].count("key") == 2
    assert "as they were" in watch(fetch, key, kept)
    assert json.loads(kept.read_text())["key"] == verifier_key()
    settings.LOG_KEY = "second"
    make_statement("Later.")
    grow()
    assert "as they were" in watch(fetch, key, kept)
    assert list(log_faults()) == list(key_problems()) == []


def test_a_process_that_dies_while_it_signs_with_a_new_key_leaves_no_second_history(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_statement()
    grow()
    key, keep = verifier_key(), checkpoint.keep
    watch(fetch, key, tmp_path / "kept")
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
    assert "as they were" in watch(fetch, key, tmp_path / "kept")
    assert list(log_faults()) == []


def test_a_witness_does_not_follow_a_key_that_the_old_one_has_not_signed(settings: LazySettings, tmp_path: Path):
    make_statement()
    grow()
    key = verifier_key()
    watch(fetch, key, tmp_path / "kept")
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
    watch(fetch, verifier_key(), tmp_path / "kept", "library.example.org")
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
    assert watch(fetch, verifier_key(), tmp_path / "kept").startswith(f"{LogHead.objects.get().size} entries")
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


def test_a_record_that_was_changed_past_the_site_differs_from_the_log():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    other = make_statement("We close at nine.", speaker=make_speaker("Kim Example"))
    grow()
    numbers = [statement.pk, other.pk]
    assert list(differences_from_log(numbers)) == list(log_faults()) == []
    Statement.objects.filter(pk=statement.pk).update(speaker=make_speaker("Robin Sample II"))
    (problem,) = differences_from_log(numbers)
    assert f"Statement {statement.pk} is not what the log says" in problem


def test_what_the_desk_changes_is_what_the_log_says_in_the_end():
    speaker = make_speaker("Robin Sample")
    statement = make_statement("We open the library.", speaker=speaker)
    decision = make_decision(ballots=["Robin Sample: yes", "Kim Example: no"], speakers=[speaker])
    grow()
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    redact(
        revision=statement.revisions.get(number=1),
        passage=from_ends("We open the library.", "the", "library"),
        category="privacy",
        reason="Private.",
    )
    grow()
    assert list(differences_from_log([statement.pk, decision.pk])) == []
    decision.decision.ballots.update(choice="yes")
    assert len(list(differences_from_log([statement.pk, decision.pk]))) == 1


def test_an_entry_that_is_missing_or_changed_is_a_fault():
    for number in range(4):
        make_statement(f"Words {number}.")
    grow()
    assert list(log_faults()) == []
    LogEntry.objects.filter(position=2).update(text="{}")
    assert ["An entry of the log is not what its hash says" in fault for fault in log_faults()] == [True]
    LogEntry.objects.filter(position=1).delete()
    assert list(log_faults()) == ["Entry 1 of the log is missing."]


def test_who_said_a_withdrawn_statement_cannot_be_found_by_trying(client: Client):
    speakers = [make_speaker(f"Sample {number}") for number in range(3)]
    statement = make_statement("We open the library.", speaker=speakers[1])
    salt = statement.current_revision.salt
    grow()
    withdraw(statement=statement, category="rights", reason="It was never said.")
    grow()
    assert salt not in fetch(f"proof/{statement.pk}").decode()
    assert salt not in client.get(statement.get_absolute_url()).content.decode()


def test_a_merge_of_two_voters_is_in_the_log():
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    decision = make_decision(ballots=["R. Sample: yes", "Kim Example: no"], speakers=[gone])
    grow()
    merge = merge_speakers(kept=kept, gone=gone)
    grow()
    assert list(differences_from_log([decision.pk])) == []
    undo_merge(merge=merge)
    grow()
    assert list(differences_from_log([decision.pk])) == []


def test_a_name_that_left_the_roll_cannot_be_found_by_trying():
    """A stranger who kept every page tries each name, with every salt that is public, against all entries."""
    names = ["Robin Sample", "Kim Example", "Ada Sample"]
    decision = make_decision("Moved by Kim Example.", ballots=["Kim Example: yes", "Ada Sample: no"])
    grow()
    before = list(LogEntry.objects.values_list("text", flat=True))
    revision = decision.current_revision
    redact(revision=revision, passage=from_ends(revision.text, "Kim", "Example"), category="privacy", reason="Private.")
    assert not LogEntry.objects.filter(text__in=before).exclude(salt="").exists()
    grow()
    roll = NewDecision({"result": "carried"}, make_ballots("█: yes", "Ada Sample: no"))
    correct(statement=decision, decision=roll, reason="A name was removed.")
    assert json.loads(fetch(f"proof/{decision.pk}"))["lines"] == ""
    grow()
    proof = json.loads(fetch(f"proof/{decision.pk}"))
    assert json.loads(proof["entry"])["sha256"] == hashlib.sha256(proof["lines"].encode()).hexdigest()
    salts = {*LogEntry.objects.values_list("salt", flat=True), decision.revisions.get().salt}
    hashes = {entry["sha256"] for entry in entries() if "sha256" in entry}
    known = decision.decision.ballots.get(position=1)
    for name in names:
        known.name = name
        QuerySet(Ballot).filter(pk=known.pk).update(name=name)
        tried = Statement.objects.get(pk=decision.pk)
        decided = decided_in([tried])[tried.pk]
        assert hashes.isdisjoint(hash_of(lines_of(tried, salt, decided)) for salt in salts), name


def test_what_is_hashed_is_not_shown_where_it_names_what_is_not_public():
    hidden = make_draft("A draft that is put.")
    decision = make_decision(facts={"result": "carried", "put_in": hidden})
    said = make_statement(meeting=make_meeting())
    grow()
    assert "put_in" not in json.loads(fetch(f"proof/{decision.pk}"))["lines"]
    assert f"meeting: {said.meeting_id}" in json.loads(fetch(f"proof/{said.pk}"))["lines"]
    Meeting.objects.filter(pk=said.meeting_id).update(published_at=None)
    assert json.loads(fetch(f"proof/{said.pk}"))["lines"] == ""


def test_only_the_last_entry_of_a_statement_can_be_tried():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    grow()
    for text in ("We open the branch library.", "We open a branch library."):
        correct(statement=statement, text=text, reason="The tape says so.")
    grow()
    salted = LogEntry.objects.filter(change__subject="statement").exclude(salt="")
    assert [entry.position for entry in salted] == [
        LogEntry.objects.filter(change__subject="statement").last().position
    ]
    assert list(differences_from_log([statement.pk])) == []


def test_a_decision_and_another_speaker_are_entries_of_their_own_kind():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    decision = make_decision(ballots=["Kim Example: no"])
    grow()
    said_by = SaidBy(make_speaker("Kim Sample"))
    correct(statement=statement, said_by=said_by, kind=Correction.Kind.ATTRIBUTION, reason="The tape says so.")
    grow()
    assert [entry["kind"] for entry in entries_of(statement)] == ["published", "attributed"]
    assert [entry["kind"] for entry in entries_of(decision)] == ["decided"]
