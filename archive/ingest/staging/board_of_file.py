"""Which board a file is of: a line of its head that is the name of one, or its own name."""

import re
from collections.abc import Sequence

from archive.ingest.parsed import Heading, Narrative, ParsedMeeting
from archive.language.people import fold
from archive.models import Board

OPENING_ENTRIES, OPENING_CHARACTERS = 12, 500
OTHER_WORDS = 6  # of a line that is the name of a board: "Minutes of the Library Board, March 5, 2024"
APART = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


def plain(name: str) -> str:
    """Return a name for comparison: "Troy_SchoolBoard" and "Troy School Board" are the same."""
    return fold(" ".join(APART.split(name)))


def is_called(board: Board, name: str) -> bool:
    """Return whether the board has this name, however it is written."""
    return bool(name) and plain(board.name) == plain(name)


def boards_of(parsed: ParsedMeeting, name: str, boards: Sequence[Board]) -> list[Board]:
    """Return the boards that a file of this name may be of: those that lines of its head name, and its own name.

    A name anywhere in the head counts if no line and no file name has one.
    """
    lines, in_name = _head(parsed), _named_in(name, boards)
    named = [board for line in lines for board in _named_in(line, boards) if _is_mostly(line, board)]
    named += [*(board for board in boards if is_called(board, parsed.board)), *in_name]
    if not named and not parsed.board:
        named = _named_in("\n".join(lines), boards)
    return _without_parents(list(dict.fromkeys(named)))


def named_in(text: str, boards: Sequence[Board]) -> Board | None:
    """Return the board that the text names, if it names only one."""
    named = _without_parents(_named_in(text, boards))
    return named[0] if len(named) == 1 else None


def _head(parsed: ParsedMeeting) -> list[str]:
    opening = parsed.entries[:OPENING_ENTRIES]
    texts = [entry.text[:OPENING_CHARACTERS] for entry in opening if isinstance(entry, Heading | Narrative)]
    return [line for text in (parsed.title, *parsed.notes, *texts) for line in text.split("\n") if line.strip()]


def _named_in(text: str, boards: Sequence[Board]) -> list[Board]:
    """Return the boards that a text names, without those whose name is only a part of another's there."""
    words = f" {plain(text)} "
    named: list[Board] = []
    for board in sorted(boards, key=lambda board: -len(plain(board.name))):
        if f" {plain(board.name)} " in words:
            named.append(board)
            words = words.replace(f" {plain(board.name)} ", " | ")
    return named


def _is_mostly(line: str, board: Board) -> bool:
    return _number_of_words(line) - _number_of_words(board) <= OTHER_WORDS


def _number_of_words(of: Board | str) -> int:
    return len(plain(of if isinstance(of, str) else of.name).split())


def _without_parents(boards: Sequence[Board]) -> list[Board]:
    """Return the boards without those of which another is a committee."""
    parents = {board.parent_id for board in boards}
    return [board for board in boards if board.pk not in parents]
