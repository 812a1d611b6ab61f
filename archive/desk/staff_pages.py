"""Who may open a page for staff, and what all these pages share: never cached, never indexed."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from archive.actions.rules import Verb, audit
from archive.desk.accounts.confirmation import confirmed_recently, to_confirm
from archive.desk.accounts.ended_session import NOT_DONE, first, with_not_done
from archive.desk.sent_forms import once, words_kept
from archive.desk.staff_request import StaffRequest
from archive.exports.addresses import page_above
from archive.machine.database import trouble_with_writing
from archive.models import DRAFTING, User, has_second_factor, provider_is_second_factor_of

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
STAFF_NAMESPACE = "desk"
# The field of a form that says what its button does, on a page that can do several things.
ACT = "act"
# What a view of the desk requires: a permission, or one of these. PASSWORD_GIVEN is for the second factor itself.
ANYONE, PASSWORD_GIVEN, SIGNED_IN = "anyone", "password given", "signed in"


def allowed(permission: str, *, recently: bool = False) -> Callable[[View], View]:
    """Let people open a view of the desk if they have the permission, or as the constants above say.

    Nobody else sees any of it: people who are not signed in are redirected to the sign-in and back, others get status
    403. With ``recently``, people whose password and second factor were given a while ago must give both again. If the
    password is enough to open the page, people with a second factor must still have used it.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if permission == ANYONE:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return first(request, reverse("desk:sign-in"))
            if "." in permission and not request.user.has_perm(permission):
                raise PermissionDenied
            if recently and _can_show_second_factor(request.user) and not request.user.is_verified():
                return first(request, reverse("desk:second-factor"))
            if recently and not confirmed_recently(request):
                return to_confirm(request)
            return once(request, lambda: view(request, *args, **kwargs))

        guarded.permission = permission  # type: ignore[attr-defined]  # the middleware and the tests read it
        return guarded

    return wrap


def second_factor_missing(request: StaffRequest) -> bool:
    """Return whether the signed-in person must give a second factor before going on."""
    user = request.user
    return user.is_authenticated and not user.is_verified() and needs_second_factor(user)


def needs_second_factor(user: User) -> bool:
    """Return whether a password alone is not enough: the person has a second factor, or must have one."""
    return must_have_second_factor(user) or has_second_factor(user)


def _can_show_second_factor(user: User) -> bool:
    return has_second_factor(user) or provider_is_second_factor_of(user)


def must_have_second_factor(user: User) -> bool:
    """Return whether the person must have a second factor. Their permissions decide, not their role names.

    Everybody must or, if the site says so (SECOND_FACTOR_FOR), everybody who may do more than write drafts.
    """
    return settings.SECOND_FACTOR_FOR == "everyone" or not user.get_all_permissions() <= DRAFTING


class StaffPagesMiddleware:
    """Guards the desk: asks for the second factor, and keeps caches and search engines out."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and NOT_DONE in request.GET:
            # A person comes back, after another sign-in, to where only forms go. The page is the one above.
            response = redirect(with_not_done(page_above(request.path)))
        if _is_staff_page(request):
            _go_on_without(request.session.touch)
            add_never_cache_headers(response)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def process_view(self, request: StaffRequest, view: View, *_: Any) -> HttpResponse | None:
        """Redirect a person who must give a second factor first."""
        if not _is_staff_page(request) or getattr(view, "permission", None) in {ANYONE, PASSWORD_GIVEN}:
            return None
        if second_factor_missing(request):
            return first(request, reverse("desk:second-factor"))
        return None

    def process_exception(self, request: StaffRequest, error: Exception) -> HttpResponse | None:
        """Note in the audit trail who was refused what. Show the words of a form that cannot be saved any more."""
        if not _is_staff_page(request) or not request.user.is_authenticated:
            return None
        if isinstance(error, PermissionDenied):
            pressed = request.POST.get(ACT, "")
            page = request.resolver_match.func if request.resolver_match else None
            does = pressed if pressed in getattr(page, "acts", {}) else ""
            note = f"{request.method} {request.path} {does}".rstrip()
            _go_on_without(lambda: audit(actor=request.user, verb=Verb.REFUSED, instance=request.user, note=note))
            return words_kept(request, HTTPStatus.FORBIDDEN, str(error) or "Your account may not do this.")
        if isinstance(error, Http404):
            return words_kept(request, HTTPStatus.CONFLICT, "What you were working on is no longer there.")
        return None


def _go_on_without(write: Callable[[], object]) -> None:
    """Write something that is not essential. Show the page even if the disk is full or others are writing."""
    try:
        write()
    except DatabaseError as error:
        if not trouble_with_writing(error):
            raise
        logger.warning("Not written beside an answer: %s", error)


def _is_staff_page(request: StaffRequest) -> bool:
    return request.resolver_match is not None and STAFF_NAMESPACE in request.resolver_match.namespaces
