"""The second factor: using it at the sign-in, setting up an authenticator app, recovery codes."""

import io
import logging
from urllib.parse import quote

import qrcode
import qrcode.image.svg
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django_otp import login as show_device
from django_otp.models import Device

from archive.actions.accounts import confirm_app, make_recovery_codes, remove_app, take_code
from archive.actions.accounts.second_factor import app_being_set_up
from archive.actions.rules import Verb, audit
from archive.desk.accounts.confirmation import onward, password_is_recent, to_confirm
from archive.desk.accounts.passkey_ceremony import can_use_passkeys, sign_in_options, verify_sign_in
from archive.desk.accounts.sign_in import first_factor, recognised
from archive.desk.answers import or_say_why
from archive.desk.forms.sign_in import CodeForm
from archive.desk.staff_pages import PASSWORD_GIVEN, SIGNED_IN, allowed, must_have_second_factor
from archive.desk.staff_request import StaffRequest
from archive.machine.web.client_address import client_address
from archive.models import (
    AuthenticatorApp,
    KeyDoesNotOpen,
    Passkey,
    RecoveryCode,
    current_site,
    has_second_factor,
    provider_is_second_factor_of,
)

logger = logging.getLogger(__name__)

HOW = {AuthenticatorApp: "a one-time code", RecoveryCode: "a recovery code", Passkey: "a passkey"}
WRONG_CODE = "That code is wrong or has already been used. Wait for the next one and try again."
NO_KEY = "The archive cannot read the key of your app. Use a recovery code, or ask an administrator to reset it."


@allowed(PASSWORD_GIVEN)
def second_factor(request: StaffRequest) -> HttpResponse:
    """Ask for a passkey, a one-time code or a recovery code. Redirect people who have none to set one up."""
    if request.user.is_verified():
        return redirect(onward(request))
    if not has_second_factor(request.user):
        page = "sign-on-second" if provider_is_second_factor_of(request.user) else "second-factor-enrol"
        return redirect(f"{reverse(f'desk:{page}')}?{urlencode({'next': onward(request)})}")
    if not password_is_recent(request):
        return to_confirm(request)
    form = CodeForm(request.POST if "code" in request.POST else None)
    wrong = ""
    if request.method == "POST":
        try:
            device = _device_used(request, form)
            if device:
                return _let_in(request, device)
        except ValidationError as error:
            wrong = error.messages[0]
            _refuse(request, wrong)
    context = {
        "form": form,
        "wrong": wrong,
        "next": onward(request),
        "has_app": AuthenticatorApp.objects.filter(user=request.user, confirmed=True).exists(),
        "passkey_options": sign_in_options(request) if can_use_passkeys(request) else "",
    }
    return render(request, "desk/accounts/second_factor.html", context)


@allowed(PASSWORD_GIVEN, recently=True)
def enrol(request: StaffRequest) -> HttpResponse:
    """Show a QR code for an authenticator app, and make it the second factor once a code from it was typed.

    A person who already has a second factor must have used it recently. Otherwise, somebody with a stolen password or
    session could replace it.
    """
    app = app_being_set_up(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirmed = confirm_app(user=request.user, code=form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error("code", error)
        else:
            if confirmed:
                return go_on_with(request, confirmed)
            form.add_error("code", "That code is wrong. Type the six digits that the app shows now.")
    context = {
        "form": form,
        "secret": " ".join(app.secret[start : start + 4] for start in range(0, len(app.secret), 4)),
        "next": onward(request),
        "required": must_have_second_factor(request.user),
        "can_use_passkeys": can_use_passkeys(request, any_person=True),
    }
    return render(request, "desk/accounts/second_factor_enrol.html", context)


@require_safe
@allowed(PASSWORD_GIVEN, recently=True)
def qr_code(request: StaffRequest) -> HttpResponse:
    """Return the QR code of the app that is being set up, as an SVG image, or 404 once it is confirmed."""
    app = AuthenticatorApp.objects.filter(user=request.user, confirmed=False).first()
    if app is None:
        return HttpResponseForbidden()
    issuer = current_site().name
    label = quote(f"{issuer}:{request.user.get_username()}")
    asked = {"secret": str(app.secret), "issuer": issuer, "algorithm": "SHA1", "digits": "6", "period": "30"}
    query = urlencode(asked)
    image = io.BytesIO()
    factory = qrcode.image.svg.SvgPathFillImage
    qrcode.make(f"otpauth://totp/{label}?{query}", image_factory=factory).save(image)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


@allowed(SIGNED_IN, recently=True)
def new_recovery_codes(request: StaffRequest) -> HttpResponse:
    """Make new recovery codes and show them once; the old ones no longer work."""
    codes = make_recovery_codes(user=request.user)
    return render(request, "desk/accounts/recovery_codes.html", {"codes": codes, "next": reverse("desk:account")})


@allowed(SIGNED_IN, recently=True)
@or_say_why
def app_remove(request: StaffRequest) -> HttpResponse:
    """Delete the authenticator app of a person who has a passkey."""
    remove_app(user=request.user, must_keep_one=must_have_second_factor(request.user))
    messages.success(request, "The authenticator app can no longer be used to sign in.")
    return redirect("desk:account")


def go_on_with(request: StaffRequest, device: Device) -> HttpResponse:
    """Continue with a device that was just set up. The first one completes the sign-in and comes with recovery codes.

    Another one does not change when the person was last authenticated.
    """
    was_shown = request.user.is_verified()
    show_device(request, device)
    if was_shown:
        name = device.name if isinstance(device, Passkey) else "the new authenticator app"
        messages.success(request, f"You can sign in with {name}.")
        return redirect("desk:account")
    if RecoveryCode.objects.filter(user=request.user, used_at=None).exists():
        response: HttpResponse = redirect(onward(request))
    else:
        codes = make_recovery_codes(user=request.user, with_device=True)
        response = render(request, "desk/accounts/recovery_codes.html", {"codes": codes, "next": onward(request)})
    recognised(request, response, f"with {first_factor(request)} and {HOW[type(device)]}, set up just now")
    return response


def _device_used(request: StaffRequest, form: CodeForm) -> Device | None:
    """Return the device that the person used; raise ValidationError if the code is wrong."""
    if "credential" in request.POST:
        return verify_sign_in(request, request.POST["credential"])
    if not form.is_valid():
        return None
    try:
        device = take_code(user=request.user, code=form.cleaned_data["code"])
    except KeyDoesNotOpen as error:
        logger.exception("The key of an authenticator app cannot be read.")
        raise ValidationError(NO_KEY) from error
    if device is None:
        raise ValidationError(WRONG_CODE)
    return device


def _let_in(request: StaffRequest, device: Device) -> HttpResponse:
    show_device(request, device)
    response = redirect(onward(request))
    recognised(request, response, f"with {first_factor(request)} and {HOW[type(device)]}")
    return response


def _refuse(request: StaffRequest, why: str) -> None:
    note = f"after {first_factor(request)}: {why} From {client_address(request)}"
    audit(actor=None, verb=Verb.SIGN_IN_REFUSED, instance=request.user, note=note)
