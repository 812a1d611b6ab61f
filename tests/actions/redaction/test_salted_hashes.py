"""Nobody finds redacted words by trying a list of names against the hashes that the archive publishes."""

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from archive.actions.redaction import Removal, redact, removals_so_far, remove_again
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.verification import verify_record
from archive.exports.bulk import publish
from archive.language.timed_words import TimedWord, pack, unpack
from archive.log.changes import settle
from archive.models import GAP, Revision, Statement, Tombstone, WordTimes, revision_hash
from archive.search.engines import outbox
from tests.doors import every_door, walk
from tests.hidden_words import make_public_record
from tests.record import make_meeting, make_statement

NAMES = ("Quillifer", "Zanthrope", "Plumtrees", "Robinsons")
NAME = NAMES[1]
TEXT = "The pupil is called {}, and the hearing is open."
HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
SALT = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

pytestmark = pytest.mark.django_db


def record() -> Statement:
    """Publish a name in a title and two wordings, and a later wording without it."""
    statement = make_statement(TEXT.format(NAME), title=f"On {NAME}", meeting=make_meeting())
    statement = correct(statement=statement, text=f"{TEXT.format(NAME)} Bye.", title=f"On {NAME}", reason="Cut.")
    return correct(statement=statement, text="The hearing is open.", title="", reason="Shortened.")


def take_out(statement: Statement) -> Tombstone:
    first = statement.revisions.get(number=1)
    start = first.text.index(NAME)
    passage = QuoteRange(start, start + len(NAME))
    stone = redact(revision=first, passage=passage, category="privacy", reason="It named a pupil.")
    outbox.keep_up()
    settle()
    return stone


def published(client: Client) -> str:
    """Return all that readers can get, and the list of removals that stands beside the backups."""
    publish()
    told = "\n".join(answer.text for answer in walk(client, every_door()).values())
    return told + json.dumps([removal.written() for removal in removals_so_far()])


def guesses(revision: Revision, name: str, salts: set[str]) -> Iterator[str]:
    """Yield the hashes that somebody may compute who tries a name in the gaps, with each salt that is known."""
    fill = re.compile(f"{GAP}+")
    title, text = fill.sub(name, revision.title), fill.sub(name, revision.text)
    for salt, previous in product(salts, {revision.previous_hash, ""}):
        yield revision_hash(
            salt=salt,
            statement=revision.statement_id,
            number=revision.number,
            previous_hash=previous,
            title=title,
            text=text,
        )
    head = f"statement: {revision.statement_id}\nrevision: {revision.number}\nprevious: {revision.previous_hash}\n"
    for plain in (name, text, f"{head}title: {title}\n\n{text}"):
        yield hashlib.sha256(plain.encode()).hexdigest()


def found(said: str, statement: Statement) -> set[str]:
    """Return the names that a published hash confirms."""
    hashes, salts = {*HASH.findall(said)}, {*SALT.findall(said), ""}
    return {
        name
        for name, revision in product(NAMES, statement.revisions.published())
        if GAP in revision.text or name in revision.text
        if not hashes.isdisjoint(guesses(revision, name, salts))
    }


@pytest.mark.slow
def test_no_list_of_names_finds_a_redacted_one_or_a_withdrawn_one(client: Client, settings: LazySettings):
    settings.API_REQUESTS_PER_MINUTE = settings.API_QUOTES_PER_MINUTE = 1_000_000
    make_public_record()
    statement, withdrawn = record(), make_statement(TEXT.format(NAMES[2]))
    withdraw(statement=withdrawn, category="law", reason="A sample reason.")
    outbox.keep_up()
    said = client.get(f"/api/v1/statements/{statement.pk}/revisions/").text
    assert found(said, statement) == {NAME}, "The check finds what is published with its salt."
    take_out(statement)
    said = published(client)
    stored = statement.revisions.get(number=1)
    assert {stored.sha256, stored.remaining_sha256, stored.salt} <= {*HASH.findall(said), *SALT.findall(said)}
    assert found(said, statement) == set()
    assert withdrawn.current_revision.salt not in said


def test_a_second_redaction_destroys_the_salt_of_the_first():
    statement = make_statement("Quillifer met Zanthrope.")
    salts = {statement.current_revision.salt}
    for passage in (QuoteRange(0, 9), QuoteRange(14, 23)):
        redact(revision=statement.current_revision, passage=passage, category="law", reason="A sample reason.")
        salts.add(statement.revisions.get().salt)
    assert len(salts) == 3
    assert list(verify_record()) == []


def test_a_wording_that_had_none_of_the_words_keeps_its_salt():
    statement = record()
    shortened = statement.current_revision
    before = (shortened.salt, shortened.sha256, shortened.remaining_sha256)
    take_out(statement)
    shortened.refresh_from_db()
    assert (shortened.salt, shortened.sha256, shortened.remaining_sha256) == before


def test_a_reason_that_loses_a_name_leaves_the_hash_of_its_words():
    statement = make_statement(TEXT.format(NAME))
    statement = correct(statement=statement, text="The hearing is open.", reason=f"{NAME} asked for it.")
    take_out(statement)
    second = statement.revisions.get(number=2)
    assert NAME not in second.reason
    assert second.remaining_sha256 == ""
    assert list(verify_record()) == []


def test_a_restored_site_shows_the_same_hashes():
    statement = record()
    with transaction.atomic():
        take_out(statement)
        removals, shown = removals_so_far(), hashes_of(statement)
        transaction.set_rollback(True)
    for removal in removals:
        remove_again(Removal.read(json.loads(json.dumps(removal.written()))))
    assert hashes_of(statement) == shown
    assert list(verify_record()) == []


def test_word_times_do_not_tell_the_words_of_a_gap():
    statement = make_statement(TEXT.format(f"{NAME} Robin"))
    words = [TimedWord(match.start(), match.start(), match.end()) for match in re.finditer(r"\S+", statement.text)]
    WordTimes.objects.create(revision=statement.current_revision, packed=pack(words))
    start = statement.text.index(NAME)
    passage = QuoteRange(start, start + len(f"{NAME} Robin"))
    redact(revision=statement.current_revision, passage=passage, category="law", reason="A sample reason.")
    kept = unpack(WordTimes.objects.get().packed)
    assert [word.offset for word in kept] == [
        word.offset for word in words if not passage.start <= word.offset < passage.end
    ]


def hashes_of(statement: Statement) -> list[tuple[str, str, str]]:
    revisions = statement.revisions.published().order_by("number")
    return list(revisions.values_list("sha256", "remaining_sha256", "salt"))
