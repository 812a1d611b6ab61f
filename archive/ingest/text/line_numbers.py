"""The numbers that court reporters and legislatures print before each line of a page."""

import re
from collections.abc import Sequence
from itertools import pairwise

NUMBER = re.compile(r"\s{0,12}(\d{1,2})(?:[.)]?(?=\s|$))")
FEWEST, SHARE, IN_ORDER = 30, 0.6, 0.9  # lines; shares of lines with a number, and of numbers that go on counting


def without_line_numbers(lines: Sequence[str]) -> list[str]:
    """Return the lines without the numbers that count them on each page, or unchanged if there are none."""
    matches = [NUMBER.match(line) for line in lines]
    numbers = [int(match[1]) for match in matches if match]
    filled = sum(bool(line.strip()) for line in lines)
    if filled < FEWEST or len(numbers) < SHARE * filled:
        return list(lines)
    in_order = sum(other == one + 1 or other == 1 for one, other in pairwise(numbers))
    if in_order < IN_ORDER * len(numbers) or len(set(numbers)) == 1:
        return list(lines)
    return [line[match.end() :] if match else line for line, match in zip(lines, matches, strict=True)]
