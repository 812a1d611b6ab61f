"""Checks whether a site is ready for readers, and stays so: faults, in sentences that say what to do."""

import shutil
import socket
import ssl
import stat
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from archive.actions.accounts import provider
from archive.alerts.mail_server import mail_server
from archive.exports.addresses import THIS_MACHINE
from archive.ingest.recordings.model import model_folder, what_is_missing
from archive.models import AuditEntry, Mail, SiteSettings, Transcription, User, has_second_factor
from archive.upkeep import runs
from archive.upkeep.keys import key_problems
from archive.upkeep.watching import backup_in_words, check_backups, check_readiness, check_worker, late_mails
from boardmeetings import VERSION, env

TIMEOUT_SECONDS = 10
# Let's Encrypt's certificates are renewed thirty days before they expire.
CERTIFICATE_DAYS = 14
PACES = 5  # recordings
ADDRESSES_NAMED = 5
TAKEN_OUT = "This address was taken out, because it is not http or https: "
RIGHTS_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_address() -> Iterator[str]:
    """Yield faults in the URL that the site gives out, and in how the site answers there."""
    address = urlsplit(settings.SITE_URL)
    if address.hostname in THIS_MACHINE:
        yield "SITE_URL names this machine. Set it to the address that readers use, such as https://archive.example.org."
        return
    if address.scheme != "https":
        yield f"SITE_URL is {settings.SITE_URL}, without TLS: put a proxy with a certificate in front, then set https://."
    if not settings.BEHIND_TLS:
        yield "BEHIND_TLS is 0: set it to 1, so that cookies are secure and browsers stay on https."
    try:
        # Redirects to another host are not followed, and only the site's own URL is opened.
        with urllib.request.urlopen(f"{settings.SITE_URL}/healthz", timeout=TIMEOUT_SECONDS):  # noqa: S310
            pass
    except (OSError, ValueError) as error:
        yield f"{settings.SITE_URL}/healthz cannot be opened from here: {error}. Check the proxy and DNS."


def check_certificate() -> Iterator[str]:
    """Yield a fault if the site's certificate expires soon or is not trusted."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or address.hostname in THIS_MACHINE:
        return
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), TIMEOUT_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as wrapped,
        ):
            certificate = wrapped.getpeercert() or {}
            ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    except (OSError, KeyError, TypeError) as error:
        yield f"The certificate of {address.hostname} cannot be checked: {error}."
        return
    if ends < timezone.now() + timedelta(days=CERTIFICATE_DAYS):
        yield f"The certificate expires on {ends:%Y-%m-%d}. Find out why the proxy has not renewed it."


def check_settings() -> Iterator[str]:
    """Yield settings that are for development, missing, or no longer read."""
    yield from env.retired()
    if settings.DEBUG:
        yield "DEBUG is on, so errors show readers internal details. Set it to 0."
    if not SiteSettings.objects.exists():
        yield "The site has no name yet. Run manage.py setup."
    elif SiteSettings.objects.filter(has_demo=True).exists():
        yield "The demo record is shown to readers. Remove it with manage.py demo --remove."


def check_accounts() -> Iterator[str]:
    """Yield a fault if nobody can run the site, or a superuser has no second factor."""
    people = list(User.objects.filter(is_active=True, is_superuser=True))
    if not people:
        yield "There is no superuser account. Create one with manage.py setup or manage.py createsuperuser."
    for person in people:
        if person.last_login and not has_second_factor(person):
            yield f"{person} is a superuser without a second factor. They must sign in and set one up."


def check_single_sign_on() -> Iterator[str]:
    """Yield what prevents signing in at the provider, if the site has one."""
    if not provider.is_offered():
        return
    if not settings.OIDC_CLIENT_ID:
        yield "OIDC_CLIENT_ID is not set: register this site at the provider and set it (docs/deploy.md)."
    try:
        known = provider.metadata()
        provider.keys()
    except provider.SignOnFailed as failed:
        yield f"OIDC_ISSUER {settings.OIDC_ISSUER} cannot be used: {failed.why}."
        return
    if "S256" not in known.get("code_challenge_methods_supported", ["S256"]):
        yield "The provider does not support PKCE with S256, which this site requires."
    if not set(provider.ALGORITHMS) & set(known.get("id_token_signing_alg_values_supported", ["RS256"])):
        yield "The provider signs with no algorithm that this site trusts, such as RS256."


def check_mail() -> Iterator[str]:
    """Yield faults that prevent sending emails."""
    if not settings.MAIL_HOST:
        yield "EMAIL_HOST is not set, so invitations and alerts are only written to the log."
        return
    if problem := address_problem(settings.DEFAULT_FROM_EMAIL):
        yield problem
    mails = mail_server()
    try:
        mails.open()
        mails.close()
    except OSError as error:
        number = Mail.objects.count()
        waiting = f" {number:,} email{'s wait' if number > 1 else ' waits'}." if number else ""
        yield f"The mail server {settings.MAIL_HOST} cannot be used: {error}.{waiting}"
    else:
        yield from late_mails()


def address_problem(sender: str) -> str:
    """Return why no email can come from this sender; nothing if one can."""
    _, address = parseaddr(sender)
    if address.endswith("@localhost"):
        return "EMAIL_FROM names localhost, which mail servers refuse. Set it to your own address."
    try:
        validate_email(address)
    except ValidationError:
        return f"EMAIL_FROM is “{sender}”, which is no address. Set it to one, such as archive@example.org."
    return ""


def check_clock() -> Iterator[str]:
    """Yield a fault if nothing sets the clock, on which one-time codes and planned publications depend."""
    timedatectl = shutil.which("timedatectl")
    if timedatectl is None:
        return
    answer = subprocess.run(  # noqa: S603 - own words
        [timedatectl, "show", "--property=NTPSynchronized", "--value"], capture_output=True, text=True, check=False
    )
    if answer.stdout.strip() == "no":
        yield (
            "The clock is not synchronised with a time server. Run apt install systemd-timesyncd, then timedatectl "
            "set-ntp true."
        )


def check_permissions() -> Iterator[str]:
    """Yield what others on the machine could read."""
    elsewhere = (settings.BACKUP_DIR, settings.BACKUP_KEYS_DIR, settings.BACKUP_PASSPHRASE_FILE)
    private = [Path(settings.DATA_DIR), *Path(settings.DATA_DIR).iterdir(), *(Path(path) for path in elsewhere if path)]
    for path in dict.fromkeys(private):
        if path.exists() and path.stat().st_mode & RIGHTS_OF_OTHERS and path != Path(settings.STATIC_ROOT):
            yield f"Others on this machine can read {path}: chmod {'700' if path.is_dir() else '600'} {path}."


def check_recordings() -> Iterator[str]:
    """Yield what is missing if recordings were requested, or if a model is named and missing."""
    missing = what_is_missing()
    if missing and (settings.TRANSCRIBE_MODEL or Transcription.objects.open().exists()):
        yield missing
    run = runs.last_run(runs.RECORDINGS)
    if run and run.problem:
        yield f"{runs.KINDS[runs.RECORDINGS]}: {run.problem}"


def recordings_in_words() -> str:
    """Return whether recordings are transcribed here, with which model, how fast, and how long two hours take."""
    if missing := what_is_missing():
        return missing
    done = Transcription.objects.filter(status=Transcription.Status.DONE).order_by("-id")[:PACES]
    paces = [pace for row in done if (pace := row.outcome.get("pace"))]
    if not paces:
        return f"The model in {model_folder()} is there. The first recording will show how fast it is here."
    pace = sum(paces) / len(paces)
    minutes = max(1, round(2 * 60 / pace))
    return f"{done[0].made_with}: {pace:.1f} times as fast as speech here, so two hours take {minutes} minutes."


def addresses_in_words() -> str:
    """Return which addresses an upgrade took out because they were not http or https; nothing if there were none."""
    names = (
        AuditEntry.objects.filter(actor=None, note__startswith=TAKEN_OUT).order_by("id").values_list("name", flat=True)
    )
    number = names.count()
    several = f"{', '.join(names[:ADDRESSES_NAMED])}{' and others' if number > ADDRESSES_NAMED else ''}"
    return f"An upgrade took out what was not http or https, as the audit trail says: {several}." if number else ""


def check_versions() -> Iterator[str]:
    """Yield the packages that differ from the lock file."""
    wrong = []
    for line in (Path(settings.BASE_DIR) / "requirements.lock").read_text(encoding="utf-8").splitlines():
        name, is_pinned, rest = line.partition("==")
        if not is_pinned or line.startswith((" ", "#")) or ";" in rest:
            continue
        wanted = rest.split()[0]
        try:
            if version(name.partition("[")[0]) != wanted:
                wrong.append(f"{name} {version(name.partition('[')[0])}, not {wanted}")
        except PackageNotFoundError:
            wrong.append(f"no {name}")
    if wrong:
        yield f"Other packages are installed than the lock file says ({', '.join(wrong[:5])}): run make again."


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "Address": check_address,
    "Certificate": check_certificate,
    "Settings": check_settings,
    "Accounts": check_accounts,
    "Single sign-on": check_single_sign_on,
    "Mail": check_mail,
    "Clock": check_clock,
    "Database, index, disk": check_readiness,
    "Keys": key_problems,
    "Permissions": check_permissions,
    "Worker": check_worker,
    "Recordings": check_recordings,
    "Backups": check_backups,
    "Versions": check_versions,
}
# Worth knowing, but nothing to fix.
NOTES: dict[str, Callable[[], str]] = {
    "Database, index, disk": addresses_in_words,
    "Recordings": recordings_in_words,
    "Backups": backup_in_words,
    "Versions": lambda: f"This is version {VERSION}.",
}
