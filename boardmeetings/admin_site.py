"""The admin site: its name, and its tables in the order in which people look after them."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

# What is not named here follows by name.
FIRST = ("Meeting", "Statement", "Speaker", "Board", "Topic", "Source")


class RecordSite(AdminSite):
    """The Django admin under the archive's name, the record before everything else."""

    site_header = "Boardmeetings: the record"
    site_title = "Boardmeetings"
    index_title = "What would you like to look after?"

    def login(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Lead to the desk's sign-in, the only one; refuse those who are signed in and may not look here."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(self, *_: Any, **__: Any) -> HttpResponse:
        """Lead to the desk, which changes passwords."""
        return redirect("desk:change-password")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the tables by app, the record first, and in it what is looked after most."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        return sorted(apps, key=lambda app: app["app_label"] != "archive")


def _place(model: dict[str, Any]) -> tuple[int, bool, str]:
    name = model["object_name"]
    read_only = not (model["perms"]["add"] or model["perms"]["change"])
    return FIRST.index(name) if name in FIRST else len(FIRST), read_only, model["name"]
