"""What waits for the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.desk.staff_pages import allowed
from archive.models import Statement


@require_safe
@allowed("archive.change_statement")
def work_list(request: HttpRequest) -> HttpResponse:
    """Show drafts and reviews."""
    waiting = Statement.objects.filter(status=Statement.Status.IN_REVIEW)
    return render(request, "desk/work_list.html", {"waiting": waiting})
