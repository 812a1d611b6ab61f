"""The page for a person whose form arrives too late. It keeps their words until they have signed in again."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from archive.desk.staff_request import StaffRequest

# Shorter texts are quicker to type again than to copy.
WORTH_KEEPING = 20
SECRET_WORDS = ("password", "token", "credential", "code")


def typed_after_the_end(request: StaffRequest) -> HttpResponse | None:
    """Return a page with the long texts of a form whose session has ended, or None if there are none.

    A client without a session cookie was never signed in here.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return _page(request, {"first": reverse("desk:sign-in")})


def typed_before_confirming(request: StaffRequest, confirm: str) -> HttpResponse | None:
    """Return a page with the long texts of a form that first needs the password, or None if it has none.

    ``confirm`` is the URL where the password is typed.
    """
    return _page(request, {"first": confirm, "is_signed_in": True})


def _page(request: StaffRequest, context: dict[str, Any]) -> HttpResponse | None:
    texts = list(_texts(request)) if request.method == "POST" else []
    if not texts:
        return None
    return render(request, "desk/accounts/ended_session.html", {**context, "texts": texts}, status=403)


def _texts(request: StaffRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if not any(word in name.lower() for word in SECRET_WORDS):
            label = name.replace("_", " ").replace("-", " ").capitalize()
            yield from ((label, value) for value in values if len(value.strip()) >= WORTH_KEEPING)
