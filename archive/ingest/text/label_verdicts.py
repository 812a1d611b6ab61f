"""Which labels of one frame are speakers, which may be, and which are not.

A label is certain if speech follows it and it recurs, has a title, is known, or is among the initials that the head of
the document explains, or if nothing but a label is written as it is. In a document whose turns have labels, anything
else that stands where labels stand ends the turn before: it is in doubt.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.ingest.text import label_words
from archive.ingest.text.frames import EMPHASIS, Frame, Opening
from archive.ingest.text.line import Line
from archive.ingest.text.speaker_labels import read_label
from archive.language.people import fold

HAS_LABELS = 3  # from this many certain labels on, a doubtful one ends the turn before
ENOUGH_FOR_TITLES = 5  # certain labels from which a title may answer in a word ("Clerk: Councillors One and Two.")
ENOUGH = 10  # from this many labels on, a document is certainly a transcript, and a name may occur once
TITLES_TO_FIELDS = 1.5  # how many certain labels there must be for each title without speech after it
HALF = 0.5
PARAGRAPHS_SHARE = 0.7  # of a label in small letters, which a wrapped line may begin with
THROUGHOUT = 0.6  # share of paragraphs with labels that recur, from which on every prefix is a label
IDEOGRAPHIC_TIMES, IDEOGRAPHIC_NAME = 3, 4  # how often a label comes, and letters of the longest usual name
SHORT_NOTE = 3  # words of a prefix such as "Reply", which ends a turn and names nobody
INITIALS_SHOWN = 3
PHRASE_SHARE = 0.3  # places inside lines for each at the beginning of one
SEARCHED = 20_000  # characters of a line
ENDED = re.compile(r"\w{2}\.\s")
COLON, WORDS_APART = re.compile("[:：]"), re.compile(r"(?<=[\s。！？])")
PLACE = re.compile(r"\w\s\d{1,3}$")  # "Ward 3: Robin Sample: ..."
LONGER = re.compile(r":\s+")
IN_BRACKETS = re.compile(r"\b[^\W\d_][\w.'’-]{1,40} [^()|\n]{0,40}?\(([A-Z]{2,4})\)")  # "Robin Sample (RS)"
IN_CELLS = re.compile(r"\|\s*[^\W\d_][\w.'’-]{1,40} [^|\n]{1,60}\|\s*([A-Z]{2,4})\s*\|")
QUESTION = re.compile(r"\s*(?P<label>[QA])[.:]?\s+(?=\S)")
MARKED_QUESTION = re.compile(r"\s*(?P<label>[QA])[.:]\s+(?=\S)")  # without a mark, "A" is mostly a word
OF_A_LIST = re.compile(r"\s*(?P<letter>[B-P])[.:]\s")  # whose items have letters
QUESTIONS, MARKED_QUESTIONS, QUESTIONS_SHARE = 6, 4, 0.3


@dataclass(frozen=True)
class LabelHit:
    """A place where there may be a label. ``after`` are the words of the line behind it."""

    opening: Opening
    line: Line
    at_break: bool
    spoken: bool
    after: str = ""

    @property
    def label(self) -> str:
        """The label."""
        return self.opening.label


Places = Mapping[str, Sequence[LabelHit]]


@dataclass(frozen=True)
class Setting:
    """The document in which labels must prove themselves."""

    lines: Sequence[Line]
    in_capitals: bool
    known: frozenset[str]

    @cached_property
    def paragraphs(self) -> int:
        return sum(line.breaks and not line.aside and not line.heading for line in self.lines)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials that a list of people at the head of the document explains, none if it has no such list."""
        initials: set[str] = set()
        for line in self.lines:
            initials.update(IN_BRACKETS.findall(line.text), IN_CELLS.findall(line.text))
        return frozenset(initials) if len(initials) >= INITIALS_SHOWN else frozenset()

    @cached_property
    def by_style(self) -> dict[str, list[int]]:
        """The lines of each style of paragraphs."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(self.lines):
            if line.opens:
                places[line.own_style].append(index)
        return places

    @cached_property
    def body(self) -> str:
        """The style with the most letters."""
        letters = {style: sum(len(self.lines[n].text) for n in places) for style, places in self.by_style.items()}
        return max(letters, key=lambda style: letters[style], default="")

    @cached_property
    def questions(self) -> re.Pattern[str] | None:
        """How lines begin with "Q." and "A.", if they are many, unlike the letters of a list.

        Where only questions have a letter, as of a press conference, those who answer are named.
        """
        marked, letters = self.letters(MARKED_QUESTION), self.letters(QUESTION)
        items = [match["letter"] for line in self.lines if (match := OF_A_LIST.match(line.text))]
        if len(items) > letters["Q"]:
            return None
        if marked["Q"] and marked.total() >= MARKED_QUESTIONS and "B" not in items:
            return MARKED_QUESTION
        is_usual = letters.total() >= QUESTIONS and letters["Q"] >= QUESTIONS_SHARE * letters.total()
        return QUESTION if is_usual else None

    def letters(self, pattern: re.Pattern[str]) -> Counter[str]:
        return Counter(match["label"] for line in self.lines if line.opens and (match := pattern.match(line.text)))

    def is_known(self, label: str) -> bool:
        """Return whether the board knows a person of this name."""
        return bool(self.known) and (fold(label) in self.known or " ".join(read_label(label).name) in self.known)

    def phrases(self, labels: Places) -> frozenset[str]:
        """Return the words before a colon that stand inside lines too, in a script without capitals: "my question:".

        There, nothing else tells a phrase that somebody says again and again from a name.
        """
        unclear = {label for label in labels if label.upper() == label.lower() and any(map(str.isalpha, label))}
        if not unclear:
            return frozenset()
        inside = Counter(
            words for line in self.lines for words in _before_colons(line.text[:SEARCHED]) if words in unclear
        )
        return frozenset(
            label
            for label in unclear
            if ENDED.search(label) or inside[label] >= max(1, PHRASE_SHARE * len(labels[label]))
        )


def _before_colons(text: str) -> Iterator[str]:
    """Yield the last word before each colon inside a line, the last two, and so on."""
    for colon in COLON.finditer(text):
        parts = WORDS_APART.split(text[max(0, colon.start() - label_words.LONGEST_LABEL) : colon.start()])
        for number in range(1, min(len(parts), label_words.MOST_WORDS + 1)):
            yield "".join(parts[-number:]).strip()


def verdicts(frame: Frame, hits: Sequence[tuple[int, LabelHit]], setting: Setting) -> tuple[set[str], set[str]]:
    """Return the labels of a frame that are speakers, and those that may be."""
    if frame.capitals:
        return _in_capitals(hits)
    sure, doubtful = _marked(frame, hits) if frame.marks else _proven(frame, hits, setting)
    fields = set(filter(label_words.is_of_a_log, sure))
    silent = {label for label in fields if not is_spoken(by_label(hits)[label])}
    silent |= set(filter(label_words.is_program, sure))
    silent |= {label for label in sure if frame.sign == "." and not label_words.starts_with_title(label)}
    return sure - silent, doubtful | silent


def by_label(hits: Sequence[tuple[int, LabelHit]]) -> dict[str, list[LabelHit]]:
    """Return the places of each label."""
    places: dict[str, list[LabelHit]] = defaultdict(list)
    for _, hit in hits:
        places[hit.label].append(hit)
    return places


def is_spoken(hits: Sequence[LabelHit]) -> bool:
    """Return whether speech follows at least half of these places."""
    return sum(hit.spoken for hit in hits) >= HALF * len(hits)


def _in_capitals(hits: Sequence[tuple[int, LabelHit]]) -> tuple[set[str], set[str]]:
    """Return the names in capitals before a full stop: with a title, or again and again, in a text in small letters."""
    words = "".join(hit.after for _, hit in hits)
    if sum(map(str.islower, words)) < HALF * sum(map(str.isalpha, words)):
        return set(), set()
    labels = Counter(hit.label for _, hit in hits)
    named = {label for label in labels if label_words.is_like_a_name(label) and not label_words.introduces(label)}
    titled = {label for label in labels if label_words.starts_with_title(label) or label.startswith("The ")}
    again = {label for label in named if labels[label] > 1}
    return titled | again, named - titled - again if again else set()


def _marked(frame: Frame, hits: Sequence[tuple[int, LabelHit]]) -> tuple[set[str], set[str]]:
    """Return the labels of a frame that only labels have: names, and whatever else people are called.

    People are called "jsmith" and "iPhone" there, if the same ones come again and again or a program writes around the
    name ("From Kim to Everyone:"). What is written so and names nobody ("<crosstalk>: ...") is in doubt.
    """
    labels = Counter(hit.label for _, hit in hits)
    again = sum(number for number in labels.values() if number > 1)
    is_usual = again >= HALF * len(hits) or frame.around == "from"
    sure = {label for label in labels if label_words.is_named(label)}
    others = set(labels) - sure if is_usual and len(hits) >= HAS_LABELS else set()
    called = {label for label in others if _is_called(label, labels[label], timed=frame.timed)}
    if frame.around == EMPHASIS and not is_spoken([hit for _, hit in hits if hit.label in sure | called]):
        spoken = {label for label, own in by_label(hits).items() if label in sure | called and is_spoken(own)}
        return spoken, set(labels) - spoken  # emphasis also marks the fields of forms
    return sure | called, others - called


def _is_called(label: str, times: int, *, timed: bool) -> bool:
    """Return whether what is written as names are is one; with a time, what comes again and again is, such as "May"."""
    if not label_words.calls_somebody(label):
        return False
    again = timed and times >= HAS_LABELS and not label_words.interrupts(label)
    return label_words.may_be_called(label) or (
        again and label.casefold() not in label_words.NOT_SPEAKERS - label_words.GIVEN_NAMES
    )


def with_colons(hits: Sequence[tuple[int, LabelHit]]) -> frozenset[str]:
    """Return the labels after which the same name and a colon always follow, so that it belongs to the label."""
    return frozenset(label for label, own in by_label(hits).items() if _goes_on(own))


def _goes_on(hits: Sequence[LabelHit]) -> bool:
    parts = {LONGER.split(hit.after)[0] for hit in hits if LONGER.search(hit.after)}
    if len(hits) == 1 and not PLACE.search(hits[0].label):
        return False
    return len(parts) == 1 and all(LONGER.search(hit.after) for hit in hits) and all(map(_calls, parts))


def _proven(frame: Frame, hits: Sequence[tuple[int, LabelHit]], setting: Setting) -> tuple[set[str], set[str]]:
    places = _places(frame, hits, setting)
    sure = _certain(frame, places, setting)
    others = places.keys() - sure
    likely = {label for label in others if _is_likely(label, places[label], setting)}
    many = _count(sure, places)
    if not setting.in_capitals:
        sure |= _established(likely, sure, places)
        likely |= {label for label in others if _ends_a_turn(label, places[label], many)}
    elif many >= ENOUGH:
        likely |= {label for label in others if _is_a_name_in_capitals(label, places[label])}
    return sure, {label for label in likely - sure if _ends_what_is_said(label, places[label])}


def _places(frame: Frame, hits: Sequence[tuple[int, LabelHit]], setting: Setting) -> Places:
    """Return where each label stands; without phrases, and without those that have no sign if many have one."""
    if setting.in_capitals and sum(hit.opening.signed for _, hit in hits) >= HAS_LABELS:
        hits = [(index, hit) for index, hit in hits if hit.opening.signed]
    places = by_label(hits)
    phrases = setting.phrases(places) if frame.sign == ":" else ()
    return {label: own for label, own in places.items() if label not in phrases}


def _certain(frame: Frame, places: Places, setting: Setting) -> set[str]:
    """Return the labels that each show by itself, or by standing where the others do, that they name who speaks."""
    sure = {label for label, own in places.items() if _is_sure(label, own, setting)}
    if frame.alone:
        again = {label for label, own in places.items() if len(own) >= HAS_LABELS and _calls(label)}
        return sure | {label for label in again if is_spoken(places[label])}
    return sure if frame.sign == "." or setting.in_capitals else sure | _of_the_frame(places, sure, setting)


def _ends_what_is_said(label: str, hits: Sequence[LabelHit]) -> bool:
    is_nobody = label_words.is_note(label) or label_words.is_a_sound(label)
    return is_nobody or is_spoken(hits) or hits[0].opening.signed


def _established(likely: set[str], sure: set[str], places: Places) -> set[str]:
    """Return the likely labels that are certain because the document has many certain ones."""
    many = _count(sure, places)
    titled = {label for label in likely if label_words.starts_with_title(label) and label_words.is_named(label)}
    more = titled if many >= max(ENOUGH_FOR_TITLES, TITLES_TO_FIELDS * _count(titled, places)) else set()
    if _count(sure | more, places) >= ENOUGH:
        named = {label for label in likely if label_words.is_named(label) and label_words.is_like_a_name(label)}
        more = more | {label for label in named if is_spoken(places[label])}
    return more


def _of_the_frame(places: Places, sure: set[str], setting: Setting) -> set[str]:
    """Return the labels that are certain because they stand where the others do, whatever people call themselves."""
    calling = {
        label
        for label, own in places.items()
        if _calls(label) and is_spoken(own) and (not label[0].islower() or _at_paragraphs(own))
    }
    again = {label for label in calling if len(places[label]) > 1 and _is_at_breaks(places[label])}
    at_breaks = sum(hit.at_break for label in calling for hit in places[label])
    recurring = _count(again, places)
    if at_breaks >= THROUGHOUT * setting.paragraphs and recurring >= max(ENOUGH, THROUGHOUT * at_breaks):
        return {label for label in calling if label in again or len(label.split()) > 1 or not label.istitle()}
    return again if _count(sure, places) >= ENOUGH or (recurring >= ENOUGH and len(again) > 1) else set()


def _at_paragraphs(hits: Sequence[LabelHit]) -> bool:
    return sum(hit.line.breaks for hit in hits) >= PARAGRAPHS_SHARE * len(hits)


def _calls(label: str) -> bool:
    if label_words.IDEOGRAPHS.search(label):
        name = label_words.SUFFIX.sub("", label).strip()
        if len(name) > IDEOGRAPHIC_NAME or label_words.is_a_phrase(name) or not label_words.is_named(label):
            return False
    return label_words.stands_for_somebody(label) and not _is_matter(label) and not label_words.is_note(label)


def _ends_a_turn(label: str, hits: Sequence[LabelHit], certain: int) -> bool:
    """Return whether words before a sign end the turn before, although it is in doubt who follows."""
    if not any(hit.at_break for hit in hits):
        return False
    if label_words.IDEOGRAPHS.search(label):
        return certain >= ENOUGH and _at_paragraphs(hits) and _calls(label)
    on_its_line = all(not hit.after.strip() and hit.opening.frame.sign == ":" for hit in hits)
    if on_its_line and len(hits) > 1 and not label[0].islower() and label_words.calls_somebody(label):
        return certain >= HAS_LABELS  # "Voice from the floor:"
    if _calls(label):
        return certain >= (HAS_LABELS if label_words.is_named(label) else ENOUGH)
    if label_words.interrupts(label) and len(label.split()) <= SHORT_NOTE:
        return certain >= ENOUGH
    ends = label_words.is_note(label) or label_words.may_begin_words(label)
    return certain >= ENOUGH and ends and _at_paragraphs(hits)


def _count(labels: set[str], places: Places) -> int:
    return sum(len(places[label]) for label in labels)


def _is_at_breaks(hits: Sequence[LabelHit]) -> bool:
    return sum(hit.at_break for hit in hits) >= HALF * len(hits)


def _is_sure(label: str, hits: Sequence[LabelHit], setting: Setting) -> bool:
    if label in setting.initials:
        return is_spoken(hits)
    interrupts = label_words.interrupts(label) or label_words.is_note(label)
    if not is_spoken(hits) or not label_words.is_named(label) or interrupts:
        return False
    if setting.in_capitals:
        signed = hits[0].opening.signed and label_words.starts_with_title(label)
        return (signed or sum(hit.at_break for hit in hits) > 1) and label_words.is_short(label)
    if label_words.starts_with_title(label) or setting.is_known(label):
        return True
    if label_words.IDEOGRAPHS.search(label):
        return len(hits) >= IDEOGRAPHIC_TIMES and not label_words.is_a_phrase(label)
    # "So: we go on", said again and again.
    is_topic = _is_matter(label) or label_words.introduces(label)
    return len(hits) > 1 and not is_topic and _is_at_breaks(hits)


def _is_matter(label: str) -> bool:
    name, comma, _ = label.partition(", ")  # "Robin Sample, Road Engineer" names a person
    if comma and label_words.is_like_a_name(name):
        return False
    words = {word.strip(".,").casefold() for word in label.split()}
    return bool(words & label_words.MATTERS) and not label_words.starts_with_title(label)


def _is_likely(label: str, hits: Sequence[LabelHit], setting: Setting) -> bool:
    """Return whether a label may be a speaker; in capitals, only with a title."""
    if not any(hit.at_break for hit in hits) or label_words.IDEOGRAPHS.search(label):
        return False
    if setting.in_capitals:
        return label_words.starts_with_title(label) and label_words.is_short(label)
    if label_words.interrupts(label):
        return False
    if not label_words.is_named(label):
        return len(hits) > 1 and label_words.may_be_label(label)
    return label_words.starts_with_title(label) or label_words.is_like_a_name(label) or len(hits) > 1


def _is_a_name_in_capitals(label: str, hits: Sequence[LabelHit]) -> bool:
    """Return whether a label that occurs once, in capitals among many certain labels, may be a person."""
    named = label_words.is_named(label) and label_words.is_like_a_name(label)
    return named and any(hit.at_break for hit in hits)
