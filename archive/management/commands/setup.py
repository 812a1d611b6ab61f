"""``manage.py setup``: set up a new site."""

import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from archive.actions.site import FirstAccount, is_set_up, set_up
from archive.actions.site.first_start import check_password
from archive.ingest.loading.demo import load_demo, remove_demo
from archive.management.base import SiteCommand
from archive.models import SiteSettings, current_site

# Options that are settings, and the question if one is not given.
TEXTS = {
    "name": "Name of the site",
    "short_name": "Short name (for small places; may be empty)",
    "run_by": "Who runs it",
    "place": "Place",
    "timezone": "Time zone, such as America/Chicago",
    "contact": "Email address for readers (may be empty)",
    "licence": "Licence of the texts (may be empty)",
    "colour": "Colour of links and buttons, such as #0b4f6c (may be empty)",
}

# Settings whose option has another name.
OPTIONS = {"password": "password_file"}

# Raises ValidationError for an invalid answer.
Check = Callable[[str], object]


class Command(SiteCommand):
    """Asks for missing options if somebody is at a terminal; otherwise uses the defaults."""

    help = (
        "Set up the site: name, who runs it, place, time zone, languages, colour, logo, first board, first account, "
        "demo or not. Asks for anything not given as an option. You can change all of it at the desk, under Site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take each setting, the first board and the account."""
        for name, meaning in TEXTS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=meaning)
        parser.add_argument("--languages", help="of the pages, separated by commas; the first is the default")
        parser.add_argument("--logo", type=Path, help="an SVG or PNG file")
        parser.add_argument("--about", type=Path, help="a Markdown file: the text at the top of About")
        parser.add_argument("--board", help="name of the first board")
        parser.add_argument("--username", help="of the first account")
        parser.add_argument("--email", help="of the first account")
        parser.add_argument("--password-file", type=Path, help="whose first line is the password of the first account")
        parser.add_argument("--demo", action="store_true", default=None, help="show the demo record")
        parser.add_argument(
            "--no-demo", action="store_false", dest="demo", help="show none, and remove an existing one"
        )

    def handle(self, **options: Any) -> None:
        """Create a missing database, ask, set up, and say what comes next."""
        call_command("migrate", verbosity=0, interactive=False)
        site = current_site()
        values = {
            name: self.answer(options[name], what, getattr(site, name), _check_of(name)) for name, what in TEXTS.items()
        }
        values["languages"] = options["languages"].split(",") if options["languages"] else site.languages
        board = self.answer(options["board"], "Name of the first board (may be empty)", "")
        account = None if is_set_up() else self.account(options)
        has_demo = self.demo(options["demo"], is_shown=is_set_up() and site.has_demo)
        try:
            if options["about"]:
                values["about"] = options["about"].read_text(encoding="utf-8")
            logo = options["logo"].read_bytes() if options["logo"] else None
            with transaction.atomic():
                if not has_demo:
                    remove_demo()
                done = set_up(values=values, logo=logo, board=board, account=account, has_demo=has_demo)
        except (OSError, ValueError) as error:
            raise CommandError(f"Nothing was set up. {error}") from error
        except ValidationError as error:
            raise CommandError(f"Nothing was set up. {_errors_with_options(error)}") from error
        if has_demo:
            load_demo()
        self.stdout.write(f"{done.name} is set up. {_next()}")

    def answer(self, given: str | None, what: str, default: str, check: Check = lambda _: None) -> str:
        """Return what was given or typed, or else the default. After an invalid answer, ask again."""
        if given is not None or not sys.stdin.isatty():
            return default if given is None else given
        shown = f" [{default}]" if default else ""
        return self.asked(lambda: input(f"{what}{shown}: ").strip() or default, check)

    def asked(self, ask: Callable[[], str], check: Check) -> str:
        """Ask until the answer passes the check, and return it."""
        while True:
            answer = ask()
            try:
                check(answer)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
            else:
                return answer

    def account(self, options: dict[str, Any]) -> FirstAccount | None:
        """Return the first account; None if the person at the terminal wants none yet."""
        username = self.answer(options["username"], "User name of the first account", "")
        if not username and not sys.stdin.isatty():
            raise CommandError(
                "Nothing was set up. There is no account yet and nobody to ask: give --username, --email and "
                "--password-file."
            )
        if not username:
            return None
        email = self.answer(options["email"], "Its email address", "")
        if options["password_file"]:
            password = options["password_file"].read_text(encoding="utf-8").partition("\n")[0]
        elif sys.stdin.isatty():
            password = self.asked(
                lambda: getpass.getpass("Its password (12 characters or more): "),
                lambda typed: check_password(FirstAccount(username, email, typed)),
            )
        else:
            raise CommandError("Name the file with the password of the first account: --password-file.")
        return FirstAccount(username, email, password)

    def demo(self, wanted: bool | None, *, is_shown: bool) -> bool:
        """Return whether to show the demo record; without an answer, as before."""
        if wanted is not None:
            return wanted
        usual = "Y/n" if is_shown else "y/N"
        answer = self.answer(None, f"Show the demo record (a real meeting and sample data)? {usual}", "").lower()
        return answer.startswith("y") if answer else is_shown


def _next() -> str:
    """Say how people get in from here."""
    if is_set_up():
        return f"Sign in at {settings.SITE_URL}/desk/ once it is served."
    return "It has no account yet: run this command again, or open the address that the server prints when it starts."


def _check_of(name: str) -> Check:
    """Return the function that checks a value of the setting."""
    field: Any = SiteSettings._meta.get_field(name)
    return lambda value: field.clean(value, None)


def _errors_with_options(error: ValidationError) -> str:
    """Return all errors on one line, with the options that they are about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"--{OPTIONS.get(name, name).replace('_', '-')}: {' '.join(said)}" for name, said in error.message_dict.items()
    )
