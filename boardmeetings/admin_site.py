"""The admin site: superusers look at tables; nobody changes one, signs in or sets a password here."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from archive.desk.accounts.sign_in import sign_out


class ReadOnlySite(admin.AdminSite):
    """The site at /admin/. It leaves out the tables of other apps, because some have keys of the second factor."""

    site_title = site_header = "Every table, read-only"
    index_title = "Tables"

    def register(
        self, model_or_iterable: type[models.Model] | Iterable[type[models.Model]], *args: Any, **options: Any
    ) -> None:
        """Register a table of the archive, and ignore those of other apps, which could be edited here."""
        tables = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([table for table in tables if table._meta.app_label == "archive"], *args, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Let superusers in."""
        return request.user.is_active and request.user.is_superuser

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirect to the desk's sign-in; refuse a signed-in person who is not a superuser."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("Only superusers can see the tables. Use the desk for work.")
        return redirect_to_login(request.GET.get("next") or request.get_full_path())

    def logout(  # type: ignore[override]  # an answer like any other
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Sign the person out as the desk does, so that the browser forgets what they typed there."""
        return sign_out(request)

    def password_change(  # type: ignore[override]  # a redirect is a response too
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the desk, where passwords are changed."""
        return redirect("desk:change-password")
