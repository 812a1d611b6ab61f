"""From a file to the record."""
