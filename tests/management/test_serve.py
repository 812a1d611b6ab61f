"""``make run`` prepares the site before it serves it, and says what stands in its way."""

import logging
import socket

import pytest
from django.core.management import CommandError, call_command

from archive.models import Statement
from archive.search import SearchRequest, search


def test_a_busy_port_is_refused_in_a_sentence_that_says_what_to_do() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is not free .*make run PORT="):
            call_command("serve", port=port, prepare_only=True)


@pytest.mark.django_db(transaction=True)
def test_a_new_site_is_prepared_whole_and_a_second_time_nothing_is_lost_or_doubled(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    call_command("serve", port=0, prepare_only=True)
    assert "make account" in capsys.readouterr().out
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    held = Statement.objects.public().count()
    assert search(SearchRequest(text="")).total == held > 0

    call_command("serve", port=0, prepare_only=True)
    assert search(SearchRequest(text="")).total == Statement.objects.public().count() == held
