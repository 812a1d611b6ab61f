"""A quotation that is not word for word in a text, but whose words are there in order, with others between."""

import re
from collections.abc import Iterator

from archive.citations.passages.difference import PieceKind
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import Word
from archive.citations.quote_checker.alignment import Block, align
from archive.citations.quote_checker.finding import Difference, Finding, Verdict
from archive.citations.quote_checker.near import one_word_off
from archive.citations.quote_checker.quotation import GapKind, PastedQuotation
from archive.citations.quote_checker.spoken import said_alike
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.typography import canonical

# Below these, similarity may be chance, and the quotation is not found.
FEWEST_WORDS = 5
SHORTEST_RUN = 3
LEAST_LIKENESS = 0.7
# Every long text has some of the words, one by one.
LEAST_MEAN_RUN = 2.5
MOST_CHANGED_AT_AN_END = 2
# The rest is long enough to be a word, so that this is a prefix.
PREFIXED = re.compile(r"e-[^\W\d_]{4,}|(?:co|non|pre|anti|multi|semi|inter|mid|micro|bio|socio|tele)-[^\W\d_]{5,}")


def altered(quotation: PastedQuotation, text: SplitText) -> Finding | None:
    """Return the place with most of the words in order, and the differences, or None if the text is merely similar."""
    sought = quotation.keys
    blocks = _blocks(quotation, text) or one_word_off(sought, text)
    if not blocks:
        return None
    likeness = sum(block.size for block in blocks) / len(sought)
    blocks = _with_ends(list(_said_alike(blocks, quotation, text)), len(text.words), len(sought))
    first, last = blocks[0].text, blocks[-1].text + blocks[-1].size
    passage = QuoteRange(text.words[first].start, text.words[last - 1].end)
    differences = tuple(_differences(blocks, quotation.text, quotation.words, text))
    has_brackets = any(gap.kind == GapKind.BRACKET for gap in quotation.gaps)
    if not has_brackets and all(part.kind == PieceKind.SAME or _is_a_hyphen(part) for part in differences):
        return Finding(Verdict.PUNCTUATION, passage, differences)
    return Finding(Verdict.ALTERED, passage, differences, likeness=likeness)


def _blocks(quotation: PastedQuotation, text: SplitText) -> list[Block]:
    sought = quotation.keys
    if len(sought) < FEWEST_WORDS or not text.has_a_run_of(sought, SHORTEST_RUN):
        return []
    blocks = align(text.keys, sought, whole_text=any(gap.kind != GapKind.BRACKET for gap in quotation.gaps))
    alike = sum(block.size for block in blocks)
    if not blocks:
        return []
    is_like = alike / len(sought) >= LEAST_LIKENESS and alike / len(blocks) >= LEAST_MEAN_RUN
    return blocks if is_like else []


def _said_alike(blocks: list[Block], quotation: PastedQuotation, text: SplitText) -> Iterator[Block]:
    """Yield the runs without numbers that have the same key but cannot be read aloud alike."""
    for block in blocks:
        first = 0
        for number in range(block.size):
            old, new = text.words[block.text + number], quotation.words[block.quote + number]
            published, written = text.text[old.start : old.end], quotation.text[new.start : new.end]
            if published != written and not said_alike(text.text, old, written):
                yield Block(block.text + first, block.quote + first, number - first)
                first = number + 1
        yield Block(block.text + first, block.quote + first, block.size - first)


def _with_ends(blocks: list[Block], text_size: int, quote_size: int) -> list[Block]:
    """Pair a word or two of the quotation before the first run, or after the last, with as many of the text."""
    first, last = blocks[0], blocks[-1]
    before = first.quote
    if 0 < before <= min(MOST_CHANGED_AT_AN_END, first.text):
        blocks = [Block(first.text - before, 0, 0), *blocks]
    after = quote_size - last.quote - last.size
    end = last.text + last.size
    if 0 < after <= min(MOST_CHANGED_AT_AN_END, text_size - end):
        blocks = [*blocks, Block(end + after, quote_size, 0)]
    return blocks


def _differences(blocks: list[Block], written: str, quoted: list[Word], text: SplitText) -> Iterator[Difference]:
    text_at, quote_at = blocks[0].text, 0
    for block in [*blocks, Block(blocks[-1].text + blocks[-1].size, len(quoted), 0)]:
        old, new = (
            _between(text.text, text.words, text_at, block.text),
            _between(written, quoted, quote_at, block.quote),
        )
        if old or new:
            kind = PieceKind.CHANGED if old and new else PieceKind.DROPPED if old else PieceKind.ADDED
            yield Difference(kind, old, new)
        text_at, quote_at = block.text + block.size, block.quote + block.size
        if block.size:
            old = _between(text.text, text.words, block.text, text_at)
            new = _between(written, quoted, block.quote, quote_at)
            yield Difference(PieceKind.SAME, old, new)


def _between(text: str, spoken: list[Word], first: int, last: int) -> str:
    return text[spoken[first].start : spoken[last - 1].end] if first < last else ""


def _is_a_hyphen(difference: Difference) -> bool:
    """Return whether only a hyphen after a prefix was added or removed, without making another word: co-operate.

    "Re-sign" is not "resign", nor "the-rapist" "therapist": any other hyphen is a change. So is a minus sign.
    """
    old, new = (canonical(side).casefold() for side in (difference.published, difference.quoted))
    parted = old if "-" in old else new
    return (
        old.replace("-", "") == new.replace("-", "")
        and ("-" in old) != ("-" in new)
        and bool(PREFIXED.fullmatch(parted))
    )
