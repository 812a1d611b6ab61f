"""Prepares the site and serves it: what ``make run`` runs."""

import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connections

from archive.actions.site import is_set_up
from archive.actions.site.first_start import setup_code
from archive.ingest.loading.demo import demo_is_wanted
from archive.management.base import ANY, SiteCommand
from archive.models import current_site
from archive.search.engines import home
from archive.upkeep import metrics, runs
from archive.upkeep.keys import key_problems, name_keys
from boardmeetings import VERSION, env

HOST = "127.0.0.1"
WORKERS = 2
# A worker finishes its current work within 20 seconds, or at once if it has none; after this time it is killed.
GRACE_SECONDS = 25
# The workers of a killed server keep listening until they notice, for a second or two.
PORT_SECONDS = 10.0
PORT_PAUSE = 0.2
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# A folder that no disk backs, where the system has one.
IN_MEMORY = "/dev/shm"  # noqa: S108 - only for an unnamed file


class Command(SiteCommand):
    """Updates database, static files, demo record and index, then runs gunicorn."""

    bears = ANY
    help = "Prepare the site (database, static files, demo record, index) and serve it on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default=HOST, help="address to listen on; in a container, 0.0.0.0")
        parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")

    def handle(self, *, host: str, port: int, prepare_only: bool, **_: Any) -> None:
        self.wait_for_port(host, port)
        self.stdout.write(f"Database, index and uploads are kept in {settings.DATA_DIR}")
        self.stdout.flush()
        # In a process of its own: nothing of the record may stay in the memory of the one that serves.
        if prepare_only or is_child():
            self.prepare(port)
        else:
            self.stdout.write("Press Ctrl-C to stop. Nothing is lost.\n")
            self.stdout.flush()
            run_gunicorn(host, port)

    def prepare(self, port: int) -> None:
        """Do all that must be done before the site is served, and say where it is."""
        call_command("migrate", verbosity=0, interactive=False)
        if problem := home.problem():
            raise CommandError(problem)
        name_keys()
        for problem in (*env.retired(), *key_problems()):
            self.stderr.write(problem)
        collect_static_files()
        # The index comes first, so that it exists and works before the demo record is added to it.
        try:
            call_command("work", only=runs.OUTBOX, stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(f"The search index is not up to date. All pages except the search work. {error}")
        if demo_is_wanted():
            try:
                call_command("demo", stdout=self.stdout)
            except CommandError as error:
                self.stderr.write(f"The demo record was not looked at. {error}")
        self.stdout.write(f"\n{current_site().name}: http://{HOST}:{port}/ (version {VERSION})")
        if is_set_up():
            self.stdout.write(f"Staff sign in at http://{HOST}:{port}/desk/")
        else:
            self.stdout.write(f"Set it up: http://{HOST}:{port}/desk/setup/?code={setup_code()}")

    def wait_for_port(self, host: str, port: int) -> None:
        """Return when the port is free; raise CommandError if it is not within ten seconds."""
        for attempt in range(round(PORT_SECONDS / PORT_PAUSE)):
            if not port_problem(host, port):
                return
            if not attempt:
                self.stderr.write(f"Port {port} is taken; waiting up to {PORT_SECONDS:g} seconds for it.")
            time.sleep(PORT_PAUSE)
        if problem := port_problem(host, port):
            raise CommandError(
                f"Port {port} is not free ({problem}). Choose another one, for example: make run PORT=8001."
            )


def collect_static_files() -> None:
    """Update the static files, unless they are in a folder that cannot be written, as in a container image."""
    place = Path(settings.STATIC_ROOT)
    if not place.exists() or os.access(place, os.W_OK):
        call_command("collectstatic", verbosity=0, interactive=False)


def port_problem(host: str, port: int) -> str:
    """Return why the port cannot be used, or an empty text if it can."""
    with socket.socket() as probe:
        # As gunicorn does, so that closing connections do not keep the port busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return str(error)
    return ""


def is_child() -> bool:
    """Return True in a new process. In this one, return False after that has ended; end too if it failed.

    A signal that ends this process ends the other one as well.
    """
    connections.close_all()
    # A signal waits until both know what to do with it.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    if not (child := os.fork()):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        return True
    before = {number: signal.signal(number, lambda *_: os.kill(child, signal.SIGTERM)) for number in ENDING}
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for number, handler in before.items():
        signal.signal(number, handler)
    if status:
        # As a shell says that a signal ended it.
        raise SystemExit(status if status > 0 else 128 - status)
    return False


def run_gunicorn(host: str, port: int) -> None:
    """Serve in this process, which has loaded the site already."""
    from gunicorn.app.wsgiapp import WSGIApplication

    gunicorn = Path(sys.executable).with_name("gunicorn")
    options = {
        "--bind": f"{host}:{port}",
        "--workers": WORKERS,
        "--config": "python:boardmeetings.serving.preload",
        "--worker-class": "boardmeetings.serving.worker.BufferingWorker",
        "--graceful-timeout": GRACE_SECONDS,
        "--log-level": "warning",
    }
    if os.access(IN_MEMORY, os.W_OK):
        # Gunicorn's workers show with a file there that they are alive. A full disk must not stop them.
        options["--worker-tmp-dir"] = IN_MEMORY
    metrics.forget()
    words = [str(word) for option in options.items() for word in option]
    sys.argv = [str(gunicorn), *words, "--no-control-socket", "boardmeetings.wsgi:application"]
    WSGIApplication(usage="%(prog)s [OPTIONS] [APP_MODULE]").run()
