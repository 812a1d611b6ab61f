"""The first hour of an owner, in one run: from a clone with ``make run`` to a site behind Caddy that keeps backups.

The account that was made first signs in there, too. The programs are those of the units of ``deploy/``; the image walks
the same way in ``.ci/container``. Only the download of packages is left out: the clone uses those of the tests. Nothing
that is printed may be ignored.
"""

import http.cookiejar
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import in_a_file
from tests.deploy.proxied import DEPLOY, behind_caddy, get, needs, post
from tests.deploy.site import running
from tests.deploy.test_manage import settings_in
from tests.servers.postgresql import free_port

SECONDS = 180
PASSWORD = "nine purple otters dancing"
# All that a first ``make run`` says, line by line.
SAID = (
    r"Database, index and uploads are kept in .*",
    r"fixtures/[\w.-]+: \d+ statements added\.",
    r"Boardmeetings: http://127\.0\.0\.1:\d+/ \(version .*\)",
    r"Set it up: http://127\.0\.0\.1:\d+/desk/setup/\?code=\w+",
    r"Press Ctrl-C to stop\. Nothing is lost\.",
)
# What an owner has still to do then: a name in the DNS, with a certificate, a second factor, mail, another disk.
OWED = (
    "cannot be opened from here",
    "The certificate of",
    "without a second factor",
    "EMAIL_HOST",
    "on the disk of the",
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    if not (settings.BASE_DIR / ".git").exists() or not shutil.which("make"):
        pytest.skip("A newcomer has git and make, which are missing here.")
    place = tmp_path / "site"
    subprocess.run(["git", "clone", "--quiet", str(settings.BASE_DIR), str(place)], check=True)
    packages = place / ".venv"
    packages.mkdir()
    for path in Path(sys.prefix).iterdir():
        if not path.name.startswith("installed"):
            (packages / path.name).symlink_to(path)
    (packages / "installed").touch()
    return place


@in_a_file
@pytest.mark.slow
@needs("caddy")
def test_an_owner_comes_from_a_clone_to_a_site_behind_a_proxy(clone: Path, tmp_path: Path) -> None:
    port, log, data = free_port(), tmp_path / "log", tmp_path / "data"
    home = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {**home, "HOME": str(tmp_path), "PORT": str(port), "DATA_DIR": str(data)}
    address = f"http://127.0.0.1:{port}"
    with running(["make", "run"], f"{address}/healthz", log, env=environment, cwd=clone):
        lines = [line for line in log.read_text().splitlines() if line]
        assert [line for line in lines if not any(re.fullmatch(said, line) for said in SAID)] == []
        assert len([line for line in lines if line.startswith("Set it up")]) == 1
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        assert b"mark>" in browser.open(f"{address}/search/?q=library").read()

        password = tmp_path / "password"
        password.write_text(f"{PASSWORD}\n")
        words = ["--name", "Sample Lake Archive", "--username", "kim", "--email", "kim@example.org"]
        told = manage(clone, environment, "setup", *words, "--password-file", str(password))
        assert "Sample Lake Archive is set up" in told.stdout
        assert told.stderr == ""

        page = browser.open(f"{address}/desk/sign-in/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "username": "kim", "password": PASSWORD}
        headers = {"Referer": f"{address}/desk/sign-in/"}
        request = urllib.request.Request(
            f"{address}/desk/sign-in/", urllib.parse.urlencode(form).encode(), headers=headers
        )
        with browser.open(request) as answer:
            assert "second-factor" in answer.url
            assert "Sample Lake Archive" in answer.read().decode()

        # What is missing is told with what to do about it.
        doctor = manage(clone, environment, "doctor")
        assert doctor.returncode == 1
        assert "BACKUP_DIR is not set" in doctor.stdout
        assert "Traceback" not in doctor.stdout + doctor.stderr
    with served_by_units(clone, environment, tmp_path) as (port, settings_file):
        with behind_caddy(port, tmp_path) as secure:
            sign_in = get(secure, "/desk/sign-in/")
            answer = post(secure, "/desk/sign-in/", sign_in, username="kim", password=PASSWORD)
            assert (answer.status, answer.headers["Location"]) == (302, "/desk/")
            assert b"Sample Lake Archive" in get(secure, "/about/").body
        doctor = manage(clone, settings_file, "doctor")
        complaints = [line for line in doctor.stdout.splitlines() if line.startswith("  - ")]
        assert [line for line in complaints if not any(reason in line for reason in OWED)] == []
        assert len(complaints) == len(OWED)
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    assert changed.stdout == ""


@contextmanager
def served_by_units(clone: Path, environment: dict[str, str], folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Inside this context, the programs of both units run, with the settings of ``deploy/`` and folders of their own.

    Yield the port of the site and the settings, once the worker has made the first backup.
    """
    port, backups = free_port(), folder / "backups"
    backups.mkdir()
    from_file = settings_in((DEPLOY / "boardmeetings.env").read_text())
    own = {"DATA_DIR": environment["DATA_DIR"], "BACKUP_DIR": str(backups), "PYTHONDONTWRITEBYTECODE": "1"}
    variables = {**environment, **from_file, **own}
    site, worker = (started_by(unit, clone) for unit in ("boardmeetings.service", "boardmeetings-worker.service"))
    site[site.index("8000")] = str(port)
    options = {"env": variables, "cwd": clone}
    address = f"http://127.0.0.1:{port}/healthz"
    with (
        running(site, address, folder / "site.log", **options),
        running(worker, address, folder / "worker.log", **options),
    ):
        until = time.monotonic() + SECONDS
        while not [*backups.iterdir()]:
            assert time.monotonic() < until, (folder / "worker.log").read_text()
            time.sleep(1)
        yield port, variables


def started_by(unit: str, clone: Path) -> list[str]:
    """Return the command that a unit of ``deploy/`` runs, in the clone."""
    found = re.search(r"(?m)^ExecStart=(.+)$", (DEPLOY / unit).read_text())
    return shlex.split(found[1].replace("/srv/boardmeetings", str(clone)))


def manage(clone: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(clone / ".venv" / "bin" / "python"), "manage.py", *words],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
