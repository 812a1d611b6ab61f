"""A meeting as readers will see it once what waits in it is published."""

import copy
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve
from django.views.decorators.http import require_safe

from archive.actions.rules import WAITING
from archive.actions.statements import publish_meeting
from archive.desk.answers import or_say_why
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Meeting

# Others cannot save while a preview is made, so it publishes no more statements than take a moment.
MOST = 100


@require_safe
@allowed("archive.change_statement")
@or_say_why
def meeting_preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the public page of a meeting as if it were published now. Nobody else sees any of it.

    The meeting is published in a transaction that is rolled back, so the page is made as it will be, by the same code,
    and no reader, cache or index ever has it.
    """
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    with transaction.atomic():
        waiting = meeting.statements.filter(status__in=WAITING).order_by("position", "number")
        numbers = list(waiting.values_list("number", flat=True))
        if not meeting.published_at or numbers:
            publish_meeting(meeting=meeting, only=numbers[:MOST], as_printed=True)
        left_out = f"It has the first {MOST} of {len(numbers)} statements that wait." if len(numbers) > MOST else ""
        response = _public_page(request, meeting.get_absolute_url(), left_out)
        transaction.set_rollback(True)
    return response


def _public_page(request: StaffRequest, path: str, left_out: str) -> HttpResponse:
    """Return the answer of the public page at the path, which says that it is a preview."""
    match = resolve(path)
    asked: Any = copy.copy(request)
    asked.path = asked.path_info = path
    asked.resolver_match, asked.is_preview, asked.left_out = match, True, left_out
    response: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    return response
