"""``make run`` prepares the site before it serves it, and says what prevents it from starting."""

import logging
import os
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.management.commands import serve
from archive.models import Statement
from archive.search import SearchRequest, search

IN_OWN_PROCESS = """
import os, sys, time, django
django.setup()
from archive.management.commands.serve import is_child
if is_child():
    print(os.getpid(), flush=True)
    {work}
    sys.exit({status})
print("served")
"""


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Replace the command's pauses and record them."""
    taken: list[float] = []
    monkeypatch.setattr(serve.time, "sleep", taken.append)
    return taken


def test_the_command_waits_for_a_port_that_becomes_free_within_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        monkeypatch.setattr(serve.time, "sleep", lambda _: busy.close())
        serve.Command().wait_for_port(serve.HOST, busy.getsockname()[1])


def test_a_busy_port_is_refused_with_a_message_that_says_what_to_do(pauses: list[float]) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is not free .*make run PORT="):
            call_command("serve", port=port, prepare_only=True)
    assert sum(pauses) == pytest.approx(10)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_preparing_a_site_twice_loses_and_duplicates_nothing(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    call_command("serve", port=0, prepare_only=True)
    assert "Set it up: http://127.0.0.1:" in capsys.readouterr().out
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    held = Statement.objects.public().count()
    assert search(SearchRequest(text="")).total == held > 0

    call_command("serve", port=0, prepare_only=True)
    assert search(SearchRequest(text="")).total == Statement.objects.public().count() == held


@pytest.mark.slow
@pytest.mark.parametrize(("work", "status", "said"), [("pass", 0, ["served"]), ("pass", 3, []), ("1 / 0", 1, [])])
def test_a_site_that_could_not_be_prepared_is_not_served(work: str, status: int, said: list[str]) -> None:
    with preparing(work, status) as server:
        told, trouble = server.communicate()
    assert (server.returncode, told.split()[1:]) == (status, said)
    assert ("ZeroDivisionError" in trouble) == ("0" in work)


@pytest.mark.slow
def test_a_signal_that_ends_the_server_ends_the_preparation_too() -> None:
    with preparing("time.sleep(600)", 0) as server:
        assert server.stdout
        child = int(server.stdout.readline())
        server.send_signal(signal.SIGTERM)
        assert server.wait() == 128 + signal.SIGTERM
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def preparing(work: str, status: int) -> subprocess.Popen[str]:
    """Do some work where the site is prepared, in a process of its own."""
    words = [sys.executable, "-c", IN_OWN_PROCESS.format(work=work, status=status)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    return subprocess.Popen(words, text=True, cwd=settings.BASE_DIR, env=environment, **pipes)
