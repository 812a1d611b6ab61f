"""Acts as a reader who follows a search: opens the preview, signs up, confirms and reads what arrives."""

from email.message import Message
from urllib.parse import urlencode

from django.test import Client

from archive.search.engines import outbox as index
from tests.alerts import reader
from tests.alerts.reader import ADDRESS, confirmed


def sign_up(query: str, email: str = ADDRESS, frequency: str = "at_once", **extra):
    """Fill in the form of a search, as a browser would over TLS."""
    procedural = {"procedural": "on"} if extra.pop("procedural", False) else {}
    data = {"email": email, "website": "", "frequency": frequency, **procedural}
    return Client().post(f"/alerts/new/?{query}", data, secure=True, **extra)


def delivered() -> list[Message]:
    """Update the index, send what is waiting, and return the emails."""
    index.keep_up()
    return reader.delivered()


def html_of(message: Message) -> str:
    """Return the HTML of a mail."""
    return message.get_payload()[1].get_payload(decode=True).decode()


def follow(query: str | dict, email: str = ADDRESS, **extra) -> None:
    """Sign up and confirm."""
    query = query if isinstance(query, str) else urlencode(query)
    response = sign_up(query, email, **extra)
    assert response.status_code == 202, response.content.decode()
    (asked,) = delivered()
    confirmed(asked)
