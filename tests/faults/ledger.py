"""The acts that were acknowledged, in a file that no crash of the site affects: one line per act, synced at once."""

import json
import os
from pathlib import Path
from typing import Any


class Ledger:
    """The acts of one site."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, **act: Any) -> None:
        """Store an act."""
        with self.path.open("a") as file:
            file.write(json.dumps(act) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def acts(self, *names: str) -> list[dict[str, Any]]:
        """Return the acts with these names in order, or all acts if no name is given. Ignore a torn last line."""
        if not self.path.exists():
            return []
        lines = [line for line in self.path.read_text().splitlines(keepends=True) if line.endswith("\n")]
        return [act for act in map(json.loads, lines) if not names or act["act"] in names]

    def correctable(self, some: int) -> list[int]:
        """Return the numbers of the statements published last."""
        return [act["number"] for act in self.acts("published")[-some:]]
