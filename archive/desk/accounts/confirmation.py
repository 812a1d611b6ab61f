"""What a session knows of how its person was recognised, and when."""

import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from archive.desk.staff_request import StaffRequest

# When password and second factor were both shown, in ISO 8601.
CONFIRMED_AT = "confirmed_at"
# A page that changes what people sign in with opens for so long after that, and takes its form for a while longer.
RECENT = datetime.timedelta(minutes=15)
FORM_MAY_TAKE = datetime.timedelta(minutes=30)


def confirm_now(request: StaffRequest) -> None:
    """Note that the person has shown all they must, and give the session a new key: the old one may be known."""
    request.session[CONFIRMED_AT] = timezone.now().isoformat()
    request.session.cycle_key()


def confirmed_recently(request: StaffRequest) -> bool:
    """Say whether the person has shown password and second factor a short while ago."""
    confirmed_at = parse_datetime(request.session.get(CONFIRMED_AT, ""))
    allowed = RECENT if request.method in {"GET", "HEAD"} else RECENT + FORM_MAY_TAKE
    return confirmed_at is not None and timezone.now() - confirmed_at < allowed


def to_confirm(request: StaffRequest) -> HttpResponse:
    """Lead to the page that asks for the password, and from there back to where the person is."""
    onward = request.get_full_path() if request.method in {"GET", "HEAD"} else request.headers.get("Referer", "")
    return redirect(f"{reverse('desk:confirm')}?{urlencode({'next': safe_path(request, onward)})}")


def onward(request: StaffRequest) -> str:
    """Return where the person wanted to go, if that is on this site."""
    return safe_path(request, request.POST.get("next") or request.GET.get("next", ""))


def safe_path(request: StaffRequest, address: str) -> str:
    """Return the address if it is on this site, else that of the work list."""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()):
        return address
    return reverse("desk:work-list")
