"""Recorded votes as printed: who voted which way, and the outcome."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from archive.ingest.parsed import Narrative, Vote
from archive.ingest.text.printed_rolls import names_in

SIDES = {
    "ayes": r"AYES?|YEAS?|YES|FOR|IN FAVOU?R|SÍ|Ayes?|Yeas?|Yes|For|In favou?r|Sí",
    "noes": r"NAYS?|NOES?|NO|AGAINST|OPPOSED|Nays?|Noes?|No|Against|Opposed",
    "abstentions": r"ABSTAIN(?:ED|ING|S)?|ABSTENTIONS?|Abstain(?:ed|ing|s)?|Abstentions?",
}
COUNT_OF = {"ayes": "aye_count", "noes": "no_count", "abstentions": "abstention_count"}
# Those who did neither; the printed word is kept.
OTHERS = "ABSENT|EXCUSED|RECUSED|NOT VOTING|PRESENT|DID NOT VOTE|Absent|Excused|Recused|Not voting|Present"
_WORD = rf"(?P<word>{'|'.join([*SIDES.values(), OTHERS])})"
LISTED = re.compile(rf"\s*{_WORD}\s*(?:\((?P<count>\d{{1,3}})\))?\s*[:–—-]\s*(?P<names>.*)")
ALONE = re.compile(rf"\s*{_WORD}\s*(?:\((?P<count>\d{{1,3}})\))?\s*")
WITHIN = re.compile(rf"(?<=[^\s:–—-])\s+(?=(?:{'|'.join([*SIDES.values(), OTHERS])})\s*(?:\(\d{{1,3}}\))?\s*[:–—])")
OPENING = re.compile(
    r"\s*(?:A )?(?:RECORDED VOTE|ROLL[- ]CALL VOTE|Recorded vote|Roll[- ]call vote)\b(?: was taken)?[^.?!]{0,60}:?\s*"
)
FIRST_SIDE = re.compile(r"\s*(?:AYES|YEAS|Ayes|Yeas)\s*(?:\(\d+\))?\s*(?:[:–—-].*)?")
OUTCOME = re.compile(r"\s*(?:Motion |MOTION )?(carried|defeated|lost|passed|adopted|failed)\W*", re.IGNORECASE)
NAME_WORDS = 7
CAPITAL_SHARE = 0.65
COLUMN_NAME = re.compile(r"[^\W\d_a-zß-ÿ][^,;:()\d]*?(?<![^\s])[^\W\d_a-zß-ÿ][^\s,;:()\d]*|[^\W\d_a-zß-ÿ][^\s,;:()\d]*")
MOST_LINES = 2_000
FEWEST_ALONE = 3  # lines with one word each that are as many names


def opens(line: str) -> bool:
    """Return whether a line opens a recorded vote."""
    return bool(OPENING.fullmatch(line) or FIRST_SIDE.fullmatch(line))


@dataclass
class VoteBlock:
    """The lines of one recorded vote, added one by one. ``first`` is the line that opens it."""

    first: str
    line: int
    outcome: str = ""
    side: str = ""
    lists: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)  # everybody on any side
    lines: list[str] = field(default_factory=list)
    is_cut: bool = False  # a line of it could not be read, so that names are missing

    def __post_init__(self) -> None:
        self.is_cut = bool(FIRST_SIDE.fullmatch(self.first)) and not self.takes(self.first)

    def takes(self, line: str) -> bool:
        """Add a line if it belongs to the vote, and return whether it does."""
        if len(self.lines) == MOST_LINES:
            self.is_cut = True
            return False
        match = OUTCOME.fullmatch(line)
        pieces = [] if match or self.outcome else WITHIN.split(line)
        kept = self.side, {side: list(lines) for side, lines in self.lists.items()}, dict(self.counts)
        if match and self.lists and not self.outcome:
            self.outcome = match[1].capitalize()
        elif not (pieces and all(map(self._takes, pieces))):
            self.side, self.lists, self.counts = kept
            self.is_cut = self.is_cut or any(map(self._is_of_another_side, pieces))
            return False
        self.lines.append(line.strip())
        return True

    def _is_of_another_side(self, piece: str) -> bool:
        match = LISTED.fullmatch(piece)
        return match is not None and bool(self.lists) and _side_of(match["word"]) in SIDES.keys() - self.lists.keys()

    def _takes(self, piece: str) -> bool:
        match = LISTED.fullmatch(piece) or ALONE.fullmatch(piece)
        if not match:
            if self.side and _lists_names(piece):
                self.lists[self.side].append(piece.strip())
                self.listed.update(names_in(piece))
                return True
            return False
        named = match.groupdict().get("names", "")
        is_number, names = bool(re.fullmatch(r"\s*\d{1,3}[\s.]*", named)), names_in(named)
        number = named.strip(" .") if is_number else match["count"]
        word = _side_of(match["word"])
        is_other = word not in SIDES
        if (is_other and not (self.lists and named)) or not (is_number or _is_list(named)):
            return False
        is_again = word in self.lists
        if is_again and (number or match["word"] != self.words[word] or self.listed.intersection(names)):
            return False  # of another vote: nobody votes twice
        if is_again:
            self.lists[word].append(",")
        self.side = word
        self.words.setdefault(word, match["word"])
        self.lists.setdefault(word, []).extend([named.strip()] if named and not is_number else [])
        self.listed.update(() if is_number else names)
        if number and not is_other:
            self.counts[COUNT_OF[word]] = int(number)
        return True

    def entry(self) -> Vote | Narrative:
        """Return the vote, or its lines as narrative if no side was listed, or one was cut."""
        if not self.lists or self.is_cut:
            opened = [] if self.lines and self.lines[0] == self.first.strip() else [self.first.strip()]
            return Narrative("\n".join([*opened, *self.lines]), line=self.line)
        named = {word: _names(lines, self.counts.get(COUNT_OF.get(word, ""))) for word, lines in self.lists.items()}
        sides: dict[str, Any] = self.counts | {side: named.pop(side) for side in SIDES if side in named}
        others = tuple((word, those) for word, those in named.items() if those)
        title = "" if FIRST_SIDE.fullmatch(self.first) else self.first.strip().rstrip(":")
        return Vote(title=title, outcome=self.outcome, line=self.line, others=others, **sides)


def _side_of(word: str) -> str:
    return next((side for side, words in SIDES.items() if re.fullmatch(words, word)), word)


def _names(lines: Sequence[str], count: int | None) -> tuple[str, ...]:
    """Return the names of a list in lines. A line ends a name only if the count, or the form of the list, shows it."""
    joined, apart = names_in(" ".join(lines)), names_in("\n".join(lines))
    if count is not None and len(joined) != count:
        return apart if len(apart) == count else joined
    rows = [line.strip() for line in lines if line.strip(" .")]
    sizes = {len(row.split()) for row in rows}
    is_column = all(COLUMN_NAME.fullmatch(row) for row in rows) and len(names_in("\n".join(rows))) == len(rows)
    return (
        apart if is_column and (min(sizes, default=0) > 1 or (sizes == {1} and len(rows) >= FEWEST_ALONE)) else joined
    )


def vote_in_words(vote: Vote) -> str:
    """Return a decision as printed, or as the lines that minutes would have."""
    return vote.text or "\n".join(_vote_lines(vote)) or "Vote"


def facts_in_words(vote: Vote) -> str:
    """Return what else is stored of a vote in words: who moved and seconded it, the outcome, and each side's names."""
    sides = groupby(vote.roll, lambda line: line[0])
    roll = (f"{word} {', '.join(name for _, name in lines)}" for word, lines in sides)
    return "\n".join(filter(None, (vote.mover, vote.seconder, vote.outcome, *roll)))


def _vote_lines(vote: Vote) -> Iterable[str]:
    if vote.title:
        yield vote.title
    for word, names, count in (
        ("Ayes", vote.ayes, vote.aye_count),
        ("Noes", vote.noes, vote.no_count),
        ("Abstentions", vote.abstentions, vote.abstention_count),
        *((word, names, None) for word, names in vote.others),
    ):
        if names or count is not None:
            number = len(names) if count is None else count
            yield f"{word}: {number}" + (f" ({', '.join(names)})" if names else "")
    if vote.outcome:
        yield vote.outcome


def _is_list(text: str) -> bool:
    """Return whether a text after "Present:" has nothing but names, or says that there are none."""
    return not names_in(text) or (not re.search(r"\d|\w[.!?]\s+[a-z]", text) and _lists_names(text))


def _lists_names(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", line) if word != "and"]
    capitals = sum(word[0].isupper() for word in words)
    return (
        bool(words)
        and ":" not in line
        and capitals >= CAPITAL_SHARE * len(words)
        and all(len(name.split()) <= NAME_WORDS for name in names_in(line))
    )
