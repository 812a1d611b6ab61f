"""The public API: the record as JSON, read-only, without a key."""
