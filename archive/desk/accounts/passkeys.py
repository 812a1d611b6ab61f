"""Passkeys: adding one and removing one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from archive.actions.accounts import add_passkey, remove_passkey
from archive.desk.accounts.confirmation import onward
from archive.desk.accounts.passkey_ceremony import can_use_passkeys, new_passkey_options, verify_new_passkey
from archive.desk.accounts.second_factor import go_on_with
from archive.desk.answers import or_say_why
from archive.desk.forms.sign_in import PasskeyForm
from archive.desk.staff_pages import PASSWORD_GIVEN, SIGNED_IN, allowed, must_have_second_factor
from archive.desk.staff_request import StaffRequest
from archive.models import Passkey


@allowed(PASSWORD_GIVEN, recently=True)
def passkey_new(request: StaffRequest) -> HttpResponse:
    """Add a passkey: as the first second factor during a sign-in, or as another one.

    A person who already has a second factor must have used it recently.
    """
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passkey = verify_new_passkey(request, form.cleaned_data["credential"])
            passkey.name = form.cleaned_data["name"]
            add_passkey(passkey=passkey)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return go_on_with(request, passkey)
    can = can_use_passkeys(request, any_person=True)
    context = {"form": form, "next": onward(request), "options": new_passkey_options(request) if can else ""}
    return render(request, "desk/accounts/passkey_new.html", context)


@allowed(SIGNED_IN, recently=True)
@or_say_why
def passkey_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete one of the person's own passkeys."""
    passkey = get_object_or_404(Passkey, pk=pk, user=request.user.pk)
    remove_passkey(passkey=passkey, must_keep_one=must_have_second_factor(request.user))
    messages.success(request, f"{passkey.name} can no longer be used to sign in.")
    return redirect("desk:account")
