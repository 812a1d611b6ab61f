"""Pages of a list without counting it: one extra row shows whether another page follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from archive.pages.http.errors import NotHere

T = TypeVar("T")

PAGE_SIZE = 25
# Beyond any list, and small enough for the offsets of databases.
LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; pages count from 1."""

    items: Sequence[T]
    number: int
    has_next: bool

    @property
    def previous_number(self) -> int:
        """The page before; 0 on the first."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The page after; 0 on the last."""
        return self.number + 1 if self.has_next else 0


def page_number(request: HttpRequest) -> int:
    """Return the page number in the URL: the first if there is none, or if it is not a number."""
    asked = request.GET.get("page", "").strip()
    if not (asked.isascii() and asked.isdigit()):
        return 1
    digits = asked.lstrip("0")
    return min(int(digits), LAST_PAGE) if digits and len(digits) <= len(str(LAST_PAGE)) else LAST_PAGE if digits else 1


def first_page(request: HttpRequest) -> str:
    """Return the requested URL without its page."""
    parameters = request.GET.copy()
    parameters.pop("page", None)
    return f"{request.path}?{parameters.urlencode()}" if parameters else request.path


def paginate(request: HttpRequest, rows: QuerySet, size: int = PAGE_SIZE) -> Page:
    """Return the requested page of the ordered rows; raise NotHere past the end.

    The keys come from an index alone, if one fits, and the rows are fetched by key. So a page far down a long list
    reads only the rows that it shows. The ordering, joins and prefetches of ``rows`` are kept.
    """
    number = page_number(request)
    start = (number - 1) * size
    found = _between(rows, start, start + size + 1)
    if number > 1 and not found:
        raise NotHere(
            gettext("This list has no page %(number)s.") % {"number": f"{number:,}"}, first_page=first_page(request)
        )
    return Page(found[:size], number, len(found) > size)


def first_rows(rows: QuerySet, size: int) -> list:
    """Return the first of the ordered rows, found by key as in ``paginate``."""
    return _between(rows, 0, size)


def _between(rows: QuerySet, start: int, end: int) -> list:
    return list(rows.filter(pk__in=rows.values("pk")[start:end]))
