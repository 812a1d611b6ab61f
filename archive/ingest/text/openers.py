"""How the labels of one frame split a document's lines into speeches."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from archive.ingest.parsed import Seconds
from archive.ingest.text import clock, label_words
from archive.ingest.text.frames import Frame, Opening, openings
from archive.ingest.text.label_verdicts import LabelHit
from archive.ingest.text.line import CAPITALS, Line
from archive.ingest.text.speech import reads_as_speech
from archive.language.people import fold

# An answer to a roll call that somebody reads out, which is a vote and no speech.
ANSWER = re.compile(
    r"\W*(?:yes|yea|aye|no|nay|abstain\w*|present|here|absent|recused?|sí|ja|nein|oui|non|sim|não)\W*", re.I
)
ASKED = re.compile(r"\?[\"”’')\]]*$")


@dataclass(frozen=True)
class LinePiece:
    """Part of a line: words, and the label and the time (seconds) before them, None if they continue.

    An empty label begins a turn of an unknown speaker.
    """

    text: str
    label: str | None = None
    start: Seconds | None = None


@dataclass(frozen=True)
class Opener:
    """Finds the labels of one document in its lines.

    ``accepted`` are the certain labels. A label that is only ``doubtful`` begins a turn of an unknown speaker and stays
    in its words. So the previous speaker does not get the words, and nothing is lost. ``questions`` matches "Q." and
    "A." if they also begin turns, whatever the frame of the names. ``longer`` are labels to which the words before the
    next colon belong. After the first paragraph of those who are only ``asking``, nobody knows who answers. ``untimed``
    says that the times of the labels are left out here and there. ``body`` is the style of most paragraphs.
    ``elsewhere`` are labels that speak in other frames too.
    """

    frame: Frame
    accepted: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    questions: re.Pattern[str] | None = None
    longer: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    untimed: bool = False
    body: str = ""
    elsewhere: frozenset[str] = frozenset()

    def told(self, speaks: Mapping[str, bool]) -> "Opener":
        """Return what finds the labels, now that a person has said which of them speak."""
        speaking = frozenset(label for label, does in speaks.items() if does)
        silent = frozenset(speaks) - speaking
        return replace(
            self,
            accepted=(self.accepted | (self.doubtful & speaking)) - silent,
            doubtful=(self.doubtful - speaking) | (self.accepted & silent),
            elsewhere=self.accepted & speaking,
        )

    @property
    def by_style(self) -> bool:
        """Whether the style of their paragraphs shows the labels, so that a speech goes on below a heading."""
        return self.frame.style not in ("", CAPITALS)

    def pieces(self, line: Line, *, at_break: bool) -> list[LinePiece]:
        """Return a line in pieces. Each piece with a label begins a turn.

        ``at_break`` says that a label is possible here: a paragraph begins, or the previous line ended its sentence.
        """
        text = line.text
        if self.questions and (asked := self.questions.match(text)):
            return [LinePiece(text[asked.end() :].strip(), asked["label"])]
        opening = self._opening(line)
        if at_break and opening and opening.label in self.doubtful:
            return [LinePiece(text.strip(), "")]
        if opening is None or not self._believes(opening.label, at_break=at_break):
            return [self._of_another_frame(line) if at_break else LinePiece(text)]
        return [self._piece(opening, text)]

    def _opening(self, line: Line) -> Opening | None:
        return next((opening for opening in openings(line, self.body) if opening.frame == self.frame), None)

    def _piece(self, opening: Opening, text: str) -> LinePiece:
        label, said = opening.label, text[opening.end :].strip()
        if label in self.longer:
            more, said = re.split(r":\s+", said, maxsplit=1)
            label = label_words.tidy(f"{label}: {more}")
        return LinePiece(said, label, clock.seconds(opening.start) if opening.start else None)

    def otherwise(self, line: Line) -> Opening | None:
        """Return the label of a line in which somebody whom the document names elsewhere stands in another frame.

        A name alone is one where times mark the labels, and an answer to a roll call is none there.
        """
        others = (opening for opening in openings(line, self.body) if fold(opening.label) in self._folded)
        opening = next((other for other in others if other.frame != self.frame and other.frame.sign != "."), None)
        if opening is None or (opening.frame.is_weak and not reads_as_speech(line.text[opening.end :])):
            return None
        if self.frame.timed:
            return None if ANSWER.fullmatch(line.text, opening.end) else opening
        return None if opening.frame.alone else opening

    def names_otherwise(self, opening: Opening) -> bool:
        """Return whether such a label certainly names who speaks now: not where a time marks all others."""
        is_sign = opening.frame.sign == ":" or opening.frame.marks
        return opening.label in self.elsewhere or (is_sign and (self.untimed or not self.frame.timed))

    def _of_another_frame(self, line: Line) -> LinePiece:
        opening = self.otherwise(line)
        if opening and self.names_otherwise(opening):
            return self._piece(opening, line.text)
        return LinePiece(line.text.strip(), "") if opening else LinePiece(line.text)

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.accepted))

    def _believes(self, label: str, *, at_break: bool) -> bool:
        if self.frame.marks or self.frame.capitals or self.frame.style:
            return label in self.accepted
        return label in self.accepted and (
            at_break or label_words.starts_with_title(label) or label_words.is_like_a_name(label)
        )

    def is_heading(self, line: Line) -> bool:
        """Return whether a paragraph is neither a label nor in the style of speeches, and reads like a title."""
        return (
            self.by_style
            and line.own_style not in (self.frame.style, self.body)
            and label_words.stands_alone(line.text)
        )


def asked_in(hits: Sequence[tuple[int, LabelHit]], lines: Sequence[Line]) -> frozenset[str]:
    """Return the labels of those who only ask, in a document that does not name who answers.

    Such a label follows itself again and again, with paragraphs without a label in between, and it is of the audience
    ("[Audience]: ...") or its words are questions.
    """
    asking: Counter[str] = Counter()
    for place, (index, hit) in enumerate(hits):
        following, then = (hits[place + 1][0], hits[place + 1][1].label) if place + 1 < len(hits) else (len(lines), "")
        between = lines[index + 1 : following]
        if any(line.breaks and not line.aside and not line.heading for line in between):
            audience = label_words.is_of_audience(hit.label)
            same = then == hit.label or (audience and (not then or label_words.is_of_audience(then)))
            asks = audience or ASKED.search(_paragraph(hit.line, between)) is not None
            asking[hit.label] += 1 if same and asks else -1
    return frozenset(label for label, count in asking.items() if count > (not label_words.is_of_audience(label)))


def _paragraph(line: Line, following: Sequence[Line]) -> str:
    goes_on = takewhile(lambda other: not other.breaks, following)
    return " ".join(part.text.strip() for part in (line, *goes_on))
