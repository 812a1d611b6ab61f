"""Staff accounts: the list, invitations, roles, lost passwords and phones, and people who leave."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from archive.actions.accounts import (
    change_details,
    change_roles,
    close_account,
    end_sessions,
    invite,
    reopen_account,
    reset_second_factor,
    send_link,
)
from archive.actions.accounts.rights import MAY_CHANGE, MAY_INVITE, grantable_roles, may_manage, roles_of
from archive.actions.accounts.single_sign_on import disconnect
from archive.desk.accounts.sessions import places
from archive.desk.answers import page_with, post_view
from archive.desk.forms.account import DetailsForm, InvitationForm, RolesForm
from archive.desk.object_pages import ListPage
from archive.desk.staff_pages import View, allowed
from archive.desk.staff_request import StaffRequest
from archive.models import AuditEntry, Mail, ProviderIdentity, User, has_second_factor

MAY_VIEW = "archive.view_user"
ENTRIES_SHOWN = 20


class AllAccounts(ListPage[User]):
    """The accounts by name, open ones first."""

    permission, adding = MAY_VIEW, (MAY_INVITE, "desk:account-new", "Invite someone")
    template, title, find = "desk/accounts/list.html", "Accounts", "Name or email"
    listed = User.objects.prefetch_related("groups").order_by("-is_active", "username")
    searched = ("username", "first_name", "last_name", "email")
    columns = ("Username", "Name", "Email", "Roles", "Last sign-in (UTC)")


account_list = AllAccounts()


@allowed(MAY_INVITE, recently=True)
def account_new(request: StaffRequest) -> HttpResponse:
    """Invite a person, who gets an email with a link to choose a password."""
    form = InvitationForm(request.POST or None, roles=grantable_roles(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            link = invite(**form.cleaned_data, actor=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _on_its_way(link.account))
            return redirect("desk:person", pk=link.account_id)
    return render(request, "desk/accounts/new.html", {"form": form})


@require_safe
@allowed(MAY_VIEW)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an account, with everything that can be done to it."""
    account = get_object_or_404(User, pk=pk)
    return _page(request, account)


@post_view(MAY_CHANGE, User, then="person", recently=True)
def person_details(request: StaffRequest, account: User) -> HttpResponse | str:
    """Save names and email address."""
    form = DetailsForm(request.POST, instance=User.objects.get(pk=account.pk))
    if not form.is_valid():
        return _page(request, account, details_form=form)
    change_details(account=account, actor=request.user, **form.cleaned_data)
    return "Saved."


@post_view(MAY_CHANGE, User, then="person", recently=True)
def person_roles(request: StaffRequest, account: User) -> HttpResponse | str:
    """Change roles. Roles that the actor cannot give stay the same."""
    offered = grantable_roles(request.user)
    form = RolesForm(request.POST, roles=offered)
    if not form.is_valid():
        return _page(request, account, roles_form=form)
    kept = [role for role in roles_of(account) if role not in offered]
    change_roles(account=account, roles=[*kept, *form.cleaned_data["roles"]], actor=request.user)
    return "The roles are saved. They apply from the next sign-in."


def _page(request: StaffRequest, account: User, **forms: Any) -> HttpResponse:
    roles, offered = roles_of(account), grantable_roles(request.user)
    context = {
        "account": account,
        "may_manage": may_manage(request.user, account),
        "is_own": request.user.pk == account.pk,
        "roles": roles,
        "fixed_roles": [role for role in roles if role not in offered],
        "details_form": DetailsForm(instance=account),
        "roles_form": RolesForm(roles=offered, initial={"roles": roles}),
        "has_second_factor": has_second_factor(account),
        "identity": ProviderIdentity.objects.filter(user=account).first(),
        "link": account.links.filter(used_at=None).first(),
        "waiting": Mail.objects.filter(account=account).exclude(last_error="").first(),
        "places": places(account),
        "entries": AuditEntry.objects.about(account).select_related("actor")[:ENTRIES_SHOWN],
        **forms,
    }
    return render(request, "desk/accounts/person.html", context)


def _on_its_way(account: User) -> str:
    """Say where the link goes. Without a mail server, it is printed in the site's terminal."""
    if settings.MAIL_HOST:
        return f"We are sending an email with a link to {account.email}."
    return (
        "No mail server is set up. The email with the link is printed in the console of the site. Pass it on yourself."
    )


def _button(act: Callable[..., object], done: str) -> View:
    """Return the view of a button that does this to the account. "{}" in what it says then is where the link goes."""

    def press(request: StaffRequest, account: User) -> str:
        act(account=account, actor=request.user)
        return done.format(_on_its_way(account))

    return post_view(MAY_CHANGE, User, then="person", recently=True)(press)


person_page = page_with(
    person,
    {
        "details": person_details,
        "roles": person_roles,
        "link": _button(send_link, "{}"),
        "reset": _button(
            reset_second_factor, "The second factor is removed. The person must set up a new one at the next sign-in."
        ),
        "disconnect": _button(
            disconnect, "Single sign-on is disconnected. The person needs a password, or a new invitation."
        ),
        "sign-out": _button(end_sessions, "Signed out everywhere."),
        "close": _button(close_account, "The account is closed. Its work stays."),
        "reopen": _button(reopen_account, "The account is open. {}"),
    },
)
