"""The record: tables, their constraints, and querysets that know what is public."""

from archive.models.account_link import AccountLink
from archive.models.alert import Alert, CorrectionToTell, Mail
from archive.models.audit import AuditEntry, AuditIsAppendOnly
from archive.models.board import Board
from archive.models.change import Change, ChangeNote
from archive.models.citing_link import CitingLink
from archive.models.concept import Concept
from archive.models.correction import Correction
from archive.models.error_report import ErrorReport
from archive.models.filing import Filing
from archive.models.gap import GAP, GAPS, shown
from archive.models.meeting import AgendaItem, Meeting
from archive.models.name_word import Named, NameWord, OutdatedName
from archive.models.named_key import NamedKey, fingerprint_of
from archive.models.outbox import OutboxEntry
from archive.models.partial_date import PartialDate, PartialDateField, overlapping
from archive.models.provider_identity import ProviderIdentity, provider_is_second_factor_of
from archive.models.public_count import PublicCount
from archive.models.quotation import Quotation, TextComparison
from archive.models.record_version import RecordVersion
from archive.models.redaction import AllowedWords, RedactedPassage, RemovedWords, Tombstone, TombstoneStays
from archive.models.revision import UNSTORABLE, Revision, RevisionIsPublished, revision_hash
from archive.models.role import DRAFTING, PERMISSIONS, Role
from archive.models.schedule import ScheduledPublication
from archive.models.sealed import KeyDoesNotOpen
from archive.models.search_alert import AlertHit, PublicationToTell, SearchAlert
from archive.models.search_index import SearchIndex
from archive.models.second_factor import AuthenticatorApp, Passkey, RecoveryCode, has_second_factor
from archive.models.sent_form import SentForm
from archive.models.sign_in_failure import SignInFailure
from archive.models.site_settings import SiteSettings, current_site, last_known_site
from archive.models.slug import FormerSlug, Slugged
from archive.models.source import Source
from archive.models.speaker import Office, Speaker, SpeakerMerge, SpeakerName, fetch_public_offices
from archive.models.staff_session import StaffSession
from archive.models.staging import ImportBatch, StagedItem, StagedLabel, StagedTurn
from archive.models.statement import Statement
from archive.models.subject_version import SubjectVersion
from archive.models.topic import Topic
from archive.models.transcription import TranscribedChunk, Transcription, WordFix, WordTimes
from archive.models.user import User
from archive.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "DRAFTING",
    "GAP",
    "GAPS",
    "PERMISSIONS",
    "UNSTORABLE",
    "AccountLink",
    "AgendaItem",
    "Alert",
    "AlertHit",
    "AllowedWords",
    "AuditEntry",
    "AuditIsAppendOnly",
    "AuthenticatorApp",
    "Board",
    "Change",
    "ChangeNote",
    "CitingLink",
    "Concept",
    "Correction",
    "CorrectionToTell",
    "ErrorReport",
    "Filing",
    "FormerSlug",
    "ImportBatch",
    "KeyDoesNotOpen",
    "Mail",
    "Meeting",
    "NameWord",
    "Named",
    "NamedKey",
    "Office",
    "OutboxEntry",
    "OutdatedName",
    "PartialDate",
    "PartialDateField",
    "Passkey",
    "ProviderIdentity",
    "PublicCount",
    "PublicationToTell",
    "Quotation",
    "RecordVersion",
    "RecoveryCode",
    "RedactedPassage",
    "RemovedWords",
    "Revision",
    "RevisionIsPublished",
    "Role",
    "ScheduledPublication",
    "SearchAlert",
    "SearchIndex",
    "SentForm",
    "SignInFailure",
    "SiteSettings",
    "Slugged",
    "Source",
    "Speaker",
    "SpeakerMerge",
    "SpeakerName",
    "StaffSession",
    "StagedItem",
    "StagedLabel",
    "StagedTurn",
    "Statement",
    "SubjectVersion",
    "TextComparison",
    "Tombstone",
    "TombstoneStays",
    "Topic",
    "TranscribedChunk",
    "Transcription",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WordFix",
    "WordTimes",
    "current_site",
    "fetch_public_offices",
    "fingerprint_of",
    "has_second_factor",
    "last_known_site",
    "overlapping",
    "provider_is_second_factor_of",
    "revision_hash",
    "shown",
]
