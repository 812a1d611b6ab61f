"""Withdrawn words in imports: only editors may see them, whichever import has them."""

import json
import re
from typing import Any

from django.db.models import QuerySet

from archive.actions.removed_words.files import words_in_file
from archive.actions.removed_words.passages import plain_keys, telling_keys
from archive.actions.removed_words.repeats import Removed
from archive.models import ImportBatch, Revision, Statement
from archive.models.fields.described import TAKEN_OUT, texts_of_kind

ESCAPED = re.compile(r"\\.")


def may_hold_withdrawn(batch: ImportBatch) -> bool:
    """Return whether the import may contain words of withdrawn statements of its meeting, or of one with the same file.

    It does if it has words that no other statement of the meeting has, or all words of a withdrawn wording.
    """
    if batch.turns.filter(statement__status=Statement.Status.WITHDRAWN).exists():
        return True
    meetings = ImportBatch.objects.with_files_of(ImportBatch.objects.filter(pk=batch.pk)).values("meeting")
    wordings = Revision.objects.filter(statement__meeting__in=meetings)
    withdrawn = _texts(wordings.filter(statement__status=Statement.Status.WITHDRAWN))
    if not withdrawn:
        return False
    others = _texts(wordings.exclude(statement__status=Statement.Status.WITHDRAWN))
    removed = Removed.of(withdrawn, telling_keys(" ".join(withdrawn), " ".join(others)))
    in_file = words_in_file(batch)
    return removed.may_be_among(None if in_file is None else in_file | _words_read(batch))


def _words_read(batch: ImportBatch) -> frozenset[str]:
    """Return the keys of all words that are stored of what was read."""
    columns = texts_of_kind(*TAKEN_OUT)
    values = [getattr(batch, name) for name in columns[ImportBatch]]
    rows: tuple[QuerySet[Any], ...] = (batch.turns.all(), batch.labels.all(), batch.items.all())
    values += [value for kept in rows for row in kept.values_list(*columns[kept.model]) for value in row]
    texts = (value if isinstance(value, str) else _in_json(value) for value in values)
    return frozenset(plain_keys("\n".join(texts)))


def _in_json(value: Any) -> str:
    return ESCAPED.sub(" ", json.dumps(value, ensure_ascii=False))


def _texts(wordings: QuerySet[Revision]) -> list[str]:
    return [f"{title} {text}" for title, text in wordings.values_list("title", "text")]
