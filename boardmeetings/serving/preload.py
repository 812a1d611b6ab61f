"""What the first process of the server does before it forks: load the site once, for all workers.

Gunicorn reads this module as its configuration. What is loaded here is shared: a worker does not load it again, its
first page is as quick as any, and most of its memory is that of the first process. A reload of the workers (HUP) keeps
the loaded code; a new version needs a restart.
"""

import gc
import io
import logging
import os
from typing import Any
from urllib.parse import urlsplit

from boardmeetings.serving.open_connections import PLACES

logger = logging.getLogger("archive.serving")

# Pages that are made of no word of the record: what this process reads of it would stay in the memory of all workers,
# also after it was redacted.
PAGES = ("/search/help/", "/es/search/help/", "/quotes/article/")


def on_starting(_server: object) -> None:
    """Load the site before the first worker is forked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
    # Nearly all that is made stays. Looking for what does not would take a tenth of the time.
    gc.disable()
    try:
        load()
    except Exception:
        # Each worker then loads what it needs itself.
        logger.exception("The site could not be loaded before its workers start.")
    # No collection writes into the memory that the workers share.
    gc.freeze()
    gc.enable()


def pre_fork(server: Any, worker: Any) -> None:
    """Give a worker the first place for its count of connections that no other has, however many there were before."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next((place for place in range(PLACES) if place not in taken), PLACES - 1)


def load() -> None:
    """Import the site and make some pages, without leaving a connection, a thread or a count to the workers."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections
    from django.template.loader import get_template

    from archive.pages.http.caching.build import build
    from archive.search.answer.dictionary import is_right
    from archive.upkeep.slow_pages import of_this_process
    from boardmeetings.counters import COUNTED

    site = WSGIHandler()
    build()
    is_right("")
    templates = settings.BASE_DIR / "templates"
    for path in templates.rglob("*.html"):
        get_template(str(path.relative_to(templates)))
    try:
        for page in PAGES:
            made(site, page)
    finally:
        connections.close_all()
        of_this_process.forget()
        for counted in COUNTED:
            counted.clear()


def made(site: Any, address: str) -> bytes:
    """Return the page at the address, made as for a reader."""
    from django.conf import settings

    public = urlsplit(settings.SITE_URL)
    path, _, query = address.partition("?")
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": public.hostname,
        "SERVER_PORT": str(public.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": public.netloc,
        "HTTP_X_FORWARDED_PROTO": public.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        # A page for staff is not remembered, so the state of the record and of the index is not read. A file of the
        # index that this process held open would stay on the disk after a redaction.
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=none",
        "wsgi.url_scheme": public.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
    }
    answer = site(environment, lambda *_: None)
    try:
        return b"".join(answer)
    finally:
        answer.close()
