"""What a session knows about how and when its person was authenticated."""

import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_otp import DEVICE_ID_SESSION_KEY

from archive.desk.accounts.ended_session import first
from archive.desk.accounts.session_store import SIGNED_IN_AT
from archive.desk.staff_request import StaffRequest, is_of_this_site
from archive.models import has_second_factor

# When password and second factor were both given, and when the password was typed again, in ISO 8601.
CONFIRMED_AT, PASSWORD_AGAIN_AT = "confirmed_at", "password_again_at"
# For how long after that the person may open and send forms that change how they sign in.
RECENT = datetime.timedelta(minutes=15)


def confirm_now(request: StaffRequest) -> None:
    """Note that the person is fully authenticated, and give the session a new key.

    Somebody may know the old one.
    """
    request.session[CONFIRMED_AT] = timezone.now().isoformat()
    request.session.cycle_key()


def password_typed_again(request: StaffRequest) -> None:
    """Note that the right password was typed again. The second factor must now be given again."""
    request.session[PASSWORD_AGAIN_AT] = timezone.now().isoformat()
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    request.session.cycle_key()


def password_is_recent(request: StaffRequest) -> bool:
    """Return whether the person typed the password recently, at the sign-in or since."""
    return _is_recent(max(request.session.get(SIGNED_IN_AT, ""), request.session.get(PASSWORD_AGAIN_AT, "")))


def confirmed_recently(request: StaffRequest) -> bool:
    """Return whether the person gave password and second factor recently.

    Without a second factor, the password is enough.
    """
    if has_second_factor(request.user):
        return _is_recent(request.session.get(CONFIRMED_AT, ""))
    return password_is_recent(request)


def to_confirm(request: StaffRequest) -> HttpResponse:
    """Have the person type the password, and then come back to the present page."""
    return first(request, reverse("desk:confirm"))


def onward(request: StaffRequest) -> str:
    """Return the page that the person wanted, if it is on this site."""
    return safe_path(request, request.POST.get("next") or request.GET.get("next", ""))


def safe_path(request: StaffRequest, address: str) -> str:
    """Return the address if it is on this site, else that of the work list."""
    return address if is_of_this_site(request, address) else reverse("desk:work-list")


def _is_recent(moment: str) -> bool:
    at = parse_datetime(moment)
    return at is not None and timezone.now() - at < RECENT
