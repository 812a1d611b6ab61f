"""Kills a process before and after each write of a piece of work, and prints what the record holds afterwards.

``python -m tests.desk.killed``, with DATA_DIR naming a folder with an empty database: prints one JSON object with the
record before, and for each piece of work the record after it undisturbed, and after each kill.
"""

import json
import os
import signal
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from archive.actions.objects import merge_speakers  # noqa: E402
from archive.actions.statements import correct, publish_meeting  # noqa: E402
from archive.ingest.staging.commit import save_as_drafts  # noqa: E402
from archive.ingest.staging.take_back import take_back  # noqa: E402
from archive.models import (  # noqa: E402
    AgendaItem,
    AuditEntry,
    ImportBatch,
    Meeting,
    OutboxEntry,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    Statement,
)
from tests.databases import replace  # noqa: E402
from tests.ingest.transcripts import OPENING, make_batch  # noqa: E402
from tests.record import make_meeting, make_speaker, make_statement  # noqa: E402

DATABASE = str(settings.DATABASES["default"]["NAME"])
# Copying a database on a server takes a while, so fewer moments are tested there.
STEP = 1 if connection.vendor == "sqlite" else 2
KEPT = (AgendaItem, AuditEntry, Meeting, Revision, Source, Speaker, SpeakerName, Statement)


def save() -> None:
    """Save an import into a meeting that has a transcript."""
    save_as_drafts(batch=ImportBatch.objects.get(file_name="second.txt"))


def undo() -> None:
    """Take the first import back."""
    take_back(batch=ImportBatch.objects.get(file_name="first.txt"))


def publish() -> None:
    """Publish a meeting."""
    publish_meeting(meeting=ImportBatch.objects.get(file_name="first.txt").meeting)


def correct_one() -> None:
    """Correct a published statement."""
    statement = Statement.objects.public().get()
    correct(statement=statement, text="We will open the library on Sundays.", reason="Misheard.")


def merge() -> None:
    """Merge two speakers."""
    merge_speakers(kept=Speaker.objects.get(name="Kept Sample"), gone=Speaker.objects.get(name="Gone Sample"))


WORK: dict[str, Callable[[], None]] = {
    "save": save,
    "undo": undo,
    "publish": publish,
    "correct": correct_one,
    "merge": merge,
}


def prepare() -> None:
    """Make the record that the work is done on."""
    make_speaker("Kept Sample")
    make_statement(speaker=make_speaker("Gone Sample"))
    meeting = make_meeting()
    save_as_drafts(batch=make_batch(meeting, (("#", "1. Opening"), *OPENING), name="first.txt"))
    better = (("#", "1. Opening"), *OPENING[:3], ("Kim", "One more thing."), ("Robin Sample", f"{OPENING[4][1]} Bye."))
    make_batch(meeting, better, name="second.txt")


# Each seal has a new salt.
HASHES = {"salt", "sha256", "remaining_sha256", "previous_hash"}


def record() -> str:
    """Return what the record holds, without the times at which it was written, and without salts."""
    rows: dict[str, Any] = {model.__name__: list(model.objects.order_by("pk").values()) for model in KEPT}
    rows["batches"] = list(ImportBatch.objects.order_by("pk").values("pk", "status", "undo"))
    rows["outbox"] = sorted(OutboxEntry.objects.values_list("subject", "subject_id"))
    for name in KEPT:
        for row in rows[name.__name__]:
            for key in [key for key in row if key == "at" or key.endswith("_at")]:
                row[key] = row[key] is not None
            for key in HASHES & row.keys():
                row[key] = bool(row[key])
    connection.close()
    return json.dumps(rows, default=str, sort_keys=True)


def run_forked(work: Callable[[], None], die_at: int) -> bool:
    """Do the work in a process that is killed at the moment of that number; say whether it was.

    The moments are those before each statement of SQL that writes, and after it. Between reads the database stays as
    it is: to die at another of them is to die at the same moment.
    """
    process = os.fork()
    if not process:
        left, has_written = die_at, False

        def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
            nonlocal left, has_written
            writes = not sql.startswith("SELECT")
            left -= writes or has_written
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            has_written = writes
            return execute(sql, *arguments)

        with connection.execute_wrapper(watch):
            work()
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def main() -> None:
    """Do each piece of work whole, and killed at every statement, always on the same record."""
    prepare()
    before = record()
    kept = f"{DATABASE}.kept"
    replace(kept, DATABASE)
    told: dict[str, Any] = {}
    for name, work in WORK.items():
        killed: list[str] = []
        die_at, alive = 0, False
        while not alive:
            die_at += STEP
            replace(DATABASE, kept)
            alive = not run_forked(work, die_at)
            if not alive:
                killed.append(record())
        told[name] = {"after": record(), "killed": killed}
    print(json.dumps({"before": before, "work": told}))


if __name__ == "__main__":
    main()
