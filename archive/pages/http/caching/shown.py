"""The parts of the record that a page shows, so that the page stays cached while other parts change.

A view names the parts that its page shows with ``page_shows``. The name of the page then depends on their tokens
(``archive.models.upkeep.subject_version``). If a view names no parts, its page depends on the whole record.

What such a page takes only from the index (which statements of other meetings are related, which words are rare) may be
up to an hour old, because the hour is part of the name. The view also names every statement that the page shows, so a
withdrawal or correction shows at once.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest

from archive.models.fields.shown_rows import SITE

MOST_SUBJECTS = 500
RECORD, BEHIND = "record", "behind"
# Written as SQL, because compiling the query takes longer than the rest of answering from memory.
SELECT_TOKENS = """
    SELECT subject, token FROM archive_subjectversion WHERE subject IN ({})
    UNION ALL SELECT 'record', token FROM archive_recordversion
    UNION ALL SELECT 'behind', '' WHERE EXISTS (
        SELECT 1 FROM archive_outboxentry WHERE done_at IS NULL AND kind = 'index')"""


def page_shows(request: HttpRequest, *subjects: str) -> None:
    """Declare that the page of this request shows these parts of the record and what may be on any page."""
    known: Any = request
    known.subjects = getattr(request, "subjects", frozenset()) | set(subjects) | {SITE}


def keep_unnamed(request: HttpRequest) -> None:
    """Declare that the page of this request shows what changes without a new name: nobody keeps it."""
    unnamed: Any = request
    unnamed.is_unnamed = True


def is_unnamed(request: HttpRequest) -> bool:
    """Return whether the page of this request shows what changes without a new name."""
    return getattr(request, "is_unnamed", False)


def subjects_of(request: HttpRequest) -> frozenset[str]:
    """Return the parts that the page shows; empty if it depends on the whole record."""
    subjects: frozenset[str] = getattr(request, "subjects", frozenset())
    return subjects if len(subjects) <= MOST_SUBJECTS else frozenset()


def digest_of(subjects: Iterable[str], token: str, *, is_new: bool) -> str | None:
    """Return a digest of the state of the parts, with one query.

    Return None if the record has changed since ``token`` was read, if the database cannot be read, or, for a new page,
    if the index was not up to date when the page was made.
    """
    sql = SELECT_TOKENS.format(", ".join(["%s"] * len(parts := list(subjects))))
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, parts)
            tokens = dict(cursor.fetchall())
    except DatabaseError:
        return None
    is_behind = tokens.pop(BEHIND, None) is not None
    if tokens.pop(RECORD, "") != token or (is_new and is_behind):
        return None
    return hashlib.sha256(repr(sorted(tokens.items())).encode()).hexdigest()[:24]
