"""Acts as a reader with an alert: signs up, opens the email, confirms and reads what arrives."""

import re
from email.message import Message

from django.conf import settings
from django.core import mail
from django.test import Client

from archive.alerts import outbox
from archive.models import Statement

ADDRESS = "reader@example.org"
LINK = re.compile(r"https?://[^\s\"<>]+")


def sign_up(statement: Statement, query: str = "", email: str = ADDRESS, client: Client | None = None, **extra):
    """Fill in the form for the passage of the query, as a browser would over TLS."""
    path = f"/statements/{statement.pk}/alert/{query}"
    return (client or Client()).post(path, {"email": email, "website": ""}, secure=True, **extra)


def delivered() -> list[Message]:
    """Send the waiting emails and return them as mail programs read them."""
    outbox.drain()
    messages = [message.message() for message in mail.outbox]
    mail.outbox.clear()
    return messages


def text_of(message: Message) -> str:
    """Return the plain text of a mail."""
    part = message.get_payload()[0] if message.is_multipart() else message
    return part.get_payload(decode=True).decode()


def link_in(message: Message, part: str) -> str:
    """Return the path of the first link in the mail that has this part."""
    link = next(link for link in LINK.findall(text_of(message)) if part in link)
    return link.removeprefix(settings.SITE_URL)


def confirmed(asked: Message) -> None:
    """Press the button behind the link of a mail that asks."""
    assert Client().post(link_in(asked, "/confirm/"), secure=True).status_code == 200


def told_of(statement: Statement, query: str = "", email: str = ADDRESS, **extra) -> None:
    """Sign up and confirm."""
    sign_up(statement, query, email, **extra)
    (asked,) = delivered()
    confirmed(asked)
