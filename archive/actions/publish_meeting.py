"""Make a meeting public with everything that waits in it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit, audit_all
from archive.models import Meeting, OutboxEntry, Revision, Statement, User
from archive.search import outbox

WAITING = (Statement.Status.DRAFT, Statement.Status.IN_REVIEW)


@transaction.atomic
def publish_meeting(*, meeting: Meeting, actor: User | None = None) -> int:
    """Publish a meeting with every statement that waits in it, in a few queries; return how many became public.

    Statements that are public stay as they are, a revision prepared for one of them included; withdrawn ones stay
    withdrawn. Raise ValidationError where a waiting one has no words, or where there is nothing new to publish.
    """
    now = timezone.now()
    is_new = Meeting.objects.filter(pk=meeting.pk, published_at__isnull=True).update(published_at=now)
    waiting = Statement.objects.filter(meeting=meeting, status__in=WAITING)
    if empty := waiting.filter(current_revision__isnull=True).first():
        raise ValidationError(f"Statement {empty.number} has no words yet.")
    numbers = list(waiting.select_for_update().values_list("number", flat=True))
    if not numbers and not is_new:
        raise ValidationError(f"{meeting} has nothing new to publish.")
    Revision.objects.filter(statement__in=waiting, published_at__isnull=True).update(published_at=now)
    waiting.update(status=Statement.Status.PUBLISHED, published_at=now)
    outbox.add(OutboxEntry.Subject.STATEMENT, numbers)
    audit(actor=actor, verb=Verb.PUBLISHED, record=meeting, note=f"With {len(numbers)} statements.")
    audit_all(actor=actor, verb=Verb.PUBLISHED, records=(Statement(number=number) for number in numbers))
    return len(numbers)
