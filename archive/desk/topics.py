"""Topics at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.actions.objects import delete_object
from archive.desk.answers import or_say_why
from archive.desk.forms.topic import TopicForm
from archive.desk.saving import form_page, saved
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Filing, Statement, Topic
from archive.search import SearchUnavailable, filing

PREVIEW = "preview"
PREVIEWED = 20


@dataclass(frozen=True)
class RulePreview:
    """What a rule would find: how many statements, and the latest of them; or why it is not valid."""

    problem: str = ""
    total: int = 0
    statements: Sequence[Statement] = ()


def preview_of(rule: str) -> RulePreview:
    """Return what a rule would file under its topic, before it is saved."""
    if problem := filing.problem_of(rule):
        return RulePreview(problem=problem)
    try:
        numbers = filing.matches(rule)
    except SearchUnavailable as error:
        return RulePreview(problem=str(error))
    rows = Statement.objects.public().filter(pk__in=numbers[:PREVIEWED])
    statements = rows.select_related("current_revision", "board", "speaker").order_by("-date", "-number")
    return RulePreview(total=len(numbers), statements=list(statements))


@require_safe
@allowed("archive.view_topic")
def topic_list(request: StaffRequest) -> HttpResponse:
    """List the topics, each with its number of statements."""
    by_rule = Count("filing", filter=Q(filing__how=Filing.How.RULE))
    topics = Topic.objects.annotate(count=Count("filing"), by_rule=by_rule).order_by("name")
    return render(request, "desk/topics.html", {"topics": topics})


@allowed("archive.add_topic")
def topic_new(request: StaffRequest) -> HttpResponse:
    """Create a topic."""
    form = TopicForm(request.POST or None)
    if request.POST.get("then") == PREVIEW:
        return form_page(request, "desk/topic.html", form, preview=preview_of(request.POST.get("rule", "")))
    if saved(request, form):
        messages.success(request, f"{form.instance} is saved.")
        return redirect("desk:topics")
    return form_page(request, "desk/topic.html", form)


@allowed("archive.change_topic")
def topic_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a topic. Changes that readers can see are made in public."""
    topic, seen = with_version(Topic.objects.all(), pk=pk)
    form = TopicForm(request.POST or None, instance=topic, seen=seen)
    if request.POST.get("then") == PREVIEW:
        preview = preview_of(request.POST.get("rule", ""))
        return form_page(request, "desk/topic.html", form, topic=topic, seen=seen, preview=preview)
    if saved(request, form):
        messages.success(request, "Saved.")
        return redirect("desk:topic", pk=pk)
    return form_page(request, "desk/topic.html", form, topic=topic, seen=seen)


@require_POST
@allowed("archive.delete_topic")
@or_say_why
def topic_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a topic that readers never saw."""
    topic = get_object_or_404(Topic, pk=pk)
    delete_object(instance=topic, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"{topic} is deleted.")
    return redirect("desk:topics")
