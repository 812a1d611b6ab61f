"""The page behind an emailed link, where the owner of an account chooses a password."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from archive.actions.accounts.choose_password import PasswordLinkHasExpired, open_link, use_link
from archive.desk.accounts.known_browsers import remember_browser
from archive.desk.forms.sign_in import NewPasswordForm
from archive.desk.staff_pages import ANYONE, allowed
from archive.desk.staff_request import StaffRequest


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
    response = render(request, "desk/accounts/choose_password.html", {"form": form, "link": link})
    # No other site learns the address. With "no-referrer", browsers would not even tell us that the form is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
