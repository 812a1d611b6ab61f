"""Fields that several objects have: permanent URLs, partial dates, short forms of other objects."""

from typing import Any

from rest_framework import serializers

from archive.addresses import permanent_url


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
