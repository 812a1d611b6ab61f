"""Acts as a reader who follows a search: opens the preview, signs up, confirms and reads what arrives."""

import re
from email.message import Message
from urllib.parse import urlencode

from django.conf import settings
from django.core import mail
from django.test import Client

from archive.alerts import outbox
from archive.search.engines import outbox as index

ADDRESS = "reader@example.org"
LINK = re.compile(r"https?://[^\s\"<>]+")


def sign_up(query: str, email: str = ADDRESS, frequency: str = "at_once", **extra):
    """Fill in the form of a search, as a browser would over TLS."""
    procedural = {"procedural": "on"} if extra.pop("procedural", False) else {}
    data = {"email": email, "website": "", "frequency": frequency, **procedural}
    return Client().post(f"/alerts/new/?{query}", data, secure=True, **extra)


def delivered() -> list[Message]:
    """Update the index, send what is waiting, and return the emails."""
    index.keep_up()
    outbox.drain()
    messages = [message.message() for message in mail.outbox]
    mail.outbox.clear()
    return messages


def text_of(message: Message) -> str:
    """Return the plain text of a mail."""
    part = message.get_payload()[0] if message.is_multipart() else message
    return part.get_payload(decode=True).decode()


def html_of(message: Message) -> str:
    """Return the HTML of a mail."""
    return message.get_payload()[1].get_payload(decode=True).decode()


def link_in(message: Message, part: str) -> str:
    """Return the path of the first link in the mail that has this part."""
    link = next(link for link in LINK.findall(text_of(message)) if part in link)
    return link.removeprefix(settings.SITE_URL)


def follow(query: str | dict, email: str = ADDRESS, **extra) -> None:
    """Sign up and confirm."""
    query = query if isinstance(query, str) else urlencode(query)
    response = sign_up(query, email, **extra)
    assert response.status_code == 202, response.content.decode()
    (asked,) = delivered()
    assert Client().post(link_in(asked, "/confirm/"), secure=True).status_code == 200
