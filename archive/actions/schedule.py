"""Publish at a time: decide on it, call it off, and do what is due."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.publish import publish
from archive.actions.publish_meeting import publish_meeting
from archive.models import Meeting, ScheduledPublication, Statement, User

logger = logging.getLogger(__name__)


@transaction.atomic
def schedule(*, subject: Meeting | Statement, at: datetime.datetime, actor: User) -> ScheduledPublication:
    """Have the meeting, with all that waits in it, or the statement published at that time.

    A time set before is replaced. Raise ValidationError where the time has passed, or a statement is withdrawn.
    """
    if at <= timezone.now():
        raise ValidationError("That time has passed: choose a later one, or publish now.")
    if isinstance(subject, Statement) and subject.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"{subject} is withdrawn and cannot be published.")
    planned = subject.schedules.pending().select_for_update().first()
    if planned is None:
        planned = ScheduledPublication(**{subject._meta.model_name: subject})
    planned.at, planned.decided_by = at, actor
    planned.full_clean()
    planned.save()
    audit(actor=actor, verb=Verb.SCHEDULED, record=subject, note=f"For {at:%Y-%m-%d %H:%M %Z}.")
    return planned


@transaction.atomic
def unschedule(*, subject: Meeting | Statement, actor: User | None = None) -> None:
    """Call a planned publication off. Raise ValidationError where none is planned."""
    deleted, _ = subject.schedules.pending().delete()
    if not deleted:
        raise ValidationError(f"No publication of {subject} is planned.")
    audit(actor=actor, verb=Verb.UNSCHEDULED, record=subject)


def publish_due() -> int:
    """Publish what is due, in the name of those who decided it, and return how many publications that were.

    One that the record refuses is put down with the reason, for the desk to show; the others go on.
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
            if planned.meeting:
                publish_meeting(meeting=planned.meeting, actor=planned.decided_by)
            else:
                publish(statement=planned.statement, actor=planned.decided_by)
    except ValidationError as error:
        planned.failure = " ".join(error.messages)
        logger.warning("The publication of %s that was due could not be done: %s", planned.subject, planned.failure)
    planned.done_at = timezone.now()
    planned.save(update_fields=["done_at", "failure"])
    return not planned.failure
