"""Publishes and withdraws statements as the site does: ``python -m tests.search.opensearch.writer``.

Reads a line of JSON for each act, and answers with a line when the index has it, or without ``wait`` when the record
has it. If the database refuses an act, the line says so, and the next act is tried by itself.
"""

import json
import os
import sys
from itertools import count
from threading import Event
from typing import Any

import django

django.setup()

from django.db import DatabaseError, close_old_connections  # noqa: E402

import tests.record  # noqa: E402
from archive.actions.statements import withdraw  # noqa: E402
from archive.models import Meeting, OutboxEntry, Statement  # noqa: E402
from archive.search.engines import outbox  # noqa: E402
from tests.record import make_meeting, make_statement  # noqa: E402

# Each process invents different names.
tests.record.numbers = count(os.getpid() * 1000)


def do(meeting: Meeting, *, text: str = "", number: int = 0, wait: bool = True) -> dict[str, Any]:
    """Publish the text, or withdraw the statement, and return its number."""
    if text:
        number = make_statement(text, meeting=meeting).number
    else:
        statement = Statement.objects.get(number=number)
        withdraw(statement=statement, category="privacy", reason="At the speaker's request.")
    while wait and OutboxEntry.objects.of_index().pending().exists():
        outbox.drain()
        Event().wait(0.05)
    return {"number": number}


def main() -> None:
    """Carry out each line of input until the input ends."""
    meeting = make_meeting()
    for line in sys.stdin:
        close_old_connections()
        try:
            answer = do(meeting, **json.loads(line))
        except DatabaseError as error:
            answer = {"refused": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
