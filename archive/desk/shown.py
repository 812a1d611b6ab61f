"""Objects to show, with the version that the page says the person saw."""

import dataclasses
import json
import re
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from archive.actions.removed_words.files import words_in_file
from archive.actions.removed_words.passages import plain_keys
from archive.actions.removed_words.removed import Removed
from archive.actions.rules import version_of
from archive.models import GAP, ImportBatch, Revision, Statement, User
from archive.models.fields.described import TAKEN_OUT, texts_of_kind

# Shorter words, except figures, reveal nothing by themselves.
SHORTEST_TELLING = 3
ESCAPED = re.compile(r"\\.")
Row = TypeVar("Row", bound=models.Model)


def with_version(rows: models.QuerySet[Row], **lookup: Any) -> tuple[Row, str]:
    """Return the object and its version; raise Http404 if there is none.

    The version is read before the object. If something is saved in between, the page has an old version, and actions
    from it are refused.
    """
    seen = version_of(get_object_or_404(rows.model, **lookup))
    return get_object_or_404(rows, **lookup), seen


def say_seen(form: forms.Form, seen: str) -> None:
    """Give a refused form the version that is now shown next to it, so that sending it again is a decision."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict: the form was sent
    data[form.add_prefix("seen")] = seen
    form.data = data


def shown_import(person: User, pk: int, batches: models.QuerySet[ImportBatch] | None = None) -> ImportBatch:
    """Return the import, from the given ones or from all; raise Http404 if there is none.

    Raise PermissionDenied if the person may not read it.
    """
    batch = get_object_or_404(ImportBatch.objects.all() if batches is None else batches, pk=pk)
    if not may_read(person, batch):
        raise PermissionDenied(f"Words of {batch} may be withdrawn. Only editors can see what they were.")
    return batch


def may_read(person: User, batch: ImportBatch) -> bool:
    """Return whether the person may read the import.

    If it may contain withdrawn words, only editors may, and who uploaded it, unless what was withdrawn came from it.
    """
    return sees_withdrawn(person) or _is_own(person, batch) or not may_hold_withdrawn(batch)


def _is_own(person: User, batch: ImportBatch) -> bool:
    return batch.uploaded_by_id == person.pk and (batch.is_open or not _became_withdrawn(batch))


def _became_withdrawn(batch: ImportBatch) -> bool:
    return batch.turns.filter(statement__status=Statement.Status.WITHDRAWN).exists()


def sees_withdrawn(person: User) -> bool:
    """Return whether the person may read withdrawn words."""
    return person.has_perm("archive.withdraw_statement")


def may_hold_withdrawn(batch: ImportBatch) -> bool:
    """Return whether the import may contain words of withdrawn statements of its meeting, or of one with the same file.

    It does if it has a figure or a longer word that no other statement of the meeting has, or all words of a withdrawn
    wording.
    """
    if _became_withdrawn(batch):
        return True
    meetings = ImportBatch.objects.with_files_of(ImportBatch.objects.filter(pk=batch.pk)).values("meeting")
    wordings = Revision.objects.filter(statement__meeting__in=meetings)
    withdrawn = _texts(wordings.filter(statement__status=Statement.Status.WITHDRAWN))
    if not withdrawn:
        return False
    others = _texts(wordings.exclude(statement__status=Statement.Status.WITHDRAWN))
    own = {*plain_keys(" ".join(withdrawn))} - {*plain_keys(" ".join(others)), GAP}
    telling = frozenset(key for key in own if len(key) >= SHORTEST_TELLING or any(map(str.isdigit, key)))
    removed = dataclasses.replace(Removed.of(withdrawn), names=telling)
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
