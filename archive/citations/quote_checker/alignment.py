"""Aligns the words of a quotation with those of a text, in order."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# Room around the best match for words that the quotation dropped: a clause, not a page.
ROOM = 60
FARTHEST = 6
FEWEST_IN_A_CLUSTER = 3


class Block(NamedTuple):
    """A run of words in both: where it starts in the text and in the quotation, and how many words it has."""

    text: int
    quote: int
    size: int


def align(text: Sequence[str], quote: Sequence[str], *, whole_text: bool = False) -> list[Block]:
    """Return the runs of words that the quotation shares with one place of the text, in order.

    The place is around the longest run; with ``whole_text``, the runs may be anywhere, in order. Runs that are far from
    the others and too short to mean anything are left out.
    """
    first = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    if not first.size:
        return []
    start, stop = 0, len(text)
    if not whole_text:
        start = max(0, first.a - first.b - ROOM)
        stop = first.a + len(quote) - first.b + ROOM
    matcher = SequenceMatcher(None, text[start:stop], quote, autojunk=False)
    blocks = [Block(start + block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    return [block for cluster in _clusters(blocks) for block in cluster]


def _clusters(blocks: list[Block]) -> list[list[Block]]:
    clusters: list[list[Block]] = []
    for block in blocks:
        if clusters and block.text - (clusters[-1][-1].text + clusters[-1][-1].size) <= FARTHEST:
            clusters[-1].append(block)
        else:
            clusters.append([block])
    return [cluster for cluster in clusters if sum(block.size for block in cluster) >= FEWEST_IN_A_CLUSTER]
