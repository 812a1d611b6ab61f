"""Close an account when somebody leaves, and open it again when they return. Their work stays, under their name."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.accounts.end_sessions import forget_sessions
from archive.actions.accounts.reset_second_factor import forget_second_factor
from archive.actions.accounts.rights import check_may_manage, check_not_oneself
from archive.actions.accounts.send_link import mail_link
from archive.actions.audit import Verb, audit
from archive.models import AccountLink, User


@transaction.atomic
def close_account(*, account: User, actor: User) -> None:
    """Let nobody sign in with the account: sessions, links, password and second factor go, all else stays.

    Raise PermissionDenied if the account may do more than the actor, and ValidationError where it is the actor's
    own or closed already.
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
    forget_sessions(account)
    audit(actor=actor, verb=Verb.DEACTIVATED, record=account)


@transaction.atomic
def reopen_account(*, account: User, actor: User) -> AccountLink:
    """Open a closed account with the roles it had, and invite its owner to choose a password.

    Raise PermissionDenied if the account may do more than the actor, and ValidationError where it is open or has no
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
    audit(actor=actor, verb=Verb.INVITED, record=account, note="opened again")
    return mail_link(account=account, purpose=AccountLink.Purpose.INVITATION, actor=actor)
