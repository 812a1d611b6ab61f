"""Addresses of one page: the permanent one, and the same page in one language of the site.

A page's permanent address names no language; it is the one that is cited, shared and listed. With a language before
it (``/es/statements/12/``) the page comes in that language whatever the browser asks for. Within such a request the
language is part of Django's script prefix, so that ``reverse`` stays in it.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import escape_leading_slashes


def permanent_path(path: str) -> str:
    """Return a path of this site, as ``reverse`` gives it in the request at hand, without the language before it."""
    prefix = get_script_prefix()
    outer, _, code = prefix.rstrip("/").rpartition("/")
    if code in dict(settings.LANGUAGES) and path.startswith(prefix):
        return escape_leading_slashes(f"{outer}/{path.removeprefix(prefix)}")
    return path


def without_language(path: str) -> tuple[str, str]:
    """Return a path from outside without the language before it, and that language; empty if it names none."""
    _, first, *rest = path.split("/", 2)
    return (f"/{rest[0]}", first) if rest and first in dict(settings.LANGUAGES) else (path, "")


def permanent_url(path: str) -> str:
    """Return the whole address of a path of this site, to be given out: in no language, whatever the request says."""
    return site_url(permanent_path(path))


def site_url(path: str) -> str:
    """Return the whole address of a path on the site as SITE_URL names it."""
    return f"{settings.SITE_URL}{iri_to_uri(path)}"


def at_site_url(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a view of Django's own, which makes addresses from the request, make them from SITE_URL."""

    @wraps(view)
    def settled(request: WSGIRequest, *args: object, **kwargs: object) -> HttpResponse:
        site = urlsplit(settings.SITE_URL)
        request = copy(request)
        request.environ = {**request.environ, "wsgi.url_scheme": site.scheme}
        request.META = {**request.META, "HTTP_HOST": site.netloc}
        if settings.SECURE_PROXY_SSL_HEADER:
            request.META[settings.SECURE_PROXY_SSL_HEADER[0]] = site.scheme
        return view(request, *args, **kwargs)

    return settled


def path_in_language(request: HttpRequest, code: str) -> str:
    """Return the path and the query of the request's own page in the language."""
    query = request.META.get("QUERY_STRING", "")
    path = f"{permanent_path(get_script_prefix())}{code}{escape_uri_path(request.path_info)}"
    return f"{path}?{query}" if query else path
