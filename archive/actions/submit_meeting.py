"""Submit every draft of a meeting for review."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit_all, one_act
from archive.actions.permission import ask
from archive.actions.version import check_waiting
from archive.models import Meeting, Statement, User


@transaction.atomic
def submit_meeting(*, meeting: Meeting, seen: str | None = None, actor: User | None = None) -> int:
    """Mark the meeting's drafts as ready for review and return how many there were.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements,
    ChangedMeanwhile if the meeting has changed since, and ValidationError if there is no draft, or one without words.
    """
    ask(actor, "change_statement")
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    drafts = Statement.objects.filter(meeting=meeting, status=Statement.Status.DRAFT)
    if empty := drafts.filter(current_revision__isnull=True).first():
        raise ValidationError(f"Statement {empty.number} has no words yet.")
    numbers = list(drafts.select_for_update().order_by("number").values_list("number", flat=True))
    if not numbers:
        raise ValidationError(f"{meeting} has no draft to submit.")
    check_waiting(meeting=meeting, seen=seen, actor=actor)
    drafts.filter(pk__in=numbers).update(status=Statement.Status.IN_REVIEW)
    with one_act(actor=actor, verb=Verb.SUBMITTED, instance=meeting, note=f"With {len(numbers)} statements."):
        audit_all(actor=actor, verb=Verb.SUBMITTED, instances=(Statement(number=number) for number in numbers))
    return len(numbers)
