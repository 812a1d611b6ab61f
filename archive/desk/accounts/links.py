"""Links to choose a password: asking for one, and the page behind it."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from archive.actions.accounts import PasswordLinkHasExpired, ask_for_link, use_link
from archive.actions.accounts.passwords import open_link
from archive.desk.accounts.known_browsers import browser_token, remember_browser
from archive.desk.accounts.sign_in import provider_name
from archive.desk.forms.sign_in import AccountAddressForm, NewPasswordForm
from archive.desk.staff_pages import ANYONE, allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.allowance import DAY, HOUR, take
from archive.machine.web.client_address import client_address
from archive.models import AccountLink, User

# How many links one network may ask for, and how many of them one address gets, whoever asks. Strangers share all but
# the last of a day, which is for a browser that its person signed in with before. The last that was sent works on.
POLICY, LAST = "password links", "last password link"
LINKS_AN_HOUR = 10
LINKS_A_DAY = 3


@allowed(ANYONE)
def forgotten_password(request: StaffRequest) -> HttpResponse:
    """Email a link to the owner of the typed address. The answer is the same if no account has it."""
    form = AccountAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        client, email = client_address(request), form.cleaned_data["email"]
        if take(client, POLICY, LINKS_AN_HOUR, HOUR, or_refuse=True).is_used_up:
            form.add_error(None, "Too many links were asked for from your network. Try again in an hour.")
        else:
            ask_for_link(email=email, client=client, may_send=partial(_is_one_left, request, email.casefold()))
            return redirect(f"{reverse('desk:forgotten-password')}?sent")
    status = HTTPStatus.TOO_MANY_REQUESTS if form.non_field_errors() else HTTPStatus.OK
    context = {"form": form, "is_sent": "sent" in request.GET}
    return render(request, "desk/accounts/forgotten_password.html", context, status=status)


def _is_one_left(request: StaffRequest, email: str, people: list[User]) -> bool:
    """Return whether the address of these people gets a link for this request, and count it."""
    if not take(email, POLICY, LINKS_A_DAY - 1, DAY, or_refuse=True).is_used_up:
        return True
    is_known = any(browser_token(request, person.get_username()) for person in people)
    return is_known and not take(email, LAST, 1, DAY, or_refuse=True).is_used_up


@allowed(ANYONE)
def choose_password(request: StaffRequest, token: str) -> HttpResponse:
    """Let the owner of the link choose a password, once. They sign in with it afterwards.

    Opening the link changes nothing, because mail programs open links before people do.
    """
    try:
        link = open_link(token)
        form = NewPasswordForm(link.account, request.POST or None)
        if request.method == "POST" and form.is_valid():
            person = use_link(token=token, password=form.cleaned_data["new_password1"])
            messages.success(request, "Your password is set. Sign in with it now.")
            onward = redirect("desk:sign-in")
            remember_browser(request, onward, person)
            return onward
    except PasswordLinkHasExpired:
        return render(request, "desk/accounts/link_expired.html", status=410)
    context = {"form": form, "link": link, "token": token, "provider": _provider(link)}
    response = render(request, "desk/accounts/choose_password.html", context)
    # No other site learns the address. With "no-referrer", browsers would not even tell us that the form is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _provider(link: AccountLink) -> str:
    """Return the name of the provider with which the account can be opened instead of with a password."""
    return provider_name() if link.purpose == AccountLink.Purpose.INVITATION else ""
