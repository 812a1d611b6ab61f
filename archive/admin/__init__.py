"""The Django admin: every table of the record, one file a table."""

from django.contrib import admin

from archive.admin import (
    agenda_items,
    audit,
    boards,
    imports,
    meetings,
    outbox,
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
    "imports",
    "meetings",
    "outbox",
    "revisions",
    "sources",
    "speakers",
    "statements",
    "topics",
    "users",
]

admin.site.site_header = "Boardmeetings: the record"
admin.site.site_title = "Boardmeetings"
admin.site.index_title = "What would you like to look after?"
admin.site.enable_nav_sidebar = True
