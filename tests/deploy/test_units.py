"""systemd understands the units, they give the processes few rights, and the programs that they start exist."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
# "systemd-analyze security" calls 2 and less OK; a service without any of this has 9.6.
EXPOSURE = 20
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")


@pytest.fixture(params=UNITS, ids=[unit.name for unit in UNITS])
def unit(request: pytest.FixtureRequest) -> Path:
    return request.param


def value(unit: Path, name: str) -> str:
    return re.search(rf"(?m)^{name}=(.*)$", unit.read_text())[1]


def test_each_unit_starts_an_existing_command(unit: Path) -> None:
    python, manage, command, *_ = shlex.split(value(unit, "ExecStart"))
    folder = value(unit, "WorkingDirectory")
    assert python == f"{folder}/.venv/bin/python"
    assert (settings.BASE_DIR / manage).exists()
    assert command in get_commands()


def test_both_units_have_the_same_privileges() -> None:
    site, worker = (
        {line for line in unit.read_text().splitlines() if "=" in line and not line.startswith("#")}
        for unit in sorted(UNITS, key=lambda unit: "worker" in unit.name)
    )
    names = {line.partition("=")[0] for line in site ^ worker}
    assert names <= {"Description", "After", "ExecStart", "RestartSec", "TimeoutStartSec", "ReadWritePaths"}


@needs_systemd
def test_systemd_accepts_each_unit_and_rates_it_safe(unit: Path, tmp_path: Path) -> None:
    copy = tmp_path / unit.name
    # The account and the programs are those of this machine, not of the server.
    text = re.sub(r"(?m)^(User|Group)=.*\n", "", unit.read_text())
    text = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text)
    copy.write_text(text.replace("boardmeetings.service", ""))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    complaints = [line for line in verified.stderr.splitlines() if unit.name in line]
    assert complaints == []
    copy.write_text(unit.read_text())
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE}", str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert rated.returncode == 0, rated.stdout
