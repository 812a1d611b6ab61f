"""Acts at the desk as a browser does, with the version that the page showed."""

from typing import Any

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.actions.version import version_of
from archive.models import Statement


def do(client: Client, page: str, instance: models.Model | None = None, /, **data: Any) -> HttpResponse:
    """Send the form of an object's page in its current version, confirm, and return the page that follows."""
    if instance:
        shown = instance.schedules.pending().first() if page.endswith("-unschedule") else instance
        data = {"seen": version_of(shown) if shown else ""} | data
    data = {"sure": "yes"} | data
    return client.post(reverse(f"desk:{page}", args=[instance.pk] if instance else []), data, follow=True)


def tick(*statements: Statement) -> list[str]:
    """Return what the ticked boxes of these statements send."""
    return [f"{statement.pk}:{version_of(statement)}" for statement in statements]


def sentences(response: HttpResponse) -> list[str]:
    """Return the page's messages about what was done or refused."""
    return [str(message) for message in response.context["messages"]]
