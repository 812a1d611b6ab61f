"""The loop of regular work does each job when it is due or woken, and nothing that hangs holds up the rest."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from archive.actions.statements import correct
from archive.management import loop as loops
from archive.management.jobs import Job, Lane
from archive.management.loop import Loop
from archive.upkeep import runs, waking
from tests.alerts.reader import told_of
from tests.databases import EmptyDatabase, environment_of, in_a_file
from tests.deploy.site import HOST, answer_of, served
from tests.record import make_statement

LIMIT = 120


@contextmanager
def running(*jobs: Job, **options: object) -> Iterator[Loop]:
    loop = Loop(jobs, **options)
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()


def setting(event: threading.Event) -> Callable[[object], None]:
    return lambda _: event.set()


def test_a_job_that_hangs_holds_up_no_job_in_another_lane() -> None:
    hangs, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def hang(_: object) -> None:
        hangs.set()
        may_end.wait(LIMIT)

    with running(Job(runs.MAILS, hang, Lane.MAILS), Job(runs.OUTBOX, setting(done))):
        assert hangs.wait(LIMIT)
        assert done.wait(LIMIT)
        may_end.set()


def test_the_loop_goes_on_after_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "LOOKS_EVERY", (0.0, 0.01))
    times, twice = [], threading.Event()

    def fail() -> None:
        times.append(1)
        if len(times) > 1:
            twice.set()
        raise ValueError("A fault.")

    with running(Job(runs.OUTBOX, lambda _: None), each_round=fail):
        assert twice.wait(LIMIT)


def test_work_that_a_commit_left_is_done_before_its_usual_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(runs.EVERY, runs.MAILS, timedelta(hours=1))
    done = threading.Event()
    runs.note_run(runs.MAILS)
    with running(Job(runs.MAILS, setting(done), Lane.MAILS)):
        assert not done.is_set()
        waking.wake(runs.MAILS)
        assert done.wait(LIMIT)


@pytest.mark.django_db
def test_emails_and_messages_are_woken_after_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(waking, "wake", woken.append)
    statement = make_statement("We open on Saturdays.")
    told_of(statement)
    with django_capture_on_commit_callbacks() as callbacks:
        correct(statement=statement, text="We open on Fridays.", reason="Misheard.")
        assert not woken
    for callback in callbacks:
        callback()
    assert {runs.MAILS, runs.WEBHOOKS} <= {*woken}


def long_job(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, program: str, folder: Path) -> Job:
    """A long job whose process runs this program instead of the command."""
    (folder / "manage.py").write_text(program)
    settings.BASE_DIR = folder
    return Job(runs.EXPORT, lambda _: None, Lane.LONG)


def test_a_long_job_runs_in_a_process_of_its_own_that_ends_with_the_loop(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    program = "import os, sys, time\nopen(sys.argv[0] + '.pid', 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    note = tmp_path / "manage.py.pid"
    with running(long_job(monkeypatch, settings, program, tmp_path)):
        until = time.monotonic() + LIMIT
        while not (note.exists() and note.read_text()) and time.monotonic() < until:
            threading.Event().wait(0.05)
        process = int(note.read_text())
        assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_long_job_whose_process_is_killed_is_noted_as_failed(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    program = f"import os\nos.kill(os.getpid(), {signal.SIGKILL})\n"
    noted = threading.Event()
    note_run = runs.note_run
    monkeypatch.setattr(loops.runs, "note_run", lambda *words: (note_run(*words), noted.set()))
    with running(long_job(monkeypatch, settings, program, tmp_path)):
        assert noted.wait(LIMIT)
    assert "stopped unexpectedly" in runs.last_run(runs.EXPORT).problem


@pytest.mark.django_db
def test_one_kind_of_work_can_be_done_at_once(settings: LazySettings) -> None:
    with pytest.raises(CommandError, match="BACKUP_DIR, which is not set"):
        call_command("work", "--only", runs.BACKUP)
    runs.note_run(runs.FIXITY)
    call_command("work", "--only", runs.FIXITY)
    with loops.lock(runs.FIXITY), pytest.raises(CommandError, match="Another process is doing this now"):
        call_command("work", "--only", runs.FIXITY)


PLAN = """
import datetime
import django
django.setup()
from django.utils import timezone
from archive.actions.statements.planning import schedule
from archive.actions.rules.versions import version_of
from archive.models import Role
from tests.record import make_draft
from tests.staff import make_person
draft = make_draft()
at = timezone.now() + datetime.timedelta(hours=1)
schedule(subject=draft, at=at, seen=version_of(draft), actor=make_person(Role.EDITOR))
print(draft.get_absolute_url())
"""


COMES = """
import datetime
import django
django.setup()
from django.utils import timezone
from archive.models import ScheduledPublication
ScheduledPublication.objects.update(at=timezone.now() - datetime.timedelta(seconds=1))
"""


@pytest.mark.slow
@in_a_file
@pytest.mark.django_db(transaction=True)
def test_a_site_without_a_worker_publishes_on_time_and_offers_its_files(
    tmp_path: Path, empty_database: EmptyDatabase, settings: LazySettings
) -> None:
    """``make run`` alone is a whole site."""
    with served(tmp_path, empty_database, WORK_IN_SITE="1") as port:
        environment = environment_of(tmp_path) | {"DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}

        def run(code: str) -> str:
            command = [sys.executable, "-c", code]
            return subprocess.check_output(command, env=environment, cwd=settings.BASE_DIR, text=True).strip()

        def answers(path: str) -> bool:
            headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
            return answer_of(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)).status == 200

        planned = run(PLAN)
        assert not answers(planned)
        run(COMES)
        until = time.monotonic() + LIMIT
        for path in (planned, "/data/files/statements.csv"):
            while not answers(path):
                assert time.monotonic() < until, path
                threading.Event().wait(0.2)
