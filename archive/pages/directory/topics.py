"""Topics: the list, and one with its statements."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.fast.queries import Prepared
from archive.models import AgendaItem, Filing, Meeting, Statement, Topic
from archive.pages.directory.activity import activity
from archive.pages.directory.figures import add_statement_counts
from archive.pages.directory.subject import subject_context
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import page_number, paginate, part_of
from archive.pages.http.redirects import from_former_slug
from archive.pages.statements.lists import StatementPage, in_index, listed, newest_first, of_substance
from archive.search import Facet
from archive.web.cost import Cost, costs

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
@costs(Cost.EXPENSIVE, "by", "page", "turns")
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic and the statements filed under it, the latest first."""
    topic = _with_counts(Topic.objects.public().filter(slug=slug)).first()
    if topic is None:
        if moved := from_former_slug(request, Topic, slug):
            return moved
        raise NotHere(gettext("This topic is not in the archive."))
    counts = _filed(topic)
    how = request.GET.get("by", "")
    if how not in counts or len(counts) == 1:
        how = next(iter(counts), "")
    context = {
        **subject_context(topic),
        "activity": activity(topic),
        "counts": counts,
        "by": how,
        "items": list(_agenda_items(topic)) if page_number(request) == 1 else [],
        "page": _page(request, topic, how if len(counts) > 1 else ""),
    }
    return render(request, "pages/directory/topic.html", context)


def _with_counts(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Return the topics with the number of public statements filed by a person and by the rule."""
    rows = Filing.objects.filter(topic=OuterRef("pk"), statement__status=Statement.Status.PUBLISHED).order_by()
    by_rule = Count("pk", filter=Q(how=Filing.How.RULE))
    counted = rows.values("topic").annotate(rule=by_rule, person=Count("pk") - by_rule)
    return topics.annotate(by_person=Subquery(counted.values("person")), by_rule=Subquery(counted.values("rule")))


def _filed(topic: Any) -> dict[str, int]:
    """Return the number of public statements under the topic for each way of filing, without ways that have none."""
    ways = {"person": topic.by_person, "rule": topic.by_rule}
    return {how: number for how, number in ways.items() if number}


def _page(request: HttpRequest, topic: Topic, how: str) -> StatementPage:
    """Return a page of the statements under the topic: all of them, or those filed by a person or by the rule."""
    if not how:
        return newest_first(request, listed().filter(topics=topic), in_index(Facet.TOPIC, topic.pk))
    brought = Filing.objects.filter(topic=topic, statement=OuterRef("pk"))
    by_rule = Exists(brought.filter(how=Filing.How.RULE))
    rows = listed().filter(by_rule if how == "rule" else Exists(brought.exclude(how=Filing.How.RULE)))
    return of_substance(request, rows.order_by("-date", "-number"), None)


def _agenda_items(topic: Topic) -> QuerySet[AgendaItem]:
    """Return the agenda items of public meetings with the topic, the latest first, each with ``how`` it was filed."""
    items = AgendaItem.objects.filter(itemfiling__topic=topic, meeting__in=Meeting.objects.public())
    items = items.annotate(how=F("itemfiling__how"))
    return items.select_related("meeting__board").order_by("-meeting__date", "position")[:ITEMS_SHOWN]
