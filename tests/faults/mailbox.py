"""A mail server that stores the recipient and the Message-ID of each email before it accepts the email."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tests.faults.ledger import Ledger


class Mailbox(BaseEmailBackend):
    """Delivers to the ledger that ``settings.MAILBOX`` names."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Deliver."""
        for message in messages:
            key = message.extra_headers["Message-ID"]
            Ledger(settings.MAILBOX).write(act="mail", to=message.to[0], key=key, subject=message.subject)
        return len(messages)
