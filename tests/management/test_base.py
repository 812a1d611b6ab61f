"""The base of the commands: what is checked before each of them."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Tags
from django.core.checks.registry import registry
from django.core.management import get_commands, load_command_class

from tests.databases import EmptyDatabase, environment_of

COMMANDS = sorted(name for name, app in get_commands().items() if app == "archive")
ROOT = Path(__file__).parents[2]
RUN = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "verify_record"])
print(*sorted(name for name in sys.modules if name.startswith("archive.") and name.endswith((".urls", ".views"))))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_checks_all_but_the_urls(name: str) -> None:
    checked = load_command_class("archive", name).requires_system_checks
    assert (
        registry.tags_available() - {Tags.urls, Tags.database} <= {*checked} <= registry.tags_available() - {Tags.urls}
    )


@pytest.mark.slow
def test_a_command_that_serves_no_page_imports_none(tmp_path: Path, empty_database: EmptyDatabase) -> None:
    empty_database.give(tmp_path)
    environment = environment_of(tmp_path) | {"DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, cwd=ROOT, check=True, capture_output=True)
    assert done.stdout.decode().splitlines()[-1] == ""
