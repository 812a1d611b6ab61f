"""The quotations of an article, each with the words that say who said it, and those that are none to check."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.citations.articles.reading import BLOCK_QUOTE
from archive.citations.quote_checker.check import LONGEST_QUOTATION
from archive.citations.quote_checker.claim import LEADS_IN, WHOSE, Role, attribution, claim_of
from archive.citations.quote_checker.marks import CLOSING, DOUBLE, OPENING, STRAIGHT, Stretch, stretches
from archive.citations.quote_checker.saying import ARTICLES, CONJUNCTIONS, PREPOSITIONS
from archive.citations.words import keys, words

LONGEST_ARTICLE = 100_000
# Two or three words in marks are a term, or a manner of speaking.
LONGEST_SCARE_QUOTE = 3
LONGEST_TITLE = 10
# A sentence about a quotation is not longer.
FARTHEST = 300
SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|Jr|Sr))(?<!\b(?:Mrs|Rep|Sen|Gov|Hon|Rev))(?<!\bSupt)[.!?](?=\s|$)"
)
SMALL_WORDS = ARTICLES | PREPOSITIONS | CONJUNCTIONS | {"but", "nor", "or"}

SHORT = gettext_lazy("Only one to three words in quotation marks. This is probably a term or a figure of speech.")
TITLE = gettext_lazy("This looks like the title of a work.")
UNOPENED = gettext_lazy("The opening quotation mark is missing, so we cannot tell where the quotation begins.")
LONG = gettext_lazy("This quotation is too long to check.")


@dataclass(frozen=True)
class Passage:
    """A quotation in a paragraph: from ``start`` to ``end`` of it, marks included.

    ``written`` is what is to be checked, ``said`` the attribution, ``not_checked`` the reason where it is not to be.
    """

    paragraph: int
    start: int
    end: int
    written: str
    said: str = ""
    not_checked: str | Promise = ""


def paragraphs_of(article: str) -> list[str]:
    """Return the paragraphs; lines without an empty one between them are taken for paragraphs too."""
    return [line.strip() for line in article.splitlines() if line.strip()]


def passages_of(paragraphs: list[str]) -> Iterator[Passage]:
    """Yield the quotations in order. The time taken grows with the length of the text and no faster."""
    for number, paragraph in enumerate(paragraphs):
        if paragraph.startswith(BLOCK_QUOTE.strip()):
            lead = paragraphs[number - 1] if number else ""
            yield _judged(_of_block(number, paragraph, lead))
            continue
        said, end = "", 0
        for passage in _in_paragraph(number, paragraph):
            # Further words in one paragraph are the same speaker's, where nobody else is named between.
            judged = _judged(passage)
            said = passage.said or _still(said, paragraph[end : passage.start])
            end = passage.end
            yield replace(judged, said=said)


def _still(said: str, between: str) -> str:
    """Return the last attribution where the words after it name nobody else; else nothing."""
    return said if said and set(names_in(between[-FARTHEST:])) <= set(names_in(said)) else ""


def number_in(paragraphs: list[str]) -> int:
    """Return how many quotations there are in marks, without a look at who said them."""
    return sum(
        bool(keys(paragraph[stretch.inner_start : stretch.inner_end]))
        for paragraph in paragraphs
        for stretch in stretches(paragraph)
    )


def _of_block(number: int, paragraph: str, lead: str) -> Passage:
    start = len(paragraph) - len(paragraph.lstrip(BLOCK_QUOTE))
    said = _said_before(lead) if lead.rstrip().endswith((":", ",")) else ""
    return Passage(number, start, len(paragraph), paragraph[start:], said)


def _in_paragraph(number: int, paragraph: str) -> Iterator[Passage]:
    found = [stretch for stretch in stretches(paragraph) if keys(paragraph[stretch.inner_start : stretch.inner_end])]
    at = 0
    while at < len(found):
        group = [found[at]]
        while at + 1 < len(found) and _is_parted(paragraph, found[at], found[at + 1]):
            at += 1
            group.append(found[at])
        at += 1
        yield _passage(number, paragraph, group, found[at : at + 1])


def _is_parted(paragraph: str, one: Stretch, other: Stretch) -> bool:
    """Say whether two stretches are one sentence with its attribution between: “We will,” she said, “not share it.”"""
    between = paragraph[one.end : other.start]
    goes_on = paragraph[one.inner_start : one.inner_end].rstrip().endswith((",", "—", "-", "…"))
    return goes_on and between.rstrip().endswith((",", "—", ":")) and attribution(between, is_after=True) is not None


def _passage(number: int, paragraph: str, group: list[Stretch], following: list[Stretch]) -> Passage:
    first, last = group[0], group[-1]
    written = paragraph[first.start : last.end]
    if len(keys(written)) <= LONGEST_SCARE_QUOTE:
        # Who used a term is of no interest, and a text may have very many of them.
        return Passage(number, first.start, last.end, written.strip(DOUBLE))
    if len(group) > 1:
        said = _line(paragraph[first.end : group[1].start])
    else:
        written = paragraph[first.inner_start : first.inner_end]
        stop = following[0].start if following else len(paragraph)
        before = paragraph[max(0, first.start - FARTHEST) : first.start]
        said = _said_after(paragraph[last.end : stop]) or _said_before(before)
    is_opened = first.start < first.inner_start
    return Passage(number, first.start, last.end, written, said, "" if is_opened else UNOPENED)


def _said_after(text: str) -> str:
    """Return the longest attribution that the text begins with, up to the end of its sentence."""
    text = text[:FARTHEST]
    if end := SENTENCE_END.search(text):
        text = text[: end.start()]
    ends = [word.end for word in words(text)][:24]
    return next((_line(text[:end]) for end in reversed(ends) if attribution(text[:end], is_after=True)), "")


def _said_before(text: str) -> str:
    """Return the longest attribution that the text ends with, from the beginning of its sentence on."""
    text = text[-FARTHEST:]
    starts = [match.end() for match in SENTENCE_END.finditer(text.rstrip()[:-1])]
    text = text[starts[-1] :] if starts else text
    if any(mark in text for mark in DOUBLE):
        text = re.split(f"[{re.escape(DOUBLE)}]", text)[-1]
    firsts = [word.start for word in words(text)][-24:]
    return next((_line(text[first:]) for first in firsts if attribution(text[first:])), "") or _subject(text)


def _subject(sentence: str) -> str:
    """Return the name that a sentence begins with that leads in words: "Driver was blunt:", "Driver agreed, adding:".

    Nobody where it names others too, or where the name is that of a thing: "the Driver report".
    """
    claim = claim_of(sentence)
    size = next((at for at, word in enumerate(claim.words) if word.role not in WHOSE), 0)
    is_thing = size and claim.words[size - 1].role == Role.PLACE
    if not size or is_thing or not LEADS_IN.search(sentence):
        return ""
    who = sentence[: claim.words[size - 1].end]
    has_verb = any(word.role in {Role.VERB, Role.TELLING_VERB, Role.PARTICIPLE} for word in claim.words)
    is_somebody = claim_of(who).names_one_person or has_verb
    return _line(who) if is_somebody and names_in(who) == names_in(sentence) else ""


def _judged(passage: Passage) -> Passage:
    """Say why a passage is not to be checked, if it is not."""
    if passage.not_checked:
        return passage
    if len(keys(passage.written)) <= LONGEST_SCARE_QUOTE:
        return replace(passage, not_checked=SHORT)
    if len(passage.written) > LONGEST_QUOTATION:
        return replace(passage, not_checked=LONG)
    if not passage.said and len(keys(passage.written)) <= LONGEST_TITLE and _is_title(passage.written):
        return replace(passage, not_checked=TITLE)
    return passage


def _is_title(written: str) -> bool:
    """Say whether every word but the small ones has a capital, as in "The Rise and Fall of the School Bus"."""
    plain = written.strip().strip(CLOSING + OPENING + STRAIGHT + " ,.")
    big = [word for word in plain.split() if word.strip(",:;.").casefold() not in SMALL_WORDS]
    return bool(big) and all(word[0].isupper() or word[0].isdigit() for word in big)


def names_in(said: str) -> list[str]:
    """Return the family names that an attribution claims."""
    return [run[-1].key for run in claim_of(said).name_runs]


def _line(text: str) -> str:
    return " ".join(text.split()).strip(" ,:")
