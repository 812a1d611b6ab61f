"""Django's SQLite engine, with writers in a queue; and how the file of a database is replaced by a migrated copy."""
