"""The one reader of what minutes print about a vote: labelled lines, tables, and two sentences that every clerk writes.

A labelled line has a side, a count and names in any order, or one member and the vote beside it, a result, a mover or a
seconder. The sentences are "Moved by A, seconded by B" and "Motion carried 5-2". Words that are none of these are kept
as the rest, and a list that something breaks off is cut: then nothing of the vote is certain.
"""

import re
from collections.abc import Iterator, Sequence

from archive.ingest.text.printed_names import (
    SEPARATED,
    SEPARATOR,
    has_one_on_two_sides,
    is_begun,
    is_list,
    is_nobody,
    is_one,
    names_in,
    names_of_rows,
)
from archive.ingest.text.vote_tables import cells_of, is_header, is_rule, roll_of
from archive.ingest.text.vote_words import CHOICES, NAME, NOBODY, REMARK, VOTE_RESULT, Side, choice_of

_WORD = "|".join(CHOICES.values())
_ALL = (
    r"(?:(?:the|those|members?|council ?members|councill?ors|commissioners|trustees|directors|supervisors|"
    r"vot(?:ed|ing|es?|os))\s+){0,2}"
)
_NUMBER = r"\d{1,3}(?![\d/%]|[.,]\d|\s*[-–/]\s*\d|\s*[ap]\.?m\b)"
_TALLY = (
    r"\(?(?P<yes>\d{1,3})\s*(?:-|–|—|to|a|/|:)\s*(?P<no>\d{1,3})(?:\s*(?:-|–|—|to|/|:)\s*(?P<third>\d{1,3}))?"
    r"(?![\d/-]|\s*:\d)\)?"
)
_SUBJECT = (
    r"(?:motions?|votes?|(?:resolution|ordinance|by-?law|bill|item)(?: no\.? ?[\w-]{1,20}| \d[\w-]{0,20})?|amendment|"
    r"question|nomination|moción|propuesta|acuerdo)"
)
_IN_CHINESE = r"[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
_NAMED = rf"(?![^\s,;]*\d)(?:(?-i:{NAME})|{_IN_CHINESE})(?:[^\S\n]*{REMARK.pattern[3:]})?"
_OFFICE = r"(?:,\s[^,.;|\n]{1,40})?"
_ENDS = r"(?=\s*(?:$|[.;!,|)\]]))"
SKIPPED = re.compile(r"[\s.,;!|()\[\]*_•·]{1,200}|(?:and|y)\s+|[-–—]+\s+")
SIDE = re.compile(rf"{_ALL}(?P<word>{_WORD})\b", re.IGNORECASE)
BESIDE = re.compile(rf"\s*(?:\(\s*(?P<inside>{_NUMBER})\s*\)|[-–—:=,]?\s*(?P<bare>{_NUMBER}))")
SIGN = re.compile(r"\s*(?:[:=]|[-–—]+(?=\s|$|[^\W\d_])|,(?=\s+(?:Messrs|Mrs?|Ms|Dr)\b))\s*")
LISTED = re.compile(
    rf"\s*\(?\s*(?P<names>{_NAMED}"
    rf"(?:(?:\s*(?:[,;&]\s*(?:(?:and|y)\s+)?|\b(?:and|y)\s+)|\s{{2}}){_NAMED}){{0,100}})",
    re.IGNORECASE,
)
COUNT_AFTER = re.compile(rf"\s*(?:[-–—:]\s*(?P<bare>{_NUMBER})|\(\s*(?P<inside>{_NUMBER})\s*\))")
STOPS = re.compile(rf"\s*(?:$|[.;,|)\]]|\s{{2,}}|{_ALL}(?:{_WORD})\b\s*[(:\d=–—-])", re.IGNORECASE)
COUNT_FIRST = re.compile(
    rf"(?P<count>{_NUMBER})\s+(?:votes?\s+|votos?\s+|members?\s+)?(?:vot(?:ed|ing)\s+)?(?P<word>{_WORD})\b\s*[:–—-]?",
    re.IGNORECASE,
)
PAIR = re.compile(
    rf"(?P<name>{_NAMED})(?:\s*(?:\.{{2,}}|[|:–—-]|\t)\s*|\s{{2,}}|,\s+|\s)(?:vot(?:ed|ó)\s+)?"
    r"(?P<word>ayes?|yea|yes|nay|no|abstain(?:ed|s)?|abstention|absent|recused|excused|sí|a favor|en contra|abstención|"
    r"se abst(?:iene|uvo)|ausente)\b(?=\s*(?:$|[.;,|]|\s{2,}|(?:and|y)\s))",
    re.IGNORECASE,
)
MOTION = re.compile(
    rf"(?:it was\s+|on (?:a )?|an?\s+|the\s+)?(?:moved|motion|moción|propuest[oa])"
    r"(?:\s+(?:was\s+)?(?:made|offered|presentada))?\s*"
    rf"(?:by|of|por|de)\s*:?\s+(?P<mover>(?-i:{NAME}))(?:{_OFFICE}[\s,;:.|–—-]{{1,6}}(?:and\s+|y\s+)?(?:it\s+)?(?:was\s+)?(?:an?\s+)?"
    rf"(?:2nd|second(?:ed)?|secundad[oa]|apoyad[oa])\s*(?:by|por)?\s*:?\s+(?P<seconder>(?-i:{NAME})))?",
    re.IGNORECASE,
)
MOVER = re.compile(
    rf"(?:mover|moved(?: by)?|motion(?: by)?|proponente|moción(?: de)?)\s*:\s*(?P<mover>(?-i:{NAME})){_OFFICE}{_ENDS}",
    re.IGNORECASE,
)
SECONDER = re.compile(
    rf"(?:seconder|second(?:ed)?(?: by)?|secundad[oa](?: por)?|apoyad[oa](?: por)?)"
    rf"(?:\s*:\s*|(?<=by)\s+|(?<=por)\s+)(?P<seconder>(?-i:{NAME})){_OFFICE}{_ENDS}",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"(?P<label>(?:(?:final )?resolution|result(?:ado)?|vote|action|outcome|disposition|votación|decisión)\s*:\s*)?"
    rf"(?:(?:the|this|la|el)\s+)?(?P<subject>(?:main |amended )?{_SUBJECT}\s+)?"
    r"(?:(?:was|is|were|has been|fue|es|ha sido|queda|se)\s+)*(?:unanimously\s+)?"
    rf"(?P<word>{VOTE_RESULT}|aprueba|acuerda)\b"
    r"(?P<more>(?:\s+(?:unanimously|(?:por )?unanimidad|as (?:amended|presented|read)|by (?:a |an )?(?:voice vote|"
    r"roll[ -]call(?: vote)?|acclamation|consensus|unanimous (?:vote|consent)|majority(?: vote)?|show of hands)|"
    r"on (?:a )?voice vote|by the following (?:roll[ -]call |recorded )?vote|por (?:unanimidad|mayoría)(?: \w+)?|"
    r"for (?:lack|want) of (?:an? )?(?:second|majority))|"
    r"\s*\[[^\[\]]{1,40}\]|\s+\(unanimous\)){0,3})"
    rf"(?:[,:]?\s*(?:by\s+|on\s+|with\s+|por\s+)?(?:a\s+)?(?:roll[ -]call\s+)?(?:votes?\s+)?(?:of\s+)?{_TALLY}"
    rf"(?:\s+votes?)?)?(?:{_ENDS}|(?=\s*:)|(?=\s+(?:{_WORD})\s*(?:\(\d{{1,3}}\)\s*)?:))",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"(?:(?:on|upon)\s+)?(?:an?\s+|the\s+)?(?:(?:roll[ -]?call|recorded|voice)(?:\s+vote)?|division)"
    r"(?:\s+(?:was\s+)?(?:taken|called|on|as|vote|was|follows)\b[^.:;]{0,40})?\s*(?:[:.]|$)|"
    r"(?:the\s+)?(?:final\s+)?vot(?:e|ing|ación)(?:\s+nominal|\s+(?:was|is)(?:\s+as\s+follows)?)?\s*(?:[:.]|$)|"
    rf"(?:(?:the\s+)?vote|tally|votación)\s*:?\s*{_TALLY}{_ENDS}|result(?:ado|s)?\s*:\s*$",
    re.IGNORECASE,
)
ROW_PAIR = re.compile(rf"(?P<mover>{NAME})\s*/\s*(?P<seconder>{NAME})")
MOTION_WORDS, RESULT_WORDS = 3, 6  # of a cell with a motion, at least, and of one that tells what came of it, at most
BEGINS_RESULT = re.compile(rf"\s*(?:{VOTE_RESULT})\b", re.IGNORECASE)  # "LAID OVER TO THE MEETING IN MARCH"
BRACKETED = re.compile(rf"\[\s*{_TALLY}\s*\]", re.IGNORECASE)  # "APPROVED [2 TO 1]"
SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+|\s*\|\s*|$")
# "..., and the motion carried": the last clause of the sentence that puts it.
CLAUSE = re.compile(
    rf"[,;]?\s(?:and\s+|y\s+)?(?=(?:the|this|la|el)\s+{_SUBJECT}\s+(?:(?:was|is|fue)\s+)?(?:{VOTE_RESULT})\b)",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[•·▪◦]|[-*]\s)\s*")
STARS = re.compile(r"\*\*|__")
SPACES = re.compile(r"[^\S\n\t]{3,}")
OF_ONE = re.compile(r"aye|yea|nay|yes|no|sí|abstain|abstención|absent|ausente", re.IGNORECASE)  # as one member says it
COUNT_OF = {"yes": "aye_count", "no": "no_count", "abstain": "abstention_count", "absent": "absent_count"}


class PrintedVote:
    """What the lines of a text print about one vote."""

    def __init__(self, text: str) -> None:
        self.mover = self.seconder = self.outcome = ""
        self.sides: list[Side] = []
        self.tally: dict[str, int] = {}
        self.rest: list[str] = []
        self.motions = 0
        self.is_cut = False
        self.is_lead = False  # it says that a vote follows
        self._current: Side | None = None
        lines = [SPACES.sub("  ", STARS.sub("", line)).rstrip() for line in text.split("\n") if line.strip()]
        for line in self._without_table(lines):
            if not self._reads_row(line):
                self._read_vote_line(_with_commas(BULLET.sub("", line).rstrip()))
        self._finish()

    @property
    def has_facts(self) -> bool:
        """Whether anything was read."""
        return bool(self.mover or self.seconder or self.outcome or self.sides or self.tally)

    @property
    def pairs(self) -> bool:
        """Whether members are named with the vote beside each."""
        return any(side.has_own_line for side in self._read_sides)

    @property
    def is_vote(self) -> bool:
        """Whether anybody voted: who was there or absent alone is no vote."""
        return any(side.choice in {"yes", "no", "abstain", "recused"} for side in self._read_sides)

    @property
    def is_attendance(self) -> bool:
        """Whether it only says who was there, or absent."""
        return bool(self._read_sides) and not (self.is_vote or self.mover or self.outcome)

    @property
    def choices(self) -> list[str]:
        """What each of its words means, without those that stand beside one member."""
        return [side.choice for side in self._read_sides if not side.has_own_line and side.choice != "other"]

    @property
    def is_all(self) -> bool:
        """Whether the words are nothing but of a vote."""
        return not self.rest and bool(self.has_facts or self._read_sides or self.is_lead)

    @property
    def is_open(self) -> bool:
        """Whether more names of the last side may stand below."""
        return self._current is not None and not self._current.is_empty

    @property
    def awaits_names(self) -> bool:
        """Whether the last side has nothing beside its word."""
        return self._current is not None and not self._current.lines and self._current.count is None

    @property
    def lacks_names(self) -> bool:
        """Whether the last side has fewer names than the printed count says, and may have them below."""
        side = self._current
        return side is not None and side.count is not None and len(names_in("\n".join(side.lines))) < side.count

    def counts(self) -> dict[str, int]:
        """Return the printed counts by the fields of a vote."""
        beside = {COUNT_OF[side.choice]: side.count for side in self.sides if side.choice in COUNT_OF}
        nobody = {COUNT_OF[side.choice]: 0 for side in self.sides if side.is_empty and side.choice in {"yes", "no"}}
        return self.tally | nobody | {name: count for name, count in beside.items() if count is not None}

    def contradiction(self) -> bool:
        """Return whether a count is not that of its names or of another count, or somebody voted twice."""
        roll = [(side.word, side.names or ()) for side in self.sides]
        counts = self.counts()
        return (
            any(side.count is not None and side.names and len(side.names) != side.count for side in self.sides)
            or any(counts.get(name, number) != number for name, number in self.tally.items())
            or has_one_on_two_sides(roll)
        )

    def _without_table(self, lines: Sequence[str]) -> Iterator[str]:
        """Yield the lines that are no table. A table of which one cell is not certain is cut."""
        start = next((at for at, line in enumerate(lines) if is_header(cells_of(line))), None)
        if start is None:
            yield from lines
            return
        width = len(cells_of(lines[start]))
        end = start + 1
        while end < len(lines) and (is_rule(lines[end]) or 1 < len(cells_of(lines[end])) <= width):
            end += 1
        rows = [cells_of(line) for line in lines[start:end] if not is_rule(line)]
        roll = roll_of(rows)
        self.is_cut = self.is_cut or roll is None
        self.sides += [Side(word, list(names), has_own_line=True) for word, names in roll or () if names]
        yield from lines[:start]
        yield from lines[end:]

    def _reads_row(self, line: str) -> bool:
        """Read a row of a table of motions: "3 | Sample/Example | That the fence be mended. | CARRIED"."""
        *cells, last = line.split(" | ")
        has_motion = any(len(cell.split()) >= MOTION_WORDS for cell in cells)
        if not has_motion or not RESULT.fullmatch(last.strip(" .")) or len(last.split()) > RESULT_WORDS:
            self.is_cut = self.is_cut or (has_motion and BEGINS_RESULT.match(last) is not None)
            return False
        self.motions += 1
        self.is_cut = self.is_cut or bool(self.outcome)
        self.outcome = " ".join(last.split())
        for pair in filter(None, (ROW_PAIR.fullmatch(cell.strip()) for cell in cells)):
            self.mover, self.seconder = pair["mover"], pair["seconder"]
        return True

    def _read_vote_line(self, line: str) -> None:
        if self._current and self._goes_on(line):
            return
        self._current = None
        at = 0
        while at < len(line):
            if skipped := SKIPPED.match(line, at):
                at = skipped.end()
                continue
            ways = (self._motion, self._result, self._count_first, self._side, self._pair, self._lead)
            ends = next((end for way in ways if (end := way(line, at)) is not None), None)
            if ends is None:
                stop = SENTENCE_END.search(line, at + 1)
                ends = stop.end() if stop else len(line)
                if clause := CLAUSE.search(line, at, ends):
                    ends = clause.end()
                self.rest.append(line[at:ends].strip())
                # "AYES: Wm. Sample": a full stop ended the list within a name.
                if self._current and self._current.lines and is_begun(self.rest[-1].strip(" .")):
                    self.is_cut = True
                self._current = None
            at = max(ends, at + 1)

    def _goes_on(self, line: str) -> bool:
        """Add a line of nothing but names to the list above it."""
        side = self._current
        if side is None or side.is_empty or side.has_own_line or not line.strip():
            return False
        text = line.strip()
        if is_nobody(text) or not is_begun(text) or text[0].islower():
            if side.lines and (SEPARATED.search(side.lines[-1]) or (text[0].islower() and is_begun(text))):
                self.is_cut = True
            return False
        if SIDE.match(text) or PAIR.match(text) or RESULT.match(text) or MOVER.match(text):
            return False
        side.lines.append(text)
        return True

    def _motion(self, line: str, at: int) -> int | None:
        if match := MOVER.match(line, at):
            self.motions += 1
            self.mover = match["mover"]
        elif match := SECONDER.match(line, at):
            self.is_cut = self.is_cut or bool(self.seconder)
            self.seconder = match["seconder"]
        elif match := MOTION.match(line, at):
            self.motions += 1
            self.mover, self.seconder = match["mover"], match["seconder"] or self.seconder
        return match.end() if match else None

    def _result(self, line: str, at: int) -> int | None:
        match = RESULT.match(line, at)
        if not match or not (match["label"] or match["subject"] or _begins_clause(line, at)):
            return None
        self.is_cut = self.is_cut or bool(self.outcome)
        self.outcome = " ".join(match[0].split())
        self._count(BRACKETED.search(match[0]) or match)
        return match.end()

    def _lead(self, line: str, at: int) -> int | None:
        match = LEAD.match(line, at)
        if match:
            self.is_lead = True
            self._count(match)
        return match.end() if match else None

    def _count(self, match: re.Match[str]) -> None:
        if match["yes"]:
            self.tally = {"aye_count": int(match["yes"]), "no_count": int(match["no"])}

    def _count_first(self, line: str, at: int) -> int | None:
        match = COUNT_FIRST.match(line, at)
        if not match or choice_of(match["word"]) not in COUNT_OF:
            return None
        side = Side(match["word"], count=int(match["count"]))
        return self._with_names(line, match.end(), side, is_needed=False)

    def _side(self, line: str, at: int) -> int | None:
        match = SIDE.match(line, at)
        if not match:
            return None
        side, ends = Side(match["word"]), match.end()
        signs = 0
        for _ in range(2):  # "AYES (4):", "AYES: 4 -", "Ayes-4"
            if side.count is None and (beside := BESIDE.match(line, ends)):
                side.count, ends = int(beside["inside"] or beside["bare"]), beside.end()
            if sign := SIGN.match(line, ends):
                signs, ends = signs + 1, sign.end()
        is_alone = not line[:at].strip() and not line[ends:].strip()
        if not (signs or side.count is not None or is_alone):
            return None
        return self._with_names(line, ends, side, is_needed=bool(signs) and side.count is None)

    def _with_names(self, line: str, at: int, side: Side, *, is_needed: bool) -> int | None:
        """Add a side with the names and the count after it, and return where they end."""
        ends = at
        listed, nobody = LISTED.match(line, at), NOBODY.match(line, at)
        if nobody and not (listed and listed.end() > nobody.end()):
            side.is_empty, ends = True, nobody.end()
        elif listed and not PAIR.match(line, at):
            side.lines, ends = [listed["names"]], listed.end()
        elif is_needed and line[at:].strip(" .|") and not SIDE.match(line, at) and not RESULT.match(line, at):
            self.is_cut = True
        if side.count is None and (after := COUNT_AFTER.match(line, ends)):
            side.count, ends = int(after["inside"] or after["bare"]), after.end()
        if side.count == 0:
            side.is_empty = True
        if line[ends - 1 : ends] not in tuple(".;,)") and not STOPS.match(line, ends):
            self.is_cut = True
        self._add(side)
        return ends

    def _add(self, side: Side) -> None:
        same = next((one for one in self.sides if one.choice == side.choice and side.choice != "other"), None)
        if same is None:
            self.sides.append(side)
        elif OF_ONE.fullmatch(side.word) and is_one(same.lines[-1:]) and is_one(side.lines) and side.count is None:
            same.lines += side.lines  # "Aye – Kim Example", one line each
            same.has_own_line = side.has_own_line = True
        else:
            self.is_cut = True  # of another vote
        self._current = side

    def _pair(self, line: str, at: int) -> int | None:
        match = PAIR.match(line, at)
        if not match:
            return None
        self._add(Side(match["word"], [match["name"]], has_own_line=True))
        self._current = None
        return match.end()

    def _finish(self) -> None:
        """Find out which names each side has."""
        self._read_sides = list(self.sides)
        for side in self.sides:
            if side.has_own_line:
                side.names = tuple(name for line in side.lines for name in names_in(line))
                self.is_cut = self.is_cut or not all(map(is_list, side.lines))
            else:
                side.names = names_of_rows(side.lines, side.count)
            self.is_cut = self.is_cut or side.names is None
        told = [side for side in self.sides if side.names or side.count is not None or side.is_empty]
        self.is_cut = self.is_cut or self._is_of_something_else() or self._lacks_ayes(told)
        self.sides = told

    def _is_of_something_else(self) -> bool:
        """Return whether one name beside one word is all: a field."""
        return len(self.sides) == 1 and self.sides[0].has_own_line and len(self.sides[0].names or ()) == 1

    def _lacks_ayes(self, told: Sequence[Side]) -> bool:
        return len(self.sides) > 1 and self.sides[0].choice == "yes" and self.sides[0] not in told


def _with_commas(line: str) -> str:
    """Return a line with commas between the names of a side that only wide gaps part."""
    is_of_gaps = SIDE.match(line) and not SEPARATOR.search(line)
    return re.sub(r"(?<=[a-z.])  (?=[A-Z])", ", ", line) if is_of_gaps else line


def _begins_clause(line: str, at: int) -> bool:
    """Return whether nothing but signs or the end of a sentence stands before an offset."""
    return re.search(r"(?:^|[.;:!?|)\]*])[\s*_]*$", line[max(0, at - 9) : at]) is not None
