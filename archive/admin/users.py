"""Accounts of the staff."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from archive.models import User


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Accounts, as Django keeps them; one that is no longer needed is made inactive, so that its history stays."""

    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]

    def has_delete_permission(self, *_: Any) -> bool:
        """Let nobody delete an account: revisions and the audit trail name it."""
        return False
