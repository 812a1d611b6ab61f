"""The text of a stored document of a meeting, read as uploads are: as text, or in a process of its own."""

from archive.actions.removed_words.files import LONGEST_LOOKED_THROUGH, readings
from archive.ingest.confined import read_confined
from archive.ingest.refusals import Refused
from archive.models import Source


def text_of_document(document: Source) -> str | None:
    """Return all text that the file of the document may have, or None if the archive cannot read it."""
    with document.file.storage.open(document.file.name, "rb") as file:
        data = file.read(LONGEST_LOOKED_THROUGH + 1)
    if (texts := readings(data)) is not None:
        return "\n".join(texts)
    try:
        parsed = read_confined(data, document.file_name)
    except Refused:
        return None
    marks = [turn.label for turn in parsed.turns]
    return "\n".join([parsed.title, *parsed.notes, *marks, *(str(getattr(one, "text", one)) for one in parsed.entries)])
