"""Set the password of an account: through an emailed link, or by the owner who is signed in."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from archive.actions.accounts.mails import notify
from archive.actions.accounts.sessions import forget_sessions
from archive.actions.rules import Verb, audit
from archive.machine.web.tokens import SignedToken, TokenIsNoGood
from archive.models import AccountLink, Mail, User
from archive.models.accounts.account_link import GOOD_FOR

LINK = SignedToken("account-link", GOOD_FOR)


class PasswordLinkHasExpired(Exception):
    """The link does not work: it is too old, cut off, used or replaced, or the account is closed."""


def link_token(link: AccountLink) -> str:
    """Return the token in the emailed URL."""
    return LINK.write(link.key)


def open_link(token: str) -> AccountLink:
    """Return the link that the token names; raise PasswordLinkHasExpired."""
    try:
        key = LINK.read(token)
    except TokenIsNoGood as error:
        raise PasswordLinkHasExpired from error
    link = AccountLink.objects.open().select_related("account").filter(key=key).first()
    if link is None:
        raise PasswordLinkHasExpired
    return link


@transaction.atomic
def use_link(*, token: str, password: str) -> User:
    """Set the password of the link's account, end its sessions and use up the link; return the account.

    If two people use it at once, one wins. Raise PasswordLinkHasExpired, and ValidationError for a weak password.
    """
    link = open_link(token)
    validate_password(password, link.account)
    if not AccountLink.objects.open().filter(pk=link.pk).update(used_at=timezone.now()):
        raise PasswordLinkHasExpired
    _set_password(link.account, password)
    return link.account


@transaction.atomic
def change_own_password(*, account: User, password: str, keep_session: str = "") -> None:
    """Set the password of the signed-in person and end their other sessions. Raise ValidationError for a weak one."""
    validate_password(password, account)
    _set_password(account, password, keep_session)


def _set_password(account: User, password: str, keep_session: str = "") -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    # A link that was sent earlier could undo the change.
    AccountLink.objects.filter(account=account, used_at=None).delete()
    forget_sessions(account, keep=keep_session)
    audit(actor=account, verb=Verb.PASSWORD_CHANGED, instance=account)
    notify(account, Mail.Notice.PASSWORD_CHANGED)
