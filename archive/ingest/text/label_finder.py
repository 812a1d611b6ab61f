"""Finds how a document names its speakers: by what begins its lines again and again, in one frame, before speech.

Every line may open in several frames (``frames``). A frame is weighed by few measures: labels that recur, speech after
them, names that are known, and how much of the text they explain. The field of a form ("Attorney: Jo Sample") looks
like a label, but no speech follows it; a heading or a name in a list comes once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from archive.ingest import limits
from archive.ingest.refusals import TooLarge
from archive.ingest.text import label_words
from archive.ingest.text.frames import Frame, Opening, openings
from archive.ingest.text.label_verdicts import QUESTION, QUESTIONS, LabelHit, Setting, verdicts, with_colons
from archive.ingest.text.line import CAPITALS, Line
from archive.ingest.text.openers import Opener, asked_in
from archive.ingest.text.speech import ended, reads_as_speech

CLOSE, CLOSE_LABELS = 0.5, 5  # share of the best score, and labels, from which another frame is worth a question
SPECIFIC = 0.9  # share of another frame's labels that one with more marks must have to come before it
WEAK_LABELS = 6  # that a document needs to use a frame in which much else is written too
SPOKEN, AGAIN = 0.8, 0.7  # shares of such labels: with speech after them; that occur again
OF_PARAGRAPHS = {".": 0.05, "(": 0.5, "{": 0.5}  # share of the paragraphs that begin so; else
USUAL_SHARE = 0.2
STYLED, STYLED_ALONE, STYLED_NAMED, STYLED_AGAIN = 3, 0.9, 0.6, 0.3  # of the paragraphs of one style
FOLLOWING_WORDS = 12
AFTER = 200  # characters behind a label that show whether it goes on
UNTIMED_SHARE = 0.1  # labels without a time for each with one, from which on times may be left out
HAS_LABELS = 3


@dataclass(frozen=True)
class LabelReading:
    """How well one frame explains a document: the certain labels, the doubtful ones, and their places."""

    opener: Opener
    score: float
    places: frozenset[int]  # indices of the lines with labels
    doubtful: tuple[LabelHit, ...] = ()

    @property
    def frame(self) -> Frame:
        """The frame of the labels."""
        return self.opener.frame

    @property
    def name(self) -> str:
        """The frame as people write it."""
        return str(self.opener.frame)

    @cached_property
    def believing(self) -> Opener:
        """What finds the labels if the doubtful ones are speakers too."""
        if not self.doubtful:
            return self.opener
        return replace(self.opener, accepted=self.opener.accepted | self.opener.doubtful, doubtful=frozenset())


def find_labels(lines: Sequence[Line], *, in_capitals: bool, known: frozenset[str] = frozenset()) -> list[LabelReading]:
    """Return the ways in which a document may name its speakers, the best first.

    ``known`` are folded names of people whom the board knows. In a text in capitals, capitals are no evidence.
    """
    return _Document(lines, in_capitals, known).readings()


def rivals(best: LabelReading, others: Sequence[LabelReading]) -> list[LabelReading]:
    """Return the other readings that explain the document nearly as well as the best one, with another result."""
    return [
        other
        for other in others
        if other.score >= max(CLOSE * best.score, CLOSE_LABELS)
        and len(other.places & best.places) < len(other.places) / 2
    ]


@dataclass
class _Document:
    lines: Sequence[Line]
    in_capitals: bool
    known: frozenset[str]
    hits: dict[Frame, list[tuple[int, LabelHit]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.setting = Setting(self.lines, self.in_capitals, self.known)
        for index, line in enumerate(self.lines):
            if line.opens:
                for opening in openings(line, self.setting.body):
                    if not line.heading or (opening.end >= len(line.text) and opening.frame.has_a_line):
                        self._take(index, line, opening)

    def _take(self, index: int, line: Line, opening: Opening) -> None:
        frame = opening.frame
        at_break = line.breaks or ended(self.lines, index)
        if frame.is_weak and not line.breaks and (frame.alone or frame.sign == "." or not at_break):
            return
        if not (frame.timed or frame.capitals or opening.label in self.setting.initials or _may_be(opening)):
            return
        after = line.text[opening.end :]
        spoken = reads_as_speech(_following(after, self.lines, index), in_capitals=self.in_capitals)
        self.hits[frame].append((index, LabelHit(opening, line, at_break, spoken, after[:AFTER])))

    def readings(self) -> list[LabelReading]:
        found = [reading for frame, hits in self.hits.items() if (reading := self._reading(frame, hits))]
        if questions := self.setting.questions:
            found = list(self._with_questions(found, questions))
        found.sort(key=lambda reading: -reading.score)
        best = max((reading.score for reading in found), default=0)
        near = [reading for reading in found if reading.score >= max(SPECIFIC * best, 1)]
        first = max(near, key=lambda reading: (_marks(reading.frame), reading.score), default=None)
        return sorted(found, key=lambda reading: reading is not first)

    def _with_questions(self, found: Sequence[LabelReading], questions: re.Pattern[str]) -> Iterator[LabelReading]:
        """Yield the readings in which "Q." and "A." also begin turns, and the one in which only they do."""
        letters = [(n, match["label"]) for n, line in enumerate(self.lines) if (match := QUESTION.match(line.text))]
        places = frozenset(n for n, _ in letters) if len(letters) >= QUESTIONS else frozenset()
        for reading in found:
            both = replace(reading.opener, questions=questions)
            score, found_in = reading.score + len(places), reading.places | places
            yield replace(reading, opener=both, score=score, places=found_in) if reading.score else reading
        if places and any(label == "A" for _, label in letters):
            yield LabelReading(Opener(Frame(sign="Q"), questions=questions), len(places), places)

    def _reading(self, frame: Frame, hits: list[tuple[int, LabelHit]]) -> LabelReading | None:
        if frame.style:
            return self._of_a_style(frame, hits) if self._is_of_a_style(frame, hits) else None
        named = [(index, hit) for index, hit in hits if not frame.alone or label_words.is_named(hit.label)]
        if (frame.is_weak or (frame.before and frame.alone)) and not self._is_of_the_document(frame, named):
            return None
        if frame.alone and self._stand_below([index for index, _ in named]):
            return None
        sure, doubtful = verdicts(frame, hits, self.setting)
        return self._reading_with_labels(frame, hits, sure, doubtful)

    def _reading_with_labels(
        self, frame: Frame, hits: list[tuple[int, LabelHit]], sure: set[str], doubtful: set[str]
    ) -> LabelReading | None:
        places = [(index, hit) for index, hit in hits if hit.label in sure]
        if len(places) > limits.TURNS:
            raise TooLarge("The text has more speeches than any meeting. Upload the transcript of one meeting only.")
        enough = len(places) >= _needed(frame)
        if not enough and not doubtful:
            return None
        longer = frozenset() if frame.alone else with_colons(places)
        opener = Opener(
            frame,
            frozenset(sure),
            frozenset(doubtful),
            longer=longer,
            asking=asked_in(places, self.lines),
            body=self.setting.body,
        )
        others = self._otherwise(opener, {index for index, hit in hits if hit.label in sure | doubtful})
        opener = replace(opener, untimed=len(others) >= max(HAS_LABELS, UNTIMED_SHARE * len(places)))
        in_doubt = [hit for _, hit in hits if hit.label in doubtful and hit.at_break]
        in_doubt += [
            LabelHit(other, self.lines[index], at_break=True, spoken=True)
            for index, other in others.items()
            if not opener.names_otherwise(other)
        ]
        believed = {index for index, other in others.items() if opener.names_otherwise(other)}
        return LabelReading(
            opener,
            len(places) if enough else 0,
            frozenset({*believed, *(index for index, _ in places)}),
            tuple(in_doubt),
        )

    def _otherwise(self, opener: Opener, found: Collection[int]) -> dict[int, Opening]:
        """Return who stands in another frame where a turn may begin, by the lines that have no label of this one."""
        return {
            index: other
            for index, line in enumerate(self.lines)
            if index not in found and line.opens and (line.breaks or ended(self.lines, index))
            if (other := opener.otherwise(line))
        }

    def _is_of_the_document(self, frame: Frame, hits: Sequence[tuple[int, LabelHit]]) -> bool:
        """Return whether names are written so throughout a document: the same ones, with speech after each.

        Headings of an agenda and names in a list are on their own lines too, but occur once, or one under another.
        """
        spoken = Counter(hit.label for _, hit in hits if hit.spoken)
        again = sum(count for count in spoken.values() if count > 1)
        share = 0.0 if frame.before and frame.alone else OF_PARAGRAPHS.get(frame.around or frame.sign, USUAL_SHARE)
        return (
            spoken.total() >= SPOKEN * len(hits)
            and again >= AGAIN * len(hits)
            and sum(count > 1 for count in spoken.values()) > 1
            and again >= share * self.setting.paragraphs
        )

    def _is_of_a_style(self, frame: Frame, hits: Sequence[tuple[int, LabelHit]]) -> bool:
        """Return whether the paragraphs of a style are names: nearly all of them, with other paragraphs below each."""
        places = self.setting.by_style[frame.style]
        labels = Counter(hit.label for _, hit in hits)
        alone = sum(count for label, count in labels.items() if label_words.stands_alone(label))
        named = sum(count for label, count in labels.items() if label_words.is_named(label))
        again = sum(count for label, count in labels.items() if count > 1 or self.setting.is_known(label))
        below = [index + 1 for index in places if index + 1 < len(self.lines)]
        followed = sum(self.lines[index].own_style != frame.style for index in below)
        return (
            len(places) >= STYLED
            and alone >= STYLED_ALONE * len(places)
            and named >= STYLED_NAMED * len(places)
            and again >= STYLED_AGAIN * len(places)
            and followed >= STYLED_ALONE * len(places)
            and not self._stand_below(places)
        )

    def _of_a_style(self, frame: Frame, hits: list[tuple[int, LabelHit]]) -> LabelReading | None:
        labels = {hit.label for _, hit in hits if label_words.stands_alone(hit.label)}
        if frame.style != CAPITALS:
            return self._reading_with_labels(frame, hits, labels, set())
        sure = {label for label in labels if self._comes_again(label, hits)}  # headings are in capitals too
        others = {hit.label for _, hit in hits if hit.spoken and hit.label not in sure}
        named = {label for label in others if label_words.is_like_a_name(label)}
        return self._reading_with_labels(frame, hits, sure, set(filter(label_words.stands_for_somebody, named)))

    def _comes_again(self, label: str, hits: Sequence[tuple[int, LabelHit]]) -> bool:
        again = sum(hit.label == label for _, hit in hits) > 1
        return again or label_words.starts_with_title(label) or self.setting.is_known(label)

    def _stand_below(self, labels: Sequence[int]) -> bool:
        """Return whether names stand below what they say: speech comes before the first, and none after the last."""
        texts = [index for index, line in enumerate(self.lines) if line.text.strip() and not line.aside]
        if not labels or not texts:
            return False
        is_last = labels[-1] == texts[-1] and labels[0] > texts[0]
        return is_last and reads_as_speech(self.lines[labels[0] - 1].text)


def _marks(frame: Frame) -> int:
    return frame.before + frame.after + bool(frame.around) + bool(frame.sign) + bool(frame.style)


def _needed(frame: Frame) -> int:
    if frame.is_weak or (frame.before and frame.alone):
        return STYLED if frame.style else WEAK_LABELS
    return 1 if frame.capitals or (frame.sign == ":" and not frame.after) else 2


def _may_be(opening: Opening) -> bool:
    frame, label = opening.frame, opening.label
    if frame.sign == ".":
        return _may_be_titled(label)
    if frame.alone:
        return label_words.is_named(label) or label_words.stands_for_somebody(label) or bool(frame.style)
    if label_words.is_named(label) or label_words.calls_somebody(label):
        return True
    if frame.sign == ":" and label_words.may_begin_words(label):
        return True
    return not frame.marks and (label_words.may_be_label(label) or label_words.is_note(label))


def _may_be_titled(label: str) -> bool:
    """Return whether a name before a full stop may be a label: no list of people."""
    return label.count(",") <= 1 and (label_words.is_named(label) or label_words.may_be_label(label))


def _following(rest: str, lines: Sequence[Line], index: int) -> str:
    """Return the words after a label, from the lines below if its own line has few."""
    words = rest.split()
    for line in lines[index + 1 : index + 3]:
        if len(words) >= FOLLOWING_WORDS or (words and line.breaks):
            break
        words += line.text.split()
    return " ".join(words[: 2 * FOLLOWING_WORDS])
