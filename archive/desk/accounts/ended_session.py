"""What a person gets who sends a form after their session has ended: their words, to keep until they are signed in."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from archive.desk.staff_request import StaffRequest

# Shorter texts are typed again sooner than copied.
WORTH_KEEPING = 20
SECRET_WORDS = ("password", "token", "credential", "code")


def typed_after_the_end(request: StaffRequest) -> HttpResponse | None:
    """Return a page with the longer texts of a form whose session has ended; nothing where there is none of them.

    Whoever has no cookie of a session was never signed in here.
    """
    if request.method != "POST" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    texts = list(_texts(request))
    if not texts:
        return None
    return render(request, "desk/accounts/ended_session.html", {"texts": texts}, status=403)


def _texts(request: StaffRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if not any(word in name.lower() for word in SECRET_WORDS):
            label = name.replace("_", " ").replace("-", " ").capitalize()
            yield from ((label, value) for value in values if len(value.strip()) >= WORTH_KEEPING)
