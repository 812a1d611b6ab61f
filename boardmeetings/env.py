"""The only reader of the process environment.

Every setting that an operator can change is an environment variable. It is read here by name, with its type and
default, so that ``settings.py`` lists them all, and a wrong value is refused with the name of its variable.
``variables.py`` says what each means; the documentation is made from it.
"""

import os
import secrets
import stat
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from boardmeetings.variables import RETIRED, VARIABLES

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
PRIVATE = 0o700
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
_taken_out: dict[str, str] = {}


def given() -> dict[str, str]:
    """Return the variables of the site that are set and not secret, by name."""
    return {name: os.environ[name] for name, known in VARIABLES.items() if name in os.environ and not known.is_secret}


def retired() -> list[str]:
    """Return a sentence for each variable that is set, or was taken out, and that the site reads no more."""
    known = {name: name for name in os.environ} | _taken_out
    return [
        f"{known[name]} is set, but no longer read. {instead}" for name, instead in RETIRED.items() if name in known
    ]


def take_out(name: str) -> None:
    """Take a retired variable out of the environment, where a library would read it, in small letters too."""
    for spelled in (name.lower(), name):
        if os.environ.pop(spelled, None) is not None:
            _taken_out[name] = spelled


def with_others(**values: str) -> dict[str, str]:
    """Return the environment of this process with other values of some variables, for a child process."""
    return {**os.environ, **values}


def text(name: str, default: str = "") -> str:
    """Return the variable unchanged, or the default if it is not set."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return the variable as a truth value; raise ImproperlyConfigured for a word that is neither."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.strip().lower() in TRUE_WORDS:
        return True
    if word.strip().lower() in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {word!r}.")


def number(name: str, default: int) -> int:
    """Return the variable as a whole number; raise ImproperlyConfigured if it is not one."""
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    try:
        return int(word)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {word!r}.") from error


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """Return the variable, which must be one of the words, or the first of them if it is not set."""
    word = os.environ.get(name, "").strip().lower() or allowed[0]
    if word not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {word!r}.")
    return word


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts of the variable, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def pairs(name: str, allowed: tuple[str, ...]) -> dict[str, str]:
    """Return the comma-separated pairs of the variable, such as ``left=right``; raise ImproperlyConfigured.

    What is right of the last ``=`` must be one of the words.
    """
    given = {}
    for pair in words(name):
        left, _, right = (part.strip() for part in pair.rpartition("="))
        if not left or right not in allowed:
            raise ImproperlyConfigured(f"{name} must have pairs such as group={allowed[0]}, not {pair!r}.")
        given[left] = right
    return given


def web_address(name: str) -> str:
    """Return the variable; raise ImproperlyConfigured if it is neither empty nor a web address."""
    word = text(name).strip()
    if word and not word.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{name} must begin with https:// or http://, not {word!r}.")
    return word


def site_address(name: str, default: str) -> str:
    """Return the variable as scheme, host and port; raise ImproperlyConfigured if there is more in it."""
    address = web_address(name).rstrip("/") or default
    parts = urlsplit(address)
    if not parts.hostname or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise ImproperlyConfigured(f"{name} must be an address such as https://example.org, not {address!r}.")
    return address


def database(name: str, default: dict[str, Any]) -> dict[str, Any]:
    """Return Django's settings for the PostgreSQL database in the variable, or the default if it is not set.

    For example, postgresql://user:password@host:5432/name?sslmode=require; the part after the question mark is for the
    driver. Raise ImproperlyConfigured for any other URL.
    """
    address = text(name).strip()
    if not address:
        return default
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has a port that is not a number.") from error
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must be an address such as postgresql://user:password@host/name.")
    options = dict(parse_qsl(parts.query))
    # After a longer wait for a lock, people are asked to try again, as with the queue of SQLite's writers.
    options["options"] = f"-c lock_timeout=20s {options.get('options', '')}".strip()
    return {
        "ENGINE": "archive.machine.database.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A folder of sockets has its slashes escaped, as in libpq.
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": None,
        # Notice a restarted server before a request fails.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def likely_site_address(hosts: list[str], port: int) -> str:
    """Return the site's URL if none is given: that of the first host it answers to, or of this machine."""
    host = hosts[0] if hosts else ""
    if not host or host.startswith((".", "*", "127.", "localhost", "[")):
        return f"http://127.0.0.1:{port}"
    return f"{'https' if flag('BEHIND_TLS') else 'http'}://{host}"


def keep_files_private() -> None:
    """Make every file and folder that this process and its children create private to their owner."""
    os.umask(0o077)


def private_folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path to an existing folder that is private to its owner."""
    path = folder(name, default)
    path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    status = path.stat()
    if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != PRIVATE:
        path.chmod(PRIVATE)
    return path


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path."""
    return Path(os.environ.get(name) or default).expanduser().resolve()


def kept_secret(name: str, file: Path) -> str:
    """Return the variable, or the secret in the file, which is created once and only its owner can read.

    Two processes that start at once agree: the first to link the file wins, and the other reads it.
    """
    if secret := os.environ.get(name):
        return secret
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(64))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text().strip()
