"""``make run`` prepares the site before it serves it, and says what stands in its way."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_a_busy_port_is_refused_in_a_sentence_that_says_what_to_do() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is not free .*make run PORT="):
            call_command("serve", port=port, prepare_only=True)
