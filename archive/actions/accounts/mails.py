"""Emails to the owner of an account: links to choose a password, and what was changed."""

import datetime
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.accounts.rights import check_may_manage
from archive.actions.rules import Verb, audit
from archive.machine.database import one_at_a_time
from archive.models import AccountLink, Mail, ProviderIdentity, User

NOTICES = {
    AccountLink.Purpose.INVITATION: Mail.Notice.INVITED,
    AccountLink.Purpose.PASSWORD: Mail.Notice.NEW_PASSWORD,
}
# A link this young is not replaced. Otherwise, a stranger could fill a mailbox, or make each link useless.
KEPT_FOR = datetime.timedelta(minutes=15)


@transaction.atomic
def send_link(*, account: User, actor: User) -> AccountLink:
    """Email a link to choose a new password. Earlier links stop working.

    The old password works until the link is used, and the second factor stays in any case. Raise PermissionDenied if
    the account may do more than the actor, and ValidationError if it is closed or has no email address.
    """
    check_may_manage(actor, account)
    if not account.is_active:
        raise ValidationError("This account is closed. Reopen it first.")
    if not account.email:
        raise ValidationError("This account has no email address. Give it one first.")
    invited = not account.has_usable_password()
    purpose = AccountLink.Purpose.INVITATION if invited else AccountLink.Purpose.PASSWORD
    audit(actor=actor, verb=Verb.INVITED if invited else Verb.LINK_SENT, instance=account)
    return mail_link(account=account, purpose=purpose, actor=actor)


def mail_link(*, account: User, purpose: AccountLink.Purpose, actor: User | None = None) -> AccountLink:
    """Replace the account's link with a new one, and put an email with it in the outbox.

    Without an actor, the owner asked for it at the sign-in.
    """
    AccountLink.objects.filter(account=account, used_at=None).delete()
    link = AccountLink.objects.create(account=account, purpose=purpose, made_by=actor)
    is_asked = actor is None and purpose == AccountLink.Purpose.PASSWORD
    notice = Mail.Notice.ASKED_PASSWORD if is_asked else NOTICES[purpose]
    Mail.objects.create(account=account, notice=notice, address=account.email, link=link)
    return link


@transaction.atomic
def ask_for_link(*, email: str, client: str, may_send: Callable[[list[User]], bool]) -> None:
    """Email a link to the owner of each open account with this address, if there is any. Nobody learns whether.

    Accounts that open with single sign-on alone get none. ``client`` is the network address that asked. ``may_send`` is
    asked about the accounts that would get one, and counts it.
    """
    one_at_a_time(f"link to {email.casefold()}")
    wanting = [one for one in User.objects.filter(email__iexact=email, is_active=True) if _gets_a_link(one)]
    for account in wanting if wanting and may_send(wanting) else ():
        invited = not account.has_usable_password()
        purpose = AccountLink.Purpose.INVITATION if invited else AccountLink.Purpose.PASSWORD
        audit(actor=None, verb=Verb.LINK_SENT, instance=account, note=f"asked for at the sign-in, from {client}")
        mail_link(account=account, purpose=purpose)


def _gets_a_link(account: User) -> bool:
    """Return whether the account opens with a password and its last link is not young."""
    if not account.has_usable_password() and ProviderIdentity.objects.filter(user=account).exists():
        return False
    return not AccountLink.objects.open().filter(account=account, created_at__gt=timezone.now() - KEPT_FOR).exists()


def notify(account: User, notice: Mail.Notice, *, email: str = "", detail: str = "") -> None:
    """Put an email in the outbox, to the account's address or the given one. Without an address, send none."""
    if to := email or account.email:
        Mail.objects.create(account=account, notice=notice, address=to, detail=detail)
