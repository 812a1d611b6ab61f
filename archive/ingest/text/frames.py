"""How a line may name who speaks: one grammar of what stands around a name with which it begins.

A line may begin with a name in several ways at once ("Ward 3 - Robin: ..."), and each is an opening. Which of them name
speakers shows by what repeats in a document (``label_finder``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.ingest.text import clock, label_words
from archive.ingest.text.label_words import CAPITAL
from archive.ingest.text.line import Line
from archive.language.people import ABBREVIATED_OFFICES, HONORIFICS, fold

OPENING = 400  # a label ends within this many characters of its line
LONGEST_LABEL = 220
# "1248***0199", "***-***-0199". Each stars match in one way only, so that a row of them is read once.
STARS = r"(?:(?<=[\d-])\*{2,}+(?=[\d-])|(?<![\d*-])\*{2,}+(?=-[\d*]))"
PRONOUNS = r"\[[^\[\]:\d\n]{1,40}\]"  # "Robin Sample [she/her]"
UNTIL = rf"(?:\s*[-–—>]+\s*[\[(]?{clock.TIME})?"  # "0:05 --> 0:20"
TIME_BEFORE = re.compile(
    rf"\s*(?P<open>[\[(`])?(?P<start>{clock.TIME})[\])`]?{UNTIL}[\])`]?(?!\s*[ap]\.?\s?m\b)"
    r"(?:\s*[-–—|]\s*|\s+|(?(open)|(?!)))",
    re.IGNORECASE,
)
CHEVRONS = re.compile(r"\s*>{2,}\s*")
MARK = re.compile(r"\s*(?:>\s+)?(?:Anf\. \d{1,4} |\[?\d{1,4}[.)、\]]\s*|[-*•»›]\s+)?")  # of a quotation or a list
CLOSES = {"[": "]", "(": ")", "{": "}", "<": ">", "【": "】"}
INSIDE = {
    "[": re.compile(rf"\[(?P<label>(?:[^\[\]]|{PRONOUNS}){{1,90}})\]"),
    "(": re.compile(r"\((?P<label>(?:[^(){}\n]|\([^()\n]{0,40}\)){1,90}?)\)"),
    "{": re.compile(r"\{(?P<label>(?:[^(){}\n]|\([^()\n]{0,40}\)){1,90}?)\}"),
    "<": re.compile(r"<(?:v(?:\.\w+)?)?\s?(?P<label>[^<>\n]{1,90})>"),
    "【": re.compile(r"【(?P<label>[^【】]{1,90})】"),
}
CIRCLED = re.compile(r"[○◯〇●◎]\s?(?P<label>\S{1,40}(?: \S{1,20}){0,3}?)(?:　|\s{2,}|$)\s*")
FROM = r"(?:From|from|De|Von|Da|Van)"  # the chat of a video meeting, in the languages of its program
TO_ALL = (
    r"(?:[Tt]o|a|para|à|an|aan|naar)\s+(?:[Ee]veryone|[Tt]odos|[Aa]lle|[Tt]utti|[Tt]out le monde|[Tt]ous|[Ii]edereen)"
)
TO = r"(?:\s+(?:[Tt]o|a|para|à|an|aan)\s+[^:]{1,80})?"
SENT = re.compile(rf"{FROM}\s+(?P<label>.{{1,120}}?(?=\s+{TO_ALL}\s*:)|[^:]{{1,120}}?){TO}\s*:\s*")
COLON = r"\s?(?:：|::?(?=\s|$|[“\"A-ZÀ-Þ(–—-]))"
# What ends a name, and the characters of which a line must have one. A document uses one of them, so that the others
# may be inside a name: "Robin | Sample Lake - ...".
SIGNS = tuple(
    (sign, marks, re.compile(ends))
    for sign, marks, ends in (
        (":", ":：", rf"{COLON}\s*(?:[\[(](?P<start>{clock.TIME})[\])](?=\s|$)\s*)?"),
        (".-", ".", r"\.\s?[-–—]{1,2}\s+"),
        ("-", "-–—", r"\s+[-–—]{1,2}\s+"),
        ("|", "|", r"\s+\|{1,2}\s+"),
        (";", ";", r";\s+"),
        ("\t", "\t", r"\s*\t\s*"),
        (">", ">→~", r"\s*(?:[-=]?>{1,2}|→|~)\s+"),
    )
)
TIME_AFTER = re.compile(
    rf"(?:,?\s+[\[(](?P<inside>{clock.TIME}){UNTIL}[\])](?::|(?=\s|$))"
    rf"|,\s+(?P<listed>{clock.TIME}):(?=\s|$)"
    rf"|(?:,?\s+|(?:,|\s+—\s+\w+)?\s+at\s+|\s*[-–—|]\s*)[\[(]?(?P<bare>{clock.TIME}){UNTIL}[\])]?"
    rf"(?:\s+[\[(]?{clock.TIME}{UNTIL}[\])]?)?\s*:?\s*$)\s*"
)
DOT = re.compile(r"(?P<doubt>\.\(\?\)|\(\?\)\.|\.)\d{0,2}(?=\s|\[|$)\s*")
AFTER_DOT = re.compile(rf"[“\"¿¡(\[$£€\d{CAPITAL}]|$")
IN_CAPITALS = re.compile(rf"[{CAPITAL}]{{2}}[{CAPITAL}'’`\"-]*\W*(?:\([^()]*\))?$|[{CAPITAL}]{{3}}.* (?:of|pro) ")
NAME_IN_CAPITALS = re.compile(rf"[{CAPITAL}][{CAPITAL}'’.-]+(?: [{CAPITAL}][{CAPITAL}'’.-]*){{1,4}}")
OFFICER = re.compile(rf"The (?:[{CAPITAL}]{{3,}}\s?)+(?:pro tempore)?(?:\s?\([^()]{{1,60}}\))?")
EMOJI = "\u2600-\u27bf\u2b50\U0001f000-\U0001faff"
ALONE = re.compile(
    rf"(?:[\w@+](?!\s*$)|[{EMOJI}]|{STARS})"
    rf"(?:[^:：\[\]\n*?!….]|{STARS}|{PRONOUNS}|\.(?=\s?\S)|:(?=\s[{CAPITAL}])){{0,{LONGEST_LABEL}}}"
    r"(?:(?i:(?<=\bJr)|(?<=\bSr)|(?<=\bEsq)|(?<=\bPh\.D)|(?<=\b[A-Z]))\.)?\s*"
)
# "PRIMERO.- Se aprueba ..." and "Artículo 5.- ..." number what was resolved.
NUMBERED = re.compile(
    r"(?i:art(?:[íi]culo|[ií]go|icle|\.)\s|(?:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|"
    r"s[ée]ptim[oa]|octav[oa]|noven[oa]|d[ée]cim[oa]|[úu]nic[oa]|\d+|[ivxl]+(?=\.))[º°ª]?[.\s]*[-–—|>→~\t])"
)
EMPHASIS = "*"


@dataclass(frozen=True)
class Frame:
    """How a label is written: a time before it, what is around it, the sign or the time behind it, or a line for it.

    ``style`` is that of the paragraph, if the label has one of its own. ``capitals`` are those of a name before a full
    stop.
    """

    before: bool = False
    around: str = ""
    sign: str = ""
    after: bool = False
    alone: bool = False
    style: str = ""
    capitals: bool = False

    def __str__(self) -> str:
        """Return the frame as people write it, with its name and time: ``[time] Name: text``."""
        name = "NAME" if self.capitals else "Name"
        name = f"**{name}**" if self.around == EMPHASIS else f"{self.around}{name}{CLOSES.get(self.around, '')}"
        name = f"{'[time] ' if self.before else ''}{name}{' (time)' if self.after else ''}"
        if self.alone:
            return f"{name} on a line of its own{f', in the style {self.style}' if self.style else ''}"
        sign = " (tab)" if self.sign == "\t" else self.sign if self.sign in ":;." else f" {self.sign}"
        return f"{name}{sign} text"

    @property
    def timed(self) -> bool:
        """Whether a time marks the label."""
        return self.before or self.after

    @property
    def has_a_line(self) -> bool:
        """Whether the label may be a line of its own, as a heading is: "### Sample" before each speech."""
        return self.alone or self.after

    @property
    def marks(self) -> bool:
        """Whether nothing but a label is written so, whatever people call themselves."""
        signed = self.sign == ":" or self.after or self.alone
        return (
            self.after
            or (self.before and (self.sign in (":", "\t") or self.alone or self.around == "<"))
            or self.around in ("[", "<", "【", "from", "○")
            or (self.around == EMPHASIS and signed and not self.alone)
        )

    @property
    def is_weak(self) -> bool:
        """Whether much else is written so, and only a whole document shows that these are labels."""
        return not self.marks and not self.capitals and self.sign != ":"


@dataclass(frozen=True)
class Opening:
    """A label with which a line may begin, as ``frame`` writes it; its words begin at ``end``."""

    frame: Frame
    label: str
    end: int
    start: str = ""  # as written
    signed: bool = False  # captions say with ">>" that somebody else speaks


def openings(line: Line, body: str = "") -> Iterator[Opening]:
    """Yield the labels with which a line may begin, each in its frame. A time is no label.

    ``body`` is the style of most paragraphs, which marks nothing.
    """
    for opening in _openings(line.text[:OPENING], line, body):
        if opening.label and not clock.is_written(opening.label):
            yield opening


def _openings(text: str, line: Line, body: str) -> Iterator[Opening]:
    chevrons = CHEVRONS.match(text)
    begin = chevrons.end() if chevrons else 0
    time = TIME_BEFORE.match(text, begin)
    marked = None if time else MARK.match(text, begin)
    if marked and marked.end() > begin:
        begin = marked.end()
        time = TIME_BEFORE.match(text, begin)
    else:
        marked = None
    start = time["start"] if time else ""
    if again := TIME_BEFORE.match(text, time.end()) if time else None:
        time = again  # some tools write it twice
    begin = time.end() if time else begin + len(text[begin:]) - len(text[begin:].lstrip())
    if begin >= len(text):
        return
    found = [*_sent(text, begin, timed=time is not None), *_emphasised(text, begin, line), *_enclosed(text, begin)]
    if not any(frame.around in CLOSES or frame.around == "from" for frame, *_ in found):
        found += _before_signs(text, begin, numbers=time is None)
        if len(line.text) <= OPENING:
            found += _alone(text, begin, line, body)
    for frame, label, end, behind in found:
        opening = Opening(
            replace(frame, before=bool(start)), label_words.tidy(label), end, start or behind, chevrons is not None
        )
        yield opening
        if behind and not start and text[:end].rstrip().endswith("):"):
            yield replace(opening, frame=Frame(sign=":"))  # where only some labels have a time


Found = tuple[Frame, str, int, str]


def _sent(text: str, begin: int, *, timed: bool) -> Iterator[Found]:
    """Yield who wrote a message in the chat of a video meeting: "From Robin Sample to Everyone: ..."."""
    match = SENT.match(text, begin)
    if match:
        time = TIME_BEFORE.match(f"{text[match.end() :]} ")
        alone = time is not None and match.end() + time.end() >= len(text)
        behind = time["start"] if time and alone else ""
        if timed or behind:
            end = len(text) if behind else match.end()
            yield Frame(around="from", sign=":", after=bool(behind)), match["label"], end, behind


def _emphasised(text: str, begin: int, line: Line) -> Iterator[Found]:
    """Yield the name that ends where bold or slanted words do, with what follows them."""
    place = text.find(line.lead) if line.lead else -1
    if place < 0 or not place <= begin < place + len(line.lead):
        return
    end = place + len(line.lead)
    inside = text[begin:end]
    label = inside.rstrip().rstrip(":：").rstrip()
    colon = re.compile(rf"\s*(?:{COLON})?\s*").match(text, begin + len(label))
    if time := TIME_AFTER.match(text, begin + len(label)):
        yield Frame(around=EMPHASIS, after=True), label, time.end(), _time_of(time)
    elif colon and colon[0].strip():
        yield Frame(around=EMPHASIS, sign=":"), label, colon.end(), ""
    elif end < len(text) and text[end:].strip():
        yield Frame(around=EMPHASIS), label, end + len(text[end:]) - len(text[end:].lstrip(" .:—–-")), ""


def _enclosed(text: str, begin: int) -> Iterator[Found]:
    """Yield the name in the brackets that begin a text, or behind a circle."""
    if circled := CIRCLED.match(text, begin):
        yield Frame(around="○"), circled["label"], circled.end(), ""
    inside = INSIDE.get(text[begin])
    match = inside.match(text, begin) if inside else None
    if match is None:
        return
    around, end = text[begin], match.end()
    colon = re.compile(r"[:：](?=\s|$)\s*").match(text, end)
    time = TIME_AFTER.match(text, end)
    if time:
        yield Frame(around=around, after=True), match["label"], time.end(), _time_of(time)
    elif colon:
        yield Frame(around=around), match["label"], colon.end(), ""
    elif around == "【" or text[end : end + 1].isspace():
        rest = end + len(text[end:]) - len(text[end:].lstrip())
        yield Frame(around=around), match["label"], rest, ""


def _before_signs(text: str, begin: int, *, numbers: bool) -> Iterator[Found]:
    time = TIME_AFTER.search(text, begin + 1) if ":" in text else None
    if time and time.start() - begin <= LONGEST_LABEL:
        yield Frame(after=True), text[begin : time.start()], time.end(), _time_of(time)
    for sign, marks, pattern in SIGNS:
        if not any(mark in text for mark in marks) or (sign != ":" and numbers and NUMBERED.match(text, begin)):
            continue
        for match in pattern.finditer(text, begin + 1):
            label = text[begin : match.start()]
            if len(label) > LONGEST_LABEL:
                break
            if time and sign == ":" and match.start() >= time.start():
                break
            if sign == ":" or label.count("(") <= label.count(")"):  # a dash in its bracket does not end it
                behind = (match["start"] or "") if sign == ":" else ""
                yield Frame(sign=sign, after=bool(behind)), label, match.end(), behind
                break
    yield from _before_dot(text, begin)


def _before_dot(text: str, begin: int) -> Iterator[Found]:
    """Yield a name with a title before a full stop: "Mr. Sample. ...", "MR. SAMPLE. ..."."""
    for match in DOT.finditer(text, begin, begin + label_words.LONGEST_LABEL + 10):
        label = text[begin : match.start()]
        is_initial = len(label) - label.rfind(" ") == 2  # noqa: PLR2004 - a space and a letter
        if is_initial or fold(label) in HONORIFICS or label.count("(") > label.count(")"):
            continue
        if not (label_words.starts_with_title(label) or OFFICER.fullmatch(label) or NAME_IN_CAPITALS.fullmatch(label)):
            return
        capitals = IN_CAPITALS.search(label) is not None and _is_in_capitals(label)
        if "(?)" in match["doubt"]:
            label += "(?)"
        if capitals or AFTER_DOT.match(text, match.end()):
            yield Frame(sign=".", capitals=capitals), label, match.end(), ""
        return


def _is_in_capitals(label: str) -> bool:
    """Return whether a name in capitals has its title before it, as in "Mr. SAMPLE"; "SEC. 2." is of a law."""
    first, *others = label.split()
    return bool(others or fold(first) not in ABBREVIATED_OFFICES) and (
        first.isupper() or first == "The" or fold(first) in HONORIFICS
    )


def _alone(text: str, begin: int, line: Line, body: str) -> Iterator[Found]:
    if line.own_style != body:
        yield Frame(alone=True, style=line.own_style), text[begin:], len(text), ""
    if ALONE.fullmatch(text, begin):
        yield Frame(alone=True), text[begin:], len(text), ""


def _time_of(match: re.Match[str]) -> str:
    return match["inside"] or match["listed"] or match["bare"] or ""
