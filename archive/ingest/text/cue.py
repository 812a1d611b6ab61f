"""A caption, as the readers of caption files return it."""

from dataclasses import dataclass

from archive.ingest.parsed import Seconds


@dataclass(frozen=True)
class Cue:
    """A caption: its lines as shown, the speaker if the format names one, its seconds, and its line in the file.

    ``speaker`` None means that the format does not say, an empty one that nobody can know; ``changes`` means that
    somebody else begins to speak.
    """

    lines: tuple[str, ...]
    start: Seconds | None = None
    end: Seconds | None = None
    line: int | None = None
    speaker: str | None = None
    changes: bool = False
