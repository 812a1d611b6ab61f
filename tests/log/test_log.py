"""The log has every change once and in order, and whoever watches it notices each way of rewriting it."""

import json
from base64 import b64decode
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from django.conf import LazySettings
from django.db.models import F
from django.test import Client

from archive.actions.objects import merge_speakers, undo_merge
from archive.actions.redaction import redact
from archive.actions.statements import correct, withdraw
from archive.alerts.changes import settle
from archive.citations.passages.quote_range import from_ends
from archive.log import LogFork, append, differences_from_log, log_faults, verifier_key
from archive.log.checkpoint import Checkpoint, origin, signed
from archive.log.tiles import grow as grow_tiles
from archive.log.tiles import reader
from archive.log.tree import leaf_hash, root
from archive.models import Change, LogEntry, LogHead, LogTile, Statement
from archive.upkeep.keys import key_problems, name_keys
from tests.log.proofs import root_of_inclusion
from tests.record import make_decision, make_meeting, make_speaker, make_statement
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


REWRITES = {
    "another text": lambda texts: [text.replace('"sha256":"', '"sha256":"0') for text in texts],
    "another day": lambda texts: [*texts[:2], texts[2].replace('"time":"2', '"time":"1'), *texts[3:]],
    "another order": lambda texts: [texts[1], texts[0], *texts[2:]],
    "one left out": lambda texts: texts[1:],
    "one left out and one added": lambda texts: [*texts[1:], texts[0]],
    "one put in between": lambda texts: [*texts[:3], texts[0], *texts[3:]],
    "the last one left out": lambda texts: texts[:-1],
    "everything made again": lambda texts: [f"{text} " for text in texts],
}


@pytest.mark.parametrize("name", REWRITES)
def test_a_witness_notices_a_log_that_was_rewritten_and_signed(name: str, tmp_path: Path):
    for number in range(6):
        make_statement(f"Words {number}.")
    grow()
    watch(fetch, verifier_key(), tmp_path / "kept")
    rebuild(REWRITES[name](list(LogEntry.objects.values_list("text", flat=True))))
    with pytest.raises(ValueError, match=r"that were signed before|were taken away"):
        watch(fetch, verifier_key(), tmp_path / "kept")


def test_a_witness_notices_another_key_and_a_note_that_nobody_signed(settings: LazySettings, tmp_path: Path):
    make_statement()
    grow()
    key = verifier_key()
    settings.LOG_KEY = "another"
    rebuild(list(LogEntry.objects.values_list("text", flat=True)))
    with pytest.raises(ValueError, match="has not signed"):
        watch(fetch, key, tmp_path / "kept")
    note = LogHead.objects.get().checkpoint
    lines = note.split("\n")
    with pytest.raises(InvalidSignature):
        opened("\n".join([lines[0], str(int(lines[1]) + 1), *lines[2:]]), verifier_key())


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
