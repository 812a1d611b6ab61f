"""URLs of a page: the permanent one, and the same page in one language of the site.

A page's permanent URL names no language. It is the one to cite, share and list. With a language prefix
(``/es/statements/12/``) the page is in that language, whatever the browser asks for. Within such a request the language
is part of Django's script prefix, so that ``reverse`` keeps it.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import escape_leading_slashes

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def permanent_path(path: str) -> str:
    """Return a path of this site, as ``reverse`` gives it in the current request, without the language prefix."""
    prefix = get_script_prefix()
    outer, _, code = prefix.rstrip("/").rpartition("/")
    if code in dict(settings.LANGUAGES) and path.startswith(prefix):
        return escape_leading_slashes(f"{outer}/{path.removeprefix(prefix)}")
    return path


def without_language(path: str) -> tuple[str, str]:
    """Return an external path without its language prefix, and that language; empty if it has none."""
    _, first, *rest = path.split("/", 2)
    return (f"/{rest[0]}", first) if rest and first in dict(settings.LANGUAGES) else (path, "")


def permanent_url(path: str) -> str:
    """Return the full URL of a path of this site, without a language, whatever the request's language is."""
    return site_url(permanent_path(path))


def site_url(path: str) -> str:
    """Return the full URL of a path on the site, from SITE_URL."""
    return f"{settings.SITE_URL}{iri_to_uri(path)}"


def entry_url(entry: tuple[int, str] | None) -> str:
    """Return the permanent URL of an entry of the log, its position and root; empty if there is none.

    The page there says what has happened since.
    """
    return permanent_url(reverse("pages:log-since", args=entry)) if entry else ""


def at_site_url(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of Django's own, which builds URLs from the request, build them from SITE_URL."""

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
    """Return the path and the query of the request's page in the language."""
    query = request.META.get("QUERY_STRING", "")
    path = f"{permanent_path(get_script_prefix())}{code}{escape_uri_path(request.path_info)}"
    return f"{path}?{query}" if query else path


def page_above(path: str) -> str:
    """Return the path of the nearest page above this one. A view that only leads there says so (``leads_up``)."""
    while (path := f"{path.rstrip('/').rpartition('/')[0]}/") != "/":
        try:
            view = resolve(path).func
        except Resolver404:
            continue
        if not getattr(view, "leads_up", False):
            break
    return path
