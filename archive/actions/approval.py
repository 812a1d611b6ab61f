"""What an editor approved when they planned a publication, and whether it is still so."""

from collections.abc import Iterable

from django.db.models import QuerySet

from archive.actions.version import WAITING, version_of, versions_of
from archive.models import Meeting, ScheduledPublication, Statement

Approved = dict[str, str]


def approve(subject: Meeting | Statement) -> tuple[str, Approved]:
    """Return the version of a meeting, and of each statement that waits in it by its number.

    Of a statement, return only the latter. Whether a statement is a draft or in review makes no difference.
    """
    if isinstance(subject, Meeting):
        return version_of(subject), _versions(Statement.objects.filter(meeting=subject, status__in=WAITING))
    return "", _versions(Statement.objects.filter(pk=subject.pk))


def changed_since(planned: ScheduledPublication) -> list[str]:
    """Return the names of what would become public and has changed since it was approved.

    What was added since is not approved and stays unpublished. What was published meanwhile needs no approval.
    """
    if planned.meeting and version_of(planned.meeting) != planned.seen:
        return ["the meeting"]
    if planned.statement and not planned.approved:
        # An earlier version of the site made the plan and did not keep this.
        return [str(planned.statement)]
    waiting = still_waiting(planned)
    now = _versions(Statement.objects.filter(pk__in=waiting))
    return [f"statement {number}" for number in waiting if now.get(str(number)) != planned.approved[str(number)]]


def still_waiting(planned: ScheduledPublication) -> list[int]:
    """Return the numbers of the approved statements whose words nobody has published meanwhile."""
    numbers = {int(number) for number in planned.approved}
    published = Statement.objects.filter(pk__in=numbers, published_at__isnull=False)
    if planned.statement:
        # The next words of a published statement wait too.
        published = published.exclude(revisions__published_at=None)
    return sorted(numbers - set(published.values_list("pk", flat=True)))


def _versions(statements: QuerySet[Statement]) -> Approved:
    return {str(number): version for number, version in versions_of(statements, in_any_status=True).items()}


def are_approved(planned: ScheduledPublication, numbers: Iterable[int]) -> bool:
    """Return whether any of these statements is part of the plan."""
    return any(str(number) in planned.approved for number in numbers)
