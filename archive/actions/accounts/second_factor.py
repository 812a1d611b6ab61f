"""Set up a person's second factor, and accept codes from it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_otp.models import Device

from archive.actions.accounts.mails import notify
from archive.actions.accounts.rights import check_may_manage, check_not_oneself
from archive.actions.accounts.sessions import forget_sessions
from archive.actions.rules import Verb, audit
from archive.models import AuthenticatorApp, Mail, Passkey, RecoveryCode, User, has_second_factor
from archive.models.accounts.second_factor import new_recovery_code, recovery_hash

RECOVERY_CODES = 10
PASSKEYS = 20


class MustWait(ValidationError):
    """A code was typed too soon after a wrong one."""

    def __init__(self) -> None:
        super().__init__("Too many wrong codes were typed. Wait a moment, then type the code that the app shows.")


def app_being_set_up(user: User) -> AuthenticatorApp:
    """Return the app that the person is adding. It stays the same until its first code was typed."""
    return AuthenticatorApp.objects.get_or_create(user=user, confirmed=False, defaults={"name": "Authenticator"})[0]


@transaction.atomic
def confirm_app(*, user: User, code: str) -> AuthenticatorApp | None:
    """Make the app that is being set up the person's only one, if it shows this code. Return None if it does not."""
    app = AuthenticatorApp.objects.select_for_update().filter(user=user, confirmed=False).first()
    if app is None:
        return None
    if app.must_wait:
        raise MustWait
    if not app.verify_token(code):
        return None
    AuthenticatorApp.objects.filter(user=user).exclude(pk=app.pk).delete()
    app.confirmed = True
    app.save(update_fields=["confirmed"])
    _tell(user, "authenticator app")
    return app


@transaction.atomic
def take_code(*, user: User, code: str) -> Device | None:
    """Return the app or the recovery code that the typed code belongs to, and use it up. Return None if there is none.

    Raise MustWait if the app accepts no code yet. Recovery codes never have to wait, because nobody can guess one.
    """
    recovery = RecoveryCode.objects.filter(user=user, hashed=recovery_hash(code), used_at=None)
    if recovery.update(used_at=timezone.now()):
        return RecoveryCode.objects.get(user=user, hashed=recovery_hash(code))
    apps = AuthenticatorApp.objects.select_for_update().filter(user=user, confirmed=True)
    waiting = False
    for app in apps:
        waiting = waiting or app.must_wait
        if app.verify_token(code):
            return app
    if waiting:
        raise MustWait
    return None


@transaction.atomic
def make_recovery_codes(*, user: User, with_device: bool = False) -> list[str]:
    """Replace the person's recovery codes and return the new ones. Only their hashes are stored.

    The person has been told of those that come ``with_device``, their first, by the email about it.
    """
    RecoveryCode.objects.filter(user=user).delete()
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, name="Recovery code", hashed=recovery_hash(code)) for code in codes
    )
    _note(user, "new recovery codes")
    if not with_device:
        notify(user, Mail.Notice.SECOND_FACTOR_CHANGED)
    return codes


@transaction.atomic
def add_passkey(*, passkey: Passkey) -> None:
    """Store a passkey that the person has just used; raise ValidationError if it is already stored."""
    _lock(passkey.user)
    if Passkey.objects.filter(user=passkey.user).count() >= PASSKEYS:
        raise ValidationError(f"You have {PASSKEYS} passkeys already. Remove one first.")
    passkey.full_clean()
    passkey.save()
    _tell(passkey.user, f"passkey {passkey.name}")


@transaction.atomic
def remove_passkey(*, passkey: Passkey, must_keep_one: bool) -> None:
    """Delete a passkey; raise ValidationError if it is the last second factor of a person who needs one."""
    _lock(passkey.user)
    passkey.delete()
    if must_keep_one and not has_second_factor(passkey.user):
        raise ValidationError("This is your only second factor. Add another one before you remove it.")
    _tell(passkey.user, f"passkey {passkey.name} removed")


@transaction.atomic
def remove_app(*, user: User, must_keep_one: bool) -> None:
    """Delete the authenticator app; raise ValidationError if it is the last second factor of a person who needs one."""
    _lock(user)
    AuthenticatorApp.objects.filter(user=user).delete()
    if must_keep_one and not has_second_factor(user):
        raise ValidationError("This is your only second factor. Add another one before you remove it.")
    _tell(user, "authenticator app removed")


def _lock(user: User) -> None:
    """Stop other transactions from counting or changing the person's second factors."""
    User.objects.select_for_update().get(pk=user.pk)


def _tell(user: User, note: str) -> None:
    _note(user, note)
    notify(user, Mail.Notice.SECOND_FACTOR_CHANGED)


def _note(user: User, note: str) -> None:
    audit(actor=user, verb=Verb.SECOND_FACTOR_SET, instance=user, note=note)


@transaction.atomic
def reset_second_factor(*, account: User, actor: User) -> None:
    """Delete the authenticator app, passkeys and recovery codes of a person who lost them, and end their sessions.

    They set up a new second factor at the next sign-in.

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
