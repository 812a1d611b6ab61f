"""What a whole document says about its labels: its style, and which labels are certain and which doubtful.

Every style is tried on all lines. Evidence is the same labels again and again, at the beginning of a paragraph, with a
title or a name that the board knows, and speech after them. The field of a form ("Attorney: Jo Sample") looks like a
label, but no speech follows it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from archive.ingest import limits
from archive.ingest.refusals import TooLarge
from archive.ingest.text import label_words
from archive.ingest.text.label_styles import (
    QUESTIONS,
    STYLES,
    LabelStyle,
    LeadOpener,
    Opener,
    ParagraphOpener,
    is_named,
)
from archive.ingest.text.line import Line
from archive.ingest.text.speaker_labels import read_label
from archive.people import fold

ENOUGH = 10  # from this many labels on, a document is certainly a transcript, and a name may occur once
ENOUGH_FOR_TITLES = 5  # certain labels from which a title may answer in a word ("Clerk: Councillors One and Two.")
TITLES_TO_FIELDS = 1.5  # how many certain labels there must be for each title without speech after it
SPOKEN_SHARE = 0.5  # share of a label's places with speech after them
BREAKS_SHARE = 0.5  # share of a name's places (without a title) where a paragraph begins or the previous line ended
LOWER_SHARE = 0.4  # words without a capital in running speech, while the fields of a form have names
LOWER_LETTERS = 0.4  # share of small letters above which capitals mean something
FEW_WORDS = 3
FOLLOWING_WORDS = 12
CLOSE = 0.5  # share of the best score at which another style is worth a question
CLOSE_LABELS = 5
CAPITALS_SPEECH = 8  # more words after a label than the field of a form in capitals has
CAPITALS_TIMES = 2  # how often a label occurs in a text in capitals
IDEOGRAPHIC_TIMES = 3
ALONE_SPOKEN, ALONE_AGAIN = 0.8, 0.7  # shares of names on their own lines: with speech after them; that occur again
PARAGRAPH_LABELS, LEADS = 3, 6
PARAGRAPH_LABEL_SHARE, NAMED_SHARE = 0.9, 0.6  # of the paragraphs in a style: could be names; certainly look like names
REPEATED_SHARE = 0.3
SAID = re.compile(r"\b(?:i|i['’]\w+|you|we|thank|thanks|yes|no|aye|nay|here|okay|please|my)\b", re.IGNORECASE)
SIGNED = re.compile(r"\s*[:：]")  # a colon after words in bold belongs to other styles
SENTENCE_END = re.compile(r"(?:[.?!…–—。？！؟।۔]|--)[\"”’)\]]*$")


@dataclass(frozen=True)
class LabelHit:
    """A place where there may be a label."""

    label: str
    line: Line
    at_break: bool
    spoken: bool


@dataclass(frozen=True)
class Evidence:
    """How well one style fits a document: the certain labels, the doubtful ones, and how often each occurs."""

    name: str
    opener: Opener | ParagraphOpener | LeadOpener
    score: float
    places: frozenset[int]  # indices of the lines with labels
    doubtful: tuple[LabelHit, ...] = ()

    @cached_property
    def believing(self) -> Opener | ParagraphOpener | LeadOpener:
        """What finds the labels if the doubtful ones are speakers too."""
        if not isinstance(self.opener, Opener) or not self.doubtful:
            return self.opener
        return replace(self.opener, accepted=self.opener.accepted | self.opener.doubtful, doubtful=frozenset())


def weigh(lines: Sequence[Line], *, in_capitals: bool, known: frozenset[str] = frozenset()) -> list[Evidence]:
    """Return the evidence for each style that a document may use, the best first.

    ``known`` are folded names of people whom the board knows. In a text in capitals, capitals are no evidence.
    """
    found = [
        _of_style(style, lines, in_capitals=in_capitals, known=known)
        for style in STYLES
        if not (style.by_capitals and in_capitals and _stays_in_capitals(style, lines))
    ]
    found += [*_of_paragraph_styles(lines, known), _of_leads(lines, known)]
    if not _asks_and_answers(lines):
        found = [evidence for evidence in found if evidence and evidence.name != QUESTIONS.name]
    else:
        found = [_with_questions(evidence) for evidence in found if evidence]
    return sorted(filter(None, found), key=lambda evidence: -evidence.score)


def _asks_and_answers(lines: Sequence[Line]) -> bool:
    """Return whether many lines begin with "Q." and "A.", unlike the letters of a list."""
    found = Counter(match["label"] for line in lines if not line.aside and (match := QUESTIONS.opening(line.text)))
    return min(found["Q"], found["A"]) >= QUESTIONS.needed // 2


def _with_questions(evidence: Evidence) -> Evidence:
    if not isinstance(evidence.opener, Opener):
        return evidence
    return replace(evidence, opener=replace(evidence.opener, questions=True))


def rivals(best: Evidence, others: Sequence[Evidence]) -> list[Evidence]:
    """Return the other styles that fit the document nearly as well as the best one, with another result."""
    return [
        other
        for other in others
        if other.score >= max(CLOSE * best.score, CLOSE_LABELS)
        and len(other.places & best.places) < len(other.places) / 2
    ]


def _stays_in_capitals(style: LabelStyle, lines: Sequence[Line]) -> bool:
    """Return whether a text in capitals has capitals outside its labels too, which may be most of a short text."""
    rest = " ".join(style.pattern.sub(" ", line.text) for line in lines)
    return sum(map(str.islower, rest)) < LOWER_LETTERS * sum(map(str.isalpha, rest))


def _of_style(style: LabelStyle, lines: Sequence[Line], *, in_capitals: bool, known: frozenset[str]) -> Evidence | None:
    hits = list(_hits(style, lines, in_capitals=in_capitals))
    if not style.counts:
        sure = {hit.label for _, hit in hits}
        doubtful: set[str] = set()
        if style.signs == "*" and not _is_spoken([hit for _, hit in hits]):  # emphasis also marks the fields of forms
            sure = {label for label, own in _by_label(hits).items() if _is_spoken(own)}
        opener = Opener(style, doubtful=frozenset({hit.label for _, hit in hits} - sure))
    else:
        sure, doubtful = _proven(hits, in_capitals=in_capitals, known=known)
        if style.titled:
            untitled = {label for label in sure if not label_words.starts_with_title(label)}
            sure, doubtful = sure - untitled, doubtful | untitled
        opener = Opener(style, frozenset(sure), frozenset(doubtful))
    if style.share and not _is_of_the_document(style, hits, lines):
        return None
    places = [index for index, hit in hits if hit.label in sure]
    if len(places) > limits.TURNS:
        raise TooLarge("The text has more speeches than any meeting. Upload the transcript of one meeting only.")
    if len(places) < style.needed and not doubtful:
        return None
    in_doubt = tuple(hit for _, hit in hits if hit.label in doubtful and hit.at_break)
    score = len(places) if len(places) >= style.needed else 0
    return Evidence(style.name, opener, score, frozenset(places), in_doubt)


def _hits(style: LabelStyle, lines: Sequence[Line], *, in_capitals: bool) -> Iterator[tuple[int, LabelHit]]:
    for index, line in enumerate(lines):
        if line.aside or (line.heading and not style.alone) or (style.share and not line.breaks):
            continue
        matches = (
            islice(style.pattern.finditer(line.text), style.needed) if style.anywhere else [style.opening(line.text)]
        )
        for match in filter(None, matches):
            label = label_words.tidy(match["label"])
            if style.anywhere or _may_be(style, label):
                said = _following(line.text[match.end() :], lines, index)
                yield (
                    index,
                    LabelHit(
                        label, line, line.breaks or _ended(lines, index), reads_as_speech(said, in_capitals=in_capitals)
                    ),
                )


def _may_be(style: LabelStyle, label: str) -> bool:
    if style.titled and not (label_words.starts_with_title(label) or label_words.is_like_a_name(label)):
        return False
    if style.titled and label.count(",") > 1:  # a list: "Professor One, Other Two, Jr. Professor of Law"
        return False
    return is_named(label) or (style.counts and not style.share and label_words.may_be_label(label))


def _is_of_the_document(style: LabelStyle, hits: Sequence[tuple[int, LabelHit]], lines: Sequence[Line]) -> bool:
    """Return whether names are on their own lines throughout a document: the same ones, with speech under each.

    Headings of an agenda and names in a list are on their own lines too, but occur once, or one under another.
    """
    spoken = Counter(hit.label for _, hit in hits if hit.spoken)
    again = sum(count for count in spoken.values() if count > 1)
    paragraphs = sum(line.breaks and not line.aside for line in lines)
    return (
        spoken.total() >= ALONE_SPOKEN * len(hits)
        and again >= ALONE_AGAIN * len(hits)
        and sum(count > 1 for count in spoken.values()) > 1
        and again >= style.share * paragraphs
    )


def _ended(lines: Sequence[Line], index: int) -> bool:
    return index == 0 or SENTENCE_END.search(lines[index - 1].text.rstrip()) is not None


def _following(rest: str, lines: Sequence[Line], index: int) -> str:
    """Return the words after a label, from the lines below if its own line has few."""
    words = rest.split()
    for line in lines[index + 1 : index + 3]:
        if len(words) >= FOLLOWING_WORDS or (words and line.breaks):
            break
        words += line.text.split()
    return " ".join(words[: 2 * FOLLOWING_WORDS])


def reads_as_speech(text: str, *, in_capitals: bool = False) -> bool:
    """Return whether words read like speech, not like the name or the figure in the field of a form.

    In a document in capitals, only their number decides.
    """
    words = text.split()
    if label_words.IDEOGRAPHS.search(text):
        return True
    if not words or not any(map(str.isalpha, text)):
        return False
    if in_capitals and len(words) > CAPITALS_SPEECH:
        return True
    if SAID.search(text) or text.isupper():
        return not text.isupper() or SENTENCE_END.search(text) is not None
    if len(words) <= FEW_WORDS or text.upper() == text.lower():  # a script without capitals
        return len(words) > FEW_WORDS or SENTENCE_END.search(text) is not None
    return sum(word[0].islower() for word in words) >= LOWER_SHARE * len(words)


def _by_label(hits: Sequence[tuple[int, LabelHit]]) -> dict[str, list[LabelHit]]:
    by_label: dict[str, list[LabelHit]] = defaultdict(list)
    for _, hit in hits:
        by_label[hit.label].append(hit)
    return by_label


def _is_spoken(hits: Sequence[LabelHit]) -> bool:
    return sum(hit.spoken for hit in hits) >= SPOKEN_SHARE * len(hits)


def _proven(
    hits: Sequence[tuple[int, LabelHit]], *, in_capitals: bool, known: frozenset[str]
) -> tuple[set[str], set[str]]:
    """Return the labels before a colon that are speakers, and those that may be.

    A label is certain if speech follows it and it occurs again, has a title, or is known. In a document with many such
    labels, a name may occur once, and a title may answer in a word.
    """
    by_label = _by_label(hits)
    sure = {label for label, own in by_label.items() if _is_sure(label, own, in_capitals=in_capitals, known=known)}
    likely = {
        label
        for label, own in by_label.items()
        if label not in sure and _is_likely(label, own, by_label, in_capitals=in_capitals)
    }
    if in_capitals and _count(sure, by_label) >= ENOUGH:
        likely |= {label for label in by_label.keys() - sure if _is_a_name_in_capitals(label, by_label[label])}
    titled = {label for label in likely if label_words.starts_with_title(label) and is_named(label)}
    if not in_capitals and _count(sure, by_label) >= max(
        ENOUGH_FOR_TITLES, TITLES_TO_FIELDS * _count(titled, by_label)
    ):
        sure |= titled
    if not in_capitals and _count(sure, by_label) >= ENOUGH:
        sure |= {
            label
            for label in likely
            if is_named(label) and label_words.is_like_a_name(label) and _is_spoken(by_label[label])
        }
    return sure, {label for label in likely - sure if _is_spoken(by_label[label])}


def _count(labels: set[str], by_label: dict[str, list[LabelHit]]) -> int:
    return sum(len(by_label[label]) for label in labels)


def _is_sure(label: str, hits: Sequence[LabelHit], *, in_capitals: bool, known: frozenset[str]) -> bool:
    if not _is_spoken(hits) or not is_named(label):
        return False
    if in_capitals:
        breaks = sum(hit.at_break for hit in hits)
        return breaks >= CAPITALS_TIMES and label_words.is_short(label)
    if label_words.starts_with_title(label) or _is_known(label, known):
        return True
    if label_words.IDEOGRAPHS.search(label):
        return len(hits) >= IDEOGRAPHIC_TIMES and not label_words.is_a_phrase(label)
    return len(hits) > 1 and not _is_matter(label) and sum(hit.at_break for hit in hits) >= BREAKS_SHARE * len(hits)


def _is_known(label: str, known: frozenset[str]) -> bool:
    return bool(known) and (fold(label) in known or " ".join(read_label(label).name) in known)


def _is_matter(label: str) -> bool:
    words = {word.strip(".,").casefold() for word in label.split()}
    return bool(words & label_words.MATTERS) and not label_words.starts_with_title(label)


def _is_likely(label: str, hits: Sequence[LabelHit], by_label: dict[str, list[LabelHit]], *, in_capitals: bool) -> bool:
    """Return whether a label may be a speaker; in capitals, only with a title."""
    if not any(hit.at_break for hit in hits) or label_words.IDEOGRAPHS.search(label):
        return False
    if in_capitals:
        return label_words.starts_with_title(label) and label_words.is_short(label)
    if not is_named(label):
        return len(hits) > 1
    return label_words.starts_with_title(label) or label_words.is_like_a_name(label) or len(by_label[label]) > 1


def _is_a_name_in_capitals(label: str, hits: Sequence[LabelHit]) -> bool:
    """Return whether a label that occurs once, in capitals among many certain labels, may be a person."""
    return is_named(label) and label_words.is_like_a_name(label) and any(hit.at_break for hit in hits)


def _of_leads(lines: Sequence[Line], known: frozenset[str]) -> Evidence | None:
    """Return the evidence for names in bold at the beginning of paragraphs, without punctuation after them."""
    led = [
        (index, LabelHit(label_words.tidy(line.lead), line, True, reads_as_speech(line.text[len(line.lead) :])))
        for index, line in enumerate(lines)
        if line.lead and not line.aside and not SIGNED.match(line.text[len(line.lead.rstrip(":： ")) :])
    ]
    accepted = {label for label, own in _by_label(led).items() if is_named(label) and _is_spoken(own)}
    named = [(index, hit.label) for index, hit in led if hit.label in accepted]
    labels = Counter(label for _, label in named)
    repeated = sum(count for label, count in labels.items() if count > 1 or _is_known(label, known))
    if (
        len(named) < LEADS
        or len(named) < NAMED_SHARE * len(led)
        or repeated < REPEATED_SHARE * len(named)
        or len(labels) == 1
    ):
        return None
    return Evidence(
        "names in bold before the words",
        LeadOpener(frozenset(accepted)),
        len(named),
        frozenset(index for index, _ in named),
    )


def _of_paragraph_styles(lines: Sequence[Line], known: frozenset[str]) -> Iterator[Evidence]:
    """Yield the evidence for names in their own paragraphs, for each paragraph style of the document."""
    by_style: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.style and not line.aside:
            by_style[line.style].append(index)
    letters = {style: sum(len(lines[index].text) for index in places) for style, places in by_style.items()}
    body = max(letters, key=lambda style: letters[style], default="")
    for style, places in by_style.items():
        labels = Counter(label_words.tidy(lines[index].text) for index in places)
        alone = sum(count for label, count in labels.items() if label_words.stands_alone(label))
        named = sum(count for label, count in labels.items() if is_named(label))
        repeated = sum(count for label, count in labels.items() if count > 1 or _is_known(label, known))
        followed = sum(index + 1 < len(lines) and lines[index + 1].style != style for index in places)
        if (
            len(places) >= PARAGRAPH_LABELS
            and alone >= PARAGRAPH_LABEL_SHARE * len(places)
            and named >= NAMED_SHARE * len(places)
            and repeated >= REPEATED_SHARE * len(places)
            and followed >= PARAGRAPH_LABEL_SHARE * len(places)
        ):
            yield Evidence(
                f"paragraphs in the style {style}", ParagraphOpener(style, body), len(places), frozenset(places)
            )
