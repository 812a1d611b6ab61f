"""The harness reports each kind of loss that a test causes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

# A change that bypasses the site, and a part of the expected report.
LOSSES = {
    "a wording is another": ("sql:UPDATE archive_revision SET text = 'Other words.' WHERE id = 1", "lost: "),
    "a correction is not logged": (
        "sql:DELETE FROM archive_correctiontotell; DELETE FROM archive_correction",
        ": 0 corr",
    ),
    "a text is there twice": (
        "sql:UPDATE archive_revision SET text = (SELECT text FROM archive_revision WHERE id = 1) WHERE id = 2",
        "2 times: ",
    ),
    "the index misses a statement": ("unindexed:1", "the index holds"),
    "the index has other words": ("reworded:1", "in the record, "),
    "removed words are in a file": ("left:", " is in left"),
    "a message to a program was not sent": ("message:", "is in 0 messages"),
    "a file of the record is cut short": ("cut:", "is not the file that the manifest names"),
    "a mail was not sent": ("sql:DELETE FROM archive_mail; DELETE FROM archive_correctiontotell", "mails about"),
}
LOSE = """
import sqlite3, sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from tests.faults.kills import FaultySite, Harness, call_command
from tests.faults.work import correct_some, export, follow, publish, redact_some, tell_programs
from archive.search.engines import outbox
from archive.search.engines import get_backend
from archive.search.engines.document import documents

harness = Harness(Path(sys.argv[1]), 1)
site = harness.base
site.folder.mkdir(parents=True)

def prepare():
    call_command("migrate", verbosity=0)
    publish(site.ledger)
    redact_some(site.ledger)
    with outbox.held_back():
        correct_some(site.ledger)
        follow(site.ledger)
    tell_programs(site.ledger)
    tell_programs(site.ledger)
    export(site.ledger)

def lose(kind, what):
    if kind == "sql":
        database = sqlite3.connect(site.folder / "archive.sqlite3")
        database.executescript(what)
        database.close()
    elif kind in {"unindexed", "reworded"}:
        outbox.drain()
        changed = [replace(one, text=f"{one.text} Indeed.") for one in documents([int(what)])]
        with get_backend().writing():
            get_backend().update(documents=changed if kind == "reworded" else [], gone=[int(what)])
    elif kind == "message":
        messages = site.mailbox.path.read_text().splitlines(keepends=True)
        at = max(at for at, line in enumerate(messages) if '"act": "message"' in line)
        site.mailbox.path.write_text("".join(messages[:at] + messages[at + 1:]))
    elif kind == "cut":
        next(site.folder.glob("exports/*/statements.csv")).write_text("number")
    else:
        (site.folder / "left").write_text(site.ledger.acts("redacted")[0]["words"])

harness._must(site, prepare)
harness._must(site, partial(lose, *sys.argv[2].split(":", 1)))
print("\\n".join(harness.problems(site)))
"""


@pytest.mark.faults
@pytest.mark.parametrize(("loss", "told"), LOSSES.values(), ids=LOSSES)
def test_each_kind_of_loss_is_reported(tmp_path: Path, loss: str, told: str) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data")}
    words = [sys.executable, "-c", LOSE, str(tmp_path / "sites"), loss]
    ended = subprocess.run(words, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert told in ended.stdout, ended.stdout + ended.stderr
