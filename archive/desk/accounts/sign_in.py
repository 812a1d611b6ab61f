"""Signing in with name and password, giving the password again, and signing out."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from archive.actions.accounts.provider import is_offered
from archive.actions.accounts.sign_in_attempts import TooManyFailures, begin, check, succeed
from archive.actions.rules import Verb, audit, audit_unknown
from archive.desk.accounts.confirmation import CONFIRMED_AT, confirm_now, onward, password_typed_again
from archive.desk.accounts.known_browsers import browser_token, remember_browser
from archive.desk.accounts.session_store import ADDRESS, BROWSER, SIGNED_IN_AT
from archive.desk.forms.sign_in import PasswordForm, SignInForm
from archive.desk.staff_pages import ANYONE, PASSWORD_GIVEN, allowed, needs_second_factor
from archive.desk.staff_request import StaffRequest
from archive.machine.web.client_address import client_address
from archive.models import ProviderIdentity, StaffSession, User

LONGEST_BROWSER = StaffSession._meta.get_field("browser").max_length
# In the session: how the first factor was shown.
FIRST_FACTOR = "first_factor"
# What a browser deletes when the person signs out. Not the cookies: the session's is deleted by name, and the one of
# the known browser stays, so that nobody can lock the person out.
FORGOTTEN = '"cache", "storage"'


class SignIn(LoginView):
    """Name and password. Attempts are counted before they are made, and refused after too many failures."""

    template_name = "desk/accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context without Django's idea of the site, its host and port, and with the provider, if any."""
        context = super().get_context_data(**kwargs) | {"provider": provider_name()}
        return {name: value for name, value in context.items() if name not in {"site", "site_name"}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the password; tell a person who must wait when to try again."""
        name = request.POST.get("username", "")
        if not name or not request.POST.get("password"):
            return super().post(request, *args, **kwargs)
        who = _who(request, name)
        try:
            self.attempt = begin(**who)
            response = super().post(request, *args, **kwargs)
            if not request.user.is_authenticated:
                check(**who)
        except TooManyFailures as locked:
            return _locked(request, name, locked)
        return response

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign the person in, with a new session."""
        succeed(self.attempt)
        response = super().form_valid(form)
        signed_in(cast("StaffRequest", self.request), response)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say that name and password do not match, and note the attempt in the audit trail."""
        if form.data.get("username") and form.data.get("password"):
            _refused(self.request, form.data["username"], "wrong name or password")
        return super().form_invalid(form)


class SignOut(LogoutView):
    """Ends the session, and makes the browser delete the pages of the desk."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign the person out."""
        if request.user.is_authenticated:
            audit(actor=request.user, verb=Verb.SIGNED_OUT, instance=request.user)
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = FORGOTTEN
        return response


sign_in = allowed(ANYONE)(SignIn.as_view())
sign_out = allowed(ANYONE)(SignOut.as_view())


@allowed(PASSWORD_GIVEN)
def confirm(request: StaffRequest) -> HttpResponse:
    """Ask for the password again, and redirect to the second factor, before a change of how people sign in."""
    name = request.user.get_username()
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and request.POST.get("password"):
        who = _who(request, name)
        try:
            attempt = begin(**who)
            if form.is_valid():
                succeed(attempt)
                return _confirmed(request)
            _refused(request, name, "wrong password, typed again")
            check(**who)
        except TooManyFailures as locked:
            return _locked(request, name, locked)
    context = {"form": form, "next": onward(request), "has_password": request.user.has_usable_password()}
    if ProviderIdentity.objects.filter(user=request.user, issuer=settings.OIDC_ISSUER).exists():
        context["provider"] = provider_name()
    return render(request, "desk/accounts/confirm.html", context)


def signed_in(request: StaffRequest, response: HttpResponse) -> None:
    """Note that a person was signed in with a password. A second factor completes it, for those who need one."""
    begin_session(request, "a password")
    if not needs_second_factor(request.user):
        recognised(request, response, "with a password alone")


def begin_session(request: StaffRequest, how: str) -> None:
    """Note when, where and how the person showed the first factor."""
    session = request.session
    session.clear_expired()
    session[SIGNED_IN_AT] = timezone.now().isoformat()
    session[ADDRESS] = client_address(request)
    session[BROWSER] = request.headers.get("User-Agent", "")[:LONGEST_BROWSER]
    session[FIRST_FACTOR] = how


def first_factor(request: StaffRequest) -> str:
    """Return how the person showed the first factor, for the audit trail."""
    return request.session.get(FIRST_FACTOR, "a password")


def provider_name() -> str:
    """Return the name of the provider of single sign-on, or an empty text if there is none."""
    return settings.OIDC_NAME if is_offered() else ""


def recognised(request: StaffRequest, response: HttpResponse, how: str) -> None:
    """Complete a sign-in: a new session key, a known browser, an entry in the audit trail."""
    again = CONFIRMED_AT in request.session
    confirm_now(request)
    remember_browser(request, response, request.user)
    note = f"{how}, from {client_address(request)}"
    audit(actor=request.user, verb=Verb.SIGNED_IN, instance=request.user, note=f"{note}, again" if again else note)


def _locked(request: HttpRequest, name: str, locked: TooManyFailures) -> HttpResponse:
    """Answer 429 with when to try again."""
    return render(request, "desk/accounts/locked_out.html", {"until": locked.until, "name": name}, status=429)


def _confirmed(request: StaffRequest) -> HttpResponse:
    """Redirect to the second factor, which must be given again, or onwards if none is needed."""
    password_typed_again(request)
    if needs_second_factor(request.user):
        return redirect(f"{reverse('desk:second-factor')}?{urlencode({'next': onward(request)})}")
    response = redirect(onward(request))
    recognised(request, response, "with a password alone")
    return response


def _who(request: HttpRequest, name: str) -> dict[str, str]:
    return {"name": name, "address": client_address(request), "browser": browser_token(request, name)}


def _refused(request: HttpRequest, name: str, why: str) -> None:
    """Note a failed sign-in in the audit trail. An unknown name is not stored, because it may be a password."""
    account = User.objects.filter(username=name).first() if "\0" not in name else None
    note = f"{why}, from {client_address(request)}"
    if account:
        audit(actor=None, verb=Verb.SIGN_IN_REFUSED, instance=account, note=note)
    else:
        audit_unknown(verb=Verb.SIGN_IN_REFUSED, kind="user", name="an unknown name", note=note)
