"""``python -m tools.release 1.0.0``: make a release from the changelog.

The entries under “Unreleased” get the heading of the version, the database of a new site of this version is kept as SQL
for the tests of upgrades, and both are one commit, which gets the tag. A second commit names the first in
``docs/releases.md`` and ``docs/deploy.md``, because not every clone has the tags, and begins what comes next. Nothing
is pushed.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tools.released_database import sql_of

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r"\d+\.\d+\.\d+")
UNRELEASED = re.compile(r"(?ms)^## Unreleased\n(.*?)(?=^## |\Z)")
LINE = re.compile(r'(?m)^VERSION = ".*"$')
KEPT = Path("tests/machine/database/released")
RELEASES, DEPLOY = Path("docs/releases.md"), Path("docs/deploy.md")
# How an operator checks out the latest release.
CHECKOUT = re.compile(r"git checkout [0-9a-f]{40}")


class NotReleased(Exception):
    """Why there is no release. Nothing was changed."""


def main(version: str, root: Path = ROOT) -> None:
    """Make the release in the clone, and say how to publish it; raise NotReleased if it cannot be made."""
    changelog, own = root / "docs" / "changelog.md", root / "boardmeetings" / "__init__.py"
    check(version, root)
    text = changelog.read_text(encoding="utf-8")
    entries = unreleased(text)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    heading = f"## {version}, {today}"
    database = sql_of_new_site(root)
    changelog.write_text(
        UNRELEASED.sub(lambda _: f"## Unreleased\n\n{heading}\n\n{entries}\n\n", text).rstrip() + "\n",
        encoding="utf-8",
    )
    own.write_text(LINE.sub(f'VERSION = "{version}"', own.read_text()))
    kept = root / KEPT / f"{version}.sql"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(database, encoding="utf-8")
    git(root, "add", str(changelog), str(own), str(kept))
    git(root, "commit", "--quiet", "-m", f"Release {version}", "-m", "docs/changelog.md says what it has.")
    git(root, "tag", "--annotate", "--cleanup=verbatim", "-m", f"Version {version}\n\n{entries}", f"v{version}")
    own.write_text(LINE.sub(f'VERSION = "{version}+unreleased"', own.read_text()))
    name_commit(root, version, today)
    why = "A site of a later commit says that it is not the release, whose commit\nthe documents name."
    git(root, "commit", "--quiet", "--all", "-m", f"Begin what comes after {version}", "-m", why)
    print(f"v{version} is tagged. To publish it: git push --follow-tags")


def name_commit(root: Path, version: str, day: str) -> None:
    """Name the commit that was just made as the release, in the list of releases and for operators."""
    commit = git(root, "rev-parse", "HEAD")
    with (root / RELEASES).open("a", encoding="utf-8") as releases:
        releases.write(f"| {version} | {day} | `{commit}` |\n")
    deploy = root / DEPLOY
    deploy.write_text(CHECKOUT.sub(f"git checkout {commit}", deploy.read_text(encoding="utf-8")), encoding="utf-8")


def check(version: str, root: Path) -> None:
    """Raise NotReleased if the version or the clone is not ready."""
    if not VERSION.fullmatch(version):
        raise NotReleased(f"“{version}” is not a version. Write it as 1.0.0.")
    if git(root, "status", "--porcelain"):
        raise NotReleased("There are changes that are not committed. Commit them first.")
    earlier = list(released(root))
    if earlier and numbers(version) <= max(map(numbers, earlier)):
        raise NotReleased(f"{version} is not later than {max(earlier, key=numbers)}, which is released.")
    unreleased((root / "docs" / "changelog.md").read_text(encoding="utf-8"))


def unreleased(changelog: str) -> str:
    """Return the entries that no release has; raise NotReleased if there are none."""
    match = UNRELEASED.search(changelog)
    if not match or not match[1].strip():
        raise NotReleased("docs/changelog.md has no entries under “Unreleased”.")
    return match[1].strip()


def released(root: Path) -> Iterator[str]:
    """Yield the versions that were released, from their databases: a clone may lack the tags."""
    return (kept.stem for kept in (root / KEPT).glob("*.sql"))


def commit_of(root: Path, version: str) -> str:
    """Return the hash of the commit that released the version."""
    return git(root, "log", "--follow", "--diff-filter=A", "--format=%H", "--", f"{KEPT}/{version}.sql")


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, in which it is compared."""
    return tuple(map(int, version.split(".")))


def sql_of_new_site(root: Path) -> str:
    """Return the database of a new site with the demo record, as SQL for SQLite."""
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, "DATA_DIR": place, "LOG_LEVEL": "ERROR", "DATABASE_URL": ""}
        for words in (["migrate", "--verbosity", "0"], ["demo"]):
            command = [sys.executable, "manage.py", *words]
            subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)  # noqa: S603 - own words
        return sql_of(Path(place) / "archive.sqlite3")


def git(root: Path, *words: str) -> str:
    """Run git in the clone, and return what it prints."""
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)  # noqa: S603, S607 - own words
    return done.stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the version
        sys.exit("Name the version: python -m tools.release 1.0.0")
    try:
        main(sys.argv[1])
    except NotReleased as problem:
        sys.exit(f"There is no release. {problem}")
