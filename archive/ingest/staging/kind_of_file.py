"""What a file most likely is: its kind as a source, and its text status."""

from archive.ingest.parsed import ParsedMeeting
from archive.models import ImportBatch, Source, Statement

# Formats in which public bodies publish their own debates.
OFFICIAL = frozenset({"akoma_ntoso", "parlamint", "canadian_hansard", "crec_html", "publicwhip", "historic_hansard"})
CAPTIONS = frozenset({"webvtt", "srt", "sbv"})
# What programs that transcribe write, and nobody else.
WRITTEN_BY_PROGRAMS = frozenset({"json_transcript"})
MADE_BY_SOFTWARE = frozenset(
    {Source.Kind.MACHINE_TRANSCRIPT, Source.Kind.MACHINE_CAPTIONS, Statement.TextStatus.MACHINE_TRANSCRIPT}
)


def kind_of_file(parsed: ParsedMeeting) -> tuple[Source.Kind, Statement.TextStatus]:
    """Return what the file most likely is. The person who imports it is asked.

    Captions and transcripts are assumed to come from software, because nothing in a file proves that a person wrote
    them. What software wrote is never called official.
    """
    if parsed.nature == "minutes":
        return Source.Kind.MINUTES, Statement.TextStatus.MINUTES
    if parsed.nature == "agenda":
        return Source.Kind.AGENDA, Statement.TextStatus.AS_REPORTED
    if parsed.format in OFFICIAL:
        return Source.Kind.TRANSCRIPT, Statement.TextStatus.VERBATIM
    is_captions = parsed.format in CAPTIONS or parsed.nature == "captions"
    kind = Source.Kind.MACHINE_CAPTIONS if is_captions else Source.Kind.MACHINE_TRANSCRIPT
    return kind, Statement.TextStatus.MACHINE_TRANSCRIPT


def says_who_wrote(batch: ImportBatch) -> bool:
    """Return whether the file tells what it is. A document or a table may be a Hansard or come from software."""
    known = OFFICIAL | CAPTIONS | WRITTEN_BY_PROGRAMS
    if not batch.source_kind:
        return False
    return bool(batch.made_with) or batch.format in known or batch.source_kind != Source.Kind.MACHINE_TRANSCRIPT


# How close a text is to what was said, as it usually is with such a source.
USUAL_STATUS = {
    Source.Kind.RECORDING: Statement.TextStatus.VERBATIM,
    Source.Kind.TRANSCRIPT: Statement.TextStatus.VERBATIM,
    Source.Kind.CAPTIONS: Statement.TextStatus.VERBATIM,
    Source.Kind.MACHINE_TRANSCRIPT: Statement.TextStatus.MACHINE_TRANSCRIPT,
    Source.Kind.MACHINE_CAPTIONS: Statement.TextStatus.MACHINE_TRANSCRIPT,
    Source.Kind.AGENDA: Statement.TextStatus.AS_REPORTED,
    Source.Kind.MINUTES: Statement.TextStatus.MINUTES,
    Source.Kind.PRESS_REPORT: Statement.TextStatus.AS_REPORTED,
}


def why_not(kind: str, text_status: str) -> str:
    """Return in a sentence why a source of that kind cannot have a text of that status; empty if it can."""
    if kind in MADE_BY_SOFTWARE and text_status == Statement.TextStatus.VERBATIM:
        return "Text from software is not verbatim until someone has checked it. Choose “Machine transcript”."
    if kind == Source.Kind.TRANSCRIPT and text_status == Statement.TextStatus.MACHINE_TRANSCRIPT:
        return "A transcript made by software is not an official one. Choose “Transcript made by software”."
    return ""
