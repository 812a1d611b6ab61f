"""What changed in the record, the latest first, as a page for people. Programs use /api/v1/changes/.

What belongs to an object (corrections, tombstones and so on) is left out: the change of the object leads to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.log.changes import BELONGING, MODELS
from archive.machine.web.cost import Cost, costs
from archive.models import Change, Meeting, Source, Statement, Tombstone
from archive.pages.http.paging import paginate

Kind, Subject = Change.Kind, Change.Subject

HAPPENED: dict[str, Promise] = {
    Kind.PUBLISHED: gettext_lazy("Published"),
    Kind.CORRECTED: gettext_lazy("Corrected"),
    Kind.REDACTED: gettext_lazy("Redacted"),
    Kind.WITHDRAWN: gettext_lazy("Withdrawn"),
    Kind.REINSTATED: gettext_lazy("Reinstated"),
    Kind.RENAMED: gettext_lazy("Renamed"),
    Kind.MERGED: gettext_lazy("Merged into another speaker"),
    Kind.CHANGED: gettext_lazy("Details changed"),
}
NAMES_OF_KINDS: dict[str, Promise] = {
    Subject.MEETING: gettext_lazy("A meeting"),
    Subject.BOARD: gettext_lazy("A board"),
    Subject.SPEAKER: gettext_lazy("A speaker"),
    Subject.SOURCE: gettext_lazy("A source"),
    Subject.TOPIC: gettext_lazy("A topic"),
    Subject.CORRECTION: gettext_lazy("A correction"),
    Subject.TOMBSTONE: gettext_lazy("A withdrawal"),
    Subject.DECISION: gettext_lazy("A decision"),
}

SEEN_WITH: dict[type[models.Model], tuple[str, ...]] = {
    Meeting: ("board",),
    Statement: ("current_revision", "agenda_item"),
}


@dataclass(frozen=True)
class ChangeEntry:
    """A change as the page shows it, with the object if readers can see it, and the ``fields`` that it changed."""

    change: Change
    instance: Any
    fields: str = ""

    def naming(self, fields: Iterable[str]) -> Self:
        """Return the same with the names of the fields that it changed."""
        return replace(self, fields=in_words(fields))

    @property
    def happened(self) -> str:
        """What happened to the object."""
        return str(HAPPENED[self.change.kind])

    @property
    def name(self) -> str:
        """The name of the object, or its kind if readers cannot see it."""
        if isinstance(self.instance, Statement):
            return self.instance.title
        if self.change.subject == Subject.STATEMENT:
            return gettext("Statement %(number)d") % {"number": self.change.subject_id}
        named = self.change.subject != Subject.TOMBSTONE and self.instance
        return str(named or NAMES_OF_KINDS[self.change.subject])

    @property
    def address(self) -> str:
        """Where it is. A withdrawn statement has a tombstone there."""
        if isinstance(self.instance, models.Model) and not isinstance(self.instance, Source | Statement | Tombstone):
            instance: Any = self.instance
            return instance.get_absolute_url()
        return f"/statements/{self.change.subject_id}/" if self.change.subject == Subject.STATEMENT else ""


@never_cache
@require_safe
@costs(Cost.CHEAP, "page")
def change_list(request: HttpRequest) -> HttpResponse:
    """Show the changes, the latest first."""
    page = paginate(request, Change.objects.exclude(subject__in=BELONGING).select_related("correction").order_by("-id"))
    return render(request, "pages/data/changes.html", {"page": page, "entries": entries_of(page.items)})


def in_words(fields: Iterable[str]) -> str:
    """Return the names of fields of the log in words."""
    return ", ".join(fields).replace("_", " ")


def entries_of(changes: Any) -> list[ChangeEntry]:
    """Return the changes as pages show them."""
    shown: dict[tuple[str, int], Any] = {}
    for subject, model in MODELS.items():
        ids = {change.subject_id for change in changes if change.subject == subject}
        if ids:
            manager: Any = model._default_manager
            rows = manager.public().filter(pk__in=ids)
            rows = rows.select_related(*SEEN_WITH.get(model, ()))
            shown |= {(subject, row.pk): row for row in rows}
    return [ChangeEntry(change, shown.get((change.subject, change.subject_id))) for change in changes]
