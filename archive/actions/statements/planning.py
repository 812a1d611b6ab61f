"""Publish at a set time: plan what an editor approved, cancel it, and publish what is due and still so."""

import datetime
import logging
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.actions.accounts.mails import notify
from archive.actions.rules import (
    WAITING,
    NotAllowed,
    Verb,
    ask,
    audit,
    check_version,
    check_waiting,
    version_of,
    versions_of,
)
from archive.actions.statements.counts import check_counts
from archive.actions.statements.publishing import publish, publish_meeting
from archive.models import Mail, Meeting, ScheduledPublication, Statement, User

# How many of the statements that changed are named.
STATEMENTS_NAMED = 3
logger = logging.getLogger(__name__)


@transaction.atomic
def schedule(
    *,
    subject: Meeting | Statement,
    at: datetime.datetime,
    actor: User,
    seen: str | None = None,
    as_printed: bool = False,
) -> ScheduledPublication:
    """Plan to publish the statement, or the meeting with all its waiting statements, at that time.

    This replaces an earlier plan. It holds what the actor saw, ``seen``: of a meeting, the statements that wait in it
    now. If any of these words change before the time, nothing is published. Raise NotAllowed if the actor may not
    publish, ChangedMeanwhile if it has changed since, CountsDiffer if counts are not those of their roll, unless they
    are ``as_printed``, and ValidationError if the time has passed or a statement is withdrawn.
    """
    ask(actor, "publish_statement")
    if at <= timezone.now():
        raise ValidationError("That time has passed. Choose a later one, or publish now.")
    subject = type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if isinstance(subject, Meeting):
        check_waiting(meeting=subject, seen=seen, actor=actor)
    else:
        if subject.status == Statement.Status.WITHDRAWN:
            raise ValidationError(f"{subject} is withdrawn and cannot be published.")
        check_version(instance=subject, seen=seen, actor=actor)
    approved = _to_approve(subject)
    check_counts(approved, as_printed=as_printed)
    planned = subject.schedules.pending().select_for_update().first()
    if planned is None:
        planned = ScheduledPublication(**{str(subject._meta.model_name): subject})
    planned.at, planned.decided_by = at, actor
    planned.seen = version_of(subject) if isinstance(subject, Meeting) else ""
    planned.approved = _versions(approved)
    planned.full_clean()
    planned.save()
    audit(actor=actor, verb=Verb.SCHEDULED, instance=subject, note=f"For {at:%Y-%m-%d %H:%M %Z}.")
    return planned


@transaction.atomic
def unschedule(*, subject: Meeting | Statement, seen: str | None = None, actor: User | None = None) -> None:
    """Cancel a planned publication, and tell the person who planned it if somebody else cancels it.

    ``seen`` is the version of the plan that the actor saw. Raise NotAllowed if the actor may not publish,
    ChangedMeanwhile if the plan has changed since, and ValidationError if nothing is planned.
    """
    ask(actor, "publish_statement")
    planned = subject.schedules.pending().select_for_update().first()
    if planned is None:
        raise ValidationError(f"No publication of {subject} is planned.")
    check_version(instance=planned, seen=seen, actor=actor)
    if actor is not None and planned.decided_by != actor:
        _close(planned, f"{actor} cancelled it.")
    else:
        planned.delete()
    audit(actor=actor, verb=Verb.UNSCHEDULED, instance=subject)


def cancel_plans_of(statements: Collection[Statement], *, actor: User | None, because: str) -> None:
    """Cancel each planned publication that any of the statements is part of. Call it in a transaction.

    ``because`` says why, in a sentence. Those who planned it get an email, unless they are the actor.
    """
    numbers = [statement.pk for statement in statements]
    meetings = {statement.meeting_id for statement in statements} - {None}
    pending = ScheduledPublication.objects.pending().select_for_update(of=("self",))
    for planned in pending.filter(Q(statement__in=numbers) | Q(meeting__in=meetings)):
        if are_approved(planned, numbers):
            _close(planned, because, actor=actor)


def publish_due() -> int:
    """Publish what is due, on behalf of those who planned it, and return how many publications there were.

    If one is refused, its reason is stored for the desk to show, the person who planned it gets an email, and the
    others continue. Those that are not due yet are cancelled as soon as the approved words have changed.
    """
    pending = list(ScheduledPublication.objects.pending().values_list("pk", flat=True))
    return sum(_settle(pk) for pk in pending)


@transaction.atomic
def _settle(pk: int) -> bool:
    """Publish the plan if it is due, or close it if it can no longer be done; return whether it was published."""
    planned = _locked(pk)
    if planned is None:
        return False
    if changed := changed_since(planned):
        _close(planned, _has_changed(planned, changed))
        return False
    if planned.at > timezone.now():
        return False
    failure = _publish(planned)
    _close(planned, failure)
    return not failure


def _locked(pk: int) -> ScheduledPublication | None:
    """Lock the plan and all that was approved with it, so that nothing changes between the comparison and the end.

    The plan comes last, as in the other actions. Return None if it was ended or replaced meanwhile.
    """
    pending = ScheduledPublication.objects.pending()
    read = pending.filter(pk=pk).first()
    if read is None:
        return None
    if read.meeting:
        Meeting.objects.select_for_update(of=("self",)).get(pk=read.meeting.pk)
    approved = Statement.objects.select_for_update(of=("self",)).filter(pk__in=[*map(int, read.approved)])
    list(approved.order_by("number"))
    planned = pending.select_for_update(of=("self",)).filter(pk=pk).first()
    return planned if planned and planned.approved == read.approved else None


def _publish(planned: ScheduledPublication) -> str:
    """Publish what was approved and still waits; return why not, in a sentence, or nothing."""
    subject, editor = planned.subject, planned.decided_by
    waiting = still_waiting(planned)
    try:
        with transaction.atomic():
            if isinstance(subject, Meeting):
                if waiting or not subject.published_at:
                    publish_meeting(meeting=subject, only=waiting, as_printed=True, actor=editor)
            elif waiting or subject.status == Statement.Status.WITHDRAWN:
                publish(statement=subject, seen=version_of(subject), as_printed=True, actor=editor)
    except NotAllowed:
        return f"It was not published: {editor}, who set the time, can no longer publish."
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _has_changed(planned: ScheduledPublication, changed: list[str]) -> str:
    more = len(changed) - STATEMENTS_NAMED
    named = ", ".join(changed[:STATEMENTS_NAMED]) + (f" and {more} more" if more > 0 else "")
    return (
        f"It was not published, because {named} has changed since {planned.decided_by} checked it and set the time. "
        "Check it again, then publish it or set a new time."
    )


def _close(planned: ScheduledPublication, failure: str, actor: User | None = None) -> None:
    """Store how the plan ended. If it failed, tell the person who made it, unless they ended it themselves."""
    planned.failure, planned.done_at = failure, timezone.now()
    planned.save(update_fields=["done_at", "failure"])
    if not failure:
        return
    logger.warning("The planned publication of %s was not done: %s", planned.subject, failure)
    if planned.decided_by != actor:
        notify(planned.decided_by, Mail.Notice.PLAN_CANCELLED)


Approved = dict[str, str]


def _to_approve(subject: Meeting | Statement) -> QuerySet[Statement]:
    """Return the statements that a plan is about: the one, or those that wait in the meeting."""
    if isinstance(subject, Meeting):
        return Statement.objects.filter(meeting=subject, status__in=WAITING)
    return Statement.objects.filter(pk=subject.pk)


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
    """Return the version of each by its number. Whether it is a draft or in review makes no difference."""
    return {str(number): version for number, version in versions_of(statements, in_any_status=True).items()}


def are_approved(planned: ScheduledPublication, numbers: Iterable[int]) -> bool:
    """Return whether any of these statements is part of the plan."""
    return any(str(number) in planned.approved for number in numbers)
