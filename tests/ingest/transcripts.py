"""Parsed meetings and staged imports for tests, without a file format in between."""

from django.core.files.base import ContentFile

from archive.ingest.parsed import Heading, Narrative, ParsedMeeting, Turn
from archive.ingest.staging.stage import stage
from archive.models import ImportBatch, Meeting, checksum

OPENING = (
    ("Chair Sample", "Good evening, the meeting will come to order."),
    ("Speaker 1", "I would like to speak about the school bus on Elm Street."),
    ("Robin Sample", "We move on to the budget, which has grown by three percent since last year."),
    ("Chair Sample", "Is there a second?"),
    ("Robin Sample", "The motion carries and we are adjourned."),
)


def parsed(turns=OPENING, **about) -> ParsedMeeting:
    """Return a meeting of these turns, pairs of label and text; a label of "#" is a heading, of "*" narrative."""
    entries = []
    for line, (label, text) in enumerate(turns, 1):
        if label == "#":
            entries.append(Heading(text, line=line))
        elif label == "*":
            entries.append(Narrative(text, line=line))
        else:
            entries.append(Turn(text, label=label, start=10.0 * line, end=10.0 * line + 8, line=line))
    return ParsedMeeting(format="plain_text", entries=tuple(entries), **about)


def make_batch(meeting: Meeting, turns=OPENING, *, name: str = "transcript.txt", **about) -> ImportBatch:
    """Stage these turns for the meeting, as if their file had been read."""
    file = ContentFile(repr(turns).encode(), name=name)
    batch = ImportBatch.objects.create(meeting=meeting, file_name=name, file_sha256=checksum(file), file=file, **about)
    stage(batch, parsed(turns))
    return batch
