"""Django's SQLite engine with a queue of writers, and the upgrade that replaces the file with a migrated copy."""
