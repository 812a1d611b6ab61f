"""Notes that staff write to each other about a statement until it is public. They are part of its audit trail."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from archive.actions.accounts.notify import notify
from archive.actions.audit import Verb
from archive.actions.redaction.memory import without_removed
from archive.models import AuditEntry, Mail, Statement, User

OF_A_REVIEW = (Verb.SUBMITTED, Verb.RETURNED, Verb.COMMENTED)
LONGEST = 2000


def checked_note(note: str, statement: Statement, *, otherwise: str = "") -> str:
    """Return the note as it is stored. Raise ValidationError if it is too long, or empty: ``otherwise`` says so."""
    note = note.replace("\r\n", "\n").strip()
    if not note and otherwise:
        raise ValidationError({"note": otherwise})
    if len(note) > LONGEST:
        raise ValidationError({"note": f"The note is too long: {LONGEST} letters at most."})
    return without_removed(note, statement)


def notes_about(statement: Statement) -> QuerySet[AuditEntry]:
    """Return the notes about a statement, the first first."""
    written = AuditEntry.objects.about(statement).filter(verb__in=OF_A_REVIEW).exclude(note="")
    return written.select_related("actor").order_by("id")


def tell_those_in_review(statement: Statement, actor: User | None) -> None:
    """Send an email to the others who took part in the review of the statement, if they want any.

    One email tells of all notes that are written before it is sent.
    """
    part = AuditEntry.objects.about(statement).filter(verb__in=OF_A_REVIEW)
    people = User.objects.filter(pk__in=part.values("actor"), is_active=True, mail_about_reviews=True)
    told = Mail.objects.filter(notice=Mail.Notice.REVIEW, claimed_until=None).values("account")
    if actor:
        people = people.exclude(pk=actor.pk)
    for person in people.exclude(pk__in=told):
        notify(person, Mail.Notice.REVIEW)
