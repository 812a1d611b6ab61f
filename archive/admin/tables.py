"""How the admin lists each table of the record."""

from typing import Any

from django.contrib import admin
from django.db import models

from archive.admin.read_only import ReadOnlyAdmin
from archive.models import (
    AccountLink,
    AgendaItem,
    Alert,
    AlertHit,
    AllowedWords,
    AuditEntry,
    AuthenticatorApp,
    Board,
    Change,
    ChangeNote,
    CitingLink,
    Concept,
    Correction,
    CorrectionToTell,
    ErrorReport,
    Filing,
    FormerSlug,
    ImportBatch,
    Mail,
    Meeting,
    NamedKey,
    NameWord,
    Office,
    OutboxEntry,
    OutdatedName,
    Passkey,
    ProviderIdentity,
    PublicationToTell,
    PublicCount,
    Quotation,
    RecordVersion,
    RecoveryCode,
    RedactedPassage,
    RemovedWords,
    Revision,
    ScheduledPublication,
    SearchAlert,
    SearchIndex,
    SentForm,
    SignInFailure,
    SiteSettings,
    Source,
    Speaker,
    SpeakerMerge,
    SpeakerName,
    StaffSession,
    StagedItem,
    StagedLabel,
    StagedTurn,
    Statement,
    SubjectVersion,
    TextComparison,
    Tombstone,
    Topic,
    TranscribedChunk,
    Transcription,
    User,
    Webhook,
    WebhookDelivery,
    WordFix,
    WordTimes,
)

# Never shown, not even to superusers, because anybody who has it can act for somebody else.
SECRETS = {"password", "key", "session_key", "session_data", "hashed", "link", "secret"}

# For each table: the columns of its list, its filters, the fields to search.
TABLES: dict[type[models.Model], tuple[str, str, str]] = {
    AccountLink: ("account purpose made_by created_at used_at", "purpose", "account__username"),
    AgendaItem: ("__str__ meeting position", "", "title label meeting__board__name"),
    Alert: ("id statement created_at confirmed_at", "language", "statement__number__exact"),
    AlertHit: ("id alert statement due_at told_at", "", "statement__number__exact"),
    AuditEntry: ("at actor verb subject name note", "verb subject", "name note actor__username"),
    AuthenticatorApp: ("user name confirmed added_at wrong_codes", "", "user__username"),
    Board: ("name kind parent place language", "kind", "name place"),
    Change: ("at kind subject subject_id stands", "kind subject", "subject_id__exact"),
    ChangeNote: ("at kind subject subject_id", "kind subject", "subject_id__exact"),
    CitingLink: ("title publisher statement status suggested_at", "status", "title publisher url"),
    Concept: ("__str__", "", "terms"),
    Correction: ("id statement meeting board speaker kind at", "kind", "own_reason evidence"),
    CorrectionToTell: ("correction", "", "correction__own_reason"),
    ErrorReport: ("number statement status reported_at settled_at", "status", "problem outcome"),
    Filing: ("statement topic how", "how", "topic__name"),
    FormerSlug: ("kind slug record_id", "kind", "slug"),
    ImportBatch: ("file_name meeting status uploaded_by uploaded_at", "status", "file_name meeting__board__name"),
    Mail: ("id alert account correction attempts try_at last_error", "", "last_error"),
    Meeting: ("date board kind title status published_at", "kind status", "board__name title place external_id"),
    NamedKey: ("setting fingerprint", "setting", "fingerprint"),
    NameWord: ("word name kind record statements", "kind", "word"),
    Office: ("title speaker board from_date to_date", "", "title organisation board__name speaker__name"),
    OutboxEntry: ("id kind subject subject_id created_at done_at attempts last_error", "kind subject", "last_error"),
    OutdatedName: ("kind record", "kind", "record__exact"),
    Passkey: ("user name added_at last_used_at", "", "user__username name"),
    PublicCount: ("board number", "", "board__name"),
    PublicationToTell: ("change", "", "change__subject_id__exact"),
    Quotation: ("quoting quoting_start quoted quoted_start", "", "quoting__statement__number__exact"),
    ProviderIdentity: ("user issuer subject connected_at", "issuer", "user__username"),
    RecordVersion: ("token", "", "token"),
    RecoveryCode: ("user used_at", "", "user__username"),
    RedactedPassage: ("revision in_title start end tombstone", "", "tombstone__reason"),
    AllowedWords: ("meeting", "", "meeting__title"),
    RemovedWords: ("tombstone length", "", "tombstone__reason"),
    Revision: ("statement number headline reason author published_at", "", "title text reason sha256"),
    ScheduledPublication: ("__str__ decided_by done_at failure", "", "meeting__board__name failure"),
    SearchAlert: ("id frequency created_at confirmed_at", "frequency language", "id__exact"),
    SearchIndex: ("name version home host", "", "name"),
    SiteSettings: ("name run_by place timezone", "", "name"),
    SentForm: ("at person answer", "", "answer"),
    SignInFailure: ("at name address", "", "name address"),
    Source: ("title kind publisher published", "kind", "title publisher url external_id file_sha256"),
    Speaker: ("name kind slug merged_into", "kind", "name names__name"),
    SpeakerMerge: ("__str__ at actor undone_at", "", "kept__name gone__name"),
    SpeakerName: ("name speaker board", "", "name speaker__name"),
    StaffSession: ("user address browser signed_in_at last_seen_at", "", "user__username address"),
    StagedItem: ("__str__ batch", "", "title batch__file_name"),
    StagedLabel: ("__str__ batch speaker", "certainty", "text batch__file_name"),
    StagedTurn: ("__str__ batch kind", "kind", "text batch__file_name"),
    Statement: ("number title status speaker date board kind", "status kind text_status", "number__exact attribution"),
    SubjectVersion: ("subject token", "", "subject"),
    TextComparison: ("state", "", "state"),
    Tombstone: ("statement what category reason decided_at decided_by", "what category", "reason sha256"),
    Topic: ("name slug description", "", "name"),
    TranscribedChunk: ("transcription number start_seconds end_seconds", "", "transcription__file_name"),
    Transcription: (
        "__str__ meeting purpose status requested_by requested_at ended_at",
        "purpose status",
        "file_name url meeting__board__name",
    ),
    User: ("username email is_staff is_superuser is_active", "is_superuser is_active groups", "username email"),
    Webhook: ("name registered_by registered_at off_at", "", "name"),
    WebhookDelivery: ("id webhook created_at attempts done_at was_delivered", "was_delivered", "webhook__name"),
    WordFix: ("wrong right board at", "", "wrong right board__name"),
    WordTimes: ("revision", "", "revision__statement__number__exact"),
}
# The related objects in the name of a row.
NAMED_BY: dict[type[models.Model], tuple[str, ...]] = {
    AgendaItem: ("meeting__board",),
    Alert: ("statement",),
    Correction: ("statement", "meeting__board", "board", "speaker", "source", "topic", "revision"),
    CorrectionToTell: ("correction__statement", "correction__revision"),
    ImportBatch: ("meeting__board", "uploaded_by"),
    Mail: ("alert__statement", "correction__statement", "correction__revision"),
    ProviderIdentity: ("user",),
    RecoveryCode: ("user",),
    RedactedPassage: ("revision", "tombstone__statement"),
    AllowedWords: ("meeting",),
    RemovedWords: ("tombstone__statement",),
    ScheduledPublication: ("meeting__board", "statement", "decided_by"),
    Statement: ("current_revision", "speaker", "board"),
    StagedTurn: ("batch", "label"),
    Transcription: ("meeting__board", "requested_by"),
    WordTimes: ("revision",),
}


def admin_of(model: type[models.Model]) -> type[ReadOnlyAdmin]:
    """Return the admin that shows a table."""
    columns, narrowed_by, searched_by = (names.split() for names in TABLES[model])
    fields = [field.name for field in model._meta.concrete_fields if field.name not in SECRETS]
    # A row that has its own table is shown there.
    joined: list[Any] = list(model._meta.many_to_many)
    many = [field.name for field in joined if field.remote_field.through._meta.auto_created]
    many = [] if model is User else many
    shown: dict[str, Any] = {
        "list_display": columns,
        "list_filter": narrowed_by,
        "search_fields": searched_by,
        "list_select_related": NAMED_BY.get(model, True),
        "ordering": [f"-{model._meta.pk.name}"],
        # The URL of a session's page would contain its key.
        "list_display_links": None if model._meta.pk.name in SECRETS else columns[:1],
        "fields": [*fields, *many],
    }
    return type(f"{model.__name__}Admin", (ReadOnlyAdmin,), shown)


for table in TABLES:
    admin.site.register(table, admin_of(table))
