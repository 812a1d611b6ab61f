"""Acts at the desk as a browser does, with the version that the page showed."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse

from archive.actions.rules import version_of, version_with_waiting
from archive.models import IncomingFile, Mail, Meeting, Passkey, SpeakerMerge, SpeakerName, Statement

# The buttons about one of the things on a page: the field with its number, its model, and its column with the number of
# the page, if that has one.
INSIDE: dict[str, tuple[str, Any, str]] = {
    "speaker:remove-name": ("name", SpeakerName, "speaker_id"),
    "speaker:undo-merge": ("merge", SpeakerMerge, "kept_id"),
    "mails:try": ("mail", Mail, ""),
    "folder:leave-out": ("file", IncomingFile, ""),
    "account:remove-passkey": ("passkey", Passkey, ""),
}


def do(client: Client, page: str, instance: models.Model | None = None, /, **data: Any) -> HttpResponse:
    """Send the form of an object's page in its current version, confirm, and return the page that follows."""
    return client.post(*_form(page, instance, data), follow=True)


def send(client: Client, page: str, instance: models.Model | None = None, /, **data: Any) -> HttpResponse:
    """Do the same without asking for the page that follows, which takes as long as the action."""
    return client.post(*_form(page, instance, data))


def press(
    client: Client, door: str, number: int | None = None, data: dict[str, Any] | None = None, **more: Any
) -> HttpResponse:
    """Send what a button of the page with this number sends, without a version and without confirming."""
    page, act = page_and_act(door)
    return client.post(reverse(f"desk:{page}", args=[number] if number else []), (data or {}) | act, **more)


def _form(page: str, instance: models.Model | None, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name, act = page_and_act(page)
    number = instance.pk if instance else None
    if instance and page in INSIDE:
        field, _, above = INSIDE[page]
        act, number = act | {field: instance.pk}, getattr(instance, above) if above else None
    path = reverse(f"desk:{name}", args=[number] if number else [])
    if instance:
        data = {"seen": _version_shown(page, instance)} | data
    return path, {"sure": "yes"} | data | act


def page_and_act(door: str) -> tuple[str, dict[str, str]]:
    """Return the page of a door, such as ``topic:delete``, and what its button sends."""
    page, _, act = door.partition(":")
    return page, {"act": act} if act else {}


class Door(NamedTuple):
    """A page of the desk, or what one of its buttons does: ``page:act``, its address, and who may."""

    name: str
    pattern: URLPattern
    permission: str

    def send(self, client: Client, path: str, data: dict[str, Any] | None = None, **more: Any) -> HttpResponse:
        """Send a form of the page at the path with this button, about the first of the things there."""
        about = {}
        if self.name in INSIDE:
            field, model, _ = INSIDE[self.name]
            about[field] = row.pk if (row := model._default_manager.first()) else 0
        return client.post(path, page_and_act(self.name)[1] | about | (data or {}), **more)

    @property
    def is_button(self) -> bool:
        """Whether it is a button of a page, which nobody opens alone."""
        return ":" in self.name


def doors(patterns: Iterable[URLPattern]) -> list[Door]:
    """Return every page of these addresses, and every button of it."""
    found = []
    for pattern in patterns:
        views = {"": pattern.callback, **getattr(pattern.callback, "acts", {})}
        for act, view in views.items():
            name = f"{pattern.name}:{act}" if act else str(pattern.name)
            found.append(Door(name, pattern, getattr(view, "permission", "")))
    return found


# Where a text comes from, as a person types it.
TYPED_ORIGIN = {"source": "Sample transcript", "source_kind": "transcript", "text_status": "verbatim"}
# What a person says of a file that does not tell who wrote its text.
BY_SOFTWARE = {"source_kind": "machine_transcript", "text_status": "machine_transcript"}


def add_row(client: Client, meeting: Meeting, /, **data: Any) -> HttpResponse:
    """Send the form of a new statement of the meeting."""
    return client.post(reverse("desk:row-add", args=[meeting.pk, "statement"]), data)


def _version_shown(page: str, instance: Any) -> str:
    if page in {"meeting:publish", "meeting:submit"}:
        return version_with_waiting(instance)
    shown = instance.schedules.pending().first() if page.endswith(":unschedule") else instance
    return version_of(shown) if shown else ""


def tick(*statements: Statement) -> list[str]:
    """Return what the ticked boxes of these statements send."""
    return [f"{statement.pk}:{version_of(statement)}" for statement in statements]


def sentences(response: HttpResponse) -> list[str]:
    """Return the page's messages about what was done or refused."""
    return [str(message) for message in response.context["messages"]]
