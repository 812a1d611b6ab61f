"""What changed in the record, for programs that keep a copy of it."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from rest_framework.serializers import Serializer

from archive.api import serializers
from archive.api.base import ListView
from archive.api.input import ChoiceValue, NumberValue, filters
from archive.api.keyset import Ordering, Slice, after
from archive.api.views import decisions, directory, log, meetings, statements
from archive.models import Change, Source, Tombstone, Topic
from archive.models.publication import CHANGED_SINCE, PUBLISHED_SINCE, since
from archive.search.filters import DatedFilterSet

Subject = Change.Subject

OBJECTS_BY_SUBJECT: dict[str, tuple[Callable[[], QuerySet], type[Serializer]]] = {
    Subject.STATEMENT: (statements.on_record, serializers.StatementSerializer),
    Subject.MEETING: (meetings.on_record, serializers.MeetingSerializer),
    Subject.BOARD: (directory.boards, serializers.BoardSerializer),
    Subject.SPEAKER: (directory.speakers, serializers.SpeakerSerializer),
    Subject.SOURCE: (Source.objects.public, serializers.SourceSerializer),
    Subject.TOPIC: (Topic.objects.public, serializers.TopicSerializer),
    Subject.DECISION: (decisions.on_record, serializers.DecisionSerializer),
    Subject.CORRECTION: (log.corrections, serializers.CorrectionSerializer),
    Subject.TOMBSTONE: (Tombstone.objects.public, serializers.TombstoneSerializer),
}


# A change is listed shortly after its commit, so the version of the record cannot name the answer.
@method_decorator(never_cache, name="dispatch")
class ChangeList(ListView):
    """Every change of the public record, the oldest first.

    An object is listed when what it says itself changes, or to which objects it refers; not when one of those is
    renamed, because that one is listed.

    Follow “next” and keep it: it is there on the last page too, and shows what has changed since. If you ask for the
    newest first, it leads back to the beginning.
    """

    serializer_class = serializers.ChangeSerializer
    takes: ClassVar = {
        "kind": ChoiceValue("Only changes of this kind.", Change.Kind.values),
        "type": ChoiceValue("Only changes of this kind of object.", Subject.values),
        "after": NumberValue("Only changes after this position.", 0, default=0),
        **filters(DatedFilterSet, PUBLISHED_SINCE, CHANGED_SINCE),
    }
    orderings: ClassVar = {"oldest": Ordering(("pk",)), "newest": Ordering(("pk",), descending=True)}

    def rows(self, **_: Any) -> QuerySet[Change]:
        """Return the changes of the requested kind and type."""
        wanted = {"kind": self.given.get("kind"), "subject": self.given.get("type")}
        rows = Change.objects.filter(**{name: value for name, value in wanted.items() if value})
        rows = rows.filter(pk__gt=self.given["after"])
        published, changed = (since(name, self.given.get(name, "")) for name in (PUBLISHED_SINCE, CHANGED_SINCE))
        if not (moments := [moment for moment in (published, changed) if moment]):
            return rows
        rows = rows.filter(kind=Change.Kind.PUBLISHED) if published else rows
        # All types, so that the index of type and time is used.
        return rows.filter(
            subject__in=[wanted["subject"]] if wanted["subject"] else Subject.values, at__gte=max(moments)
        )

    def next_cursor(self, page: Slice, cursor: str) -> str:
        """Return the cursor after the page, even if nothing follows yet."""
        if self.ordering().descending:
            return page.next
        last = page.rows[-1] if page.rows else Change(pk=0)
        return page.next or (cursor if cursor and not page.rows else after(self.ordering(), last))

    def serialize(self, rows: Iterable[Change]) -> list[dict[str, Any]]:
        """Return the changes with their objects as they are now, read in a few queries."""
        rows = list(rows)
        shown = {} if {"object", "url"} <= self.left_out() else self._objects_of_changes(rows)
        change: Any
        for change in rows:
            change.shown = shown.get((change.subject, change.subject_id))
        return super().serialize(rows)

    def _objects_of_changes(self, changes: list[Change]) -> dict[tuple[str, int], dict[str, Any]]:
        shown: dict[tuple[str, int], dict[str, Any]] = {}
        for subject, (rows, serializer_class) in OBJECTS_BY_SUBJECT.items():
            if ids := {change.subject_id for change in changes if change.subject == subject}:
                form = serializer_class(context={"request": self.request})
                shown |= {
                    (subject, instance.pk): form.to_representation(instance) for instance in rows().filter(pk__in=ids)
                }
        return shown
