"""Which rows of a table pages show, and which parts of the record they belong to, in SQL.

``archive.models.upkeep.subject_version`` names the parts. The models say with this SQL which of them a row changes.
"""

from dataclasses import dataclass

SITE = "site"
"""The part for what may be on any page."""
PUBLISHED = "{row}.published_at IS NOT NULL"
"""The condition of rows that pages show only once they are published."""

ANY_PAGE = f"SELECT '{SITE}'"
_OF_A_STATEMENT = """
    SELECT 'statement:' || number FROM archive_statement WHERE number = {number}
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = {number}
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = {number}
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = {number}
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = {number}"""
_OF_ITS_STATEMENT = "(SELECT statement_id FROM archive_revision WHERE id = {revision})"
# No page shows a name or an office of a speaker who has no published statement and no vote.
OF_A_NAME = """
    SELECT 'speaker:' || {row}.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = {row}.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = {row}.speaker_id AND published_at IS NOT NULL
    )"""
OF_A_STATEMENT_THAT_CHANGED = """
    SELECT 'statement:' || number FROM archive_statement
    WHERE responds_to_id = NEW.number AND OLD.status <> NEW.status"""
"""Statements that respond to it show it only while it is public."""


def of_statement(number: str) -> str:
    """Return the SQL that selects the subjects of a statement, from the SQL of its number."""
    return _OF_A_STATEMENT.format(number=number)


def of_revision(revision: str) -> str:
    """Return the SQL that selects the subjects of a wording's statement, from the SQL of the wording's id."""
    return of_statement(_OF_ITS_STATEMENT.format(revision=revision))


@dataclass(frozen=True)
class ShownRows:
    """Which rows of a table pages show, and which parts of the record a written row belongs to.

    All of it is SQL in which ``{row}`` is the row before (OLD) or after the change (NEW). ``subjects`` selects the
    parts, and ``where`` is the condition; without one, pages may show every row.
    """

    subjects: str
    where: str = ""
    of_a_new_row: str | None = None
    """For an inserted row, instead of ``subjects``: other pages show it only once another row is written as well."""
    of_a_changed_row: str = ""
    """Additional subjects of an updated row."""
    of_a_former_row: str = ""
    """Additional subjects of an updated or deleted row. No page showed it before it was public."""
    counted_by: str = ""
    """Rows that are not shown are counted by this column: every insert, delete and move of one changes pages."""
