"""``make run`` prepares the site before it serves it, and says what prevents it from starting."""

import logging
import socket

import pytest
from django.core.management import CommandError, call_command

from archive.management.commands import serve
from archive.models import Statement
from archive.search import SearchRequest, search


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
