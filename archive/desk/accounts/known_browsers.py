"""Browsers that a person has signed in with before: a cookie that says so, and counts for nothing else.

It spares its person the locks that the mistakes of others bring (``archive.actions.accounts.sign_in_attempts``). It is
set once password and second factor were shown, or a link from a mail was opened, and is signed with name and number of
the account.
"""

import datetime
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from archive.models import User

SALT = "archive.known-browser"
KEPT_FOR = datetime.timedelta(days=180)


def remember_browser(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Set the cookie, unless this browser has one of the person already."""
    if browser_token(request, person.get_username()):
        return
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([person.get_username(), secrets.token_urlsafe(12)], salt=SALT),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def browser_token(request: HttpRequest, username: str) -> str:
    """Return what names this browser, if the person of that name has signed in with it before; else nothing."""
    try:
        known = signing.loads(request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return ""
    name, token = known
    return token if name == username else ""
