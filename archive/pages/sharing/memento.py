"""Earlier wordings by date, for clients that ask for the web of a past day (RFC 7089, Memento).

The page of a statement is the original resource; each of its revisions is a memento, dated by its publication. The
TimeGate redirects to the wording at a given moment (pattern 2.1 of the RFC: a separate URI that answers 302).
"""

import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import http_date, parse_http_date
from django.views.decorators.http import require_safe

from archive.exports.addresses import permanent_url
from archive.machine.web.cost import Cost, costs
from archive.models import Revision, Statement
from archive.pages.statements.wordings import public_statement

BAD_DATE = "Accept-Datetime should be a date such as: Thu, 23 Feb 2017 18:00:00 GMT."


def add_headers(
    response: HttpResponse,
    statement: Statement,
    revisions: list[Revision],
    shown: Revision | None = None,
) -> None:
    """Add headers that say where the other wordings are and, with ``shown``, that this is the memento of one of them.

    ``revisions`` are all published ones, in any order.
    """
    links = _links_of_statement(statement)
    if shown:
        response.headers["Memento-Datetime"] = _date(shown)
        ordered = sorted(revisions, key=lambda revision: revision.number)
        links += [_memento(revision, _place_as_relations(revision, shown, ordered)) for revision in ordered]
    response.headers["Link"] = ", ".join(links)


@require_safe
@costs(Cost.CHEAP)
def statement_timegate(request: HttpRequest, number: int) -> HttpResponse:
    """Redirect to the wording at the moment of Accept-Datetime, the latest without it; 400 if it is not a date.

    A moment before the first wording redirects to the first.
    """
    statement = public_statement(number)
    revisions = list(statement.revisions.published().order_by("number").defer("text"))
    asked = request.headers.get("Accept-Datetime")
    if asked is None:
        pinned = revisions[-1]
    else:
        try:
            moment = datetime.datetime.fromtimestamp(parse_http_date(asked), datetime.UTC)
        except (ValueError, OverflowError, OSError):
            return HttpResponseBadRequest(BAD_DATE, content_type="text/plain; charset=utf-8")
        # Memento-Datetime has whole seconds, and a moment read from it must find its wording again.
        before = [revision for revision in revisions if _published(revision).replace(microsecond=0) <= moment]
        pinned = before[-1] if before else revisions[0]
    response = HttpResponseRedirect(permanent_url(pinned.get_absolute_url()))
    response.headers["Vary"] = "Accept-Datetime"
    add_headers(response, statement, revisions)
    return response


def _links_of_statement(statement: Statement) -> list[str]:
    original = permanent_url(statement.get_absolute_url())
    gate = permanent_url(reverse("pages:statement-timegate", kwargs={"number": statement.number}))
    return [f'<{original}>; rel="original"', f'<{gate}>; rel="timegate"']


def _memento(revision: Revision, place: str) -> str:
    uri = permanent_url(revision.get_absolute_url())
    return f'<{uri}>; rel="{place}memento"; datetime="{_date(revision)}"'


def _place_as_relations(revision: Revision, shown: Revision | None, ordered: list[Revision]) -> str:
    """Return the memento's place in the list, as relations before "memento": "first prev "."""
    places = {
        "first": revision.number == ordered[0].number,
        "last": revision.number == ordered[-1].number,
        "prev": shown is not None and revision.number == shown.number - 1,
        "next": shown is not None and revision.number == shown.number + 1,
    }
    return "".join(f"{name} " for name, is_so in places.items() if is_so)


def _date(revision: Revision) -> str:
    return http_date(_published(revision).timestamp())


def _published(revision: Revision) -> datetime.datetime:
    return cast("datetime.datetime", revision.published_at)
