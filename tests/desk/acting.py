"""Acts at the desk as a browser does, with the version that the page showed."""

from typing import Any

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.actions.rules import version_of, version_with_waiting
from archive.models import Statement


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


# What the page for new statements calls the fields of a statement.
IN_A_ROW = {name: name for name in ("text", "title", "speaker", "speaker-as", "kind", "topics", "attribution")}
IN_A_ROW |= {"responds_to": "responds_to", "agenda_item": "under", "date": "outside"}


def as_row(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the form of the page for new statements with one row, which has these fields of a statement."""
    rows = {f"statements-0-{IN_A_ROW[name]}": value for name, value in fields.items() if name in IN_A_ROW}
    others = {name: value for name, value in fields.items() if name not in IN_A_ROW}
    return {"statements-TOTAL_FORMS": 1, "statements-INITIAL_FORMS": 0} | others | rows


# Where a text comes from, as a person types it.
TYPED_ORIGIN = {"source": "Sample transcript", "source_kind": "transcript", "text_status": "verbatim"}
# What a person says of a file that does not tell who wrote its text.
BY_SOFTWARE = {"source_kind": "machine_transcript", "text_status": "machine_transcript"}


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
