"""Django's admin as a read-only view of every table, for superusers. The desk is the only editor."""

from archive.admin import tables

__all__ = ["tables"]
