"""Make a statement public."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.keep_gaps import keep_gaps
from archive.actions.log_correction import SaidBy, log_correction
from archive.models import Meeting, Statement, User


@transaction.atomic
def publish(*, statement: Statement, actor: User | None = None) -> Statement:
    """Publish the statement with its draft revision, and its meeting with it; it is findable once this commits.

    Raise ValidationError where it is withdrawn, has no words, has nothing new to publish, or changes without a reason.
    """
    statement = make_public(statement)
    audit(actor=actor, verb=Verb.PUBLISHED, record=statement, note=statement.current_revision.reason)
    return statement


def make_public(statement: Statement, before: SaidBy | None = None) -> Statement:
    """Do what ``publish`` does, for actions that audit themselves; ``before`` is who said it until now, where it was
    somebody else."""
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    draft = statement.revisions.filter(published_at__isnull=True).first()
    if statement.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is withdrawn and cannot be published.")
    if draft is None:
        raise ValidationError(f"Statement {statement.number} has nothing new to publish.")
    if draft.number > 1 and not draft.reason:
        raise ValidationError("Say in a sentence why the text changes; readers will see it.")
    now, earlier = timezone.now(), statement.current_revision
    draft.publish(now)
    statement.current_revision = draft
    statement.status = Statement.Status.PUBLISHED
    statement.published_at = statement.published_at or now
    statement.full_clean()
    statement.save()
    if draft.number > 1:
        keep_gaps(before=earlier, after=draft)
        log_correction(statement=statement, revision=draft, before=before)
    Meeting.objects.filter(pk=statement.meeting_id, published_at__isnull=True).update(published_at=now)
    return statement
