"""Everything that the documents name exists: files, ``make`` targets, commands, modules, and the targets of links."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.utils.text import slugify

from boardmeetings.variables import PAGE, VARIABLES, page

ROOT = Path(__file__).parents[2]
ROOMS_DESCRIBED = (ROOT / "archive").rglob("README.md")
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").glob("*.md"), *ROOMS_DESCRIBED])
ROOMS = "archive|boardmeetings|docs|fixtures|templates|tests|tools"
PATH = re.compile(rf"`((?:{ROOMS})/[\w/.*-]*)(?:::(\w+))?`")
CODE = re.compile(r"(?s)```.*?```|`[^`\n]+`")
TARGET = re.compile(r"\bmake ([a-z-]+)\b")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
MODULE = re.compile(rf"(?:python -m |`)((?:{ROOMS})\.(?!sqlite3|py\b)\w[\w.]*\w)")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"(?m)^#+ (.+)$")


@pytest.fixture(params=DOCUMENTS, ids=[str(document.relative_to(ROOT)) for document in DOCUMENTS])
def document(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_every_named_path_exists(document: Path) -> None:
    for path, test in PATH.findall(document.read_text()):
        found = [*ROOT.glob(path)]
        assert found, path
        assert not test or f"def {test}(" in found[0].read_text(), f"{path}::{test}"


def test_every_named_make_target_exists(document: Path) -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text()))
    named = {target for code in CODE.findall(document.read_text()) for target in TARGET.findall(code)}
    assert named <= targets


def test_every_named_command_exists(document: Path) -> None:
    assert set(COMMAND.findall(document.read_text())) <= set(get_commands())


def test_every_named_module_exists(document: Path) -> None:
    for name in MODULE.findall(document.read_text()):
        parts = name.split(".")
        # A name can continue after the module: archive.exports.addresses.permanent_url.
        size = next(size for size in range(len(parts), 0, -1) if _is_module(parts[:size]))
        if left := parts[size:]:
            assert hasattr(import_module(".".join(parts[:size])), left[0]), name


def test_exactly_the_settings_of_operators_are_described() -> None:
    read = re.compile(r"\benv\.(?!given|take_out|with_others)\w+\(\s*\"([A-Z_0-9]+)\"")
    modules = [*(ROOT / "boardmeetings").rglob("*.py"), *(ROOT / "archive").rglob("*.py")]
    names = {name for module in modules for name in read.findall(module.read_text())}
    assert len(names) > 20
    assert names == set(VARIABLES)
    assert page() == PAGE.read_text()


def test_every_link_leads_somewhere(document: Path) -> None:
    for path, anchor in LINK.findall(document.read_text()):
        target = document.parent / path if path else document
        assert target.exists(), path
        if anchor:
            assert anchor in {slugify(heading) for heading in HEADING.findall(target.read_text())}, f"{path}#{anchor}"


def _is_module(parts: list[str]) -> bool:
    place = ROOT.joinpath(*parts)
    return place.is_dir() or place.with_suffix(".py").is_file()
