"""What a page of the desk asks about its session while it is open (static/archive/session.js)."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from archive.desk.staff_pages import ANYONE, allowed, second_factor_missing
from archive.desk.staff_request import StaffRequest


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
