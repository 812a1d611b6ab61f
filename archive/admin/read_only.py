"""A table of the admin that superusers can see and nobody can edit."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.http import HttpRequest, HttpResponse


class ReadOnlyAdmin(admin.ModelAdmin):
    """A table that superusers can see and nobody can edit."""

    actions = None
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list. Refuse a filter with NUL as a bad request, because PostgreSQL cannot search for it."""
        if any("\0" in value for _, values in request.GET.lists() for value in values):
            raise SuspiciousOperation("A parameter has a NUL character.")
        return super().changelist_view(request, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> models.Model | None:
        """Find nothing for a number that is too large for the database."""
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:
            return None

    def has_view_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Let superusers look."""
        return request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show superusers that the table exists."""
        return request.user.is_superuser

    def has_add_permission(self, *_: Any) -> bool:
        """Let nobody add a row."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """Let nobody change a row."""
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        """Let nobody delete a row."""
        return False
