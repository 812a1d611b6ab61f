"""Why a file is not read: typed exceptions with one sentence that says what to do instead."""

from dataclasses import dataclass

BUSY = "The archive was too busy to read this file in time. It is kept: read it again in a few minutes."


class Refused(Exception):
    """A file that is not read. The text is one sentence for the person who chose the file."""


class NotATranscript(Refused):
    """The file is intact, but it is not a transcript, or not in a supported format."""


class Damaged(Refused):
    """The file is broken or cut off."""


class TooLarge(Refused):
    """The file, or what it unpacks to, exceeds a limit."""


class Busy(Refused):
    """The file was not read in time, because the machine had other work. It may be read later."""


@dataclass(frozen=True)
class EncodingCandidate:
    """An encoding in which the bytes make sense, with the first lines as they would read."""

    encoding: str
    preview: str


class EncodingUnclear(Refused):
    """The text is neither UTF-8 nor Western European; ``candidates`` are for a person to choose from."""

    def __init__(self, message: str, candidates: tuple[EncodingCandidate, ...]) -> None:
        super().__init__(message, candidates)
        self.candidates = candidates

    def __str__(self) -> str:
        return str(self.args[0])
