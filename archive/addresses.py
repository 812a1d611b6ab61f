"""Addresses of one page: the permanent one, and the same page in one language of the site.

A page's permanent address names no language; it is the one that is cited, shared and listed. With a language before
it (``/es/statements/12/``) the page comes in that language whatever the browser asks for. Within such a request the
language is part of Django's script prefix, so that ``reverse`` stays in it.
"""

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes


def permanent_path(path: str) -> str:
    """Return a path of this site, as ``reverse`` gives it in the request at hand, without the language before it."""
    prefix = get_script_prefix()
    outer, _, code = prefix.rstrip("/").rpartition("/")
    if code in dict(settings.LANGUAGES) and path.startswith(prefix):
        return escape_leading_slashes(f"{outer}/{path.removeprefix(prefix)}")
    return path


def without_language(path: str) -> tuple[str, str]:
    """Return a path from outside without the language before it, and that language; empty where it names none."""
    _, first, *rest = path.split("/", 2)
    return (f"/{rest[0]}", first) if rest and first in dict(settings.LANGUAGES) else (path, "")


def permanent_url(request: HttpRequest, path: str) -> str:
    """Return the whole address of a path of this site, to be given out: in no language."""
    return request.build_absolute_uri(permanent_path(path))


def path_in_language(request: HttpRequest, code: str) -> str:
    """Return the path and the query of the request's own page in the language."""
    query = request.META.get("QUERY_STRING", "")
    path = f"{permanent_path(get_script_prefix())}{code}{escape_uri_path(request.path_info)}"
    return f"{path}?{query}" if query else path
