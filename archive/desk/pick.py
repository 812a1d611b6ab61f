"""What a picker offers for the letters typed so far, for its script."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archive.desk.forms.pickers import FIELDS, name_of, note_on
from archive.desk.paging import typed
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.whole_number import whole_number
from archive.models import Meeting


@require_safe
@allowed("archive.change_statement")
def pick(request: StaffRequest, kind: str) -> HttpResponse:
    """Send what fits as JSON, the best first: the text for the box, the name, and what tells it from others."""
    if kind not in FIELDS:
        raise Http404
    field = FIELDS[kind]()
    named = request.GET.get("meeting", "")
    if named.isdecimal():
        field.of(get_object_or_404(Meeting, pk=whole_number(named)))
    choices = field.offered(" ".join(typed(request).split()))
    offered = [{"value": field.shown(one), "name": name_of(one), "note": note_on(one)} for one in choices]
    return JsonResponse({"offered": offered})
