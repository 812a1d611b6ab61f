"""The first hour of a newcomer, in one run: from a clone with ``make run`` to a served site with an account.

Only the download of packages is left out: the clone uses those of the tests. Nothing that is printed may be ignored.
"""

import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import in_a_file
from tests.deploy.site import free_port, running

PASSWORD = "nine purple otters dancing"
# All that a first ``make run`` says, line by line.
SAID = (
    r"Database, index and uploads are kept in .*",
    r"fixtures/[\w.-]+: \d+ statements added\.",
    r"Boardmeetings: http://127\.0\.0\.1:\d+/ \(version .*\)",
    r"Set it up: http://127\.0\.0\.1:\d+/desk/setup/\?code=\w+",
    r"Press Ctrl-C to stop\. Nothing is lost\.",
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
def test_a_newcomer_comes_from_a_clone_to_a_site_with_an_account(clone: Path, tmp_path: Path) -> None:
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
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    assert changed.stdout == ""


def manage(clone: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(clone / ".venv" / "bin" / "python"), "manage.py", *words],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
