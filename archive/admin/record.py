"""What the admin of every table shares: refusals as sentences, an audit trail, fast lists."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import smart_split

from archive.actions.audit import Verb, audit, audit_all
from archive.admin.fields import RecordFields
from archive.models import PartialDate, RevisionIsPublished

logger = logging.getLogger(__name__)

REFUSALS = (ValidationError, IntegrityError, ProtectedError, RestrictedError, RevisionIsPublished)


def sentence(refusal: Exception) -> str:
    """Return why the record refused, in words for the person who asked."""
    match refusal:
        case ValidationError():
            return " ".join(refusal.messages)
        case ProtectedError() | RestrictedError():
            return "It cannot be deleted: other records depend on it."
        case RevisionIsPublished():
            return str(refusal)
    logger.warning("The database refused a change made in the admin: %s", refusal)
    return "The database refused this, most likely because someone saved the same thing just now. Look, and try again."


class YetFilter(admin.EmptyFieldListFilter):
    """Filters by whether something has happened yet: a time that is set, a file that is kept."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Yield the choices in our words."""
        for choice in super().choices(changelist):
            words = str(choice["display"])
            yield choice | {"display": words.replace("Not empty", "Yes").replace("Empty", "Not yet")}


class RecordForm(forms.ModelForm):
    """A form that can say what the database refused after all, and keeps what was typed."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        """Refuse what was refused when it was saved."""
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned


class RecordAdmin(RecordFields, admin.ModelAdmin):
    """The admin of one table of the record."""

    form = RecordForm
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    # Actions that write their own entry in the audit trail need no other.
    audited_by_actions = False
    # A partial date typed in the search box finds this field: 2017, 2017-02 or 2017-02-23.
    search_date: str | None = None

    class Media:
        css = {"all": ["archive/admin.css"]}

    def is_public(self, obj: models.Model) -> bool:
        """Say whether the public can see the record, so that its URL has to last."""
        public = getattr(type(obj)._default_manager, "public", None)
        return bool(public and public().filter(pk=obj.pk).exists())

    def view_on_site(self, obj: models.Model) -> str | None:
        """Return the address of its public page, where it has one."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") and self.is_public(obj) else None

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> dict[str, Sequence[str]]:
        """Fill in a slug only while the record is new."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        """Return the form, with what the database has just refused."""
        form = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", "")})

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str) -> tuple[Any, bool]:
        """Search the texts, and the date for words that are one."""
        if not self.search_date:
            return super().get_search_results(request, queryset, search_term)
        dates, words = [], []
        for word in smart_split(search_term):
            try:
                dates.append(PartialDate.parse(word))
            except ValueError:
                words.append(word)
        for date in dates:
            queryset = queryset.filter(**{f"{self.search_date}__startswith": date.isoformat()})
        return super().get_search_results(request, queryset, " ".join(words))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again, with all that was typed, where the record refuses at the last moment."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except REFUSALS as refusal:
            request.refusal = sentence(refusal)
            return super().changeform_view(request, *args, **kwargs)

    def holds(self, obj: models.Model) -> Iterable[str]:
        """Yield in words why a record must stay; counted, for a board may have a hundred thousand statements."""
        for relation in self.opts.related_objects:
            if relation.on_delete is models.PROTECT:
                dependants = relation.related_model._base_manager.filter(**{relation.field.name: obj})
                if count := dependants.count():
                    known_as = relation.related_model._meta
                    name = known_as.verbose_name if count == 1 else known_as.verbose_name_plural
                    yield f"{obj} is needed by {count} {name}."

    def get_deleted_objects(self, objs: Iterable[models.Model], request: HttpRequest) -> tuple[list, dict, set, list]:
        """Return what would be deleted, or why it cannot be."""
        held = [words for obj in objs for words in self.holds(obj)]
        return ([], {}, set(), held) if held else super().get_deleted_objects(objs, request)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why a record cannot be deleted."""
        try:
            return super().delete_view(request, object_id, *args, **kwargs)
        except REFUSALS as refusal:
            messages.error(request, sentence(refusal))
            return HttpResponseRedirect(self.change_url(object_id))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why an action on many records was refused."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except REFUSALS as refusal:
            messages.error(request, sentence(refusal))
            return HttpResponseRedirect(request.get_full_path())

    def change_url(self, pk: Any) -> str:
        """Return the address of the page that changes the record."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Keep the addition in the history of the record and in the audit trail."""
        if not self.audited_by_actions:
            audit(actor=request.user, verb=Verb.CREATED, record=obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Keep the change in the history of the record and in the audit trail."""
        entry = super().log_change(request, obj, message)
        if not self.audited_by_actions:
            audit(actor=request.user, verb=Verb.CHANGED, record=obj, note=entry.get_change_message())
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        """Keep the deletions in the history and in the audit trail."""
        records = list(queryset)
        if not self.audited_by_actions:
            audit_all(actor=request.user, verb=Verb.DELETED, records=records)
        return super().log_deletions(request, records)


class ReadOnlyAdmin(RecordAdmin):
    """A table that people look at and never edit."""

    def has_add_permission(self, *_: Any) -> bool:
        """Let nobody add a row."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """Let nobody change a row."""
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        """Let nobody delete a row."""
        return False
