"""A site in its own folder, and forked processes that work on it. A process with an aim kills itself there."""

import json
import os
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from archive.alerts.webhooks import posting
from tests.faults.aim import Aim, Passed, arm
from tests.faults.ledger import Ledger


class Ended(NamedTuple):
    """How a process ended: whether it was killed, its answer or its error, and how far it got."""

    was_killed: bool
    answer: Any
    error: str
    passed: Passed


class FaultySite:
    """A site whose processes are killed. Its ledger and its mailbox are next to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = Ledger(folder.with_name(f"{folder.name}.ledger"))
        self.mailbox = Ledger(folder.with_name(f"{folder.name}.mailbox"))

    def copy(self, folder: Path) -> "FaultySite":
        """Return a site with the same record, ledger and mailbox."""
        other = FaultySite(folder)
        shutil.copytree(self.folder, folder)
        for mine, its in ((self.ledger, other.ledger), (self.mailbox, other.mailbox)):
            if mine.path.exists():
                shutil.copy(mine.path, its.path)
        return other

    def delete(self) -> None:
        """Delete all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for ledger in (self.ledger, self.mailbox):
            ledger.path.unlink(missing_ok=True)

    def do(self, work: Callable[[], Any], aim: Aim | None = None) -> Ended:
        """Do a piece of work in a separate process, which dies at the aim."""
        ours, theirs = Pipe(duplex=False)
        began = time.monotonic()
        process = os.fork()
        if not process:
            ours.close()
            os._exit(self._forked(work, aim, theirs))
        theirs.close()
        is_timed = aim is not None and aim.way == "time"
        if is_timed and not ours.poll(float(aim.place)):
            os.kill(process, signal.SIGKILL)
        try:
            content = json.loads(ours.recv())
        except EOFError:
            content = {"answer": None, "error": "", "passed": {}}
        ours.close()
        _, status = os.waitpid(process, 0)
        passed = Passed(**content["passed"])
        passed.seconds = time.monotonic() - began
        return Ended(os.waitstatus_to_exitcode(status) == -signal.SIGKILL, content["answer"], content["error"], passed)

    def _forked(self, work: Callable[[], Any], aim: Aim | None, pipe: Connection) -> int:
        """Work on this site; return the exit status."""
        self.enter()
        passed = arm(aim, self.folder)
        answer, error = None, ""
        try:
            answer = work()
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            error = traceback.format_exc()
        pipe.send(json.dumps({"answer": answer, "error": error, "passed": asdict(passed)}))
        pipe.close()
        return 0

    def enter(self) -> None:
        """Turn this process into a process of the site."""
        connection.settings_dict["NAME"] = str(self.folder / "archive.sqlite3")
        settings.SEARCH_INDEX_DIR = self.folder / "index"
        settings.MEDIA_ROOT = str(self.folder / "uploads")
        settings.EXPORT_DIR = self.folder / "exports"
        settings.MAILBOX = self.mailbox.path
        posting._status_of_post = self._receive
        settings.MAILERS = {"default": {"BACKEND": "tests.faults.mailbox.Mailbox"}}

    def _receive(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Receive a message as a program elsewhere would: store it, then accept it."""
        told = json.loads(body)["data"]
        key = headers["webhook-id"]
        self.mailbox.write(act="message", key=key, to=url, first=told["first"], last=told["last"])
        return 200
