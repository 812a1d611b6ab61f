"""Emails that wait: try one again now."""

from django.db import transaction

from archive.actions.rules import Verb, ask, audit
from archive.models import Mail, User


@transaction.atomic
def try_mail_now(*, mail: Mail, actor: User) -> None:
    """Let the next run send the email, however long it would wait. Raise NotAllowed if the actor may not see it."""
    ask(actor, "view_mail")
    if Mail.objects.filter(pk=mail.pk).hurry():
        audit(actor=actor, verb=Verb.CHANGED, instance=mail, note="To be tried now.")
