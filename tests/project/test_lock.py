"""The lock names every dependency with a version that is allowed and the hashes of its files."""

import re
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13")
PLATFORMS = (("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"))
HASHED = re.compile(r"(?m)^(?P<pin>[^\s#][^\\\n]*?) \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")
LOCK = (ROOT / "requirements.lock").read_text()


def environment(version: str, platform: tuple[str, str]) -> dict[str, str]:
    system, machine = platform
    return {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": system,
        "platform_machine": machine,
        "platform_system": system.capitalize(),
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "os_name": "posix",
    }


def pins() -> list[Requirement]:
    return [Requirement(match["pin"]) for match in HASHED.finditer(LOCK)]


def direct() -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines())
    return [Requirement(line) for line in lines if line]


@pytest.mark.parametrize("wanted", direct(), ids=lambda wanted: wanted.name)
def test_the_lock_has_every_dependency_for_every_python_and_machine(wanted: Requirement) -> None:
    held = [pin for pin in pins() if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
    for version, platform in product(VERSIONS, PLATFORMS):
        known = environment(version, platform)
        chosen = [pin for pin in held if pin.marker is None or pin.marker.evaluate(known)]
        assert len(chosen) == 1, f"run make lock: {wanted.name} on {version}, {platform}"
        (pinned,) = chosen[0].specifier
        assert pinned.operator == "=="
        assert wanted.specifier.contains(pinned.version), f"run make lock: {wanted.name}"


def test_every_line_of_the_lock_has_hashes_and_none_names_a_host() -> None:
    lines = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) == len(pins()) > len(direct())
    assert "://" not in LOCK
    assert "--index-url" not in LOCK
