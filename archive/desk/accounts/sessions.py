"""The places where a person is signed in, as they see them."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

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
    found = [
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
    return sorted(found, key=lambda place: not place.is_here)


def describe(user_agent: str) -> str:
    """Return, in words, the browser and the system that a User-Agent header names."""
    program = next((name for pattern, name in PROGRAMS if re.search(pattern, user_agent)), "")
    system = next((name for pattern, name in SYSTEMS if re.search(pattern, user_agent)), "")
    return " on ".join(word for word in (program, system) if word) or "An unknown browser"
