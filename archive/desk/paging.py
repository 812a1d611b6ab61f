"""Long lists in parts: a whole meeting on one page, ten hours of captions on ten."""

from typing import Any

from django.core.paginator import Page, Paginator

from archive.desk.staff_request import StaffRequest

ROWS_A_PAGE = 1000


def part_of(request: StaffRequest, rows: Any, size: int = ROWS_A_PAGE, *, at: int | None = None) -> Page:
    """Return the part with the row at that place, else the requested part of the rows, or the nearest that exists."""
    return Paginator(rows, size).get_page(request.GET.get("page") if at is None else at // size + 1)


def typed(request: StaffRequest, name: str = "q") -> str:
    """Return what was typed into the search of a list, without NUL, which PostgreSQL does not accept."""
    return request.GET.get(name, "").replace("\0", "").strip()


def typed_words(request: StaffRequest) -> list[str]:
    """Return the words typed into the search of a list."""
    return typed(request).split()
