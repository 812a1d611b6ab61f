"""What readers get at some URLs, as hashes that can be compared with those of another copy."""

import hashlib
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from archive.models import Statement

# They come from the index, which may be behind.
RELATED = re.compile(rb'<section aria-labelledby="related">.*?</section>', re.DOTALL)


def answers(numbers: Iterable[int]) -> dict[str, str]:
    """Return a hash of status and body for the pages of each statement, by path, without the related statements."""
    site = get_wsgi_application()
    paths = [
        path
        for statement in Statement.objects.public().filter(pk__in=numbers)
        for path in (statement.get_absolute_url(), statement.published_revision.get_absolute_url())
    ]
    return {path: _hash_of_page(site, path) for path in paths}


def _hash_of_page(site: Any, path: str) -> str:
    address = urlsplit(settings.SITE_URL)
    statuses: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": address.hostname or "localhost",
        "SERVER_PORT": str(address.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": address.netloc,
        "HTTP_ACCEPT_LANGUAGE": settings.LANGUAGE_CODE,
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": BytesIO(),
    }
    body = site(environ, lambda status, _headers, _error=None: statuses.append(status))
    try:
        # Where the section would be, white space differs.
        page = b" ".join(RELATED.sub(b" ", b"".join(body)).split())
    finally:
        body.close()
    return hashlib.sha256(statuses[0].encode() + page).hexdigest()
