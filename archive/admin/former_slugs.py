"""Former slugs: to look at; changing a slug makes them."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import FormerSlug


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    """Slugs that lead to the record that had them."""

    list_display = ["kind", "slug", "record_id"]
    list_filter = ["kind"]
    search_fields = ["slug"]
