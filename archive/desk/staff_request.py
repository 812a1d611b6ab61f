"""The request type of the desk's views."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from archive.desk.accounts.session_store import SessionStore
from archive.models import User

# Django takes anything else for the name of a view, and raises an error if there is none.
ADDRESS_BEGINNINGS = ("/", "http://", "https://")


class StaffRequest(HttpRequest):
    """A request of a member of staff. ``archive.desk.staff_pages.allowed`` lets nobody else through."""

    user: User
    session: SessionStore
    # Whether what was sent was not saved, although the answer leads to another page.
    is_refused: bool


def is_of_this_site(request: HttpRequest, address: str) -> bool:
    """Return whether a whole address leads to a page of this site."""
    hosts = {request.get_host()}
    return address.startswith(ADDRESS_BEGINNINGS) and url_has_allowed_host_and_scheme(
        address, hosts, require_https=request.is_secure()
    )


def is_script(request: HttpRequest) -> bool:
    """Return whether a script of the page asks, for a part of it."""
    return request.headers.get("X-Requested-With") == "fetch"
