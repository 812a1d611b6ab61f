"""The passphrase that encrypts the keys of a backup. It comes from a file, because others can read the command line."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError


def add_passphrase(parser: ArgumentParser) -> None:
    """Add the option for the file to a command."""
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line encrypts the keys")


def read_passphrase(path: Path | None) -> str:
    """Return the passphrase; empty without a file. Raise CommandError if the file has none."""
    if path is None:
        return ""
    try:
        passphrase = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, ValueError) as error:
        raise CommandError(f"The passphrase cannot be read: {error}") from error
    if not passphrase:
        raise CommandError(f"The first line of {path} is empty. It must be the passphrase.")
    return passphrase
