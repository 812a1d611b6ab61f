"""Add many new statements to the record at once, as published."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from archive.actions.audit import Verb, audit, audit_all
from archive.actions.draft_revision import as_stored
from archive.models import ChangeNote, Meeting, OutboxEntry, Revision, Statement, User


@transaction.atomic
def publish_many(
    *,
    statements: Sequence[Statement],
    texts: Sequence[str],
    tell_readers: bool | None = None,
    actor: User | None = None,
) -> None:
    """Publish unsaved statements with their words and their meetings, in a few queries for all.

    Pass a few thousand at a time. A statement with a meeting has the meeting's board and date. The caller has checked
    the fields: if one breaks a constraint, this raises IntegrityError and saves none. The index is told of whole
    meetings, and only when the caller drains the outbox or rebuilds the index, after all are saved.
    """
    now = timezone.now()
    Statement.objects.bulk_create(statements)
    numbers = [statement.number for statement in statements]
    Revision.objects.bulk_create(
        _first_revision(number, as_stored(text), now, actor) for number, text in zip(numbers, texts, strict=True)
    )
    first = Revision.objects.filter(statement=OuterRef("pk"))
    Statement.objects.filter(number__in=numbers).update(
        status=Statement.Status.PUBLISHED, published_at=now, current_revision=Subquery(first.values("pk"))
    )
    meetings = Counter(statement.meeting for statement in statements if statement.meeting)
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings], published_at=None).update(published_at=now)
    outside = [statement for statement in statements if not statement.meeting]
    OutboxEntry.objects.write(OutboxEntry.Subject.MEETING, (meeting.pk for meeting in meetings))
    OutboxEntry.objects.write(OutboxEntry.Subject.STATEMENT, (statement.number for statement in outside))
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, numbers, tells=tell_readers)
    for meeting, number in meetings.items():
        audit(actor=actor, verb=Verb.IMPORTED, instance=meeting, note=f"{number} statements.")
    audit_all(actor=actor, verb=Verb.IMPORTED, instances=outside)


def _first_revision(number: int, text: str, now: datetime, author: User | None) -> Revision:
    revision = Revision(statement_id=number, number=1, text=text, author=author, created_at=now, published_at=now)
    revision.seal()
    return revision
