"""Former addresses of the desk, which lead to what took their place. Words of a form sent there are not lost."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from archive.desk.sent_forms import words_kept
from archive.desk.staff_pages import SIGNED_IN, allowed
from archive.desk.staff_request import StaffRequest
from archive.exports.addresses import page_above

WHY = "This form is in another place now. Type what you wrote there, in the row that it is about."
# The former page: its address, the page that took its place, and the row of it.
RETIRED = {
    "by-hand": ("meetings/by-hand/", "meeting-new", ""),
    "meeting-by-hand": ("meetings/<int:pk>/by-hand/", "meeting", "?add=statement"),
    "statement-new": ("meetings/<int:pk>/statements/new/", "meeting", "?add=statement"),
    "meeting-agenda": ("meetings/<int:pk>/agenda/", "meeting", "?add=item"),
    "meeting-documents": ("meetings/<int:pk>/documents/", "meeting", "?add=document"),
    "import-new": ("meetings/<int:pk>/import/", "meeting", "?add=file"),
    "decision-new": ("meetings/<int:pk>/decisions/new/", "meeting", "?add=decision"),
    "decision": ("decisions/<int:number>/", "statement", ""),
}
FORMER = "former"


def retired_paths() -> Iterator[URLPattern]:
    """Yield the former addresses, to come after those of today."""
    for name, (address, page, row) in RETIRED.items():
        yield path(address, _leading_to(f"desk:{page}", row), name=name)
    yield path("<path:gone>/", _to_page_above, name=FORMER)


def _leading_to(page: str, row: str) -> Callable[..., Any]:
    @allowed("archive.change_statement")
    def former(request: StaffRequest, **number: int) -> HttpResponse:
        kept = words_kept(request, HTTPStatus.CONFLICT, WHY)
        asked = f"?{query}" if (query := request.GET.urlencode()) and not row else ""
        return kept or redirect(reverse(page, kwargs=number) + asked + row, permanent=True)

    return former


@allowed(SIGNED_IN)
def _to_page_above(request: StaffRequest, **_gone: str) -> HttpResponse:
    """Lead from where a button sent its form, or a page was, to the page above."""
    page = page_above(request.path)
    if page == reverse("desk:work-list"):
        raise Http404
    return words_kept(request, HTTPStatus.CONFLICT, WHY) or redirect(page)


_to_page_above.leads_up = True  # type: ignore[attr-defined]  # page_above goes past it
