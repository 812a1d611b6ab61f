"""What a person is asked about a file."""

from archive.ingest.parsed import ParsedMeeting


def asked_labels(meeting: ParsedMeeting) -> set[str]:
    """Return the labels of which a person says whether they speak."""
    return {label.label for reading in meeting.readings for label in reading.asked}
