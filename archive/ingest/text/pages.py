"""Page headers, footers and page numbers: found because they repeat at the edges of pages, and removed."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

TOP, BOTTOM = 4, 3  # how many lines at the edges of a page may be headers or footers
SHARE = 0.3  # share of pages on which a line must repeat to belong to the page, not to the text
FEW_PAGES = 3
RUNNING_PAGES = 4  # how often a line with a counting number must occur to belong to the page
DIGITS = re.compile(r"\d+")
NUMBER = re.compile(r"\W*(?:page )?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return for each page the indices of the lines that belong to the text.

    A line at the edge of a page is left out if the same line, ignoring numbers, is at that edge of many pages, or if it
    is only a number that counts the pages. A number inside the text always stays.
    """
    repeated = {edge: _repeated(pages, edge) for edge in ("top", "bottom")}
    numbers = _counting(pages)
    kept = []
    for index, page in enumerate(pages):
        gone: set[int] = set()
        for edge in ("top", "bottom"):
            gone.update(_furniture(page, edge, repeated[edge], numbers.get(index)))
        kept.append([n for n in range(len(page)) if n not in gone])
    return kept


def without_running_lines(lines: Sequence[str]) -> list[int]:
    """Return the indices of the text's lines in a text without page marks, without page headers and page numbers.

    A page header is a line that repeats next to a number that counts the pages.
    """
    filled = [n for n, line in enumerate(lines) if line.strip()]
    heads: dict[str, list[tuple[int, int, int]]] = {}  # the occurrences of each shape: line, line of its number, number
    for before, after in pairwise(filled):
        for head, at in ((before, after), (after, before)):
            match = NUMBER.fullmatch(lines[at])
            if match and not NUMBER.fullmatch(lines[head]):
                heads.setdefault(_shape(lines[head]), []).append((head, at, int(match[1])))
    gone: set[int] = set()
    for pages in heads.values():
        numbers = [number for _, _, number in pages]
        if len(pages) >= RUNNING_PAGES and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            gone.update(n for head, at, _ in pages for n in (head, at))
    return [n for n in range(len(lines)) if n not in gone]


def _edge(page: Sequence[str], edge: str) -> list[int]:
    if edge == "top":
        return list(range(min(TOP, len(page))))
    return list(range(len(page) - 1, max(len(page) - 1 - BOTTOM, -1), -1))


def _shape(line: str) -> str:
    return DIGITS.sub("#", " ".join(line.split()))


def _repeated(pages: Sequence[Sequence[str]], edge: str) -> set[str]:
    counts = Counter(shape for page in pages for shape in {_shape(page[n]) for n in _edge(page, edge)})
    least = max(FEW_PAGES, SHARE * len(pages))
    return {shape for shape, count in counts.items() if count >= least and shape and shape != "#"}


def _counting(pages: Sequence[Sequence[str]]) -> dict[int, set[int]]:
    """Return for each page the lines that are only a number and continue the count of the page before or after."""
    numbers_of_pages = [_numbers(page) for page in pages]
    counting: dict[int, set[int]] = {}
    for index, numbers in enumerate(numbers_of_pages):
        before = set(numbers_of_pages[index - 1].values()) if index else set()
        after = set(numbers_of_pages[index + 1].values()) if index + 1 < len(numbers_of_pages) else set()
        for n, number in numbers.items():
            if number - 1 in before or number + 1 in after or (number == index + 1 and len(pages) < FEW_PAGES):
                counting.setdefault(index, set()).add(n)
    return counting


def _numbers(page: Sequence[str]) -> dict[int, int]:
    edges = {*_edge(page, "top"), *_edge(page, "bottom")}
    return {n: int(match[1]) for n in edges if (match := NUMBER.fullmatch(page[n]))}


def _furniture(page: Sequence[str], edge: str, repeated: set[str], numbers: set[int] | None) -> set[int]:
    """Return the lines at an edge to leave out: from the outside in, up to the first that belongs to the text."""
    gone = set()
    for n in _edge(page, edge):
        if _shape(page[n]) in repeated or n in (numbers or ()):
            gone.add(n)
        elif page[n].strip():
            break
    return gone
