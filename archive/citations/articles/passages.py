"""Finds the quotations of an article, their attributions, and quotations that cannot be checked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.article_files.paragraphs import BLOCK_QUOTE
from archive.citations.articles import speech_tags
from archive.citations.articles.denials import is_denied
from archive.citations.articles.nearby import Nearby, names_somebody, own_sentence
from archive.citations.articles.speech_tags import ANY_DOUBLE, first_sentence
from archive.citations.passages.words import keys
from archive.citations.quote_checker.asking import is_asked
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
from archive.citations.quote_checker.saying import ARTICLES, CONJUNCTIONS, PREPOSITIONS

LONGEST_ARTICLE = 100_000
# Two or three words in quotation marks are a term, or a figure of speech.
LONGEST_SCARE_QUOTE = 3
LONGEST_TITLE = 10
# A quotation of more paragraphs counts as several.
MOST_PARAGRAPHS = 100
MOST_WITHIN = 5
SMALL_WORDS = ARTICLES | PREPOSITIONS | CONJUNCTIONS | {"but", "nor", "or"}
# Dialogue with dashes: —We will not share it —said Driver—. We never have.
DASH = re.compile(r"(?:^|(?<!\s)\s+)[—―–]\s*|[—―–]\s+|[—―–](?=[.,:;]|$)")
BEFORE_DIALOGUE = frozenset(".!?…:")
SINGLE = re.compile(
    rf"(?<!\w)[{SINGLE_OPENING}](?=\S)([^{SINGLE_OPENING}{DOUBLE}]+?)[{SINGLE_CLOSING}](?!\w)|[{OPENING}]([^{DOUBLE}]+)[{CLOSING}]"
)

SHORT = gettext_lazy("Only one to three words in quotation marks. This is probably a term or a figure of speech.")
TITLE = gettext_lazy("This looks like the title of a work.")
UNOPENED = gettext_lazy("The opening quotation mark is missing, so we cannot tell where the quotation begins.")
LONG = gettext_lazy("This quotation is too long to check.")
DENIED = gettext_lazy("The article says that this was not said.")


def always() -> bool:
    """Return True."""
    return True


@dataclass(frozen=True)
class ArticleQuotation:
    """A quotation in a paragraph: from ``start`` to ``end``, including its quotation marks.

    ``written`` is the text to check, ``said`` the attribution, ``not_checked`` the reason why it is not checked, if
    there is one. ``meant`` is who may be meant if ``said`` names nobody: a guess, to confirm. ``goes_on`` says that the
    next paragraph continues the quotation. ``within`` are the quotations inside it, by other people. ``beside`` are the
    texts that it makes with the quotation before or after it, by the same person: “We met,” she said. “We voted.”
    ``parting`` is what stands between the parts of one quotation. ``is_asked`` says that it is introduced as a
    question.
    """

    paragraph: int
    start: int
    end: int
    written: str
    said: str = ""
    not_checked: str | Promise = ""
    meant: str = ""
    goes_on: bool = False
    within: tuple["ArticleQuotation", ...] = ()
    beside: tuple[str, ...] = ()
    parting: str = ""
    is_asked: bool = False


def passages_of(paragraphs: list[str], *, has_time: Callable[[], bool] = always) -> Iterator[ArticleQuotation]:
    """Yield the quotations in order, in a time proportional to the length of the text.

    Once ``has_time`` says no, they are yielded without their speakers.
    """
    parts: list[ArticleQuotation] = []
    people = Nearby(paragraphs)
    for number in range(len(paragraphs)):
        found = _of_paragraph(paragraphs, number, people, has_time) if has_time() else _listed(paragraphs, number)
        for passage in found:
            parts.append(passage)
            if not passage.goes_on or len(parts) == MOST_PARAGRAPHS:
                yield from _of_one_speaker(parts)
                parts = []
    yield from _of_one_speaker(parts)


def number_in(paragraphs: list[str]) -> int:
    """Return how many quotations in marks there are, without looking for their speakers."""
    return sum(
        bool(keys(paragraph[stretch.inner_start : stretch.inner_end]))
        for paragraph in paragraphs
        for stretch in stretches(paragraph)
    )


def _listed(paragraphs: list[str], number: int, start: int = 0) -> Iterator[ArticleQuotation]:
    """Yield the quotations in marks of a paragraph from ``start`` on, without looking for their speakers."""
    paragraph = paragraphs[number]
    for stretch in stretches(paragraph):
        if stretch.start >= start and keys(paragraph[stretch.inner_start : stretch.inner_end]):
            yield ArticleQuotation(number, stretch.start, stretch.end, paragraph[stretch.start : stretch.end])


def _of_one_speaker(parts: list[ArticleQuotation]) -> Iterator[ArticleQuotation]:
    """Yield the paragraphs of one quotation. A speaker, or a denial, of one of them applies to all."""
    teller = next((part for part in parts if part.said), ArticleQuotation(0, 0, 0, ""))
    denied = next((part.not_checked for part in parts if part.not_checked == DENIED), "")
    for part in parts:
        own = part if part.said else replace(part, said=teller.said, meant=part.meant or teller.meant)
        yield _judged(replace(own, not_checked=own.not_checked or denied))


def _of_paragraph(
    paragraphs: list[str], number: int, people: Nearby, has_time: Callable[[], bool]
) -> Iterator[ArticleQuotation]:
    paragraph = paragraphs[number]
    if paragraph.startswith(BLOCK_QUOTE.strip()):
        if not (number and speech_tags.signature_in(paragraph)):
            yield _of_block(paragraphs, number, people)
        return
    if (
        dialogue := []
        if _has_long_quotations(paragraph)
        else list(takewhile(lambda _: has_time(), _dialogue(number, paragraph, people)))
    ):
        yield from _with_those_beside(dialogue, paragraph)
        return
    yield from _with_those_beside(list(_with_speakers(paragraphs, number, people, has_time)), paragraph)


def _has_long_quotations(paragraph: str) -> bool:
    """Return whether marks enclose more than a term or the name of a newspaper."""
    inside = (keys(paragraph[one.inner_start : one.inner_end]) for one in stretches(paragraph))
    return ANY_DOUBLE.search(paragraph) is not None and any(len(one) > LONGEST_SCARE_QUOTE for one in inside)


def _with_those_beside(quotations: list[ArticleQuotation], paragraph: str) -> Iterator[ArticleQuotation]:
    for at, passage in enumerate(quotations):
        pairs = pairwise(quotations[max(0, at - 1) : at + 2])
        beside = tuple(paragraph[one.start : other.end] for one, other in pairs if _are_of_one(one.said, other.said))
        yield replace(passage, beside=beside)


def _are_of_one(said: str, other: str) -> bool:
    return bool(said) and keys(said) == keys(other)


def _with_speakers(
    paragraphs: list[str], number: int, people: Nearby, has_time: Callable[[], bool]
) -> Iterator[ArticleQuotation]:
    """Yield the quotations of a paragraph. One that names nobody is by the last one's speaker, or of somebody near."""
    paragraph, last = paragraphs[number], ArticleQuotation(number, 0, 0, "")
    found = list(takewhile(lambda _: has_time(), _in_paragraph(paragraphs, number, people)))
    for at, passage in enumerate(found):
        if not has_time():
            break
        until = found[at + 1].start if at + 1 < len(found) else len(paragraph)
        lead, tag = own_sentence(paragraph, (passage.start, passage.end), (last.end, until))
        between = paragraph[last.end : passage.start]
        # What stands between them beside the first one's sentence may bring in somebody else.
        is_next = _bare(between[len(first_sentence(between)) :]) in {"", _bare(lead)} or _bare(between) == _bare(lead)
        teller = last if is_next and (last.said or last.meant) else None
        if len(keys(passage.written)) <= LONGEST_SCARE_QUOTE:
            # It does not matter who used a term, but it does not end what somebody says.
            last = replace(passage, said=teller.said, meant=teller.meant) if teller else passage
            yield last
            continue
        passage = replace(passage, is_asked=is_asked(f"{lead} {passage.parting or tag}"))  # noqa: PLW2901
        beside = f"{lead} {passage.parting or tag}".strip() or passage.said
        # "Read was reassuring: “We will not,” she said": the lead is a sentence about her.
        start = passage.start - (0 if lead.rstrip().endswith(":") and tag else len(lead))
        own = people.beside(lead, passage.parting or tag)
        said = people.confirmed(passage.said, lead, passage.parting or tag)
        if own is not None or (said and names_somebody(said)):
            last = replace(passage, said=said, meant=people.described(own or "", number, start, beside))
        elif (last.said or last.meant) and people.goes_on(beside, between.replace(last.said, "", 1)):
            last = replace(passage, said=last.said, meant=last.meant)
        elif teller and keys(passage.said) in ([], keys(teller.said)):
            last = replace(passage, said=teller.said, meant=teller.meant)
        elif not names_somebody(passage.said):
            summed_up = "" if keys(tag) else people.summed_up(paragraph[passage.end : until])
            last = replace(passage, meant=summed_up or people.before(number, start, beside))
        else:
            last = replace(passage, said=_on_another_line(paragraphs, number, passage, people))
        yield last
    if not has_time():
        yield from _listed(paragraphs, number, last.end)


def _bare(text: str) -> str:
    return text.strip(" ,.;:!?…—–-\n")


def _on_another_line(paragraphs: list[str], number: int, passage: ArticleQuotation, people: Nearby) -> str:
    """Return the attribution of a quotation if it is on the line before or after, and has no other speaker."""
    lead = speech_tags.last_sentence(paragraphs[number - 1]) if number else ""
    said = people.confirmed(passage.said, lead, "") if lead.rstrip().endswith((":", ",")) else ""
    if said:
        return said
    following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
    if speech_tags.signature_in(following) == passage.said:
        return passage.said
    return people.confirmed(passage.said, "", f", {speech_tags.first_sentence(following)}")


def _of_block(paragraphs: list[str], number: int, people: Nearby) -> ArticleQuotation:
    paragraph = paragraphs[number]
    start = len(paragraph) - len(paragraph.lstrip(BLOCK_QUOTE))
    before = paragraphs[number - 1] if number else ""
    after = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
    goes_on = after.startswith(BLOCK_QUOTE.strip()) and not speech_tags.signature_in(after)
    said = speech_tags.said_on_the_line_before(before)
    said = people.confirmed(said, speech_tags.last_sentence(before), "") if said else speech_tags.signature_in(after)
    reason = DENIED if is_denied(speech_tags.last_sentence(before.rstrip(" :")), "") else ""
    return ArticleQuotation(number, start, len(paragraph), paragraph[start:], said, reason, goes_on=goes_on)


def _dialogue(number: int, paragraph: str, people: Nearby) -> Iterator[ArticleQuotation]:
    """Yield what is said between dashes, each with the speaker named after it: – We met – said Read. – We voted."""
    dashes = [(match.start(), match.end()) for match in DASH.finditer(paragraph)]
    spoken: list[tuple[int, int]] = []
    tag, last = "", ArticleQuotation(number, 0, 0, "")
    for (before, start), (end, _) in pairwise([*dashes, (len(paragraph), len(paragraph))]):
        piece = paragraph[start:end]
        opens = _may_open(paragraph, before)
        sentence = speech_tags.first_sentence(piece)
        if spoken and not tag and piece[:1].islower() and _is_tag(sentence, people):
            tag = sentence
        elif spoken and (not tag or piece[:1] in ".,;:" or piece[:1].islower()):
            spoken.append((start + (piece[:1] in ".,;:"), end))
        elif opens:
            if tag:
                last = _spoken(number, paragraph, spoken, tag, last, people)
                yield last
            spoken, tag = [(start, end)], ""
    if spoken and (tag or last.written):
        yield _spoken(number, paragraph, spoken, tag, last, people)


def _may_open(paragraph: str, at: int) -> bool:
    """Return whether the end of a sentence is before the dash, or nothing."""
    end = next((end for end in range(at, 0, -1) if not paragraph[end - 1].isspace()), 0)
    return not at or (end > 0 and paragraph[end - 1] in BEFORE_DIALOGUE)


def _is_tag(sentence: str, people: Nearby) -> bool:
    return people.beside("", f", {sentence}") != "" or speech_tags.between(sentence)


def _spoken(
    number: int, paragraph: str, spoken: list[tuple[int, int]], tag: str, last: ArticleQuotation, people: Nearby
) -> ArticleQuotation:
    parts = [part for start, end in spoken if (part := paragraph[start:end].strip())]
    written = f"“{parts[0]},” {tag}, “{' '.join(parts[1:])}”" if len(parts) > 1 else parts[0]
    said = speech_tags.in_a_line(tag) if speech_tags.between(tag) else ""
    found = ArticleQuotation(number, spoken[0][0], spoken[-1][1], written, said)
    own = people.beside("", f", {tag}" if tag else "")
    if names_somebody(found.said):
        return replace(found, said=people.confirmed(found.said, "", f", {tag}"))
    if own is None and last.written:
        return replace(found, said=last.said, meant=last.meant)
    if own is None:
        return replace(found, meant=people.before(number, spoken[0][0], tag))
    return replace(found, said="", meant=people.described(own, number, spoken[0][0], tag))


def _in_paragraph(paragraphs: list[str], number: int, people: Nearby) -> Iterator[ArticleQuotation]:
    paragraph = paragraphs[number]
    quoted = [stretch for stretch in stretches(paragraph) if keys(paragraph[stretch.inner_start : stretch.inner_end])]
    at, last_end = 0, 0
    while at < len(quoted):
        group = [quoted[at]]
        while at + 1 < len(quoted) and _is_parted(paragraph, quoted[at], quoted[at + 1], people):
            at += 1
            group.append(quoted[at])
        at += 1
        stop = quoted[at].start if at < len(quoted) else len(paragraph)
        yield _passage(paragraphs, number, group, last_end, stop, people)
        last_end = group[-1].end


def _is_parted(paragraph: str, one: Stretch, other: Stretch, people: Nearby) -> bool:
    """Return whether two parts are one sentence around its attribution: “We will,” she said, “not share it.”"""
    between = paragraph[one.end : other.start]
    goes_on = paragraph[one.inner_start : one.inner_end].rstrip().endswith((",", "—", "-", "…"))
    # On the Continent the comma stands after the mark: « Nous ne le ferons pas », a dit Read, « jamais ».
    goes_on = goes_on or (
        between.lstrip().startswith(",") and paragraph[other.inner_start : other.inner_end].lstrip()[:1].islower()
    )
    if not goes_on or not between.rstrip().endswith((",", "—", "–", ":")):
        return False
    is_one = not speech_tags.SENTENCE_END.search(between.rstrip()[:-1])
    return speech_tags.between(between) or (is_one and bool(people.beside("", between.rstrip(" ,—–:"))))


def _passage(
    paragraphs: list[str], number: int, group: list[Stretch], last_end: int, stop: int, people: Nearby
) -> ArticleQuotation:
    """Return the passage of some parts; ``last_end`` ends the previous passage and ``stop`` starts the next."""
    paragraph, first, last = paragraphs[number], group[0], group[-1]
    written = paragraph[first.start : last.end]
    if len(keys(written)) <= LONGEST_SCARE_QUOTE:
        # It does not matter who used a term, and a text may have very many.
        return ArticleQuotation(number, first.start, last.end, written.strip(DOUBLE))
    parting = paragraph[first.end : group[1].start] if len(group) > 1 else ""
    if not parting:
        written = paragraph[first.inner_start : first.inner_end]
    said = speech_tags.in_a_line(parting) or _said_beside(paragraphs, number, first, last, stop)
    before = speech_tags.last_sentence(paragraph[max(last_end, first.start - speech_tags.FARTHEST) : first.start])
    after = parting or speech_tags.first_sentence(paragraph[last.end : stop])
    reason = UNOPENED if first.start == first.inner_start else DENIED if is_denied(before, after) else ""
    following = paragraphs[number + 1][:1] if number + 1 < len(paragraphs) else ""
    goes_on = last.inner_end == last.end and bool(following) and following in OPENING + STRAIGHT
    within = () if parting or reason else tuple(_within(number, first.inner_start, written, people))
    if any(inner.not_checked == DENIED for inner in within):
        # « Je n’ai pas dit “…” », says Read.
        reason = DENIED
    return ArticleQuotation(
        number, first.start, last.end, written, said, reason, goes_on=goes_on, within=within, parting=parting
    )


def _said_beside(paragraphs: list[str], number: int, first: Stretch, last: Stretch, stop: int) -> str:
    paragraph = paragraphs[number]
    before = paragraph[max(0, first.start - speech_tags.FARTHEST) : first.start]
    after = paragraph[last.end : stop]
    lead, tag = own_sentence(paragraph, (first.start, last.end), (0, stop))
    if tag and not lead:
        # The sentence before is another one.
        before = ""
    elif not tag and lead.rstrip().endswith(":"):
        after = ""
    said = speech_tags.said_after(after, goes_on=stop < len(paragraph)) or speech_tags.said_before(before)
    if not said and last.is_closed and not keys(paragraph[last.end :]) and number + 1 < len(paragraphs):
        said = speech_tags.said_on_the_line_after(paragraphs[number + 1], paragraph[first.start : last.end])
    if not said and number and not keys(paragraph[: first.start]):
        said = speech_tags.said_on_the_line_before(paragraphs[number - 1])
    return said


def _within(number: int, offset: int, written: str, people: Nearby) -> Iterator[ArticleQuotation]:
    """Yield the quotations inside a quotation: “Read told me ‘we will not share it’ yesterday,” Potts said."""
    at = 0
    for match in list(SINGLE.finditer(written))[:MOST_WITHIN]:
        inner = match[match.lastindex or 0]
        if len(keys(inner)) > LONGEST_SCARE_QUOTE:
            said = speech_tags.said_after(written[match.end() :]) or speech_tags.said_before(
                written[at : match.start()]
            )
            lead, tag = speech_tags.last_sentence(written[at : match.start()]), first_sentence(written[match.end() :])
            said = people.confirmed(said, lead, "") or people.confirmed(said, "", tag)
            reason = DENIED if is_denied(lead, tag) else ""
            yield _judged(ArticleQuotation(number, offset + match.start(), offset + match.end(), inner, said, reason))
        at = match.end()


def _judged(passage: ArticleQuotation) -> ArticleQuotation:
    """Return the passage, with the reason if it is not checked."""
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
    """Return whether every word except small ones has a capital, as in "The Rise and Fall of the School Bus"."""
    plain = written.strip().strip(CLOSING + OPENING + STRAIGHT + " ,.")
    big = [word for word in plain.split() if word.strip(",:;.").casefold() not in SMALL_WORDS]
    return bool(big) and all(word[0].isupper() or word[0].isdigit() for word in big)
