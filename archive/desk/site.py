"""The site itself: its settings, for administrators, and the first page of a new site."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.actions.site import FirstAccount, is_set_up, save_site, set_up
from archive.actions.site.first_start import is_setup_code
from archive.desk.forms.site import SetupForm, SiteForm
from archive.desk.staff_pages import ANYONE, allowed
from archive.desk.staff_request import StaffRequest
from archive.loading.demo import load_demo, remove_demo
from archive.models import SiteSettings
from archive.text.phrases import as_statements
from archive.upkeep.status import status


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


@require_POST
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
        messages.success(request, "The site is set up. Sign in with the account that you just created.")
        return redirect("desk:sign-in")
    return render(request, "desk/first_page.html", {"form": form})


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
