"""Which lines of a document are of one recorded vote, so that they stay lines and are read together."""

import re
from dataclasses import dataclass, field

from archive.ingest.parsed import Narrative
from archive.ingest.text.printed_names import SEPARATED, SEPARATOR, is_begun, is_list, is_nobody
from archive.ingest.text.vote_lines import SIDE, SIGN, PrintedVote
from archive.ingest.text.vote_tables import cells_of, is_header, is_rule
from archive.ingest.text.vote_words import choice_of

OPENING = re.compile(
    r"\s*(?:A )?(?:RECORDED VOTE|ROLL[- ]CALL VOTE|Recorded vote|Roll[- ]call vote)\b(?: was taken)?[^.?!]{0,60}:?\s*"
)
FIRST_SIDE = re.compile(r"\s*(?:AYES|YEAS|Ayes|Yeas)\s*(?:\(\d+\)\s*)?(?:[:–—-].*)?")
FIELD = re.compile(r"\s*(?:result(?:ado)?|vote|votación|action)\s*:\s*\S", re.IGNORECASE)
MOST_LINES = 500
MOST_NAMES = 60  # below one side
LONGEST_LINE = 400  # characters of a line that may open a vote by its names and marks alone


def opens(line: str, *, may_be_speech: bool = True) -> bool:
    """Return whether a line opens a recorded vote.

    Where nobody speaks, so does a line of nothing but a side, a mover or a result, and the header of a table of
    choices.
    """
    if OPENING.fullmatch(line) or FIRST_SIDE.fullmatch(line):
        return True
    if may_be_speech or len(line) > LONGEST_LINE:
        return False
    printed = PrintedVote(line)
    says = printed.is_vote or printed.mover or printed.seconder or FIELD.match(line)
    return is_header(cells_of(line)) or bool(printed.is_all and says)


@dataclass
class VoteBlock:
    """The lines of one recorded vote, added one by one. ``first`` is the line that opens it."""

    first: str
    line: int
    lines: list[str] = field(default_factory=list)
    width: int = 0  # of the table that is open
    sides: set[str] = field(default_factory=set)  # that are listed already, each by what it means
    below: list[str] = field(default_factory=list)  # the last labelled line, and the names below it
    is_cut: bool = False  # a line was not taken that may be of it

    def __post_init__(self) -> None:
        self._add(self.first, PrintedVote(self.first))
        self.width = len(cells_of(self.first)) if is_header(cells_of(self.first)) else 0

    def takes(self, line: str, *, at_break: bool = False, is_heading: bool = False) -> bool:
        """Add a line if it belongs to the vote, and return whether it does."""
        text = line if "\t" in line else re.sub(r"\s{3,}", "  ", line)
        if len(self.lines) >= MOST_LINES or len(text) > LONGEST_LINE:
            return False
        if self._takes_row(text) or self._takes_label(text) or self._takes_names(text, apart=at_break or is_heading):
            return True
        self.is_cut = self.is_cut or self._may_be_more(text)
        return False

    def _may_be_more(self, line: str) -> bool:
        """Return whether a line that is not taken may be another side of this vote, or go on with the list above."""
        last, label = self.lines[-1], SIDE.match(line.strip())
        choice = choice_of(label["word"]) if label and SIGN.match(line.strip(), label.end()) else ""
        if choice in {"yes", "no", "abstain"}:
            return choice not in self.sides or len(self.sides) == 1
        before = PrintedVote("\n".join(self.below))
        goes_on = is_begun(line) and not is_nobody(line) and before.is_open
        if goes_on and before.awaits_names:
            return True
        if goes_on and (line[:1].islower() or not SEPARATOR.search(" ".join(self.lines))):
            return True
        return bool(SEPARATED.search(last)) or last.endswith("-")

    def _takes_row(self, line: str) -> bool:
        cells = cells_of(line)
        is_of_table = bool(self.width) and (is_rule(line) or 1 < len(cells) <= self.width)
        self.width = self.width if is_of_table else len(cells) if is_header(cells) else 0
        if self.width:
            self.lines.append(line)
        return bool(self.width)

    def _takes_label(self, line: str) -> bool:
        """Add a line of nothing but labels, unless the vote has ended, or one of its sides is there already."""
        printed = PrintedVote(line)
        has_ended = len(self.lines) > 1 and bool(PrintedVote(self.lines[-1]).outcome)
        if has_ended or not printed.is_all or (self.sides & {*printed.choices} and not self._has_a_line_each(line)):
            return False
        self._add(line, printed)
        return True

    def _has_a_line_each(self, line: str) -> bool:
        """Return whether each member has a line that begins with the vote: "Aye – Kim Example"."""
        return len(self.lines) <= MOST_NAMES and not PrintedVote("\n".join([*self.lines, line])).is_cut

    def _takes_names(self, line: str, *, apart: bool) -> bool:
        """Add a line of names below a side. In a paragraph of its own, it is of the list if the count says so."""
        if len(self.below) > MOST_NAMES or not is_list(line) or is_nobody(line) or line.strip()[:1].islower():
            return False
        before = PrintedVote("\n".join(self.below))
        is_list_below = before.awaits_names and SEPARATOR.search(line) is not None
        is_awaited = before.lacks_names or is_list_below or SEPARATED.search(self.below[-1])
        if not before.is_open or (apart and not is_awaited):
            return False
        self.lines.append(line)
        self.below.append(line)
        return True

    def _add(self, line: str, printed: PrintedVote) -> None:
        self.lines.append(line)
        self.below = [line]
        self.sides |= set(printed.choices)

    def entry(self) -> Narrative:
        """Return the lines as one paragraph of lines."""
        return Narrative("\n".join(line.strip() for line in self.lines), line=self.line, is_cut=self.is_cut)
