"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.fast.queries import Prepared
from archive.models import Board, Meeting, Topic
from archive.pages.directory.figures import add_meeting_figures, figures, with_statement_count
from archive.pages.directory.spoken_of import risen_words
from archive.pages.statements.lists import latest_policies
from archive.web.cost import Cost, costs

POLICY_STATEMENTS = 6
MEETINGS = 6
BOARDS = 12
TOPICS = 24

_latest = Prepared(
    lambda: with_statement_count(
        Meeting.objects.public().select_related("board").order_by("-published_at", "-date", "-id")
    )[:MEETINGS]
)
_boards = Prepared(lambda: Board.objects.public()[: BOARDS + 1])
_topics = Prepared(lambda: Topic.objects.public()[: TOPICS + 1])


@require_safe
@costs(Cost.CHEAP)
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, what the archive has and what is new."""
    meetings, boards, topics = _latest(), _boards(), _topics()
    add_meeting_figures(boards)
    held = figures()
    return render(
        request,
        "pages/site/home.html",
        {
            "figures": held,
            "risen": risen_words(held.last),
            "board_total": len(boards) if len(boards) <= BOARDS else Board.objects.public().count(),
            "policies": latest_policies(POLICY_STATEMENTS),
            "meetings": meetings,
            "date_first": len({meeting.board_id for meeting in meetings}) < len(meetings),
            "boards": boards[:BOARDS],
            "more_boards": len(boards) > BOARDS,
            "topics": topics[:TOPICS],
            "more_topics": len(topics) > TOPICS,
        },
    )
