"""Plain text and Markdown transcripts and minutes, in the label styles of ``frames``."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.ingest import limits
from archive.ingest.parsed import Entry, ParsedMeeting, Problem, Turn
from archive.ingest.readers.written_fields import turns_of_fields
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import captions, clock
from archive.ingest.text.attendance import down_the_columns, heads_columns
from archive.ingest.text.cue import Cue
from archive.ingest.text.dates import opening_date
from archive.ingest.text.decoding import decode
from archive.ingest.text.emphasis import with_emphasis
from archive.ingest.text.furniture import notes, of_pages, of_text
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.joining import ends_sentence, joined
from archive.ingest.text.label_words import stands_for_somebody
from archive.ingest.text.line import Line
from archive.ingest.text.line_numbers import without_line_numbers
from archive.ingest.text.markup import ESCAPED, NEW_LINE, without_tags
from archive.ingest.text.script import TIME_MARK
from archive.ingest.text.written import names_anybody, read_written
from archive.language.dates import date_of_meeting, first_date

MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
EMPHASIS = re.compile(
    r"(?<!\*)(\*{2,3}|__)(?=[^\s*-])(.{1,500}?)(?<=[^\s*])\1(?![*\d])|(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])|"
    r"(?<!\w)_(?=[^\s_])([^_\n]{1,500}?)(?<=\S)_(?!\w)"
)
LINK = re.compile(r"!?\[([^\[\]]+)\]\(https?://[^()\s]*\)")
RULE = re.compile(r"[-_*=\s]{3,}")
BANNER_RULE = re.compile(r"[=*_#-]{10,}")
BANNER_FIELD = re.compile(r"[A-Z][\w ]{2,30}:\s+\S")
FOOTER = re.compile(r"\s*(?:Transcribed by|Transcript (?:by|provided by)|Subtitles by)\b.{0,120}", re.IGNORECASE)
RUNNING_HEAD = re.compile(r"(?P<head>\d{1,2}/\d{1,2}/\d{2,4})[ \t]+-[ \t]*(?P<page>\d{1,3})[ \t]*-[ \t]*")
HEADS_NEEDED = 3
MARKDOWN_LONGEST = 100_000  # characters of a line
WRAP_LONGEST = 160  # characters a wrapped line may have
WRAP_TYPICAL, CAPTION_TYPICAL = 45, 20
COMMENT = re.compile(r"\s*<!--(.*?)-->", re.DOTALL)
QUOTED, QUOTED_SHARE = re.compile(r"\s*(?:>(?:\s|$))+"), 0.6
CHEVRONS = re.compile(r"\s*>{2,}\s*\S")  # somebody else speaks, in captions
CELL = re.compile(r"\S+(?:\s{1,2}\S+)*")
WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")
SENTENCE_MARKS = (".", "?", "!", ":", '"', "”", ")", "。", "？", "！", "：", "）")
PARAGRAPH_INDENT = 2
GOES_ON = re.compile(r"\s*(?:[a-zà-öø-ÿ]|\d+(?![\d.):]))")  # no capital, no number of a list, and no time
ENDS_IN_TIME = re.compile(rf"(?:^\s*|[\[(]){clock.TIME}[\])]?\s*$")
PREFIX = re.compile(r"\s*(?:>+\s*)?([^\s:\t][^:\t\n]{0,60}?)(?::\s|\t|\s[-–—|~>]{1,2}\s)")
SPACED_SHARE = 0.6
FRONT_MATTER_LINES = 40
TIMED_LINE = re.compile(rf"\s*[\[(]?(?P<time>{clock.TIME})[\])]?(?:\s*[-–>]+\s*[\[(]?{clock.TIME}[\])]?)?\s+(?=\S)")
FEW_TIMED, TIMED_SHARE = 5, 0.6  # lines that begin with a time in a text of captions
CLOCK_LINE = re.compile(r"^\s*\[[^\[\]\n]{1,90}\]\s*\d{1,2}:\d\d:\d\d\s*$", re.MULTILINE)
CLOCK_FROM = 3600.0  # in the style "[Name] 11:02:09" a later first time is a time of day, not a position in a recording


def read(data: bytes, encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return the entries of a text or Markdown file.

    Raises NotATranscript if it is neither a transcript nor minutes, and what ``decode`` raises.
    """
    decoded = decode(data, encoding)
    limits.check_lines(decoded.lines)
    text, comment = _without_leading_comment(decoded.text)
    document = _Document(without_tags(text), comment)
    if not any(line.text.strip() for line in document.lines):
        raise NotATranscript("The file is empty. Choose the file with the transcript.")

    def meeting(entries: tuple[Entry, ...]) -> ParsedMeeting:
        return ParsedMeeting(
            format="plain_text",
            entries=entries,
            title=document.title,
            date=document.date or opening_date(entries),
            encoding=decoded.encoding,
            notes=tuple(document.notes),
            problems=(*decoded.problems, *_time_problem(decoded.text)),
        )

    if of_fields := turns_of_fields(document.lines):
        about = meeting(of_fields.entries)
        return about.replace(problems=(*about.problems, *of_fields.problems))
    cues = document.cues()
    if cues and not names_anybody(document.lines):
        return meeting(tuple(captions.turns(cues))).replace(nature="captions")
    written = _from_the_start(read_written(document.lines, guide, meeting), decoded.text)
    return written.replace(entries=tuple(joined(written.entries, _goes_on)))


@dataclass
class _Document:
    """The lines of a text file, separated from what it says about itself."""

    text: str
    notes: list[str] = field(default_factory=list)
    title: str = ""
    date: str = ""
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbered = self._without_banner(self._without_front_matter(self._paged()))
        numbered = _without_quotation(self._without_comments(numbered))
        texts = without_line_numbers([text for _, text in numbered])
        numbered = _columns_apart([(number, text) for (number, _), text in zip(numbered, texts, strict=True)])
        prefixes = _prefixes([text for _, text in numbered])
        wrapped = not prefixes and _is_wrapped([text for _, text in numbered])
        self.lines = self._laid_out(numbered, wrapped=wrapped, prefixes=prefixes)

    def _paged(self) -> list[tuple[int, str]]:
        """Return the lines with their numbers, without what belongs to the page and not to the text."""
        text = _without_running_heads(self.text)
        pages: list[list[tuple[int, str]]] = [[]]
        for number, line in enumerate(text.split("\n"), start=1):
            for n, part in enumerate(line.split("\f")):  # a form feed does not end a line
                pages += [[]] if n else []
                pages[-1] += [(number, piece) for piece in part.split(NEW_LINE)]
        gone = of_pages([[line for _, line in page] for page in pages]) if len(pages) > 1 else [set[int]()]
        lines: list[tuple[int, str]] = []
        of_page: list[tuple[int, str]] = []
        for page, furniture in zip(pages, gone, strict=True):
            for n, numbered in enumerate(page):
                (of_page if n in furniture else lines).append(numbered)
        furniture = of_text([line for _, line in lines])
        of_page += [lines[n] for n in sorted(furniture)]
        self.notes.extend(notes(of_page, "line"))
        return [line for n, line in enumerate(lines) if n not in furniture]

    def _without_front_matter(self, numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Read a JSON object before a rule of dashes as the file's own description."""
        if not self.text.startswith("{"):
            return numbered
        end = next((n for n, (_, text) in enumerate(numbered[:FRONT_MATTER_LINES]) if text == "---"), 0)
        try:
            about = json.loads("\n".join(text for _, text in numbered[:end])) if end else None
        except ValueError:
            about = None
        if not isinstance(about, dict):
            return numbered
        self.title = str(about.get("name") or about.get("title") or "")
        self.date = first_date(str(about.get("date") or ""))
        self.notes.append("; ".join(f"{key}: {value}" for key, value in about.items() if value))
        return numbered[end + 1 :]

    def _without_banner(self, numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Read the text between rules at the top of a file ("Date: ...") as its own description."""
        banner, end = _banner([text.strip() for _, text in numbered])
        if not banner:
            return numbered
        title = next((text for text in banner if not BANNER_FIELD.match(text)), "")
        self.title = self.title or title
        dates = (date_of_meeting(text) for text in banner)
        self.date = self.date or next((date for date in dates if date), "")
        self.notes.extend(text for text in banner if text != title)
        return numbered[end:]

    def _without_comments(self, numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Read a block of lines with one "#" before the transcript as comments; the first is its title."""
        count = next((n for n, (_, text) in enumerate(numbered) if not text.startswith("# ")), len(numbered))
        if count < 2:  # noqa: PLR2004 - a single one is a Markdown heading
            return numbered
        comments = [text[2:].strip() for _, text in numbered[:count]]
        self.title = self.title or comments[0]
        self.date = self.date or date_of_meeting(comments[0])
        self.notes.extend(comments[1:])
        return numbered[count:]

    def cues(self) -> list[Cue]:
        """Return the lines as captions if most begin with a time, else nothing.

        Lines without a time continue the caption.
        """
        filled = [line for line in self.lines if line.text.strip()]
        timed = sum(TIMED_LINE.match(line.text) is not None for line in filled)
        if timed < max(FEW_TIMED, TIMED_SHARE * len(filled)):
            return []
        cues: list[Cue] = []
        for line in filled:
            match = TIMED_LINE.match(line.text)
            words = line.text[match.end() :] if match else line.text
            cues.append(Cue((words,), clock.seconds(match["time"]) if match else None, line=line.number))
        return cues

    def _laid_out(self, numbered: list[tuple[int, str]], *, wrapped: bool, prefixes: set[str]) -> list[Line]:
        lines: list[Line] = []
        spaced = wrapped and _ends_in_spaces([text for _, text in numbered if text])
        body = _usual_indent([text for _, text in numbered if text.strip()])
        blank, before = True, ""
        for number, text in numbered:
            if not text.strip() or RULE.fullmatch(text.strip()):
                blank = True
            elif FOOTER.fullmatch(text):
                self.notes.append(text.strip())
            elif spaced and before and not blank and not before.endswith(" ") and not text.startswith(" "):
                lines[-1] = replace(lines[-1], text=lines[-1].text + text)
                before = text
            else:
                breaks = _prefix(text) in prefixes or _breaks(before, text, blank=blank, wrapped=wrapped, body=body)
                lines.append(_line(text, number, breaks=breaks))
                blank, before = False, text
        return lines


def _banner(texts: Sequence[str]) -> tuple[list[str], int]:
    """Return the lines between the rules at the top of a file, if two are fields, and where they end; else none."""
    first = next((n for n, text in enumerate(texts) if text), 0)
    rules = [n for n, text in enumerate(texts[:FRONT_MATTER_LINES]) if BANNER_RULE.fullmatch(text)]
    if len(rules) < 2 or rules[0] != first:  # noqa: PLR2004 - one rule closes nothing
        return [], 0
    banner = [text for text in texts[first : rules[-1]] if text.strip("=-_* \t")]
    is_of_fields = sum(bool(BANNER_FIELD.match(text)) for text in banner) >= 2  # noqa: PLR2004
    return (banner, rules[-1] + 1) if is_of_fields else ([], 0)


def _without_leading_comment(text: str) -> tuple[str, list[str]]:
    """Return a text without the comment of Markdown or HTML that begins it, at the same lines, and what it says."""
    comment = COMMENT.match(text)
    if comment is None:
        return text, []
    said = " ".join(comment[1].split())
    return "\n" * comment[0].count("\n") + text[comment.end() :], [said] if said else []


def _without_quotation(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines without the marks of a quotation, if most of a text is quoted, as in Markdown."""
    filled = [text for _, text in numbered if text.strip()]
    if sum(QUOTED.match(text) is not None for text in filled) < QUOTED_SHARE * len(filled):
        return numbered
    return [(number, QUOTED.sub("", text, count=1)) for number, text in numbered]


def _cells(text: str) -> list[tuple[float, str]]:
    """Return the parts of a line between wide spaces, each with where it begins. A long line is one."""
    cells = CELL.finditer(text) if len(text) <= WRAP_LONGEST else ()
    return [(cell.start(), cell[0]) for cell in cells] or [(0, text.strip())]


def _columns_apart(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines, with lists of names in columns one after the other."""
    if not any(heads_columns(_cells(text)) for _, text in numbered):
        return numbered
    rows = [_cells(text) for _, text in numbered]
    apart = []
    for cells in down_the_columns(rows):
        (row, place), *others = cells
        number, text = numbered[row]
        apart.append((number, text if len(others) + 1 == len(rows[row]) else rows[row][place][1]))
    return apart


def _prefixes(lines: list[str]) -> set[str]:
    """Return what stands before a colon, dash or tab of most lines, again and again: each such line is a paragraph.

    In a chat, lines are as long as wrapped ones, and neither a full stop nor a capital shows where somebody begins.
    """
    counts = Counter(prefix for line in lines if (prefix := _prefix(line)))
    again = {prefix for prefix, count in counts.items() if count > 1}
    filled = sum(bool(line.strip()) for line in lines)
    is_of_lines = sum(counts[prefix] for prefix in again) >= max(FEW_TIMED, TIMED_SHARE * filled)
    return set(counts) if is_of_lines and len(again) > 1 else set()


def _prefix(line: str) -> str:
    match = PREFIX.match(line)
    return match[1] if match and stands_for_somebody(match[1]) else ""


def _breaks(before: str, text: str, *, blank: bool, wrapped: bool, body: int) -> bool:
    """Return whether a line begins a paragraph. In mid-sentence none does, not even after an empty line.

    ``body`` is the indent of most lines; a paragraph of one line may stand before another.
    """
    if CHEVRONS.match(text):
        return True
    if before and not ends_sentence(before) and GOES_ON.match(text) and not ENDS_IN_TIME.search(before):
        return False
    if blank or not wrapped:
        return True
    after_one_line = ends_sentence(before) and _indent(before) == _indent(text)
    return _indent(text) - PARAGRAPH_INDENT >= (body if after_one_line else _indent(before))


def _usual_indent(lines: list[str]) -> int:
    return Counter(map(_indent, lines)).most_common(1)[0][0] if lines else 0


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _ends_in_spaces(lines: list[str]) -> bool:
    """Return whether wrapped lines keep the space at their end, so that a line without one is cut inside a word."""
    return sum(line.endswith(" ") for line in lines) > SPACED_SHARE * len(lines)


def _line(text: str, number: int, *, breaks: bool) -> Line:
    heading = MARKDOWN_HEADING.fullmatch(text)
    if heading:
        return Line(_without_markdown(heading[2]), number, breaks=True, heading=len(heading[1]))
    line = with_emphasis(Line(text, number, breaks))
    return replace(line, text=_without_markdown(line.text), lead=_without_markdown(line.lead))


def _without_markdown(text: str) -> str:
    """Remove Markdown from a line, and leave its words."""
    if len(text) > MARKDOWN_LONGEST:
        return text
    text = LINK.sub(r"\1", text)
    return ESCAPED.sub(r"\1", EMPHASIS.sub(lambda match: match[2] or match[3] or match[4], text))


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines end where the page did, not where a paragraph does."""
    filled = [line.rstrip() for line in lines if line.strip()]
    widths = sorted(map(_width, filled))
    if not widths or widths[int(len(widths) * 0.95)] > WRAP_LONGEST:
        return False
    of_captions = sum(CHEVRONS.match(line) is not None for line in filled) >= FEW_TIMED
    long = [line for line in filled if _width(line) >= (CAPTION_TYPICAL if of_captions else WRAP_TYPICAL)]
    open_ended = sum(not line.endswith(SENTENCE_MARKS) for line in long)
    return len(long) >= 5 and open_ended > len(long) / 2  # noqa: PLR2004 - too few lines to tell


def _width(line: str) -> int:
    """Return how wide a line is. A Chinese or Japanese letter counts as two."""
    return len(line) + len(WIDE.findall(line))


def _without_running_heads(text: str) -> str:
    """Remove page headers such as "3/29/76 - 2 -" inside lines, if their numbers count the pages."""
    heads = list(RUNNING_HEAD.finditer(text))
    pages = [int(head["page"]) for head in heads]
    if len(heads) < HEADS_NEEDED or pages != sorted(pages) or len({head["head"] for head in heads}) > 2:  # noqa: PLR2004
        return text
    return RUNNING_HEAD.sub("", text)


def _time_problem(text: str) -> list[Problem]:
    """Return how reliable the times are if they come from marks inside the speeches."""
    inside = sum(text[max(mark.start() - 1, 0)].isalnum() for mark in TIME_MARK.finditer(text))
    if not inside:
        return []
    return [Problem("The times come from marks inside the text. A turn may begin later than its time.")]


def _from_the_start(meeting: ParsedMeeting, text: str) -> ParsedMeeting:
    """Convert times of day to times since the first of them."""
    times = [turn.start for turn in meeting.turns if turn.start is not None]
    clocked = bool(times) and len(CLOCK_LINE.findall(text)) >= len(times)
    if not clocked or times[0] < CLOCK_FROM or times != sorted(times):
        return meeting
    entries = tuple(
        replace(entry, start=round(entry.start - times[0], 3))
        if isinstance(entry, Turn) and entry.start is not None
        else entry
        for entry in meeting.entries
    )
    counted = Problem("The times are times of day, so they are counted from the first turn.")
    return meeting.replace(entries=entries, problems=(*meeting.problems, counted))


def _goes_on(last: Turn, turn: Turn) -> bool:
    """Return whether two timed lines are of one speaker, so that they are joined as caption lines are."""
    return turn.label == last.label != "" and None not in (turn.start, last.start)
