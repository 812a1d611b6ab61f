"""Meetings, with their agenda and statements on one page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from archive.actions.publish_meeting import WAITING, publish_meeting
from archive.actions.reschedule import reschedule
from archive.admin.agenda_items import AgendaItemInline
from archive.admin.fields import RecordFields
from archive.admin.publishing import PublishingAdmin, with_link
from archive.admin.record import YetFilter
from archive.admin.statement_forms import SHOWN, DraftDeletion, StatementForm, StatementFormSet
from archive.models import Meeting, Statement


class StatementInline(RecordFields, admin.StackedInline):
    """The statements of a meeting, on its page."""

    model = Statement
    form = StatementForm
    formset = StatementFormSet
    autocomplete_fields = ["speaker", "source"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Statement]:
        """Return the statements with what their forms show."""
        return super().get_queryset(request).select_related("current_revision", "agenda_item", "meeting")

    def view_on_site(self, obj: Statement) -> str | None:
        """Return the address of its public page, where it has one."""
        return obj.get_absolute_url() if obj.is_public else None

    def get_extra(self, request: HttpRequest, obj: Meeting | None = None, **_: Any) -> int:
        """Offer three empty forms for a new meeting, one for a meeting that has statements."""
        return 1 if obj and obj.statements.exists() else 3

    def get_formset(self, request: HttpRequest, obj: Meeting | None = None, **kwargs: Any) -> type[StatementFormSet]:
        """Return the forms, which may delete drafts."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(formset.form.__name__, (DraftDeletion, formset.form), {})
        return formset

    def get_fields(self, request: HttpRequest, obj: Meeting | None = None) -> list[Any]:
        """Return the fields in the order in which a clerk fills them in."""
        seen = ["seen"] if self.has_change_permission(request, obj) else []
        return [
            ("speaker", "attribution"),
            "title",
            "text",
            *seen,
            ("kind", "agenda_item", "position"),
            ("text_status", "source"),
        ]


@admin.register(Meeting)
class MeetingAdmin(PublishingAdmin):
    """One sitting of a board: a clerk enters and publishes all of it on this page."""

    list_display = ["date", "board", "kind", "title", "status", "statement_count", "public"]
    list_display_links = ["date", "board"]
    list_filter = ["kind", "status", ("published_at", YetFilter), "board"]
    list_select_related = ["board"]
    search_fields = ["board__name", "title", "place", "external_id"]
    search_help_text = "A board, a title, a place, or a date such as 2017-02-23, 2017-02 or 2017."
    search_date = "date"
    autocomplete_fields = ["board", "documents"]
    readonly_fields = ["state", "external_id"]
    inlines = [AgendaItemInline, StatementInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Meeting]:
        """Return the meetings, each with the number of its statements."""
        statements = Statement.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
        count = Subquery(statements.annotate(count=Count("pk")).values("count"))
        return super().get_queryset(request).annotate(statement_count=Coalesce(count, 0))

    def get_fields(self, request: HttpRequest, obj: Meeting | None = None) -> list[Any]:
        """Show where a stored meeting stands, and what there is to fill in."""
        external = ["external_id"] if obj and obj.external_id else []
        return [
            *(["state"] if obj else []),
            "board",
            ("date", "start"),
            ("kind", "status"),
            "title",
            "place",
            "recording_url",
            "documents",
            *external,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Meeting | None = None) -> Sequence[str]:
        """Leave the documents of a public meeting to those who publish: readers see them at once."""
        readonly = super().get_readonly_fields(request, obj)
        if obj and obj.published_at and not request.user.has_perm("archive.publish_statement"):
            return [*readonly, "documents"]
        return readonly

    @admin.display(description="statements", ordering="statement_count")
    def statement_count(self, meeting: Meeting) -> int:
        """Return how many statements it has, public or not."""
        return meeting.statement_count

    @admin.display(description="public", boolean=True)
    def public(self, meeting: Meeting) -> bool:
        """Say whether the public sees it."""
        return meeting.published_at is not None

    @admin.display(description="record")
    def state(self, meeting: Meeting) -> str:
        """Say what the public sees of it, with a link to all its statements."""
        counts = dict(meeting.statements.order_by().values_list("status").annotate(Count("pk")))
        words = [f"{counts[status]} {label.lower()}" for status, label in Statement.Status.choices if status in counts]
        hidden = " Only those not yet public are shown below." if sum(counts.values()) > SHOWN else ""
        address = reverse("admin:archive_statement_changelist")
        return format_html(
            '{} Statements: <a href="{}?meeting__id__exact={}">{}</a>.{}',
            "Public." if meeting.published_at else "Not public yet.",
            address,
            meeting.pk,
            ", ".join(words) or "none",
            hidden,
        )

    def save_model(self, request: HttpRequest, obj: Meeting, form: forms.ModelForm, change: bool) -> None:
        """Save; statements follow to another board or date, and a second meeting of the day is pointed out."""
        if change and {"board", "date"}.intersection(form.changed_data):
            reschedule(meeting=obj, board=obj.board, date=obj.date, actor=request.user)
        super().save_model(request, obj, form, change)
        others = Meeting.objects.filter(board=obj.board, date=obj.date).exclude(pk=obj.pk)
        if not change and (other := others.first()):
            words = '{} has another meeting on that day: <a href="{}">is it the same?</a>'
            messages.warning(request, format_html(words, obj.board, self.change_url(other.pk)))

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        """Save statements through the actions, in the name of whoever is signed in."""
        formset.actor = request.user
        super().save_formset(request, form, formset, change)

    def holds(self, obj: Meeting) -> Iterable[str]:
        """Keep meetings that are public: their pages have permanent URLs."""
        yield from super().holds(obj)
        if obj.published_at:
            yield f"{obj} is public: its address has to last."

    def can_publish(self, obj: Meeting) -> bool:
        """Say whether it, or a statement of it, waits to be public."""
        return obj.published_at is None or obj.statements.filter(status__in=WAITING).exists()

    def publish(self, request: HttpRequest, obj: Meeting) -> str:
        """Publish it with all that waits in it."""
        count = publish_meeting(meeting=obj, actor=request.user)
        statements = "1 statement" if count == 1 else f"{count} statements"
        self.log_deed(request, obj, f"Published with {statements}.")
        return with_link(f"{obj} is public, with {statements} new.", obj)

    def tools(self, request: HttpRequest, obj: Meeting) -> list[tuple[str, str]]:
        """Lead to a page of its own for another statement."""
        return [("Add a statement on its own page", f"{reverse('admin:archive_statement_add')}?meeting={obj.pk}")]
