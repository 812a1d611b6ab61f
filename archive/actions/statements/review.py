"""What the staff tell each other about statements before they are public: submitted, sent back, checked, noted."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from archive.actions.accounts.mails import notify
from archive.actions.blank import is_blank
from archive.actions.removed_words.memory import without_removed
from archive.actions.rules import Verb, ask, audit, check_version, check_waiting
from archive.actions.statements.planning import cancel_plans_of
from archive.actions.statements.publishing import audit_of_meeting, lock_with_words
from archive.models import AuditEntry, Mail, Meeting, SentBack, Statement, User

OF_A_REVIEW = (Verb.SUBMITTED, Verb.RETURNED, Verb.COMMENTED)
LONGEST_NOTE = 2000
# Whether somebody said that what a note asks is done.
IS_DONE = Exists(AuditEntry.objects.filter(act=OuterRef("pk"), verb=Verb.SETTLED))


@transaction.atomic
def submit_for_review(
    *, statement: Statement, note: str = "", seen: str | None = None, actor: User | None = None
) -> Statement:
    """Mark a draft as ready for review. No part of it is public yet. A note is for those who review it.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements,
    ChangedMeanwhile if the statement has changed since, and ValidationError if it is not a draft.
    """
    ask(actor, "change_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.status != Statement.Status.DRAFT:
        status = statement.get_status_display().lower()
        raise ValidationError(f"Statement {statement.number} is {status}: only a draft can be submitted for review.")
    if statement.current_revision is None:
        raise ValidationError(f"Statement {statement.number} has no words yet.")
    note = checked_note(note, statement)
    check_version(instance=statement, seen=seen, actor=actor)
    statement.status = Statement.Status.IN_REVIEW
    statement.save(update_fields=["status"])
    entry = audit(actor=actor, verb=Verb.SUBMITTED, instance=statement, note=note)
    if note:
        tell_those_in_review(statement, entry)
    return statement


@transaction.atomic
def submit_meeting(*, meeting: Meeting, seen: str | None = None, actor: User | None = None) -> int:
    """Mark the meeting's drafts as ready for review and return how many there were.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements,
    ChangedMeanwhile if the meeting has changed since, and ValidationError if there is no draft, or one without words.
    """
    ask(actor, "change_statement")
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    drafts = Statement.objects.filter(meeting=meeting, status=Statement.Status.DRAFT)
    numbers = lock_with_words(drafts)
    if not numbers:
        raise ValidationError(f"{meeting} has no draft to submit.")
    check_waiting(meeting=meeting, seen=seen, actor=actor)
    drafts.filter(pk__in=numbers).update(status=Statement.Status.IN_REVIEW)
    audit_of_meeting(actor=actor, verb=Verb.SUBMITTED, meeting=meeting, numbers=numbers)
    return len(numbers)


@transaction.atomic
def return_to_draft(
    *, statement: Statement, note: str, seen: str | None = None, actor: User | None = None
) -> Statement:
    """Make a statement in review a draft again. The note says what is missing, to those who submitted it.

    Its words are kept, to show what changes after. A planned publication that it is part of is cancelled. ``seen`` is
    the version that the actor saw. Raise NotAllowed if the actor may not publish, ChangedMeanwhile if the statement has
    changed since, and ValidationError if it is not in review, or without a note.
    """
    ask(actor, "publish_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.status != Statement.Status.IN_REVIEW:
        raise ValidationError(f"Statement {statement.number} is not in review.")
    note = checked_note(note, statement, otherwise="Say what is missing. The person who submitted it sees the note.")
    check_version(instance=statement, seen=seen, actor=actor)
    statement.status = Statement.Status.DRAFT
    statement.save(update_fields=["status"])
    words = statement.current_revision
    if words:
        kept = {"title": words.title, "text": words.text}
        SentBack.objects.update_or_create(statement=statement, defaults=kept)
    entry = audit(actor=actor, verb=Verb.RETURNED, instance=statement, note=note)
    cancel_plans_of([statement], actor=actor, because=f"{statement} was sent back to draft.")
    tell_those_in_review(statement, entry)
    return statement


@transaction.atomic
def write_note(*, statement: Statement, note: str, actor: User | None = None) -> None:
    """Write a note to the others who work on the statement, such as an answer to why it was sent back.

    Raise NotAllowed if the actor may not change statements, and ValidationError if the note is empty or too long, or if
    the statement was ever public.
    """
    ask(actor, "change_statement")
    if statement.published_at:
        raise ValidationError(f"Statement {statement.number} is public. Correct it instead.")
    note = checked_note(note, statement, otherwise="Type the note first.")
    entry = audit(actor=actor, verb=Verb.COMMENTED, instance=statement, note=note)
    tell_those_in_review(statement, entry)


@transaction.atomic
def settle_notes(*, statement: Statement, notes: Collection[int], actor: User | None = None) -> None:
    """Say of these notes about the statement that they are done. Those that are stay so.

    Raise NotAllowed if the actor may not change statements.
    """
    ask(actor, "change_statement")
    for note in notes_about(statement).filter(pk__in=notes).exclude(IS_DONE):
        audit(actor=actor, verb=Verb.SETTLED, instance=statement, act=note)


@transaction.atomic
def check_by_hand(
    *, statement: Statement, is_right: bool = True, seen: str | None = None, actor: User | None = None
) -> Statement:
    """Store who compared the words and when, for the staff. Readers only see that they were compared.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements or, if the
    statement is public, is not an editor; ChangedMeanwhile if it has changed since; ValidationError if it is withdrawn.
    """
    ask(actor, "change_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {stored.number} is withdrawn, so there is nothing to check.")
    if stored.is_public:
        ask(actor, "correct_statement")
    check_version(instance=stored, seen=seen, actor=actor)
    stored.checked_at = timezone.now() if is_right else None
    stored.checked_by = actor if is_right else None
    stored.save(update_fields=["checked_at", "checked_by"])
    audit(
        actor=actor, verb=Verb.CHANGED, instance=stored, note="Checked by hand." if is_right else "To be checked again."
    )
    return stored


def checked_note(note: str, statement: Statement, *, otherwise: str = "") -> str:
    """Return the note as it is stored. Raise ValidationError if it is too long, or empty: ``otherwise`` says so."""
    note = note.replace("\r\n", "\n").strip()
    if is_blank(note) and otherwise:
        raise ValidationError({"note": otherwise})
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": f"The note is too long: {LONGEST_NOTE} letters at most."})
    return without_removed(note, statement)


def notes_about(*statements: Statement) -> QuerySet[AuditEntry]:
    """Return the notes about these statements, the first first, each with whether it is done (``is_done``)."""
    numbers = [statement.pk for statement in statements]
    written = AuditEntry.objects.filter(subject="statement", subject_id__in=numbers, verb__in=OF_A_REVIEW)
    return written.exclude(note="").annotate(is_done=IS_DONE).select_related("actor").order_by("id")


def tell_those_in_review(statement: Statement, note: AuditEntry) -> None:
    """Send an email to the others who took part in the review of the statement, if they want any.

    One email tells of all notes that are written before it is sent, and quotes the first.
    """
    part = AuditEntry.objects.about(statement).filter(verb__in=OF_A_REVIEW)
    people = User.objects.filter(pk__in=part.values("actor"), is_active=True, mail_about_reviews=True)
    mailed = Mail.objects.filter(notice=Mail.Notice.REVIEW, claimed_until=None).values("account")
    if note.actor_id:
        people = people.exclude(pk=note.actor_id)
    for person in people.exclude(pk__in=mailed):
        notify(person, Mail.Notice.REVIEW, detail=str(note.pk))
