"""The record: tables, their constraints, and the queries that say what is public."""

from archive.models.alert import Alert, CorrectionToTell, Mail
from archive.models.audit import AuditEntry, AuditIsAppendOnly
from archive.models.board import Board
from archive.models.citing_link import CitingLink
from archive.models.correction import Correction
from archive.models.error_report import ErrorReport
from archive.models.gap import GAP, GAPS, shown
from archive.models.meeting import AgendaItem, Meeting
from archive.models.outbox import OutboxEntry
from archive.models.partial_date import PartialDate, PartialDateField, overlapping
from archive.models.quotation import Quotation
from archive.models.record_version import RecordVersion
from archive.models.redaction import RedactedPassage
from archive.models.revision import UNSTORABLE, Revision, RevisionIsPublished, revision_hash
from archive.models.role import PERMISSIONS, SECOND_FACTOR_ROLES, Role, grant_roles
from archive.models.schedule import ScheduledPublication
from archive.models.slug import FormerSlug, Slugged
from archive.models.source import Source
from archive.models.speaker import Office, Speaker, SpeakerMerge, SpeakerName, fetch_public_offices
from archive.models.staging import ImportBatch, StagedItem, StagedLabel, StagedTurn
from archive.models.statement import Statement
from archive.models.tombstone import Tombstone, TombstoneStays
from archive.models.topic import Topic
from archive.models.user import User

__all__ = [
    "GAP",
    "GAPS",
    "PERMISSIONS",
    "SECOND_FACTOR_ROLES",
    "UNSTORABLE",
    "AgendaItem",
    "Alert",
    "AuditEntry",
    "AuditIsAppendOnly",
    "Board",
    "CitingLink",
    "Correction",
    "CorrectionToTell",
    "ErrorReport",
    "FormerSlug",
    "ImportBatch",
    "Mail",
    "Meeting",
    "Office",
    "OutboxEntry",
    "PartialDate",
    "PartialDateField",
    "Quotation",
    "RecordVersion",
    "RedactedPassage",
    "Revision",
    "RevisionIsPublished",
    "Role",
    "ScheduledPublication",
    "Slugged",
    "Source",
    "Speaker",
    "SpeakerMerge",
    "SpeakerName",
    "StagedItem",
    "StagedLabel",
    "StagedTurn",
    "Statement",
    "Tombstone",
    "TombstoneStays",
    "Topic",
    "User",
    "fetch_public_offices",
    "grant_roles",
    "overlapping",
    "revision_hash",
    "shown",
]
