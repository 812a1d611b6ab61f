"""What ``make`` installs is complete or absent, even if the installation is killed."""

import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[2] / "Makefile"
# Stands in for Python and its pip: ``-m venv FOLDER`` makes a folder with itself in it, ``-m pip install`` a program
# there; where a file named "kill" lies beside, it dies half way.
PYTHON = """#!/bin/sh
case "$*" in
"-m venv "*)
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
*"pip install"*)
    program=$(dirname "$0")/served
    echo "#!$PWD/$(dirname "$0")/python" >"$program"
    if [ -e kill ]; then kill -9 $$; fi
    echo "$*" >>"$program" ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project without dependencies, and a Python for it."""
    shutil.copy(MAKEFILE, tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "tests" / "requirements.txt").touch()
    python = tmp_path / "python"
    python.write_text(PYTHON)
    python.chmod(0o700)
    return tmp_path


def make(project: Path, target: str) -> subprocess.CompletedProcess[str]:
    words = ["make", "-C", str(project), f"PYTHON={project}/python", target]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def kill_installations(project: Path, *, kill: bool) -> None:
    (project / "kill").touch() if kill else (project / "kill").unlink()


def test_a_killed_installation_does_not_count(project: Path) -> None:
    kill_installations(project, kill=True)
    assert make(project, ".venv/installed").returncode
    assert not (project / ".venv").exists()

    kill_installations(project, kill=False)
    assert make(project, ".venv/installed").returncode == 0
    program = (project / ".venv/bin/served").read_text()
    assert program.startswith(f"#!{project}/.venv/bin/python\n")
    assert program.endswith("--require-hashes -r requirements.lock\n")
    assert "Installing" not in make(project, ".venv/installed").stdout


def test_a_killed_upgrade_keeps_the_old_packages_and_is_repeated(project: Path) -> None:
    make(project, ".venv/installed-for-tests")
    installed = (project / ".venv/bin/served").read_text()
    (project / ".venv/installed").unlink()
    kill_installations(project, kill=True)
    assert make(project, ".venv/installed").returncode
    assert (project / ".venv/bin/served").read_text() == installed

    kill_installations(project, kill=False)
    assert make(project, ".venv/installed").returncode == 0
    assert (project / ".venv/bin/served").read_text().endswith("-r tests/requirements.txt\n"), "tests run as before"
    assert "Installing" not in make(project, ".venv/installed-for-tests").stdout
    assert sorted(path.name for path in project.glob(".venv*")) == [".venv"]
