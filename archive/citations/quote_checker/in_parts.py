"""A quotation with ellipses or brackets: its parts, word for word and in order."""

from collections.abc import Iterator

from archive.citations.passages.context import SENTENCE_END
from archive.citations.passages.difference import PieceKind
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.quote_checker.alignment import Block
from archive.citations.quote_checker.finding import Difference, Finding, Verdict
from archive.citations.quote_checker.printed import PrintedWords, WordRun, loses_its_question, printed
from archive.citations.quote_checker.quotation import GapKind, PastedQuotation
from archive.citations.quote_checker.spoken import spoken_keys, spoken_words
from archive.citations.quote_checker.text import SplitText

# Fewer words than these are in order in many texts by chance.
FEWEST_WORDS = 5
SHORTEST_RUN = 3
# The text may have this many words where the quotation has words in brackets.
MOST_BEHIND_A_BRACKET = 12


def in_parts(quotation: PastedQuotation, text: SplitText) -> Finding | None:
    """Return the finding if every part is word for word in the text, in order, with other words only at the gaps."""
    parts = [spoken_keys(part) for part in quotation.parts]
    sizes = [len(part) for part in parts]
    if len(parts) == 1 or sum(sizes) < FEWEST_WORDS or max(sizes) < SHORTEST_RUN:
        return None
    runs = [row for row in _rows(quotation, parts, text) if row and _is_said_alike(quotation, row, text)]
    if not runs:
        return None
    row = min(runs, key=lambda row: row[-1].text + row[-1].size - row[0].text)
    differences = tuple(_differences(quotation, row, text))
    passage = QuoteRange(text.words[row[0].text].start, text.words[row[-1].text + row[-1].size - 1].end)
    loses = any(one.loses_its_question for one in _printed_parts(quotation, row, text))
    return Finding(Verdict.ALTERED, passage, differences, only_where_marked=True, loses_its_question=loses)


def _rows(quotation: PastedQuotation, parts: list[list[str]], text: SplitText) -> Iterator[list[Block]]:
    """Yield for each place of the first part the nearest places of the others after it, or an empty list."""
    places = [text.places(part) for part in parts]
    filled = [number for number, part in enumerate(parts) if part]
    for start in places[filled[0]]:
        row = [Block(start, filled[0], len(parts[filled[0]]))]
        for number in filled[1:]:
            end = row[-1].text + row[-1].size
            brackets = quotation.gaps[row[-1].quote : number]
            bound = (
                end + MOST_BEHIND_A_BRACKET if all(gap.kind == GapKind.BRACKET for gap in brackets) else len(text.words)
            )
            following = next((place for place in places[number] if end <= place <= bound), None)
            if following is None:
                row = []
                break
            row.append(Block(following, number, len(parts[number])))
        yield row


def _is_said_alike(quotation: PastedQuotation, row: list[Block], text: SplitText) -> bool:
    return all(one.has_the_words for one in _printed_parts(quotation, row, text))


def _differences(quotation: PastedQuotation, row: list[Block], text: SplitText) -> Iterator[Difference]:
    """Yield the parts unchanged and, between them, what the text has and what the quotation has instead.

    The ``quote`` of a block is the number of its part.
    """
    if row[0].quote:
        yield Difference(PieceKind.ADDED, "", _written(quotation, 0, row[0].quote))
    parts = _printed_parts(quotation, row, text)
    for part, block, following in zip(parts, row, [*row[1:], None], strict=True):
        end = text.words[block.text + block.size - 1].end
        yield from part.differences
        if following is None:
            last = _written(quotation, block.quote, len(quotation.parts) - 1)
            if last:
                yield Difference(PieceKind.ADDED, "", last)
            return
        between = text.text[end : text.words[following.text].start].strip()
        written = _written(quotation, block.quote, following.quote)
        has_words = following.text > block.text + block.size
        if has_words:
            yield Difference(PieceKind.CHANGED if written else PieceKind.DROPPED, between, written)
        elif written:
            yield Difference(PieceKind.ADDED, "", written)


def _printed_parts(quotation: PastedQuotation, row: list[Block], text: SplitText) -> Iterator[PrintedWords]:
    """Yield how the quotation prints each part. One that an ellipsis or brackets follow does not end its sentence."""
    first = quotation.text[quotation.words[0].start :]
    for block, following in zip(row, [*row[1:], None], strict=True):
        stored = WordRun(text.text, text.words[block.text : block.text + block.size])
        part = quotation.parts[block.quote]
        quoted = WordRun(part, spoken_words(part))
        gaps = quotation.gaps[block.quote : following.quote if following else None]
        goes_on = any(gap.kind != GapKind.INTERRUPTION for gap in gaps) or (quotation.trails_off and not following)
        if following:
            # “Do we close,” she asked, “on Monday?” is still asked.
            goes_on |= not SENTENCE_END.search(text.text, stored.end, text.words[following.text].start)
        passage = QuoteRange(text.words[row[0].text].start, stored.end)
        loses = not goes_on and loses_its_question(quoted, text.text, passage, first=first)
        yield printed(quoted, stored, loses_its_question=loses)


def _written(quotation: PastedQuotation, first: int, last: int) -> str:
    return " ".join(gap.written for gap in quotation.gaps[first:last] if gap.written)
