"""Who may open a page of the staff, and what holds for all of them: never cached, never indexed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from archive.models import SECOND_FACTOR_ROLES, User

View = Callable[..., HttpResponse]
STAFF_NAMESPACES = {"admin", "desk"}
# What a view of the desk asks for: a permission, or one of these. PASSWORD_GIVEN is for the second factor itself.
ANYONE, PASSWORD_GIVEN, SIGNED_IN = "anyone", "password given", "signed in"


def allowed(permission: str) -> Callable[[View], View]:
    """Let a view of the desk be opened by those who have the permission, or by whom the constants above say.

    Nobody else sees anything of it: strangers are led to the sign-in and back, others get status 403.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission == ANYONE:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if "." in permission and not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return wrap


def second_factor_missing(request: HttpRequest) -> bool:
    """Say whether the person signed in must show a second factor before going on.

    Editors and administrators must, whoever has enrolled one must, and superusers where the site says so.
    """
    user = request.user
    return user.is_authenticated and not user.is_verified() and (must_have_second_factor(user) or has_device(user))


def must_have_second_factor(user: User) -> bool:
    """Say whether the person may not do without a second factor."""
    if user.is_superuser and settings.SUPERUSERS_NEED_SECOND_FACTOR:
        return True
    return user.groups.filter(name__in=SECOND_FACTOR_ROLES).exists()


def has_device(user: User) -> bool:
    """Say whether the person has enrolled a second factor."""
    return user.totpdevice_set.filter(confirmed=True).exists()


class StaffPagesMiddleware:
    """Guards the desk and the admin: asks for the second factor, and keeps caches and search engines out."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_staff_page(request):
            add_never_cache_headers(response)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> HttpResponse | None:
        """Lead to the second factor whoever needs one and has not shown it."""
        if not _is_staff_page(request) or getattr(view, "permission", None) in {ANYONE, PASSWORD_GIVEN}:
            return None
        if request.resolver_match.view_name in {"admin:login", "admin:logout", "admin:jsi18n"}:
            return None
        if second_factor_missing(request):
            return redirect(f"{reverse('desk:second-factor')}?next={request.get_full_path()}")
        return None


def _is_staff_page(request: HttpRequest) -> bool:
    return request.resolver_match is not None and bool(STAFF_NAMESPACES.intersection(request.resolver_match.namespaces))
