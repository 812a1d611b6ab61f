"""The record: tables, their constraints, and the queries that say what is public."""

from archive.models.board import Board
from archive.models.meeting import AgendaItem, Meeting
from archive.models.outbox import OutboxEntry
from archive.models.partial_date import PartialDate, PartialDateField, overlapping
from archive.models.revision import Revision, RevisionIsPublished, revision_hash
from archive.models.source import Source
from archive.models.speaker import Office, Speaker, SpeakerName
from archive.models.statement import Statement
from archive.models.topic import Topic
from archive.models.user import User

__all__ = [
    "AgendaItem",
    "Board",
    "Meeting",
    "Office",
    "OutboxEntry",
    "PartialDate",
    "PartialDateField",
    "Revision",
    "RevisionIsPublished",
    "Source",
    "Speaker",
    "SpeakerName",
    "Statement",
    "Topic",
    "User",
    "overlapping",
    "revision_hash",
]
