"""The Django admin: every table of the record."""
