"""The accounts of people: invite them, change details and roles, close the account and reopen it."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.accounts.mails import mail_link, notify
from archive.actions.accounts.rights import (
    check_may_grant,
    check_may_invite,
    check_may_manage,
    check_not_oneself,
    named,
    roles_of,
)
from archive.actions.accounts.second_factor import forget_second_factor
from archive.actions.accounts.sessions import forget_sessions
from archive.actions.rules import Verb, audit
from archive.machine.database import one_at_a_time
from archive.models import AccountLink, Mail, ProviderIdentity, Role, User

DETAILS = ("first_name", "last_name", "email")


@transaction.atomic
def invite(
    *,
    username: str,
    email: str,
    roles: Iterable[Role],
    actor: User,
    first_name: str = "",
    last_name: str = "",
) -> AccountLink:
    """Create an account with these roles and without a password; email its owner a link to choose one.

    Raise PermissionDenied if the actor may not invite people or has fewer rights than a role gives, and ValidationError
    if the name is taken.
    """
    roles = list(roles)
    check_may_invite(actor)
    check_may_grant(actor, roles)
    one_at_a_time(f"account {username.casefold()}")
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": "Someone already has this name."})
    account = User(username=username, email=email, first_name=first_name, last_name=last_name)
    account.set_unusable_password()
    account.full_clean()
    if not email:
        raise ValidationError({"email": "The invitation is sent by email, so an address is needed."})
    account.save()
    account.groups.set(Group.objects.filter(name__in=roles))
    audit(actor=actor, verb=Verb.INVITED, instance=account, note=", ".join(role.value for role in roles))
    return mail_link(account=account, purpose=AccountLink.Purpose.INVITATION, actor=actor)


@transaction.atomic
def change_details(*, account: User, first_name: str, last_name: str, email: str, actor: User) -> None:
    """Save names and email address. If the address changes, the old one gets an email about it.

    Raise PermissionDenied if the account is another person's and may do more than the actor, and ValidationError if the
    address is not valid.
    """
    stored = User.objects.select_for_update().get(pk=account.pk)
    if actor.pk != stored.pk:
        check_may_manage(actor, stored)
    before = {name: getattr(stored, name) for name in DETAILS}
    after = {"first_name": first_name, "last_name": last_name, "email": email}
    changed = [name for name in DETAILS if before[name] != after[name]]
    if not changed:
        return
    for name in changed:
        setattr(stored, name, after[name])
    stored.full_clean()
    stored.save(update_fields=changed)
    audit(actor=actor, verb=Verb.CHANGED, instance=stored, note=", ".join(changed).replace("_", " "))
    if "email" in changed:
        stored.links.filter(used_at=None).delete()
        notify(stored, Mail.Notice.EMAIL_CHANGED, email=before["email"])


@transaction.atomic
def change_roles(*, account: User, roles: Iterable[Role], actor: User) -> None:
    """Make these the roles of the account. Other groups that a site has given it stay.

    The account's sessions end, so that new rights begin with a new sign-in. Raise PermissionDenied if the account may
    do more than the actor, before or after the change, and ValidationError if it is the actor's own.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    check_not_oneself(actor, account)
    check_may_manage(actor, account)
    check_may_grant(actor, set(roles) - set(roles_of(account)))
    replace_roles(account, set(roles), actor)


def replace_roles(account: User, after: set[Role], actor: User | None, because: str = "") -> None:
    """Make these the roles of the account, which is locked, end its sessions if any changed, and tell its person."""
    before = set(roles_of(account))
    if before == after:
        return
    account.groups.remove(*Group.objects.filter(name__in=before - after))
    account.groups.add(*Group.objects.filter(name__in=after - before))
    forget_sessions(account)
    audit(actor=actor, verb=Verb.ROLES_CHANGED, instance=account, note=f"{named(before)} → {named(after)}{because}")
    notify(account, Mail.Notice.ROLES_CHANGED)


@transaction.atomic
def close_account(*, account: User, actor: User) -> None:
    """Stop all sign-ins of a person who leaves: delete sessions, links, password, second factor and single sign-on.

    All else stays, and their work under their name.

    Raise PermissionDenied if the account may do more than the actor, and ValidationError if it is the actor's own or
    already closed.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    check_not_oneself(actor, account)
    check_may_manage(actor, account)
    if not account.is_active:
        raise ValidationError("This account is closed already.")
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    account.links.filter(used_at=None).delete()
    forget_second_factor(account)
    ProviderIdentity.objects.filter(user=account).delete()
    forget_sessions(account)
    audit(actor=actor, verb=Verb.DEACTIVATED, instance=account)


@transaction.atomic
def reopen_account(*, account: User, actor: User) -> AccountLink:
    """Reopen a closed account with the roles it had, and email its owner a link to choose a password.

    Raise PermissionDenied if the account may do more than the actor, and ValidationError if it is open or has no email
    address.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    check_may_manage(actor, account)
    if account.is_active:
        raise ValidationError("This account is open.")
    if not account.email:
        raise ValidationError("This account has no email address. Give it one first.")
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit(actor=actor, verb=Verb.INVITED, instance=account, note="opened again")
    return mail_link(account=account, purpose=AccountLink.Purpose.INVITATION, actor=actor)
