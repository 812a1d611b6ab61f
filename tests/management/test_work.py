"""``manage.py work`` does due jobs and notes them, and a failed job does not stop the others."""

import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.actions.rules import version_of
from archive.actions.statements import schedule
from archive.ingest.recordings.work import the_only_one
from archive.management import jobs
from archive.management.jobs import JOBS, RETRY, Job, run_due
from archive.models import Role, ScheduledPublication
from archive.search import SearchRequest, search
from archive.search.engines import get_backend, outbox
from archive.search.engines.rebuild import rebuild
from archive.search.engines.whoosh import WhooshBackend
from archive.upkeep import runs
from archive.upkeep.backups import BackupFolder
from tests.databases import environment_of, in_a_file
from tests.record import make_draft, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
# How long a started worker may take on a busy machine.
SECONDS = 120


@pytest.fixture(autouse=True)
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(runs.EVERY, runs.MAILS, timedelta(hours=1))


def job(work: Any, **fields: Any) -> Job:
    return Job(**{"kind": runs.MAILS, "work": lambda _: work(), **fields})


def made_at(monkeypatch: pytest.MonkeyPatch, **ago: float) -> None:
    moment = timezone.now() - timedelta(**ago)
    with monkeypatch.context() as patched:
        patched.setattr(runs.timezone, "now", lambda: moment)
        runs.note_run(runs.MAILS)


def test_the_first_run_does_all_due_work_and_the_second_run_nothing(settings: LazySettings, tmp_path: Path) -> None:
    settings.BACKUP_DIR = str(tmp_path / "backups")
    rebuild()
    with outbox.held_back():
        statement = make_statement("A levy for the library")
    planned = make_draft()
    schedule(
        subject=planned,
        at=timezone.now() + timedelta(seconds=5),
        seen=version_of(planned),
        actor=make_person(Role.EDITOR),
    )
    ScheduledPublication.objects.update(at=timezone.now() - timedelta(minutes=1))
    quick = [known for known in JOBS if known.kind != runs.DRILL]
    assert run_due(quick) == []
    assert [hit.number for hit in search(SearchRequest(text="levy")).hits] == [statement.number]
    planned.refresh_from_db()
    assert planned.is_public
    assert len(BackupFolder(tmp_path / "backups").backups()) == 1
    for known in quick:
        if known.is_wanted():
            assert runs.last_run(known.kind).problem == "", known.kind
    run_due([known for known in quick if known.has_own_process])
    assert len(BackupFolder(tmp_path / "backups").backups()) == 1


def test_no_backup_is_made_without_a_folder() -> None:
    assert not any(known.is_wanted() for known in JOBS if known.kind in {runs.BACKUP, runs.DRILL, runs.REMOVALS})


def test_a_job_is_due_at_its_time_and_sooner_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[int] = []
    known = job(lambda: worked.append(1))
    made_at(monkeypatch, minutes=50)
    run_due([known])
    assert not worked
    made_at(monkeypatch, minutes=61)
    run_due([known])
    assert worked == [1]
    runs.note_run(runs.MAILS, "The server is gone.")
    assert not known.is_due()
    later = timezone.now() + RETRY
    monkeypatch.setattr(jobs.timezone, "now", lambda: later)
    assert known.is_due()


@pytest.mark.parametrize("error", [OSError("The disk is full"), ValueError("A fault")])
def test_a_failure_is_noted_and_the_next_job_is_done(error: Exception) -> None:
    worked: list[int] = []

    def fail() -> None:
        raise error

    problems = run_due([job(fail), job(lambda: worked.append(1), kind=runs.PUBLICATIONS)])
    assert worked == [1]
    assert len(problems) == 1
    assert runs.KINDS[runs.MAILS] in problems[0]
    assert runs.last_run(runs.MAILS).problem
    assert runs.last_run(runs.PUBLICATIONS).problem == ""


def test_a_job_that_another_worker_is_doing_is_skipped() -> None:
    worked: list[int] = []
    known = job(lambda: worked.append(1))
    with jobs.lock(known.kind) as is_ours:
        assert is_ours
        run_due([known])
    assert not worked
    run_due([known])
    assert worked == [1]


def test_work_that_another_process_has_begun_is_no_failure_and_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild()
    monkeypatch.setattr(WhooshBackend, "verify", lambda _: "The index is being built.")
    check = next(job for job in JOBS if job.kind == runs.INDEX)
    with get_backend().building() as build:
        assert build is not None
        assert run_due([check]) == []
        assert runs.last_run(runs.INDEX) is None
        with pytest.raises(CommandError, match="Another process is rebuilding"):
            call_command("work", only=runs.INDEX)
    assert runs.last_run(runs.INDEX) is None


def test_a_job_whose_last_run_lies_in_the_future_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    made_at(monkeypatch, days=-300)
    assert job(lambda: None).is_due()


def test_a_failed_job_makes_the_command_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("The disk is full")

    monkeypatch.setattr("archive.management.commands.work.JOBS", (job(fail),))
    with pytest.raises(CommandError, match="The disk is full"):
        call_command("work")


def test_every_job_has_a_name_for_the_status_page_and_its_own_note() -> None:
    kinds = [known.kind for known in JOBS]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == set(runs.KINDS)


def test_the_recordings_job_leaves_transcription_to_its_own_process() -> None:
    could_hear = []

    def in_its_process() -> None:
        with the_only_one() as is_ours:
            could_hear.append(is_ours)

    assert not run_due([job(in_its_process, kind=runs.RECORDINGS, lane=jobs.Lane.RECORDINGS)])
    assert could_hear == [True]


@pytest.mark.slow
@in_a_file
def test_the_worker_waits_until_the_site_has_migrated_the_database(settings: LazySettings, tmp_path: Path) -> None:
    settings.UPKEEP_DIR = tmp_path / "upkeep"
    environment = {**environment_of(tmp_path), "BACKUP_DIR": str(tmp_path / "backups")}
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    with subprocess.Popen([*manage, "work", "--watch"], env=environment, stderr=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stderr.readline().startswith("The work begins later.")
            assert not any(runs.last_run(known.kind) for known in JOBS)
            # It keeps no connection, which would stop this.
            subprocess.run([*manage, "migrate", "--verbosity=0"], env=environment, check=True)
            until = time.monotonic() + SECONDS
            while not runs.last_run(runs.BACKUP) and time.monotonic() < until:
                threading.Event().wait(0.1)
            assert runs.last_run(runs.BACKUP).problem == ""
        finally:
            worker.kill()
