"""The site itself: its settings, for administrators, and the first page of a new site."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.actions.site import FirstAccount, is_set_up, save_site, set_up
from archive.actions.site.first_start import is_setup_code
from archive.actions.site.logo import LARGEST_BYTES
from archive.actions.site.settings import FIELDS
from archive.desk.accounts.session_store import SessionStore
from archive.desk.accounts.sign_in import signed_in
from archive.desk.forms.fields import SeenField
from archive.desk.forms.object import RefusedForm
from archive.desk.staff_pages import ANYONE, allowed
from archive.desk.staff_request import StaffRequest
from archive.exports.phrases import as_statements
from archive.ingest.loading.demo import load_demo, remove_demo
from archive.machine.database import trouble_with_writing
from archive.models import SiteSettings, User
from archive.upkeep.status import status

# In the address of the sign-in: the site was just set up, and its person could not be signed in.
SET_UP = "set-up"


class SiteForm(forms.ModelForm, RefusedForm):
    """What the site is called and how it looks."""

    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Languages that readers can choose. The first one is used if a browser asks for none of them.",
    )
    new_logo = forms.FileField(
        label="Logo",
        required=False,
        help_text=f"An SVG or a PNG of at most {LARGEST_BYTES // 1000} KB. Only the shapes of an SVG are kept.",
    )
    no_logo = forms.BooleanField(label="Show no logo", required=False)
    seen = SeenField()

    class Meta:
        model = SiteSettings
        fields = FIELDS
        widgets = {
            "about": forms.Textarea(attrs={"rows": 10}),
            "timezone": forms.TextInput(attrs={"list": "timezones"}),
            "colour": forms.TextInput(attrs={"placeholder": "#0b4f6c", "size": 9}),
        }
        help_texts = {
            "name": "Readers see it on every page and in every citation.",
            "about": "In Markdown. Readers see it at the top of the page about the archive.",
            "colour": "For links and buttons, such as #0b4f6c. Dark mode uses a lighter shade of it.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version
        if not self.instance.has_logo:
            del self.fields["no_logo"]

    @property
    def values(self) -> dict[str, Any]:
        """Return the settings that were typed."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def logo(self) -> bytes | None:
        """Return the new logo: empty to remove it, None to keep it."""
        if new := self.cleaned_data.get("new_logo"):
            return new.read()
        return b"" if self.cleaned_data.get("no_logo") else None

    @property
    def timezones(self) -> list[str]:
        """The time zones to choose from."""
        return sorted(zoneinfo.available_timezones())


class SetupForm(SiteForm):
    """The first page of a new site: its settings, its first board, and an account."""

    marks_required = True

    board = forms.CharField(
        label="First board",
        max_length=200,
        required=False,
        help_text="The board whose meetings the archive starts with.",
    )
    has_demo = forms.BooleanField(
        label="Show the demo record",
        required=False,
        help_text="A real meeting and sample data, to look around. You can remove all of it later.",
    )
    username = forms.CharField(
        label="Your user name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    email = forms.EmailField(
        label="Your email address",
        help_text="Links to choose a new password go there.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label="Your password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        min_length=12,
        help_text="At least 12 characters, for example several words that are not related.",
    )


@allowed("archive.change_sitesettings")
def site_edit(request: StaffRequest) -> HttpResponse:
    """Change what the site is called and how it looks."""
    site = SiteSettings.objects.first() or SiteSettings.of_new_site()
    form = SiteForm(request.POST or None, request.FILES or None, instance=site)
    if request.method == "POST" and form.is_valid():
        try:
            save_site(values=form.values, logo=form.logo, seen=form.cleaned_data["seen"], actor=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Saved. Every page now shows it.")
            return redirect("desk:site")
    return render(request, "desk/site.html", {"form": form})


@allowed("archive.change_sitesettings", recently=True)
def demo_remove(request: StaffRequest) -> HttpResponse:
    """Delete the whole demo record."""
    number, stays = remove_demo(actor=request.user)
    messages.success(
        request, f"The demo record is removed: {as_statements(number)} and everything that came with them."
    )
    if stays:
        messages.warning(request, f"These stay, because things that you added depend on them: {', '.join(stays)}.")
    return redirect("desk:site")


@allowed(ANYONE)
def first_page(request: StaffRequest) -> HttpResponse:
    """Set up a site that has no account yet. Only a person with the server's code can see this page."""
    code = request.GET.get("code", "")
    if is_set_up() or not is_setup_code(code):
        raise Http404
    form = SetupForm(request.POST or None, request.FILES or None, instance=SiteSettings.of_new_site())
    if request.method == "POST" and form.is_valid() and _done(form):
        try:
            return _let_in(request, form.cleaned_data["username"])
        except DatabaseError as error:
            if not trouble_with_writing(error):
                raise
            # The site is set up, so its person is told how to go on. Not even a session can be written for that.
            anybody: HttpRequest = request
            anybody.session, anybody.user = SessionStore(), AnonymousUser()
            return redirect(f"{reverse('desk:sign-in')}?{SET_UP}")
    return render(request, "desk/first_page.html", {"form": form})


def _let_in(request: StaffRequest, username: str) -> HttpResponse:
    # As Django stores a name: letters of another width are the usual ones.
    person = User.objects.get(username=User.normalize_username(username))
    login(request, person, settings.AUTHENTICATION_BACKENDS[0])
    response = redirect("desk:work-list")
    signed_in(request, response)
    # Here, because the end of the request lets a session be that cannot be written.
    request.session.cycle_key()
    messages.success(request, "The site is set up, and you are signed in.")
    return response


def _done(form: SetupForm) -> bool:
    """Set up the site from the form and return whether it worked. If not, the form has the errors."""
    data = form.cleaned_data
    try:
        with transaction.atomic():
            if not data["has_demo"]:
                remove_demo()
            set_up(
                values=form.values,
                logo=form.logo,
                board=data["board"],
                account=FirstAccount(data["username"], data["email"], data["password"]),
                has_demo=data["has_demo"],
            )
    except ValidationError as error:
        form.refuse(error)
        return False
    if data["has_demo"]:
        load_demo()
    return True


@require_safe
@allowed("archive.change_statement")
def site_status(request: StaffRequest) -> HttpResponse:
    """Show the state of the site."""
    return render(request, "desk/status.html", status())
