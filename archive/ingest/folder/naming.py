"""Boards and kinds of meetings in the names of files and in their titles."""

import re
from collections.abc import Sequence

from archive.models import Board, Meeting
from archive.people import fold

APART = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
KINDS = (
    (Meeting.Kind.WORK_SESSION, r"work ?(?:session|shop)|study session|sesion de trabajo"),
    (Meeting.Kind.HEARING, r"hearing|audiencia"),
    (Meeting.Kind.EMERGENCY, r"emergency|emergencia"),
    (Meeting.Kind.SPECIAL, r"special|extraordinari[ao]|especial"),
    (Meeting.Kind.COMMITTEE, r"committee|subcommittee|comite|comision"),
)


def plain(name: str) -> str:
    """Return a name for comparison: "Troy_SchoolBoard" and "Troy School Board" are the same."""
    return fold(" ".join(APART.split(name)))


def is_called(board: Board, name: str) -> bool:
    """Return whether the board has this name, however it is written."""
    return bool(name) and plain(board.name) == plain(name)


def named_in(text: str, boards: Sequence[Board]) -> Board | None:
    """Return the board that the text names: the one of the longest name, if no other has one as long."""
    words = f" {plain(text)} "
    named = sorted((board for board in boards if f" {plain(board.name)} " in words), key=lambda board: -len(board.name))
    outside = [board for board in named[1:] if plain(board.name) not in plain(named[0].name)]
    return named[0] if named and not outside else None


def kind_of_meeting(words: str) -> Meeting.Kind:
    """Return the kind of meeting that a name or title says, else a regular one."""
    said = plain(words)
    return next((kind for kind, pattern in KINDS if re.search(rf"\b(?:{pattern})\b", said)), Meeting.Kind.REGULAR)
