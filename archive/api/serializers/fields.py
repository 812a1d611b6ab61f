"""Fields that several objects have: permanent URLs, partial dates, short forms of other objects."""

from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from archive.addresses import permanent_url
from archive.models import PartialDateField as DateColumn
from archive.models.fields.described import Output, columns_in


class PermanentUrl(serializers.URLField):
    """The permanent URL of an object's page, with scheme and host."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "The permanent address of its page.")
        super().__init__(source=kwargs.pop("source", "*"), read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        """Return the address."""
        return permanent_url(value.get_absolute_url())


class PartialDateField(serializers.CharField):
    """A date as far as it is known (ISO 8601): 2017-02-23, 2017-02 or 2017."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        """Return the date in ISO 8601."""
        return value.isoformat()


class DescribedSerializer(serializers.Serializer):
    """An object of one table, with every column that its model has in the API (``Output.API``).

    A column is declared here only if there is more to say. Each other one stands after the column before it.
    """

    table: ClassVar[type[models.Model]]

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the declared fields and the other columns."""
        fields = super().get_fields()
        names, before = list(fields), -1
        for column in columns_in(self.table, Output.API):
            if column.name not in fields and not column.is_relation:
                fields[column.name] = _read_only(column)
                names.insert(before + 1, column.name)
            if column.name in names:
                before = names.index(column.name)
        return {name: fields[name] for name in names}


def _read_only(column: "models.Field[Any, Any]") -> serializers.Field:
    if isinstance(column, DateColumn):
        return PartialDateField(allow_null=column.null)
    if column.choices:
        return serializers.ChoiceField(column.choices, read_only=True)
    kind = serializers.ModelSerializer.serializer_field_mapping.get(type(column), serializers.CharField)
    is_text = issubclass(kind, serializers.CharField | serializers.FileField)
    return serializers.CharField(read_only=True) if is_text else kind(read_only=True, allow_null=column.null)


class Brief(serializers.Serializer):
    """A board, speaker or topic as another object names it."""

    id = serializers.IntegerField(read_only=True)
    slug = serializers.CharField(read_only=True, help_text="Its name in addresses.")
    name = serializers.CharField(read_only=True)
    url = PermanentUrl()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the fields; written out because a page of statements has thousands of these."""
        url = permanent_url(instance.get_absolute_url())
        return {"id": instance.pk, "slug": instance.slug, "name": instance.name, "url": url}
