"""Fetches recordings from URLs: only from hosts that the settings name, over https, and never from this network.

Every redirect is checked like the first URL. Sites whose terms forbid copies are refused, whatever the settings.
"""

import http.client
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from typing import IO
from urllib.parse import urljoin

from django.conf import settings

from archive.ingest.recordings.refusals import Interrupted, NotTranscribed, TooMuch
from archive.ingest.recordings.sound import never
from archive.machine.web.public_internet import CheckedConnection, NotPublic, check_url

MOST_REDIRECTS = 3
MEGABYTE = 1_000_000
PIECE = 1 << 18
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Their terms forbid copies. Use the player there, or the board's own file.
FORBIDDING = frozenset({"youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "facebook.com", "fb.watch"})


class NotFetched(NotTranscribed):
    """The recording could not be fetched from its URL."""


def check_host(url: str) -> None:
    """Raise NotFetched if the site may not fetch from the URL, whoever asks."""
    try:
        host = str(check_url(url).hostname).lower().rstrip(".")
    except NotPublic as error:
        raise NotFetched("The address of a recording must begin with https:// and contain no password.") from error
    if _is_at(host, FORBIDDING):
        raise NotFetched(
            f"The terms of {host} forbid copies of its recordings. Upload the file from the board instead."
        )
    if not _is_at(host, frozenset(settings.RECORDING_HOSTS)):
        raise NotFetched(
            f"This site does not fetch recordings from {host}. Upload the file, or add the host to RECORDING_HOSTS."
        )


def fetch(url: str, into: IO[bytes], should_stop: Callable[[], bool] = never) -> None:
    """Write the contents of the URL to the open file.

    Raise NotFetched if this fails or is not allowed, TooMuch if the recording is too large, Interrupted when told to
    stop.
    """
    for _ in range(MOST_REDIRECTS + 1):
        check_host(url)
        try:
            connection = CheckedConnection(url)
            with closing(connection):
                connection.request(
                    "GET", connection.target, headers={"Accept": "*/*", "User-Agent": f"+{settings.SITE_URL}"}
                )
                answer = connection.getresponse()
                if answer.status not in REDIRECTS:
                    return _write(answer, into, should_stop)
                url = urljoin(url, answer.headers.get("Location", ""))
        except NotPublic as error:
            raise NotFetched(f"The recording cannot be fetched: {error}") from error
        except (OSError, http.client.HTTPException) as error:
            raise NotFetched(f"The recording cannot be fetched: {error}. Upload the file instead.") from error
    raise NotFetched("The address redirects too many times. Give the address of the file itself.")


def _write(answer: http.client.HTTPResponse, into: IO[bytes], should_stop: Callable[[], bool]) -> None:
    if answer.status != HTTPStatus.OK:
        raise NotFetched(f"The recording cannot be fetched. Its host answers {answer.status}. Upload the file instead.")
    most = settings.RECORDING_MAX_MB * MEGABYTE
    written = 0
    while piece := answer.read(PIECE):
        if should_stop():
            raise Interrupted
        written += len(piece)
        if written > most:
            raise too_large()
        into.write(piece)
    if not written:
        raise NotFetched("There is nothing at the address of the recording. Give the address of the file itself.")


def too_large() -> TooMuch:
    """Return the error for a recording with too many bytes."""
    return TooMuch(
        f"The recording has more than {settings.RECORDING_MAX_MB} MB, which is the most that the site accepts."
    )


def _is_at(host: str, names: frozenset[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)
