"""Lines of a written transcript to entries: who speaks, under which heading, what was moved and how it was voted."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.ingest import limits
from archive.ingest.parsed import Entry, Heading, Narrative, Seconds, Turn
from archive.ingest.refusals import TooLarge
from archive.ingest.text import clock, votes
from archive.ingest.text.joining import Unwrapper
from archive.ingest.text.label_styles import Opener, Piece, choose

MOTION = re.compile(r"Moved by [^.?!]{3,80},?\s*")
ITEM = re.compile(r"(?:Agenda )?Item (?:No\. )?\d+[A-Za-z]?(?:\s?[-–—:]\s?|\.\s)\S.{0,140}")
SENTENCE_ENDS = frozenset({*'.?!…:)]"”-—', ""})
WRAPPED_HEADING = 80  # characters from which a heading may go on in the next line
HEADING_LONGEST = 110
HEADING_LETTERS = 4
CAPITALS_TEXT = 0.6  # share of capitals from which a document is in capitals, and they mark no heading
TIME_MARK = re.compile(rf"\s?\[({clock.TIME})\]")
CUT_LABEL = re.compile(r"(?:^|[.?!\s])(?:MR|MRS|MS|MISS|DR|MESSRS|VICE|(?:VICE )?CHAIR(?:MAN|WOMAN)?)\.?\s*$")
LEADING_TIMES = re.compile(rf"(?:\s*\[{clock.TIME}\])*")


@dataclass(frozen=True)
class Line:
    """A line of a document: its words, where it stands, and what its layout says.

    ``breaks`` says that a paragraph begins here; ``heading`` is the level of a heading, 0 for none; ``aside`` marks a
    footnote or a row of a table, which must neither part the speech it interrupts nor become part of it.
    """

    text: str
    number: int
    breaks: bool = True
    heading: int = 0
    aside: bool = False


def read_script(lines: Sequence[Line], recorder: re.Pattern[str] | None = None) -> tuple[Entry, ...]:
    """Return the entries of a document's lines, in order, with no word left out.

    ``recorder`` matches a paragraph inside a speech with which the record-keeper goes on ("There was no objection.").
    """
    lines = list(_mended(lines))
    texts = [(line.text, line.breaks) for line in lines if not line.aside and not line.heading]
    builder = _Builder(Unwrapper(line.text for line in lines), choose(texts), recorder, _in_capitals(lines))
    for line in lines:
        builder.add(line)
    return builder.finish()


def _mended(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines with a label that a line end cuts ("VICE CHAIRMAN" / "SAMPLE. Yes.") in one piece again."""
    cut: Line | None = None
    for line in lines:
        whole = line
        if cut is not None and not line.aside:
            whole = replace(cut, text=f"{cut.text.rstrip()} {line.text.lstrip()}")
        elif cut is not None:
            yield cut
        cut = whole if not whole.aside and CUT_LABEL.search(whole.text) else None
        if cut is None:
            yield whole
    if cut is not None:
        yield cut


def _in_capitals(lines: Iterable[Line]) -> bool:
    capitals = small = 0
    for line in lines:
        capitals += sum(map(str.isupper, line.text))
        small += sum(map(str.islower, line.text))
    return capitals > CAPITALS_TEXT * (capitals + small)


@dataclass
class _Open:
    """An entry that still takes lines, and what makes it of its paragraphs."""

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
    vote: votes.VoteBlock | None = None
    time: Seconds | None = None

    def add(self, line: Line) -> None:
        """Take the next line."""
        if line.aside:
            self._add_footnote(line)
            return
        pieces = [Piece(line.text)]
        if self.opener and not line.heading:
            pieces = self.opener.pieces(line.text, at_break=line.breaks or self._ended())
        for piece in pieces:
            self._add_piece(piece, line)

    def finish(self) -> tuple[Entry, ...]:
        """Close what is open and return the entries."""
        self._close()
        return tuple(self.entries)

    def _add_piece(self, piece: Piece, line: Line) -> None:
        if piece.label is not None:
            self._begin_turn(piece, line)
        elif self.vote and self.vote.takes(piece.text):
            return
        elif votes.opens(piece.text) and (line.breaks or self._ended()):
            self._close()
            self.vote = votes.VoteBlock(piece.text, line.number)
        elif line.heading or self._reads_as_heading(line):
            self._add_heading(line)
        elif MOTION.fullmatch(piece.text) and (line.breaks or self._ended()):
            self._begin(self._turn_maker(Turn("", kind="motion", line=line.number)), piece.text)
        else:
            self._add_text(piece.text, line)

    def _begin_turn(self, piece: Piece, line: Line) -> None:
        lead = LEADING_TIMES.match(piece.text)[0]
        self._without_times(lead)
        start = self.time if piece.start is None else piece.start
        text = self._without_times(piece.text)
        self._begin(self._turn_maker(Turn("", piece.label or "", start=start, line=line.number)), text)

    def _begin(self, close: Callable[[list[str]], list[Entry]], text: str, *, goes_on: bool = True) -> None:
        self._close()
        if len(self.entries) > limits.TURNS:
            raise TooLarge("The text has more parts than any meeting: upload the transcript of one meeting alone.")
        self.open = _Open(close, [[text]], goes_on)

    def _add_text(self, text: str, line: Line) -> None:
        text = self._without_times(text)
        if self.open is None or (line.breaks and not self.open.goes_on):
            self._begin(lambda paragraphs: _narratives(paragraphs, line.number), text, goes_on=False)
        elif line.breaks and any(self.open.paragraphs[-1]):
            self.open.paragraphs.append([text])
        else:
            self.open.paragraphs[-1].append(text)

    def _add_heading(self, line: Line) -> None:
        last = self.entries[-1] if self.entries and not self.open and not self.vote else None
        level = line.heading or (2 if ITEM.fullmatch(line.text) else 1)
        if isinstance(last, Heading) and last.level == level and not line.breaks:
            self.entries[-1] = replace(last, text=f"{last.text} {line.text.strip()}")
            return
        self._close()
        self.entries.append(Heading(" ".join(line.text.split()).rstrip(" :"), level, start=self.time, line=line.number))

    def _reads_as_heading(self, line: Line) -> bool:
        """Say whether a line is a heading by its words: in capitals, or "Item 4 - ...", or the rest of a long one."""
        text = line.text.strip()
        last = self.entries[-1] if self.entries and not self.open else None
        if isinstance(last, Heading) and not line.breaks and len(last.text) > WRAPPED_HEADING:
            return len(text) < WRAPPED_HEADING
        if not (line.breaks or self._ended()) or len(text) > HEADING_LONGEST:
            return False
        if ITEM.fullmatch(text):
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
        """Say whether the line before ended a sentence, so that something new may begin."""
        return self.open is None or self.open.paragraphs[-1][-1].rstrip()[-1:] in SENTENCE_ENDS

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
            text = "\n\n".join(spoken)
            rest = _narratives(paragraphs[len(spoken) :], turn.line)
            return [Turn(text, turn.label, start=turn.start, line=turn.line, kind=turn.kind), *rest]

        return close

    def _spoken(self, paragraphs: list[str]) -> int:
        """Return how many of a turn's paragraphs are speech: up to where the record-keeper goes on, if ever."""
        if self.recorder is None:
            return len(paragraphs)
        count = next((n for n, text in enumerate(paragraphs) if n and self.recorder.match(text)), len(paragraphs))
        while count > 1 and re.fullmatch(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", paragraphs[count - 1]):
            count -= 1
        return count

    def _without_times(self, text: str) -> str:
        """Take marks such as [00:05:00] out of a speech and remember the last of them."""
        for match in TIME_MARK.finditer(text):
            self.time = clock.seconds(match[1])
        return TIME_MARK.sub("", text)


def _narratives(paragraphs: list[str], line: int | None) -> list[Entry]:
    return [Narrative(text, line=line) for text in paragraphs if text]
