"""Decisions: those that the filters keep, and one with its roll."""

from typing import Any

from django.db.models import Case, F, Prefetch, QuerySet, When

from archive.api.base import DetailView, ListView
from archive.api.keyset import Ordering
from archive.api.parameters import BETWEEN, CHANGED, Parameter
from archive.api.parameters import PUBLISHED as PUBLISHED_HERE
from archive.api.serializers import DecisionSerializer
from archive.exports.meeting.decisions import in_the_archive
from archive.filters import DecisionFilter, containing, kept
from archive.known_names import named_now
from archive.models import Ballot, Board, Decision, Speaker, Statement

PUBLISHED = Statement.Status.PUBLISHED
RELATED = ("current_revision", "board", "meeting__board", "agenda_item")
FILTERS = (
    Parameter("board", "The slug, a former slug or the name of a board."),
    Parameter("result", "What came of it.", choices=tuple(filter(None, Decision.Result.values))),
    Parameter("method", "How it was decided.", choices=tuple(filter(None, Decision.Method.values))),
    Parameter("member", "The slug of a speaker who is on the roll."),
    Parameter("voted", "How somebody voted; with a member, how they did.", choices=tuple(Ballot.Choice.values)),
    Parameter("split", "Only decisions with a yes and a no.", choices=("yes",)),
    *BETWEEN,
    PUBLISHED_HERE,
    CHANGED,
)
WORDS = Parameter("words", "Words of the motion, of its agenda item, or of the number of the matter.")
WITH_WORDS = (
    "statement__current_revision__text",
    "statement__current_revision__title",
    "statement__agenda_item__title",
    "file_number",
)


def on_record() -> QuerySet[Decision]:
    """Return the public decisions with everything that their objects show."""
    roll = Ballot.objects.select_related("speaker").order_by("position")
    return (
        in_the_archive()
        .select_related("mover", "seconder", *(f"statement__{name}" for name in RELATED))
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
    parameters = (*FILTERS, WORDS)
    orderings = {
        "number": Ordering(("pk",)),
        "newest": Ordering(("dated", "pk"), descending=True),
        "published": Ordering(("published_here", "pk"), descending=True),
    }

    def rows(self, **_: Any) -> QuerySet[Decision]:
        """Return the decisions that match the filters."""
        given = named_now(self.request.query_params, {"board": Board, "member": Speaker})
        names = {parameter.name for parameter in FILTERS} & given.keys()
        rows = kept(DecisionFilter({name: given[name] for name in names}, on_record()))
        return containing(rows, given.get(WORDS.name, ""), *WITH_WORDS)


class DecisionDetail(DetailView):
    """One decision, with its roll."""

    serializer_class, called, on_record = DecisionSerializer, "decision", staticmethod(on_record)
