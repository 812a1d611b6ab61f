"""Fields of the record: completed as one types, whatever an address or a sent form puts into them."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.http import HttpRequest

LARGEST_KEY = 2**63 - 1


class KnownKeys(AutocompleteMixin):
    """Shows the chosen records; what cannot be the key of one is shown as nothing, where Django would fall over."""

    def optgroups(self, name: str, value: list[str], attr: dict[str, Any] | None = None) -> list[Any]:
        """Return the chosen records as options."""
        keys = [key for key in value if str(key).isascii() and str(key).isdigit() and int(key) <= LARGEST_KEY]
        return super().optgroups(name, keys, attr)


class RecordSelect(KnownKeys, AutocompleteSelect):
    """Chooses one record."""


class RecordSelectMultiple(KnownKeys, AutocompleteSelectMultiple):
    """Chooses several records."""


class RecordFields:
    """For an admin or an inline: its ``autocomplete_fields`` get the widgets above, and labels read as we write."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Return the field; beside one that chooses a record stands what adds one, and nothing that deletes it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        if field and isinstance(db_field, models.URLField):
            field.label = field.label.replace("url", "URL").replace("Url", "URL")
        return field

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> forms.Field:
        """Return the field for one record."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Return the field for several records."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
