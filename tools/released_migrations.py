"""``python -m tools.released_migrations``: a migration that was released is never edited, renamed or taken away.

Sites have applied it, so another one of the same name would leave them with other tables than new sites have. ``make
lint`` runs this. It compares the migrations with those of the last release.
"""

import sys
from pathlib import Path

from tools.release import ROOT, commit_of, git, numbers, released

FOLDER = "archive/migrations"


def main(root: Path = ROOT) -> list[str]:
    """Return what is wrong, a sentence for each migration; print what was compared."""
    last = max(released(root), key=numbers, default=None)
    if last is None:
        print("There is no release yet, so every migration may still change.")
        return []
    commit = commit_of(root, last)
    names = [name for name in git(root, "ls-tree", "-r", "--name-only", commit, FOLDER).split() if _is_one(name)]
    problems = [problem for name in names if (problem := _problem(root, commit, name))]
    if not problems:
        print(f"The {len(names)} migrations of version {last} are as they were released.")
    return problems


def _is_one(name: str) -> bool:
    return name.endswith(".py") and Path(name).name != "__init__.py"


def _problem(root: Path, commit: str, name: str) -> str:
    stored = root / name
    if not stored.exists():
        return f"{name} was released and is gone. Bring it back."
    if stored.read_text(encoding="utf-8").strip() != git(root, "show", f"{commit}:{name}"):
        return f"{name} was released and has changed. Bring it back, and write another migration."
    return ""


if __name__ == "__main__":
    sys.exit("\n".join(main()) or None)
