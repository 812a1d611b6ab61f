"""All tables, their constraints, and querysets that know what is public. Each room has those of one subject."""

from archive.machine.web.sent_data import UNSTORABLE
from archive.models.accounts.account_link import AccountLink
from archive.models.accounts.audit import AuditEntry, AuditIsAppendOnly
from archive.models.accounts.role import DRAFTING, PERMISSIONS, Role
from archive.models.accounts.second_factor import AuthenticatorApp, Passkey, RecoveryCode, has_second_factor
from archive.models.accounts.sent_form import SentForm
from archive.models.accounts.sessions import SignInFailure, StaffSession
from archive.models.accounts.user import ProviderIdentity, User, provider_is_second_factor_of
from archive.models.alerts.alert import LONGEST_QUERY, WEB, Alert, AlertHit, CorrectionToTell, PublicationToTell
from archive.models.alerts.mail import Mail
from archive.models.alerts.webhook import Webhook, WebhookDelivery
from archive.models.fields import KeyDoesNotOpen, PartialDate, PartialDateField, overlapping
from archive.models.incoming.folder import IncomingFile
from archive.models.incoming.schedule import ScheduledPublication
from archive.models.incoming.staging import FORGOTTEN, ImportBatch, ReturnedAs, StagedItem, StagedLabel, StagedTurn
from archive.models.incoming.transcription import TranscribedChunk, Transcription, WordFix, WordTimes, words_standing_in
from archive.models.record.board import Board, new_board
from archive.models.record.correction import Correction
from archive.models.record.decision import Ballot, Decision
from archive.models.record.error_report import LONGEST_OUTCOME, LONGEST_PROBLEM, ErrorReport
from archive.models.record.filing import Filing, ItemFiling
from archive.models.record.gap import GAP, GAPS, shown
from archive.models.record.meeting import AgendaItem, Meeting
from archive.models.record.redaction import (
    LONGEST_REASON,
    AllowedWords,
    RedactedPassage,
    RemovedWords,
    Tombstone,
    TombstoneStays,
)
from archive.models.record.revision import (
    Revision,
    RevisionIsPublished,
    SentBack,
    new_salt,
    revision_hash,
    validate_characters,
)
from archive.models.record.slug import FormerSlug, Slugged
from archive.models.record.source import MEDIA_TYPES, Source, checksum
from archive.models.record.speaker import Office, Speaker, SpeakerMerge, SpeakerName, fetch_public_offices
from archive.models.record.statement import Statement
from archive.models.record.topic import Topic
from archive.models.site.concept import Concept
from archive.models.site.outside import NamedKey, SearchIndex, fingerprint_of
from archive.models.site.settings import SiteSettings, current_site, last_known_site
from archive.models.upkeep.change import Change, ChangeNote
from archive.models.upkeep.log import Commitment, LogEntry, LogHead, LogTile
from archive.models.upkeep.name_word import Named, NameWord, OutdatedName
from archive.models.upkeep.outbox import OutboxEntry
from archive.models.upkeep.public_count import PublicCount
from archive.models.upkeep.record_version import RecordVersion
from archive.models.upkeep.subject_version import SubjectVersion
