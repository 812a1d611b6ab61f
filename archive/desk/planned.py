"""What a page says about the planned publication of a meeting or a statement."""

from typing import Any

from django.utils import timezone

from archive.actions.rules import WAITING, version_of
from archive.actions.statements.planning import changed_since, still_waiting
from archive.models import Meeting, ScheduledPublication, Statement


def plan_of(subject: Meeting | Statement) -> dict[str, Any]:
    """Return the context of ``desk/planned.html``, which is empty if nothing is planned."""
    planned: Any = subject.schedules.pending().select_related("decided_by").first()
    if planned is None:
        return {}
    planned.version = version_of(planned)
    return {"planned": looked_at(planned)}


def looked_at(planned: ScheduledPublication) -> ScheduledPublication:
    """Return the plan with what has ``changed`` since it was made, and how many statements it holds and leaves out."""
    plan: Any = planned
    plan.changed = changed_since(planned)
    plan.is_due = planned.at <= timezone.now()
    plan.holds = len(still_waiting(planned))
    if planned.meeting:
        waiting = Statement.objects.filter(meeting=planned.meeting, status__in=WAITING)
        plan.leaves_out = waiting.exclude(pk__in=[int(number) for number in planned.approved]).count()
    return planned
