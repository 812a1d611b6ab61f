"""A name for the code, templates and settings that make a page. Another build may show the same record differently."""

import hashlib
from functools import cache
from pathlib import Path

import django
from django.conf import settings

FOLDERS = ("archive", "boardmeetings", "templates")
ENDINGS = frozenset({".css", ".html", ".js", ".mo", ".py", ".svg", ".ttf", ".txt"})


@cache
def build() -> str:
    """Return a name for the code that this process runs, from the contents of its files: the same on every machine."""
    digest = hashlib.sha256(f"{django.get_version()} {settings.LANGUAGE_CODE}".encode())
    root = Path(settings.BASE_DIR)
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in ENDINGS:
                digest.update(f"\n{path.relative_to(root)} ".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
