"""The recipe of the image builds from what is in the repository, and the services of compose.yaml use it."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

from boardmeetings.variables import VARIABLES

ROOT = settings.BASE_DIR
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()


def test_it_copies_what_is_there_and_runs_without_rights() -> None:
    copied = {word for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", CONTAINERFILE) for word in line.split()[:-1]}
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in (ROOT / ".containerignore").read_text().splitlines(), name
    assert re.search(r"(?m)^USER \d+$", CONTAINERFILE)
    assert "HEALTHCHECK" in CONTAINERFILE


def test_static_files_lie_outside_what_the_site_keeps() -> None:
    places = dict(re.findall(r"(DATA_DIR|STATIC_ROOT)=(/\w+)", CONTAINERFILE))
    assert places["STATIC_ROOT"] != places["DATA_DIR"]


@pytest.mark.parametrize("text", [CONTAINERFILE, COMPOSE])
def test_commands_and_settings_are_those_of_the_site(text: str) -> None:
    for command in re.findall(r'(?:CMD|command:) \["(\w+)"', text):
        assert command in {*get_commands(), "caddy"}
    names = {name for name in re.findall(r"(?m)^\s+([A-Z_]+):", text) if name != "BASE"}
    assert names <= set(VARIABLES)


def test_services_have_no_more_rights_than_they_need() -> None:
    for line in ("read_only: true", "- ALL", "- no-new-privileges"):
        assert line in COMPOSE
