"""What a person meets whose request needs a sign-in, a second factor or the password first. Nothing typed is lost."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from archive.desk.staff_request import StaffRequest, is_of_this_site
from archive.machine.web.typed_form import as_typed, typed_fields

# In the URL of a page of the desk: its button was pressed, and nothing was done. The page says so.
NOT_DONE = "not-done"


def first(request: StaffRequest, page: str) -> HttpResponse:
    """Redirect to the page that must come first, and from there to the page that was wanted.

    A form with words in it is shown as typed instead, with a link to that page, so that it can be sent afterwards.
    """
    address = f"{page}?{urlencode({'next': wanted(request)})}"
    if any(field.has_words for field in typed_fields(request)):
        return render(request, "desk/accounts/ended_session.html", {"first": address, **as_typed(request)}, status=403)
    return redirect(address)


def wanted(request: StaffRequest) -> str:
    """Return the page that was asked for or, after the press of a button, the page with the button."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    return with_not_done(page if is_of_this_site(request, page) else request.get_full_path())


def with_not_done(address: str) -> str:
    """Return the path of a page of this site, which will say that nothing was done."""
    parts = urlsplit(address)
    query = [part for part in parts.query.split("&") if part and part != NOT_DONE]
    return f"{parts.path}?{'&'.join([*query, NOT_DONE])}"
