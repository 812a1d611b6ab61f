"""How objects of the API are written, and fields that several of them have.

Each field is declared once, as Django REST framework has it. ``RecordSerializer`` turns the declarations into functions
before it writes the first row, because an answer has a thousand rows of thirty fields. The framework would look up
each field of each row again, which takes eight times as long.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from rest_framework import serializers

from archive.exports.addresses import permanent_path, permanent_url
from archive.machine.paths import path_form
from archive.models import PartialDateField as DateColumn
from archive.models.fields.described import Output, columns_in

Reader = Callable[[Any], Any]
# Fields whose values are sent as the database has them.
AS_THEY_ARE = (serializers.IntegerField, serializers.FloatField, serializers.CharField, serializers.ChoiceField)


class RecordSerializer(serializers.Serializer):
    """One object of the record: reads each declared field from its ``source``."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the fields asked for."""
        return {name: read(instance) for name, read in self._readers}

    @cached_property
    def _readers(self) -> list[tuple[str, Reader]]:
        fields: Mapping[str, Any] = self.fields
        return [(name, reader(field)) for name, field in fields.items()]


def reader(field: Any) -> Reader:
    """Return the function that reads the field's value from an object, as the answer shows it."""
    if isinstance(field, serializers.SerializerMethodField):
        return getattr(field.parent, field.method_name)
    value = attrgetter(field.source) if field.source != "*" else None
    write = _writer(field)
    if value is None:
        return write or _itself
    return value if write is None else lambda instance: _written(value(instance), write)


def _writer(field: Any) -> Reader | None:
    """Return how the field writes a value, or None if it leaves it as it is."""
    if isinstance(field, serializers.ListSerializer):
        write_one = once_each(cast("serializers.BaseSerializer", field.child))
        return lambda rows: [write_one(row) for row in (rows.all() if isinstance(rows, models.Manager) else rows)]
    if isinstance(field, RecordSerializer):
        return field.to_representation if field.source == "*" else once_each(field)
    own_writer = type(field).to_representation
    if any(own_writer is plain.to_representation for plain in AS_THEY_ARE):
        return None
    return field.to_representation


def once_each(form: serializers.BaseSerializer) -> Reader:
    """Return a function that writes each related object once for all rows that name it."""
    written: dict[int, Any] = {}

    def write(instance: Any) -> Any:
        if instance.pk not in written:
            written[instance.pk] = form.to_representation(instance)
        return written[instance.pk]

    return write


def _written(value: Any, write: Reader) -> Any:
    return None if value is None else write(value)


def _itself(instance: Any) -> Any:
    return instance


class PermanentUrl(serializers.URLField):
    """The permanent URL of an object's page, with scheme and host."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "The permanent address of its page.")
        super().__init__(source=kwargs.pop("source", "*"), read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        """Return the address."""
        return permanent_url(value.get_absolute_url())


class FormedUrl(PermanentUrl):
    """A permanent URL whose form is made once. Reversing each took a third of the time of an answer."""

    def __init__(self, *, page: str, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.page, self.places = page, {place: attrgetter(name) for place, name in places.items()}

    def to_representation(self, value: Any) -> str:
        """Return the address, with the object's attributes in their places."""
        return self._form.format(**{place: read(value) for place, read in self.places.items()})

    @cached_property
    def _form(self) -> str:
        return f"{settings.SITE_URL}{permanent_path(path_form(self.page, list(self.places)))}"


class PartialDateField(serializers.CharField):
    """A date as far as it is known (ISO 8601): 2017-02-23, 2017-02 or 2017."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        """Return the date in ISO 8601."""
        return value.isoformat()


class DescribedSerializer(RecordSerializer):
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


class Brief(RecordSerializer):
    """A board, speaker or topic as another object names it."""

    id = serializers.IntegerField(read_only=True)
    slug = serializers.CharField(read_only=True, help_text="Its name in addresses.")
    name = serializers.CharField(read_only=True)
    url = PermanentUrl()
