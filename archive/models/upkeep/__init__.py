"""What the database keeps up to date beside the record: work that is due, changes, versions, counts, names."""
