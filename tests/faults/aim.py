"""When to kill a process: at a failpoint, an SQL statement or commit, a file operation, or at any time."""

import os
import random
import re
import signal
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from boardmeetings import failpoints

SOURCES = (settings.BASE_DIR / "archive", settings.BASE_DIR / "boardmeetings")
POINT = re.compile(r'failpoint\("([\w.-]+)"\)')
FILE_OPERATIONS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})
WAYS = ("time", "point", "statement", "file")


@dataclass
class Passed:
    """How far a piece of work got: SQL statements, file operations and seconds."""

    statements: int = 0
    files: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Aim:
    """The kind of moment, and which one: the name of a failpoint, the number of a statement or file, or seconds."""

    way: str
    place: str | int | float

    def __str__(self) -> str:
        return f"{self.way} {self.place:.3f}" if isinstance(self.place, float) else f"{self.way} {self.place}"


def points() -> list[str]:
    """Return the names of the failpoints in the code."""
    return sorted(
        {name for source in SOURCES for path in source.rglob("*.py") for name in POINT.findall(path.read_text())}
    )


def choose(chance: random.Random, usual: Passed) -> Aim:
    """Choose when to kill a piece of work of this usual extent."""
    way = chance.choice(WAYS)
    if way == "time":
        return Aim(way, chance.uniform(0, 1.1 * usual.seconds))
    if way == "point":
        return Aim(way, f"{chance.choice(points())}:{chance.choice((1, 1, 1, 2, 3))}")
    return Aim(way, chance.randint(1, max(1, usual.statements if way == "statement" else usual.files)))


def die() -> None:
    """End as ``kill -9`` ends a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(aim: Aim | None, folder: Path) -> Passed:
    """Make this process die at the aim, and count the moments that it passes before."""
    passed = Passed()
    failpoints.NAME, failpoints.TIMES = "", ""
    if aim and aim.way == "point":
        failpoints.NAME, _, failpoints.TIMES = str(aim.place).partition(":")
        failpoints._passed = count(1)

    def statement() -> None:
        passed.statements += 1
        if aim and (aim.way, aim.place) == ("statement", passed.statements):
            die()

    def executing(execute: Any, *arguments: Any) -> Any:
        statement()
        return execute(*arguments)

    commit = connection._commit

    def committing() -> None:
        statement()
        commit()
        statement()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FILE_OPERATIONS and any(str(argument).startswith(str(folder)) for argument in arguments):
            passed.files += 1
            if aim and (aim.way, aim.place) == ("file", passed.files):
                die()

    connection.execute_wrappers.append(executing)
    connection._commit = committing
    sys.addaudithook(watch)
    return passed
