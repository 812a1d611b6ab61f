"""What is known about a file before it is read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guide:
    """What the desk knows about a file: the reading that a person chose, and folded names that the board knows."""

    reading: str = ""
    known: frozenset[str] = frozenset()


NO_GUIDE = Guide()
