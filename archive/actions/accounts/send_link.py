"""Email the owner of an account a link to choose a password."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.accounts.rights import check_may_manage
from archive.actions.audit import Verb, audit
from archive.models import AccountLink, Mail, User

NOTICES = {
    AccountLink.Purpose.INVITATION: Mail.Notice.INVITED,
    AccountLink.Purpose.PASSWORD: Mail.Notice.NEW_PASSWORD,
}


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
    Mail.objects.create(account=account, notice=notice, email=account.email, link=link)
    return link
