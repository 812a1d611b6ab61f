"""Makes processes act on one site at the same moment: ``python -m tests.actions.contest``. DATA_DIR names the site.

Each line of input is a JSON list: the code that every process runs first, to read something, and the code that each of
them runs then. The processes are forked with the project loaded. Each reads, says so, and waits until all may continue.
Each line of output has the result of each process: its value, or the sentences of its error.
"""

import json
import os
import sys
from dataclasses import dataclass
from typing import Any, TextIO

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402

from archive.actions.meetings import remove_document  # noqa: E402
from archive.actions.rules import Why, version_of  # noqa: E402
from archive.actions.statements import (  # noqa: E402
    NewDecision,
    change_statement,
    correct,
    create_statement,
    publish,
    publish_meeting,
    withdraw,
)
from archive.models import Board, Decision, Meeting, Revision, Source, Statement  # noqa: E402
from tests.record import origin  # noqa: E402

ACTS = (change_statement, correct, create_statement, publish, publish_meeting, remove_document, withdraw)
TABLES = (Board, Decision, Meeting, Revision, Source, Statement)
KNOWN = {known.__name__: known for known in (*ACTS, *TABLES, NewDecision, Why, origin, version_of)}


@dataclass
class Contestant:
    """A process that acts when the gate opens, and its output."""

    process: int
    said: TextIO


def act(read: str, code: str, gate: int, told: TextIO) -> None:
    """Read, say so, wait for the gate to open, act, and report the result."""
    names: dict[str, Any] = dict(KNOWN)
    exec(read, names)
    print("ready", file=told, flush=True)
    os.read(gate, 1)
    try:
        print(json.dumps({"value": eval(code, names)}, default=str), file=told)
    except ValidationError as refusal:
        print(json.dumps({"refused": refusal.messages}), file=told)


def start(read: str, code: str, gate: tuple[int, int]) -> Contestant:
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        os.close(gate[1])
        with os.fdopen(writer, "w") as told:
            act(read, code, gate[0], told)
        os._exit(0)
    os.close(writer)
    return Contestant(process, os.fdopen(reader))


def contest(read: str, *acts: str) -> list[dict[str, Any]]:
    """Run each act in its own process, all at the same moment."""
    gate = os.pipe()
    contestants = [start(read, code, gate) for code in acts]
    for contestant in contestants:
        assert contestant.said.readline() == "ready\n"
    # Closing one end of the pipe releases everyone who waits at the other.
    for end in gate:
        os.close(end)
    outcomes = []
    for contestant in contestants:
        with contestant.said:
            outcomes.append(json.loads(contestant.said.read()))
        os.waitpid(contestant.process, 0)
    return outcomes


def main() -> None:
    """Run a contest for each line of input."""
    for line in sys.stdin:
        print(json.dumps(contest(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
