"""The questions about speakers, each with its place in the file."""

from archive.ingest.parsed import Problem


def doubtful_label(label: str, line: int | None) -> Problem:
    """Return the question about words that may be the label of a speaker."""
    return Problem(f'"{label}" may be a speaker. The words after it have no speaker yet.', line)
