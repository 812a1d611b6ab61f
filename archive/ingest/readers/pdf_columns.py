"""Pages with two columns: the whole left column is read before the right one, whatever order the file has."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

Piece = list  # text, left, right, baseline and size, as the worker writes them
TEXT, LEFT, RIGHT, BASELINE, SIZE = range(5)

FEW_LINES = 8  # a column has at least this many
GUTTER_FROM, GUTTER_TO = 0.4, 0.6  # of the width of the text: where the gap between two columns is
GUTTER_STEPS = 41
CROSSING = 0.15  # share of lines across both columns, such as headings
FULL = 0.6  # of its column's width: a normal line of running text; a column of names has shorter ones
APART = 1.6  # of the usual distance of two lines: a page header or footer


def in_columns(page: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page in reading order; unchanged if the page has one column.

    The right column is moved to the place of the left one, so that both have one margin.
    """
    gutter = _gutter(page)
    if gutter is None:
        return list(page)
    left_margin = min(piece[LEFT] for piece in page if piece[RIGHT] <= gutter)
    shift = min(piece[LEFT] for piece in page if piece[LEFT] >= gutter) - left_margin
    edges = _edges(page)
    ordered: list[Piece] = []
    columns: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in sorted(page, key=lambda piece: (-piece[BASELINE], piece[LEFT])):
        if piece[BASELINE] in edges or _crosses(piece, gutter):
            ordered += [*columns[0], *columns[1], piece]
            columns = ([], [])
        elif piece[LEFT] >= gutter:
            columns[1].append([piece[TEXT], piece[LEFT] - shift, piece[RIGHT] - shift, *piece[BASELINE:]])
        else:
            columns[0].append(piece)
    return [*ordered, *columns[0], *columns[1]]


def _gutter(page: Sequence[Piece]) -> float | None:
    """Return the x of the space between two columns of running text, or None."""
    if len(page) < 2 * FEW_LINES:
        return None
    start, end = min(piece[LEFT] for piece in page), max(piece[RIGHT] for piece in page)
    places = [GUTTER_FROM + (GUTTER_TO - GUTTER_FROM) * n / (GUTTER_STEPS - 1) for n in range(GUTTER_STEPS)]
    candidates = [start + (end - start) * place for place in places]
    gutter = min(candidates, key=lambda x: (sum(_crosses(piece, x) for piece in page), abs(x - (start + end) / 2)))
    left = [piece for piece in page if piece[RIGHT] <= gutter]
    right = [piece for piece in page if piece[LEFT] >= gutter]
    if min(len(left), len(right)) < FEW_LINES or len(page) - len(left) - len(right) > CROSSING * len(page):
        return None
    both = _is_running(left, gutter - start) and _is_running(right, end - gutter)
    return gutter if both and _side_by_side(left, right) else None


def _crosses(piece: Piece, x: float) -> bool:
    return piece[LEFT] < x < piece[RIGHT]


def _is_running(column: Sequence[Piece], width: float) -> bool:
    return median(piece[RIGHT] - piece[LEFT] for piece in column) >= FULL * width


def _side_by_side(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Return whether the columns are next to each other, not one below the other."""
    top = min(max(piece[BASELINE] for piece in column) for column in (left, right))
    bottom = max(min(piece[BASELINE] for piece in column) for column in (left, right))
    return sum(bottom <= piece[BASELINE] <= top for piece in right) >= len(right) / 2


def _edges(page: Sequence[Piece]) -> set[float]:
    """Return the baselines of the first and the last line if they are far from the rest: page headers and footers."""
    lines = sorted({piece[BASELINE] for piece in page}, reverse=True)
    distances = [above - below for above, below in pairwise(lines)]
    usual = median(distances)
    return {
        line
        for line, distance in ((lines[0], distances[0]), (lines[-1], distances[-1]))
        if distance > APART * max(usual, 1)
    }
