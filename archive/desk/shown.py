"""A record to show, with the version that the page says the person saw."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404

from archive.actions.version import version_of
from archive.models import ImportBatch, Statement, User

Row = TypeVar("Row", bound=models.Model)


def with_version(rows: models.QuerySet[Row], **lookup: Any) -> tuple[Row, str]:
    """Return the record and its version; raise Http404 where there is none.

    The version is taken before the record is read: what is saved in between makes the page older than what is stored,
    and acting from it is refused.
    """
    seen = version_of(get_object_or_404(rows.model, **lookup))
    return get_object_or_404(rows, **lookup), seen


def say_seen(form: forms.Form, seen: str) -> None:
    """Give a form that was refused the version that is shown beside it now: sending it again is a decision."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict: the form was sent
    data[form.add_prefix("seen")] = seen
    form.data = data


def ask_to_read(person: User, batch: ImportBatch) -> None:
    """Raise PermissionDenied where words of the import were withdrawn: those are for editors alone."""
    withdrawn = batch.turns.filter(statement__status=Statement.Status.WITHDRAWN)
    if not person.has_perm("archive.withdraw_statement") and withdrawn.exists():
        raise PermissionDenied(f"Words of {batch} were withdrawn: only editors see what they were.")
