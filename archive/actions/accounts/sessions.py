"""End sessions: one's own, or those of an account that one may change."""

from django.db import transaction

from archive.actions.accounts.rights import check_may_manage
from archive.actions.rules import Verb, audit
from archive.models import StaffSession, User


@transaction.atomic
def end_sessions(*, account: User, actor: User, keep: str = "") -> int:
    """End the sessions of the account, except the one with the key ``keep``; return how many ended.

    Raise PermissionDenied if the account is another person's and may do more than the actor.
    """
    if actor.pk != account.pk:
        check_may_manage(actor, account)
    ended = forget_sessions(account, keep=keep)
    audit(actor=actor, verb=Verb.SESSIONS_ENDED, instance=account, note=f"{ended} ended")
    return ended


@transaction.atomic
def end_session(*, account: User, key: str) -> None:
    """End one session of one's own account."""
    StaffSession.objects.filter(user=account, session_key=key).delete()
    audit(actor=account, verb=Verb.SESSIONS_ENDED, instance=account, note="1 ended")


def forget_sessions(account: User, *, keep: str = "") -> int:
    """Delete the sessions of the account, except the given one; return how many."""
    return StaffSession.objects.filter(user=account).exclude(session_key=keep).delete()[0]
