"""Topics: the list, and one with its statements."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.machine.queries import Prepared
from archive.machine.web.cost import Cost, costs
from archive.models import AgendaItem, Filing, Meeting, Topic
from archive.pages.directory.activity import activity
from archive.pages.directory.figures import add_statement_counts
from archive.pages.directory.subject import subject_context
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import paginate, part_of
from archive.pages.http.redirects import from_former_slug
from archive.pages.statements.lists import in_index, listed, newest_first
from archive.search import Facet

TOPICS_A_PAGE = 100
ITEMS_SHOWN = 20

_by_name = Prepared(lambda part: part_of(Topic.objects.public().order_by("name"), part))


@require_safe
@costs(Cost.CHEAP, "page")
def topic_list(request: HttpRequest) -> HttpResponse:
    """List the public topics by name."""
    page = paginate(request, lambda part: _by_name(part=part), TOPICS_A_PAGE)
    add_statement_counts(page.items, "topics")
    return render(request, "pages/directory/topic_list.html", {"page": page})


@require_safe
@costs(Cost.EXPENSIVE, "page", "turns")
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic and the statements filed under it, the latest first."""
    topic = Topic.objects.public().filter(slug=slug).first()
    if topic is None:
        if moved := from_former_slug(request, Topic, slug):
            return moved
        raise NotHere(gettext("This topic is not in the archive."))
    page = newest_first(request, listed().filter(topics=topic), in_index(Facet.TOPIC, topic.pk))
    _add_how(topic, page.items)
    context = {
        **subject_context(topic),
        "activity": activity(topic),
        "items": list(_agenda_items(topic)) if page.number == 1 else [],
        "page": page,
    }
    return render(request, "pages/directory/topic.html", context)


def _add_how(topic: Topic, statements: Iterable[Any]) -> None:
    """Set ``how`` on each of the statements: what filed it under the topic; one query."""
    shown = list(statements)
    ways = Filing.objects.filter(topic=topic, statement__in=[row.pk for row in shown]).values_list("statement", "how")
    filed = dict(ways)
    for row in shown:
        row.how = filed.get(row.pk, "")


def _agenda_items(topic: Topic) -> QuerySet[AgendaItem]:
    """Return the agenda items of public meetings with the topic, the latest first, each with ``how`` it was filed."""
    items = AgendaItem.objects.filter(itemfiling__topic=topic, meeting__in=Meeting.objects.public())
    items = items.annotate(how=F("itemfiling__how"))
    return items.select_related("meeting__board").order_by("-meeting__date", "position")[:ITEMS_SHOWN]
