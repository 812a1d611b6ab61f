"""Objects to show, with the version that the page says the person saw."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404

from archive.actions.removed_words.withdrawn import may_hold_withdrawn
from archive.actions.rules import version_of
from archive.models import ImportBatch, User

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
    """Return whether the person may read the import. Only editors may if it may contain withdrawn words."""
    return sees_withdrawn(person) or not may_hold_withdrawn(batch)


def sees_withdrawn(person: User) -> bool:
    """Return whether the person may read withdrawn words."""
    return person.has_perm("archive.withdraw_statement")
