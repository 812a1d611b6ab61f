"""For every field of every table: whether readers see it, and what it takes to change it. Actions and tests read this.

A test fails for a field that is missing here, so that the person who adds a field decides.
"""

from enum import Enum

from django.db import models


class Rule(Enum):
    """Whether readers see a field, and what it takes to change it."""

    IN_PUBLIC = (True, "An editor, a reason and an entry in the corrections log, once readers can see the record.")
    BY_ACTION = (True, "The action that it is part of, such as publishing: no form has it.")
    SEALED = (True, "It never changes.")
    WORK = (False, "Whoever may change the record.")
    KEPT = (False, "The archive itself: no form has it.")

    def __init__(self, seen: bool, takes: str) -> None:
        self.is_seen = seen
        self.takes = takes


FIELDS: dict[str, dict[Rule, str]] = {
    "AccountLink": {Rule.KEPT: "id key account purpose made_by created_at used_at"},
    "AgendaItem": {Rule.IN_PUBLIC: "position label title topics", Rule.SEALED: "id meeting"},
    "Alert": {Rule.KEPT: "id key statement revision start end email language seen created_at confirmed_at"},
    "AlertHit": {Rule.KEPT: "id alert statement due_at mail told_at"},
    "AllowedWords": {Rule.KEPT: "id meeting digest"},
    "AuditEntry": {Rule.KEPT: "id at actor verb subject subject_id name note act"},
    "AuthenticatorApp": {Rule.KEPT: "id user name confirmed key last_step wrong_codes try_after added_at"},
    "Board": {
        Rule.IN_PUBLIC: "slug name kind parent place timezone language website description",
        Rule.SEALED: "id",
    },
    "Change": {Rule.BY_ACTION: "at kind subject subject_id correction", Rule.SEALED: "id", Rule.KEPT: "tells stands"},
    "ChangeNote": {Rule.KEPT: "id at kind subject subject_id correction tells"},
    "CitingLink": {
        Rule.BY_ACTION: "statement url title publisher published status",
        Rule.SEALED: "id",
        Rule.KEPT: "url_hash suggested_at suggested_by decided_at decided_by",
    },
    # How searches are widened is a setting of the site, not the record.
    "Concept": {Rule.WORK: "terms", Rule.KEPT: "id"},
    "Correction": {
        Rule.BY_ACTION: "own_reason evidence evidence_url speaker_before speaker_after attribution_before "
        "attribution_after changes at",
        Rule.SEALED: "id statement meeting board speaker source topic revision tombstone kind",
    },
    "CorrectionToTell": {Rule.KEPT: "correction"},
    "ErrorReport": {
        Rule.BY_ACTION: "problem status outcome corrected_by settled_at settled_as",
        Rule.SEALED: "number statement revision start end reported_at",
        Rule.KEPT: "problem_is_public reporter_email settled_by",
    },
    "Filing": {Rule.BY_ACTION: "topic how", Rule.SEALED: "id statement"},
    "FormerSlug": {Rule.BY_ACTION: "kind slug record_id", Rule.SEALED: "id"},
    "ImportBatch": {
        Rule.WORK: "text_status source_kind source_publisher source_url",
        Rule.KEPT: "id meeting status made_with file file_name file_sha256 uploaded_by uploaded_at refusal format "
        "encoding line_unit notes problems reading readings source saved_by saved_at undo returned gaps_confirmed",
    },
    "Mail": {
        Rule.KEPT: "id key alert search_alert account notice email language link correction start end is_last "
        "created_at attempts try_at claimed_until last_error"
    },
    "Meeting": {
        Rule.IN_PUBLIC: "board title date start kind status place recording_url documents",
        Rule.BY_ACTION: "published_at",
        Rule.SEALED: "id",
        Rule.KEPT: "external_id",
    },
    "NameWord": {Rule.KEPT: "id kind record name word place statements rank"},
    "Office": {
        Rule.IN_PUBLIC: "title board organisation from_date to_date",
        Rule.BY_ACTION: "speaker",
        Rule.SEALED: "id",
    },
    "OutboxEntry": {
        Rule.KEPT: "id kind subject subject_id after file_name created_at done_at try_at attempts claimed_until "
        "last_error"
    },
    "OutdatedName": {Rule.KEPT: "id kind record"},
    "Passkey": {
        Rule.KEPT: "id user name confirmed credential_id public_key sign_count transports added_at last_used_at"
    },
    "PublicationToTell": {Rule.KEPT: "change"},
    "PublicCount": {Rule.KEPT: "id board number"},
    "Quotation": {
        Rule.BY_ACTION: "quoting quoting_start quoting_end quoted quoted_start quoted_end",
        Rule.SEALED: "id",
    },
    "ProviderIdentity": {Rule.KEPT: "id user name confirmed issuer subject connected_at"},
    "RecordVersion": {Rule.KEPT: "id token purged identity"},
    "RecoveryCode": {Rule.KEPT: "id user name confirmed hashed used_at"},
    "RedactedPassage": {Rule.SEALED: "id tombstone revision in_title start end"},
    "RemovedWords": {Rule.KEPT: "id tombstone length opening digest telling"},
    "Revision": {
        Rule.SEALED: "id statement number sha256 previous_hash created_at",
        Rule.BY_ACTION: "title text salt remaining_sha256 reason published_at",
        Rule.KEPT: "author",
    },
    "ScheduledPublication": {Rule.KEPT: "id meeting statement at decided_by seen approved done_at failure"},
    "SearchAlert": {Rule.KEPT: "id key query with_procedural email language frequency created_at confirmed_at"},
    "SearchIndex": {Rule.KEPT: "id name version home host"},
    "SentForm": {Rule.KEPT: "id person number digest words answer at"},
    "SignInFailure": {Rule.KEPT: "id at name address browser"},
    # What the site calls itself is no part of the record: every page shows what holds now.
    "SiteSettings": {
        Rule.WORK: "name short_name run_by place timezone languages contact licence colour about",
        Rule.BY_ACTION: "logo logo_type has_demo",
        Rule.KEPT: "id version",
    },
    "Source": {
        Rule.IN_PUBLIC: "kind title publisher url published accessed licence file file_sha256",
        Rule.SEALED: "id made_with",
        Rule.KEPT: "external_id",
    },
    "Speaker": {
        Rule.IN_PUBLIC: "slug name kind description website",
        Rule.BY_ACTION: "merged_into",
        Rule.SEALED: "id",
    },
    "SpeakerMerge": {Rule.KEPT: "id kept gone at actor moved undone_at"},
    "SpeakerName": {Rule.IN_PUBLIC: "name board", Rule.BY_ACTION: "speaker", Rule.SEALED: "id"},
    "StaffSession": {Rule.KEPT: "session_key session_data expire_date user signed_in_at last_seen_at address browser"},
    "StagedItem": {Rule.WORK: "position label title", Rule.KEPT: "id batch"},
    "StagedLabel": {Rule.WORK: "speaker", Rule.KEPT: "id batch text from_file certainty suggestions"},
    "StagedTurn": {
        Rule.WORK: "position item label kind title text topics",
        Rule.KEPT: "id batch printed start_seconds end_seconds line in_capitals statement word_times "
        "checked_at checked_by",
    },
    "Statement": {
        Rule.IN_PUBLIC: "kind text_status board meeting agenda_item date position start_seconds end_seconds speaker "
        "attribution source responds_to topics",
        Rule.BY_ACTION: "status current_revision published_at withdrawal checked_at",
        Rule.SEALED: "number",
        Rule.KEPT: "external_id checked_by",
    },
    "SubjectVersion": {Rule.KEPT: "subject token"},
    "NamedKey": {Rule.KEPT: "id setting fingerprint"},
    "TextComparison": {Rule.KEPT: "id state"},
    "Tombstone": {
        Rule.SEALED: "id statement what category revision sha256 decided_at decided_as",
        Rule.BY_ACTION: "reason",
        Rule.KEPT: "decided_by",
    },
    "Topic": {Rule.IN_PUBLIC: "slug name description rule", Rule.SEALED: "id"},
    "TranscribedChunk": {Rule.KEPT: "id transcription number start_seconds end_seconds heard"},
    "Transcription": {
        Rule.KEPT: "id meeting purpose status batch file file_name file_sha256 url made_with language seconds "
        "done_seconds attempts requested_by requested_at started_at ended_at problem outcome"
    },
    "User": {
        Rule.KEPT: "id password last_login is_superuser username first_name last_name email is_staff is_active "
        "date_joined groups user_permissions mail_about_reviews"
    },
    "Webhook": {Rule.KEPT: "id name url secret registered_by registered_at off_at"},
    "WebhookDelivery": {
        Rule.KEPT: "id webhook key first last created_at attempts try_at claimed_until last_error done_at "
        "was_delivered answer"
    },
    "WordFix": {Rule.KEPT: "id board wrong right at"},
    "WordTimes": {Rule.BY_ACTION: "packed", Rule.SEALED: "id revision"},
}


def rules_of(model: type[models.Model]) -> dict[str, Rule]:
    """Return the rule of each field of a table, by the name of the field."""
    return {name: rule for rule, names in FIELDS[model.__name__].items() for name in names.split()}
