"""Say how close the texts of a source are to what was said, where nobody has said it yet."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.rules import FieldChange, Verb, Why, ask, audit, change_in_public
from archive.actions.rules.origin import SAY
from archive.models import ChangeNote, OutboxEntry, Source, Statement, User


@transaction.atomic
def say_text_status(*, source: Source, text_status: str, why: Why, actor: User | None = None) -> int:
    """Give all texts of the source of which nobody said it this text status, and return how many there are.

    The corrections log has one entry, at the source. Raise NotAllowed if the actor may not correct statements, and
    ValidationError without a text status, without a reason for texts that readers see, and if there is no such text.
    """
    ask(actor, "correct_statement")
    if text_status not in Statement.TextStatus.values:
        raise ValidationError({"text_status": SAY["text_status"]})
    rows = Statement.objects.filter(source=source, text_status="")
    unsaid = list(rows.select_for_update().values_list("pk", "published_at", "meeting"))
    if not unsaid:
        raise ValidationError(f"Somebody has said it of all texts of {source}.")
    rows.update(text_status=text_status)
    shown = [(number, meeting) for number, published_at, meeting in unsaid if published_at]
    OutboxEntry.objects.write(OutboxEntry.Subject.MEETING, {meeting for _, meeting in shown if meeting})
    OutboxEntry.objects.write(OutboxEntry.Subject.STATEMENT, (number for number, meeting in shown if not meeting))
    label = str(Statement.TextStatus(text_status).label)
    before = str(dict(Statement.TEXT_STATUSES)[""])
    change = FieldChange("text status", before, label)
    told = change_in_public(owner=source, changes=[change], why=why, actor=actor)
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, [number for number, _ in shown], correction=told)
    audit(actor=actor, verb=Verb.CHANGED, instance=source, note=f"Text status of {len(unsaid)} statements: {label}.")
    return len(unsaid)
