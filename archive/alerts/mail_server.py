"""The connection to the mail server."""

from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

ALIAS = "default"


def mail_server() -> BaseEmailBackend:
    """Return a connection, not opened yet, to the server that ``MAILERS`` names, as Django does from 6.1 on."""
    server: dict[str, Any] = settings.MAILERS[ALIAS]
    return import_string(server["BACKEND"])(alias=ALIAS, **server.get("OPTIONS", {}))
