"""How the labels of one style split a document's lines into speeches."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from archive.ingest import limits
from archive.ingest.parsed import Seconds
from archive.ingest.refusals import TooLarge
from archive.ingest.text import clock, label_words
from archive.ingest.text.label_styles import OPENING, LabelStyle
from archive.ingest.text.line import Line
from archive.people import fold

# An accepted label in another style than the document's: before a colon it names the speaker, else it ends the turn.
OTHERWISE = re.compile(
    rf"\s*(?:(?P<square>\[)|(?P<round>\()|(?P<bold>\*\*))?(?P<label>[^\n:：;|–—*\[\]]{{1,90}}?)"
    rf"(?(square)\]|(?(round)\)|(?(bold):?\*\*)))(?:\s*[\[(]{clock.TIME}[\])])?"
    rf"(?P<sign>\s?[:：]|;|\s+[-–—|]|(?(square)|(?(round)|(?(bold)|\s*$))))\*{{0,2}}\s*"
)

# An answer to a roll call that somebody reads out, which is a vote and no speech.
ANSWER = re.compile(
    r"\W*(?:yes|yea|aye|no|nay|abstain\w*|present|here|absent|recused?|sí|ja|nein|oui|non|sim|não)\W*", re.I
)


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

    ``accepted`` are the certain labels, if the style counts. A label that is only ``doubtful`` begins a turn of an
    unknown speaker and stays in its words. So the previous speaker does not get the words, and nothing is lost.
    ``questions`` is the style of "Q." and "A." if they also begin turns, whatever that of the names. ``longer`` are
    labels to which the words before the next colon belong. After the first paragraph of those who are only ``asking``,
    nobody knows who answers. ``untimed`` says that the times of the labels are left out here and there.
    """

    style: LabelStyle
    accepted: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    questions: LabelStyle | None = None
    longer: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    untimed: bool = False

    @property
    def takes_headings(self) -> bool:
        """Whether a heading may be a label: "### Sample" before each speech."""
        return self.style.alone

    def pieces(self, line: Line, *, at_break: bool) -> list[LinePiece]:
        """Return a line in pieces. Each piece with a label begins a turn.

        ``at_break`` says that a label is possible here: a paragraph begins, or the previous line ended its sentence.
        """
        text = line.text
        if self.questions and (asked := self.questions.opening(text)):
            return [LinePiece(text[asked.end() :].strip(), asked["label"])]
        if self.style.anywhere:
            return self._anywhere(text)
        match = self.style.opening(text)
        label = label_words.tidy(match["label"]) if match else ""
        if at_break and label in self.doubtful:
            return [LinePiece(text.strip(), "")]
        if match is None or not self._believes(label, at_break=at_break):
            return [self._of_another_style(text) if at_break else LinePiece(text)]
        groups = match.groupdict()
        start = clock.seconds(groups["start"]) if groups.get("start") else None
        said = text[match.end() :].strip()
        if label in self.longer:
            more, said = re.split(r":\s+", said, maxsplit=1)
            label = f"{label}{text[match.end('label') : match.end()]}{more}"
        return [LinePiece(said, label, start)]

    def otherwise(self, text: str) -> re.Match[str] | None:
        """Return the label of a line in which somebody whom the document names elsewhere stands before another sign.

        A name alone is one where times mark the labels, and an answer to a roll call is none there.
        """
        match = None if self.style.anywhere else OTHERWISE.match(text[:OPENING])
        if match is None or fold(match["label"]) not in self._folded:
            return None
        if self.style.timed:
            return None if ANSWER.fullmatch(text, match.end()) else match
        return match if match["label"].strip() != text.strip() else None

    def names_otherwise(self, match: re.Match[str]) -> bool:
        """Return whether such a label certainly names who speaks now: not where a time marks all others."""
        return (self.untimed or not self.style.timed) and match["sign"].strip() in (":", "：")

    def _of_another_style(self, text: str) -> LinePiece:
        match = self.otherwise(text)
        if match and self.names_otherwise(match):
            return LinePiece(text[match.end() :].strip(), label_words.tidy(match["label"]))
        return LinePiece(text.strip(), "") if match else LinePiece(text)

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.accepted))

    def _believes(self, label: str, *, at_break: bool) -> bool:
        if not self.style.counts:
            return label in self.accepted
        return label in self.accepted and (
            at_break or label_words.starts_with_title(label) or label_words.is_like_a_name(label)
        )

    def _anywhere(self, line: str) -> list[LinePiece]:
        matches = list(islice(self.style.pattern.finditer(line), limits.TURNS + 1))
        if len(matches) > limits.TURNS:
            raise TooLarge("The text has more speeches than any meeting. Upload the transcript of one meeting only.")
        if not matches:
            return [LinePiece(line)]
        ends = [*(match.start() for match in matches[1:]), len(line)]
        before = line[: matches[0].start()]
        pieces = [LinePiece(before)] if before.strip() else []
        for match, end in zip(matches, ends, strict=True):
            label = label_words.tidy(match["label"] + (match["doubt"] or ""))
            pieces.append(LinePiece(line[match.end() : end].strip(), label))
        return pieces


@dataclass(frozen=True)
class ParagraphOpener:
    """Finds labels in their own paragraphs, by the style of the paragraph."""

    paragraph_style: str
    body_style: str
    takes_headings = True

    def pieces(self, line: Line, *, at_break: bool) -> list[LinePiece]:  # noqa: ARG002 - a paragraph is a break
        """Return a paragraph as the label of a turn if its style says so."""
        if line.style == self.paragraph_style and label_words.stands_alone(line.text):
            return [LinePiece("", label_words.tidy(line.text))]
        return [LinePiece(line.text)]

    def is_heading(self, line: Line) -> bool:
        """Return whether a paragraph is neither a label nor in the style of speeches, and reads like a title."""
        return line.style not in (self.paragraph_style, self.body_style) and label_words.stands_alone(line.text)


@dataclass(frozen=True)
class LeadOpener:
    """Finds labels in bold at the beginning of paragraphs, without punctuation after them."""

    accepted: frozenset[str]
    doubtful: frozenset[str] = frozenset()
    takes_headings = False

    def pieces(self, line: Line, *, at_break: bool) -> list[LinePiece]:  # noqa: ARG002 - a paragraph is a break
        """Return a paragraph with its bold beginning as the label of a turn, if that may name somebody."""
        label = label_words.tidy(line.lead)
        if label in self.accepted:
            return [LinePiece(line.text[len(line.lead) :].strip().lstrip(".:—–- "), label)]
        return [LinePiece(line.text, "" if label in self.doubtful else None)]
