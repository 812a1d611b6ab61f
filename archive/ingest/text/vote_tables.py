"""Tables of votes: a header that names the choices, and a row for each member with a mark under one of them."""

import re
from collections.abc import Sequence

from archive.ingest.text.printed_names import is_nobody, is_person
from archive.ingest.text.vote_words import choice_of

MARK = re.compile(r"[xX✓✔☑■●•*✗✘]|1")
RULE = re.compile(r"[\s|:+=-]*")
FEWEST_CELLS, FEWEST_CHOICES = 3, 2
CHOSEN = frozenset({"yes", "no", "abstain", "absent", "excused", "recused", "did_not_vote", "present"})


def cells_of(line: str) -> list[str]:
    """Return the cells of a row, the empty ones too; none if the line has no bars and no tabs."""
    text = line.strip()
    if "|" in text:
        return [cell.strip() for cell in text.removeprefix("|").removesuffix("|").split("|")]
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else []


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names choices above all columns but the first one."""
    choices = [choice_of(cell) for cell in cells[1:]]
    is_of_choices = len(cells) >= FEWEST_CELLS and CHOSEN.issuperset(choices) and choice_of(cells[0]) == "other"
    return is_of_choices and len(set(choices)) == len(choices) >= FEWEST_CHOICES


def roll_of(rows: Sequence[Sequence[str]]) -> list[tuple[str, tuple[str, ...]]] | None:
    """Return the names under each word of a header, from the marks in the rows below it.

    Return None if it is not certain: a cell has something else than one mark, or a row has two marks or no person.
    """
    if not rows or not is_header(rows[0]):
        return None
    named: dict[str, list[str]] = {word: [] for word in rows[0][1:]}
    for cells in rows[1:]:
        row = [*cells, *[""] * (len(rows[0]) - len(cells))]  # empty cells at the end may not be printed
        marked = [place for place, cell in enumerate(row) if place and cell]
        is_whole = len(row) == len(rows[0]) and is_person(row[0]) and not is_nobody(row[0])
        if not is_whole or len(marked) != 1 or not MARK.fullmatch(row[marked[0]]):
            return None
        named[rows[0][marked[0]]].append(row[0])
    return [(word, tuple(names)) for word, names in named.items()] if any(named.values()) else None


def is_rule(line: str) -> bool:
    """Return whether a line only rules off a table."""
    return bool(line.strip()) and RULE.fullmatch(line) is not None
