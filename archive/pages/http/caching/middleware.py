"""Names every public page after the state it was made from, answers with 304 or from memory, and sets cache headers."""

import hashlib
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from archive.machine.web.account import account_of
from archive.machine.web.cost import parameters_of
from archive.models.site.settings import seen_version
from archive.pages.http.admission import in_turn, match_of, sharer
from archive.pages.http.caching import purging
from archive.pages.http.caching.build import build
from archive.pages.http.caching.kept_pages import KeptPage, KeptPages, compressed, decompressed
from archive.pages.http.caching.shown import digest_of, is_unnamed, subjects_of
from archive.pages.http.caching.state import State, read_state
from boardmeetings.counters import count_page

# A cache may store the page but must revalidate it each time, so a withdrawn statement is gone with the next request.
ASK_EACH_TIME = "public, no-cache"
NAMES_KEPT_SECONDS = 60
# The request headers that the name of a page depends on. A page that varies by any other header gets no name.
NAMED_BY = frozenset({"accept-encoding", "accept-language"})
PUBLIC_NAMESPACES = frozenset({"api", "pages"})
COMPRESSED_TYPES = re.compile(r"text/|application/([a-z.-]+\+)?(json|xml|javascript)\b|image/svg")
ETAG = re.compile(r'W/"([0-9a-f]{24})(?:\.([0-9a-f]{24}))?"')
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

kept_pages = KeptPages(settings.PAGE_MEMORY_MB * 1_000_000)


class PageRequest(NamedTuple):
    """A request for a page: its address, the state read before it is made, its name, and the ETags of the client."""

    address: str
    state: State
    name: str
    etags: list[str]

    @classmethod
    def by(cls, request: HttpRequest) -> "PageRequest | None":
        """Return what the request asks for, or None if the state of the record cannot be read."""
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}\n{get_language()}"
        etags = parse_etags(request.headers.get("If-None-Match", ""))
        state = read_state()
        if state is None:
            return None
        return cls(address, state, name_of(address, state), etags)

    def name_of_parts(self, subjects: frozenset[str], *, is_new: bool) -> str:
        """Return the name of the page in the state of its parts; empty if it has no parts or their state is unknown."""
        digest = digest_of(subjects, self.state.token, is_new=is_new) if subjects else None
        return _name(self.address, digest, this_hour()) if digest else ""

    def held(self, name: str = "", parts: str = "") -> str | None:
        """Return the client's ETag that has this name, or this name of parts; None if there is none."""
        known = ((ETAG.fullmatch(etag), etag) for etag in self.etags)
        return next((etag for match, etag in known if match and ((name or parts) in match.groups())), None)


class CachingMiddleware:
    """Answers from memory or with 304. It runs after the language is known, and before sessions and sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        if settings.CDN_PURGE_URL:
            request_finished.connect(purging.after_request, dispatch_uid="purge when due")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account_of(sharer(request)).asks()
        if request.method not in {"GET", "HEAD"} or settings.DEBUG or _is_staff(request):
            return in_turn(request, lambda: self._unnamed(request))
        drop_unknown_parameters(request)
        asked = PageRequest.by(request)
        if asked is None:
            return in_turn(request, lambda: self._unnamed(request))
        if etag := asked.held(name=asked.name):
            # The client got this name with exactly this page, from this address and in this state.
            return _unchanged(asked, etag)
        if response := _remembered(request, asked):
            return response
        # While this request waited for its turn, another one may have made the page.
        with seen_version(asked.state.site):
            return in_turn(
                request,
                lambda: _remembered(request, asked) or self._answer_made_anew(request, asked),
                subject=asked.address,
            )

    def _answer_made_anew(self, request: HttpRequest, asked: PageRequest) -> HttpResponseBase:
        response = self.get_response(request)
        count_page("made")
        if not _may_be_named(request, response):
            return _unnamed_answer(request, response)
        subjects = subjects_of(request)
        parts = asked.name_of_parts(subjects, is_new=True)
        response.headers["ETag"] = etag_of(asked.name, parts)
        if isinstance(response, HttpResponse) and COMPRESSED_TYPES.match(response.headers["Content-Type"]):
            headers = _kept_headers(response)
            page = KeptPage(asked.name, headers, compressed(response.content), subjects, parts)
            kept_pages.keep(asked.address, page)
            response = _sent(request, page)
        if parts and (etag := asked.held(parts=parts)):
            return _unchanged(asked, etag)
        return _with_permission(response, asked.state)

    def _unnamed(self, request: HttpRequest) -> HttpResponseBase:
        return _unnamed_answer(request, self.get_response(request))


def drop_unknown_parameters(request: HttpRequest) -> None:
    """Take the parameters that the view does not declare off the URL, so that they do not make another page.

    ``order`` is read as ``sort``, as everywhere.
    """
    query = request.META.get("QUERY_STRING", "")
    match = match_of(request) if query else None
    known = parameters_of(match.func) if match else None
    if known is None:
        return
    given = parse_qsl(query, keep_blank_values=True)
    named = [("sort" if name == "order" and name not in known else name, value) for name, value in given]
    kept = [(name, value) for name, value in named if name in known]
    if kept != given:
        request.META["QUERY_STRING"] = urlencode(kept)
        # Django reads the parameters once.
        request.__dict__.pop("GET", None)


def name_of(address: str, state: State) -> str:
    """Return the name of a page in this state of the whole record."""
    # The names that a search page suggests are read again after a minute (archive.search.answer.suggestions).
    return _name(address, state.name, this_minute() if "/search/" in address else 0)


def _name(address: str, state: str, time_of: int) -> str:
    made_of = f"{state}\n{build()}\n{timezone.localdate()}\n{time_of}\n{address}"
    return hashlib.sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def etag_of(name: str, parts: str = "") -> str:
    """Return the ETag of a page: its name in the state of the record and, if it has parts, in the state of its parts.

    It is weak, because the compressed page has the same ETag.
    """
    return f'W/"{name}.{parts}"' if parts else f'W/"{name}"'


def this_minute() -> int:
    """Return the number of the minute."""
    return int(time.time() // NAMES_KEPT_SECONDS)


def this_hour() -> int:
    """Return the number of the hour."""
    return int(time.time() // 3600)


def _is_staff(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_public_page(request: HttpRequest) -> bool:
    return request.resolver_match is not None and not PUBLIC_NAMESPACES.isdisjoint(request.resolver_match.namespaces)


def _varies_by(response: HttpResponseBase) -> set[str]:
    return {part.strip().lower() for part in response.headers.get("Vary", "").split(",")} - {""}


def _may_be_named(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether the response is a page that is the same for everyone in the same state."""
    return (
        response.status_code == HTTPStatus.OK
        and _is_public_page(request)
        and not is_unnamed(request)
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not response.has_header("ETag")
        and not response.has_header("Content-Encoding")
        and _varies_by(response) <= NAMED_BY
    )


def _unnamed_answer(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Set the cache headers of any other response, unless its view did: revalidate 404, 410 and redirects."""
    if response.has_header("Cache-Control") or not (request.resolver_match is None or _is_public_page(request)):
        return response
    personal = bool(response.cookies) or "cookie" in _varies_by(response)
    if personal or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        response.headers["Cache-Control"] = "private, no-store"
    elif _is_staff(request) or request.method not in {"GET", "HEAD"}:
        # The browser may keep the answer to a form, so that Back shows it again and does not ask whether to send it.
        response.headers["Cache-Control"] = "private, no-cache"
    else:
        response.headers["Cache-Control"] = ASK_EACH_TIME
    return response


def _remembered(request: HttpRequest, asked: PageRequest) -> HttpResponseBase | None:
    """Return the page from memory if it is still up to date. One more query decides this if the record has changed."""
    page = kept_pages.get(asked.address)
    if page is None:
        return None
    if page.name != asked.name:
        now = f"{asked.name} {this_hour()}"
        if page.checked != now:
            if not page.parts or page.parts != asked.name_of_parts(page.subjects, is_new=False):
                return None
            kept_pages.keep(asked.address, page._replace(checked=now))
    if page.parts and (etag := asked.held(parts=page.parts)):
        return _unchanged(asked, etag)
    count_page("remembered")
    return _with_permission(_sent(request, page), asked.state)


def _unchanged(asked: PageRequest, etag: str) -> HttpResponseBase:
    count_page("unchanged")
    return _with_permission(HttpResponseNotModified(headers={"ETag": etag, "Vary": "Accept-Encoding"}), asked.state)


def _kept_headers(response: HttpResponseBase) -> tuple[tuple[str, str], ...]:
    patch_vary_headers(response, ["Accept-Encoding"])
    return tuple((name, value) for name, value in response.headers.items() if name not in {"Content-Length", "ETag"})


def _sent(request: HttpRequest, page: KeptPage) -> HttpResponse:
    response = HttpResponse(headers={**dict(page.headers), "ETag": etag_of(page.name, page.parts)})
    if TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response.headers["Content-Encoding"] = "gzip"
        response.content = page.compressed
    else:
        response.content = decompressed(page.compressed)
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _with_permission(response: HttpResponseBase, state: State) -> HttpResponseBase:
    """Set the cache headers of a named page: revalidate each time, except in the cache that gets purges (RFC 9213)."""
    response.headers["Cache-Control"] = ASK_EACH_TIME
    for name, value in purging.headers(state).items():
        response.headers[name] = value
    return response
