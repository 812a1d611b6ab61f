"""A name that is taken out for somebody's safety is a redaction in the log, and no public list has it any more."""

import json
from itertools import product
from pathlib import Path

import pytest
from django.test import Client

from archive.actions.objects import save_object
from archive.actions.redaction import redact
from archive.actions.rules import SaidBy, Why
from archive.actions.statements import correct
from archive.citations.passages.quote_range import QuoteRange
from archive.log.roots import hash_of_field
from archive.models import Commitment, Correction, Speaker, Statement
from tests.log.growing import entries, faults_of_record, grow, watched
from tests.record import make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
NAME = "Quillifer Zanthrope"
WORDS = f"I thank {NAME} for the report."
LISTS = (
    "/corrections/",
    "/data/changes/",
    "/api/v1/corrections/",
    "/api/v1/changes/",
    "/api/v1/speakers/",
    *(f"/log/openings/{subject}" for subject in ("statement", "speaker", "correction", "tombstone")),
)


@pytest.fixture
def speaker(tmp_path: Path) -> Speaker:
    """Publish who is named in one meeting, and was on record as the speaker of another, and let a witness see it."""
    speaker = make_speaker(NAME)
    make_statement(WORDS, meeting=make_meeting(), speaker=speaker)
    elsewhere = make_statement("We open the library.", meeting=make_meeting(), speaker=speaker, attribution=NAME)
    another = SaidBy(make_speaker("Ada Sample"), "MS. SAMPLE")
    correct(statement=elsewhere, said_by=another, kind="attribution", reason="The tape says so.")
    grow()
    watched(tmp_path / "kept")
    return speaker


def take_out(speaker: Speaker) -> None:
    """Redact the name where it was said, and then give the speaker another."""
    revision = Statement.objects.get(current_revision__text=WORDS).current_revision
    passage = QuoteRange(WORDS.index(NAME), WORDS.index(NAME) + len(NAME))
    redact(revision=revision, passage=passage, category="safety", reason="Somebody is in danger.")
    speaker.refresh_from_db()
    speaker.name, speaker.slug = "A witness", ""
    save_object(instance=speaker, why=Why("Somebody is in danger."))


def of_speaker(speaker: Speaker) -> list[dict[str, object]]:
    return [entry for entry in entries() if (entry.get("subject"), entry.get("number")) == ("speaker", speaker.pk)]


def test_the_log_calls_it_a_redaction_and_names_the_field(speaker: Speaker, tmp_path: Path):
    take_out(speaker)
    grow()
    said = of_speaker(speaker)[-1]
    assert (said["kind"], said["fields"]) == ("redacted", ["name"])
    assert said["correction"] == Correction.objects.get(speaker=speaker).pk
    watched(tmp_path / "kept")
    assert faults_of_record() == []


def test_its_salt_is_gone_before_the_log_says_so(speaker: Speaker):
    take_out(speaker)
    held = Commitment.objects.get(subject="speaker", subject_id=speaker.pk)
    assert json.loads(held.texts)["name"][0] == ""


def test_no_public_list_has_it_and_a_list_of_names_finds_nothing(speaker: Speaker, client: Client):
    def told() -> dict[str, str]:
        shown = [f"/corrections/{pk}/" for pk in Correction.objects.public().values_list("pk", flat=True)]
        return {path: client.get(path).content.decode() for path in (*LISTS, *shown)}

    def hits(answers: dict[str, str]) -> list[tuple[str, str]]:
        openings = [one for path in LISTS[5:] for one in json.loads(answers[path])["results"]]
        texts = [(name, text) for one in openings for name, text in one["texts"].items()]
        salts = {text["salt"] for _, text in texts} | {one["salt"] for one in openings}
        hashes = {(name, text["sha256"]) for name, text in texts}
        tried = product({name for name, _ in texts}, salts, (NAME, NAME.upper(), "Zanthrope"))
        return [(name, value) for name, salt, value in tried if (name, hash_of_field(name, salt, value)) in hashes]

    before = told()
    assert sum("Zanthrope" in text for text in before.values()) > 4
    assert ("name", NAME) in hits(before)
    take_out(speaker)
    # Also in the minute before the log has it.
    for _ in range(2):
        after = told()
        assert [path for path, text in after.items() if "Zanthrope" in text] == []
        assert hits(after) == []
        grow()
