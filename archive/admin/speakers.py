"""Speakers, their other names and their offices."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from archive.admin.fields import RecordFields
from archive.admin.record import RecordAdmin, YetFilter
from archive.models import Office, Speaker, SpeakerName


class SpeakerNameInline(RecordFields, admin.TabularInline):
    """Other spellings, on the speaker's page."""

    model = SpeakerName
    extra = 0
    autocomplete_fields = ["board"]
    verbose_name_plural = "other names and spellings"


class OfficeInline(RecordFields, admin.TabularInline):
    """Offices over time, on the speaker's page."""

    model = Office
    extra = 0
    autocomplete_fields = ["board"]


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin):
    """People and organisations."""

    list_display = ["name", "kind", "slug", "merged_into"]
    list_filter = ["kind", ("merged_into", YetFilter)]
    list_select_related = ["merged_into"]
    search_fields = ["name", "names__name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "description", "website"]
    inlines = [SpeakerNameInline, OfficeInline]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Offer, where a speaker is chosen, nobody who has been merged into another."""
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.current()
        return super().get_search_results(request, queryset, search_term)


@admin.register(SpeakerName)
class SpeakerNameAdmin(RecordAdmin):
    """Other names, across speakers."""

    list_display = ["name", "speaker", "board"]
    list_select_related = ["speaker", "board"]
    search_fields = ["name", "speaker__name"]
    autocomplete_fields = ["speaker", "board"]


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    """Offices, across speakers."""

    list_display = ["title", "speaker", "where", "from_date", "to_date"]
    list_select_related = ["speaker", "board"]
    search_fields = ["title", "organisation", "board__name", "speaker__name"]
    autocomplete_fields = ["speaker", "board"]
