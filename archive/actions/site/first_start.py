"""Set up a new site: its name, its first board, and the operator's account."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from archive.actions.objects import save_object
from archive.actions.site.settings import save_site
from archive.machine.database import one_at_a_time
from archive.models import Board, SiteSettings, User, new_board

SALT = "archive.set-up"
CODE_LENGTH = 20


@dataclass(frozen=True)
class FirstAccount:
    """The account of the person who runs the site. It may do everything."""

    username: str
    email: str
    password: str


def is_set_up() -> bool:
    """Return whether there is an account."""
    return User.objects.exists()


def setup_code() -> str:
    """Return the code that the server prints.

    The first visitor must know it, so that nobody else takes over a new site.
    """
    return salted_hmac(SALT, str(settings.DATA_DIR), algorithm="sha256").hexdigest()[:CODE_LENGTH]


def is_setup_code(code: str) -> bool:
    """Return whether this is the code."""
    return constant_time_compare(code, setup_code())


@transaction.atomic
def set_up(
    *,
    values: dict[str, Any],
    logo: bytes | None = None,
    board: str = "",
    account: FirstAccount | None = None,
    has_demo: bool = False,
) -> SiteSettings:
    """Save the settings, and create the first board and the account, all or nothing.

    Raise ValidationError for invalid values, by field. An account is only created if there is none yet. If the demo
    goes, it must be gone before: one of its boards may have the name of the first board.
    """
    is_first = not is_set_up()
    if account:
        _make_account(account)
    site = save_site(values=values, logo=logo)
    site.has_demo = has_demo
    site.save()
    has_board = Board.objects.filter(name=board).exists()
    if board and is_first and has_board:
        raise ValidationError({"board": "The demo record has a board of this name. Leave the demo out, or change it."})
    if board and not has_board:
        first = new_board(board, site)
        first.place = site.place
        save_object(instance=first)
    return site


def check_password(account: FirstAccount) -> None:
    """Raise ValidationError if the password of the account is easy to guess."""
    validate_password(account.password, User(username=account.username, email=account.email))


def _make_account(account: FirstAccount) -> None:
    one_at_a_time("first account")
    if is_set_up():
        raise ValidationError("There is already an account. Sign in with it.")
    person = User(username=account.username, email=account.email)
    try:
        check_password(account)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    person.set_unusable_password()
    person.full_clean()
    User.objects.create_superuser(account.username, account.email, account.password)
