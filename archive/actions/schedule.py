"""Publish at a set time: plan it, cancel it, and publish what is due."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.permission import NotAllowed, ask
from archive.actions.publish import publish
from archive.actions.publish_meeting import publish_meeting
from archive.actions.version import ChangedMeanwhile, check_version, version_of
from archive.models import Meeting, ScheduledPublication, Statement, User

logger = logging.getLogger(__name__)


@transaction.atomic
def schedule(
    *, subject: Meeting | Statement, at: datetime.datetime, actor: User, seen: str | None = None
) -> ScheduledPublication:
    """Plan to publish the statement, or the meeting with all its waiting statements, at that time.

    This replaces an earlier plan. Only the version ``seen`` will be published: if anything changes before the time,
    nothing is published. Raise NotAllowed if the actor may not publish, ChangedMeanwhile if it has changed since, and
    ValidationError if the time has passed or a statement is withdrawn.
    """
    ask(actor, "publish_statement")
    if at <= timezone.now():
        raise ValidationError("That time has passed. Choose a later one, or publish now.")
    subject = type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if isinstance(subject, Statement) and subject.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"{subject} is withdrawn and cannot be published.")
    check_version(instance=subject, seen=seen, actor=actor)
    planned = subject.schedules.pending().select_for_update().first()
    if planned is None:
        planned = ScheduledPublication(**{str(subject._meta.model_name): subject})
    planned.at, planned.decided_by, planned.seen = at, actor, seen or version_of(subject)
    planned.full_clean()
    planned.save()
    audit(actor=actor, verb=Verb.SCHEDULED, instance=subject, note=f"For {at:%Y-%m-%d %H:%M %Z}.")
    return planned


@transaction.atomic
def unschedule(*, subject: Meeting | Statement, seen: str | None = None, actor: User | None = None) -> None:
    """Cancel a planned publication.

    ``seen`` is the version of the plan that the actor saw. Raise NotAllowed if the actor may not publish,
    ChangedMeanwhile if the plan has changed since, and ValidationError if nothing is planned.
    """
    ask(actor, "publish_statement")
    planned = subject.schedules.pending().select_for_update().first()
    if planned is None:
        raise ValidationError(f"No publication of {subject} is planned.")
    check_version(instance=planned, seen=seen, actor=actor)
    planned.delete()
    audit(actor=actor, verb=Verb.UNSCHEDULED, instance=subject)


def has_changed(planned: ScheduledPublication) -> bool:
    """Return whether the planned version is out of date, so that it will not be published."""
    return version_of(planned.subject) != planned.seen


def publish_due() -> int:
    """Publish what is due, on behalf of those who planned it, and return how many publications there were.

    If one is refused, its reason is stored for the desk to show, and the others continue.
    """
    due = list(ScheduledPublication.objects.due().values_list("pk", flat=True))
    return sum(_publish_one(pk) for pk in due)


@transaction.atomic
def _publish_one(pk: int) -> bool:
    planned = ScheduledPublication.objects.due().select_for_update(of=("self",)).filter(pk=pk).first()
    if planned is None:
        return False
    try:
        with transaction.atomic():
            subject = planned.subject
            if isinstance(subject, Meeting):
                publish_meeting(meeting=subject, seen=planned.seen, actor=planned.decided_by)
            else:
                publish(statement=subject, seen=planned.seen, actor=planned.decided_by)
    except ChangedMeanwhile:
        planned.failure = (
            f"It was not published, because it has changed since {planned.decided_by} checked it and set the time. "
            "Check it again, then publish it or set a new time."
        )
    except NotAllowed:
        planned.failure = f"It was not published: {planned.decided_by}, who set the time, can no longer publish."
    except ValidationError as error:
        planned.failure = " ".join(error.messages)
    if planned.failure:
        logger.warning("The publication of %s that was due could not be done: %s", planned.subject, planned.failure)
    planned.done_at = timezone.now()
    planned.save(update_fields=["done_at", "failure"])
    return not planned.failure
