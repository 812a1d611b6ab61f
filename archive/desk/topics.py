"""Topics at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse

from archive.desk.forms.object import ObjectForm, typed
from archive.desk.object_pages import ObjectPages
from archive.desk.staff_request import StaffRequest
from archive.exports.phrases import as_statements
from archive.models import Filing, Statement, Topic
from archive.search import SearchUnavailable
from archive.search.engines import filing


class TopicForm(ObjectForm):
    """A topic. The slug is made from the name and stays."""

    class Meta:
        model = Topic
        fields = typed(Topic)
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


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


@dataclass(frozen=True)
class ProposedRule:
    """A rule for a topic without one: how many statements match it, and how many are filed under the topic now."""

    rule: str
    matching: int
    filed: int


def proposed_rule(topic: Topic) -> ProposedRule | None:
    """Return the rule that the name of a topic suggests, if it would file more than there is; else None.

    A name of several words is proposed as a phrase or, if too few statements have it, as its words.
    """
    if topic.rule.strip():
        return None
    filed = topic.filing_set.count()
    words = " ".join(topic.name.replace('"', " ").split())
    proposals = [ProposedRule(rule, preview_of(rule).total, filed) for rule in (f'"{words}"', words)]
    return next((one for one in proposals if one.matching > filed), None)


class TopicPages(ObjectPages[Topic]):
    """The topics. Before one is saved, its page can show what its rule would find."""

    name, plural, title = "topic", "topics", "Topics"
    permission, adding = "archive.view_topic", ("archive.add_topic", "desk:topic-new", "New topic")
    listed = Topic.objects.annotate(
        count=Count("filing"), by_rule=Count("filing", filter=Q(filing__how=Filing.How.RULE))
    ).order_by("name")
    template, form, new_title = "desk/topics.html", TopicForm, "New topic"
    form_template = new_template = "desk/topic.html"
    deletion = "Delete the topic"

    def is_saving(self, request: StaffRequest) -> bool:
        """Save nothing for a look at what the rule finds."""
        return request.POST.get("then") != PREVIEW

    def page(self, request: StaffRequest, template: str, form: ObjectForm, **context: Any) -> HttpResponse:
        """Show the form, with what the typed rule finds if that was asked."""
        preview = None if self.is_saving(request) else preview_of(request.POST.get("rule", ""))
        return super().page(request, template, form, preview=preview, **context)

    def show(self, request: StaffRequest, row: Topic, seen: str, form: ObjectForm, **more: Any) -> HttpResponse:
        """Show the topic. One without a rule is offered one, which a link puts into the form."""
        proposed = proposed_rule(row) if request.method == "GET" else None
        if proposed and request.GET.get("rule"):
            form.initial["rule"] = proposed.rule
        return super().show(request, row, seen, form, proposed=proposed, **more)

    def after_new(self, row: Topic, then: str) -> str:
        """Return to the list."""
        return self.above(row)[0]

    def taken_away(self, row: Topic) -> Sequence[str]:
        """Return what is no longer filed under it."""
        statements, items = row.filing_set.count(), row.agenda_items.count()
        filed = [as_statements(statements)] if statements else []
        filed += [f"{items} agenda item{'' if items == 1 else 's'}"] if items else []
        return [f"No longer filed under it: {' and '.join(filed)}."] if filed else []


pages = TopicPages()
