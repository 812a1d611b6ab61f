"""Remove the second factor of a person who has lost it. They set up a new one at the next sign-in."""

from django.db import transaction

from archive.actions.accounts.end_sessions import forget_sessions
from archive.actions.accounts.notify import notify
from archive.actions.accounts.rights import check_may_manage, check_not_oneself
from archive.actions.audit import Verb, audit
from archive.models import AuthenticatorApp, Mail, Passkey, RecoveryCode, User


@transaction.atomic
def reset_second_factor(*, account: User, actor: User) -> None:
    """Delete the authenticator app, passkeys and recovery codes of the account, and end its sessions.

    Raise PermissionDenied if the account may do more than the actor, and ValidationError if it is the actor's own,
    because somebody at an unlocked computer must not be able to do this.
    """
    check_not_oneself(actor, account)
    check_may_manage(actor, account)
    forget_second_factor(account)
    forget_sessions(account)
    audit(actor=actor, verb=Verb.SECOND_FACTOR_RESET, instance=account)
    notify(account, Mail.Notice.SECOND_FACTOR_RESET)


def forget_second_factor(account: User) -> None:
    """Delete the account's authenticator app, passkeys and recovery codes."""
    for model in (AuthenticatorApp, Passkey, RecoveryCode):
        model.objects.filter(user=account).delete()
