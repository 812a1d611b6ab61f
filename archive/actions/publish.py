"""Make a statement, or a whole meeting, public."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.models import Meeting, OutboxEntry, Statement
from archive.search import outbox


@transaction.atomic
def publish(*, statement: Statement) -> Statement:
    """Publish the statement with its draft revision, and its meeting with it; it is findable once this commits.

    Raise ValidationError where it is withdrawn, has no words, or has nothing new to publish.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    draft = statement.revisions.filter(published_at__isnull=True).first()
    if statement.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is withdrawn and cannot be published.")
    if draft is None:
        raise ValidationError(f"Statement {statement.number} has nothing new to publish.")
    now = timezone.now()
    draft.publish(now)
    statement.current_revision = draft
    statement.status = Statement.Status.PUBLISHED
    statement.published_at = statement.published_at or now
    statement.full_clean()
    statement.save()
    if statement.meeting_id:
        Meeting.objects.filter(pk=statement.meeting_id, published_at__isnull=True).update(published_at=now)
    outbox.add(OutboxEntry.Subject.STATEMENT, [statement.number])
    return statement


@transaction.atomic
def publish_meeting(*, meeting: Meeting) -> int:
    """Publish a meeting with every draft of it; return how many statements became public.

    Statements that are public stay as they are; withdrawn ones stay withdrawn.
    """
    Meeting.objects.filter(pk=meeting.pk, published_at__isnull=True).update(published_at=timezone.now())
    waiting = meeting.statements.filter(status__in=[Statement.Status.DRAFT, Statement.Status.IN_REVIEW])
    return len([publish(statement=statement) for statement in waiting])
