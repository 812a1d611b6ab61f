"""The state of the site: pending work, backups, the disk, the index, the slowest pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.upkeep.status import status


@require_safe
@allowed("archive.change_statement")
def site_status(request: StaffRequest) -> HttpResponse:
    """Show the state of the site."""
    return render(request, "desk/status.html", status())
