"""Ask about redacted words in rows that are saved together: ``bulk_create`` sends no signal."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import models
from django.db.models.signals import pre_save

from archive.actions.removed_words.memory import find_removed, subject_of
from archive.actions.removed_words.repeats import words_of_address
from archive.models import Statement
from archive.models.fields.described import ASKED_ABOUT, texts_of_kind


def ask_about_rows(rows: Iterable[models.Model]) -> None:
    """Ask about new rows, as saving each would.

    The rows of a meeting are first read together, so that those without such words cost no query each.
    """
    together: dict[tuple[type[models.Model], int | None], list[models.Model]] = defaultdict(list)
    for row in rows:
        subject = subject_of(row)
        if isinstance(subject, Statement) and subject.meeting:
            subject = subject.meeting
        together[type(subject), subject.pk].append(row)
    for some in together.values():
        texts = [getattr(row, name) for row in some for name in texts_of_kind(*ASKED_ABOUT)[type(row)]]
        for row in some if find_removed(texts_said(texts), some[0]) else ():
            pre_save.send(sender=type(row), instance=row, raw=False, using=None, update_fields=None)


def texts_said(texts: Collection[str]) -> list[str]:
    """Return texts as they are read for redacted words: addresses also word by word."""
    return [*filter(None, texts), *(words_of_address(text) for text in texts if "/" in text)]
