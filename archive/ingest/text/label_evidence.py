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
from archive.ingest.text import clock, label_words
from archive.ingest.text.label_proof import (
    HAS_LABELS,
    LabelHit,
    Setting,
    by_label,
    explained_initials,
    framed,
    is_known,
    is_spoken,
    only_asking,
    phrases,
    proven,
    recurring,
    with_colons,
)
from archive.ingest.text.label_styles import MARKED_QUESTIONS, QUESTIONS, STYLES, LabelStyle, is_named
from archive.ingest.text.line import Line
from archive.ingest.text.openers import LeadOpener, Opener, ParagraphOpener
from archive.ingest.text.speaker_labels import SHORT_TITLES
from archive.people import HONORIFICS, fold

LOWER_SHARE = 0.4  # words without a capital in running speech, while the fields of a form have names
LOWER_LETTERS = 0.4  # share of small letters above which capitals mean something
GERMAN_SHARE = 0.25  # the same in a whole sentence of a language that writes nouns with a capital
FEW_WORDS, SENTENCE_WORDS = 3, 6
FOLLOWING_WORDS = 12
CLOSE = 0.5  # share of the best score at which another style is worth a question
CLOSE_LABELS = 5
CAPITALS_SPEECH = 8  # more words after a label than the field of a form in capitals has
ALONE_SPOKEN, ALONE_AGAIN = 0.8, 0.7  # shares of names on their own lines: with speech after them; that occur again
PARAGRAPH_LABELS, LEADS = 3, 6
PARAGRAPH_LABEL_SHARE, NAMED_SHARE = 0.9, 0.6  # of the paragraphs in a style: could be names; certainly look like names
REPEATED_SHARE = 0.3
UNTIMED_SHARE = 0.1  # labels without a time for each with one, from which on times may be left out
QUESTIONS_SHARE = 0.3  # of the lines that begin with "Q" or "A", which is also a word
AFTER = 200  # characters behind a label that show whether it goes on
CLOCK = re.compile(clock.TIME)
SECOND = re.compile(r"\s*B[.:]\s")  # of a list with letters
SAID = re.compile(r"\b(?:i|i['’]\w+|you|we|thank|thanks|yes|no|aye|nay|here|okay|please|my)\b", re.IGNORECASE)
SIGNED = re.compile(r"\s*[:：]")  # a colon after words in bold belongs to other styles
SENTENCE_END = re.compile(r"(?:[.?!…–—。？！؟।۔]|--)[\"”’)\]]*$")


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
        if isinstance(self.opener, ParagraphOpener) or not self.doubtful:
            return self.opener
        return replace(self.opener, accepted=self.opener.accepted | self.opener.doubtful, doubtful=frozenset())


def weigh(lines: Sequence[Line], *, in_capitals: bool, known: frozenset[str] = frozenset()) -> list[Evidence]:
    """Return the evidence for each style that a document may use, the best first.

    ``known`` are folded names of people whom the board knows. In a text in capitals, capitals are no evidence.
    """
    initials = explained_initials(lines)
    weighed = [
        _of_style(style, lines, in_capitals=in_capitals, known=known, initials=initials)
        for style in STYLES
        if not (style.by_capitals and in_capitals and _stays_in_capitals(style, lines))
    ]
    weighed += [*_of_paragraph_styles(lines, known), _of_leads(lines, known)]
    asked = next((evidence for evidence in weighed if evidence and evidence.name == QUESTIONS.name), None)
    weighed.remove(asked)
    if questions := _style_of_questions(lines):
        weighed = [_with_questions(evidence, questions, asked) for evidence in weighed if evidence]
        weighed += [asked] if _letters(QUESTIONS, lines)["A"] else []
    return sorted(filter(None, weighed), key=lambda evidence: -evidence.score)


def _style_of_questions(lines: Sequence[Line]) -> LabelStyle | None:
    """Return how lines begin with "Q." and "A.", if they are many, unlike the letters of a list.

    Where only questions have a letter, as of a press conference, those who answer are named.
    """
    marked, letters = _letters(MARKED_QUESTIONS, lines), _letters(QUESTIONS, lines)
    if marked["Q"] and marked.total() >= MARKED_QUESTIONS.needed and not any(SECOND.match(line.text) for line in lines):
        return MARKED_QUESTIONS
    is_usual = letters.total() >= QUESTIONS.needed and letters["Q"] >= QUESTIONS_SHARE * letters.total()
    return QUESTIONS if is_usual else None


def _letters(style: LabelStyle, lines: Sequence[Line]) -> Counter[str]:
    return Counter(match["label"] for line in lines if line.opens and (match := style.opening(line.text)))


def _with_questions(evidence: Evidence, questions: LabelStyle, asked: Evidence | None) -> Evidence:
    """Return a style of names in which "Q." and "A." also begin turns."""
    if not isinstance(evidence.opener, Opener) or not evidence.score:
        return evidence
    opener = replace(evidence.opener, questions=questions)
    if asked is None:
        return replace(evidence, opener=opener)
    return replace(evidence, opener=opener, score=evidence.score + asked.score, places=evidence.places | asked.places)


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


def _of_style(
    style: LabelStyle, lines: Sequence[Line], *, in_capitals: bool, known: frozenset[str], initials: frozenset[str]
) -> Evidence | None:
    hits = list(_hits(style, lines, in_capitals=in_capitals, initials=initials))
    named = [(index, hit) for index, hit in hits if is_named(hit.label)] if style.alone and style.counts else hits
    if (style.share or style.recurs) and not _is_of_the_document(style, named, lines):
        return None
    if style.alone and _stand_below([index for index, _ in named], lines):
        return None
    if style.counts:
        paragraphs = sum(line.breaks and not line.aside and not line.heading for line in lines)
        sure, doubtful = proven(
            hits,
            Setting(
                paragraphs,
                in_capitals,
                known,
                initials,
                by_separator=not (style.titled or style.alone),
                alone=style.alone,
                phrases=phrases(by_label(hits), lines) if not style.share else frozenset(),
            ),
        )
        if style.titled:
            untitled = {label for label in sure if not label_words.starts_with_title(label)}
            sure, doubtful = sure - untitled, doubtful | untitled
    else:
        sure, doubtful = _marked(style, hits)
    places = [(index, hit.label) for index, hit in hits if hit.label in sure]
    if len(places) > limits.TURNS:
        raise TooLarge("The text has more speeches than any meeting. Upload the transcript of one meeting only.")
    if len(places) < style.needed and not (doubtful and style.counts):
        return None
    certain = [(index, hit) for index, hit in hits if hit.label in sure]
    longer = frozenset() if style.alone else with_colons(certain)
    asking = frozenset() if style.anywhere else only_asking(certain, lines)
    opener = Opener(style, frozenset(sure), frozenset(doubtful), longer=longer, asking=asking)
    found = {index for index, hit in hits if hit.label in sure | doubtful}
    others = {
        index: match
        for index, line in enumerate(lines)
        if index not in found and line.opens and (line.breaks or _ended(lines, index))
        if (match := opener.otherwise(line.text))
    }
    opener = replace(opener, untimed=len(others) >= max(HAS_LABELS, UNTIMED_SHARE * len(places)))
    in_doubt = [hit for _, hit in hits if hit.label in doubtful and hit.at_break]
    in_doubt += [
        LabelHit(label_words.tidy(match["label"]), lines[index], at_break=True, spoken=True)
        for index, match in others.items()
        if not opener.names_otherwise(match)
    ]
    score = len(places) if len(places) >= style.needed else 0
    others = {index: match for index, match in others.items() if opener.names_otherwise(match)}
    return Evidence(style.name, opener, score, frozenset({*others, *(index for index, _ in places)}), tuple(in_doubt))


def _marked(style: LabelStyle, hits: Sequence[tuple[int, LabelHit]]) -> tuple[set[str], set[str]]:
    """Return the certain and the doubtful labels of a style that marks them."""
    sure, doubtful = ({hit.label for _, hit in hits}, set[str]()) if style.anywhere else framed(hits)
    named = [hit for _, hit in hits if hit.label in sure]
    if style.signs == "*" and not is_spoken(named):  # emphasis also marks the fields of forms
        spoken = {label for label, own in by_label(hits).items() if label in sure and is_spoken(own)}
        return spoken, doubtful | (sure - spoken)
    return sure, doubtful


def _hits(
    style: LabelStyle, lines: Sequence[Line], *, in_capitals: bool, initials: frozenset[str]
) -> Iterator[tuple[int, LabelHit]]:
    for index, line in enumerate(lines):
        if not line.opens or (line.heading and not style.alone):
            continue
        if style.share and not line.breaks and (style.alone or style.titled or not _ended(lines, index)):
            continue
        matches = (
            islice(style.pattern.finditer(line.text), style.needed) if style.anywhere else [style.opening(line.text)]
        )
        for match in filter(None, matches):
            label = label_words.tidy(match["label"])
            if style.anywhere or style.timed or label in initials or _may_be(style, label):
                after = line.text[match.end() :]
                spoken = reads_as_speech(_following(after, lines, index), in_capitals=in_capitals)
                at_break = line.breaks or _ended(lines, index)
                yield index, LabelHit(label, line, at_break, spoken, _frame(match), after[:AFTER])


def _may_be(style: LabelStyle, label: str) -> bool:
    if style.titled:
        return _may_be_titled(label)
    if style.alone and style.counts:
        return is_named(label) or label_words.stands_for_somebody(label)
    if is_named(label) or label_words.calls_somebody(label):
        return True
    return style.counts and (label_words.may_be_label(label) or label_words.is_note(label))


def _may_be_titled(label: str) -> bool:
    """Return whether a name before a full stop may be a label: no title alone, and no list of people."""
    titled = label_words.starts_with_title(label) and fold(label) not in HONORIFICS | SHORT_TITLES
    return label.count(",") <= 1 and (
        (is_named(label) and (titled or label_words.is_like_a_name(label)))
        or (titled and label_words.may_be_label(label))
    )


def _frame(match: re.Match[str]) -> str:
    """Return how a label is written: the marks around it, with "T" for a time."""
    begin, end = match.span("label")
    whole = match.string[match.start() : match.end()]
    around = f"{whole[: begin - match.start()]}N{whole[end - match.start() :]}"
    return CLOCK.sub("T", around).strip()


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


def _stand_below(labels: Sequence[int], lines: Sequence[Line]) -> bool:
    """Return whether names stand below what they say: speech comes before the first, and none after the last."""
    texts = [index for index, line in enumerate(lines) if line.text.strip() and not line.aside]
    if not labels or not texts:
        return False
    return labels[-1] == texts[-1] and labels[0] > texts[0] and reads_as_speech(lines[labels[0] - 1].text)


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
    alphabetic = [word for word in words if any(map(str.isalpha, word))]
    lower = sum(word[0].islower() for word in alphabetic)
    is_sentence = len(words) >= SENTENCE_WORDS and SENTENCE_END.search(text) is not None
    return lower >= (GERMAN_SHARE if is_sentence else LOWER_SHARE) * len(alphabetic)


def _of_leads(lines: Sequence[Line], known: frozenset[str]) -> Evidence | None:
    """Return the evidence for names in bold at the beginning of paragraphs, without punctuation after them."""
    led = [
        (index, LabelHit(label_words.tidy(line.lead), line, True, reads_as_speech(line.text[len(line.lead) :])))
        for index, line in enumerate(lines)
        if line.lead and line.opens and not SIGNED.match(line.text[len(line.lead.rstrip(":： ")) :])
    ]
    places = by_label(led)
    accepted = {label for label, own in places.items() if is_named(label) and is_spoken(own)} | recurring(places)
    named = [(index, hit.label) for index, hit in led if hit.label in accepted]
    labels = Counter(label for _, label in named)
    repeated = sum(count for label, count in labels.items() if count > 1 or is_known(label, known))
    if (
        len(named) < LEADS
        or len(named) < NAMED_SHARE * len(led)
        or repeated < REPEATED_SHARE * len(named)
        or len(labels) == 1
    ):
        return None
    doubtful = {hit.label for _, hit in led if label_words.stands_for_somebody(hit.label)} - accepted
    return Evidence(
        "names in bold before the words",
        LeadOpener(frozenset(accepted), frozenset(doubtful)),
        len(named),
        frozenset(index for index, _ in named),
        tuple(hit for _, hit in led if hit.label in doubtful),
    )


def _of_paragraph_styles(lines: Sequence[Line], known: frozenset[str]) -> Iterator[Evidence]:
    """Yield the evidence for names in their own paragraphs, for each paragraph style of the document."""
    by_style: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.style and line.opens:
            by_style[line.style].append(index)
    letters = {style: sum(len(lines[index].text) for index in places) for style, places in by_style.items()}
    body = max(letters, key=lambda style: letters[style], default="")
    for style, places in by_style.items():
        labels = Counter(label_words.tidy(lines[index].text) for index in places)
        alone = sum(count for label, count in labels.items() if label_words.stands_alone(label))
        named = sum(count for label, count in labels.items() if is_named(label))
        repeated = sum(count for label, count in labels.items() if count > 1 or is_known(label, known))
        followed = sum(index + 1 < len(lines) and lines[index + 1].style != style for index in places)
        if (
            len(places) >= PARAGRAPH_LABELS
            and alone >= PARAGRAPH_LABEL_SHARE * len(places)
            and named >= NAMED_SHARE * len(places)
            and repeated >= REPEATED_SHARE * len(places)
            and followed >= PARAGRAPH_LABEL_SHARE * len(places)
            and not _stand_below(places, lines)
        ):
            yield Evidence(
                f"paragraphs in the style {style}", ParagraphOpener(style, body), len(places), frozenset(places)
            )
