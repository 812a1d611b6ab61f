"""The tests of a module are in the folder of the same name, or where docs/contributing.md says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRIBUTING = (ROOT / "docs/contributing.md").read_text()
# A row of the list: modules or a folder of them, and where their tests are.
ROW = re.compile(r"^\| (`(?:archive|boardmeetings)/[^|]*) \| (`tests/[^|]*) \|$", re.MULTILINE)
PATH = re.compile(r"`([^`]+)`")
ELSEWHERE = {modules: PATH.findall(tests) for row, tests in ROW.findall(CONTRIBUTING) for modules in PATH.findall(row)}


def modules() -> Iterator[Path]:
    for package in ("archive", "boardmeetings"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name != "__init__.py" and "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def has_tests_beside_it(module: Path) -> bool:
    """Return whether a test module has its name, or its folder of tests has any test."""
    inside = Path(*module.parts[1:]) if module.parts[0] == "archive" else module
    folder = ROOT / "tests" / inside.parent
    if inside.parent == Path():
        return (folder / f"test_{module.stem}.py").exists()
    return any(folder.glob("test_*.py"))


def row_of(module: Path) -> str | None:
    """Return the row of the list that names the module, or the nearest folder around it."""
    places = [str(module), *(f"{folder}/" for folder in module.parents)]
    return next((place for place in places if place in ELSEWHERE), None)


def test_the_tests_of_each_module_can_be_found():
    assert not [str(module) for module in modules() if not has_tests_beside_it(module) and row_of(module) is None]


def test_each_row_of_the_list_is_needed_and_leads_to_tests():
    needed = {row_of(module) for module in modules() if not has_tests_beside_it(module)}
    assert set(ELSEWHERE) == needed
    missing = [place for places in ELSEWHERE.values() for place in places if not (ROOT / place).exists()]
    assert not missing


ROOMS = sorted(folder.parent for folder in (ROOT / "archive").glob("*/__init__.py"))
# Folders whose content Django prescribes.
OF_DJANGO = {"migrations", "templatetags"}
# A row of a room's README: what somebody looks for, and where it is, from the room on.
WHERE = re.compile(r"^\| [^|]+ \| ([^|]*`[^|]*) \|$", re.MULTILINE)


@pytest.mark.parametrize("room", [room for room in ROOMS if room.name not in OF_DJANGO], ids=lambda room: room.name)
def test_each_room_says_where_to_look(room: Path):
    places = [place for row in WHERE.findall((room / "README.md").read_text()) for place in PATH.findall(row)]
    assert places
    assert not [place for place in places if not (room / place).exists() and not (ROOT / place).exists()]


@pytest.mark.parametrize("readme", sorted((ROOT / "archive").rglob("README.md")), ids=lambda readme: readme.parent.name)
def test_each_module_that_a_readme_names_is_where_it_says(readme: Path):
    named = [place for place in PATH.findall(readme.read_text()) if re.fullmatch(r"[\w/.-]+\.py", place)]
    assert not [place for place in named if not (readme.parent / place).exists() and not (ROOT / place).exists()]
