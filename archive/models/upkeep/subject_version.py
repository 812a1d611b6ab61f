"""Versions of parts of the record: one for each board, meeting, speaker and statement, and one for everything else.

A view names the parts that its page shows (``archive.pages.http.caching.shown``). The cached page stays valid until one
of them changes, whatever is published elsewhere. The triggers that change the version of the whole record
(``record_version``) give it to every part that the written row belongs to, in the same transaction.

``SITE`` is the part for everything else that may be on any page and seldom changes: names of boards, speakers, offices
and topics, and the settings of the site.
"""

from typing import ClassVar

from django.db import models

from archive.models.fields import Columns, Described, Rule, ShownRows, TextKind
from archive.models.upkeep.triggers import ROWS


class SubjectVersion(models.Model):
    """The token of the record when this part was last changed. A part that was never changed has no row."""

    subject = models.CharField(max_length=40, primary_key=True)
    token = models.CharField(max_length=64)

    described = Described(Columns("subject token", Rule.KEPT, TextKind.CODE), shown=None)

    class Meta:
        default_permissions: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.subject


def board(pk: int) -> str:
    """Return the name of a board's part: the board, its meetings and everything said there."""
    return f"board:{pk}"


def calendar(board_pk: int) -> str:
    """Return the name of a board's calendar: which meetings it has, and when, but not what was said there."""
    return f"calendar:{board_pk}"


def meeting(pk: int) -> str:
    """Return the name of a meeting's part: its agenda, its documents and everything said there."""
    return f"meeting:{pk}"


def speaker(pk: int) -> str:
    """Return the name of a speaker's part: names, offices and everything that they said."""
    return f"speaker:{pk}"


def statement(number: int) -> str:
    """Return the name of a statement's part: its wordings, corrections, links and files."""
    return f"statement:{number}"


# There is no token while all tables are being emptied.
CHANGE = """
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, {token} FROM (SELECT NULL AS subject UNION {subjects}) AS changed
    WHERE subject IS NOT NULL AND {token} IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token"""


def change_subjects(shown: ShownRows, event: str, token: str) -> str:
    """Return the SQL with which a trigger gives ``token``, an SQL expression, to the subjects of the written rows.

    ``shown`` is what the table says about its rows; ``event`` is INSERT, UPDATE or DELETE. The SQL is empty if there
    are no subjects.
    """
    of_a_row = shown.subjects
    if event == "INSERT" and shown.of_a_new_row is not None:
        of_a_row = shown.of_a_new_row
    subjects = [of_a_row.format(row=row) for row in ROWS[event]]
    if event == "UPDATE":
        subjects.append(shown.of_a_changed_row)
    if event != "INSERT":
        subjects.append(shown.of_a_former_row)
    subjects = [some for some in subjects if some]
    return CHANGE.format(token=token, subjects=" UNION ".join(subjects)) if subjects else ""
