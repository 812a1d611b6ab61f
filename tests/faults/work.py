"""Pieces of work that a kill may interrupt, which note in the ledger what they have acknowledged.

An act is acknowledged when its call has returned. From then on it must not be lost. Each act is noted in the ledger
before it begins, so that an act that was committed but not acknowledged can be distinguished from one that never was.
"""

import json
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from archive.actions.objects import merge_speakers
from archive.actions.redaction import redact
from archive.actions.statements import correct, publish_meeting, withdraw
from archive.alerts import outbox as mails
from archive.alerts.passages import on_passage
from archive.alerts.searches.asked import on_search
from archive.alerts.sign_up import confirm, confirmation_token, sign_up
from archive.alerts.webhooks.delivery import deliver_due
from archive.citations.passages.quote_range import from_ends
from archive.exports import bulk
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.take_back import take_back
from archive.log import changes
from archive.models import Alert, Board, Mail, Meeting, Speaker, Statement, Webhook, WebhookDelivery
from archive.search import SearchRequest
from archive.search.engines import outbox
from archive.search.engines.rebuild import rebuild
from archive.upkeep.drain import drain
from tests.faults.ledger import Ledger
from tests.ingest.transcripts import make_batch
from tests.record import make_meeting, make_speaker, make_statement, make_webhook

BOARD = "sample-board"


def unique(words: str) -> str:
    """Return the words with a unique one added."""
    return f"{words} marked {uuid.uuid4().hex}."


def a_meeting() -> Meeting:
    """Return a new meeting of the board of this site."""
    board, _ = Board.objects.get_or_create(slug=BOARD, defaults={"name": "Sample Board"})
    return make_meeting(board)


def someone() -> Speaker:
    """Return a new speaker."""
    name = uuid.uuid4().hex
    return make_speaker(f"Speaker {name}", slug=f"speaker-{name}")


def publish(ledger: Ledger) -> None:
    """Publish four statements, each in a transaction of its own."""
    meeting = a_meeting()
    for place in range(4):
        text = unique(f"We open the library on day {place}")
        statement = make_statement(text, meeting=meeting, speaker=someone())
        ledger.write(act="published", number=statement.number, revision=1, text=text)


def correct_some(ledger: Ledger) -> None:
    """Correct three published statements, one of them twice."""
    for number in [*ledger.correctable(2), *ledger.correctable(1)]:
        text = unique("We open the library every day, and say so again")
        statement = correct(
            statement=Statement.objects.get(number=number), text=text, reason="Checked against the recording."
        )
        ledger.write(act="corrected", number=number, revision=statement.current_revision.number, text=text)


def redact_some(ledger: Ledger) -> None:
    """Publish two transcripts with a name in them, and redact it from the record, the index and the stored files."""
    for _ in range(2):
        secret = f"Quillifer{uuid.uuid4().hex}"
        turns = (("Chair Sample", f"He named {secret} of Plumtree Court, and sat down."), ("Speaker 1", unique("Then")))
        batch = make_batch(a_meeting(), turns, name=f"{uuid.uuid4().hex}.txt")
        save_as_drafts(batch=batch)
        publish_meeting(meeting=batch.meeting)
        revision = Statement.objects.get(current_revision__text__contains=secret).current_revision
        ledger.write(act="redacting", number=revision.statement_id, words=secret)
        passage = from_ends(revision.text, secret, secret)
        redact(revision=revision, passage=passage, category="privacy", reason="It named a private person.")
        ledger.write(act="redacted", number=revision.statement_id, words=secret)


def withdraw_some(ledger: Ledger) -> None:
    """Publish two statements and withdraw them."""
    for _ in range(2):
        statement = make_statement(unique("We sell the roof"), meeting=a_meeting())
        withdraw(statement=statement, category="privacy", reason="At the speaker's request.")
        ledger.write(act="withdrawn", number=statement.number)


def import_lines(ledger: Ledger) -> None:
    """Import a file of forty lines, a few at a time."""
    from archive.ingest.loading import load

    load.BATCH = 7
    name = uuid.uuid4().hex
    path = ledger.path.with_name(f"{name}.jsonl")
    texts = {f"{name}-{line}": unique(f"Line {line} of the file") for line in range(40)}
    path.write_text("".join(_line(identifier, text) for identifier, text in texts.items()))
    ledger.write(act="importing", path=str(path), texts=texts)
    import_file(path)
    ledger.write(act="imported", path=str(path), texts=texts)


def import_file(path: Path) -> None:
    """Import a file to its end, as an operator does after a crash."""
    with Path(os.devnull).open("w") as nowhere:
        call_command("import_statements", str(path), stdout=nowhere, stderr=nowhere)


def _line(identifier: str, text: str) -> str:
    about = {
        "id": identifier,
        "body": "Sample Town Council",
        "meeting_title": "Council meeting",
        "meeting_date": "2024-03-05",
        "seq": 1,
        "speaker": "Ms. Sample",
        "text": text,
        "source": "Minutes of Sample Town, https://www.example.org/minutes/1",
    }
    return json.dumps(about) + "\n"


def stage(ledger: Ledger) -> None:
    """Stage a transcript, save it as drafts, undo this, save it again and publish the meeting."""
    turns = tuple((f"Speaker {place}", unique(f"Turn {place}")) for place in range(6))
    batch = make_batch(a_meeting(), turns, name=f"{uuid.uuid4().hex}.txt")
    save_as_drafts(batch=batch)
    take_back(batch=batch)
    save_as_drafts(batch=batch)
    batch.refresh_from_db()
    ledger.write(act="saved", meeting=batch.meeting_id, texts=[text for _, text in turns])
    publish_meeting(meeting=batch.meeting)
    ledger.write(act="meeting", meeting=batch.meeting_id, texts=[text for _, text in turns])


def merge(ledger: Ledger) -> None:
    """Merge a speaker into another."""
    kept, gone = someone(), someone()
    numbers = [make_statement(unique("It was said"), meeting=a_meeting(), speaker=gone).number for _ in range(2)]
    ledger.write(act="merging", kept=kept.pk, gone=gone.pk, numbers=numbers)
    merge_speakers(kept=kept, gone=gone)
    ledger.write(act="merged", kept=kept.pk, gone=gone.pk, numbers=numbers)


def follow(ledger: Ledger) -> None:
    """Let a reader follow a statement, and correct it twice."""
    statement = make_statement(unique("We close the school"), meeting=a_meeting())
    email = f"{uuid.uuid4().hex}@example.org"
    sign_up(lambda: on_passage(statement.current_revision, None), address=email, client=email, language="en")
    confirm(confirmation_token(Alert.objects.get(address=email)), client="")
    ledger.write(act="confirmed", number=statement.number, email=email)
    for _ in range(2):
        text = unique("We close the school in June")
        statement = correct(statement=statement, text=text, reason="Misheard.")
        revision = statement.current_revision.number
        ledger.write(act="corrected", number=statement.number, revision=revision, text=text)


def follow_search(ledger: Ledger) -> None:
    """Let a reader follow a search, publish two results, and send the emails twice."""
    mark, email = uuid.uuid4().hex, f"{uuid.uuid4().hex}@example.org"
    request = SearchRequest(text=f"marked {mark}")
    sign_up(
        lambda: on_search(request, with_procedural=False, frequency="at_once"),
        address=email,
        client=email,
        language="en",
    )
    confirm(confirmation_token(Alert.objects.get(address=email)), client="")
    board, _ = Board.objects.get_or_create(slug=BOARD, defaults={"name": "Sample Board"})
    meeting = make_meeting(board, date=timezone.localdate().isoformat())
    for place in range(2):
        statement = make_statement(f"We open on day {place}, marked {mark}.", meeting=meeting)
        ledger.write(act="result", number=statement.number, email=email)
        mails.drain()


def send_mails(ledger: Ledger) -> None:
    """Follow a statement, and send the mails."""
    follow(ledger)
    mails.drain()


def tell_programs(ledger: Ledger) -> None:
    """Publish twice, and send the waiting messages to a webhook each time."""
    if not Webhook.objects.exists():
        make_webhook()
    for _ in range(2):
        text = unique("We mend the bridge")
        statement = make_statement(text, meeting=a_meeting())
        ledger.write(act="published", number=statement.number, revision=1, text=text)
        changes.settle()
        deliver_due()


def export(ledger: Ledger) -> None:
    """Write the files of the record, and write them again with one statement more."""
    bulk.publish()
    ledger.write(act="exported")
    make_statement(unique("We paint the hall"), meeting=a_meeting())
    bulk.publish()
    ledger.write(act="exported")


def index(ledger: Ledger) -> None:
    """Publish while the index is held back, then bring it up to date."""
    with outbox.held_back():
        publish(ledger)
    drain()


def rebuild_index(ledger: Ledger) -> None:
    """Rebuild the index while something is published, in two processes."""
    from archive.search.engines.whoosh import backend

    backend.MANY = 10
    rebuild()
    ledger.write(act="rebuilt")


def verify(ledger: Ledger) -> None:
    """Check the index and rebuild it if it is wrong."""
    with Path(os.devnull).open("w") as nowhere:
        call_command("verify_index", stdout=nowhere, stderr=nowhere)
    ledger.write(act="verified")


def recover() -> None:
    """Do what a site does by itself in the quarter of an hour after a crash."""
    drain()
    Mail.objects.filter(claimed_until__isnull=False).update(claimed_until=timezone.now())
    Mail.objects.update(try_at=timezone.now())
    mails.drain()
    WebhookDelivery.objects.filter(done_at=None).update(claimed_until=None, try_at=timezone.now())
    deliver_due()
    drain()


WORK: dict[str, Callable[[Ledger], Any]] = {
    "publish": publish,
    "correct": correct_some,
    "redact": redact_some,
    "withdraw": withdraw_some,
    "import": import_lines,
    "stage": stage,
    "merge": merge,
    "alerts": follow,
    "searches": follow_search,
    "mails": send_mails,
    "webhooks": tell_programs,
    "export": export,
    "index": index,
    "rebuild": rebuild_index,
    "verify": verify,
}
