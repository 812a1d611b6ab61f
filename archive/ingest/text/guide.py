"""What is known of a file before it is read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guide:
    """What the desk knows of a file: the key of the reading that a person chose, and folded names the board knows."""

    reading: str = ""
    known: frozenset[str] = frozenset()


NO_GUIDE = Guide()
