"""Emails that wait: try one again now."""

from archive.actions.rules import ask
from archive.models import Mail, User


def try_mail_now(*, mail: Mail, actor: User) -> None:
    """Let the next run send the email, however long it would wait. Raise NotAllowed if the actor may not see it."""
    ask(actor, "view_mail")
    Mail.objects.filter(pk=mail.pk).hurry()
