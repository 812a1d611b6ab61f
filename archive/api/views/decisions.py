"""Decisions: those that the filters keep, and one with its roll."""

from django.db.models import Case, F, Prefetch, QuerySet, When

from archive.api.base import DetailView, ListView, by_words
from archive.api.keyset import Ordering
from archive.api.serializers import DecisionSerializer
from archive.exports.meeting.decisions import in_the_archive
from archive.models import Ballot, Decision, Statement
from archive.search.filters import DecisionFilter

PUBLISHED = Statement.Status.PUBLISHED
RELATED = ("current_revision", "board", "meeting__board", "agenda_item")


def on_record() -> QuerySet[Decision]:
    """Return the public decisions with everything that their objects show."""
    roll = Ballot.objects.select_related("speaker").order_by("position")
    return (
        in_the_archive()
        .select_related("mover", "seconder", "document", *(f"statement__{name}" for name in RELATED))
        .prefetch_related(Prefetch("ballots", roll, to_attr="roll"))
        .annotate(
            dated=F("statement__date"),
            published_here=F("statement__published_at"),
            public_amends=Case(When(amends__statement__status=PUBLISHED, then=F("amends"))),
            public_put_in=Case(When(put_in__status=PUBLISHED, then=F("put_in"))),
        )
    )


class DecisionList(ListView):
    """All public decisions, or those that the filters keep."""

    serializer_class = DecisionSerializer
    on_record, filters = staticmethod(on_record), DecisionFilter
    takes = by_words("Words of the motion, of its agenda item, or of the number of the matter.", "words")
    searched = {
        "q": [
            "statement__current_revision__text",
            "statement__current_revision__title",
            "statement__agenda_item__title",
            "file_number",
        ]
    }
    orderings = {
        "number": Ordering(("pk",)),
        "newest": Ordering(("dated", "pk"), descending=True),
        "published": Ordering(("published_here", "pk"), descending=True),
    }


class DecisionDetail(DetailView):
    """One decision, with its roll."""

    serializer_class, called, on_record = DecisionSerializer, "decision", staticmethod(on_record)
