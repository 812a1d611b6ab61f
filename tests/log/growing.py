"""The log, as readers fetch it and as an operator could forge it."""

import json
from pathlib import Path
from urllib.parse import urljoin

from django.test import Client

from archive.log import append, differences_from_log, log_faults, not_in_log, verifier_key
from archive.log.changes import settle
from archive.log.checkpoint import Checkpoint, origin, signed
from archive.log.tiles import grow as grow_tiles
from archive.log.tiles import reader
from archive.log.tree import root
from archive.models import (
    Commitment,
    LogEntry,
    LogHead,
    LogTile,
    Statement,
)
from tools.witness import watch


def grow() -> int:
    settle()
    return append()


def fetch(path: str) -> bytes:
    """Fetch as a witness does: from the address of the log on."""
    answer = Client().get(urljoin("/log/", path))
    if answer.status_code in {404, 410}:
        raise FileNotFoundError(path)
    assert answer.status_code == 200, path
    return answer.getvalue()


def watched(kept: Path, sample: int = 50) -> str:
    """Be a witness of the log, who looks at all objects, and does not wait."""
    return watch(fetch, verifier_key(), kept, sample=sample, wait=lambda _: None)


def faults_of_record() -> list[str]:
    """Return what the site's own check says of what the log commits to."""
    held, numbers = (list(model.objects.values_list("pk", flat=True)) for model in (Commitment, Statement))
    return [*log_faults(), *differences_from_log(held), *not_in_log(numbers)]


def entries() -> list[dict[str, object]]:
    return [json.loads(text) for text in LogEntry.objects.values_list("text", flat=True)]


def entries_of(statement: Statement) -> list[dict[str, object]]:
    mine = [entry for entry in entries() if (entry.get("subject"), entry.get("number")) == ("statement", statement.pk)]
    return [{name: entry[name] for name in ("kind", "root", "fields") if name in entry} for entry in mine]


def rebuild(texts: list[str]) -> None:
    """Write another history: the log is made again from these entries and signed, as an operator could."""
    LogTile.objects.all().delete()
    grow_tiles(0, [text.encode() for text in texts])
    note = signed(Checkpoint(origin(), len(texts), root(reader(), 0, len(texts))))
    LogHead.objects.update(size=len(texts), checkpoint=note)
