"""The image can be built from the repository, and the services of the compose files use it."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

from boardmeetings.variables import VARIABLES
from tests.deploy.composition.pod import IMAGES, PYTHON

ROOT = settings.BASE_DIR
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
LARGE = (ROOT / "compose.large.yaml").read_text()
# Settings of the other services, not of the site.
OTHERS = {"SITE", "SITE_ADDRESS", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"}
OTHERS |= {"DISABLE_SECURITY_PLUGIN", "DISABLE_INSTALL_DEMO_CONFIG", "OPENSEARCH_JAVA_OPTS"}


def test_the_image_copies_existing_files_and_runs_without_privileges() -> None:
    copied = {word for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", CONTAINERFILE) for word in line.split()[:-1]}
    assert copied
    for name in copied:
        assert list(ROOT.glob(name)), name
        assert f"!{name}" in (ROOT / ".containerignore").read_text().splitlines(), name
    assert re.search(r"(?m)^USER \d+$", CONTAINERFILE)
    assert "HEALTHCHECK" in CONTAINERFILE


def test_each_persistent_folder_belongs_to_the_account_of_the_site() -> None:
    made = re.search(r"install -d .*-o (\d+) -g \d+ (.+)", CONTAINERFILE)
    kept = set(re.findall(r"(?m)^    - \w+:(/\w+)$", COMPOSE.partition("\nservices:")[0]))
    assert made
    assert made[1] == re.search(r"(?m)^USER (\d+)$", CONTAINERFILE)[1]
    assert kept == set(made[2].split()) == {"/data", "/backups"}
    assert "BACKUP_DIR: /backups" in COMPOSE.partition("\nservices:")[0]


def test_static_files_are_outside_the_persistent_folders() -> None:
    places = dict(re.findall(r"(DATA_DIR|STATIC_ROOT)=(/\w+)", CONTAINERFILE))
    assert places["STATIC_ROOT"] != places["DATA_DIR"]


@pytest.mark.parametrize("text", [CONTAINERFILE, COMPOSE, LARGE])
def test_the_services_use_commands_and_settings_that_exist(text: str) -> None:
    for command in re.findall(r'(?:CMD|command:) \["(\w+)"', text):
        assert command in {*get_commands(), "caddy"}
    names = {name for name in re.findall(r"(?m)^\s+([A-Z_]+):", text) if name not in {"BASE", "EXTRAS"}}
    assert names <= set(VARIABLES) | OTHERS


def test_the_larger_setup_extends_existing_services_and_installs_their_packages() -> None:
    services = {text: set(re.findall(r"(?m)^  (\w+):$", text.split("\nvolumes:")[0])) for text in (COMPOSE, LARGE)}
    assert services[LARGE] - services[COMPOSE] == {"database", "search"}
    (extras,) = re.findall(r"(?m)EXTRAS: (.+)$", LARGE)
    for extra in extras.split():
        assert (ROOT / f"requirements-{extra}.txt").exists()
    for volume in re.findall(r"(?m)^      - (\w+):/", COMPOSE + LARGE):
        assert re.search(rf"(?m)^  {volume}:$", COMPOSE.split("\nvolumes:")[1] + LARGE.split("\nvolumes:")[1]), volume


def test_the_database_is_healthy_only_when_it_listens_to_the_site() -> None:
    """While the image fills a new folder, a server listens on its socket alone, and is then stopped."""
    (check,) = re.findall(r'test: \["CMD", "pg_isready", (.+)\]', LARGE)
    assert '"--host=127.0.0.1"' in check


def test_the_composition_of_the_tests_stands_in_for_every_image_that_is_named() -> None:
    named = set(re.findall(r"(?m)^    image: (docker.io/\S+)$", COMPOSE + LARGE))
    assert named == set(IMAGES)
    assert f"ARG BASE={PYTHON}\n" in CONTAINERFILE
    versions = re.search(r"<opensearch.version>(.+?)<", (ROOT / "tests/servers/opensearch/pom.xml").read_text())
    assert any(image.endswith(f"/opensearch:{versions[1]}") for image in named)


def test_services_have_only_the_privileges_they_need() -> None:
    for line in ("read_only: true", "- ALL", "- no-new-privileges"):
        assert line in COMPOSE
