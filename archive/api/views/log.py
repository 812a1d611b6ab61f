"""The public log: corrections, tombstones, and pages that quote a statement."""

from typing import Any

from django.db.models import QuerySet

from archive.api.base import DetailView, ListView, nothing_here
from archive.api.parameters import LARGEST_ID, Parameter, whole_number
from archive.api.serializers import CitingLinkSerializer, CorrectionSerializer, TombstoneSerializer
from archive.models import CitingLink, Correction, Tombstone

STATEMENT = Parameter("statement", "The number of a statement.", "integer", minimum=1, maximum=LARGEST_ID)


def corrections() -> QuerySet[Correction]:
    """Return the corrections that the log shows, with what their objects show."""
    return Correction.objects.public().select_related("revision", "tombstone")


def citing_links() -> QuerySet[CitingLink]:
    """Return the accepted links, with what their objects show."""
    return CitingLink.objects.public().select_related("statement__current_revision")


class OfStatement(ListView):
    """A list that can be narrowed to one statement."""

    parameters = (STATEMENT,)

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """Return the rows of the requested statement."""
        given = self.request.query_params
        return rows.filter(statement=whole_number(given, STATEMENT)) if STATEMENT.name in given else rows


class CorrectionList(OfStatement):
    """The log of corrections, in the order of publication."""

    serializer_class = CorrectionSerializer

    def rows(self, **_: Any) -> QuerySet[Correction]:
        """Return the corrections that the log shows."""
        return self.narrowed(corrections())


class CorrectionDetail(DetailView):
    """One correction."""

    serializer_class = CorrectionSerializer

    def find(self, pk: int) -> Correction:
        """Return the correction."""
        found = corrections().filter(pk=pk).first() if pk <= LARGEST_ID else None
        if found is None:
            raise nothing_here("correction")
        return found


class TombstoneList(OfStatement):
    """What was removed from public view, and why."""

    serializer_class = TombstoneSerializer

    def rows(self, **_: Any) -> QuerySet[Tombstone]:
        """Return the tombstones of statements that are public, or that were withdrawn."""
        return self.narrowed(Tombstone.objects.public())


class CitingLinkList(OfStatement):
    """Pages elsewhere that quote a statement, as editors accepted them."""

    serializer_class = CitingLinkSerializer

    def rows(self, **_: Any) -> QuerySet[CitingLink]:
        """Return the accepted links."""
        return self.narrowed(citing_links())
