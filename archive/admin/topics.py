"""Topics."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from archive.admin.record import RecordAdmin
from archive.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """Subjects that statements are filed under."""

    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Keep topics that the public can see: their pages have permanent URLs."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        public = [f"{topic}: published statements are filed under it" for topic in objs if self.is_public(topic)]
        return deleted, counts, permissions, [*protected, *public]
