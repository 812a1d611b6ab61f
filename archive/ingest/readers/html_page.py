"""Transcripts as web pages, of any publisher: names in headings, in bold, in lists of definitions, in tables.

The page is read as lines, as a Word document is, and the same styles of labels are tried on it. Menus, forms, scripts
and footers are left out. A page of preformatted text is read as that text.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from operator import itemgetter

from archive.ingest import limits
from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn
from archive.ingest.readers import congressional_record, plain_text
from archive.ingest.readers.records import Record
from archive.ingest.readers.tables import as_lines
from archive.ingest.refusals import TooLarge
from archive.ingest.text.dates import opening_date
from archive.ingest.text.decoding import Decoded, decode
from archive.ingest.text.furniture import without_furniture
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.line import WEB_ADDRESS, Line
from archive.ingest.text.written import read_written
from archive.language.dates import date_of_meeting

LONGEST_TAG = 5000  # characters
NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
ATTRIBUTE = re.compile(
    r"""(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'<>]+))"""  # a quoted value is not looked into
)
RAW = frozenset({"script", "style", "template", "noscript", "textarea", "svg", "title"})  # end only with their own tag
LEFT_OUT = frozenset({"nav", "footer", "aside", "form", "button", "select", "head", "iframe", "object"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "section", "article", "main", "header", "body"),
        *("figure", "figcaption", "address", "pre", "hr", "center", "details", "summary", *HEADINGS),
    }
)
BOLD = frozenset({"b", "strong", "cite", "u"})
OF_SPEAKER = re.compile(r"(?:[^\W_]+[-_])*(?:speaker|attribution|(?:speaker|member)[-_]?name)", re.IGNORECASE)
# A quotation with one name below or above it.
ATTRIBUTED = re.compile(
    r"<blockquote\b[^<>]*>(?P<above>(?:(?!</?blockquote|<cite)[^\x00]){0,20000}?)<cite\b[^<>]*>(?P<name>[^<>]{1,200})</cite>"
    r"(?P<below>(?:(?!</?blockquote|<cite)[^\x00]){0,20000}?)</blockquote>",
    re.IGNORECASE,
)
# So many speakers, and this share of the words, make the other words of a page nobody's.
FEWEST_SPEAKERS, ATTRIBUTED_SHARE = 2, 0.5
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
UNCLOSED = frozenset({"p", "dt", "dd"})
TABLE = frozenset({"table", "tr", "td", "th"})
MOST_HEADING_WORDS = 25


def read(data: bytes, encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return the entries of a web page.

    Raises NotATranscript if nobody speaks on it, TooLarge if it has more parts than any meeting, and what ``decode``
    raises.
    """
    decoded = decode(data, encoding)
    page = _Page(_attributed(decoded.text))
    page.walk()
    if not page.is_attributed:
        page = _Page(decoded.text)
        page.walk()

    if printed := page.preformatted_text():
        return _of_a_text(printed, page, decoded, guide)

    def meeting(entries: tuple[Entry, ...]) -> ParsedMeeting:
        return ParsedMeeting(
            format="html_page",
            entries=entries,
            title=page.title,
            date=date_of_meeting(page.title) or opening_date(entries),
            language=page.language,
            encoding=decoded.encoding,
            problems=decoded.problems,
        )

    if page.is_attributed:
        return meeting(tuple(page.entries()))
    lines, of_page = without_furniture(page.lines, "line")
    written = read_written(lines, guide, meeting)
    return written.replace(notes=(*of_page, *written.notes))


def _of_a_text(printed: str, page: "_Page", decoded: Decoded, guide: Guide) -> ParsedMeeting:
    """Return the meeting of a page that is one preformatted text, as a text file with these words has it."""
    if congressional_record.is_of_the_record(printed):
        meeting = congressional_record.from_page(printed, page.title)
    else:
        meeting = plain_text.read(printed.encode(), "utf-8", guide)
        title = meeting.title or page.title
        date = meeting.date or date_of_meeting(page.title)
        meeting = meeting.replace(format="html_page", title=title, date=date, language=page.language)
    problems = (*decoded.problems, *meeting.problems)
    return meeting.replace(encoding=decoded.encoding, problems=problems)


def _attributed(text: str) -> str:
    """Return a page with the names below or above its quotations as attributes, if it has several."""
    found = list(ATTRIBUTED.finditer(text))
    if len({match["name"] for match in found}) < FEWEST_SPEAKERS:
        return text
    return ATTRIBUTED.sub(_with_speaker, text)


def _with_speaker(match: re.Match[str]) -> str:
    name = match["name"].replace('"', "&quot;")
    return f'<blockquote data-speaker="{name}">{match["above"]}{match["below"]}</blockquote>'


@dataclass
class _Page:
    """A page, and the lines that were read of it so far."""

    text: str
    title: str = ""
    language: str = ""
    lines: list[Line] = field(default_factory=list)
    said_by: list[str] = field(default_factory=list)  # for each line, the speaker in an attribute of the page
    pieces: list[str] = field(default_factory=list)  # of the open block
    links: list[str] = field(default_factory=list)  # of the open block
    lead_pieces: int | None = None  # how many of them are bold, None as long as all are
    bold: int = 0
    spans: list[bool] = field(default_factory=list)  # of the open spans, whether each is bold
    style: list[str] = field(default_factory=list)  # of the open blocks, the innermost last
    speakers: list[str] = field(default_factory=list)  # of the open blocks, empty for those that name nobody
    preformatted: int = 0
    printed: list[str] = field(default_factory=list)  # what is preformatted, with empty lines for what is before it
    other_size: int = 0  # characters that are not
    left_out: str = ""  # the element that is being left out, and how many of its kind are open
    depth: int = 0
    rows: list[list[str]] | None = None
    row_links: dict[int, list[str]] = field(default_factory=dict)  # of the open table, by the place of the row
    row_line: int = 0
    line: int = 1
    counted: int = 0

    def walk(self) -> None:
        """Read the page, tag by tag. Each character is looked at once."""
        at = 0
        while at < len(self.text):
            begin = self.text.find("<", at)
            if begin < 0:
                begin = len(self.text)
            self._say(self.text[at:begin], at)
            at = self._tag(begin) if begin < len(self.text) else begin
        self._end_block()
        self._end_table()

    def preformatted_text(self) -> str:
        """Return the preformatted text of the page if that is most of its words, else nothing."""
        text = "".join(self.printed)
        return text if len(text.strip()) > self.other_size else ""

    def _tag(self, begin: int) -> int:
        """Take the tag at a place, and return where it ends."""
        if self.text.startswith("<!--", begin):
            return self._behind("-->", begin)
        name = NAME.match(self.text, begin + 1)
        if name is None:
            if self.text[begin + 1 : begin + 2] in {"!", "?"}:
                return self._behind(">", begin)
            self._say("<", begin)
            return begin + 1
        end = self.text.find(">", begin, begin + LONGEST_TAG)
        if end < 0:  # no tag is so long, so this is a sign in the words
            self._say("<", begin)
            return begin + 1
        element, closes = name[1].lower(), self.text[begin + 1] == "/"
        if element in RAW and not closes and self.text[end - 1] != "/":
            return self._raw(element, end + 1)
        self.line = self._line_at(begin)
        self._element(element, self.text[begin : end + 1], closes=closes)
        return end + 1

    def _behind(self, mark: str, begin: int) -> int:
        end = self.text.find(mark, begin)
        return len(self.text) if end < 0 else end + len(mark)

    def _raw(self, element: str, begin: int) -> int:
        closing = re.compile(rf"</{element}", re.IGNORECASE).search(self.text, begin)
        end = closing.start() if closing else len(self.text)
        if element == "title" and not self.title:
            self.title = " ".join(html.unescape(self.text[begin:end]).split())
        return self._behind(">", end)

    def _line_at(self, place: int) -> int:
        self.line += self.text.count("\n", self.counted, place)
        self.counted = max(place, self.counted)
        return self.line

    def _element(self, element: str, tag: str, *, closes: bool) -> None:
        if self.left_out:
            self.depth += (element == self.left_out) * (-1 if closes else 1)
            self.left_out = self.left_out if self.depth else ""
        elif element in LEFT_OUT and not closes:
            self._end_block()
            self.left_out, self.depth = element, 1
        elif element in TABLE:
            self._in_table(element, closes=closes)
        elif element == "br":
            self._break()
        elif element in BLOCKS:
            self._in_block(element, tag, closes=closes)
        elif element in BOLD:
            self.bold = max(self.bold + (-1 if closes else 1), 0)
        elif element == "span":
            self._in_span(tag, closes=closes)
        elif element == "a" and WEB_ADDRESS.fullmatch(address := html.unescape(_attribute(tag, "href")).strip()):
            links = self.links if self.rows is None else self.row_links.setdefault(len(self.rows) - 1, [])
            links.append(address)
        elif element == "html" and not self.language:
            self.language = _attribute(tag, "lang")

    def _in_block(self, element: str, tag: str, *, closes: bool) -> None:
        if self.rows is not None:
            self.pieces.append("\n")
            return
        self._end_block()
        self.bold, self.spans = 0, []
        self.preformatted = max(self.preformatted + (element == "pre") * (-1 if closes else 1), 0)
        if closes and self.style:
            self.style.pop()
            self.speakers.pop()
        elif not closes and element != "hr":
            if self.style and self.style[-1].partition(".")[0] in UNCLOSED:  # pages often leave their end out
                self.style.pop()
                self.speakers.pop()
            classes = " ".join(_attribute(tag, "class").split()[:2])
            self.style.append(f"{element}.{classes}" if classes else element)
            around = self.speakers[-1] if self.speakers else ""
            self.speakers.append(" ".join(html.unescape(_attribute(tag, "data-speaker")).split()) or around)

    def _in_span(self, tag: str, *, closes: bool) -> None:
        """Count a span as bold if it says that it is, or that it names a speaker."""
        if not closes:
            names = any(map(OF_SPEAKER.fullmatch, _attribute(tag, "class").split()))
            self.spans.append(names or BOLD_STYLE.search(_attribute(tag, "style")) is not None)
            self.bold += self.spans[-1]
        elif self.spans:
            self.bold = max(self.bold - self.spans.pop(), 0)

    def _in_table(self, element: str, *, closes: bool) -> None:
        if element == "table":
            self._end_block()
            self._end_table()
            self.rows, self.row_line = (None, 0) if closes else ([], self.line)
        elif self.rows is not None and not closes:
            if element == "tr":
                self.rows.append([])
            elif self.rows:
                self._end_cell()
                self.rows[-1].append("")
        elif self.rows is not None:
            self._end_cell()

    def _end_cell(self) -> None:
        text = "\n".join(filter(None, (" ".join(part.split()) for part in "".join(self.pieces).split("\n"))))
        self.pieces, self.lead_pieces = [], None
        if self.rows and self.rows[-1] and text:
            self.rows[-1][-1] = text

    def _end_table(self) -> None:
        if self.rows:
            self._end_cell()
            self._take(as_lines(self.rows, self.row_line, self.row_links))
        self.rows, self.row_links = None, {}

    def _break(self) -> None:
        """Begin a line inside a block."""
        if self.rows is None:
            self._end_block()
        else:
            self.pieces.append("\n")

    def _say(self, text: str, place: int) -> None:
        if self.left_out or not text:
            return
        if not self.pieces:
            self._line_at(place)
        said = html.unescape(text)
        if self.preformatted:
            self.printed.append(said if self.printed else "\n" * (self._line_at(place) - 1) + said)
        else:
            self.other_size += len(said.strip())
        if self.preformatted and self.rows is None:
            first, *others = said.split("\n")
            self.pieces.append(first)
            for other in others:
                self._end_block()
                self.pieces.append(other)
            return
        if self.lead_pieces is None and not self.bold and said.strip():
            self.lead_pieces = len(self.pieces)
        self.pieces.append(said.replace("\n", " "))

    def _end_block(self) -> None:
        if self.rows is not None:
            return
        text = " ".join("".join(self.pieces).split())
        whole = self.lead_pieces is None and self.bold_only()
        lead = " ".join("".join(self.pieces[: self.lead_pieces or 0]).split())
        self.pieces, self.lead_pieces = [], None
        links, self.links = tuple(self.links), []
        if text:
            self._take([replace(self._line(text, lead, whole=whole), links=links)])

    def bold_only(self) -> bool:
        """Return whether all words of the open block are bold."""
        return any(piece.strip() for piece in self.pieces)

    def _line(self, text: str, lead: str, *, whole: bool) -> Line:
        style = self.style[-1] if self.style else "text"
        element = style.partition(".")[0]
        heading = HEADINGS.get(element, 0) if len(text.split()) <= MOST_HEADING_WORDS else 0
        return Line(
            text, self.line, heading=heading, style=f"{style}, bold" if whole else style, lead="" if whole else lead
        )

    @property
    def is_attributed(self) -> bool:
        """Whether attributes of the page say who speaks."""
        sizes = [len(line.text) for line in self.lines]
        said = sum(size for size, speaker in zip(sizes, self.said_by, strict=True) if speaker)
        return len(set(filter(None, self.said_by))) >= FEWEST_SPEAKERS and said >= ATTRIBUTED_SHARE * sum(sizes)

    def entries(self) -> Iterator[Entry]:
        """Yield what the page gives to speakers by attributes, and the other lines as nobody's."""
        for speaker, some in groupby(zip(self.said_by, self.lines, strict=True), key=itemgetter(0)):
            lines = [line for _, line in some]
            if speaker:
                label = Record({"speaker": speaker}, lines[0].number).speaker
                yield Turn("\n\n".join(line.text for line in lines), label, line=lines[0].number)
                continue
            for line in lines:
                kind = partial(Heading, level=line.heading) if line.heading else Narrative
                yield kind(line.text, line=line.number)

    def _take(self, lines: Iterator[Line] | list[Line]) -> None:
        self.lines.extend(lines)
        speaker = self.speakers[-1] if self.speakers and self.rows is None else ""
        self.said_by += [speaker] * (len(self.lines) - len(self.said_by))
        if len(self.lines) > limits.LINES:
            raise TooLarge(limits.MANY_LINES)


def _attribute(tag: str, name: str) -> str:
    """Return the value of an attribute of a tag, empty if it has none."""
    attribute = next((match for match in ATTRIBUTE.finditer(tag) if match[1].lower() == name), None)
    return "".join(filter(None, attribute.groups()[1:])) if attribute else ""
