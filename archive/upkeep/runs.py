"""When the site was last backed up, restored for practice, and checked byte by byte.

The notes lie in files beside the database, not in it: a restored database would say what was true of the backup.
"""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

logger = logging.getLogger(__name__)

BACKUP, DRILL, FIXITY = "backup", "drill", "fixity"
KINDS = {
    BACKUP: "Last backup",
    DRILL: "Last restore for practice",
    FIXITY: "Last check of every text against its hash",
}


@dataclass(frozen=True)
class Run:
    """One run: when it ended, and what was wrong; nothing where all went well."""

    at: datetime
    problem: str


def note_run(kind: str, problem: str = "") -> None:
    """Keep that a run of the kind has ended now, and what was wrong; a disk that takes no note is only logged."""
    path = _folder() / f"{kind}.json"
    draft = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"at": timezone.now().isoformat(), "problem": problem[:2000]}))
        draft.replace(path)
    except OSError as error:
        logger.error("The run of %s could not be noted: %s", kind, error)


def last_run(kind: str) -> Run | None:
    """Return the last run of the kind, or nothing where none is known."""
    try:
        told = json.loads((_folder() / f"{kind}.json").read_text())
        return Run(datetime.fromisoformat(told["at"]), told["problem"])
    except (OSError, ValueError, KeyError):
        return None


def _folder() -> Path:
    return Path(settings.UPKEEP_DIR)
