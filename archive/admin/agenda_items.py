"""Agenda items, and how they are edited within their meeting."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms.models import BaseInlineFormSet

from archive.admin.record import RecordAdmin
from archive.models import AgendaItem

# Above every position in use and within 31 bits: where items wait while others take their places.
ASIDE = 1_000_000_000


class AgendaItemForm(forms.ModelForm):
    """One item; without a position it comes last."""

    position = forms.IntegerField(min_value=0, max_value=ASIDE - 1, required=False)

    def _get_validation_exclusions(self) -> set[str]:
        # Two items may change places: the set of all of them is checked instead.
        return super()._get_validation_exclusions() | {"position"}


class AgendaItemFormSet(BaseInlineFormSet):
    """The whole agenda of a meeting, in any new order."""

    def clean(self) -> None:
        """Number the items that have no position; refuse two of the same."""
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not self._should_delete_form(form) and hasattr(form, "cleaned_data")]
        taken = [form.cleaned_data["position"] for form in kept if form.cleaned_data.get("position") is not None]
        if len(taken) > len(set(taken)):
            double = next(position for position in taken if taken.count(position) > 1)
            raise ValidationError(f"Two agenda items have position {double}.")
        last = max(taken, default=0)
        for form in kept:
            if form.cleaned_data.get("position") is None:
                last += 1
                form.cleaned_data["position"] = form.instance.position = last

    def save(self, commit: bool = True) -> list[AgendaItem]:
        """Move the items that change out of each other's way, then save."""
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        AgendaItem.objects.filter(pk__in=changed).update(position=F("id") + ASIDE)
        return super().save(commit)


class AgendaItemInline(admin.TabularInline):
    """The agenda, on the meeting's page."""

    model = AgendaItem
    form = AgendaItemForm
    formset = AgendaItemFormSet
    fields = ["position", "label", "title"]
    extra = 0
    verbose_name_plural = "agenda"


@admin.register(AgendaItem)
class AgendaItemAdmin(RecordAdmin):
    """Agenda items, across meetings."""

    list_display = ["__str__", "meeting", "position"]
    list_select_related = ["meeting__board"]
    search_fields = ["title", "label", "meeting__board__name"]
    search_date = "meeting__date"
    autocomplete_fields = ["meeting"]
    ordering = ["-meeting__date", "meeting_id", "position"]
