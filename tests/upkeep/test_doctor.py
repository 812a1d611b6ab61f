"""The doctor finds what is wrong with a site, and nothing on a healthy one."""

import re
import socket
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.actions.site import save_site
from archive.models import AuditEntry, Mail
from archive.search.engines.rebuild import rebuild
from archive.upkeep import doctor, runs, watching
from tests.staff import make_app, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that lacks nothing except a proxy in front of it."""
    rebuild()
    (tmp_path / "backups").mkdir(mode=0o700)
    settings.DATA_DIR = tmp_path
    settings.SITE_URL, settings.BEHIND_TLS, settings.DEBUG = "https://archive.example.org", True, False
    settings.MAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.org", "archive@example.org"
    settings.BACKUP_DIR, settings.BACKUP_IS_COPIED = str(tmp_path / "backups"), True
    save_site(values={"name": "Sample Lake Archive"})
    doctor.SiteSettings.objects.update(has_demo=False)
    person = make_person(is_superuser=True)
    person.last_login = timezone.now()
    person.save()
    make_app(person)
    for kind in runs.KINDS:
        runs.note_run(kind)
    for path in tmp_path.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    tmp_path.chmod(0o700)
    monkeypatch.setattr(doctor.urllib.request, "urlopen", lambda *_, **__: BytesIO())
    monkeypatch.setitem(doctor.CHECKS, "Certificate", lambda: iter(()))
    monkeypatch.setitem(doctor.CHECKS, "Clock", lambda: iter(()))
    monkeypatch.setitem(doctor.CHECKS, "Versions", lambda: iter(()))
    return tmp_path


def found() -> list[str]:
    return [problem for check in doctor.CHECKS.values() for problem in check()]


def test_the_doctor_finds_nothing_on_a_healthy_site(site: Path) -> None:
    assert found() == []
    out = StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue().endswith("No problems found.\n")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SITE_URL", "http://127.0.0.1:8000", "SITE_URL names this machine"),
        ("SITE_URL", "http://archive.example.org", "without TLS"),
        ("BEHIND_TLS", False, "set it to 1"),
        ("DEBUG", True, "Set it to 0"),
        ("MAIL_HOST", "", "EMAIL_HOST is not set"),
        ("DEFAULT_FROM_EMAIL", "Archive <archive@localhost>", "EMAIL_FROM names localhost"),
        ("DEFAULT_FROM_EMAIL", '"Archive <archive@example.org>"', "which is no address"),
        ("DEFAULT_FROM_EMAIL", "archive", "which is no address"),
        ("DEFAULT_FROM_EMAIL", "Archive archive@example.org", "which is no address"),
        ("DEFAULT_FROM_EMAIL", "", "which is no address"),
        ("BACKUP_DIR", "", "BACKUP_DIR is not set"),
        ("BACKUP_IS_COPIED", False, "another machine"),
        ("DISK_FLOOR_MB", 10**9, "Make room"),
    ],
)
def test_each_unsafe_setting_is_found(site: Path, settings: LazySettings, name: str, value: object, words: str) -> None:
    setattr(settings, name, value)
    assert any(words in problem for problem in found())
    with pytest.raises(CommandError, match="attention"):
        call_command("doctor", stdout=StringIO())


def test_a_variable_that_is_no_longer_read_is_found(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEND_MAIL_IN_SITE", "0")
    assert [problem for problem in found() if "WORK_IN_SITE takes its place" in problem]


def test_a_site_that_cannot_be_reached_or_is_not_trusted_is_found(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("Connection refused")

    monkeypatch.setattr(doctor.urllib.request, "urlopen", refuse)
    assert any("cannot be opened from here: Connection refused" in problem for problem in found())


def test_an_invalid_certificate_is_found(settings: LazySettings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.close()
        settings.SITE_URL = "https://archive.invalid"
        assert any("cannot be checked" in problem for problem in doctor.check_certificate())


def test_a_mail_server_that_cannot_be_used_is_found(site: Path, settings: LazySettings) -> None:
    settings.MAIL_HOST, server = "127.0.0.1", {"host": "127.0.0.1", "port": 1, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": server}}
    assert any("mail server 127.0.0.1 cannot be used" in problem for problem in found())


@pytest.mark.parametrize(
    ("kind", "hours", "words"),
    [
        (runs.PUBLICATIONS, 1, "worker is not running"),
        (runs.OUTBOX, 1, "Last check for changes to the index was on"),
        (runs.MAILS, 1, "Last check for emails to send was on"),
        (runs.BACKUP, 40, "too long ago"),
        (runs.FIXITY, 40, "too long ago"),
        (runs.EXPORT, 40, "too long ago"),
        (runs.DRILL, 46 * 24, "too long ago"),
    ],
)
def test_overdue_work_is_found(
    site: Path, monkeypatch: pytest.MonkeyPatch, kind: str, hours: float, words: str
) -> None:
    before = timezone.now() - timedelta(hours=hours)
    with monkeypatch.context() as patched:
        patched.setattr(runs.timezone, "now", lambda: before)
        runs.note_run(kind)
    assert any(words in problem for problem in found())


def test_a_job_that_the_site_does_not_want_is_not_late(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = timezone.now() - timedelta(hours=40)
    with monkeypatch.context() as patched:
        patched.setattr(runs.timezone, "now", lambda: before)
        runs.note_run(runs.PURGES)
        runs.note_run(runs.RECORDINGS)
    assert found() == []


def test_emails_that_wait_too_long_are_found_without_naming_an_address(site: Path) -> None:
    mail = Mail.objects.create(notice=Mail.Notice.ALL_ALERTS, address="reader@example.org")
    assert found() == []
    hour_ago = timezone.now() - timedelta(hours=2)
    Mail.objects.filter(pk=mail.pk).update(created_at=hour_ago, last_error="Refused: reader@example.org")
    (problem,) = found()
    assert problem.startswith("1 mail has waited for more than an hour (Refused)")
    assert "reader@" not in problem


def test_emails_that_wait_for_a_worker_are_no_second_fault(site: Path, settings: LazySettings) -> None:
    (Path(settings.UPKEEP_DIR) / f"{runs.PUBLICATIONS}.json").unlink()
    mail = Mail.objects.create(notice=Mail.Notice.ALL_ALERTS, address="reader@example.org")
    Mail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(hours=2))
    (problem,) = watching.what_needs_a_person().values()
    assert problem.startswith("The worker is not running")


def test_a_test_email_is_sent_on_request(site: Path, mailoutbox: list[EmailMessage]) -> None:
    out = StringIO()
    call_command("doctor", "--mail-to", "operator@example.org", stdout=out)
    assert [mail.to for mail in mailoutbox] == [["operator@example.org"]]
    assert "An email was sent to operator@example.org" in out.getvalue()


def test_a_failed_run_is_shown_with_its_reason(site: Path) -> None:
    runs.note_run(runs.BACKUP, "There is no new backup. The disk is full.")
    assert any("The disk is full" in problem for problem in found())


def test_files_that_others_can_read_are_found_with_advice(site: Path) -> None:
    secret = site / "secret_key"
    secret.touch(mode=0o600)
    secret.chmod(0o644)
    (problem,) = found()
    assert re.fullmatch(rf"Others on this machine can read {secret}: chmod 600 {secret}\.", problem)


def test_the_file_from_before_a_move_to_postgresql_is_found(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "archive.sqlite3").touch(mode=0o600)
    monkeypatch.setattr(watching, "connection", SimpleNamespace(vendor="postgresql"))
    (problem,) = found()
    assert problem.startswith(f"{site / 'archive.sqlite3'} is from before the move")


def test_backups_that_others_can_read_are_found(site: Path) -> None:
    (site / "backups").chmod(0o755)
    assert any(f"chmod 700 {site / 'backups'}" in problem for problem in found())


def test_a_superuser_without_a_second_factor_is_found(site: Path) -> None:
    person = make_person(is_superuser=True)
    person.last_login = timezone.now()
    person.save()
    assert any("second factor" in problem for problem in found())


def test_packages_that_differ_from_the_lock_file_are_found(settings: LazySettings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    lock = (
        "django==1.0 \\\n    --hash=sha256:00\nno-such-package==2 \\\nonly-elsewhere==3 ; sys_platform == 'win32' \\\n"
    )
    (tmp_path / "requirements.lock").write_text(lock)
    (problem,) = doctor.check_versions()
    assert "django " in problem
    assert "not 1.0" in problem
    assert "no no-such-package" in problem
    assert "elsewhere" not in problem


def test_addresses_that_an_upgrade_took_out_are_named(site: Path) -> None:
    for number in range(1, 8):
        note = f"{doctor.TAKEN_OUT}javascript:alert({number})"
        named = {"subject": "source", "subject_id": number, "name": f"Source {number}"}
        AuditEntry.objects.create(verb="changed", note=note, **named)
    out = StringIO()
    call_command("doctor", stdout=out)
    assert "as the audit trail says: Source 1, Source 2, Source 3, Source 4, Source 5 and others." in out.getvalue()
