"""Sign-in: the password, then the second factor; enrolling one; recovery codes."""

import base64
import io

import qrcode
import qrcode.image.svg
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe
from django_otp import devices_for_user
from django_otp import login as remember_device
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.desk.forms.sign_in import CodeForm, SignInForm
from archive.desk.staff_pages import ANYONE, PASSWORD_GIVEN, SIGNED_IN, allowed, has_device, must_have_second_factor
from archive.models import Role, User

RECOVERY_CODES = 10
DEVICE_NAME = "Authenticator"

sign_in = allowed(ANYONE)(
    LoginView.as_view(
        template_name="desk/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
    )
)
sign_out = allowed(ANYONE)(LogoutView.as_view())
change_password = allowed(SIGNED_IN)(
    PasswordChangeView.as_view(template_name="desk/change_password.html", success_url=reverse_lazy("desk:work-list"))
)


@require_safe
@allowed(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own roles, password and second factor."""
    context = {
        "roles": [Role(name).label for name in request.user.groups.values_list("name", flat=True) if name in Role],
        "enrolled": has_device(request.user),
        "codes_left": StaticToken.objects.filter(device__user=request.user).count(),
    }
    return render(request, "desk/account.html", context)


@allowed(PASSWORD_GIVEN)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a one-time code, or a recovery code; lead those who have no second factor yet to enrol one."""
    onward = _onward(request)
    if request.user.is_verified():
        return redirect(onward)
    if not has_device(request.user):
        return redirect(f"{reverse('desk:second-factor-enrol')}?{urlencode({'next': onward})}")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device, wait = matching_device(request.user, form.cleaned_data["code"])
        if device:
            remember_device(request, device)
            return redirect(onward)
        form.add_error("code", wait or "That code is not right, or has been used. Wait for the next one, then try it.")
    return render(request, "desk/second_factor.html", {"form": form, "next": onward})


@allowed(PASSWORD_GIVEN)
def enrol(request: HttpRequest) -> HttpResponse:
    """Show a QR code for an authenticator, and make it the second factor once a code from it has been typed.

    Whoever has one already must have shown it, else a stolen password could replace it.
    """
    if has_device(request.user) and not request.user.is_verified():
        return redirect("desk:second-factor")
    device = pending_device(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            codes = confirm(request.user, device)
            remember_device(request, device)
            return render(request, "desk/recovery_codes.html", {"codes": codes, "next": _onward(request)})
        form.add_error("code", "That code is not right. Type the six digits that the app shows now.")
    context = {
        "form": form,
        "secret": _in_fours(device),
        "next": _onward(request),
        "required": must_have_second_factor(request.user),
    }
    return render(request, "desk/second_factor_enrol.html", context)


@require_safe
@allowed(PASSWORD_GIVEN)
def qr_code(request: HttpRequest) -> HttpResponse:
    """Return the QR code of the second factor being enrolled, as an SVG image; nothing once it is confirmed."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if device is None or (has_device(request.user) and not request.user.is_verified()):
        return HttpResponseForbidden()
    image = io.BytesIO()
    qrcode.make(device.config_url, image_factory=qrcode.image.svg.SvgPathFillImage).save(image)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


@require_POST
@allowed(SIGNED_IN)
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them once; the old ones no longer work."""
    if not request.user.is_verified():
        return redirect("desk:second-factor")
    codes = make_recovery_codes(request.user)
    return render(request, "desk/recovery_codes.html", {"codes": codes, "next": reverse("desk:work-list")})


@transaction.atomic
def matching_device(user: User, code: str) -> tuple[Device | None, str]:
    """Return the person's device that accepts the code, or a sentence where they must wait before trying again."""
    wait = ""
    for device in devices_for_user(user, for_verify=True):
        may_try, _reason = device.verify_is_allowed()
        if not may_try:
            wait = "Too many wrong codes: wait a minute, then try again."
        elif device.verify_token(code):
            return device, ""
    return None, wait


def pending_device(user: User) -> TOTPDevice:
    """Return the device being enrolled, the same one until it is confirmed."""
    return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": DEVICE_NAME})[0]


@transaction.atomic
def confirm(user: User, device: TOTPDevice) -> list[str]:
    """Make the device the person's only second factor and return new recovery codes."""
    # Any other is the one being replaced.
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return make_recovery_codes(user)


@transaction.atomic
def make_recovery_codes(user: User) -> list[str]:
    """Replace the person's recovery codes; each new one works once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    device.token_set.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def _onward(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is on this site."""
    onward = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(onward, hosts, require_https=request.is_secure()):
        return onward
    return reverse("desk:work-list")


def _in_fours(device: TOTPDevice) -> str:
    """Return the secret as people type it from a screen."""
    secret = base64.b32encode(device.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
