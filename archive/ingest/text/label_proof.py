"""Which of the labels that one style finds in a document are speakers, which may be, and which are not.

A label is certain if speech follows it and it occurs again, has a title, is known, or is among the initials that the
head of the document explains. In a document whose turns have labels, anything else that stands where labels stand ends
the turn before: it is in doubt.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from archive.ingest.text import label_words
from archive.ingest.text.label_styles import is_named
from archive.ingest.text.line import Line
from archive.ingest.text.speaker_labels import read_label
from archive.people import fold

ENOUGH = 10  # from this many labels on, a document is certainly a transcript, and a name may occur once
HAS_LABELS = 3  # from this many certain labels on, a doubtful one ends the turn before
ENOUGH_FOR_TITLES = 5  # certain labels from which a title may answer in a word ("Clerk: Councillors One and Two.")
TITLES_TO_FIELDS = 1.5  # how many certain labels there must be for each title without speech after it
SPOKEN_SHARE = 0.5  # share of a label's places with speech after them
BREAKS_SHARE = 0.5  # share of a name's places (without a title) where a paragraph begins or the previous line ended
PARAGRAPHS_SHARE = 0.7  # the same for a label in small letters, which a wrapped line may begin with
CAPITALS_TIMES = 2  # how often a label occurs in a text in capitals
IDEOGRAPHIC_TIMES = 3
IDEOGRAPHIC_NAME = 4  # letters of the longest usual name
THROUGHOUT = 0.6  # share of paragraphs with labels that recur, from which on every prefix is a label
FRAMED = 0.5  # share of labels that are written alike, from which on any words written so are a label
WORD_OF_A_FRAME = re.compile(r"[^\W\d_]{2,}")
SHORT_NOTE = 3  # words of a prefix such as "Reply", which ends a turn and names nobody
ENDED = re.compile(r"\w{2}\.\s")
COLON, WORDS_APART = re.compile("[:：]"), re.compile(r"(?<=[\s。！？])")
SEARCHED = 20_000  # characters of a line
INITIALS_SHOWN = 3
PHRASE_SHARE = 0.3  # places inside lines for each at the beginning of one
PLACE = re.compile(r"\w\s\d{1,3}$")  # "Ward 3: Robin Sample: ..."
LONGER = re.compile(r":\s+")
ASKED = re.compile(r"\?[\"”’')\]]*$")
IN_BRACKETS = re.compile(r"\b[^\W\d_][\w.'’-]{1,40} [^()|\n]{0,40}?\(([A-Z]{2,4})\)")  # "Robin Sample (RS)"
IN_CELLS = re.compile(r"\|\s*[^\W\d_][\w.'’-]{1,40} [^|\n]{1,60}\|\s*([A-Z]{2,4})\s*\|")


@dataclass(frozen=True)
class LabelHit:
    """A place where there may be a label. ``frame`` is how it is written: the marks, spaces and times around it.

    ``after`` are the words of the line behind it.
    """

    label: str
    line: Line
    at_break: bool
    spoken: bool
    frame: str = ""
    after: str = ""


@dataclass(frozen=True)
class Setting:
    """What is known of the document in which labels must prove themselves."""

    paragraphs: int
    in_capitals: bool
    known: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    by_separator: bool = True  # such as a colon, so that any words before it may be a label
    alone: bool = False  # labels are on their own lines
    phrases: frozenset[str] = frozenset()  # words before a colon that stand inside lines too


def explained_initials(lines: Sequence[Line]) -> frozenset[str]:
    """Return the initials that a list of people at the head of a document explains, none if it has no such list."""
    initials: set[str] = set()
    for line in lines:
        initials.update(IN_BRACKETS.findall(line.text), IN_CELLS.findall(line.text))
    return frozenset(initials) if len(initials) >= INITIALS_SHOWN else frozenset()


def phrases(labels: Mapping[str, Sequence[LabelHit]], lines: Sequence[Line]) -> frozenset[str]:
    """Return the words before a colon that stand inside lines too, in a script without capitals: "my question:".

    There, nothing else tells a phrase that somebody says again and again from a name.
    """
    unclear = {label for label in labels if label.upper() == label.lower() and any(map(str.isalpha, label))}
    if not unclear:
        return frozenset()
    inside = Counter(words for line in lines for words in _before_colons(line.text[:SEARCHED]) if words in unclear)
    return frozenset(
        label for label in unclear if ENDED.search(label) or inside[label] >= max(1, PHRASE_SHARE * len(labels[label]))
    )


def _before_colons(text: str) -> Iterator[str]:
    """Yield the last word before each colon inside a line, the last two, and so on."""
    for colon in COLON.finditer(text):
        parts = WORDS_APART.split(text[max(0, colon.start() - label_words.LONGEST) : colon.start()])
        for number in range(1, min(len(parts), label_words.MOST_WORDS + 1)):
            yield "".join(parts[-number:]).strip()


def by_label(hits: Sequence[tuple[int, LabelHit]]) -> dict[str, list[LabelHit]]:
    """Return the places of each label."""
    places: dict[str, list[LabelHit]] = defaultdict(list)
    for _, hit in hits:
        places[hit.label].append(hit)
    return places


def is_spoken(hits: Sequence[LabelHit]) -> bool:
    """Return whether speech follows at least half of these places."""
    return sum(hit.spoken for hit in hits) >= SPOKEN_SHARE * len(hits)


def framed(hits: Sequence[tuple[int, LabelHit]]) -> tuple[set[str], set[str]]:
    """Return the labels of a style that marks them, with times or brackets: names, and what is written as they are.

    People are called "jsmith" and "iPhone" there, also where each speaks once but a program writes around the name
    ("From Kim to Everyone:"). What is written so and names nobody ("<crosstalk>: ...") is in doubt.
    """
    frames = Counter(hit.frame for _, hit in hits)
    usual, count = frames.most_common(1)[0] if frames else ("", 0)
    labels = Counter(hit.label for _, hit in hits)
    again = sum(number for number in labels.values() if number > 1)
    is_usual = again >= FRAMED * len(hits) or len(WORD_OF_A_FRAME.findall(usual)) > 1
    alike = count >= max(HAS_LABELS, FRAMED * len(hits)) and is_usual
    sure = {hit.label for _, hit in hits if is_named(hit.label)}
    others = {hit.label for _, hit in hits if alike and hit.frame == usual} - sure
    timed = "T" in usual
    called = {label for label in others if _is_called(label, labels[label], timed=timed)}
    return sure | called, others - called


def _is_called(label: str, times: int, *, timed: bool) -> bool:
    """Return whether what is written as names are is one; with a time, what comes again and again is, such as "May"."""
    if not label_words.calls_somebody(label):
        return False
    again = timed and times >= HAS_LABELS and not label_words.interrupts(label)
    return label_words.may_be_called(label) or (
        again and label.casefold() not in label_words.NOT_SPEAKERS - label_words.GIVEN_NAMES
    )


def recurring(places: Mapping[str, Sequence[LabelHit]]) -> set[str]:
    """Return what stands where names do again and again, with speech after it, whatever people call themselves."""
    return {label for label, own in places.items() if len(own) >= HAS_LABELS and _calls(label) and is_spoken(own)}


def with_colons(hits: Sequence[tuple[int, LabelHit]]) -> frozenset[str]:
    """Return the labels after which the same name and a colon always follow, so that it belongs to the label."""
    return frozenset(label for label, own in by_label(hits).items() if _goes_on(own))


def _goes_on(hits: Sequence[LabelHit]) -> bool:
    parts = {LONGER.split(hit.after)[0] for hit in hits if LONGER.search(hit.after)}
    if len(hits) == 1 and not PLACE.search(hits[0].label):
        return False
    return len(parts) == 1 and all(LONGER.search(hit.after) for hit in hits) and all(map(_calls, parts))


def proven(hits: Sequence[tuple[int, LabelHit]], setting: Setting) -> tuple[set[str], set[str]]:
    """Return the labels before a separator that are speakers, and those that may be."""
    if setting.in_capitals and sum(_follow_a_sign([hit]) for _, hit in hits) >= HAS_LABELS:
        hits = [(index, hit) for index, hit in hits if _follow_a_sign([hit])]
    places = {label: own for label, own in by_label(hits).items() if label not in setting.phrases}
    sure = {label for label, own in places.items() if _is_sure(label, own, setting)}
    if setting.by_separator and not setting.in_capitals:
        sure |= _of_the_style(places, sure, setting)
    if setting.alone:
        sure |= recurring(places)
    likely = {
        label
        for label, own in places.items()
        if label not in sure and _is_likely(label, own, places, in_capitals=setting.in_capitals)
    }
    many = _count(sure, places)
    if setting.in_capitals and many >= ENOUGH:
        likely |= {label for label in places.keys() - sure if _is_a_name_in_capitals(label, places[label])}
    titled = {label for label in likely if label_words.starts_with_title(label) and is_named(label)}
    if not setting.in_capitals and many >= max(ENOUGH_FOR_TITLES, TITLES_TO_FIELDS * _count(titled, places)):
        sure |= titled
    if not setting.in_capitals and _count(sure, places) >= ENOUGH:
        sure |= {
            label
            for label in likely
            if is_named(label) and label_words.is_like_a_name(label) and is_spoken(places[label])
        }
    if not setting.in_capitals:
        likely |= {label for label in places.keys() - sure if _ends_a_turn(label, places[label], many)}
    of_nobody = {label for label in likely if label_words.is_note(label) or label_words.is_a_sound(label)}
    ending = {label for label in likely if is_spoken(places[label]) or _follow_a_sign(places[label])}
    return sure, (ending | of_nobody) - sure


def _of_the_style(places: dict[str, list[LabelHit]], sure: set[str], setting: Setting) -> set[str]:
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
    return again if _count(sure, places) >= ENOUGH else set()


def _at_paragraphs(hits: Sequence[LabelHit]) -> bool:
    return sum(hit.line.breaks for hit in hits) >= PARAGRAPHS_SHARE * len(hits)


def _calls(label: str) -> bool:
    if label_words.IDEOGRAPHS.search(label):
        name = label_words.SUFFIX.sub("", label).strip()
        if len(name) > IDEOGRAPHIC_NAME or label_words.is_a_phrase(name) or not is_named(label):
            return False
    return label_words.stands_for_somebody(label) and not _is_matter(label) and not label_words.is_note(label)


def _ends_a_turn(label: str, hits: Sequence[LabelHit], certain: int) -> bool:
    """Return whether words before a colon end the turn before, although it is in doubt who follows."""
    if not any(hit.at_break for hit in hits):
        return False
    if label_words.IDEOGRAPHS.search(label):
        return certain >= ENOUGH and _at_paragraphs(hits) and _calls(label)
    on_its_line = all(hit.frame.endswith(":") and not hit.after.strip() for hit in hits)  # "Voice from the floor:"
    if on_its_line and len(hits) > 1 and not label[0].islower() and label_words.calls_somebody(label):
        return certain >= HAS_LABELS
    if _calls(label):
        return certain >= (HAS_LABELS if is_named(label) else ENOUGH)
    if label_words.interrupts(label) and len(label.split()) <= SHORT_NOTE:
        return certain >= ENOUGH
    return certain >= ENOUGH and label_words.is_note(label) and _at_paragraphs(hits)


def _count(labels: set[str], places: dict[str, list[LabelHit]]) -> int:
    return sum(len(places[label]) for label in labels)


def _is_at_breaks(hits: Sequence[LabelHit]) -> bool:
    return sum(hit.at_break for hit in hits) >= BREAKS_SHARE * len(hits)


def _is_sure(label: str, hits: Sequence[LabelHit], setting: Setting) -> bool:
    if label in setting.initials:
        return is_spoken(hits)
    if not is_spoken(hits) or not is_named(label) or label_words.interrupts(label) or label_words.is_note(label):
        return False
    if setting.in_capitals:
        signed = _follow_a_sign(hits) and label_words.starts_with_title(label)
        return (signed or sum(hit.at_break for hit in hits) >= CAPITALS_TIMES) and label_words.is_short(label)
    if label_words.starts_with_title(label) or is_known(label, setting.known):
        return True
    if label_words.IDEOGRAPHS.search(label):
        return len(hits) >= IDEOGRAPHIC_TIMES and not label_words.is_a_phrase(label)
    # "So: we go on", said again and again.
    is_topic = _is_matter(label) or label_words.introduces(label)
    return len(hits) > 1 and not is_topic and _is_at_breaks(hits)


def _follow_a_sign(hits: Sequence[LabelHit]) -> bool:
    """Return whether captions say with ">>" that somebody else speaks."""
    return any(hit.frame.startswith(">>") for hit in hits)


def is_known(label: str, known: frozenset[str]) -> bool:
    """Return whether the board knows a person of this name."""
    return bool(known) and (fold(label) in known or " ".join(read_label(label).name) in known)


def _is_matter(label: str) -> bool:
    name, comma, _ = label.partition(", ")  # "Robin Sample, Road Engineer" names a person
    if comma and label_words.is_like_a_name(name):
        return False
    words = {word.strip(".,").casefold() for word in label.split()}
    return bool(words & label_words.MATTERS) and not label_words.starts_with_title(label)


def _is_likely(label: str, hits: Sequence[LabelHit], places: dict[str, list[LabelHit]], *, in_capitals: bool) -> bool:
    """Return whether a label may be a speaker; in capitals, only with a title."""
    if not any(hit.at_break for hit in hits) or label_words.IDEOGRAPHS.search(label):
        return False
    if in_capitals:
        return label_words.starts_with_title(label) and label_words.is_short(label)
    if label_words.interrupts(label):
        return False
    if not is_named(label):
        return len(hits) > 1 and label_words.may_be_label(label)
    return label_words.starts_with_title(label) or label_words.is_like_a_name(label) or len(places[label]) > 1


def _is_a_name_in_capitals(label: str, hits: Sequence[LabelHit]) -> bool:
    """Return whether a label that occurs once, in capitals among many certain labels, may be a person."""
    return is_named(label) and label_words.is_like_a_name(label) and any(hit.at_break for hit in hits)


def only_asking(hits: Sequence[tuple[int, LabelHit]], lines: Sequence[Line]) -> frozenset[str]:
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
