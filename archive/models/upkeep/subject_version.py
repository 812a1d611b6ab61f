"""Versions of parts of the record: one for each board, meeting, speaker and statement, and one for everything else.

A view names the parts that its page shows (``archive.pages.http.caching.shown``). The cached page stays valid until one
of them changes, whatever is published elsewhere. The triggers that change the version of the whole record
(``record_version``) give it to every part that the written row belongs to, in the same transaction.

``SITE`` is the part for everything else that may be on any page and seldom changes: names of boards, speakers, offices
and topics, and the settings of the site.
"""

from typing import ClassVar

from django.db import models

from archive.models.upkeep.triggers import ROWS

SITE = "site"
"""The part for what may be on any page."""


class SubjectVersion(models.Model):
    """The token of the record when this part was last changed. A part that was never changed has no row."""

    subject = models.CharField(max_length=40, primary_key=True)
    token = models.CharField(max_length=64)

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


# The SQL below selects the subjects of a row. ``{row}`` is the row before (OLD) or after the change (NEW).
_ANY_PAGE = f"SELECT '{SITE}'"
_OF_A_STATEMENT = """
    SELECT 'statement:' || number FROM archive_statement WHERE number = {number}
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = {number}
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = {number}
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = {number}"""
_OF_ITS_STATEMENT = "(SELECT statement_id FROM archive_revision WHERE id = {revision})"
# No page shows a name or an office of a speaker who has no published statement.
_OF_A_NAME = """
    SELECT 'speaker:' || {row}.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = {row}.speaker_id AND published_at IS NOT NULL
    )"""
_ANSWERING = """
    SELECT 'statement:' || number FROM archive_statement
    WHERE responds_to_id = NEW.number AND OLD.status <> NEW.status"""
_QUOTED_OR_QUOTING = """
    SELECT 'statement:' || there.statement_id FROM archive_revision AS here
    JOIN archive_quotation ON archive_quotation.{here}_id = here.id
    JOIN archive_revision AS there ON there.id = archive_quotation.{there}_id
    WHERE here.statement_id = NEW.number AND OLD.status <> NEW.status"""


def _of_statement(number: str) -> str:
    return _OF_A_STATEMENT.format(number=number)


def _of_revision(revision: str) -> str:
    return _of_statement(_OF_ITS_STATEMENT.format(revision=revision))


SUBJECTS: dict[str, str] = {
    "AgendaItem": "SELECT 'meeting:' || {row}.meeting_id",
    "AgendaItem_topics": "SELECT 'meeting:' || meeting_id FROM archive_agendaitem WHERE id = {row}.agendaitem_id",
    "Board": _ANY_PAGE,
    "CitingLink": "SELECT 'statement:' || {row}.statement_id",
    "Concept": _ANY_PAGE,
    "Correction": "SELECT 'meeting:' || {row}.meeting_id UNION SELECT 'board:' || {row}.board_id"
    " UNION SELECT 'speaker:' || {row}.speaker_id"
    f" UNION {_ANY_PAGE} WHERE {{row}}.source_id IS NOT NULL OR {{row}}.topic_id IS NOT NULL"
    f" UNION {_of_statement('{row}.statement_id')}",
    "ErrorReport": "SELECT 'statement:' || {row}.statement_id",
    "Filing": _of_statement("{row}.statement_id"),
    "FormerSlug": _ANY_PAGE,
    "Meeting": "SELECT 'meeting:' || {row}.id UNION SELECT 'board:' || {row}.board_id"
    " UNION SELECT 'calendar:' || {row}.board_id",
    "Meeting_documents": "SELECT 'meeting:' || {row}.meeting_id",
    "Office": _OF_A_NAME,
    "Quotation": f"{_of_revision('{row}.quoting_id')} UNION {_of_revision('{row}.quoted_id')}",
    "RedactedPassage": _of_revision("{row}.revision_id"),
    "Revision": _of_statement("{row}.statement_id"),
    "SiteSettings": _ANY_PAGE,
    "Source": _ANY_PAGE,
    "Speaker": _ANY_PAGE,
    "SpeakerName": _OF_A_NAME,
    # A meeting's page says that there are drafts. A statement's page lists the responses to it.
    "Statement": """
    SELECT 'meeting:' || {row}.meeting_id
    UNION SELECT 'board:' || {row}.board_id WHERE {row}.published_at IS NOT NULL
    UNION SELECT 'board:' || board_id FROM archive_meeting
        WHERE id = {row}.meeting_id AND {row}.published_at IS NOT NULL
    UNION SELECT 'speaker:' || {row}.speaker_id WHERE {row}.published_at IS NOT NULL
    UNION SELECT 'statement:' || {row}.responds_to_id WHERE {row}.published_at IS NOT NULL""",
    "Tombstone": _of_statement("{row}.statement_id"),
    "Topic": _ANY_PAGE,
    "WordTimes": _of_revision("{row}.revision_id"),
}
"""For each table that pages show, the subjects of a row."""

OF_A_NEW_ROW = {
    "Revision": "SELECT 'statement:' || {row}.statement_id WHERE {row}.number > 1",
    "Source": "",
    "Speaker": "",
    "Topic": "",
}
"""For these tables, the subjects of an inserted row. Other pages show it only once another row is written as well."""

OF_A_CHANGED_ROW = {
    # Statements that respond to it or share words with it show it only while it is public.
    "Statement": " UNION ".join(
        [
            _ANSWERING,
            _QUOTED_OR_QUOTING.format(here="quoting", there="quoted"),
            _QUOTED_OR_QUOTING.format(here="quoted", there="quoting"),
        ]
    )
}
"""For these tables, additional subjects of an updated row."""

OF_A_FORMER_ROW = {"Statement": "SELECT 'statement:' || OLD.number WHERE OLD.published_at IS NOT NULL"}
"""For these tables, additional subjects of an updated or deleted row. No page showed it before it was public."""


# There is no token while all tables are being emptied.
CHANGE = """
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, {token} FROM (SELECT NULL AS subject UNION {subjects}) AS changed
    WHERE subject IS NOT NULL AND {token} IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token"""


def change_subjects(table: str, event: str, token: str) -> str:
    """Return the SQL with which a trigger gives ``token``, an SQL expression, to the subjects of the written rows.

    ``table`` is the name of a model; ``event`` is INSERT, UPDATE or DELETE. The SQL is empty if there are no subjects.
    """
    of_a_row = OF_A_NEW_ROW.get(table, SUBJECTS[table]) if event == "INSERT" else SUBJECTS[table]
    subjects = [of_a_row.format(row=row) for row in ROWS[event] if of_a_row]
    if event == "UPDATE" and table in OF_A_CHANGED_ROW:
        subjects.append(OF_A_CHANGED_ROW[table])
    if event != "INSERT" and table in OF_A_FORMER_ROW:
        subjects.append(OF_A_FORMER_ROW[table])
    if not subjects:
        return ""
    return CHANGE.format(token=token, subjects=" UNION ".join(subjects))
