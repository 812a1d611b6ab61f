"""Lines of a written transcript to entries: who speaks, under which heading, which motions and votes there were."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.ingest import limits
from archive.ingest.parsed import Entry, Heading, Narrative, Seconds, Turn, is_mark
from archive.ingest.refusals import TooLarge
from archive.ingest.text import clock, vote_block
from archive.ingest.text.attendance import names_apart
from archive.ingest.text.emphasis import with_emphasis
from archive.ingest.text.glued import parted_in_capitals, without_glued
from archive.ingest.text.joining import Unwrapper
from archive.ingest.text.label_words import IDEOGRAPHS, calls_somebody, is_named, plausible, starts_with_title
from archive.ingest.text.line import Line
from archive.ingest.text.openers import LinePiece, Opener

MOTION = re.compile(r"Moved by [^.?!]{3,80},?\s*")
ITEM = re.compile(
    r"(?:Agenda )?Item (?:No\. )?\d+[A-Za-z]?(?:\s?[-–—:]\s?|\.\s)\S.{0,140}|"
    r"(?:Question|Motion|Item) (?:by Private Notice|No\. ?\d+[A-Za-z]?)"
)
ANNEX = re.compile(r"(?:ANNEX|APPENDIX|Annex|Appendix|附錄|附件)\s?[IVX\d一二三四五六七八九十A-Z]{0,4}")
SENTENCE_ENDS = frozenset({*'.?!…:)]"”–—。？！؟', ""})
WRAPPED_HEADING = 80  # from this many characters on, a heading may continue on the next line
HEADING_LONGEST = 110
HEADING_LETTERS = 4
CAPITALS_TEXT = 0.6  # share of capitals above which a document is in capitals, so that they mark no heading
TIME_MARK = re.compile(rf"\s?\[({clock.TIME})\]")
ALONE_TIME = re.compile(rf"\s*[\[(]?{clock.TIME}[\])]?\s*")
TIME_OF_RECORDING = re.compile(r"\s*[\[(]?(?P<time>\d{1,2}:\d\d:\d\d(?:\.\d{1,3})?)[\])]?\s*")
TIMES_UNDER_NAMES = 3
CUT_OFFICE = 25  # from this many characters on, an office may continue on the next line
OFFICE_WITH_NAME = re.compile(r"\s*(?P<label>[^:\[\]]{1,220}?\([^:]{2,80}\)):(?=\s|$)")
CUT_LABEL = re.compile(r"(?:^|[.?!\s])(?:MR|MRS|MS|MISS|DR|MESSRS|VICE|(?:VICE )?CHAIR(?:MAN|WOMAN)?)\.?\s*$")
GOES_ON = re.compile(r"\[([^\[\]]{3,120})\]")
DIRECTION = re.compile(r"(?:[(\[](?:[^()\[\]]|\([^()]*\))*[)\]]\s?)+")  # some close with the other kind of bracket
ASKED = re.compile(r"\s*(?:\d{1,3}\.\s*)?(?P<label>[^:]{3,120}?) (?:asked|to ask) the [^:]{3,200}(?::\s*[-–—]?\s*$|$)")
RECORDED = re.compile(
    r"\s*(?:(?:The|This) (?:House|Senate|Council|Committee|Commission|Board|Assembly|[Mm]eeting|[Ss]itting|[Ss]ession) "
    r"(?:(?:then|was|now) )?(?:rose|adjourned|recessed|reconvened|concluded)\b|"
    r"La sessió s['’](?:aixeca|obre|suspèn|reprèn)\b|Se (?:abre|levanta|suspende|reanuda) la sesión\b|"
    r"La séance est (?:levée|suspendue|reprise) à\b|"
    r"(?:主席|代理主席|全委會主席)宣布|.{2,300}(?:表決|投票)(?:贊成|反對|棄權)。|.{0,6}(?:會議?|委員會)遂?[於在]?.{0,20}(?:休會|暫停|恢復|結束))"
)
VOTED = re.compile(
    r"[^。]{4,2000}(?:表決|投票)(?:贊成|反對|棄權)。?|(?:[\u4e00-\u9fff]{2,6}議員、\s*){3,}.*", re.DOTALL
)
TITLE_LONGEST = 40  # letters of a Chinese title, which ends without punctuation
TITLE_NEVER_ENDS = tuple("。？！…：；，、」』）)”\"'’—-.?!")
LEADING_TIMES = re.compile(rf"(?:\s*\[{clock.TIME}\])*")


def read_script(
    lines: Sequence[Line], opener: Opener | None, recorder: re.Pattern[str] | None = None
) -> tuple[Entry, ...]:
    """Return the entries of a document's lines, in order, without losing a word.

    ``opener`` finds the labels; None if nobody is named. ``recorder`` matches a paragraph inside a speech that the
    reporter wrote ("There was no objection."), and from there on the text is the reporter's.
    """
    builder = _Builder(Unwrapper(line.text for line in lines), opener, recorder, is_in_capitals(lines))
    for line in lines:
        builder.add(line)
    return builder.finish()


def mended(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, with labels that a line end cuts ("VICE CHAIRMAN" / "SAMPLE. Yes.") in one piece.

    A name whose time is alone on the next line is joined with it too. Names below "Present:" are apart.
    """
    whole = list(_without_cut_offices(_without_cut_names(_with_times_beside([*map(with_emphasis, lines)]))))
    yield from names_apart(without_glued(parted_in_capitals(whole)))


def _with_times_beside(lines: Sequence[Line]) -> Iterator[Line]:
    """Put names and the times under them on one line each, if a document does so throughout."""
    under = {
        n
        for n in range(1, len(lines))
        if ALONE_TIME.fullmatch(lines[n].text) and _may_be_alone(lines[n - 1].text.strip()) and not lines[n - 1].aside
    }
    if len(under) < TIMES_UNDER_NAMES:
        yield from lines
        return
    for n, line in enumerate(lines):
        if n + 1 in under:
            yield replace(line, text=f"{line.text.strip()}  {lines[n + 1].text.strip()}", heading=0)
        elif n not in under:
            yield line


def _may_be_alone(text: str) -> bool:
    return is_named(text) or calls_somebody(text)


def _without_cut_offices(lines: Iterable[Line]) -> Iterator[Line]:
    """Join an office that continues on the next line, up to the name in brackets at its end."""
    held: Line | None = None
    for line in lines:
        if held is not None:
            whole = f"{held.text.rstrip()} {line.text.lstrip()}"
            match = None if line.aside or line.heading else OFFICE_WITH_NAME.match(whole)
            if match and plausible(match["label"]):
                yield replace(held, text=whole)
                held = None
                continue
            yield held
        held = line if _may_be_cut(line) else None
        if held is None:
            yield line
    if held is not None:
        yield held


def _may_be_cut(line: Line) -> bool:
    return (
        not line.aside
        and not line.heading
        and ":" not in line.text
        and not DIRECTION.fullmatch(line.text.strip())
        and len(line.text) > CUT_OFFICE
        and starts_with_title(line.text)
    )


def _without_cut_names(lines: Iterable[Line]) -> Iterator[Line]:
    cut: Line | None = None
    for line in lines:
        whole = line
        if cut is not None and not line.aside and not line.text.lstrip().startswith(">>"):
            whole = replace(cut, text=f"{cut.text.rstrip()} {line.text.lstrip()}")
        elif cut is not None:
            yield cut
        cut = whole if not whole.aside and CUT_LABEL.search(whole.text) else None
        if cut is None:
            yield whole
    if cut is not None:
        yield cut


def is_in_capitals(lines: Iterable[Line]) -> bool:
    """Return whether a document is in capitals, so that they show neither headings nor labels."""
    capitals = small = letters = 0
    for line in lines:
        capitals += sum(map(str.isupper, line.text))
        small += sum(map(str.islower, line.text))
        letters += sum(map(str.isalpha, line.text))
    return capitals > CAPITALS_TEXT * (capitals + small) and capitals > letters / 2  # Chinese has neither


@dataclass
class _Open:
    """An entry that still accepts lines, and the function that makes it from its paragraphs."""

    close: Callable[[list[str]], list[Entry]]
    paragraphs: list[list[str]]  # of lines
    goes_on: bool = True  # a new paragraph belongs to it too


@dataclass
class _Builder:
    unwrapper: Unwrapper
    opener: Opener | None
    recorder: re.Pattern[str] | None
    in_capitals: bool
    entries: list[Entry] = field(default_factory=list)
    footnotes: list[_Open] = field(default_factory=list)
    open: _Open | None = None
    vote: vote_block.VoteBlock | None = None
    time: Seconds | None = None
    speaking: str | None = None

    def add(self, line: Line) -> None:
        """Take the next line."""
        if line.aside or self._says_who_goes_on(line):
            self._add_footnote(line)
            return
        if self.opener and (alone := TIME_OF_RECORDING.fullmatch(line.text)):
            self.time = clock.seconds(alone["time"])
            return
        pieces = [LinePiece(line.text)]
        if self.opener and not line.called and (not line.heading or self.opener.frame.has_a_line):
            pieces = self.opener.pieces(line, at_break=line.breaks or self._ended())
        for piece in pieces:
            self._add_piece(piece, line)

    def finish(self) -> tuple[Entry, ...]:
        """Close the open entry and return all entries."""
        self._close()
        return tuple(self.entries)

    def _add_piece(self, piece: LinePiece, line: Line) -> None:
        if piece.label is not None:
            self._begin_turn(piece, line)
        elif self.vote and self.vote.takes(piece.text, at_break=line.breaks, is_heading=bool(line.heading)):
            return
        elif self._opens_vote(piece.text) and (line.breaks or self._ended()):
            self._close()
            self.vote = vote_block.VoteBlock(piece.text, line.number)
        elif line.heading or self._reads_as_heading(line):
            self._add_heading(line)
        elif line.breaks and _is_of_the_recorder(piece.text):
            self._begin(lambda paragraphs: _narratives(paragraphs, line.number), piece.text)
        elif MOTION.fullmatch(piece.text) and (line.breaks or self._ended()):
            self._begin(self._turn_maker(Turn("", kind="motion", line=line.number)), piece.text)
        else:
            self._add_text(piece.text, line)

    def _opens_vote(self, text: str) -> bool:
        return vote_block.opens(text, may_be_speech=self.opener is not None)

    def _says_who_goes_on(self, line: Line) -> bool:
        """Return whether a line only says, at the top of a page, whose speech continues there: "[Mr. Sample]"."""
        match = GOES_ON.fullmatch(line.text.strip()) if self.open and self.speaking else None
        return match is not None and starts_with_title(match[1]) and plausible(match[1])

    def _begin_turn(self, piece: LinePiece, line: Line) -> None:
        self.speaking = piece.label
        if lead := LEADING_TIMES.match(piece.text):
            self._without_times(lead[0])
        start = self.time if piece.start is None else piece.start
        text = self._without_times(piece.text)
        self._begin(self._turn_maker(Turn("", piece.label or "", start=start, line=line.number)), text)

    def _begin(self, close: Callable[[list[str]], list[Entry]], text: str, *, goes_on: bool = True) -> None:
        self._close()
        if len(self.entries) > limits.TURNS:
            raise TooLarge("The text has more parts than any meeting. Upload the transcript of one meeting only.")
        self.open = _Open(close, [[text]], goes_on)

    def _add_text(self, text: str, line: Line) -> None:
        text = self._without_times(text)
        if self.open is None and self.speaking is not None and self.opener is not None and self.opener.by_style:
            self._begin(self._turn_maker(Turn("", self.speaking, start=self.time, line=line.number)), text)
        elif self.open is None or (line.breaks and not self.open.goes_on):
            start = self.time
            self._begin(lambda paragraphs: _narratives(paragraphs, line.number, start), text, goes_on=False)
        elif line.breaks and self._only_asked():
            self._begin_turn(LinePiece(text, ""), line)
        elif line.breaks and any(self.open.paragraphs[-1]):
            self.open.paragraphs.append([text])
        else:
            self.open.paragraphs[-1].append(text)

    def _only_asked(self) -> bool:
        """Return whether the open turn is of somebody who only asks, so that nobody knows who speaks now."""
        return self.opener is not None and self.speaking in self.opener.asking and any(self.open_words())

    def open_words(self) -> list[str]:
        """Return the last lines of the open entry."""
        return self.open.paragraphs[-1] if self.open else []

    def _add_heading(self, line: Line) -> None:
        last = self.entries[-1] if self.entries and not self.open and not self.vote else None
        level = line.heading or (2 if ITEM.fullmatch(line.text) else 1)
        if isinstance(last, Heading) and last.level == level and not line.breaks:
            self.entries[-1] = replace(last, text=f"{last.text} {line.text.strip()}")
            return
        self._close()
        self.entries.append(Heading(" ".join(line.text.split()).rstrip(" :"), level, start=self.time, line=line.number))

    def _reads_as_heading(self, line: Line) -> bool:
        """Return whether a line is a heading by its words: capitals, "Item 4 - ...", or the rest of a long one."""
        text = line.text.strip()
        last = self.entries[-1] if self.entries and not self.open else None
        if isinstance(last, Heading) and not line.breaks and len(last.text) > WRAPPED_HEADING:
            return len(text) < WRAPPED_HEADING
        if not (line.breaks or self._ended()) or len(text) > HEADING_LONGEST:
            return False
        if self.opener is not None and self.opener.is_heading(line):
            return not DIRECTION.fullmatch(text)
        if ITEM.fullmatch(text) or ANNEX.fullmatch(text):
            return True
        letters = sum(map(str.isalpha, text))
        return (
            letters >= HEADING_LETTERS
            and text.isupper()
            and not self.in_capitals
            and not text.endswith((".", ",", ";"))
        )

    def _add_footnote(self, line: Line) -> None:
        if line.breaks or not self.footnotes:
            self.footnotes.append(_Open(lambda paragraphs: _narratives(paragraphs, line.number), [[line.text]]))
        else:
            self.footnotes[-1].paragraphs[-1].append(line.text)

    def _ended(self) -> bool:
        """Return whether the previous line ended a sentence, so that something new may begin."""
        if self.open is None:
            return True
        text = self.open.paragraphs[-1][-1].rstrip()
        return text[-1:] in SENTENCE_ENDS or text.endswith("--")  # one hyphen cuts a word, or separates two names

    def _close(self) -> None:
        if self.open:
            self.entries.extend(self._closed(self.open))
        if self.vote:
            self.entries.append(self.vote.entry())
        for note in self.footnotes:
            self.entries.extend(self._closed(note))
        self.open, self.vote, self.footnotes = None, None, []

    def _closed(self, entry: _Open) -> list[Entry]:
        return entry.close(list(filter(None, map(self.unwrapper.text, entry.paragraphs))))

    def _turn_maker(self, turn: Turn) -> Callable[[list[str]], list[Entry]]:
        def close(paragraphs: list[str]) -> list[Entry]:
            spoken = paragraphs[: self._spoken(paragraphs)]
            rest = _narratives(paragraphs[len(spoken) :], turn.line)
            return [*_without_directions(turn, spoken), *rest]

        return close

    def _spoken(self, paragraphs: list[str]) -> int:
        """Return how many of a turn's paragraphs are speech, before the reporter's text, if there is any."""
        if self.recorder is None:
            return len(paragraphs)
        count = next((n for n, text in enumerate(paragraphs) if n and self.recorder.match(text)), len(paragraphs))
        while count > 1 and re.fullmatch(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", paragraphs[count - 1]):
            count -= 1
        return count

    def _without_times(self, text: str) -> str:
        """Remove marks such as [00:05:00] from a speech and remember the last of them."""
        for match in TIME_MARK.finditer(text):
            self.time = clock.seconds(match[1])
        return TIME_MARK.sub("", text)


def _without_directions(turn: Turn, paragraphs: list[str]) -> list[Entry]:
    """Return a turn in parts, split at stage directions. A sound such as (Applause) stays in the speech."""
    entries: list[Entry] = []
    spoken: list[str] = []
    for text in paragraphs:
        if len(paragraphs) > 1 and _is_of_nobody(text):
            entries += [replace(turn, text="\n\n".join(spoken))] if spoken else []
            entries.append(Narrative(text, line=turn.line))
            spoken = []
        else:
            spoken.append(text)
    return [*entries, replace(turn, text="\n\n".join(spoken))] if spoken or not entries else entries


def _is_of_nobody(text: str) -> bool:
    """Return whether a paragraph inside a speech is a stage direction or, in Chinese, a title or a vote."""
    if DIRECTION.fullmatch(text):
        return not is_mark(text)
    if not IDEOGRAPHS.search(text):
        return False
    return VOTED.fullmatch(text) is not None or (len(text) <= TITLE_LONGEST and not text.endswith(TITLE_NEVER_ENDS))


def _is_of_the_recorder(text: str) -> bool:
    """Return whether the reporter wrote a paragraph: a question as printed, or that the meeting ended."""
    if RECORDED.match(text):
        return True
    match = ASKED.match(text)
    return match is not None and starts_with_title(match["label"]) and plausible(match["label"])


def _narratives(paragraphs: list[str], line: int | None, start: Seconds | None = None) -> list[Entry]:
    return [Narrative(text, start=start, line=line) for text in paragraphs if text]
