"""Caption cues to turns: rolling lines kept once, labels and ``>>`` as new speakers, fragments joined to sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.ingest import limits
from archive.ingest.parsed import Problem, Seconds, Turn
from archive.ingest.refusals import TooLarge
from archive.ingest.text.caption_labels import with_labels
from archive.ingest.text.cue import Cue
from archive.ingest.text.joining import ends_sentence, join, running
from archive.ingest.text.label_words import calls_somebody

PAUSE = 2.0  # seconds of silence after a sentence that separate two turns of an unnamed speaker
LONG = 60.0  # seconds after which such a turn ends with its sentence
LONGEST_TURN = 120.0  # seconds after which it ends anywhere: captions without punctuation
RECESS = 60.0  # seconds of silence that separate even the words of one named speaker

ROLLING = 0.2  # share of cues that repeat a line of the previous cue and add a new one
NAMED_ABOVE = 0.6  # share of cues with a name above their words
SAID_AGAIN = 3  # how often each of them occurs, on average
FLASH = 0.05  # seconds
CHEVRONS = re.compile(r">{2,}")
DASH = re.compile(r"^\s*[-–—]\s*(?=\S)")


def turns(cues: Sequence[Cue], problems: list[Problem] | None = None) -> list[Turn]:
    """Return the turns of a caption file. No word is lost or repeated. Questions about labels go to ``problems``.

    Raises TooLarge if there are more captions than in any meeting.
    """
    if len(cues) > limits.TURNS:
        raise TooLarge("The file has more captions than any meeting. Upload those of one meeting only.")
    shown = [replace(cue, lines=tuple(line.strip() for line in cue.lines if line.strip())) for cue in cues]
    shown = [cue for cue in shown if cue.lines]
    if any(cue.speaker is not None for cue in shown):  # the format names speakers, so an unnamed one is unknown
        shown = [replace(cue, speaker=cue.speaker or "") for cue in shown]
    fragments = list(_unrolled(shown)) if _rolls(shown) else _without_flashes(_with_names_above(shown))
    spoken = [piece for cue in fragments for piece in _at_changes(cue)]
    return _joined(with_labels(spoken, [] if problems is None else problems))


def _with_names_above(cues: list[Cue]) -> list[Cue]:
    """Return the captions with their first lines as speakers, if most have the same few names above their words."""
    names = Counter(cue.lines[0] for cue in cues if len(cue.lines) > 1 and cue.speaker is None)
    count = names.total()
    called = all(calls_somebody(name) and not name.startswith("[") and not name.endswith(":") for name in names)
    if not called or count < NAMED_ABOVE * len(cues) or count < SAID_AGAIN * len(names) or len(names) < 2:  # noqa: PLR2004
        return cues
    return [
        replace(cue, lines=cue.lines[1:], speaker=cue.lines[0]) if len(cue.lines) > 1 else replace(cue, speaker="")
        for cue in cues
    ]


def _overlap(before: tuple[str, ...], now: tuple[str, ...]) -> int:
    """Count the lines at the end of one cue that the next one repeats."""
    return next((n for n in range(min(len(before), len(now)), 0, -1) if before[-n:] == now[:n]), 0)


def _rolls(cues: Sequence[Cue]) -> bool:
    """Return whether lines roll up: cues often repeat the last line of the previous one, with a new line below.

    A single line that comes twice was said twice: "Aye." "Aye."
    """
    pairs = list(pairwise(cues))
    rolling = sum(0 < _overlap(one.lines, other.lines) < len(other.lines) or _grows(one, other) for one, other in pairs)
    return rolling > 1 and rolling >= ROLLING * len(pairs)


def _flashes(before: Cue, now: Cue) -> bool:
    """Return whether a cue repeats the previous one, too briefly to be read."""
    if now.start is None or now.end is None:
        return False
    return before.lines == now.lines and now.end - now.start <= FLASH


def _grows(before: Cue, now: Cue) -> bool:
    last, first = before.lines[-1], now.lines[0]
    return len(first) > len(last) and first.startswith(last + " ")


def _without_flashes(cues: Sequence[Cue]) -> list[Cue]:
    return [
        cue for before, cue in zip([None, *cues], cues, strict=False) if before is None or not _flashes(before, cue)
    ]


def _unrolled(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield each line once, at the time it first appears."""
    before: Cue | None = None
    for cue in cues:
        fresh = cue.lines
        if before is not None:
            repeated = _overlap(before.lines, cue.lines)
            fresh = cue.lines[repeated:]
            if not repeated and _grows(before, cue):
                fresh = (cue.lines[0][len(before.lines[-1]) :].strip(), *cue.lines[1:])
        if fresh:
            yield replace(cue, lines=fresh)
        before = cue


def _at_changes(cue: Cue) -> Iterator[Cue]:
    """Yield a cue in pieces with one speaker each, split at ``>>`` and where each line begins with a dash."""
    dashed = len(cue.lines) > 1 and all(map(DASH.match, cue.lines))
    if dashed:
        for line in cue.lines:
            yield replace(cue, lines=(DASH.sub("", line),), changes=True)
        return
    first, *others = (" ".join(piece.split()) for piece in CHEVRONS.split(_one_text(cue.lines)))
    if first:
        yield replace(cue, lines=(first,))
    for piece in others:
        if piece:
            yield replace(cue, lines=(piece,), changes=True)


def _one_text(lines: tuple[str, ...]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text = join(text, line)
    return text


@dataclass
class _Draft:
    """A turn that still accepts cues: the first one, and the words of all."""

    cue: Cue
    end: Seconds | None
    texts: list[str]

    @property
    def label(self) -> str:
        return self.cue.speaker or ""

    def take(self, cue: Cue) -> None:
        """Add a cue's words."""
        self.end = max((time for time in (self.end, cue.end) if time is not None), default=None)
        self.texts.append(cue.lines[0])

    def turn(self) -> Turn:
        """Return the finished turn."""
        return Turn(running(self.texts), self.label, start=self.cue.start, end=self.end, line=self.cue.line)


def _joined(cues: list[Cue]) -> list[Turn]:
    drafts: list[_Draft] = []
    for cue in cues:
        if not drafts or _begins(drafts[-1], cue):
            drafts.append(_Draft(cue, cue.end, []))
        drafts[-1].take(cue)
    return [draft.turn() for draft in drafts]


def _begins(last: _Draft, cue: Cue) -> bool:
    """Return whether a cue begins a new turn after the last one."""
    if cue.speaker is not None and cue.speaker != last.label:
        return True
    if cue.speaker or (last.label and not cue.changes):
        return _silence(last, cue) >= RECESS
    if cue.changes:
        return True
    length = (cue.start or 0) - (last.cue.start or 0)
    return length >= LONGEST_TURN or (
        ends_sentence(last.texts[-1]) and (_silence(last, cue) >= PAUSE or length >= LONG)
    )


def _silence(last: _Draft, cue: Cue) -> Seconds:
    return cue.start - last.end if cue.start is not None and last.end is not None else 0
