"""Acts at the desk as a browser does, with the version that the page showed."""

from typing import Any

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.actions.rules import version_of, version_with_waiting
from archive.models import Meeting, Statement


def do(client: Client, page: str, instance: models.Model | None = None, /, **data: Any) -> HttpResponse:
    """Send the form of an object's page in its current version, confirm, and return the page that follows."""
    return client.post(*_form(page, instance, data), follow=True)


def send(client: Client, page: str, instance: models.Model | None = None, /, **data: Any) -> HttpResponse:
    """Do the same without asking for the page that follows, which takes as long as the action."""
    return client.post(*_form(page, instance, data))


def _form(page: str, instance: models.Model | None, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    path = reverse(f"desk:{page}", args=[instance.pk] if instance else [])
    if instance:
        data = {"seen": _version_shown(page, instance)} | data
    return path, {"sure": "yes"} | data


# Where a text comes from, as a person types it.
TYPED_ORIGIN = {"source": "Sample transcript", "source_kind": "transcript", "text_status": "verbatim"}
# What a person says of a file that does not tell who wrote its text.
BY_SOFTWARE = {"source_kind": "machine_transcript", "text_status": "machine_transcript"}


def add_row(client: Client, meeting: Meeting, /, **data: Any) -> HttpResponse:
    """Send the form of a new statement of the meeting."""
    return client.post(reverse("desk:row-add", args=[meeting.pk, "statement"]), data)


def _version_shown(page: str, instance: Any) -> str:
    if page in {"meeting-publish", "meeting-submit"}:
        return version_with_waiting(instance)
    shown = instance.schedules.pending().first() if page.endswith("-unschedule") else instance
    return version_of(shown) if shown else ""


def tick(*statements: Statement) -> list[str]:
    """Return what the ticked boxes of these statements send."""
    return [f"{statement.pk}:{version_of(statement)}" for statement in statements]


def sentences(response: HttpResponse) -> list[str]:
    """Return the page's messages about what was done or refused."""
    return [str(message) for message in response.context["messages"]]
