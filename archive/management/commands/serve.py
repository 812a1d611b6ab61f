"""Prepares the site and serves it: what ``make run`` runs."""

import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from archive.actions.site import is_set_up
from archive.actions.site.first_start import setup_code
from archive.loading.demo import demo_is_wanted
from archive.management.base import SiteCommand
from archive.models import current_site
from archive.search.engines import home
from archive.upkeep import metrics, runs
from archive.upkeep.keys import key_problems, name_keys
from boardmeetings import VERSION

HOST = "127.0.0.1"
WORKERS = 2
# A worker finishes its current work within 20 seconds, or at once if it has none; after this time it is killed.
GRACE_SECONDS = 25
# The workers of a killed server keep listening until they notice, for a second or two.
PORT_SECONDS = 10.0
PORT_PAUSE = 0.2
# A folder that no disk backs, where the system has one.
IN_MEMORY = "/dev/shm"  # noqa: S108 - only for an unnamed file


class Command(SiteCommand):
    """Updates database, static files, demo record and index, then becomes gunicorn."""

    help = "Prepare the site (database, static files, demo record, index) and serve it on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default=HOST, help="address to listen on; in a container, 0.0.0.0")
        parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")

    def handle(self, *, host: str, port: int, prepare_only: bool, **_: Any) -> None:
        self.wait_for_port(host, port)
        self.stdout.write(f"Database, index and uploads are kept in {settings.DATA_DIR}")
        call_command("migrate", verbosity=0, interactive=False)
        if problem := home.problem():
            raise CommandError(problem)
        name_keys()
        for problem in key_problems():
            self.stderr.write(problem)
        collect_static_files()
        # The index comes first, so that it exists and works before the demo record is added to it.
        try:
            call_command("work", only=runs.OUTBOX, stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(f"The search index is not up to date. All pages except the search work. {error}")
        if demo_is_wanted():
            call_command("demo", stdout=self.stdout)
        self.stdout.write(f"\n{current_site().name}: http://{HOST}:{port}/ (version {VERSION})")
        if is_set_up():
            self.stdout.write(f"Staff sign in at http://{HOST}:{port}/desk/")
        else:
            self.stdout.write(f"Set it up: http://{HOST}:{port}/desk/setup/?code={setup_code()}")
        if not prepare_only:
            self.stdout.write("Press Ctrl-C to stop. Nothing is lost.\n")
            self.stdout.flush()
            become_gunicorn(host, port)

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


def become_gunicorn(host: str, port: int) -> None:
    """Replace this process with gunicorn, which then handles signals and the exit status."""
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
    # An operator may have set it for an earlier version. The files would be mapped into memory.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    # Threads share their memory, so that what one has freed serves the others.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    # The URLs that the site gives out contain the port, unless SITE_URL names another one.
    os.environ["PORT"] = str(port)
    words = [str(word) for option in options.items() for word in option]
    os.execv(gunicorn, [str(gunicorn), *words, "--no-control-socket", "boardmeetings.wsgi:application"])  # noqa: S606 - no shell, own words
