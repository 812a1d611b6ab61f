"""``deploy/manage`` reads the settings file as systemd does for the units, whatever signs a password has."""

import os
import re
import stat
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

SCRIPT = settings.BASE_DIR / "deploy" / "manage"


def _load():
    loader = SourceFileLoader("deploy_manage", str(SCRIPT))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module.settings_in


settings_in = _load()
# What systemd.exec(5) and its parser (env-file.c) make of each value.
READ = {
    "pa$$word": "pa$$word",
    "a$HOME`id`": "a$HOME`id`",
    '"a$b"': "a$b",
    "'a$b\"c\\d'": 'a$b"c\\d',
    r'"a\$b\"c\\d\e"': 'a$b"c\\d\\e',
    "a b # c": "a b # c",
    "#a": "#a",
    '"a # b"': "a # b",
    "  spaces around  ": "spaces around",
    '" kept "': " kept ",
    r"a\ ": "a ",
    r"back\\slash": r"back\slash",
    "it's": "it's",
    '"one"two': "onetwo",
    "'one' \"two\"": "onetwo",
    "": "",
    "a=b=c": "a=b=c",
    "Sample <a@example.org>": "Sample <a@example.org>",
    '"two\nlines"': "two\nlines",
    "one\\\nline": "oneline",
}


@pytest.mark.parametrize("written", READ)
def test_a_value_is_read_as_systemd_reads_it(written: str) -> None:
    assert settings_in(f"# first\n\nBEFORE=1\nKEY={written}\nAFTER=2\n") == {
        "BEFORE": "1",
        "KEY": READ[written],
        "AFTER": "2",
    }


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_password_can_be_written_between_quotes(password: str) -> None:
    quoted = re.sub(r'(["\\`$])', r"\\\1", password)
    assert settings_in(f'KEY="{quoted}"\nAFTER=2') == {"KEY": password, "AFTER": "2"}


@given(st.text(st.sampled_from("aB1$#;=`!&|<>(){}*?~%^@:,./-_+")).filter(bool))
def test_a_password_without_quotes_blanks_and_backslashes_needs_none(password: str) -> None:
    assert settings_in(f"KEY={password}") == {"KEY": password}


@given(st.text())
def test_any_file_is_read(text: str) -> None:
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in settings_in(text))


def test_comments_and_lines_that_set_nothing_are_skipped() -> None:
    text = "; a=1\n#b=2 \\\nstill=comment\nnothing\n 1x=3\nexport c=4\n  d = 5\n"
    assert settings_in(text) == {"d": "5"}


def test_the_sample_file_has_only_known_settings() -> None:
    from archive.upkeep.doctor import address_problem
    from boardmeetings.variables import VARIABLES

    sample = (settings.BASE_DIR / "deploy" / "boardmeetings.env").read_text()
    found = settings_in(re.sub(r"(?m)^#(?=[A-Z])", "", sample))
    assert set(found) <= set(VARIABLES)
    assert address_problem(found["EMAIL_FROM"]) == ""


def test_the_command_runs_as_the_account_with_these_settings(tmp_path: Path) -> None:
    file, bin_folder = tmp_path / "settings.env", tmp_path / "bin"
    file.write_text("EMAIL_HOST_PASSWORD=pa$$ word#1\n")
    bin_folder.mkdir()
    runuser = bin_folder / "runuser"
    runuser.write_text('#!/bin/sh\nprintf "%s|" "$EMAIL_HOST_PASSWORD" "$DATA_DIR" "$@"\n')
    runuser.chmod(stat.S_IRWXU)
    environment = os.environ | {"SETTINGS": str(file), "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    environment.pop("DATA_DIR", None)
    told = subprocess.run(
        [str(SCRIPT), "doctor", "--mail-to", "a b"], capture_output=True, text=True, check=True, env=environment
    )
    command = "-u|boardmeetings|--|.venv/bin/python|manage.py|doctor|--mail-to|a b|"
    assert told.stdout == f"pa$$ word#1|/var/lib/boardmeetings|{command}"
