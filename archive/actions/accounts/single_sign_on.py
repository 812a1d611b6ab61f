"""Connect accounts with people at the organisation's identity provider, and give the roles of their groups."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.accounts.mails import notify
from archive.actions.accounts.passwords import PasswordLinkHasExpired, open_link
from archive.actions.accounts.people import replace_roles
from archive.actions.accounts.provider import KnownPerson
from archive.actions.accounts.rights import check_may_manage
from archive.actions.accounts.sessions import forget_sessions
from archive.actions.rules import Verb, audit
from archive.models import AccountLink, Mail, ProviderIdentity, Role, User


def identity_of(person: KnownPerson) -> ProviderIdentity | None:
    """Return the identity of the person, if it opens an account. Nothing but issuer and subject counts."""
    known = ProviderIdentity.objects.select_related("user").filter(issuer=person.issuer, subject=person.subject)
    return known.filter(user__is_active=True).first()


@transaction.atomic
def connect(*, account: User, person: KnownPerson) -> ProviderIdentity:
    """Let the person at the provider sign in to the account, and tell its owner.

    Raise ValidationError if the person already opens another account, or another person opens this one.
    """
    User.objects.select_for_update().get(pk=account.pk)
    before = ProviderIdentity.objects.filter(issuer=person.issuer)
    if before.filter(subject=person.subject).exclude(user=account).exists():
        raise ValidationError(f"You already sign in to another account here with {settings.OIDC_NAME}.")
    if before.filter(user=account).exclude(subject=person.subject).exists():
        raise ValidationError(f"Somebody else at {settings.OIDC_NAME} opens this account. Disconnect it first.")
    identity, is_new = ProviderIdentity.objects.get_or_create(
        issuer=person.issuer, subject=person.subject, defaults={"user": account, "name": person.email[:64]}
    )
    if is_new:
        note = f"{person.email or person.subject} at {person.issuer}"
        audit(actor=account, verb=Verb.CONNECTED, instance=account, note=note)
        notify(account, Mail.Notice.CONNECTED)
    return identity


@transaction.atomic
def accept_invitation(*, token: str, person: KnownPerson) -> ProviderIdentity:
    """Use up an invitation by connecting its account, which gets no password; raise PasswordLinkHasExpired.

    A link to choose a new password connects nothing. Raise ValidationError as ``connect`` does.
    """
    link = open_link(token)
    is_invitation = AccountLink.objects.open().filter(pk=link.pk, purpose=AccountLink.Purpose.INVITATION)
    if not is_invitation.update(used_at=timezone.now()):
        raise PasswordLinkHasExpired
    return connect(account=link.account, person=person)


@transaction.atomic
def disconnect(*, account: User, actor: User) -> None:
    """Stop the account's single sign-on and end its sessions.

    Raise PermissionDenied if it is another person's and may do more than the actor, and ValidationError if people would
    lock themselves out.
    """
    if actor.pk != account.pk:
        check_may_manage(actor, account)
    elif not account.has_usable_password():
        raise ValidationError("You have no password. Ask an administrator for a link to choose one first.")
    if not ProviderIdentity.objects.filter(user=account).delete()[0]:
        return
    forget_sessions(account)
    audit(actor=actor, verb=Verb.DISCONNECTED, instance=account)
    notify(account, Mail.Notice.DISCONNECTED)


@transaction.atomic
def take_roles(*, account: User, groups: Iterable[str]) -> None:
    """Give the account the roles that its groups at the provider have here, and no other ones (OIDC_ROLES).

    Other groups of the site, and the rights of a superuser, stay. Sessions with other rights end.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    roles = {Role(settings.OIDC_ROLES[group]) for group in groups if group in settings.OIDC_ROLES}
    replace_roles(account, roles, None, f", by the groups of {settings.OIDC_ISSUER}")
