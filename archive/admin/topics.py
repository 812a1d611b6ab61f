"""Topics."""

from collections.abc import Iterable

from django.contrib import admin

from archive.admin.record import RecordAdmin
from archive.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """Subjects that statements are filed under."""

    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]

    def holds(self, obj: Topic) -> Iterable[str]:
        """Keep topics that the public can see: their pages have permanent URLs."""
        if self.is_public(obj):
            yield f"{obj}: published statements are filed under it."
