"""Puts together what a file prints of each decision: the motion, the roll and the result, under each other.

Words are moved from narrative into the decision that they print, and none is lost. A paragraph that may be of a
decision and cannot be read for certain stays as it is, is marked, and has a row beside it that a person checks, or
leaves out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Problem, Turn, Vote, first_of
from archive.ingest.text.attendance import with_attendance
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.members import members_in, voted_as_members
from archive.ingest.text.printed_names import has_names_in_one, is_list
from archive.ingest.text.vote_block import FIELD
from archive.ingest.text.vote_in_words import vote_in_words
from archive.ingest.text.vote_lines import MOTION, PrintedVote
from archive.ingest.text.vote_words import Side, method_of, result_of

SIDES = {"yes": "ayes", "no": "noes", "abstain": "abstentions"}
COUNTS = ("aye_count", "no_count", "abstention_count", "absent_count")
LONGEST_MOTION = 20_000  # characters of a paragraph; a longer one is no motion
MOST_MARKS = 20
MARK = "This paragraph may print a decision, and is kept as a note. To store a decision, check the row below it."
# Words of a decision, where they are not read: beside what was read they make it uncertain, alone they are marked.
UNREAD = re.compile(
    r"\b(?:mov(?:ed|es)|motion(?:ed|s)?|second(?:ed|s| by)|ayes?|nays?|yeas?|noes|abst\w+|oppos(?:ed|ing)|against|"
    r"dissent\w*|"
    r"recus\w+|carried|defeated|voted|votes|unanim\w+|surveys?|polls?|petitions?|moción|propuso|secund\w+|aprob\w+|"
    r"votó|votaron|en contra|a favor)\b|\?|\b(?:in favou?r|yes|no)\b\s*[:(=–-]|[(\s]\d{1,2}\s?[-–]\s?\d{1,2}\)?\W*$",
    re.IGNORECASE,
)
MAY_DECIDE = re.compile(
    r"\b(?:moved (?:to|that|by|for|approval|adoption)|motion\b.{0,80}\b(?:carried|passed|failed|lost|defeated|approved|"
    r"made|by|second)|seconded|ayes?\b|nays?\b|yeas?\b|noes\b|"
    r"voted? (?:\d|unanim|in favou?r|against|to (?:approve|adopt|deny|table))|roll[ -]call vote|propuso|secundad[oa]|"
    r"(?:proposé|appuyé)e? par|se aprob\w+|aprobad[oa]s? por|votación)|"
    r"[–:-]\s*(?:yes|no|aye|nay)\b|\b(?:yes|no|aye|nay)\s*[–:-]|"
    r"\bvot(?:an?|aron|ó)\b|\b(?:a favor|en contra)\b|\b(?:all|others?|those|members?) in favou?r\b|"
    r"\bagainst the motion\b|\b(?:member|name|trustee|commissioner|council\w*)\s+vote\s*$|"
    r"\b(?:no|yes|sí) vote\b|\bvot(?:e|o) (?:de )?no\b|"
    r"\b(?:vote|votación)\s*:\s*\S|\bm/?s/?[cp]\b|\bvot\w+\W{1,3}(?:of )?\d|\W\d{1,2}[-–]\d{1,2}(?:[-–]\d)?\.?$|"
    r"\b(?:abstain|dissent|oppos)(?:ed|ing)\b|\b(?:was|were|is|are) (?:unanimously )?(?:approved|adopted|carried|"
    r"passed|defeated|denied|rejected|tabled|ratified)\b|"
    r"\b(?:approved|adopted|passed|failed|defeated)\s+(?:unanimously|\(?\d{1,3}\s?[-–]\s?\d|by (?:a )?(?:vote|unanim))",
    re.IGNORECASE | re.DOTALL,
)
# Words that no agenda has. Two paragraphs of them, or two results, show that a document tells what was decided.
DECIDED = re.compile(
    r"\bmotion (?:was )?(?:carrie[ds]|passe[ds]|fail(?:ed|s))\b|\bpassed with a motion by\b|"
    r"\bmotion by\b.{0,80}\bsecond(?:ed)? by\b|"
    r"\b(?:moved|motioned)\b.{0,200}\bsecond(?:ed)?\b.{0,200}\b(?:carried|passed|approved|unanim)",
    re.IGNORECASE | re.DOTALL,
)
FEWEST_TOLD = 2
GOES_ON = re.compile(r"\s*(?:THAT|That|BE IT|Be it|RESOLVED|Resolved|NOW,? THEREFORE|WHEREAS|Whereas|QUE|Que)\b")
# The choices of a table in a row, whose marks stand below them: "MEMBER  YES  NO".
IN_A_ROW = re.compile(r"\b(?:yes|ayes?|yeas?|for|sí)[\s|/]{1,12}(?:no|nays?|noes|against)\b", re.IGNORECASE)
# How a member votes, beside a name: "Sample, yes".
OF_A_MEMBER = re.compile(r"\b(?:ayes?|yeas?|yes|nays?|no|abst\w+|absent|recused|excused|sí)\b", re.IGNORECASE)
# A side inside other words.
SIGNED_SIDE = re.compile(
    r"\b(?:ayes?|yeas?|nays?|noes|in favou?r|opposed|against|abst\w+|a favor|en contra)\b\s*[:(–-]", re.IGNORECASE
)
FIRST_PART = re.compile(r"\s{2,}|[,;:\n]|\.(?:\s|$)(?<!Mr\.\s)(?<!Ms\.\s)")
COUNTED = re.compile(r"\s*(?:\(\d{1,3}\)|[-–]\s*\d{1,3})\W*$")  # the count behind the names of a side
FOLLOWED = re.compile(r"\bfollowing\b.*\bvote$", re.IGNORECASE)  # a result whose roll stands below
GENERAL = re.compile(r"(?:a )?(?:recorded|roll[ -]call) vote\b", re.IGNORECASE)  # the heading above says on what
# More noes than ayes carry nothing, and more ayes lose by a higher rule alone.
HIGHER_RULE = re.compile(r"\b(?:two[ -]thirds|three[ -](?:fourths|quarters|fifths)|super-?majority|2/3|3/4|3/5)", re.I)


def with_decisions(meeting: ParsedMeeting, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return the meeting with what it prints of each decision in one ``Vote``; in minutes, also who was there."""
    entries: Sequence[Entry] = _without_halves(_Builder(meeting.entries).run())
    if meeting.nature == "minutes":
        entries = with_attendance(entries)
    members = members_in(entries, guide.known)
    done = [one for entry in entries for one in _of_members(entry, members)]
    marks = [Problem(MARK, entry.line) for entry in done if isinstance(entry, Vote) and entry.said]
    return meeting.replace(entries=tuple(done), problems=(*meeting.problems, *first_of(marks, MOST_MARKS)))


def _without_halves(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with a roll that stands beside a part of a roll that was not read as a row to check too.

    Both may be of one vote, unless a mover begins another.
    """
    done = list(entries)
    rolls = [
        n
        for n, entry in enumerate(done)
        if isinstance(entry, Vote) and entry.text and not entry.said and _has_roll(entry)
    ]
    for n in rolls:
        vote = done[n]
        after, before = (_beside(done, n, step) for step in (1, -1))
        is_half = _is_part(after) or (_is_part(before) and not getattr(vote, "mover", "")) or _goes_on(done[n : n + 2])
        if isinstance(vote, Vote) and is_half:
            done[n] = replace(vote, said=True)
    parts = {n for n in rolls if isinstance(vote := done[n], Vote) and vote.said and vote.text}
    return [one for n, entry in enumerate(done) for one in ((*_narrative_of(entry), entry) if n in parts else (entry,))]


def _beside(entries: Sequence[Entry], place: int, step: int) -> Entry | None:
    """Return the next entry before or after a decision that is more than a line of names, or words of a row."""
    at = place + step
    while 0 <= at < len(entries) and isinstance(entry := entries[at], Narrative):
        is_of_row = step > 0 and at + 1 < len(entries) and isinstance(entries[at + 1], Vote)
        if not (is_of_row or is_list(COUNTED.sub("", entry.text)) or PrintedVote(entry.text[:LONGEST_MOTION]).is_all):
            return entry
        at += step
    return entries[at] if 0 <= at < len(entries) else None


def _goes_on(entries: Sequence[Entry]) -> bool:
    """Return whether a vote ends with a side without names, and the paragraph below it begins with a name."""
    vote, below = entries if len(entries) > 1 else (None, None)
    if not (isinstance(vote, Vote) and isinstance(below, Narrative)):
        return False
    return PrintedVote(vote.text[:LONGEST_MOTION]).awaits_names and is_list(FIRST_PART.split(below.text, maxsplit=1)[0])


def _narrative_of(entry: Entry) -> Iterator[Entry]:
    if isinstance(entry, Vote):
        yield Narrative(entry.text, start=entry.start, line=entry.line)


def _has_roll(vote: Vote) -> bool:
    return any(vote.roll) or None not in {vote.aye_count, vote.no_count}


def _is_part(entry: Entry | None) -> bool:
    """Return whether an entry is a row beside words that have a side of a vote, and no mover."""
    if not isinstance(entry, Vote) or not entry.said:
        return False
    printed = PrintedVote(entry.text[:LONGEST_MOTION])
    return not printed.mover and bool(printed.is_vote or printed.is_cut or SIGNED_SIDE.search(entry.text))


def has_decisions(entries: Sequence[Entry]) -> bool:
    """Return whether a document tells what came of motions or items, as minutes do."""
    votes = [entry for entry in _Builder(entries).run() if isinstance(entry, Vote) and not entry.said]
    rolls = [vote for vote in votes if any(vote.roll) or None not in {vote.aye_count, vote.no_count}]
    told = sum(DECIDED.search(entry.text) is not None for entry in entries if isinstance(entry, Narrative))
    results = sum(bool(vote.outcome) for vote in votes)
    is_told = max(told, results) >= FEWEST_TOLD
    return bool(rolls) or any(vote.outcome and vote.mover for vote in votes) or is_told


def vote_of(printed: PrintedVote, text: str, line: int | None = None) -> Vote:
    """Return what was read as a decision of these words."""
    named: dict[str, tuple[str, ...]] = {}
    others = []
    for side in printed.sides:
        if field := SIDES.get(side.choice):
            named[field] = side.names or ()
        elif side.names:
            others.append((side.word, side.names))
    return Vote(
        text=text,
        mover=printed.mover,
        seconder=printed.seconder,
        outcome=printed.outcome,
        result=result_of(printed.outcome),
        method=method_of(text),
        line=line,
        others=tuple(others),
        **named,  # type: ignore[arg-type]
        **printed.counts(),  # type: ignore[arg-type]
    )


def is_certain(printed: PrintedVote) -> bool:
    """Return whether what was read is all that the words say of one vote, and does not contradict itself."""
    return not (
        not _is_whole(printed)
        or printed.contradiction()
        or has_names_in_one(name for side in printed.sides for name in side.names or ())
        or (not printed.tally and {side.choice for side in printed.sides} == {"abstain"})
        or _contradicts_result(printed)
    )


def _is_whole(printed: PrintedVote) -> bool:
    """Return whether what was read is all that the words say of one vote."""
    unread = UNREAD.search if not printed.pairs else lambda words: UNREAD.search(words) or OF_A_MEMBER.search(words)
    return not (printed.is_cut or printed.motions > 1 or any(map(unread, printed.rest)))


def _contradicts_result(printed: PrintedVote) -> bool:
    """Return whether the noes are not those of the result. Noes alone, without ayes or result, are half a vote."""
    counts, result = printed.counts(), result_of(printed.outcome)
    ayes, noes = (
        counts.get(name, len(_names_of(printed.sides, choice)))
        for name, choice in (("aye_count", "yes"), ("no_count", "no"))
    )
    if "no_count" not in counts and not any(side.choice == "no" for side in printed.sides):
        return False
    if not printed.outcome:
        return not ayes and not any(side.choice == "yes" for side in printed.sides)
    is_by_higher_rule = HIGHER_RULE.search(" ".join(printed.rest)) is not None
    return (
        (result == "carried" and ayes < noes)
        or (result == "failed" and ayes > noes and not is_by_higher_rule)
        or (noes > 0 and "unanim" in printed.outcome.lower())
    )


def _names_of(sides: Sequence[Side], choice: str) -> tuple[str, ...]:
    return next((side.names or () for side in sides if side.choice == choice), ())


class _Builder:
    """One pass over the entries. ``open`` is the place of the decision right above, while words may belong to it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.done: list[Entry] = []
        self.open: int | None = None
        self.is_below_cut = False

    def run(self) -> list[Entry]:
        for entry in self.entries:
            if isinstance(entry, Narrative) or (isinstance(entry, Turn) and entry.kind == "motion" and not entry.label):
                self._add_paragraph(entry)
            elif isinstance(entry, Heading) and self._is_of_vote(entry):
                self._add_paragraph(Narrative(entry.text, line=entry.line))
            elif isinstance(entry, Vote):
                self._add_vote(entry)
            elif isinstance(entry, Turn):
                self._add_turn(entry)
            else:
                self.open = None
                self.done.append(entry)
        return self.done

    def _is_of_vote(self, heading: Heading) -> bool:
        """Return whether a line that looks like a heading is the open decision's result, or heads a table."""
        is_result = self.open is not None and _is_result(heading.text)
        return is_result or IN_A_ROW.search(heading.text) is not None

    def _add_paragraph(self, entry: Narrative | Turn) -> None:
        printed = PrintedVote(entry.text) if len(entry.text) <= LONGEST_MOTION else PrintedVote("")
        printed.is_cut = printed.is_cut or (isinstance(entry, Narrative) and entry.is_cut)
        if printed.is_attendance:
            printed = PrintedVote("")
        if self._joins(entry.text, printed):
            return
        says = bool(printed.is_vote or printed.mover or _tells_result(entry.text, printed))
        # Below a list that is cut stands the rest of the same vote.
        printed.is_cut = printed.is_cut or (self.is_below_cut and says and not printed.mover)
        self.is_below_cut = printed.is_cut and printed.is_vote
        if says and is_certain(printed) and self._is_of_votes(printed):
            self._open(vote_of(printed, entry.text, entry.line))
            return
        self.done.append(entry if isinstance(entry, Narrative) else Narrative(entry.text, entry.start, entry.line))
        self.open = None
        if says or printed.is_cut or _may_decide(entry.text, printed):
            self._mark(entry, printed)

    def _mark(self, entry: Narrative | Turn, printed: PrintedVote) -> None:
        """Put a row below a paragraph, with what is printed, if it only contradicts itself, and else without facts."""
        read = (
            vote_of(printed, entry.text, entry.line) if _is_whole(printed) else Vote(text=entry.text, line=entry.line)
        )
        self.done.append(replace(read, said=True, start=entry.start))

    def _open(self, vote: Vote) -> None:
        self.done.append(vote)
        self.open = len(self.done) - 1

    def _is_of_votes(self, printed: PrintedVote) -> bool:
        """Return whether a tally alone is one of a vote: it has names, both sides, or a result."""
        counts = printed.counts()
        named = any(side.names for side in printed.sides)
        return bool(printed.mover or printed.outcome or named or {"aye_count", "no_count"} <= counts.keys())

    def _joins(self, text: str, printed: PrintedVote) -> bool:
        """Add a paragraph right below the open decision that goes on with it and contradicts nothing of it."""
        open_ = self.done[self.open] if self.open is not None else None
        if not isinstance(open_, Vote) or open_.said or printed.is_cut:
            return False
        goes_on = GOES_ON.match(text) and not open_.outcome and not printed.has_facts
        if not goes_on and not (printed.has_facts and not (printed.mover and open_.mover) and not printed.rest):
            return False
        whole = f"{vote_in_words(open_)}\n\n{text}"
        both = PrintedVote(whole)
        if not is_certain(both):
            return False
        again = vote_of(both, whole, open_.line)
        self.done[self.open or 0] = replace(
            again,
            title=open_.title,
            start=open_.start,
            kind=open_.kind,
            method=again.method or open_.method,
        )
        return True

    def _add_vote(self, vote: Vote) -> None:
        """Keep a vote that a file gives in fields of its own, in the motion right before it if that has no roll."""
        open_ = self.done[self.open] if self.open is not None else None
        result, method = vote.result or result_of(vote.outcome), vote.method or method_of(vote.title)
        named = replace(vote, result=result, method=method)
        if isinstance(open_, Vote) and open_.mover and not any(open_.roll) and not open_.outcome:
            self.done[self.open or 0] = replace(
                named, text=f"{open_.text}\n\n{vote_in_words(vote)}", mover=open_.mover, seconder=open_.seconder,
                title="", line=open_.line, start=open_.start,
            )  # fmt: skip
            return
        last = self.done[-1] if self.done else None
        if isinstance(last, Heading) and GENERAL.match(vote.title):
            named = replace(named, title=f"{last.text}: {vote.title}")
        self._open(named)

    def _add_turn(self, turn: Turn) -> None:
        """Keep a turn, and propose beside it a motion that it reads out with its mover and seconder."""
        self.done.append(turn)
        self.open = None
        match = MOTION.match(turn.text.strip())
        if match and match["seconder"]:
            printed = PrintedVote(turn.text.strip().partition("\n")[0])
            self.done.append(
                Vote(turn.text, mover=match["mover"], seconder=match["seconder"], line=turn.line, said=True)
                if not is_certain(printed)
                else replace(vote_of(printed, turn.text, turn.line), said=True, start=turn.start)
            )


def _tells_result(text: str, printed: PrintedVote) -> bool:
    """Return whether a paragraph tells what came of a vote beside other words, so that it opens a decision."""
    opens = FIELD.match(text) or printed.motions or (printed.tally and printed.rest) or FOLLOWED.search(printed.outcome)
    return bool(printed.outcome and opens)


def _may_decide(text: str, printed: PrintedVote) -> bool:
    """Return whether words may be of a decision. "Roll call vote:" alone only says that one follows."""
    is_lead = printed.is_lead and printed.is_all and not printed.has_facts
    return not is_lead and bool(MAY_DECIDE.search(text) or IN_A_ROW.search(text))


def _is_result(text: str) -> bool:
    printed = PrintedVote(text)
    return bool(printed.outcome) and not (printed.rest or printed.sides or printed.mover)


def _of_members(entry: Entry, members: frozenset[str] | None) -> Iterator[Entry]:
    """Yield a decision, or its words and a row beside them, if somebody on its roll may be no member."""
    if isinstance(entry, Vote) and entry.text and not entry.said and not voted_as_members(entry, members):
        yield Narrative(entry.text, start=entry.start, line=entry.line)
        yield replace(entry, said=True)
    else:
        yield entry
