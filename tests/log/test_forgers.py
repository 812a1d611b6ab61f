"""Somebody who has the site's database and its key changes the record. A stranger notices, with public tools alone.

The witness looks at all objects here, as many runs do. What one of them kept is all that is needed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, QuerySet

from archive.actions.statements import correct
from archive.log import growth, verifier_key
from archive.log.entries import Book, Leaf
from archive.log.roots import canonical
from archive.models import (
    Ballot,
    Change,
    ChangeNote,
    Correction,
    Meeting,
    Revision,
    Source,
    Speaker,
    Statement,
)
from archive.models.upkeep.log import LogHead
from tests.log.growing import faults_of_record, fetch, grow, watched
from tests.record import make_decision, make_meeting, make_speaker, make_statement
from tools.witness import watch

pytestmark = pytest.mark.django_db
Key = tuple[str, int]


@dataclass
class Site:
    """A small record: two statements, of which one has two wordings, a decision, and another meeting."""

    statement: Statement
    corrected: Statement
    decision: Statement
    elsewhere: Statement
    correction: Correction


@pytest.fixture
def site() -> Site:
    """Publish the record and sign it."""
    meeting = make_meeting()
    speakers = [make_speaker(f"Sample {number}") for number in range(3)]
    statement = make_statement("We open the library.", meeting=meeting, speaker=speakers[0], attribution="MS. SAMPLE")
    corrected = make_statement("We close at nine.", meeting=meeting, position=1, speaker=speakers[1])
    decision = make_decision(meeting=meeting, ballots=["Sample 1: yes", "Sample 2: no"], speakers=speakers[1:])
    other = Source.objects.create(kind="minutes", title="Minutes")
    elsewhere = make_statement("Elsewhere.", speaker=speakers[2], text_status="minutes", source=other)
    grow()
    correct(statement=corrected, text="We close at ten.", reason="The tape says so.")
    grow()
    return Site(statement, corrected, decision, elsewhere, Correction.objects.get(revision__number=2))


def change(model: type[Model], pk: int, **values: Any) -> None:
    """Change a row past every rule of the site."""
    QuerySet(model).filter(pk=pk).update(**values)


def words(site: Site) -> Key:
    change(Revision, site.statement.revisions.get().pk, text="We shut the library.")
    return "statement", site.statement.pk


def words_with_their_hash(site: Site) -> Key:
    revision = site.statement.revisions.get()
    revision.text = "We shut the library."
    change(Revision, revision.pk, text=revision.text, sha256=revision.hash_of_words())
    return "statement", site.statement.pk


def title(site: Site) -> Key:
    revision = site.statement.revisions.get()
    revision.title = "A title"
    change(Revision, revision.pk, title=revision.title, sha256=revision.hash_of_words())
    return "statement", site.statement.pk


def an_older_wording(site: Site) -> Key:
    first, last = site.corrected.revisions.order_by("number")
    first.text = "We never close."
    change(Revision, first.pk, text=first.text, sha256=first.hash_of_words())
    last.previous_hash = first.hash_of_words()
    change(Revision, last.pk, previous_hash=last.previous_hash, sha256=last.hash_of_words())
    return "statement", site.corrected.pk


def what_is_left_of_a_wording(site: Site) -> Key:
    """Change a wording as a redaction does, without one."""
    revision = site.statement.revisions.get()
    revision.text = "We shut the ███████."
    change(Revision, revision.pk, text=revision.text, remaining_sha256=revision.hash_of_words())
    return "statement", site.statement.pk


def speaker(site: Site) -> Key:
    change(Statement, site.statement.pk, speaker=site.corrected.speaker_id)
    return "statement", site.statement.pk


def printed_name(site: Site) -> Key:
    change(Statement, site.statement.pk, attribution="MR. OTHER")
    return "statement", site.statement.pk


def name_of_speaker(site: Site) -> Key:
    change(Speaker, site.statement.speaker_id, name="Another Sample")
    return "speaker", site.statement.speaker_id


def date(site: Site) -> Key:
    change(Meeting, site.statement.meeting_id, date="2020-01-01")
    return "meeting", site.statement.meeting_id


def meeting(site: Site) -> Key:
    change(Statement, site.statement.pk, meeting=site.elsewhere.meeting_id)
    return "statement", site.statement.pk


def text_status(site: Site) -> Key:
    change(Statement, site.elsewhere.pk, text_status="verbatim")
    return "statement", site.elsewhere.pk


def source(site: Site) -> Key:
    change(Statement, site.statement.pk, source=site.elsewhere.source_id)
    return "statement", site.statement.pk


def title_of_source(site: Site) -> Key:
    change(Source, site.statement.source_id, title="Another tape")
    return "source", site.statement.source_id


def roll(site: Site) -> Key:
    change(Ballot, site.decision.decision.ballots.first().pk, choice="no")
    return "statement", site.decision.pk


def result(site: Site) -> Key:
    QuerySet(type(site.decision.decision)).filter(pk=site.decision.pk).update(result="failed")
    return "statement", site.decision.pk


def reason_of_correction(site: Site) -> Key:
    change(Revision, site.correction.revision_id, reason="A typing error.")
    return "correction", site.correction.pk


def vanished(site: Site) -> Key:
    change(Statement, site.statement.pk, status="draft", published_at=None)
    return "statement", site.statement.pk


def order(site: Site) -> Key:
    change(Statement, site.statement.pk, position=F("position") + 7)
    return "statement", site.statement.pk


FORGERIES = (
    words,
    words_with_their_hash,
    title,
    an_older_wording,
    what_is_left_of_a_wording,
    speaker,
    printed_name,
    name_of_speaker,
    date,
    meeting,
    text_status,
    source,
    title_of_source,
    roll,
    result,
    reason_of_correction,
    vanished,
)


def said(key: Key, kind: str = "changed") -> None:
    """Have the site's own code say that the object changed, and sign it."""
    ChangeNote.objects.leave(ChangeNote.Subject(key[0]), [key[1]], ChangeNote.Kind(kind))
    grow()


def alone(site: Site, forge: Callable[[Site], Key]) -> None:
    """Leave the log alone."""
    forge(site)


def adding_an_innocent_change(site: Site, forge: Callable[[Site], Key]) -> None:
    said(forge(site))


def taking_it_back_meanwhile(site: Site, forge: Callable[[Site], Key]) -> None:
    """Say that the object went, change it, and say that it came back."""
    key = forge(site)
    said(key, "withdrawn")
    said(key, "reinstated")
    said(key)


def with_the_reason_of_another(site: Site, forge: Callable[[Site], Key]) -> None:
    """Say that a correction of another object explains it."""
    key = forge(site)
    Change.objects.create(subject=key[0], subject_id=key[1], kind="changed", correction=site.correction, stands=True)
    grow()


def with_an_entry_of_his_own(site: Site, forge: Callable[[Site], Key]) -> None:
    """Sign an entry with the new root, which names the fields, as only changed code would."""
    _entry(forge(site), kind="changed")


def with_an_entry_and_an_old_reason(site: Site, forge: Callable[[Site], Key]) -> None:
    """Sign an entry that gives a correction as its reason, twice."""
    key = forge(site)
    _entry(key, kind="changed", correction=site.correction.pk)
    change(Statement, site.statement.pk, kind="question")
    change(Speaker, site.statement.speaker_id, description="Other.")
    _entry(key, kind="changed", correction=site.correction.pk)


def in_the_entry_of_another(site: Site, forge: Callable[[Site], Key]) -> None:
    """Sign an entry of another object with its reason, which says beside it that this one is another."""
    key, other = forge(site), ("correction", site.correction.pk)
    book, head = Book([key, other]), LogHead.objects.get()
    entry = _said_of(book, other, kind="published", correction=site.correction.pk)
    entry["with"] = [_said_of(book, key, kind="changed")]
    growth._store(head, book, [Leaf(canonical(entry), None, list(book.held.values()))])
    head.save()
    growth.append()


def _entry(key: Key, **fields: Any) -> None:
    book, head = Book([key]), LogHead.objects.get()
    entry = _said_of(book, key, **fields)
    growth._store(head, book, [Leaf(canonical(entry), None, [book.held[key]])])
    head.save()
    growth.append()


def _said_of(book: Book, key: Key, **fields: Any) -> dict[str, Any]:
    held, names = book.held[key], book.differing(key)
    if key in book.now:
        held.take(book.now[key], names)
    fields |= {"number": key[1], "root": held.root, "subject": key[0], "time": "2026-01-01T00:00:00.000000Z"}
    fields |= {"fields": sorted(names)} if names else {}
    return fields | ({"revision": held.facts["revision"]} if key[0] == "statement" else {})


SIGNED = (with_an_entry_of_his_own, in_the_entry_of_another)
WAYS = (
    alone,
    adding_an_innocent_change,
    taking_it_back_meanwhile,
    with_the_reason_of_another,
    *SIGNED,
)


def test_an_honest_site_raises_nothing(site: Site, tmp_path: Path):
    assert "the first 0 are as they were" in watched(tmp_path / "kept")
    said(("statement", site.statement.pk))
    said(("speaker", site.statement.speaker_id))
    assert "are as they were" in watched(tmp_path / "kept")
    assert faults_of_record() == []


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda one: one.__name__)
def test_a_witness_and_the_site_notice(forge: Callable[[Site], Key], site: Site, tmp_path: Path):
    watched(tmp_path / "kept")
    files = (Path(settings.DATA_DIR) / "log" / "checkpoint", tmp_path / "kept", tmp_path / "kept.sqlite3")
    before = {path: path.read_bytes() for path in files}
    for way in WAYS:
        with transaction.atomic():
            way(site, forge)
            with pytest.raises(ValueError, match=r"is not what its entry says|shown|no correction|new revision"):
                watched(tmp_path / "kept")
            # Words have a check of their own. What a signed entry says, also that it was withdrawn, is the record.
            assert faults_of_record() or forge in {words, vanished} or way in SIGNED
            transaction.set_rollback(True)
        for path, content in before.items():
            path.write_bytes(content)
    assert faults_of_record() == []


def test_a_witness_notices_another_order_in_the_table_alone(site: Site, tmp_path: Path):
    watched(tmp_path / "kept")
    key = order(site)
    with pytest.raises(ValueError, match="position"):
        watched(tmp_path / "kept")
    # What makes place for a new statement is ordinary: only who keeps the rows sees that it made none.
    said(key)
    watched(tmp_path / "kept")


def other_name(row: dict[str, Any]) -> None:
    row["name"] = "Another Sample"


def other_spelling(row: dict[str, Any]) -> None:
    row["other_names"] = ["Another Sample"]


def other_office(row: dict[str, Any]) -> None:
    row["offices"] = [{"title": "Chair", "board": None, "organisation": "X", "since": None, "until": None}]


def another_speaker(row: dict[str, Any]) -> None:
    row["id"] += 1


SERVED = {other_name: "name", other_spelling: "names", other_office: "offices", another_speaker: "and not shown"}


@pytest.mark.parametrize("forge", SERVED, ids=lambda one: one.__name__)
def test_a_witness_notices_a_speaker_who_is_served_as_another(
    forge: Callable[[dict[str, Any]], None], site: Site, tmp_path: Path
):
    """The tables and the log are as they were: only what readers get is another."""
    number = site.statement.speaker_id

    def forged(path: str) -> bytes:
        sent = fetch(path)
        if "api/v1/speakers/" not in path:
            return sent
        page = json.loads(sent)
        for row in page["results"]:
            if row["id"] == number:
                forge(row)
        return json.dumps(page).encode()

    watched(tmp_path / "kept")
    with pytest.raises(ValueError, match=f"speaker {number} is .*{SERVED[forge]}"):
        watch(forged, verifier_key(), tmp_path / "kept", sample=50, wait=lambda _: None)


def test_nobody_calls_another_name_a_redaction_without_a_correction(site: Site, tmp_path: Path):
    watched(tmp_path / "kept")
    key = name_of_speaker(site)
    said(key, "redacted")
    with pytest.raises(ValueError, match="is not what its entry says: name"):
        watched(tmp_path / "kept")
    assert faults_of_record()
    _entry(key, kind="redacted")
    with pytest.raises(ValueError, match="no correction tells why these fields changed: name"):
        watched(tmp_path / "kept")


def test_a_correction_explains_one_change_of_an_object(site: Site, tmp_path: Path):
    watched(tmp_path / "kept")
    with_an_entry_and_an_old_reason(site, speaker)
    with pytest.raises(ValueError, match="was the reason of an earlier change"):
        watched(tmp_path / "kept")
