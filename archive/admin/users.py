"""Accounts of the staff and what belongs to them: to look at. The desk changes them."""

from django.contrib import admin
from django.contrib.auth.models import Group

from archive.admin.record import ReadOnlyAdmin
from archive.models import AccountLink, AuthenticatorApp, Passkey, RecoveryCode, SignInFailure, StaffSession, User

admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Who has an account, and what it may do; never its password."""

    list_display = ["username", "email", "is_superuser", "is_active", "last_login"]
    list_filter = ["is_superuser", "is_active", "groups"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    fields = [
        "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "last_login",
        "date_joined",
    ]  # fmt: skip


@admin.register(AuthenticatorApp)
class AuthenticatorAppAdmin(ReadOnlyAdmin):
    """Authenticator apps, without their keys."""

    list_display = ["user", "name", "confirmed", "added_at", "wrong_codes"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    ordering = ["-id"]
    fields = ["user", "name", "confirmed", "added_at", "wrong_codes", "try_after"]


@admin.register(Passkey)
class PasskeyAdmin(ReadOnlyAdmin):
    """Passkeys: public halves of keys."""

    list_display = ["user", "name", "added_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "name"]
    ordering = ["-id"]
    fields = ["user", "name", "credential_id", "sign_count", "transports", "added_at", "last_used_at"]


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(ReadOnlyAdmin):
    """Which recovery codes are left."""

    list_display = ["user", "used_at"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    ordering = ["-id"]
    fields = ["user", "used_at"]


@admin.register(StaffSession)
class StaffSessionAdmin(ReadOnlyAdmin):
    """Who is signed in where. The key of a session would let its reader in, so it is not shown."""

    list_display = ["user", "address", "browser", "signed_in_at", "last_seen_at"]
    list_display_links = None
    list_select_related = ["user"]
    search_fields = ["user__username", "address"]
    ordering = ["-last_seen_at"]
    fields = ["user", "address", "browser", "signed_in_at", "last_seen_at", "expire_date"]


@admin.register(SignInFailure)
class SignInFailureAdmin(ReadOnlyAdmin):
    """When sign-ins failed."""

    list_display = ["at", "name", "address"]
    search_fields = ["name", "address"]
    ordering = ["-id"]
    fields = ["at", "name", "address", "browser"]


@admin.register(AccountLink)
class AccountLinkAdmin(ReadOnlyAdmin):
    """Links that were mailed to choose a password, without what opens them."""

    list_display = ["account", "purpose", "made_by", "created_at", "used_at"]
    list_select_related = ["account", "made_by"]
    search_fields = ["account__username"]
    ordering = ["-id"]
    fields = ["account", "purpose", "made_by", "created_at", "used_at"]
