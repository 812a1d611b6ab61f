"""The floors of the architecture hold: imports go down only."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_go_down_only() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


def test_each_module_of_the_project_has_a_floor() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if "archive" in contract["layers"])
    listed = {name for floor in floors for name in re.findall(r"boardmeetings\.(\w+)", floor)}
    there = {path.stem for path in (ROOT / "boardmeetings").iterdir() if not path.name.startswith("__")}
    assert there == listed & there, there - listed
