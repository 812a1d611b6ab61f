"""Statements: their list, their page, and what can be done with them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format

from archive.actions.correct import correct
from archive.actions.delete_draft import delete_draft
from archive.actions.publish import publish
from archive.actions.publish_meeting import WAITING
from archive.actions.submit_for_review import submit_for_review
from archive.actions.withdraw import withdraw
from archive.admin.publishing import Deed, PublishingAdmin, with_link
from archive.admin.statement_forms import CorrectForm, StatementPageForm, WithdrawForm
from archive.models import Statement

Status = Statement.Status
# How many statements a page names that asks about all that were ticked.
LISTED = 20


@admin.register(Statement)
class StatementAdmin(PublishingAdmin):
    """One statement: what is known of it, and its words while it is a draft."""

    form = StatementPageForm
    audited_by_actions = True
    list_display = ["number", "headline", "status", "speaker", "date", "board", "kind"]
    list_display_links = ["number", "headline"]
    list_filter = ["status", "kind", "text_status", "board"]
    ordering = ["-number"]
    search_fields = [
        "current_revision__title",
        "current_revision__text",
        "speaker__name",
        "attribution",
        "external_id",
        "number__exact",
    ]
    search_help_text = "Words of the text, a speaker, a number, or a date such as 2017-02-23, 2017-02 or 2017."
    search_date = "date"
    autocomplete_fields = ["meeting", "board", "speaker", "source", "topics"]
    raw_id_fields = ["responds_to"]
    readonly_fields = ["state", "external_id"]
    actions = ["publish_selected", "submit_selected", "withdraw_selected"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Statement]:
        """Return all statements, each with its words."""
        return super().get_queryset(request).select_related("current_revision", "speaker", "board")

    def get_fieldsets(self, request: HttpRequest, obj: Statement | None = None) -> list[tuple[str | None, dict]]:
        """Show what there is to know and, to those who may change it, what there is to fill in."""
        may_change = obj is None or self.has_change_permission(request, obj)
        words = ["title", "text", *(["seen"] if may_change else [])]
        external = ["external_id"] if obj and obj.external_id else []
        # The agenda to choose from is that of the meeting, so the meeting is saved first.
        place = [("agenda_item", "position")] if obj and obj.meeting_id else []
        return [
            (None, {"fields": [*(["state"] if obj else []), "meeting", ("board", "date"), *place]}),
            ("Who said it", {"fields": ["speaker", "attribution", "kind", "responds_to"]}),
            ("What was said", {"fields": [*words, "topics"]}),
            (
                "Where the text comes from",
                {"fields": ["text_status", "source", ("start_seconds", "end_seconds"), *external]},
            ),
        ]

    @admin.display(description="words")
    def headline(self, statement: Statement) -> str:
        """Return its title or first words."""
        return statement.title

    @admin.display(description="status")
    def state(self, statement: Statement) -> str:
        """Say in a sentence whether the public sees it."""
        if statement.status == Status.WITHDRAWN:
            stone = statement.withdrawal
            return f"Withdrawn on {day(stone.decided_at)}. {stone.get_category_display()}: {stone.reason}"
        if statement.status == Status.PUBLISHED:
            number = statement.current_revision.number
            return f"Published on {day(statement.published_at)}; its words of now are revision {number}."
        return f"{statement.get_status_display()}: not public yet."

    def has_change_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        """Let nobody change a withdrawn statement."""
        withdrawn = obj is not None and obj.status == Status.WITHDRAWN
        return not withdrawn and super().has_change_permission(request, obj)

    def has_correct_permission(self, request: HttpRequest) -> bool:
        """Say whether the person may correct what is published."""
        return request.user.has_perm("archive.correct_statement")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Say whether the person may withdraw what is published."""
        return request.user.has_perm("archive.withdraw_statement")

    def save_model(self, request: HttpRequest, obj: Statement, form: StatementPageForm, change: bool) -> None:
        """Save through the actions."""
        if change:
            form.change(request.user)
        else:
            obj.pk = form.create(request.user).pk
            obj.refresh_from_db()

    def save_related(self, *_: Any) -> None:
        """Do nothing: the actions have saved the topics too."""

    # Deleting

    def holds(self, obj: Statement) -> Iterable[str]:
        """Keep what has been public, and what others respond to."""
        if obj.published_at:
            yield f"{obj} has been published: withdraw it instead."
        for response in obj.responses.all():
            yield f"{obj} has a response: {response}."

    def get_deleted_objects(self, objs: Iterable[Statement], request: HttpRequest) -> tuple[list, dict, set, list]:
        """Delete drafts with their words, which Django would hold to protect them."""
        drafts = [f"{statement}: {statement.title}" for statement in objs]
        held = [words for statement in objs for words in self.holds(statement)]
        return drafts, {self.opts.verbose_name_plural: len(drafts)}, set(), held

    def delete_model(self, request: HttpRequest, obj: Statement) -> None:
        """Delete a draft."""
        delete_draft(statement=obj, actor=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Statement]) -> None:
        """Delete drafts, all or none."""
        for statement in queryset:
            self.delete_model(request, statement)

    # Publishing, withdrawing, correcting

    def can_publish(self, obj: Statement) -> bool:
        """Say whether it waits to be public."""
        return obj.status in WAITING

    def buttons(self, request: HttpRequest, obj: Statement | None) -> list[tuple[str, str, Deed]]:
        """Offer to submit a draft, too."""
        submit = [("_submit", "Save and submit for review", self.submit)]
        return [*super().buttons(request, obj), *(submit if obj is None or obj.status == Status.DRAFT else [])]

    def tools(self, request: HttpRequest, obj: Statement) -> list[tuple[str, str]]:
        """Offer to correct or withdraw what is published."""
        if not obj.is_public:
            return []
        correct = [("Correct in public", reverse("admin:archive_statement_correct", args=[obj.pk]))]
        withdraw = [("Withdraw", reverse("admin:archive_statement_withdraw", args=[obj.pk]))]
        return [
            *(correct if self.has_correct_permission(request) else []),
            *(withdraw if self.has_withdraw_permission(request) else []),
        ]

    def publish(self, request: HttpRequest, obj: Statement) -> str:
        """Publish it."""
        published = publish(statement=obj, actor=request.user)
        self.log_deed(request, obj, "Published.")
        return with_link(f"{published} is published.", published)

    def submit(self, request: HttpRequest, obj: Statement) -> str:
        """Submit it for review."""
        submit_for_review(statement=obj, actor=request.user)
        self.log_deed(request, obj, "Submitted for review.")
        return f"{obj} is in review."

    def withdraw(self, request: HttpRequest, obj: Statement) -> str:
        """Withdraw it, for the reason that was given."""
        reason = request.POST["reason"]
        withdraw(statement=obj, category=request.POST["category"], reason=reason, actor=request.user)
        self.log_deed(request, obj, f"Withdrawn: {reason}")
        return f"{obj} is withdrawn."

    @admin.action(description="Submit for review", permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: models.QuerySet[Statement]) -> None:
        """Submit each draft that was ticked."""
        self.do_each(request, queryset, self.submit)

    @admin.action(description="Withdraw…", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: models.QuerySet[Statement]) -> HttpResponse | None:
        """Ask for the reason, then withdraw each statement that was ticked."""
        form = WithdrawForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self.do_each(request, queryset, self.withdraw)
            return None
        return self.withdraw_page(request, queryset, form)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, then withdraw one statement."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        statements = self.get_queryset(request).filter(pk=pk)
        if not statements.exists():
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        form = WithdrawForm(request.POST or None)
        if form.is_valid():
            self.do_each(request, statements, self.withdraw)
            return HttpResponseRedirect(self.change_url(pk))
        return self.withdraw_page(request, statements, form)

    def withdraw_page(
        self, request: HttpRequest, statements: models.QuerySet[Statement], form: WithdrawForm
    ) -> HttpResponse:
        """Show what is about to be withdrawn, and ask why."""
        context = {
            "title": "Withdraw from public view",
            "statements": statements[:LISTED],
            "more": max(statements.count() - LISTED, 0),
            "ticked": request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", ""),
            "form": form,
        }
        return self.page(request, "withdraw", context)

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the right words and the reason, then publish them as a new revision."""
        if not self.has_correct_permission(request):
            raise PermissionDenied
        statement = self.get_object(request, str(pk))
        if statement is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not statement.is_public:
            messages.error(request, f"{statement} is not published, so there is nothing to correct.")
            return HttpResponseRedirect(self.change_url(pk))
        form = CorrectForm(request.POST or None, statement=statement)
        if form.is_valid() and self.corrected(request, statement, form):
            return HttpResponseRedirect(self.change_url(pk))
        context = {"title": f"Correct the words of {statement}", "original": statement, "form": form}
        return self.page(request, "correct", context)

    def corrected(self, request: HttpRequest, statement: Statement, form: CorrectForm) -> bool:
        """Correct the statement as the form says; where that is refused, tell the form and return False."""
        try:
            corrected = correct(statement=statement, actor=request.user, **form.correction())
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        self.log_deed(request, statement, f"Corrected: {corrected.current_revision.reason}")
        words = f"{corrected} is corrected: its words are now revision {corrected.current_revision.number}."
        messages.success(request, with_link(words, corrected))
        return True

    def page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        """Render a page of the admin's own."""
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return render(request, f"admin/archive/statement/{name}.html", context)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that withdraw and correct."""
        pages = [("withdraw", self.withdraw_view), ("correct", self.correct_view)]
        more = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"archive_statement_{name}")
            for name, view in pages
        ]
        return [*more, *super().get_urls()]


def day(moment: Any) -> str:
    """Return the day of a moment, in full."""
    return date_format(moment, "j F Y")
