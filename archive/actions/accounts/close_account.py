"""Close the account of a person who leaves, and reopen it if they return. Their work stays, under their name."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.accounts.end_sessions import forget_sessions
from archive.actions.accounts.reset_second_factor import forget_second_factor
from archive.actions.accounts.rights import check_may_manage, check_not_oneself
from archive.actions.accounts.send_link import mail_link
from archive.actions.audit import Verb, audit
from archive.models import AccountLink, ProviderIdentity, User


@transaction.atomic
def close_account(*, account: User, actor: User) -> None:
    """Stop all sign-ins: delete sessions, links, password, second factor and single sign-on. All else stays.

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
