"""Publish a meeting with all its unpublished statements."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit_all, one_act
from archive.actions.permission import ask
from archive.actions.version import WAITING, check_waiting
from archive.models import ChangeNote, Meeting, OutboxEntry, Revision, Statement, User
from archive.search import outbox


@transaction.atomic
def publish_meeting(
    *,
    meeting: Meeting,
    seen: str | None = None,
    only: Collection[int] | None = None,
    tell_readers: bool | None = None,
    actor: User | None = None,
) -> int:
    """Publish a meeting with every statement that waits in it, in a few queries; return how many became public.

    With ``only``, publish no other statements than these, whose versions the caller has checked. Public statements stay
    as they are, even if a revision is prepared; withdrawn ones stay withdrawn. ``tell_readers`` says whether readers
    with alerts get emails; if it is None, they do if the meeting was recent. ``seen`` is the version of the meeting,
    with what waits in it, that the actor saw. Raise NotAllowed if the actor may not publish, ChangedMeanwhile if the
    meeting has changed since, and ValidationError if a waiting statement has no words, or if there is nothing new to
    publish.
    """
    ask(actor, "publish_statement")
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    now, is_new = timezone.now(), meeting.published_at is None
    waiting = Statement.objects.filter(meeting=meeting, status__in=WAITING)
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    if empty := waiting.filter(current_revision__isnull=True).first():
        raise ValidationError(f"Statement {empty.number} has no words yet.")
    numbers = list(waiting.select_for_update().order_by("number").values_list("number", flat=True))
    if not numbers and not is_new:
        raise ValidationError(f"{meeting} has nothing new to publish.")
    if only is None:
        check_waiting(meeting=meeting, seen=seen, actor=actor)
    Meeting.objects.filter(pk=meeting.pk, published_at__isnull=True).update(published_at=now)
    # Only those that were locked, because another transaction may have added one since.
    Revision.objects.filter(statement__in=numbers, published_at__isnull=True).update(published_at=now)
    waiting.filter(pk__in=numbers).update(status=Statement.Status.PUBLISHED, published_at=now)
    outbox.add(OutboxEntry.Subject.STATEMENT, numbers)
    ChangeNote.objects.leave(ChangeNote.Subject.MEETING, [meeting.pk])
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, numbers, tells=tell_readers)
    with one_act(actor=actor, verb=Verb.PUBLISHED, instance=meeting, note=f"With {len(numbers)} statements."):
        audit_all(actor=actor, verb=Verb.PUBLISHED, instances=(Statement(number=number) for number in numbers))
    return len(numbers)
