"""Finds the quotations of an article: in marks, as block quotations and between dashes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.citations.passages.context import sentence_ends
from archive.citations.passages.words import keys
from archive.citations.quote_checker.check import LONGEST_QUOTATION
from archive.citations.quote_checker.marks import (
    CLOSING,
    DOUBLE,
    OPENING,
    SINGLE_CLOSING,
    SINGLE_OPENING,
    STRAIGHT,
    Stretch,
    stretches,
)
from archive.ingest.articles.paragraphs import BLOCK_QUOTE
from archive.language.people import listed

LONGEST_ARTICLE = 100_000
# Two or three words in quotation marks are a term, or a figure of speech.
LONGEST_SCARE_QUOTE = 3
LONGEST_TITLE = 10
# What stands between two parts of one sentence: “We will,” she said, “not share it.”
LONGEST_BETWEEN = 300
MOST_WITHIN = 5
# Words without a capital in a title.
SMALL_WORDS = listed("a an the and but or nor of in on at by for with to from as el la los las un una de y o en con")
# Dialogue with dashes: —We will not share it —said Driver—. We never have.
DIALOGUE = re.compile(r"[—―–]\s*(?=\S)")
DASH = re.compile(r"\s[—―–]\s*|[—―–](?=[\s.,:;]|$)")
GOES_ON = (",", "—", "–", "-", "…")
SINGLE = re.compile(
    rf"(?<!\w)[{SINGLE_OPENING}](?=\S)([^{SINGLE_OPENING}{DOUBLE}]+?)[{SINGLE_CLOSING}](?!\w)|[{OPENING}]([^{DOUBLE}]+)[{CLOSING}]"
)

SHORT = gettext_lazy("Only one to three words in quotation marks. This is probably a term or a figure of speech.")
TITLE = gettext_lazy("This looks like the title of a work.")
UNOPENED = gettext_lazy("The opening quotation mark is missing, so we cannot tell where the quotation begins.")
LONG = gettext_lazy("This quotation is too long to check.")


@dataclass(frozen=True)
class ArticleQuotation:
    """A quotation in a paragraph: from ``start`` to ``end``, including its quotation marks.

    ``written`` is the text to check, ``not_checked`` the reason why it is not checked, if there is one. ``parts`` are
    where its words stand, if they have no marks. ``within`` are the quotations inside it, and ``inside`` is where the
    words of the one stand in which it is one of them. ``beside`` are the texts that it makes with the quotation before
    or after it in its paragraph: “We met,” she said. “We voted.”
    """

    paragraph: int
    start: int
    end: int
    written: str
    not_checked: str | Promise = ""
    parts: tuple[tuple[int, int], ...] = ()
    within: tuple["ArticleQuotation", ...] = ()
    beside: tuple[str, ...] = ()
    inside: tuple[int, int] | None = None


def passages_of(paragraphs: list[str]) -> Iterator[ArticleQuotation]:
    """Yield the quotations in order, in a time proportional to the length of the text."""
    for number, paragraph in enumerate(paragraphs):
        found = list(_of_paragraph(number, paragraph))
        for at, passage in enumerate(found):
            pairs = pairwise(found[max(0, at - 1) : at + 2])
            beside = tuple(paragraph[one.start : other.end] for one, other in pairs)
            yield _judged(replace(passage, beside=beside))


def number_in(paragraphs: list[str]) -> int:
    """Return how many quotations in marks there are."""
    return sum(
        bool(keys(paragraph[stretch.inner_start : stretch.inner_end]))
        for paragraph in paragraphs
        for stretch in stretches(paragraph)
    )


def _of_paragraph(number: int, paragraph: str) -> Iterator[ArticleQuotation]:
    if paragraph.startswith(BLOCK_QUOTE.strip()):
        start = len(paragraph) - len(paragraph.lstrip(BLOCK_QUOTE))
        if number and DIALOGUE.match(paragraph, start):
            # The name below it: "— Darienne Driver".
            return
        yield ArticleQuotation(number, start, len(paragraph), paragraph[start:], parts=((start, len(paragraph)),))
        return
    quoted = [stretch for stretch in stretches(paragraph) if keys(paragraph[stretch.inner_start : stretch.inner_end])]
    has_quotations = any(_size(paragraph, stretch) > LONGEST_SCARE_QUOTE for stretch in quoted)
    if DIALOGUE.match(paragraph) and not has_quotations:
        yield from _dialogue(number, paragraph)
        return
    at = 0
    while at < len(quoted):
        group = [quoted[at]]
        while at + 1 < len(quoted) and _is_parted(paragraph, quoted[at], quoted[at + 1]):
            at += 1
            group.append(quoted[at])
        at += 1
        yield _passage(number, paragraph, group)


def _size(paragraph: str, stretch: Stretch) -> int:
    return len(keys(paragraph[stretch.inner_start : stretch.inner_end]))


def _dialogue(number: int, paragraph: str) -> Iterator[ArticleQuotation]:
    """Yield what is said between dashes. The first dash opens it, and each other one closes or opens it again."""
    first = DIALOGUE.match(paragraph)
    dashes = [(match.start(), match.end()) for match in DASH.finditer(paragraph, first.end() if first else 0)]
    starts = [first.end() if first else 0, *(end for _, end in dashes)]
    ends = [*(start for start, _ in dashes), len(paragraph)]
    spoken = [(start, end) for start, end in list(zip(starts, ends, strict=True))[::2] if keys(paragraph[start:end])]
    parts = [paragraph[start:end].strip(" .,;:" if at else " ") for at, (start, end) in enumerate(spoken)]
    if all(len(keys(part)) <= LONGEST_SCARE_QUOTE for part in parts):
        # The name below a quotation: "— Darienne Driver".
        return
    is_one = len(parts) > 1 and next(sentence_ends(parts[0] + " "), None) is None and parts[1][:1].islower()
    if is_one:
        between = paragraph[spoken[0][1] : spoken[1][0]]
        yield ArticleQuotation(
            number, spoken[0][0], spoken[1][1], f"“{parts[0]}” {between} “{parts[1]}”", parts=tuple(spoken[:2])
        )
    for (start, end), part in list(zip(spoken, parts, strict=True))[2 * is_one :]:
        yield ArticleQuotation(number, start, end, part, parts=((start, end),))


def _is_parted(paragraph: str, one: Stretch, other: Stretch) -> bool:
    """Return whether two parts are one sentence around its attribution: “We will,” she said, “not share it.”"""
    between = paragraph[one.end : other.start].rstrip()
    if len(between) > LONGEST_BETWEEN or not between.endswith((",", "—", "–", ":")):
        return False
    # On the Continent the comma stands after the mark: « Nous ne le ferons pas », a dit Read, « jamais ».
    goes_on = paragraph[one.inner_start : one.inner_end].rstrip().endswith(GOES_ON) or between.lstrip()[:1] == ","
    continues = paragraph[other.inner_start : other.inner_end].lstrip()[:1]
    is_one = next(sentence_ends(between[:-1] + " "), None) is None
    return goes_on and is_one and (continues.islower() or continues == "I")


def _passage(number: int, paragraph: str, group: list[Stretch]) -> ArticleQuotation:
    first, last = group[0], group[-1]
    written = paragraph[first.start : last.end]
    if len(group) > 1:
        return ArticleQuotation(number, first.start, last.end, written)
    inner = paragraph[first.inner_start : first.inner_end]
    reason = UNOPENED if first.start == first.inner_start else ""
    within = () if reason else tuple(_within(number, first.inner_start, inner))
    return ArticleQuotation(number, first.start, first.end, inner, reason, within=within)


def _within(number: int, offset: int, written: str) -> Iterator[ArticleQuotation]:
    """Yield the quotations inside a quotation: “Read told me ‘we will not share it’ yesterday,” Potts said."""
    for match in list(SINGLE.finditer(written))[:MOST_WITHIN]:
        inner = match[match.lastindex or 0]
        if len(keys(inner)) > LONGEST_SCARE_QUOTE:
            place = offset + match.start(), offset + match.end()
            yield _judged(ArticleQuotation(number, *place, inner, inside=(offset, offset + len(written))))


def _judged(passage: ArticleQuotation) -> ArticleQuotation:
    """Return the passage, with the reason if it is not checked."""
    words = len(keys(passage.written))
    reason: str | Promise = passage.not_checked
    if not reason and words <= LONGEST_SCARE_QUOTE:
        reason = SHORT
    elif not reason and max(len(passage.written), passage.end - passage.start) > LONGEST_QUOTATION:
        reason = LONG
    elif not reason and words <= LONGEST_TITLE and _is_title(passage.written):
        reason = TITLE
    return replace(passage, not_checked=reason)


def _is_title(written: str) -> bool:
    """Return whether every word except small ones has a capital, as in "The Rise and Fall of the School Bus"."""
    plain = written.strip().strip(CLOSING + OPENING + STRAIGHT + " ,.")
    big = [word for word in plain.split() if word.strip(",:;.").casefold() not in SMALL_WORDS]
    return bool(big) and all(word[0].isupper() or word[0].isdigit() for word in big)
