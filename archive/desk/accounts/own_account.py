"""A person's own account: roles, password, second factor, and where they are signed in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from archive.actions.accounts import change_details, change_own_password, end_session, end_sessions
from archive.actions.accounts.rights import roles_of
from archive.desk.accounts.passkey_ceremony import can_use_passkeys
from archive.desk.accounts.sessions import places
from archive.desk.accounts.sign_in import provider_name
from archive.desk.forms.account import DetailsForm
from archive.desk.forms.sign_in import NewPasswordForm
from archive.desk.staff_pages import SIGNED_IN, allowed
from archive.desk.staff_request import StaffRequest
from archive.models import AuthenticatorApp, Passkey, ProviderIdentity, RecoveryCode, User


@require_safe
@allowed(SIGNED_IN)
def account(request: StaffRequest) -> HttpResponse:
    """Show the person's own roles, password and second factor, and where they are signed in."""
    context = {
        "roles": [role.label for role in roles_of(request.user)],
        "app": AuthenticatorApp.objects.filter(user=request.user, confirmed=True).first(),
        "passkeys": Passkey.objects.filter(user=request.user, confirmed=True),
        "can_use_passkeys": can_use_passkeys(request, any_person=True),
        "codes_left": RecoveryCode.objects.filter(user=request.user, used_at=None).count(),
        "identity": ProviderIdentity.objects.filter(user=request.user).first(),
        "provider": provider_name(),
        "places": places(request.user, here=request.session.session_key),
    }
    return render(request, "desk/accounts/account.html", context)


@allowed(SIGNED_IN, recently=True)
def details(request: StaffRequest) -> HttpResponse:
    """Change the person's own names and email address."""
    form = DetailsForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        person = User.objects.get(pk=request.user.pk)
        change_details(account=person, actor=person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("desk:account")
    return render(request, "desk/accounts/details.html", {"form": form})


@allowed(SIGNED_IN, recently=True)
def change_password(request: StaffRequest) -> HttpResponse:
    """Set a new password. All other sessions end, and this one gets a new key."""
    person = User.objects.get(pk=request.user.pk)
    form = NewPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        key = request.session.session_key or ""
        change_own_password(account=person, password=form.cleaned_data["new_password1"], keep_session=key)
        update_session_auth_hash(request, User.objects.get(pk=person.pk))
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("desk:account")
    return render(request, "desk/accounts/change_password.html", {"form": form})


@allowed(SIGNED_IN, recently=True)
def sign_out_everywhere(request: StaffRequest) -> HttpResponse:
    """End all other sessions of the person."""
    person = User.objects.get(pk=request.user.pk)
    ended = end_sessions(account=person, actor=person, keep=request.session.session_key or "")
    messages.success(request, f"Signed out everywhere else ({ended}).")
    return redirect("desk:account")


@allowed(SIGNED_IN, recently=True)
def sign_out_there(request: StaffRequest) -> HttpResponse:
    """End one other session of the person."""
    person = User.objects.get(pk=request.user.pk)
    for place in places(person, here=request.session.session_key):
        if place.name == request.POST.get("place") and not place.is_here:
            end_session(account=person, key=place.key)
            messages.success(request, f"Signed out of {place.browser}.")
    return redirect("desk:account")


@allowed(SIGNED_IN)
def review_mail(request: StaffRequest) -> HttpResponse:
    """Turn emails about notes in reviews on or off for the person."""
    wanted = "wanted" in request.POST
    User.objects.filter(pk=request.user.pk).update(mail_about_reviews=wanted)
    messages.success(request, "You get emails about notes." if wanted else "You get no emails about notes.")
    return redirect("desk:account")
