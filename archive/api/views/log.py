"""The public log: corrections, tombstones, and pages that quote a statement."""

from typing import Any

from django.db.models import QuerySet

from archive.api.base import DetailView, ListView
from archive.api.input import NumberValue
from archive.api.serializers import CitingLinkSerializer, CorrectionSerializer, TombstoneSerializer
from archive.models import Correction, Tombstone


def corrections() -> QuerySet[Correction]:
    """Return the corrections that the log shows, with what their objects show."""
    return Correction.objects.public().select_related("revision", "tombstone")


class OfStatement(ListView):
    """A list that can be narrowed to one statement."""

    takes = {"statement": NumberValue("The number of a statement.", 1)}

    def rows(self, *_: Any, **_key: Any) -> QuerySet:
        """Return the public rows, or those of the requested statement."""
        of_statement = {name: self.given[name] for name in self.takes if name in self.given}
        return super().rows().filter(**of_statement)


class CorrectionList(OfStatement):
    """The log of corrections, in the order of publication."""

    serializer_class, on_record = CorrectionSerializer, staticmethod(corrections)


class CorrectionDetail(DetailView):
    """One correction."""

    serializer_class, called, on_record = CorrectionSerializer, "correction", staticmethod(corrections)


class TombstoneList(OfStatement):
    """What was removed from public view, and why."""

    serializer_class, on_record = TombstoneSerializer, Tombstone.objects.public


class CitingLinkList(OfStatement):
    """Pages elsewhere that quote a statement. The archive keeps none any more: the list is empty."""

    serializer_class, on_record = CitingLinkSerializer, Tombstone.objects.none
