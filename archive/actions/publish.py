"""Make a statement public."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.log_correction import SaidBy, log_correction
from archive.actions.permission import ask
from archive.actions.redaction.gaps import keep_gaps
from archive.actions.version import check_version
from archive.models import Meeting, Revision, Statement, User


@transaction.atomic
def publish(*, statement: Statement, seen: str | None = None, actor: User | None = None) -> Statement:
    """Publish the statement with its draft revision and its meeting. It can be found as soon as this commits.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not publish, ChangedMeanwhile if the
    statement has changed since, and ValidationError if it is withdrawn, has no words, has nothing new to publish, or
    changes without a reason.
    """
    ask(actor, "publish_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    _waiting_words(stored)
    check_version(instance=stored, seen=seen, actor=actor)
    statement = make_public(stored)
    audit(actor=actor, verb=Verb.PUBLISHED, instance=statement, note=statement.published_revision.reason)
    return statement


def make_public(
    statement: Statement, before: SaidBy | None = None, changes: Sequence[tuple[str, str, str]] = ()
) -> Statement:
    """Do what ``publish`` does, for actions that check permissions and write their own audit entry.

    ``before`` is the speaker until now, if it changes; ``changes`` are the other changes of the record.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    draft = _waiting_words(statement)
    if draft.number > 1 and not draft.reason:
        raise ValidationError("Give a reason for the change in a sentence. Readers will see it.")
    earlier = statement.current_revision
    now = _not_before(earlier)
    draft.publish(now)
    if earlier and earlier.text != draft.text:
        statement.uncheck()
    statement.current_revision = draft
    statement.status = Statement.Status.PUBLISHED
    statement.published_at = statement.published_at or now
    statement.full_clean()
    statement.save()
    if earlier and draft.number > 1:
        keep_gaps(before=earlier, after=draft)
        log_correction(statement=statement, revision=draft, before=before, changes=changes)
    if statement.meeting_id:
        Meeting.objects.filter(pk=statement.meeting_id, published_at__isnull=True).update(published_at=now)
    return statement


def _not_before(earlier: Revision | None) -> datetime:
    """Return the present time or, if the clock has been set back since, the time of the earlier wording."""
    before = earlier.published_at if earlier else None
    return max(timezone.now(), before) if before else timezone.now()


def _waiting_words(statement: Statement) -> Revision:
    """Return the words to publish; raise ValidationError if there are none or the statement is withdrawn."""
    if statement.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is withdrawn and cannot be published.")
    draft = statement.revisions.filter(published_at__isnull=True).first()
    if draft is None:
        raise ValidationError(f"Statement {statement.number} has nothing new to publish.")
    return draft
