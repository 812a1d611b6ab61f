"""The log has every change once and in order, a proof of each, and nothing that was removed."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.actions.objects import merge_speakers, undo_merge
from archive.actions.redaction import redact
from archive.actions.rules import SaidBy
from archive.actions.statements import NewDecision, correct, withdraw
from archive.citations.passages.quote_range import from_ends
from archive.log import COMMITTED, append, log_faults, verifier_key
from archive.log.changes import settle
from archive.log.fields import read
from archive.log.roots import hash_of_field
from archive.log.tree import leaf_hash
from archive.models import (
    Ballot,
    Change,
    Correction,
    LogEntry,
    LogHead,
    Meeting,
    Revision,
    Statement,
)
from tests.log.growing import entries, entries_of, faults_of_record, fetch, grow, watched
from tests.log.proofs import root_of_inclusion
from tests.record import (
    make_ballots,
    make_decision,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_statements,
)
from tools.witness import opened, opened_root

pytestmark = pytest.mark.django_db
HASH, SALT = re.compile(r"\b[0-9a-f]{64}\b"), re.compile(r"\b[0-9a-f]{32}\b")


def test_each_change_is_an_entry_once_and_in_order():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    grow()
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    grow()
    withdraw(statement=statement, category="rights", reason="It was never said.")
    grow()
    assert grow() == 0
    said = Change.objects.exclude(kind="changed").exclude(subject="decision").values_list("pk", flat=True)
    assert list(LogEntry.objects.exclude(change=None).values_list("change", flat=True)) == list(said)
    assert [entry["kind"] for entry in entries_of(statement)] == ["published", "corrected", "withdrawn"]


def test_a_batch_asks_the_same_questions_whatever_is_in_it():
    meeting, speakers = make_meeting(), [make_speaker(f"Sample {number}") for number in range(3)]
    asked = []
    # The first brings meeting, board and speakers.
    for number in (3, 4, 60):
        for place in range(number):
            words = {"meeting": meeting, "position": 100 * number + place, "speaker": speakers[place % 3]}
            make_statement(f"We said {number} and {place}.", **words)
        settle()
        with CaptureQueriesContext(connection) as queries:
            assert append() >= number
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_a_merge_is_one_entry_and_so_is_its_undoing(tmp_path: Path):
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    for number in range(9):
        make_statement(f"We said {number}.", speaker=gone)
    make_statement("We said so.", speaker=kept)
    grow()
    before = len(entries())
    merge = merge_speakers(kept=kept, gone=gone)
    grow()
    # The other name is a spelling of the first now, and the correction says so.
    [entry] = entries()[before:]
    told = [(said["kind"], said["subject"], said["number"]) for said in (entry, *entry["with"])]
    correction = Correction.objects.get()
    others = [("changed", "speaker", kept.pk), ("published", "correction", correction.pk)]
    assert told == [("merged", "speaker", gone.pk), *others]
    assert entry["into"] == kept.pk
    undo_merge(merge=merge)
    grow()
    [entry] = entries()[before + 1 :]
    assert entry["fields"] == ["merged_into"]
    told = [(said["kind"], said["subject"]) for said in (entry, *entry["with"])]
    assert told == [("published", "speaker"), ("changed", "speaker"), ("published", "correction")]
    assert faults_of_record() == []
    watched(tmp_path / "kept")


def test_a_log_whose_merges_were_three_entries_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    make_statements(["We said so.", "And so."], speaker=gone)
    make_statement("We said so.", speaker=kept)
    grow()
    before = len(entries())
    with monkeypatch.context() as earlier:
        earlier.setattr("archive.log.entries._correction_of_speaker", lambda _: None)
        merge = merge_speakers(kept=kept, gone=gone)
        grow()
    assert {entry["kind"] for entry in entries()[before:]} == {"merged", "changed", "published"}
    assert len(entries()) == before + 3
    watched(tmp_path / "kept")
    undo_merge(merge=merge)
    grow()
    assert len(entries()) == before + 4
    assert faults_of_record() == []
    watched(tmp_path / "kept")
    watched(tmp_path / "new")


def test_an_entry_has_no_words_and_no_names():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    revision = statement.current_revision
    assert revision
    redact(revision=revision, passage=from_ends(revision.text, "the", "library"), category="privacy", reason="Private.")
    grow()
    text = "".join(LogEntry.objects.values_list("text", flat=True))
    assert not any(word in text for word in ("Robin", "library", "Private", "open"))
    assert entries_of(statement)[-1]["kind"] == "redacted"


def test_a_proof_leads_from_a_statement_to_what_was_signed():
    statements = [make_statement(f"Words {number}.") for number in range(9)]
    grow()
    for statement in statements:
        proof = json.loads(fetch(f"proof/{statement.pk}"))
        size, root = opened(proof["checkpoint"], verifier_key())
        hashes = [b64decode(one) for one in proof["hashes"]]
        assert root_of_inclusion(leaf_hash(proof["entry"].encode()), proof["position"], size, hashes) == root
        assert json.loads(proof["entry"])["number"] == statement.pk


def test_a_proof_says_that_a_newer_entry_waits():
    statement, other = make_statement("We open the library."), make_statement("We close at nine.")
    grow()
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    for settling in (lambda: None, settle):
        settling()
        assert [json.loads(fetch(f"proof/{one.pk}"))["waiting"] for one in (statement, other)] == [True, False]
    append()
    assert not json.loads(fetch(f"proof/{statement.pk}"))["waiting"]


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
        "proof/speaker/99999999999999999999",
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


def test_a_record_that_was_changed_past_the_site_differs_from_the_log():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    make_statement("We close at nine.", speaker=make_speaker("Kim Example"))
    grow()
    assert faults_of_record() == []
    Statement.objects.filter(pk=statement.pk).update(speaker=make_speaker("Robin Sample II"))
    assert (
        f"Statement {statement.pk} is not what the log says: speaker was changed past the site." in faults_of_record()
    )


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
    assert faults_of_record() == []
    decision.decision.ballots.update(choice="yes")
    assert faults_of_record() == [f"Statement {decision.pk} is not what the log says: roll was changed past the site."]


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


def test_who_said_it_before_a_correction_cannot_be_found_by_trying():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    grow()
    kept = json.loads(fetch(f"proof/{statement.pk}"))
    said_by = SaidBy(make_speaker("Kim Sample"))
    correct(statement=statement, said_by=said_by, kind=Correction.Kind.ATTRIBUTION, reason="The tape says so.")
    grow()
    opening = json.loads(fetch(f"proof/{statement.pk}"))["opening"]
    assert opening["facts"] == kept["opening"]["facts"] | {"speaker": said_by.speaker.pk}
    tried = kept["opening"] | {"salt": opening["salt"]}
    assert opened_root(tried) not in {entry.get("root") for entry in entries()}
    # Who kept the proof still opens it.
    assert opened_root(kept["opening"]) == entries_of(statement)[0]["root"] == json.loads(kept["entry"])["root"]


def test_a_merge_of_two_voters_is_in_the_log():
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    make_decision(ballots=["R. Sample: yes", "Kim Example: no"], speakers=[gone])
    grow()
    merge = merge_speakers(kept=kept, gone=gone)
    grow()
    assert faults_of_record() == []
    undo_merge(merge=merge)
    grow()
    assert faults_of_record() == []


def test_a_name_that_left_the_roll_cannot_be_found_by_trying():
    """A stranger who kept every page tries each name, with every salt that is public, against all that is public."""
    names = ["Robin Sample", "Kim Example", "Ada Sample"]
    decision = make_decision("Moved by Kim Example.", ballots=["Kim Example: yes", "Ada Sample: no"])
    grow()
    revision = decision.current_revision
    redact(revision=revision, passage=from_ends(revision.text, "Kim", "Example"), category="privacy", reason="Private.")
    grow()
    roll = NewDecision({"result": "carried"}, make_ballots("█: yes", "Ada Sample: no"))
    correct(statement=decision, decision=roll, reason="A name was removed.")
    grow()
    proof = json.loads(fetch(f"proof/{decision.pk}"))
    assert opened_root(proof["opening"]) == json.loads(proof["entry"])["root"]
    public = "".join([*LogEntry.objects.values_list("text", flat=True), *opened_texts()])
    hashes, salts = {*HASH.findall(public)}, {*SALT.findall(public), decision.revisions.get(number=1).salt}
    known = decision.decision.ballots.get(position=1)
    for name in names:
        QuerySet(Ballot).filter(pk=known.pk).update(name=name)
        key = ("statement", decision.pk)
        now = read([key])[key]
        tried = {hash_of_field("roll", salt, now.texts["roll"]) for salt in salts}
        assert hashes.isdisjoint(tried), name


def test_a_redaction_covers_no_other_change():
    """What somebody changed past the site still differs from the log after the redaction of something else."""
    statement, other = make_statement("Kim Example is here."), make_statement("We close at nine.")
    correct(statement=statement, text="Kim Example was here.", reason="Kim Example said so.")
    correct(statement=other, text="We close at ten.", reason="The tape says so.")
    grow()
    forged = Correction.objects.get(statement=other)
    QuerySet(Revision).filter(pk=forged.revision_id).update(reason="A typing error.")
    revision = statement.revisions.get(number=1)
    redact(revision=revision, passage=from_ends(revision.text, "Kim", "Example"), category="privacy", reason="Private.")
    grow()
    assert [fault.partition(":")[0] for fault in faults_of_record()] == [
        f"Correction {forged.pk} is not what the log says"
    ]
    kinds = {entry["number"]: entry["kind"] for entry in entries() if entry.get("subject") == "correction"}
    assert kinds == {Correction.objects.earliest("pk").pk: "redacted", forged.pk: "published"} | {
        row.pk: "published" for row in Correction.objects.filter(kind="redaction")
    }


def opened_texts() -> Iterator[str]:
    """Yield all that opens a root, as readers get it."""
    for subject in COMMITTED:
        yield fetch(f"openings/{subject}").decode()


def test_what_is_committed_is_not_shown_where_it_names_what_is_not_public():
    hidden = make_draft("A draft that is put.")
    decision = make_decision(facts={"result": "carried", "put_in": hidden})
    answer = make_statement("An answer.", responds_to=hidden, meeting=make_meeting())
    grow()
    assert "put_in" not in fetch(f"proof/{decision.pk}").decode()
    opening = json.loads(fetch(f"proof/{answer.pk}"))["opening"]
    assert opening["texts"]["responds_to"] | {"sha256": ""} == {"salt": "", "sha256": "", "value": None}
    assert opening["facts"]["meeting"] == answer.meeting_id
    Meeting.objects.filter(pk=answer.meeting_id).update(published_at=None)
    assert json.loads(fetch(f"proof/{answer.pk}"))["opening"] is None


def test_a_decision_and_another_speaker_are_entries_of_their_own_kind():
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    decision = make_decision(ballots=["Kim Example: no"])
    grow()
    said_by = SaidBy(make_speaker("Kim Sample"))
    correct(statement=statement, said_by=said_by, kind=Correction.Kind.ATTRIBUTION, reason="The tape says so.")
    grow()
    assert [entry["kind"] for entry in entries_of(statement)] == ["published", "attributed"]
    assert [entry["kind"] for entry in entries_of(decision)] == ["decided"]
