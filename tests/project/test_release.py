"""A release is made from the changelog, in one step, and its migrations never change afterwards."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from boardmeetings import VERSION
from tools import release, released_migrations
from tools.release import DEPLOY, RELEASES, ROOT, NotReleased, git, main

CHANGELOG = """# Changelog

What changed.

## Unreleased

### Search
- It finds more.
"""


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(release, "sql_of_new_site", lambda _: "CREATE TABLE of_this_version (id);\n")
    for name, content in {
        "docs/changelog.md": CHANGELOG,
        "docs/releases.md": "| version | date | commit |\n|---|---|---|\n",
        "docs/deploy.md": f"Run `git fetch && git checkout {'0' * 40}`.\n",
        "boardmeetings/__init__.py": '"""The project."""\n\nVERSION = "0+unreleased"\n',
        "archive/migrations/__init__.py": "",
        "archive/migrations/0001_first.py": "first = 1\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    for words in (
        ["init", "--quiet"],
        ["config", "user.name", "Robin Sample"],
        ["config", "user.email", "r@example.org"],
    ):
        git(tmp_path, *words)
    commit(tmp_path)
    return tmp_path


def commit(clone: Path) -> None:
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "Work")


def test_a_release_has_the_entries_the_version_the_database_and_the_tag(clone: Path) -> None:
    main("1.0.0", clone)
    assert git(clone, "show", "v1.0.0:boardmeetings/__init__.py").endswith('VERSION = "1.0.0"')
    changelog = (clone / "docs" / "changelog.md").read_text()
    assert changelog.index("## Unreleased") < changelog.index("## 1.0.0, ") < changelog.index("- It finds more.")
    assert "of_this_version" in (clone / release.KEPT / "1.0.0.sql").read_text()
    assert "### Search\n- It finds more." in git(clone, "tag", "--list", "--format=%(contents)", "v1.0.0")
    commit = git(clone, "rev-parse", "v1.0.0^{commit}")
    assert f"`git fetch && git checkout {commit}`" in (clone / "docs" / "deploy.md").read_text()
    assert (clone / "docs" / "releases.md").read_text().endswith(f" | `{commit}` |\n")
    assert 'VERSION = "1.0.0+unreleased"' in (clone / "boardmeetings" / "__init__.py").read_text()
    assert git(clone, "status", "--porcelain") == ""


def test_a_second_release_keeps_the_first_and_must_be_later_and_have_entries(clone: Path) -> None:
    main("1.9.0", clone)
    with pytest.raises(NotReleased, match="no entries"):
        main("1.10.0", clone)
    path = clone / "docs" / "changelog.md"
    path.write_text(path.read_text().replace("## Unreleased\n", "## Unreleased\n\n- It finds all.\n"))
    with pytest.raises(NotReleased, match="not committed"):
        main("1.10.0", clone)
    commit(clone)
    for version in ("1.9.0", "1.2.0"):
        with pytest.raises(NotReleased, match=r"not later than 1\.9\.0"):
            main(version, clone)
    with pytest.raises(NotReleased, match="not a version"):
        main("1.10", clone)
    main("1.10.0", clone)
    entries = git(clone, "tag", "--list", "--format=%(contents)", "v1.10.0")
    assert "It finds all." in entries
    assert "It finds more." not in entries
    assert path.read_text().count("## 1.") == 2


def test_a_released_migration_may_not_be_edited_or_taken_away(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert released_migrations.main(clone) == []
    assert "no release yet" in capsys.readouterr().out
    main("1.0.0", clone)
    # As in a clone that was made without tags.
    git(clone, "tag", "--delete", "v1.0.0")
    assert released_migrations.main(clone) == []
    first, second = (clone / "archive" / "migrations" / name for name in ("0001_first.py", "0002_second.py"))
    second.write_text("second = 2\n")
    assert released_migrations.main(clone) == []
    first.write_text("first = 2\n")
    assert "has changed" in released_migrations.main(clone)[0]
    first.unlink()
    assert "is gone" in released_migrations.main(clone)[0]


def test_the_changelog_has_entries_for_the_next_release_and_the_version_its_form() -> None:
    root = Path(__file__).parents[2]
    assert release.UNRELEASED.search((root / "docs" / "changelog.md").read_text())
    assert release.LINE.findall((root / "boardmeetings" / "__init__.py").read_text()) == [f'VERSION = "{VERSION}"']


def test_a_clone_without_tags_checks_out_each_release_as_the_documents_say(tmp_path: Path) -> None:
    releases = re.findall(r"(?m)^\| (\S+) \| [\d-]+ \| `([0-9a-f]{40})` \|$", (ROOT / RELEASES).read_text())
    assert {version for version, _ in releases} == set(release.released(ROOT))
    clone = tmp_path / "clone"
    git(ROOT, "clone", "--quiet", "--no-tags", "--shared", "--no-checkout", str(ROOT), str(clone))
    for version, commit in releases:
        assert commit == release.commit_of(ROOT, version)
        assert f'VERSION = "{version}"' in git(clone, "show", f"{commit}:boardmeetings/__init__.py")
    (command,) = re.findall(r"`git fetch && (git checkout [0-9a-f]{40})`", (ROOT / DEPLOY).read_text())
    git(clone, *command.split()[1:], "--quiet")
    latest = max((version for version, _ in releases), key=release.numbers)
    assert f'VERSION = "{latest}"' in (clone / "boardmeetings" / "__init__.py").read_text()


def test_the_command_says_the_version() -> None:
    command = [sys.executable, "manage.py", "--version"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == f"{VERSION}\n"
