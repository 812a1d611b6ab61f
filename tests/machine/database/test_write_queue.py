"""Writers write in order of arrival. A writer that dies or takes too long does not block others for ever."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.machine.database.sqlite.write_queue import QueueTooLong, WriteQueue

LONG = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "queue"


def waiting(folder: Path) -> int:
    return sum(path.name.isdecimal() for path in folder.iterdir())


def test_writers_write_in_order_of_arrival(folder: Path) -> None:
    queue, wrote = WriteQueue(folder), []
    first = queue.wait(LONG)

    def write(name: int) -> None:
        turn = queue.wait(LONG)
        wrote.append(name)
        turn.end()

    with ThreadPoolExecutor(6) as threads:
        for name in range(6):
            threads.submit(write, name)
            while waiting(folder) < name + 2:
                pass
        first.end()
    assert wrote == list(range(6))
    assert waiting(folder) == 0


def test_a_writer_knows_whether_others_wait(folder: Path) -> None:
    queue = WriteQueue(folder)
    first = queue.wait(LONG)
    assert not first.others_wait()
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(queue.wait, LONG)
        while waiting(folder) < 2:
            pass
        assert first.others_wait()
        first.end()
    assert not second.result().others_wait()
    second.result().end()


def test_a_writer_that_writes_repeatedly_lets_others_write_in_between(folder: Path) -> None:
    queue, wrote = WriteQueue(folder), []
    turn = queue.wait(LONG)

    def write() -> None:
        mine = queue.wait(LONG)
        wrote.append("other")
        mine.end()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(write)
        while waiting(folder) < 2:
            pass
        for _ in range(3):
            turn.end()
            turn = queue.wait(LONG)
            wrote.append("busy")
        turn.end()
    assert wrote[0] == "other"


@pytest.mark.parametrize("dies", ["while it writes", "while it waits"])
def test_a_killed_writer_blocks_nobody(folder: Path, dies: str) -> None:
    queue = WriteQueue(folder)
    before = queue.wait(LONG) if dies == "while it waits" else None
    child = os.fork()
    if not child:
        queue.wait(LONG)
        signal.pause()
    while not folder.exists() or waiting(folder) < (2 if before else 1):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if before:
        before.end()
    queue.wait(LONG).end()
    assert waiting(folder) == 0


def test_nobody_waits_longer_than_the_limit(folder: Path) -> None:
    queue = WriteQueue(folder)
    turn = queue.wait(LONG)
    with pytest.raises(QueueTooLong):
        queue.wait(0)
    assert waiting(folder) == 1
    turn.end()
    queue.wait(0).end()


def test_a_number_that_cannot_be_deleted_keeps_nobody_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = WriteQueue(folder)
    turn = queue.wait(LONG)

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as frozen:
        frozen.setattr(Path, "unlink", refuse)
        turn.end()
        assert waiting(folder) == 1
    queue.wait(0).end()
    assert waiting(folder) == 0
