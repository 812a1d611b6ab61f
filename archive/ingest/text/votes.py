"""Recorded votes as printed: who voted which way, and the outcome."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from archive.ingest.parsed import Narrative, Vote
from archive.ingest.text.motion_words import TITLE_ALONE
from archive.ingest.text.printed_rolls import (
    BETWEEN_NAMES,
    COUNT_OF,
    choice_of,
    has_one_on_two_sides,
    is_list,
    is_nobody,
    names_in,
)

SIDES = {
    "ayes": r"AYES?|YEAS?|YES|FOR|IN FAVOU?R|SÍ|Ayes?|Yeas?|Yes|For|In favou?r|Sí",
    "noes": r"NAYS?|NOES?|NO|AGAINST|OPPOSED|Nays?|Noes?|No|Against|Opposed",
    "abstentions": r"ABSTAIN(?:ED|ING|S)?|ABSTENTIONS?|Abstain(?:ed|ing|s)?|Abstentions?",
}
# Those who did neither; the printed word is kept.
OTHERS = "ABSENT|EXCUSED|RECUSED|NOT VOTING|PRESENT|DID NOT VOTE|Absent|Excused|Recused|Not voting|Present"
_WORDS = "|".join([*SIDES.values(), OTHERS])
_WORD = rf"(?P<word>{_WORDS})"
_COUNT = r"\s*(?:\((?P<count>\d{1,3})\)\s*)?"
LISTED = re.compile(rf"\s*{_WORD}{_COUNT}[:–—-]\s*(?P<names>.*)")
ALONE = re.compile(rf"\s*{_WORD}{_COUNT}")
WITHIN = re.compile(rf"(?<=[^\s:–—-])\s+(?=(?:{_WORDS})(?:\s*(?:\(\d{{1,3}}\)\s*)?[:–—]|\s-\s))")
OPENING = re.compile(
    r"\s*(?:A )?(?:RECORDED VOTE|ROLL[- ]CALL VOTE|Recorded vote|Roll[- ]call vote)\b(?: was taken)?[^.?!]{0,60}:?\s*"
)
FIRST_SIDE = re.compile(r"\s*(?:AYES|YEAS|Ayes|Yeas)\s*(?:\(\d+\)\s*)?(?:[:–—-].*)?")
# Alone in a line, or after the names: "NAYS: None. Motion carried unanimously."
OUTCOME = re.compile(
    r"(?:^|(?<=[.;])\s|\s[–—-]\s)\s*(?P<told>(?:(?:the )?(?:motion|resolution|ordinance|amendment) )?"
    r"(?P<result>carried|defeated|lost|passed|adopted|failed))"
    r"(?: unanimously)?(?:,? \(?\d{1,3}\s?[–-]\s?\d{1,3}\)?)?\W*$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[,;&]|\band\b")
SEPARATED = re.compile(r"(?:[,;&]|\band)\s*$")
MOST_LINES = 2_000
FEWEST_ROWS = 3  # lines without a comma that are as many names


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
    lines: list[str] = field(default_factory=list)
    is_cut: bool = False  # a line of it could not be read for certain, so that names may be missing
    is_ended: bool = False  # the list says that there is nobody, or only how many
    is_bare: bool = False  # no colon is after the word, so that its names stand below it
    has_commas: bool = False  # its lists have commas, so that a name alone in a line is not one of a column

    def __post_init__(self) -> None:
        if FIRST_SIDE.fullmatch(self.first) and not self.takes(self.first):
            self.is_cut = True

    def takes(self, line: str, *, at_break: bool = False, is_heading: bool = False) -> bool:
        """Add a line if it belongs to the vote, and return whether it does."""
        if self.outcome:
            return False
        line = re.sub(r"\s{3,}", "  ", line)
        told = OUTCOME.search(line)
        names = line[: told.start("told")].rstrip(" –—-") if told else line
        pieces = WITHIN.split(names) if names.strip() else []
        if len(self.lines) == MOST_LINES or not (pieces or self.lists):
            self.is_cut = self.is_cut or bool(self.lists)
            return False
        for at, piece in enumerate(pieces):
            if not self._takes(piece, at_break=at_break, is_heading=is_heading):
                self.is_cut = self.is_cut or at > 0 or self._is_of_another_side(piece)
                if at == 0:
                    return False
                break
        self.outcome = told["result"].capitalize() if told else ""
        self.lines.append(line.strip())
        return True

    def _is_of_another_side(self, piece: str) -> bool:
        match = LISTED.fullmatch(piece)
        return match is not None and bool(self.lists) and _side_of(match["word"]) in SIDES.keys() - self.lists.keys()

    def _takes(self, piece: str, *, at_break: bool, is_heading: bool) -> bool:
        match = LISTED.fullmatch(piece) or ALONE.fullmatch(piece)
        if not match:
            return self._goes_on(piece.strip(), at_break=at_break, is_heading=is_heading)
        named = (match.groupdict().get("names") or "").strip()
        is_number = bool(re.fullmatch(r"\d{1,3}[\s.]*", named))
        number = named.strip(" .") if is_number else match["count"]
        side = _side_of(match["word"])
        is_other, counted = side not in SIDES, COUNT_OF.get(choice_of(side))
        if (is_other and not (self.lists and named)) or not (is_number or not named or _is_begun(named)):
            return False
        if (is_number and not counted) or (side in self.lists and self._is_of_another_vote(match["word"])):
            return False
        if side in self.lists:
            self.is_cut = True
            return True
        self.is_cut = self.is_cut or self._begins_with_nobody()
        self.side, self.words[side], self.lists[side] = side, match["word"], []
        self.is_bare = "names" not in match.re.groupindex
        self.is_ended = is_number or number == "0" or (bool(named) and not names_in(named))
        if named and not self.is_ended:
            self._add(named)
        if number and counted:
            self.counts[counted] = int(number)
        return True

    def _is_of_another_vote(self, word: str) -> bool:
        """Return whether a side that is listed already is of another vote: the first one again, or in another word."""
        side = _side_of(word)
        return word != self.words[side] or (len(self.lists) > 1 and side == next(iter(self.lists)))

    def _goes_on(self, line: str, *, at_break: bool, is_heading: bool) -> bool:
        """Add names without a word before them, if they can only be more of the list above."""
        lines = self.lists.get(self.side, [])
        if not self.side or self.is_ended or is_nobody(line):
            return False
        if is_heading or not _is_begun(line) or line[0] == line[0].lower():
            is_rest = not is_heading and line[0].islower() and _is_begun(line)  # of a name that a hyphen parts
            self.is_cut = self.is_cut or (bool(lines) and (is_rest or bool(SEPARATED.search(lines[-1]))))
            return False
        is_list_too = bool(SEPARATOR.search(line)) and (bool(SEPARATOR.search(lines[-1])) if lines else self.is_bare)
        if at_break and not is_list_too and not (lines and SEPARATED.search(lines[-1])):
            if self.has_commas and lines and not any(map(SEPARATOR.search, lines[:2])):
                return False
            self.is_cut = True  # the next name, or the next heading
        self._add(line)
        return True

    def _begins_with_nobody(self) -> bool:
        """Return whether the first side has neither names nor a number, and does not say that it has none."""
        is_first = len(self.lists) == 1 and not self.is_ended
        return is_first and not self.lists[self.side] and not self.counts

    def _add(self, names: str) -> None:
        self.lists[self.side].append(names)
        self.has_commas = self.has_commas or bool(SEPARATOR.search(names))

    def _count_of(self, side: str) -> int | None:
        return self.counts.get(COUNT_OF[choice_of(side)]) if side in SIDES else None

    def entry(self) -> Vote | Narrative:
        """Return the vote, or its lines as narrative if no side was listed, or one was cut."""
        *_, last = [*self.lists, ""]
        named = {
            side: _names(lines, self._count_of(side), is_last=side == last and not self.outcome)
            for side, lines in self.lists.items()
        }
        sure = {side: names for side, names in named.items() if names is not None}
        if (
            not named
            or self.is_cut
            or self._begins_with_nobody()
            or len(sure) < len(named)
            or has_one_on_two_sides(sure.items())
        ):
            opened = [] if self.lines and self.lines[0] == self.first.strip() else [self.first.strip()]
            return Narrative("\n".join([*opened, *self.lines]), line=self.line)
        sides: dict[str, Any] = self.counts | {side: sure.pop(side) for side in SIDES if side in sure}
        others = tuple((word, those) for word, those in sure.items() if those)
        title = "" if FIRST_SIDE.fullmatch(self.first) else self.first.strip().rstrip(":")
        return Vote(title=title, outcome=self.outcome, line=self.line, others=others, **sides)


def _is_begun(names: str) -> bool:
    """Return whether a line has names, the last of which may go on in the next line after an office."""
    return is_list(names) or is_list(f"{names} Name")


def _side_of(word: str) -> str:
    return next((side for side, words in SIDES.items() if re.fullmatch(words, word)), word)


def _names(lines: Sequence[str], count: int | None, *, is_last: bool) -> tuple[str, ...] | None:
    """Return the names of a list in lines, None if it is not certain which they are.

    A line ends a name only if the printed count, or the form of the list, shows it. A name that keeps a line break may
    be two; ``archive.ingest.text.rolls`` asks the rest of the file.
    """
    rows: list[str] = []
    for line in lines:
        parts = [line] if SEPARATOR.search(line) else re.split(r"\s{2,}", line)
        if rows and TITLE_ALONE.fullmatch(BETWEEN_NAMES.split(rows[-1])[-1]):
            parts[0] = f"{rows.pop()} {parts[0]}"
        rows.extend(parts)
    joined, apart = names_in(" ".join(rows)), names_in("\n".join(rows))
    if len(rows) < 2 or len(joined) == len(apart):  # noqa: PLR2004 - one row
        return joined if is_list(" ".join(rows)) or not rows else None
    if count is not None:
        return next((names for names in (apart, joined) if len(names) == count), None)
    if not any(map(SEPARATOR.search, rows)):
        sizes = {len(row.split()) for row in rows}
        return apart if len(rows) >= FEWEST_ROWS and (min(sizes) > 1 or sizes == {1}) else None
    is_open = is_last and not SEPARATOR.search(rows[-1]) and not SEPARATED.search(rows[-2])
    return _broken(joined, apart) if is_list(" ".join(rows)) and not is_open else None


def _broken(joined: Sequence[str], apart: Sequence[str]) -> tuple[str, ...] | None:
    """Return the names of a list, with a line break in those that may be two, None if nobody can tell.

    A name over two lines is one if a part of it is shorter than any other name. In "Sample, Example", "Third, Fourth" a
    comma may be missing, and so between "Kim Example" and "Lee Third".
    """
    whole = {*joined} & {*apart}
    parts = iter([name for name in apart if name not in whole])
    pairs = {name: (next(parts, ""), next(parts, "")) for name in joined if name not in whole}
    if any(" ".join(pair) != name for name, pair in pairs.items()):
        return None
    shortest = min(map(_size, whole), default=0)
    is_one = {name: min(map(_size, pair)) < shortest for name, pair in pairs.items()}
    return tuple(name if is_one.get(name, True) else "\n".join(pairs[name]) for name in joined)


def _size(name: str) -> int:
    """Return how many words a name has beside titles."""
    return len(TITLE_ALONE.sub("", f"{name} ").split())


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
        ("Absent", (), None if any(choice_of(word) == "absent" for word, _ in vote.others) else vote.absent_count),
    ):
        if names or count is not None:
            listed = ", ".join(names)
            yield (
                f"{word}: {listed}" if count is None else f"{word}: {count} ({listed})" if names else f"{word}: {count}"
            )
    if vote.outcome:
        yield vote.outcome
