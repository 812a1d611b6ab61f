"""Topics: the list, and one with its statements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.models import Topic
from archive.pages.directory.activity import activity
from archive.pages.directory.figures import add_statement_counts
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import paginate
from archive.pages.http.redirects import from_former_slug
from archive.pages.statements.lists import in_index, listed, newest_first
from archive.search import Facet

TOPICS_A_PAGE = 100


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """List the public topics by name."""
    page = paginate(request, Topic.objects.public().order_by("name"), TOPICS_A_PAGE)
    add_statement_counts(page.items, "topics")
    return render(request, "pages/directory/topic_list.html", {"page": page})


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic and the statements filed under it, the latest first."""
    topic = Topic.objects.public().filter(slug=slug).first()
    if topic is None:
        if moved := from_former_slug(request, Topic, slug):
            return moved
        raise NotHere(gettext("This topic is not in the archive."))
    return render(
        request,
        "pages/directory/topic.html",
        {
            "topic": topic,
            "activity": activity(topic),
            "page": newest_first(request, listed().filter(topics=topic), in_index(Facet.TOPIC, topic.pk)),
        },
    )
