"""Labels inside the words of captions: "[Name] ...", "[Name]: ..." and "Name: ...".

Video meetings write the name before every caption, so that every prefix is a label, whatever people call themselves
("jsmith", "iPhone"). Other tools write it where somebody else begins; there a prefix must look like a label. If it may
be one and nobody can tell, the turn before ends, nobody speaks, and a problem names the place.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.ingest.parsed import Problem, first_of, in_capitals, is_mark
from archive.ingest.text import label_words
from archive.ingest.text.cue import Cue
from archive.ingest.text.frames import PRONOUNS
from archive.ingest.text.joining import ends_sentence
from archive.ingest.text.label_verdicts import ENOUGH, HAS_LABELS, PLACE, THROUGHOUT
from archive.ingest.text.speaker_questions import doubtful_label
from archive.language.people import names_nobody

LABELLED = 0.3  # share of cues that begin with a label; from this share on, any plausible label counts
BRACKETED = re.compile(
    rf"(?:[-–—]\s?)?\[(?P<label>(?:[^\[\]]|{PRONOUNS}){{1,90}})\](?P<colon>:?)\s*(?P<text>.*)", re.DOTALL
)
COLON = re.compile(r"(?:[-–—]\s?)?(\()?(?P<label>[^:：\n]{1,220}?)(?(1)\))(?::\s+|：\s*)(?P<text>\S.*)", re.DOTALL)
# Before most captions, these are labels too.
OTHER_LABELS = (
    re.compile(r"\((?P<label>[^()]{1,90})\)\s?(?P<text>\S.*)", re.DOTALL),
    *(
        re.compile(rf"(?P<label>[^\s{marks}][^{marks}\n]{{0,89}}?){sign}\s(?P<text>\S.*)", re.DOTALL)
        for marks, sign in (("–—", r"\s[-–—]"), ("|", r"\s\|"), (">", r"\s?>{1,2}"))
    ),
)
SAMPLE_CUES = 2000
MOST_PROBLEMS = 20
NAMELESS = "Nobody is named before these captions, while the others name their speakers. The words have no speaker yet."


def with_labels(cues: list[Cue], problems: list[Problem]) -> list[Cue]:
    """Separate labels inside the text from the words, and add a problem for each label that is in doubt."""
    for pattern in (BRACKETED, COLON, *OTHER_LABELS):
        prefixes = _Prefixes(pattern, cues)
        if prefixes.are_throughout and (pattern not in OTHER_LABELS or len(prefixes.counts) > 1):
            return _throughout(prefixes, problems)
    capitals = in_capitals(" ".join(cue.lines[0] for cue in cues[:SAMPLE_CUES]))
    styles = [_Prefixes(BRACKETED, cues).weighed(), _Prefixes(COLON, cues).weighed(in_capitals=capitals)]
    doubts: dict[str, list[int | None]] = {}
    labelled: list[Cue] = []
    for cue in cues:
        ended = not labelled or ends_sentence(labelled[-1].lines[0]) or cue.changes
        labelled.append(_labelled(cue, styles, doubts, ended=ended))
    problems += first_of([doubtful_label(label, *places) for label, places in doubts.items()], MOST_PROBLEMS)
    return labelled


class _Prefixes:
    """What the captions of a file have before a colon, or in brackets."""

    def __init__(self, pattern: re.Pattern[str], cues: Sequence[Cue]) -> None:
        self.pattern, self.cues = pattern, cues
        self.matches = [None if cue.speaker else self._match(cue) for cue in cues]
        self.counts = Counter(match["label"] for match in self.matches if match)

    def _match(self, cue: Cue) -> re.Match[str] | None:
        match = self.pattern.fullmatch(cue.lines[0])
        return match if match and match["text"] and not is_mark(f"[{match['label']}]") else None

    @property
    def are_throughout(self) -> bool:
        """Whether most captions have a prefix, and the same ones again and again."""
        count = self.counts.total()
        names = sum(number for label, number in self.counts.items() if label_words.calls_somebody(label))
        again = sum(number for number in self.counts.values() if number > 1)
        return count >= max(HAS_LABELS, THROUGHOUT * len(self.cues)) and min(names, again) >= THROUGHOUT * count

    def weighed(self, *, in_capitals: bool = False) -> "_Weighed":
        """Return which prefixes are certainly labels, and which may be."""
        certain = self._certain_in_capitals() if in_capitals else self._certain()
        places = sum(self.counts[label] for label in certain)
        doubtful: set[str] = set()
        if places >= HAS_LABELS and not in_capitals:
            others = self.counts.keys() - certain
            doubtful = {label for label in others if self._may_be(label)}
            certain |= {label for label in doubtful if self.counts[label] > 1 or self.pattern is BRACKETED}
            if places >= ENOUGH:
                certain |= {label for label in doubtful if _is_surely_a_name(label)}
        return _Weighed(self.pattern, frozenset(certain), frozenset(doubtful - certain), _with_colons(self))

    def _may_be(self, label: str) -> bool:
        """Return whether a prefix may be somebody: "Budget Office", if it comes again and again."""
        again = self.counts[label] >= HAS_LABELS and len(label.split()) > 1 and not label_words.interrupts(label)
        return label_words.stands_for_somebody(label) or (
            (again or self.pattern is BRACKETED) and label_words.calls_somebody(label)
        )

    def _certain(self) -> set[str]:
        plausible = {label for label in self.counts if label_words.plausible(label)}
        if sum(self.counts[label] for label in plausible) >= LABELLED * len(self.cues):
            return plausible
        return {label for label in plausible if self.counts[label] > 1} | self._signed(plausible)

    def _signed(self, plausible: set[str]) -> set[str]:
        """Return the labels that follow a change of speaker, or are in brackets before a colon."""
        return {
            match["label"]
            for cue, match in zip(self.cues, self.matches, strict=True)
            if match and match["label"] in plausible and (cue.changes or match.groupdict().get("colon"))
        }

    def _certain_in_capitals(self) -> set[str]:
        """Return the labels in captions in capitals, where capitals are no evidence of a name.

        A label must follow a change of speaker, and must come again or begin with a title.
        """
        signed = Counter(
            match["label"]
            for cue, match in zip(self.cues, self.matches, strict=True)
            if match and cue.changes and label_words.plausible(match["label"])
        )
        return {
            label
            for label, count in signed.items()
            if (count > 1 or label_words.starts_with_title(label)) and label_words.is_short(label)
        }


@dataclass(frozen=True)
class _Weighed:
    pattern: re.Pattern[str]
    certain: frozenset[str]
    doubtful: frozenset[str]
    longer: frozenset[str]


def _is_surely_a_name(label: str) -> bool:
    return label_words.plausible(label) and (
        label_words.is_like_a_name(label) or label_words.starts_with_title(label) or names_nobody(label)
    )


def _labelled(cue: Cue, styles: Sequence[_Weighed], doubts: dict[str, list[int | None]], *, ended: bool) -> Cue:
    if cue.speaker:  # the format names the speaker; a colon in the words does not
        return cue
    for style in styles:
        match = style.pattern.fullmatch(cue.lines[0])
        if match and match["label"] in style.certain:
            return _with_label_apart(cue, match, style.longer)
        if match and ended and match["label"] in style.doubtful:
            doubts.setdefault(label_words.tidy(match["label"]), []).append(cue.line)
            return replace(cue, speaker="", changes=True)
    return cue


def _throughout(prefixes: _Prefixes, problems: list[Problem]) -> list[Cue]:
    """Return the captions of a file in which every prefix is a label.

    A caption without one goes on, if names are written only where somebody else begins. Else nobody knows whose it is.
    """
    labels = [match["label"] if match else None for match in prefixes.matches]
    repeats = sum(one is not None and one == other for one, other in pairwise(labels))
    goes_on = repeats <= labels.count(None)
    longer = _with_colons(prefixes)
    doubts: list[Problem] = []
    labelled: list[Cue] = []
    for cue, match in zip(prefixes.cues, prefixes.matches, strict=True):
        if cue.speaker:
            labelled.append(cue)
        elif match and (prefixes.counts[match["label"]] > 1 or label_words.calls_somebody(match["label"])):
            labelled.append(_with_label_apart(cue, match, longer))
        elif match is None and goes_on:
            labelled.append(cue)
        else:
            if not labelled or labelled[-1].speaker != "":
                doubts.append(Problem(NAMELESS, cue.line))
            labelled.append(replace(cue, speaker=""))
    problems += first_of(doubts, MOST_PROBLEMS)
    return labelled


def _with_label_apart(cue: Cue, match: re.Match[str], longer: frozenset[str]) -> Cue:
    """Return a caption with its label apart; some labels have a colon inside: "Ward 3: Robin Sample: ..."."""
    label, text = match["label"], match["text"]
    if label in longer:
        second = COLON.fullmatch(text)
        more, text = (second["label"], second["text"]) if second else ("", text)
        label = f"{label}: {more}"
    return replace(cue, lines=(text,), speaker=label_words.tidy(label))


def _with_colons(prefixes: _Prefixes) -> frozenset[str]:
    """Return the labels after which the same words and a colon always follow: they belong to the label.

    Once is enough for a place before a name: "Ward 3: Robin Sample: ...".
    """
    follows: dict[str, set[str]] = {}
    for match in filter(None, prefixes.matches):
        second = COLON.fullmatch(match["text"])
        follows.setdefault(match["label"], set()).add(second["label"] if second else "")
    return frozenset(
        label
        for label, seconds in follows.items()
        if len(seconds) == 1
        and all(map(label_words.stands_for_somebody, seconds))
        and (prefixes.counts[label] > 1 or (PLACE.search(label) and all(map(label_words.is_like_a_name, seconds))))
    )
