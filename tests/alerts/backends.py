"""Mail backends that fail as real servers do."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends import locmem


class Unreachable(locmem.EmailBackend):
    """A server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError(111, "Connection refused")


class RefusesOne(locmem.EmailBackend):
    """A server that refuses the recipient refused@example.org."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if "refused@example.org" in message.to:
                raise smtplib.SMTPRecipientsRefused({"refused@example.org": (550, b"No such user")})
        return super().send_messages(messages)
