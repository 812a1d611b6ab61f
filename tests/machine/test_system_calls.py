"""A process that may only compute cannot reach files by their path, or other processes, and neither can its threads."""

import os
import platform
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from archive.machine.system_calls import MACHINES, gain_no_privileges, only_compute
from tests.machine.test_confinement import confined

only_with_a_filter = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in MACHINES, reason="only Linux has the filter of system calls"
)
AFTERWARDS = """
import threading, sys
from pathlib import Path
from archive.machine.system_calls import only_compute

go = threading.Event()

def removes():
    go.wait()
    try:
        Path(sys.argv[1]).unlink()
    except PermissionError:
        print("refused")

thread = threading.Thread(target=removes)
thread.start()
print(only_compute())
go.set()
thread.join()
"""


def reaches_out(_: IO[bytes], folder: str, parent: int) -> Iterator[bytes]:
    """Yield the name of each call that does not fail."""
    path = Path(folder)
    calls: dict[str, Callable[[], object]] = {
        "truncate": lambda: os.truncate(path / "file", 0),
        "unlink": (path / "file").unlink,
        "rename": lambda: (path / "file").rename(path / "other"),
        "chmod": lambda: (path / "file").chmod(0o777),
        "mkdir": (path / "folder").mkdir,
        "symlink": lambda: (path / "link").symlink_to(path / "file"),
        "fork": lambda: os.fork() or os._exit(0),
        "kill": lambda: os.kill(parent, 0),
        "socket": socket.socket,
        "thread": threading.Thread(target=int).start,
        "exec": lambda: os.execv(sys.executable, [sys.executable, "--version"]),
    }
    for name, call in calls.items():
        try:
            call()
        except (OSError, RuntimeError):
            continue
        yield name.encode()
    yield b"end"


@pytest.mark.slow
@only_with_a_filter
def test_files_and_processes_are_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("The record.")
    assert confined(reaches_out, b"", str(tmp_path), os.getpid()) == [b"end"]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "The record.")]


@only_with_a_filter
def test_the_threads_that_run_already_are_held_too(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [sys.executable, "-c", AFTERWARDS, str(tmp_path / "file")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused"]
    assert (tmp_path / "file").exists()


def test_no_filter_is_made_for_an_unknown_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "abacus")
    assert "abacus" in only_compute()


def test_another_system_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "abacus")
    assert "abacus" in gain_no_privileges()
