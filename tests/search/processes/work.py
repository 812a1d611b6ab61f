"""The work that processes of a test do: ``python -m tests.search.processes.work NAME '{"a": "value"}'``."""

import json
import os
import signal
import sys
import traceback
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from archive.actions.redaction import Anyway, answering, redact  # noqa: E402
from archive.actions.removed_words import disk  # noqa: E402
from archive.actions.statements import withdraw  # noqa: E402
from archive.citations.passages.quote_range import from_ends  # noqa: E402
from archive.ingest.loading import load  # noqa: E402
from archive.models import OutboxEntry, Statement  # noqa: E402
from archive.search import SearchRequest, search  # noqa: E402
from archive.search.engines import get_backend, outbox  # noqa: E402
from archive.search.engines.document import Document  # noqa: E402
from archive.search.engines.rebuild import rebuild  # noqa: E402
from archive.upkeep.drain import drain  # noqa: E402
from tests.databases import name_in  # noqa: E402
from tests.record import make_board, make_meeting, make_statement  # noqa: E402


def publish(texts: list[str]) -> list[int]:
    """Publish a meeting of statements with these texts, each in its own transaction."""
    unique = uuid.uuid4().hex
    meeting = make_meeting(make_board(name=f"Sample Board {unique}", slug=unique))
    # A test may redact the same words again.
    with answering(lambda: Anyway(None, "They are published to be redacted.")):
        return [make_statement(text, meeting=meeting).number for text in texts]


def take_out(number: int) -> None:
    """Withdraw a statement."""
    withdraw(statement=Statement.objects.get(number=number), category="privacy", reason="At the speaker's request.")


def redact_words(number: int, first: str, last: str) -> None:
    """Redact the passage between the words."""
    revision = Statement.objects.get(number=number).current_revision
    passage = from_ends(revision.text, first, last)
    redact(revision=revision, passage=passage, category="privacy", reason="It named a private person.")


def redact_and_die_before_removing(number: int, first: str, last: str) -> None:
    """Die between the commit and the removal from the disk."""
    disk.drain = die
    redact_words(number, first, last)


def removals_waiting(number: int) -> list[str]:
    """Return what prevents each waiting removal."""
    return [row.last_error for row in disk.waiting(Statement.objects.get(number=number))]


def upkeep_once() -> None:
    """Do what a thread of every server does every few seconds."""
    drain(due_only=True)


def found(text: str) -> list[int]:
    """Return the numbers of the statements found."""
    return sorted(hit.number for hit in search(SearchRequest(text=text, page_size=1000)).hits)


def state() -> dict[str, Any]:
    """Return what a reader finds and, once the index is up to date, how it differs from the record."""
    before = found("")
    call_command("work", "--only", "outbox", stdout=sys.stderr)
    return {
        "before": before,
        "public": sorted(Statement.objects.public().values_list("number", flat=True)),
        "found": found(""),
        "waiting": OutboxEntry.objects.pending().count(),
        "problem": get_backend().check(),
    }


def die(*_: Any) -> None:
    """End as ``kill -9`` ends a process: at once, with nothing tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_file_operation(number: int) -> None:
    """Die before the given operation on a file of the index, the first being 1."""
    left = [number]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        paths = [str(argument) for argument in arguments if isinstance(argument, str | os.PathLike)]
        names_index = any(path.startswith(str(settings.SEARCH_INDEX_DIR)) for path in paths)
        if names_index and event in {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}:
            left[0] -= 1
            if left[0] == 0:
                die()

    sys.addaudithook(watch)


def publish_and_die_before_indexing(text: str) -> None:
    """Die between the commit and the index."""
    outbox.get_backend = die
    publish([text])


def publish_and_die_while_indexing(text: str, at: int) -> None:
    """Die at some file operation of the index's commit."""
    with outbox.held_back():
        publish([text])
    die_at_file_operation(at)
    outbox.drain()


def publish_and_die_before_marking(text: str) -> None:
    """Die between the index's commit and the marking of the rows."""
    with outbox.held_back():
        publish([text])
    type(OutboxEntry.objects.all()).mark_done = die
    outbox.drain()


def import_and_die(path: str, after_line: int) -> None:
    """Die after importing that many lines or, if the file has fewer, before the index is updated."""
    lines, load.BATCH = 0, 2
    really = load.Load._read_line

    def read(*arguments: Any) -> None:
        nonlocal lines
        lines += 1
        really(*arguments)
        if lines == after_line:
            die()

    load.Load._read_line = read
    outbox.drain = die
    call_command("import_statements", path, stdout=sys.stderr)


def import_all(path: str) -> None:
    """Import a file to its end."""
    call_command("import_statements", path, stdout=sys.stderr)


def rebuild_and_die_reading() -> None:
    """Die half way through the statements."""

    def dying(documents: Iterator[Document]) -> Iterator[Document]:
        yield next(documents)
        die()

    rebuild(dying)


def rebuild_anyway() -> None:
    """Rebuild the index."""
    rebuild()


def rebuild_and_die(at: int) -> None:
    """Die at some file operation of a rebuild."""
    die_at_file_operation(at)
    rebuild()


def publish_when_told(texts: list[str]) -> list[int]:
    """Report that the process is ready, and publish when the other end says go."""
    print("ready", flush=True)
    sys.stdin.readline()
    return publish(texts)


def answer() -> None:
    """Search for each line that comes in, and answer with a line."""
    for line in sys.stdin:
        print(json.dumps(found(line.strip())), flush=True)


def nursery(texts: list[str]) -> None:
    """Make a site, then fork a process for each piece of work that comes in, and answer with its status and result."""
    publish(texts)
    call_command("rebuild_index", stdout=sys.stderr)
    state()
    connection.close()
    print("ready", flush=True)
    for line in sys.stdin:
        work, values = json.loads(line)
        reader, writer = os.pipe()
        process = os.fork()
        if not process:
            os._exit(run_forked(writer, work, values))
        os.close(writer)
        with os.fdopen(reader) as pipe:
            answer = pipe.read()
        _, status = os.waitpid(process, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), json.loads(answer or "null")]), flush=True)


def run_forked(writer: int, work: str, values: dict[str, Any]) -> int:
    """Write the result of the work to the pipe; return the exit status."""
    try:
        with os.fdopen(writer, "w") as pipe:
            json.dump(run(work, **values), pipe)
    except BaseException:
        traceback.print_exc()
        raise
    return 0


def run(work: str, folder: str = "", **values: Any) -> Any:
    """Do the work for the site in the folder."""
    if folder:
        connection.settings_dict["NAME"] = name_in(Path(folder))
        settings.SEARCH_INDEX_DIR = Path(folder) / "index"
    return globals()[work](**values)


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], **json.loads(sys.argv[2]))))
