"""The home page."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.exports.meeting.decisions import told
from archive.machine.queries import Prepared
from archive.machine.web.cost import Cost, costs
from archive.models import Meeting, Statement, Topic
from archive.pages.decisions.shown import with_facts
from archive.pages.directory.figures import add_statement_counts, figures
from archive.pages.meetings.sketch import add_sketches
from archive.pages.statements.lists import latest_policies
from archive.search.filters import contested

POLICY_STATEMENTS = 5
MEETINGS = 6
DECISIONS = 4
TOPICS = 24

_topics = Prepared(lambda: Topic.objects.public()[: TOPICS + 1])
_contested = Prepared(lambda: contested(with_facts())[:DECISIONS])


@lru_cache(maxsize=2)
def _latest(today: str) -> Prepared[Any]:
    """Return the query for the latest meetings of this day. What is dated after it has not happened."""
    held = Meeting.objects.public().filter(date__lte=today).select_related("board")
    return Prepared(lambda: held.order_by("-date", "-published_at", "-id")[:MEETINGS])


def _longest_in(meeting: int) -> QuerySet[Any]:
    said = Statement.objects.public().filter(meeting=meeting).exclude(kind__in=[*Statement.UNSAID, "decision"])
    return said.select_related("current_revision", "board", "speaker").order_by(
        Length("current_revision__text").desc(), "number"
    )[:1]


_longest: Prepared[Any] = Prepared(_longest_in)


@require_safe
@costs(Cost.CHEAP)
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box beside the quotation check, the latest meeting, and what else is new."""
    meetings: list[Any] = list(_latest(timezone.localdate().isoformat())())
    topics = _topics()
    add_sketches(meetings)
    add_statement_counts(topics, "topics")
    latest = next((meeting for meeting in meetings if meeting.sketch.statements), None)
    return render(
        request,
        "pages/site/home.html",
        {
            "figures": figures(),
            "policies": latest_policies(POLICY_STATEMENTS),
            "latest": latest,
            "quoted": next(iter(_longest(meeting=latest.pk)), None) if latest else None,
            "meetings": [meeting for meeting in meetings if meeting is not latest],
            "decisions": told(_contested()),
            "topics": topics[:TOPICS],
            "more_topics": len(topics) > TOPICS,
        },
    )
