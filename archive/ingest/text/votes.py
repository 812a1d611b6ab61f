"""Recorded votes as printed: who voted which way, and the outcome."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from archive.ingest.parsed import Narrative, Vote

AYES, NOES, ABSTENTIONS = "ayes", "noes", "abstentions"
SIDES = {
    AYES: r"(?:AYES?|YEAS?|YES|FOR|IN FAVOU?R|Ayes?|Yeas?|Yes|For|In favou?r)",
    NOES: r"(?:NAYS?|NOES?|NO|AGAINST|OPPOSED|Nays?|Noes?|No|Against|Opposed)",
    ABSTENTIONS: r"(?:ABSTAIN(?:ED|ING|S)?|ABSTENTIONS?|Abstain(?:ed|ing|s)?|Abstentions?)",
}
SIDE_LINE = {
    side: re.compile(rf"\s*{words}\s*(?:\((?P<count>\d+)\))?\s*(?:[:–—-]\s*(?P<names>.*)|\s*)")
    for side, words in SIDES.items()
}
# Those who did neither; the printed word is kept.
OTHER_LINE = re.compile(
    r"\s*(?P<word>ABSENT|EXCUSED|RECUSED|NOT VOTING|PRESENT|DID NOT VOTE|Absent|Excused|Recused|Not voting|Present)"
    r"\s*(?:\((?P<count>\d+)\))?\s*[:–—-]\s*(?P<names>.*)"
)
OPENING = re.compile(
    r"\s*(?:A )?(?:RECORDED VOTE|ROLL[- ]CALL VOTE|Recorded vote|Roll[- ]call vote)\b(?: was taken)?[^.?!]{0,60}:?\s*"
)
FIRST_SIDE = re.compile(r"\s*(?:AYES|YEAS|Ayes|Yeas)\s*(?:\(\d+\))?\s*(?:[:–—-].*)?")
OUTCOME = re.compile(r"\s*(?:Motion |MOTION )?(carried|defeated|lost|passed|adopted|failed)\W*", re.IGNORECASE)
NOBODY = frozenset({"none", "nil", "0", "n/a", "-", ""})
PLURAL_OFFICE = re.compile(
    r"^(?:(?:Board |Council ?)?Members|Councill?ors|Commissioners|Trustees|Directors|Supervisors|Selectmen|"
    r"Alder(?:men|persons)|Messrs\.?)\s+",
    re.I,
)
# "His Worship, Mayor Sample" is one person.
HONORIFIC = re.compile(r"\b((?:His|Her|Their) (?:Worship|Honou?r)),\s*(?=[A-Z])")
NAME_WORDS = 7
CAPITAL_SHARE = 0.65


def opens(line: str) -> bool:
    """Return whether a line opens a recorded vote."""
    return bool(OPENING.fullmatch(line) or FIRST_SIDE.fullmatch(line))


def names(text: str) -> tuple[str, ...]:
    """Return the names in a list such as "Councillors Sample, Other and Third", without the shared office."""
    text = HONORIFIC.sub(r"\1 ", text)
    parts = (part.strip(" .;\t") for part in re.split(r"[,;\n]|\band\b|\s{2,}", text))
    return tuple(PLURAL_OFFICE.sub("", part) for part in parts if part.casefold() not in NOBODY)


@dataclass
class VoteBlock:
    """The lines of one recorded vote, added one by one."""

    title: str
    line: int
    outcome: str = ""
    side: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if FIRST_SIDE.fullmatch(self.title):
            first, self.title = self.title, ""
            self.takes(first)

    def takes(self, line: str) -> bool:
        """Add a line if it belongs to the vote, and return whether it does."""
        for side, pattern in SIDE_LINE.items():
            match = pattern.fullmatch(line)
            if match:
                self.side = side
                self.texts.setdefault(side, []).append(match["names"] or "")
                return True
        if self.texts and (match := OTHER_LINE.fullmatch(line)) and _is_list(match["names"]):
            self.side = match["word"]
            self.texts.setdefault(self.side, []).append(match["names"])
            return True
        match = OUTCOME.fullmatch(line)
        if match and self.texts:
            self.outcome = match[1].capitalize()
            return True
        if self.side and _lists_names(line):
            self.texts[self.side].append(line)
            return True
        return False

    def entry(self) -> Vote | Narrative:
        """Return the vote, or its first line as narrative if no side was listed."""
        if not self.texts:
            return Narrative(self.title.strip(), line=self.line)
        named = {side: names(" ".join(text.strip() for text in texts)) for side, texts in self.texts.items()}
        sides: dict[str, Any] = {side: named.pop(side) for side in SIDES if side in named}
        others = tuple((word, those) for word, those in named.items() if those)
        return Vote(title=self.title.strip().rstrip(":"), outcome=self.outcome, line=self.line, others=others, **sides)


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
    return not names(text) or (not re.search(r"\d|\w[.!?]\s+[a-z]", text) and _lists_names(text))


def _lists_names(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", line) if word != "and"]
    capitals = sum(word[0].isupper() for word in words)
    return (
        bool(words)
        and ":" not in line
        and capitals >= CAPITAL_SHARE * len(words)
        and all(len(name.split()) <= NAME_WORDS for name in names(line))
    )
