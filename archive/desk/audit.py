"""The audit trail: everything that staff did, or the history of one object."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive.desk.object_pages import ListPage
from archive.desk.paging import typed
from archive.desk.shown import sees_withdrawn
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.whole_number import whole_number
from archive.models import AuditEntry, Change, Statement, User
from archive.models.accounts.audit import AuditQuerySet

MAY_VIEW_ACCOUNTS = "archive.view_user"


class Trail(ListPage[AuditEntry]):
    """A list of entries of the trail, the latest first."""

    template, title, columns = "desk/audit.html", "Audit", ("When (UTC)", "Who", "What", "Note")

    def show_entries(self, request: StaffRequest, entries: QuerySet[AuditEntry], **context: str) -> HttpResponse:
        """Show the entries, each with how many others belong to it."""
        rows = entries.select_related("actor").annotate(parts=Count("items")).order_by("-id")
        return self.show_list(request, rows, **context)


@require_safe
@allowed("archive.view_auditentry")
def audit_trail(request: StaffRequest) -> HttpResponse:
    """Show all entries, the latest first, with an act on many objects once; or those of one person, or of one act."""
    entries = entries_for(request.user).acts()
    who = typed(request, "by")
    if who:
        entries = entries.filter(actor__username=who)
    act = request.GET.get("act", "")
    if act.isdecimal():
        entries = entries_for(request.user).filter(act=whole_number(act))
    return Trail().show_entries(request, entries, by=who, act=act)


@require_safe
@allowed("archive.view_auditentry")
def object_trail(request: StaffRequest, subject: str, pk: int) -> HttpResponse:
    """Show the history of one object."""
    entries = AuditEntry.objects.filter(subject=subject, subject_id=pk)
    shown = entries_for(request.user).filter(pk__in=entries.values("pk"))
    if entries.exists() and not shown.exists():
        raise PermissionDenied(f"The history of {subject} {pk} is not visible to all staff.")
    return Trail().show_entries(request, shown, subject=f"{subject} {pk}")


def entries_for(person: User) -> AuditQuerySet:
    """Return the entries of the trail that the person may read.

    Entries about accounts say who signed in, when and from where. Only people who manage accounts see them, and each
    person their own. Pages that quoted a statement have words of it in their titles: of withdrawn statements, only
    editors see those.
    """
    entries = AuditEntry.objects.all()
    if not person.has_perm(MAY_VIEW_ACCOUNTS):
        entries = entries.exclude(~Q(subject_id=person.pk), subject=User._meta.model_name)
    if not sees_withdrawn(person):
        withdrawn = Statement.objects.filter(status=Statement.Status.WITHDRAWN)
        entries = entries.exclude(subject=Change.Subject.CITING_LINK, subject_id__in=withdrawn.values("pk"))
    return entries
