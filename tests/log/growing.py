"""The log, as readers fetch it and as an operator could forge it."""

import json

from django.test import Client

from archive.alerts.changes import settle
from archive.log import append
from archive.log.checkpoint import Checkpoint, origin, signed
from archive.log.tiles import grow as grow_tiles
from archive.log.tiles import reader
from archive.log.tree import root
from archive.models import (
    LogEntry,
    LogHead,
    LogTile,
    Statement,
)


def grow() -> int:
    settle()
    return append()


def fetch(path: str) -> bytes:
    answer = Client().get(f"/log/{path}")
    assert answer.status_code == 200, path
    return answer.content


def entries() -> list[dict[str, object]]:
    return [json.loads(text) for text in LogEntry.objects.values_list("text", flat=True)]


def entries_of(statement: Statement) -> list[dict[str, object]]:
    mine = [entry for entry in entries() if (entry["subject"], entry["number"]) == ("statement", statement.pk)]
    return [{name: entry[name] for name in ("kind", "sha256") if name in entry} for entry in mine]


def rebuild(texts: list[str]) -> None:
    """Write another history: the log is made again from these entries and signed, as an operator could."""
    LogTile.objects.all().delete()
    grow_tiles(0, [text.encode() for text in texts])
    note = signed(Checkpoint(origin(), len(texts), root(reader(), 0, len(texts))))
    LogHead.objects.update(size=len(texts), checkpoint=note)
