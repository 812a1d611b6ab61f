"""Alerts on passages: what a reader may follow, and which of them a correction concerns.

Passages are followed from wording to wording.
"""

from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from archive.citations.passages.difference import counterpart_range, follow_passage
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Alert, Correction, CorrectionToTell, Mail, Revision, Statement

AT_ONCE = 500


def on_passage(revision: Revision, passage: QuoteRange | None) -> Alert:
    """Return an alert on the passage, or on the whole statement, that still lacks its reader.

    Call it in a transaction, which keeps the statement as it is. Raise ValidationError if the statement is not public,
    or if the passage has already changed.
    """
    statement = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("current_revision")
        .get(pk=revision.statement_id)
    )
    if not statement.is_public:
        raise ValidationError(gettext("This statement is not public."))
    current = statement.published_revision
    if passage and revision.pk != current.pk:
        passage = follow_passage(passage, revision.text, current.text)
        if passage is None:
            raise ValidationError(gettext("These words have already changed in the current text."))
    last = Correction.objects.filter(statement=statement, at__isnull=False).order_by("-pk").first()
    return Alert(
        statement=statement,
        revision=current,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        seen=last.pk if last else 0,
    )


def tell() -> int:
    """Write the emails about all new corrections, and return how many; each in its own transaction."""
    written = 0
    for pk in list(CorrectionToTell.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            waiting = CorrectionToTell.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if waiting is None:  # another process did it meanwhile
                continue
            statement = waiting.correction.statement_id
            alerts = Alert.objects.confirmed().select_for_update(of=("self",)).filter(statement=statement)
            for alert in alerts.order_by("pk").iterator(AT_ONCE):
                written += follow(alert)
            waiting.delete()
    return written


def follow(alert: Alert) -> int:
    """Compare the alert with each new correction, write the emails that result, and return how many.

    The caller's transaction has locked the alert's row. After its last email an alert follows nothing more.
    """
    if alert.mails.filter(is_last=True).exists():
        return 0
    mails: list[Mail] = []
    later = Correction.objects.filter(statement=alert.statement_id, at__isnull=False, pk__gt=alert.seen)
    for correction in later.select_related("revision", "tombstone").order_by("pk"):
        if mail := _look(alert, correction):
            mails.append(mail)
            if mail.is_last:
                break
    alert.save(update_fields=["revision", "start", "end", "seen"])
    for mail in mails:
        mail.save()
    return len(mails)


def _look(alert: Alert, correction: Correction) -> Mail | None:
    """Move the alert's passage to where the correction left it, and return an email if this concerns the passage."""
    alert.seen = correction.pk
    followed = cast("Revision", alert.revision)
    mail = Mail(alert=alert, correction=correction, start=alert.start, end=alert.end)
    if correction.kind == Correction.Kind.WITHDRAWAL:
        mail.is_last = True
        return mail
    concerns = correction.changes_who_said_it or correction.changes_what_was_decided or _redacts(correction, alert)
    if correction.revision and correction.revision.number > followed.number:
        old, new = followed, correction.revision
        if alert.start is None or alert.end is None:
            concerns |= (old.title, old.text) != (new.title, new.text)
        else:
            passage = QuoteRange(alert.start, alert.end)
            place = follow_passage(passage, old.text, new.text)
            if place is None:
                concerns = True
                place = counterpart_range(passage, old.text, new.text)
            if place is None:  # Nothing is left that could change again.
                mail.is_last = True
            else:
                alert.start, alert.end = place.start, place.end
        if not mail.is_last:
            alert.revision = new
    return mail if concerns else None


def _redacts(correction: Correction, alert: Alert) -> bool:
    """Return whether the correction redacted words of the alert's passage, which keeps its place."""
    if correction.tombstone is None or correction.kind != Correction.Kind.REDACTION:
        return False
    gone = correction.tombstone.passages.filter(revision=alert.revision)
    if alert.start is None:
        return gone.exists()
    return gone.filter(in_title=False, start__lt=alert.end, end__gt=alert.start).exists()
