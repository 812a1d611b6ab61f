"""A site that is served as in production, on its own port."""

import os
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from tests.databases import EmptyDatabase, environment_of
from tests.servers.postgresql import free_port

HOST = "archive.example.org"
SECONDS = 180
PAUSE = 0.2

# The certificates of these tests are self-signed.
ANYONE = ssl.create_default_context()
ANYONE.check_hostname, ANYONE.verify_mode = False, ssl.CERT_NONE


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect(), urllib.request.HTTPSHandler(context=ANYONE))


class WebAnswer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Message
    body: bytes


def answer_of(request: urllib.request.Request, *, seconds: float = 60) -> WebAnswer:
    """Return the answer to the request, even an error or a redirect. Do not verify the certificate.

    Raises ``OSError`` where nothing answers.
    """
    try:
        response = OPENER.open(request, timeout=seconds)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return WebAnswer(response.status, response.headers, response.read())


@contextmanager
def running(command: list[str], address: str, log: Path, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Inside this context, the command runs and answers at the URL. If it does not answer, fail with its output."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, **options)
        try:
            _wait(process, address, log)
            yield process
        finally:
            # If the process did not start, it has ended, and the failure says why.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            answer_of(urllib.request.Request(address), seconds=5)
        except OSError:
            time.sleep(PAUSE)
        else:
            return
    raise AssertionError(f"Nothing answers at {address}. {log.read_text()}")


@contextmanager
def served(folder: Path, empty_database: EmptyDatabase, **variables: str) -> Iterator[int]:
    """Inside this context, a site behind TLS is served from the folder. Yield its port.

    It leaves the regular work to a worker, unless the variables say otherwise.
    """
    empty_database.give(folder)
    port = free_port()
    environment = {
        **environment_of(folder),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "BEHIND_TLS": "1",
        "WORK_IN_SITE": "0",
        **variables,
    }
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with running(
        command, f"http://127.0.0.1:{port}/healthz", folder / "site.log", env=environment, cwd=settings.BASE_DIR
    ):
        yield port
