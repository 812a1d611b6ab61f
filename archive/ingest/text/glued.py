"""Labels that a PDF glues to the speech before: "... Thank you. Hon. Robin Sample (Lake North, ABC): I rise ...".

Where paragraphs are not to be seen, a label begins in the middle of a line, or a line end cuts it. It shows by a title
after the end of a sentence, and by a colon. A line is split there if the label has its bracket or occurs again, or if
most labels are inside lines.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.ingest.text.label_words import CAPITAL, SMALL_WORDS, TITLES, plausible, starts_with_title, tidy
from archive.ingest.text.line import Line
from archive.language.abbreviations import FORMS_OF_ADDRESS, LEGISLATORS, RANKS
from archive.language.people import fold

COLON = re.compile(r"[^\s:]:(?=\s+[^\s\"“«]|\s*$)")  # quoted words after it are words that somebody repeats
SENTENCE_END = re.compile(r"[.?!…][\"”’)\]]*\s+")
TITLE = re.compile(
    rf"\b(?:{FORMS_OF_ADDRESS}|{LEGISLATORS}|{RANKS}|Prof|Maj|Fr|Sra|Srª|Messrs|Eng|Amb|Smt|C)\.$",
    re.IGNORECASE,
)
OF_A_LIST = re.compile(r"\s*\d{1,4}[.)]\s*")
LONGEST_TITLE = 8
LONGEST_GLUED = 160  # characters of a label
WITHIN = 2 * LONGEST_GLUED  # characters before its colon in which a label and the titles before it begin
BRACKET = re.compile(r"\([^()]*\)\s*$")
NEEDED = 3  # glued labels that show that a document has them
MANY = 0.3  # share of the lines with labels that have one inside, from which on paragraphs do not show at all


SMALL_LETTERS = 0.4  # share of the letters outside names in capitals, from which on capitals mean something
# Text recognition separates the letters of some titles. "REPORT" and "SENIORS" begin with none.
TITLE_IN_CAPITALS = r"(?:M ?R ?S|M ?R|M ?S|MISS|D ?R|MESSRS|(?:REP|SEN|HON|GOV)(?=[.\s]))"
OFFICE_IN_CAPITALS = (
    r"(?:CHAIRMAN|CHAIRWOMAN|CHAIRPERSON|CHAIR|VICE[ -]CHAIR(?:MAN|WOMAN|PERSON)?|GOVERNOR|(?:VICE )?PRESIDENT|"
    r"SECRETARY|SENATOR|(?:VICE |DEPUTY )?MAYOR|COUNCIL(?:L?OR|MEMBER|MAN|WOMAN)|COMMISSIONER|TRUSTEE|DIRECTOR|"
    r"SUPERINTENDENT|SEVERAL(?: SPEAKERS)?|UNIDENTIFIED(?: SPEAKER)?|SPEAKERS?|PARTICIPANTS?)"
)
NAME_IN_CAPITALS = rf"(?:(?:Mc|Mac|De|Di|La|Le|Van )?[{CAPITAL}][{CAPITAL}'’`\"-]{{0,30}}[{CAPITAL}\"]|[{CAPITAL}]\.)"
NAMES_IN_CAPITALS = rf"{NAME_IN_CAPITALS}(?:,? (?:and )?{NAME_IN_CAPITALS}){{0,5}}"
IN_CAPITALS = re.compile(
    rf"(?<![{CAPITAL}])(?:{TITLE_IN_CAPITALS}\s?\.?\s?{NAMES_IN_CAPITALS}|"
    rf"(?:(?:THE|The) )?{OFFICE_IN_CAPITALS}\b(?:\s{NAMES_IN_CAPITALS})?)"
    r"(?: ?\([^()\s]{1,20}\))?\.(?:\(\?\))?\d{0,2}(?=\s|\[|$)"
)


def parted_in_capitals(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, parted before each name in capitals ("... MR. SAMPLE. Yes."), if their words are not so."""
    rest = "".join(IN_CAPITALS.sub(" ", line.text) for line in lines)
    if sum(map(str.islower, rest)) < SMALL_LETTERS * sum(map(str.isalpha, rest)):
        return list(lines)
    return [part for line in lines for part in _parted(line)]


def _parted(line: Line) -> Iterator[Line]:
    starts = [match.start() for match in IN_CAPITALS.finditer(line.text)] if line.opens and not line.heading else []
    inside = [start for start in starts if start]
    if not inside:
        yield line
        return
    for begin, end in pairwise([0, *inside, len(line.text)]):
        yield replace(line, text=line.text[begin:end].strip(), breaks=line.breaks and not begin)


def without_glued(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, split where a label begins inside one, if a document has several such labels."""
    labels_of_lines = [list(_glued(line)) for line in lines]
    inside = sum(place > 0 for places in labels_of_lines for place, _ in places)
    if inside < NEEDED:
        return list(lines)
    inside += sum((_cut_label(one.text, other.text) or 0) > 0 for one, other in pairwise(lines))
    runs_on = inside > MANY * sum(bool(places) for places in labels_of_lines)
    if runs_on:  # line ends cut labels too
        lines = list(_without_cuts(lines))
        labels_of_lines = [list(_glued(line)) for line in lines]
    counts = Counter(label for places in labels_of_lines for _, label in places)
    believed = {label for label, count in counts.items() if runs_on or count > 1 or BRACKET.search(label)}
    return [
        part
        for line, places in zip(lines, labels_of_lines, strict=True)
        for part in _split(line, [at for at, label in places if label in believed])
    ]


def _split(line: Line, places: Sequence[int]) -> Iterator[Line]:
    inside = [place for place in places if place > 0]
    bounds = [0, *inside, len(line.text)]
    for begin, end in pairwise(bounds):
        yield replace(line, text=line.text[begin:end].strip(), breaks=begin > 0 or line.breaks)


def _is_label(label: str) -> bool:
    return 0 < len(label) <= LONGEST_GLUED and not label[0].islower() and starts_with_title(label) and plausible(label)


def _glued(line: Line) -> Iterator[tuple[int, str]]:
    """Yield where labels begin inside a line, with the label. 0 is the beginning of the line."""
    if not line.opens or line.heading:
        return
    reached = passed = 0
    for colon in COLON.finditer(line.text):
        end = colon.end() - 1
        near = max(reached, passed, end - WITHIN)
        passed = colon.end()
        starts = [near] if near == reached else []
        starts += _sentence_ends(line.text, near, end)
        begin = next((at for at in reversed(starts) if _is_label(line.text[at:end].strip())), None)
        if begin is not None and not OF_A_LIST.fullmatch(line.text, 0, begin):
            yield begin, tidy(line.text[begin:end])
            reached = colon.end()


def _sentence_ends(text: str, begin: int, end: int) -> list[int]:
    """Return where sentences begin after others. The full stop of "Hon." ends none."""
    return [
        match.end()
        for match in SENTENCE_END.finditer(text, begin, end)
        if not TITLE.search(text[max(match.start() - LONGEST_TITLE, 0) : match.start() + 1])
    ]


def _may_be_of_a_label(word: str) -> bool:
    return not word[0].islower() or fold(word) in SMALL_WORDS | TITLES


def _without_cuts(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with the beginning of a label at a line's end moved to the line that has the rest of it."""
    held: Line | None = None
    for line in lines:
        if held is None or line.aside or line.heading:
            if held is not None:
                yield held
            held = line
            continue
        cut = _cut_label(held.text, line.text)
        if cut is None:
            yield held
            held = line
            continue
        before, label = held.text[:cut].rstrip(), held.text[cut:]
        if before:
            yield replace(held, text=before)
        held = replace(line, text=f"{label.rstrip()} {line.text.lstrip()}", breaks=line.breaks or not before)
    if held is not None:
        yield held


def _cut_label(text: str, following: str) -> int | None:
    """Return where a label begins at the end of a line that goes on in the next line, or None."""
    colon = COLON.search(following[:LONGEST_GLUED])
    if colon is None:
        return None
    rest = following[: colon.end() - 1].strip()
    tail = max(len(text) - LONGEST_GLUED, 0)
    starts = [*([0] if tail == 0 else []), *_sentence_ends(text, tail, len(text))]
    for at in reversed(starts):
        begun = text[at:].strip()
        goes_on = bool(begun) and (not _is_label(rest) or all(map(_may_be_of_a_label, begun.split())))
        if goes_on and not begun.endswith(":") and _is_label(f"{begun} {rest}"):
            return at
    return None
