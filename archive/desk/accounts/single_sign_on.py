"""Single sign-on: to the provider, and back with its answer. What the answer is for is kept in a signed cookie.

It begins with a press on a page of this site, never with an address, which any other site can open.
"""

import datetime
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as show_device

from archive.actions.accounts import PasswordLinkHasExpired
from archive.actions.accounts.passwords import open_link
from archive.actions.accounts.provider import Attempt, KnownPerson, SignOnFailed, begin, finish, is_offered
from archive.actions.accounts.single_sign_on import accept_invitation, connect, disconnect, identity_of, take_roles
from archive.actions.rules import Verb, audit, audit_unknown
from archive.desk.accounts.confirmation import onward, password_is_recent, password_typed_again, to_confirm
from archive.desk.accounts.sign_in import begin_session, recognised
from archive.desk.answers import or_say_why
from archive.desk.staff_pages import ANYONE, PASSWORD_GIVEN, SIGNED_IN, allowed, needs_second_factor
from archive.desk.staff_request import StaffRequest
from archive.exports.addresses import site_url
from archive.machine.web import SignedToken, TokenIsNoGood, take
from archive.machine.web.client_address import client_address
from archive.models import ProviderIdentity, User

UNDER_WAY = SignedToken("single-sign-on", datetime.timedelta(minutes=10))
HOW = "single sign-on"
SIGN_IN, INVITATION, CONNECT, CONFIRM, SECOND = "sign-in", "invitation", "connect", "confirm", "second"
# How often people of one network may go to the provider and back.
TIMES_A_MINUTE = 30
BY_PRESS = require_http_methods(["GET", "HEAD", "POST"])


@BY_PRESS
@allowed(ANYONE)
def for_sign_in(request: StaffRequest) -> HttpResponse:
    """Let the person sign in at the provider, and come back to the page they wanted."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    return _to_provider(request, SIGN_IN, next=onward(request))


@BY_PRESS
@allowed(ANYONE)
def for_invitation(request: StaffRequest, token: str) -> HttpResponse:
    """Let an invited person sign in at the provider instead of choosing a password."""
    try:
        open_link(token)
    except PasswordLinkHasExpired:
        return render(request, "desk/accounts/link_expired.html", status=410)
    return _to_provider(request, INVITATION, token=token, next=reverse("desk:work-list"))


@require_POST
@allowed(SIGNED_IN, recently=True)
def for_connecting(request: StaffRequest) -> HttpResponse:
    """Let a signed-in person show who they are at the provider, to sign in there from now on."""
    return _to_provider(request, CONNECT, account=request.user.pk, next=reverse("desk:account"))


@BY_PRESS
@allowed(PASSWORD_GIVEN)
def for_confirming(request: StaffRequest) -> HttpResponse:
    """Have the provider ask the person again, instead of typing the password again."""
    return _to_provider(request, CONFIRM, account=request.user.pk, next=onward(request))


@BY_PRESS
@allowed(PASSWORD_GIVEN)
def for_second_factor(request: StaffRequest) -> HttpResponse:
    """Let a person who gave a password show the second factor at the provider, where the site counts it.

    The provider may answer without a question. So this confirms nothing a while after the password was given.
    """
    if request.user.is_verified():
        return redirect(onward(request))
    if not password_is_recent(request):
        return to_confirm(request)
    return _to_provider(request, SECOND, account=request.user.pk, next=onward(request))


@allowed(SIGNED_IN, recently=True)
@or_say_why
def disconnect_own(request: StaffRequest) -> HttpResponse:
    """Stop one's own single sign-on. One must sign in again, with the password."""
    disconnect(account=User.objects.get(pk=request.user.pk), actor=request.user)
    return redirect("desk:account")


@require_safe
@allowed(ANYONE)
def answer(request: StaffRequest) -> HttpResponse:
    """Take the provider's answer, once, and do what it was for."""
    if answered := _not_now(request):
        return answered
    try:
        response = _answered(request)
    except SignOnFailed as failed:
        response = _refuse(request, str(failed), failed.why)
    except ValidationError as error:
        response = _refuse(request, error.messages[0], error.messages[0])
    except PasswordLinkHasExpired:
        response = render(request, "desk/accounts/link_expired.html", status=410)
    response.delete_cookie(settings.SINGLE_SIGN_ON_COOKIE_NAME, samesite="Lax")
    return response


def _to_provider(request: StaffRequest, purpose: str, **kept: Any) -> HttpResponse:
    """Lead a browser whose person has pressed the button to the provider; show the button to any other."""
    if request.method != "POST":
        return _button(request)
    if answered := _not_now(request):
        return answered
    try:
        address, attempt = begin(_own_address(), again=purpose == CONFIRM)
    except SignOnFailed as failed:
        return _refuse(request, str(failed), failed.why)
    # A form may lead to no other site (form-action), so a button leads to a page that goes on by itself.
    response = render(request, "desk/accounts/to_provider.html", {"address": address, "provider": settings.OIDC_NAME})
    response.headers["Refresh"] = f"0; url={address}"
    response.set_cookie(
        settings.SINGLE_SIGN_ON_COOKIE_NAME,
        UNDER_WAY.write({"purpose": purpose, "attempt": asdict(attempt), **kept}),
        max_age=UNDER_WAY.good_for,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _button(request: StaffRequest) -> HttpResponse:
    if not is_offered():
        raise Http404
    context = {"next": onward(request), "provider": settings.OIDC_NAME}
    response = render(request, "desk/accounts/to_provider.html", context)
    # The address of an invitation is for nobody else. See ``choose_password``.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _not_now(request: StaffRequest) -> HttpResponse | None:
    """Return an answer if the network has gone to the provider too often; raise Http404 if there is none."""
    if not is_offered():
        raise Http404
    if not take(client_address(request), HOW, 2 * TIMES_A_MINUTE).is_used_up:
        return None
    return _page(request, "Too many people of your network sign in at once. Try again in a minute.", status=429)


def _answered(request: StaffRequest) -> HttpResponse:
    cookie = request.COOKIES.get(settings.SINGLE_SIGN_ON_COOKIE_NAME, "")
    try:
        kept = UNDER_WAY.read(cookie)
    except TokenIsNoGood as error:
        raise SignOnFailed(
            "This sign-in took too long or began in another browser. Begin again.", "no cookie"
        ) from error
    if kept.get("account") not in {None, request.user.pk}:
        raise SignOnFailed("You are not signed in as the person who began this. Begin again.", "another account")
    person = finish(Attempt(**kept["attempt"]), request.GET.dict(), _own_address())
    if settings.OIDC_ROLES and person.groups is None:
        raise SignOnFailed(f"{settings.OIDC_NAME} did not name your groups. Tell its administrator.", "no groups")
    match kept["purpose"]:
        case "connect":
            connect(account=request.user, person=person)
            messages.success(request, f"You can sign in with {settings.OIDC_NAME}.")
            return redirect(kept["next"])
        case "confirm" | "second":
            return _confirmed(request, person, kept)
        case "invitation":
            return _let_in(request, accept_invitation(token=kept["token"], person=person), person, kept["next"])
    identity = identity_of(person)
    if identity is None:
        who = f"{person.email or 'person'} at {person.issuer}"
        raise SignOnFailed(
            f"{settings.OIDC_NAME} knows you{f' as {person.email}' if person.email else ''}, but no account here does. "
            "Open the link in your invitation. If you have a password, sign in with it and connect your account under "
            "your name.",
            f"no account for {who}",
        )
    return _let_in(request, identity, person, kept["next"])


def _let_in(request: StaffRequest, identity: ProviderIdentity, person: KnownPerson, onward: str) -> HttpResponse:
    if settings.OIDC_ROLES:
        take_roles(account=identity.user, groups=person.groups or ())
    account = User.objects.get(pk=identity.user_id)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    begin_session(request, HOW)
    response = redirect(onward)
    _recognise(request, response, identity)
    return response


def _confirmed(request: StaffRequest, person: KnownPerson, kept: dict[str, Any]) -> HttpResponse:
    identity = identity_of(person)
    if identity is None or identity.user_id != request.user.pk:
        raise SignOnFailed(f"You signed in to {settings.OIDC_NAME} as somebody else.", "confirmed as another person")
    if kept["purpose"] == CONFIRM:
        password_typed_again(request)
    response = redirect(kept["next"])
    _recognise(request, response, identity)
    return response


def _recognise(request: StaffRequest, response: HttpResponse, identity: ProviderIdentity) -> None:
    """Complete the sign-in, unless the second factor must still be shown here."""
    if settings.OIDC_IS_SECOND_FACTOR:
        show_device(request, identity)
    if settings.OIDC_IS_SECOND_FACTOR or not needs_second_factor(request.user):
        recognised(request, response, f"with {HOW}")


def _refuse(request: StaffRequest, sentence: str, why: str) -> HttpResponse:
    note = f"{HOW}: {why}, from {client_address(request)}"
    if request.user.is_authenticated:
        audit(actor=None, verb=Verb.SIGN_IN_REFUSED, instance=request.user, note=note)
    else:
        audit_unknown(verb=Verb.SIGN_IN_REFUSED, kind="user", name="an unknown person", note=note)
    return _page(request, sentence, status=403)


def _page(request: StaffRequest, sentence: str, *, status: int) -> HttpResponse:
    context = {"sentence": sentence, "provider": settings.OIDC_NAME}
    return render(request, "desk/accounts/sign_on_refused.html", context, status=status)


def _own_address() -> str:
    return site_url(reverse("desk:sign-on-answer"))
