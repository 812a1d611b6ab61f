"""The audit trail: everything the staff did, or what was done to one record."""

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import AuditEntry

ENTRIES_A_PAGE = 100


@require_safe
@allowed("archive.view_auditentry")
def audit_trail(request: StaffRequest) -> HttpResponse:
    """Show everything done, the latest first, an act on many records once; one person's doings; or parts of one act."""
    entries = AuditEntry.objects.acts()
    who = request.GET.get("by", "").strip()
    if who:
        entries = entries.filter(actor__username=who)
    act = request.GET.get("act", "")
    if act.isascii() and act.isdigit():
        entries = AuditEntry.objects.filter(act=int(act[:18]))
    return _page(request, entries, {"by": who, "act": act})


@require_safe
@allowed("archive.view_auditentry")
def record_trail(request: StaffRequest, subject: str, pk: int) -> HttpResponse:
    """Show what was done to one record."""
    return _page(request, AuditEntry.objects.filter(subject=subject, subject_id=pk), {"record": f"{subject} {pk}"})


def _page(request: StaffRequest, entries: QuerySet[AuditEntry], context: dict[str, str]) -> HttpResponse:
    pages = Paginator(entries.select_related("actor").annotate(parts=Count("items")).order_by("-id"), ENTRIES_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "desk/audit.html", {**context, "page": page})
