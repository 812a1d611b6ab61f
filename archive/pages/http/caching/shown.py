"""What a page shows, as far as it names it, so that a change elsewhere leaves it as it is.

A view says with ``page_shows`` which parts of the record its page is made of. Its name then follows from their tokens
(``archive.models.subject_version``). A page of a view that says nothing is made of the whole record.

What such a page takes from the index and not from its parts (which statements of other meetings are related, which
words are rare) may be as old as the hour, which is in its name. A statement that it shows is named, so one that is
withdrawn or corrected is shown so at once.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest

from archive.models.subject_version import SITE

MOST_SUBJECTS = 500
RECORD, BEHIND = "record", "behind"
# Written out, because to have it compiled takes longer than the rest of answering a page from memory.
TOKENS = """
    SELECT subject, token FROM archive_subjectversion WHERE subject IN ({})
    UNION ALL SELECT 'record', token FROM archive_recordversion
    UNION ALL SELECT 'behind', '' WHERE EXISTS (
        SELECT 1 FROM archive_outboxentry WHERE done_at IS NULL AND kind = 'index')"""


def page_shows(request: HttpRequest, *subjects: str) -> None:
    """Say that the page of this request is made of these parts of the record, besides what may be on any page."""
    known: Any = request
    known.subjects = getattr(request, "subjects", frozenset()) | set(subjects) | {SITE}


def subjects_of(request: HttpRequest) -> frozenset[str]:
    """Return the parts that the page is made of; none where that is the whole record."""
    subjects: frozenset[str] = getattr(request, "subjects", frozenset())
    return subjects if len(subjects) <= MOST_SUBJECTS else frozenset()


def digest_of(subjects: Iterable[str], token: str, *, is_new: bool) -> str | None:
    """Return a digest of the parts as they are, in one query.

    Nothing if the record has changed since it had the ``token``, which was read first; if the database cannot say; and,
    for a page that is new, if the index had something to take in when the page was made.
    """
    asked = TOKENS.format(", ".join(["%s"] * len(parts := list(subjects))))
    try:
        with connection.cursor() as cursor:
            cursor.execute(asked, parts)
            tokens = dict(cursor.fetchall())
    except DatabaseError:
        return None
    is_behind = tokens.pop(BEHIND, None) is not None
    if tokens.pop(RECORD, "") != token or (is_new and is_behind):
        return None
    return hashlib.sha256(repr(sorted(tokens.items())).encode()).hexdigest()[:24]
