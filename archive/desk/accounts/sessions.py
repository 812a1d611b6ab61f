"""The places where a person is signed in, as they see them."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from archive.desk.staff_pages import ANYONE, allowed, second_factor_missing
from archive.desk.staff_request import StaffRequest
from archive.models import StaffSession, User

# The names that browsers give themselves; the first match counts. Browsers built on Chromium also name it, so they
# come before it.
PROGRAMS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone|iPad", "iOS"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X|Macintosh", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class SessionPlace:
    """A session as its person sees it. ``name`` stands for it in URLs and reveals nothing of its key."""

    name: str
    browser: str
    address: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_here: bool
    key: str


def places(person: User, *, here: str | None = "") -> list[SessionPlace]:
    """Return where the person is signed in, the present place first."""
    now = timezone.now()
    rows = StaffSession.objects.filter(user=person, expire_date__gt=now).order_by("-last_seen_at")
    sessions = [
        SessionPlace(
            name=hashlib.sha256(row.session_key.encode()).hexdigest()[:16],
            browser=describe(row.browser),
            address=row.address,
            signed_in_at=row.signed_in_at,
            last_seen_at=row.last_seen_at,
            is_here=row.session_key == here,
            key=row.session_key,
        )
        for row in rows
    ]
    return sorted(sessions, key=lambda place: not place.is_here)


def describe(user_agent: str) -> str:
    """Return, in words, the browser and the system that a User-Agent header names."""
    program = next((name for pattern, name in PROGRAMS if re.search(pattern, user_agent)), "")
    system = next((name for pattern, name in SYSTEMS if re.search(pattern, user_agent)), "")
    return " on ".join(word for word in (program, system) if word) or "An unknown browser"


@require_safe
@allowed(ANYONE)
def session_state(request: StaffRequest) -> JsonResponse:
    """Return who is signed in, for how long, the page that must come first, and the token for forms.

    Only with ``renew`` does it count as use of the session.
    """
    page = "desk:second-factor" if request.user.is_authenticated else "desk:sign-in"
    is_in = request.user.is_authenticated and not second_factor_missing(request)
    # Only now is the session read.
    if "renew" in request.GET:
        request.session.touch()
    seconds = request.session.seconds_left
    request.session.leave_alone()
    answer = {
        "person": str(request.user.pk) if is_in else "",
        "seconds": seconds if is_in else 0,
        "first": "" if is_in else f"{reverse(page)}?{urlencode({'next': request.path})}",
        "token": get_token(request),
    }
    return JsonResponse(answer)
