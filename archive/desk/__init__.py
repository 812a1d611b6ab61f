"""The staff desk: from a file to a published record, in the browser."""
