"""Words of a staged turn that the software was not sure about, marked in the text with their time in the recording."""

from archive.ingest.staging.proposed_splits import TurnPiece, in_pieces
from archive.language.timed_words import WORD_BETWEEN_SPACES, TimedWord
from archive.models import StagedTurn, words_standing_in

Marked = tuple[str, float | None]


class MarkedPiece:
    """A piece of a turn as lines of words. Each line has parts: a text, and its second if the word is doubtful."""

    def __init__(self, piece: TurnPiece, doubtful: list[TimedWord]) -> None:
        self.split = piece.split
        self.lines = _lines(piece.text, [word.moved(-piece.start) for word in doubtful])


def marked_pieces(turn: StagedTurn) -> list[MarkedPiece]:
    """Return the text of a turn in pieces, separated at the proposed splits, with doubtful words marked.

    If a person has checked the turn, no word is doubtful.
    """
    words = [] if turn.checked_at else words_standing_in(turn.text, turn.word_times)
    doubtful = [word for word in words if word.is_doubtful]
    return [MarkedPiece(piece, doubtful) for piece in in_pieces(turn)]


def _lines(text: str, doubtful: list[TimedWord]) -> list[list[Marked]]:
    starts = {word.offset: word.start for word in doubtful}
    lines: list[list[Marked]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        parts: list[Marked] = []
        plain = 0
        for match in WORD_BETWEEN_SPACES.finditer(line):
            second = starts.get(at + match.start())
            if second is not None:
                parts += [(line[plain : match.start()], None), (match[0], second)]
                plain = match.end()
        parts.append((line[plain:].rstrip("\r\n"), None))
        lines.append([part for part in parts if part[0]])
        at += len(line)
    return [line for line in lines if line]
