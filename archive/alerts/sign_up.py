"""From an address in a form to an alert on a passage: the email that asks, and the link that confirms."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from archive.alerts.following import follow
from archive.alerts.signing_up import alert_of, may_be_asked, note_confirmed
from archive.citations.passages.difference import follow_passage
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Alert, Correction, Mail, Revision, Statement


@transaction.atomic
def sign_up(*, revision: Revision, passage: QuoteRange | None, email: str, client: str, language: str) -> None:
    """Send an email that asks the owner of the address to confirm an alert on the passage or the whole statement.

    ``client`` is the network address, which is not stored. The result looks the same whether or not the address has
    alerts. Raise ValidationError if the statement is not public, or if the passage has already changed, and
    TooManySignUps.
    """
    statement = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("current_revision")
        .get(pk=revision.statement_id)
    )
    if not statement.is_public:
        raise ValidationError(_("This statement is not public."))
    current = statement.published_revision
    if passage and revision.pk != current.pk:
        passage = follow_passage(passage, revision.text, current.text)
        if passage is None:
            raise ValidationError(_("These words have already changed in the current text."))
    if not may_be_asked(email, client):
        return
    last = Correction.objects.filter(statement=statement, at__isnull=False).order_by("-pk").first()
    alert = Alert(
        statement=statement,
        revision=current,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        email=email,
        language=language,
        seen=last.pk if last else 0,
    )
    alert.full_clean()
    alert.save()
    Mail.objects.create(alert=alert)


def alert_to_confirm(token: str) -> Alert:
    """Return the alert that a link names; raise LinkHasExpired if there is none any more."""
    return alert_of(token, Alert.objects.select_related("statement__board", "revision"))


@transaction.atomic
def confirm(token: str, *, client: str) -> Alert:
    """Confirm the alert of the link and return it. Changes since the sign-up are told now.

    It replaces an earlier alert of the same address for the same words. Raise LinkHasExpired.
    """
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert_to_confirm(token).pk)
    if alert.confirmed_at is None:
        same = {"statement": alert.statement_id, "revision": alert.revision_id, "start": alert.start, "end": alert.end}
        Alert.objects.confirmed().filter(email__iexact=alert.email, **same).delete()
        note_confirmed(alert, client)
        follow(alert)
    return alert
