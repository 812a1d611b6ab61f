"""The language of a page: from its URL, else from the browser. There is no cookie, so caches can serve the pages."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from archive.exports.addresses import permanent_path, without_language
from archive.models import last_known_site

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
BARE = frozenset(f"/{code}" for code in LANGUAGES)
# The pages for staff and the API are only in English.
ENGLISH_NAMESPACES = frozenset({"api", "desk", "mcp"})
API_PREFIXES = ("/api/", "/mcp")
# Files, and data for programs, are the same in every language and have one URL. Only their errors are pages.
WITHOUT_LANGUAGE = frozenset(
    {
        "board-calendar",
        "list-file",
        "meeting-document",
        "meeting-file",
        "meeting-word-times",
        "meetings-calendar",
        "metrics",
        "oembed",
        "robots",
        "search-file",
        "site-colour",
        "site-logo",
        "sitemap",
        "sitemap-index",
        "statement-cite-format",
        "statement-timegate",
        "subject-file",
    }
)


def accepted_language(header: str) -> str:
    """Return the site's language that an Accept-Language header (RFC 9110, 12.5.4) prefers, else the site's first."""
    offered = last_known_site().languages
    for wanted, quality in parse_accept_lang_header(header):
        code = wanted.partition("-")[0]
        if quality and code in offered:
            return code
        if wanted == "*":
            break
    return offered[0]


class LanguageMiddleware:
    """Takes a language prefix off the URL and answers in that language, or in one that the browser accepts.

    ``Vary: Accept-Language`` is sent if the browser's preference decided.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API_PREFIXES):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        if request.path_info in BARE:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        path, code = without_language(request.path_info)
        return self._in_language(request, code, path) if code else self._as_accepted(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Use English for pages that are only in English, and no language prefix for those that have none."""
        is_prefixed = get_script_prefix() != permanent_path(get_script_prefix())
        match = request.resolver_match
        is_english = bool(match and ENGLISH_NAMESPACES.intersection(match.namespaces))
        if is_prefixed and match and (is_english or match.url_name in WITHOUT_LANGUAGE):
            return HttpResponsePermanentRedirect(permanent_path(request.get_full_path()))
        if is_english:
            translation.activate(settings.LANGUAGE_CODE)
        return None

    def _in_language(self, request: HttpRequest, code: str, path: str) -> HttpResponse:
        prefix = get_script_prefix()
        request.path_info = path
        set_script_prefix(f"{prefix}{code}/")
        try:
            with translation.override(code):
                return _said(self.get_response(request))
        finally:
            set_script_prefix(prefix)

    def _as_accepted(self, request: HttpRequest) -> HttpResponse:
        code = accepted_language(request.headers.get("Accept-Language", ""))
        with translation.override(code):
            response = _said(self.get_response(request))
        if not _is_same_for_all(request, response):
            patch_vary_headers(response, ["Accept-Language"])
        return response


def _is_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the answer does not depend on the browser's languages."""
    match = request.resolver_match
    if match is None:
        return False
    is_page = match.url_name not in WITHOUT_LANGUAGE or response.status_code >= HTTPStatus.BAD_REQUEST
    return not is_page or bool(ENGLISH_NAMESPACES.intersection(match.namespaces))


def _said(response: HttpResponse) -> HttpResponse:
    """Set the headers for the language of a page."""
    if response.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("Content-Language", translation.get_language())
    return response
