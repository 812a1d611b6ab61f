"""The second factor of a sign-in: an authenticator app, a passkey, or a recovery code."""

import base64
import datetime
import hashlib
import secrets
import time
from typing import Any

from django.db import models
from django.utils import timezone
from django_otp.models import Device
from django_otp.oath import TOTP

from archive.models.fields import Columns, Described, Rule, SealedField, SealedText, TextKind, seal

KEY_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
# How many codes before and after the current one are accepted, for clocks that are slightly wrong.
TOLERANCE = 1
LONGEST_WAIT = datetime.timedelta(minutes=15)
# 120 bits: nobody can guess one, so a plain hash is safe.
RECOVERY_CODE_BYTES = 15


def new_key() -> SealedText:
    """Return a new key for time-based codes (RFC 6238), in base 32, encrypted."""
    return SealedText(seal(base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()))


class AuthenticatorApp(Device):
    """An app that shows a new six-digit code every half minute (RFC 6238). Each code works once.

    After wrong codes the person must wait 1, 2, 4 ... seconds, at most a quarter of an hour, so that somebody who knows
    the password cannot lock the person out for good.
    """

    key = SealedField(default=new_key)
    last_step = models.BigIntegerField(default=-1, help_text="The step of the last code that was taken.")
    wrong_codes = models.PositiveIntegerField(default=0)
    try_after = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    described = Described(
        Columns("id user confirmed last_step wrong_codes try_after added_at", Rule.KEPT),
        Columns("name key", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(confirmed=False), name="authenticator_one_being_set_up"
            ),
        ]

    @property
    def secret(self) -> str:
        """Return the key in base 32, as people type it; raise KeyDoesNotOpen."""
        return self.key.open()

    @property
    def must_wait(self) -> bool:
        """Whether it is too early to try another code."""
        return self.try_after is not None and self.try_after > timezone.now()

    def verify_token(self, token: str) -> bool:
        """Accept the code, or count it as wrong; raise KeyDoesNotOpen. Call it in a transaction that locks the row."""
        if self.must_wait:
            return False
        totp = TOTP(base64.b32decode(self.secret), step=STEP_SECONDS, digits=DIGITS)
        totp.time = time.time()
        right = token.isascii() and token.isdigit() and totp.verify(int(token), TOLERANCE, self.last_step + 1)
        if right:
            self.last_step, self.wrong_codes, self.try_after = totp.t(), 0, None
        else:
            self.wrong_codes += 1
            wait = datetime.timedelta(seconds=2 ** min(self.wrong_codes - 1, 20))
            self.try_after = timezone.now() + min(wait, LONGEST_WAIT)
        self.save(update_fields=["last_step", "wrong_codes", "try_after"])
        return right


class Passkey(Device):
    """The public half of a key pair on the person's phone, computer or security key (WebAuthn)."""

    credential_id = models.CharField(max_length=1400, unique=True, help_text="In base64url.")
    public_key = models.BinaryField(help_text="COSE key (RFC 9052).")
    sign_count = models.BigIntegerField(default=0)
    transports = models.JSONField(default=list, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("id user confirmed sign_count added_at last_used_at", Rule.KEPT),
        Columns("name credential_id public_key transports", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(Device):
    """A code that lets a person in once, without their phone. Only its hash is stored."""

    hashed = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("id user confirmed used_at", Rule.KEPT),
        Columns("name hashed", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]


def new_recovery_code() -> str:
    """Return a new code as people see it: six groups of four letters and digits."""
    letters = base64.b32encode(secrets.token_bytes(RECOVERY_CODE_BYTES)).decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def recovery_hash(code: str) -> str:
    """Return the SHA-256 of the code; spaces, dashes and capitals do not matter."""
    typed = "".join(letter for letter in code.casefold() if letter.isalnum())
    return hashlib.sha256(f"archive.recovery-code:{typed}".encode()).hexdigest()


def has_second_factor(user: Any) -> bool:
    """Return whether the person has set up an authenticator app or a passkey."""
    return (
        AuthenticatorApp.objects.filter(user=user, confirmed=True).exists()
        or Passkey.objects.filter(user=user, confirmed=True).exists()
    )
