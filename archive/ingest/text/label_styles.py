"""The styles in which transcripts name speakers.

A document is read with only one style, so that a colon or a bracket inside a speech is not taken for a label.
``label_evidence`` decides which one it is.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from archive.ingest.parsed import is_mark
from archive.ingest.text import clock, label_words
from archive.ingest.text.label_words import CAPITAL
from archive.text.abbreviations import FORMS_OF_ADDRESS, LEGISLATORS

OPENING = 400  # a label ends within this many characters of its line
# "1248***0199", "***-***-0199". Each stars match in one way only, so that a row of them is read once.
STARS = r"(?:(?<=[\d-])\*{2,}+(?=[\d-])|(?<![\d*-])\*{2,}+(?=-[\d*]))"
PRONOUNS = r"\[[^\[\]:\d\n]{1,40}\]"  # "Robin Sample [she/her]"
NAME = rf"(?:[^:\[\]\n*]|{STARS}|{PRONOUNS}){{1,220}}?"
ANY_NAME = rf"(?:[^\[\]\n*]|{STARS}|{PRONOUNS}){{1,220}}?"
SUFFIX = r"(?:(?i:(?<=\bJr)|(?<=\bSr)|(?<=\bEsq)|(?<=\bPh\.D)|(?<=\b[A-Z]))\.)?"
LONG_NAME = rf"(?:[^:：\n*]|{STARS}){{1,220}}?"
WHOLE_NAME = rf"(?:[^\n*()]|{STARS}|\([^()\n]{{0,90}}\)){{1,220}}?"  # a dash in its bracket does not end it
OFFICE = (
    r"(?:CHAIRMAN|CHAIRWOMAN|CHAIRPERSON|CHAIR|VICE[ -]CHAIR(?:MAN|WOMAN|PERSON)?|GOVERNOR|(?:VICE )?PRESIDENT|"
    r"SECRETARY|SENATOR|(?:VICE |DEPUTY )?MAYOR|COUNCIL(?:L?OR|MEMBER|MAN|WOMAN)|COMMISSIONER|TRUSTEE|DIRECTOR|"
    r"SUPERINTENDENT|SEVERAL(?: SPEAKERS)?|UNIDENTIFIED(?: SPEAKER)?|SPEAKERS?|PARTICIPANTS?)"
)
CAPITAL_NAME = rf"(?:(?:Mc|Mac|De|Di|La|Le|Van )?[{CAPITAL}][{CAPITAL}'’`\"-]{{0,30}}[{CAPITAL}\"]|[{CAPITAL}]\.)"
CAPITAL_NAMES = rf"{CAPITAL_NAME}(?:,? (?:and )?{CAPITAL_NAME}){{0,5}}"
# Text recognition separates the letters of some. "REPORT" and "SENIORS" begin with no title.
CAPITAL_TITLE = r"(?:M ?R ?S|M ?R|M ?S|MISS|D ?R|MESSRS|(?:REP|SEN|HON|GOV)(?=[.\s]))"
CAPITALS_DOT = (
    rf"(?<![{CAPITAL}])(?P<label>(?:{CAPITAL_TITLE}\s?\.?\s?{CAPITAL_NAMES}|(?:THE )?{OFFICE}\b(?:\s{CAPITAL_NAMES})?)"
    r"(?: ?\([^()\s]{1,20}\))?)[.:](?P<doubt>\(\?\))?\d{0,2}(?=\s|\[|$)"
)
RECORD_DOT = (
    rf"\s{{0,4}}(?P<label>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.\s(?:[{CAPITAL}][\w.'’-]*\s){{0,2}}?[\w'’-]*[{CAPITAL}]{{2,}}"
    rf"(?:-[{CAPITAL}]+)*(?:\sof\s[{CAPITAL}]\w+(?:\s[{CAPITAL}]\w+)*)?|"
    rf"The\s(?:[{CAPITAL}]{{3,}}\s?)+(?:pro tempore)?)"
    r"(?:\s?\([^()]{1,60}\))?)\.\s+"
)


@dataclass(frozen=True)
class LabelStyle:
    """A way of naming speakers: a pattern with the group ``label`` and perhaps ``start``, followed by the words.

    ``signs`` are texts of which every line with a label has one. ``needed`` is how many labels a document must have to
    use the style. ``alone`` means that the label is on its own line, ``anywhere`` that labels may be inside a line.
    ``counts`` means that a label must prove itself: by occurring again, by a title or by its place. ``titled`` means
    that a label begins with a title; ``by_capitals`` that only capitals mark a label, so a text in capitals cannot use
    the style. ``share`` is the share of the paragraphs that must have labels. ``recurs`` means that most labels must
    occur again, unlike the times of an agenda.
    """

    name: str
    pattern: re.Pattern[str]
    signs: str
    needed: int = 1
    alone: bool = False
    anywhere: bool = False
    counts: bool = False
    titled: bool = False
    by_capitals: bool = False
    share: float = 0.0
    recurs: bool = False

    @property
    def timed(self) -> bool:
        """Whether a time marks the labels, so that whatever stands there ends what was said before."""
        return "start" in self.pattern.groupindex and not self.counts

    def opening(self, line: str) -> re.Match[str] | None:
        """Return the label at the beginning of a line, or None. A time is no label."""
        if self.signs and not self._sign.search(line, 0, OPENING):
            return None
        if self.alone:
            match = self.pattern.fullmatch(line) if len(line) <= OPENING else None
        else:
            match = self.pattern.match(line[:OPENING])
        return None if match and clock.is_written(match["label"]) else match

    @cached_property
    def _sign(self) -> re.Pattern[str]:
        """Each line of a document is searched once for each style, so this is twice as quick as a loop in Python."""
        return re.compile(f"[{re.escape(self.signs)}]")


THEN = r"(?:\s+|$)"  # the words, or the line ends and they are in the next
UNTIL = rf"(?:\s*[-–—>]+\s*[\[(]?{clock.TIME})?"  # "0:05 --> 0:20"
TIME = rf"[\[(`]?(?P<start>{clock.TIME})[\])`]?{UNTIL}[\])`]?"
MARKER = r"(?:>\s+)?(?:Anf\. \d{1,4} |\[?\d{1,4}[.)、\]]\s*|[-*•]\s+)?"  # "12. Ms Sample: ..."
COLON = r"(?:：|::?(?=\s|$|[“\"A-ZÀ-Þ(–—-]))"
DOTTED_NAME = (
    rf"(?:(?:{FORMS_OF_ADDRESS}|{LEGISLATORS}|M|MM|Mme|Mlle|Prof|Gen|Sra)\.\s+){{0,2}}(?:l[ae]\s+)?"
    rf"[{CAPITAL}a-z](?:[^.:：\n]|(?<=\b[{CAPITAL}])\.){{1,90}}?"
)
ALONE_TIME = rf"(?:[\[(]?(?P<start>{clock.TIME})[\])]?\s*[-–]?\s*)?"
EMOJI = "\u2600-\u27bf\u2b50\U0001f000-\U0001faff"
ALONE_NAME = (
    rf"(?:[\w@+](?!\s*$)|[{EMOJI}]|{STARS})"
    rf"(?:[^:：\[\]\n*?!….]|{STARS}|{PRONOUNS}|\.(?=\s?\S)|:(?=\s[{CAPITAL}])){{0,220}}"
)
QUESTIONS = LabelStyle("Q. text", re.compile(r"\s*(?P<label>[QA])[.:]?\s+(?=\S)"), signs="QA", needed=6)
# Without a mark, "A" is mostly a word.
MARKED_QUESTIONS = LabelStyle("Q. text", re.compile(r"\s*(?P<label>[QA])[.:]\s+(?=\S)"), signs="QA", needed=4)
# A document writes one of these, so that the others may be inside a name: "Robin | Sample Lake - ...".
SIGNS = (
    (".-", "-–—", r"\.\s?[-–—]{1,2}\s+"),  # "El C. Presidente.- ..."
    ("-", "-–—", r"\s+[-–—]{1,2}\s+"),
    ("|", "|", r"\s+\|{1,2}\s+"),
    ("(tab)", "\t", r"\s*\t\s*"),
    (">", ">→~", r"\s*(?:[-=]?>{1,2}|→|~)\s+"),
)
# "PRIMERO.- Se aprueba ..." and "Artículo 5.- ..." number what was resolved.
NUMBERED = (
    r"(?i:art(?:[íi]culo|[ií]go|icle|\.)\s|(?:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|"
    r"s[ée]ptim[oa]|octav[oa]|noven[oa]|d[ée]cim[oa]|[úu]nic[oa]|\d+|[ivxl]+(?=\.))[º°ª]?[.\s]*[-–—|>→~\t])"
)
FROM = r"(?:From|De|Von|Da|Van)"  # the chat of a video meeting, in the languages of its program
TO_ALL = (
    r"(?:[Tt]o|a|para|à|an|aan|naar)\s+(?:[Ee]veryone|[Tt]odos|[Aa]lle|[Tt]utti|[Tt]out le monde|[Tt]ous|[Ii]edereen)"
)
# After a time: the line is a message to all of a meeting's chat, of which only the first style knows the sender.
NOT_TO_ALL = rf"(?!\s*[-–—|]?\s*{FROM}\s.{{1,120}}\s{TO_ALL})"
TO = r"(?:\s+(?:[Tt]o|a|para|à|an|aan)\s+[^:]{1,80})?"
STYLES = (
    LabelStyle(
        "time From Name to Everyone: text",
        re.compile(rf"\s*{TIME}\s+{FROM}\s+(?P<label>.{{1,120}}?(?=\s+{TO_ALL}\s*:)|[^:]{{1,120}}?){TO}\s*:{THEN}"),
        signs=":",
        needed=2,
    ),
    LabelStyle(
        "from Name to everyone: time",
        re.compile(rf"\s*from\s+(?P<label>.{{1,120}}?){TO}\s*:\s*{TIME}\s*"),
        signs=":",
        needed=2,
        alone=True,
    ),
    LabelStyle(
        "[time] Name: text",
        re.compile(rf"\s*{TIME}{NOT_TO_ALL}\s*[-–]?\s*(?P<label>{NAME}):{THEN}"),
        signs=":",
    ),
    LabelStyle(
        "[Name] time",
        re.compile(rf"\s*\[(?P<label>(?:[^\[\]]|{PRONOUNS}){{1,90}})\]\s*(?P<start>{clock.TIME})\s*"),
        signs="]",
        alone=True,
    ),
    LabelStyle(
        "Name  time",
        re.compile(
            rf"\s*(?:\*\*)?(?P<label>{ANY_NAME})(?:\*\*)?(?:,?\s+|(?:,|\s+—\s+\w+)?\s+at\s+|\s*[-–—|]\s*){TIME}\s*:?\s*"
        ),
        signs=":",
        needed=2,
        alone=True,
    ),
    LabelStyle(
        "time - Name",
        re.compile(
            rf"\s*{TIME}(?!\s*[ap]\.?\s?m\b){NOT_TO_ALL}\s*[-–—|]?\s+(?P<label>{ANY_NAME})\s*:?\s*",
            re.IGNORECASE,
        ),
        signs=":",
        needed=6,
        alone=True,
        recurs=True,
    ),
    LabelStyle("time, Name, text", re.compile(rf"\s*{TIME}\t+(?P<label>{ANY_NAME})\t\s*"), signs="\t", needed=3),
    LabelStyle(
        "time <Name> text",
        re.compile(rf"\s*(?:{TIME}\s+)?<(?:v(?:\.\w+)?)?\s?(?P<label>[^<>\n]{{1,90}})>\s+"),
        signs="<",
        needed=3,
    ),
    LabelStyle(
        "Name: [time] text",
        re.compile(rf"\s*(?P<label>{NAME}):\s+[\[(](?P<start>{clock.TIME})[\])]{THEN}"),
        signs=":",
        needed=2,
    ),
    LabelStyle(
        "Name (time): text",
        re.compile(
            rf"\s*(?:\*\*)?(?P<label>{ANY_NAME})(?:\*\*)?"
            rf"(?:,?\s+[\[(](?P<start>{clock.TIME}){UNTIL}[\])](?:\*\*)?:?|,\s+{clock.TIME}:){THEN}"
        ),
        signs=":",
        needed=2,
    ),
    LabelStyle(
        "**Name:** text", re.compile(rf"\s*{MARKER}\*\*(?P<label>{ANY_NAME})(?::\*\*|\*\*:)\s*"), signs="*", needed=2
    ),
    LabelStyle(
        "[Name]: text",
        re.compile(rf"\s*[\[【](?P<label>(?:[^\[\]【】]|{PRONOUNS}){{1,90}})(?:\](?::{THEN}|\s+)|】[:：]?\s*)"),
        signs="]】",
        needed=3,
    ),
    *(
        LabelStyle(
            f"{opens}Name{closes} text",
            re.compile(
                rf"\s*\{opens}(?P<label>(?=[^\n]*?[^\W\d_]{{2}})(?:[^(){{}}\n]|\([^()\n]{{0,40}}\)){{1,90}}?)\{closes}:?\s+(?=\S)"
            ),
            signs=opens,
            needed=6,
            counts=True,
            share=0.5,
        )
        for opens, closes in ("()", "{}")
    ),
    LabelStyle("MR. NAME. text", re.compile(CAPITALS_DOT), signs=".", needed=2, anywhere=True, by_capitals=True),
    LabelStyle("Mr. NAME. text", re.compile(RECORD_DOT), signs=".", by_capitals=True),
    LabelStyle(
        "Name on a line of its own",
        re.compile(rf"\s*{ALONE_TIME}(?:\*\*)?(?P<label>{ALONE_NAME}{SUFFIX})(?:\*\*)?\s*"),
        signs="",
        needed=6,
        alone=True,
        counts=True,
        share=0.2,
    ),
    LabelStyle(
        "Mr. Name. text",
        re.compile(rf"\s*(?P<label>{DOTTED_NAME})\.(?:\s*[–—-])?(?=\s+[“\"¿¡(\[$£€\d{CAPITAL}])\s*"),
        signs=".",
        needed=6,
        counts=True,
        titled=True,
        share=0.05,
    ),
    LabelStyle(
        "time - Name - text",
        re.compile(rf"\s*{TIME}\s*[-–—|]\s*(?P<label>{NAME})(?:\s*[-–—|]\s+|\s*\t\s*)"),
        signs=":",
        needed=6,
        counts=True,
        share=0.2,
    ),
    *(
        LabelStyle(
            f"Name {shown} text",
            re.compile(rf"\s*{MARKER}(?!{NUMBERED})(?P<label>{WHOLE_NAME}){sign}"),
            signs=signs,
            needed=6,
            counts=True,
            share=0.2,
        )
        for shown, signs, sign in SIGNS
    ),
    LabelStyle(
        "○Name  text",
        re.compile(r"\s*[○◯〇●◎]\s?(?P<label>\S{1,40}(?: \S{1,20}){0,3}?)(?:　|\s{2,}|$)\s*"),
        signs="○◯〇●◎",
        needed=3,
    ),
    LabelStyle(
        "Name: text",
        re.compile(rf"\s*(?:>{{2,}}\s*)?{MARKER}(?![○◯〇●◎])(?P<label>{LONG_NAME})(?:\s*\({clock.TIME}\))?{COLON}\s*"),
        signs=":：",
        counts=True,
    ),
    QUESTIONS,
)


def is_named(label: str) -> bool:
    """Return whether a label could name somebody and is not a note such as [Laughter]."""
    return label_words.plausible(label) and not is_mark(f"[{label}]")
