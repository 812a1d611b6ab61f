"""The Django admin: every table of the record, one file a table."""

from archive.admin import (
    agenda_items,
    audit,
    boards,
    corrections,
    error_reports,
    imports,
    meetings,
    outbox,
    record_versions,
    revisions,
    sources,
    speakers,
    statements,
    topics,
    users,
)

__all__ = [
    "agenda_items",
    "audit",
    "boards",
    "corrections",
    "error_reports",
    "imports",
    "meetings",
    "outbox",
    "record_versions",
    "revisions",
    "sources",
    "speakers",
    "statements",
    "topics",
    "users",
]
