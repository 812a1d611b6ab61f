"""Browsers that a person has signed in with before. A cookie says so; it gives no other right.

It exempts its person from locks that other people's mistakes cause (``archive.actions.accounts.sign_in_attempts``). It
is set after password and second factor were given, or after a link from an email was opened. It is signed and has the
name and number of the account.
"""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.machine.web.tokens import SignedToken, TokenIsNoGood
from archive.models import User
from archive.models.fields.secret import new_key

KNOWN = SignedToken("known-browser", datetime.timedelta(days=180))


def remember_browser(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Set the cookie, unless this browser already has one for the person."""
    if browser_token(request, person.get_username()):
        return
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        KNOWN.write([person.get_username(), new_key()]),
        max_age=KNOWN.good_for,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def browser_token(request: HttpRequest, username: str) -> str:
    """Return the token of this browser if the person with that name signed in with it before, else an empty text."""
    try:
        name, token = KNOWN.read(request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""))
    except TokenIsNoGood:
        return ""
    return token if name == username else ""
