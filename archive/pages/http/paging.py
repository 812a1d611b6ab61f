"""Pages of a list without counting it: one extra row shows whether another page follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from archive.pages.http.errors import NotHere

T = TypeVar("T")
R = TypeVar("R", bound=Model)

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


Rows = QuerySet | Callable[[slice], list]
"""Ordered rows, or a function that returns a part of them, as a prepared query does."""


def paginate(request: HttpRequest, rows: Rows, size: int = PAGE_SIZE) -> Page:
    """Return the requested page of the rows, found as by ``part_of``; raise NotHere past the end."""
    number = page_number(request)
    start = (number - 1) * size
    part = slice(start, start + size + 1)
    taken = list(part_of(rows, part)) if isinstance(rows, QuerySet) else rows(part)
    if number > 1 and not taken:
        raise NotHere(
            gettext("This list has no page %(number)s.") % {"number": f"{number:,}"}, first_page=first_page(request)
        )
    return Page(taken[:size], number, len(taken) > size)


def part_of(rows: QuerySet[R], part: slice) -> QuerySet[R]:
    """Return a part of the ordered rows.

    The keys come from an index alone, if one fits, and the rows are fetched by key. So a part far down a long list
    reads only the rows that it shows. The ordering, joins and prefetches of ``rows`` are kept.
    """
    return rows.filter(pk__in=rows.values("pk")[part])
