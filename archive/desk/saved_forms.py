"""Which forms are saved, for the pages that keep what was typed until then (``drafts.js``)."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from archive.desk.sent_forms import saved_numbers
from archive.desk.staff_pages import SIGNED_IN, allowed
from archive.desk.staff_request import StaffRequest


@require_safe
@allowed(SIGNED_IN)
def saved_forms(request: StaffRequest) -> HttpResponse:
    """Return those of the numbers in the URL whose forms the person has sent and that were saved."""
    return JsonResponse({"saved": saved_numbers(request.user, request.GET.getlist("number"))})
