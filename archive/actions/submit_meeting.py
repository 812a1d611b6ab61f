"""Hand every draft of a meeting to whoever publishes."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit, audit_all
from archive.models import Meeting, Statement, User


@transaction.atomic
def submit_meeting(*, meeting: Meeting, actor: User | None = None) -> int:
    """Mark the meeting's drafts as ready for review and return how many there were.

    Raise ValidationError where there is none, or one without words.
    """
    drafts = Statement.objects.filter(meeting=meeting, status=Statement.Status.DRAFT)
    if empty := drafts.filter(current_revision__isnull=True).first():
        raise ValidationError(f"Statement {empty.number} has no words yet.")
    numbers = list(drafts.select_for_update().values_list("number", flat=True))
    if not numbers:
        raise ValidationError(f"{meeting} has no draft to submit.")
    drafts.update(status=Statement.Status.IN_REVIEW)
    audit(actor=actor, verb=Verb.SUBMITTED, record=meeting, note=f"With {len(numbers)} statements.")
    audit_all(actor=actor, verb=Verb.SUBMITTED, records=(Statement(number=number) for number in numbers))
    return len(numbers)
