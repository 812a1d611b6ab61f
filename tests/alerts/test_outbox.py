"""Simultaneous runs send each email once; a dead mail server holds up nothing; the command sends what is left."""

import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command

from archive.actions.statements import correct
from archive.models import Mail
from tests.alerts.reader import told_of
from tests.databases import EmptyDatabase, environment_of
from tests.record import make_statement

ROOT = Path(__file__).resolve().parents[2]
MAILS = 30
SETUP = """
import os, sys
import django
django.setup()
from django.conf import settings
folder = os.environ["DATA_DIR"] + "/mails"
backend = "django.core.mail.backends.filebased.EmailBackend"
settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": folder}}}

settings.ALLOWED_HOSTS = ["testserver"]
from archive.alerts import outbox
"""
MAKE = f"""
from archive.alerts.passages import on_passage
from archive.alerts.sign_up import sign_up
from tests.record import make_statement
from archive.actions.statements.changing import correct
from archive.models import Alert
from django.utils import timezone
statement = make_statement("We open on Saturdays.")
for number in range({MAILS}):
    reader, client = f"reader{{number}}@example.org", f"192.0.2.{{number}}"
    sign_up(lambda: on_passage(statement.current_revision, None), address=reader, client=client, language="en")
Alert.objects.update(confirmed_at=timezone.now())
correct(statement=statement, text="We open on Fridays.", reason="Misheard.")
"""
DRAIN = """
print("ready", flush=True)
sys.stdin.readline()
print(outbox.drain())
"""


def environment_in(folder: Path) -> dict[str, str]:
    names = {"DJANGO_SETTINGS_MODULE": "boardmeetings.settings", "PYTHONPATH": str(ROOT)}
    return environment_of(folder) | names


@pytest.fixture(scope="module")
def waiting(empty_database: EmptyDatabase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with emails that wait."""
    folder = tmp_path_factory.mktemp("waiting")
    empty_database.give(folder)
    subprocess.run([sys.executable, "-c", SETUP + MAKE], env=environment_in(folder), check=True)
    return folder


@pytest.fixture
def environment(waiting: Path, empty_database: EmptyDatabase, tmp_path: Path) -> dict[str, str]:
    """The environment of a process of a copy of that site."""
    empty_database.copy(waiting, tmp_path)
    return environment_in(tmp_path)


@pytest.mark.slow
@pytest.mark.django_db
def test_two_simultaneous_drains_send_each_email_once(tmp_path, environment):
    drains = [
        subprocess.Popen(
            [sys.executable, "-c", SETUP + DRAIN],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for drain in drains:
        assert drain.stdout.readline() == "ready\n"
    for drain in drains:
        drain.stdin.write("go\n")
        drain.stdin.flush()
    sent = [int(drain.communicate()[0]) for drain in drains]
    # The confirmation emails are dropped without being sent, because their alerts are confirmed.
    assert sum(sent) == MAILS
    written = "".join(file.read_text() for file in (tmp_path / "mails").iterdir())
    for number in range(MAILS):
        assert written.count(f"To: reader{number}@example.org\n") == 1


HANG = """
server = {"host": "127.0.0.1", "port": int(sys.argv[1])}
settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": server}}
"""
IN_A_LOOP = """
from archive.management.loop import start_loop
start_loop()
sys.stdin.readline()
"""
CLAIMED = """
from archive.models import Mail
print(list(Mail.objects.exclude(claimed_until=None).values_list("last_error", flat=True)))
"""
WITH_THE_COMMAND = """
from django.core.management import call_command
call_command("work", "--only", "mails", "--watch")
"""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("how", [IN_A_LOOP, WITH_THE_COMMAND], ids=["the site", "the command"])
def test_a_dead_mail_server_does_not_delay_the_end_of_a_process(environment, how):
    """The current email stays claimed: the process did not wait until the attempt timed out."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = [sys.executable, "-c", SETUP + HANG + how, str(server.getsockname()[1])]
        with subprocess.Popen(words, env=environment, stdin=subprocess.PIPE) as site:
            silent, _ = server.accept()
            if how is IN_A_LOOP:
                site.stdin.close()
            else:
                site.terminate()
            site.wait()
        silent.close()
    told = subprocess.run([sys.executable, "-c", SETUP + CLAIMED], env=environment, check=True, capture_output=True)
    assert told.stdout.decode() == "['']\n"


@pytest.mark.django_db
def test_the_command_sends_waiting_emails_and_reports_errors(settings):
    statement = make_statement("We open on Saturdays.")
    told_of(statement)
    correct(statement=statement, text="We open on Fridays.", reason="Misheard.")
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.Unreachable"}}
    out, errors = StringIO(), StringIO()
    call_command("work", "--only", "mails", stdout=out, stderr=errors)
    assert "ConnectionRefusedError" in errors.getvalue()
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []
    Mail.objects.update(try_at=Mail.objects.get().created_at)
    call_command("work", "--only", "mails", stdout=out)
    assert out.getvalue() == "0 emails sent.\n1 email sent.\n"
    assert len(mail.outbox) == 1
