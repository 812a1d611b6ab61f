"""What an email or a message to a webhook says, before it is addressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from archive.citations.passages.context import shortened

LONGEST_SUBJECT = 150
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Letter:
    """One email: ``template`` is its text, and ``html_template`` the same as HTML if it has one.

    ``stop_link`` is where the reader ends such emails, for the button of a mail program (RFC 8058). A program gets
    ``data`` instead, without any of the words, in a message of a ``kind``, signed with a secret made of the ``key``.
    """

    subject: str
    template: str
    context: Mapping[str, Any]
    html_template: str = ""
    stop_link: str = ""
    kind: str = ""
    key: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every email that a program sends, and the link to stop."""
        headers = {"Auto-Submitted": "auto-generated"}
        if self.stop_link:
            headers["List-Unsubscribe"] = f"<{self.stop_link}>"
        if self.stop_link.startswith("https://"):  # The only value that RFC 8058 allows.
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return headers


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """Return a text that is allowed in a header: one line of printable characters, not too long."""
    return shortened("".join(c if c.isprintable() else " " for c in text), longest)


def link_to(path: str) -> str:
    """Return the URL of a page of this site, as an email shows it."""
    return f"{settings.SITE_URL}{path}"
