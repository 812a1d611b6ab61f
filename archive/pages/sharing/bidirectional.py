"""The order in which a line of text is shown: the Unicode Bidirectional Algorithm (UAX #9), Unicode 16.

Embeddings and overrides (X2 to X5, X7) are left out, because a drawn line has none, only isolates.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

# How many nested isolates (max_depth) and open brackets (BD16) the algorithm looks at.
DEEPEST, MOST_BRACKETS = 125, 63
INITIATORS = frozenset({"LRI", "RLI", "FSI"})
ISOLATES = INITIATORS | {"PDI"}
NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | ISOLATES
STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


@dataclass(frozen=True)
class LetterRun:
    """Adjacent characters that run in one direction, in the order in which they are read."""

    text: str
    is_right_to_left: bool


def visual_runs(line: str, is_right_to_left: bool) -> list[LetterRun]:
    """Return the runs of a line from left to right; ``is_right_to_left`` is the direction of its paragraph."""
    embedding = levels(line, int(is_right_to_left))
    if not embedding:
        return []
    runs = []
    start = 0
    for level, group in groupby(embedding):
        end = start + len(list(group))
        runs.append((level, line[start:end]))
        start = end
    # L2: reverse what is at each level or above, from the highest down to the lowest odd one.
    for lowest in range(max(embedding), 0, -1):
        ordered: list[tuple[int, str]] = []
        for is_in, reversible in groupby(runs, key=lambda run, lowest=lowest: run[0] >= lowest):  # type: ignore[misc]  # mypy infers no default of a lambda
            part = list(reversible)
            ordered += part[::-1] if is_in else part
        runs = ordered
    return [LetterRun(text, bool(level % 2)) for level, text in runs]


def levels(line: str, base: int) -> list[int]:
    """Return the embedding level of each character of a line, in a paragraph of level ``base`` (0 or 1)."""
    original = [unicodedata.bidirectional(character) or "L" for character in line]
    matching = _matching_isolates(original)
    embedding = _explicit_levels(original, matching, base)
    kinds = list(original)
    for sequence in _isolating_sequences(original, embedding, matching):
        _resolve(line, kinds, sequence, embedding, base, original, matching)
    for at, kind in enumerate(kinds):
        # I1, I2.
        if original[at] != "BN" and kind != ("R" if embedding[at] % 2 else "L"):
            embedding[at] += 2 if embedding[at] % 2 == 0 and kind in {"AN", "EN"} else 1
    _reset_separators(original, embedding, base)
    return embedding


def _matching_isolates(kinds: Sequence[str]) -> dict[int, int]:
    """Return where each closed isolate begins and ends, in both directions (BD9)."""
    matching: dict[int, int] = {}
    begun: list[int] = []
    for at, kind in enumerate(kinds):
        if kind in INITIATORS:
            begun.append(at)
        elif kind == "PDI" and begun:
            start = begun.pop()
            matching[start], matching[at] = at, start
    return matching


def _explicit_levels(kinds: Sequence[str], matching: dict[int, int], base: int) -> list[int]:
    """Return the level that isolates give each character (X1, X5a to X6a, X8).

    A BN has the level of the previous character.
    """
    embedding: list[int] = []
    stack = [base]
    overflowed = 0
    for at, kind in enumerate(kinds):
        if kind == "PDI" and at in matching:
            if overflowed:
                overflowed -= 1
            else:
                stack.pop()
        embedding.append(base if kind == "B" else stack[-1])
        if kind in INITIATORS:
            is_right = kind == "RLI" or (kind == "FSI" and _first_strong_is_right(kinds, at, matching))
            level = stack[-1] + 1 if stack[-1] % 2 != is_right else stack[-1] + 2
            if level > DEEPEST or overflowed:
                overflowed += 1
            else:
                stack.append(level)
    return embedding


def _first_strong_is_right(kinds: Sequence[str], start: int, matching: dict[int, int]) -> bool:
    """Return whether the first letter with a direction in an isolate is right-to-left (P2, P3, X5c)."""
    at, end = start + 1, matching.get(start, len(kinds))
    while at < end:
        if kinds[at] in {"L", "R", "AL"}:
            return kinds[at] != "L"
        at = matching.get(at, end) + 1 if kinds[at] in INITIATORS else at + 1
    return False


def _isolating_sequences(kinds: Sequence[str], embedding: list[int], matching: dict[int, int]) -> list[list[int]]:
    """Return the places of each isolating run sequence (BD13, X10), without BN (X9)."""
    shown = [at for at, kind in enumerate(kinds) if kind != "BN"]
    runs = [list(group) for _, group in groupby(shown, key=lambda at: embedding[at])]
    run_of_first = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in matching:
            continue
        sequence = list(run)
        while kinds[sequence[-1]] in INITIATORS and matching.get(sequence[-1]) in run_of_first:
            sequence += run_of_first[matching[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _resolve(
    line: str,
    kinds: list[str],
    sequence: list[int],
    embedding: list[int],
    base: int,
    original: Sequence[str],
    matching: dict[int, int],
) -> None:
    """Give each character of a sequence a strong type or that of a number (W1 to N2)."""
    level = embedding[sequence[0]]
    before = next((embedding[at] for at in range(sequence[0] - 1, -1, -1) if original[at] != "BN"), base)
    after = next((embedding[at] for at in range(sequence[-1] + 1, len(original)) if original[at] != "BN"), base)
    if original[sequence[-1]] in INITIATORS and sequence[-1] not in matching:
        after = base
    start, end = ("R" if max(level, other) % 2 else "L" for other in (before, after))
    types = [kinds[at] for at in sequence]
    _resolve_weak(types, start)
    own = "R" if level % 2 else "L"
    _resolve_brackets([line[at] for at in sequence], types, [original[at] for at in sequence], start, own)
    _resolve_neutral(types, start, end, own)
    for at, kind in zip(sequence, types, strict=True):
        kinds[at] = kind


def _resolve_weak(types: list[str], start: str) -> None:
    """Resolve marks, numbers and what is between them (W1 to W7)."""
    previous = start
    for at, kind in enumerate(types):
        if kind == "NSM":
            types[at] = "ON" if previous in ISOLATES else previous
        previous = types[at]
    _change_numbers(types, start, after="AL", to="AN")
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for at in range(1, len(types) - 1):
        around = types[at - 1], types[at + 1]
        if types[at] in {"ES", "CS"} and around == ("EN", "EN"):
            types[at] = "EN"
        elif types[at] == "CS" and around == ("AN", "AN"):
            types[at] = "AN"
    at = 0
    for kind, group in groupby(list(types)):
        end = at + len(list(group))
        if kind == "ET" and "EN" in (*types[at - 1 : at], *types[end : end + 1]):
            types[at:end] = ["EN"] * (end - at)
        at = end
    types[:] = ["ON" if kind in {"ES", "CS", "ET"} else kind for kind in types]
    _change_numbers(types, start, after="L", to="L")


def _change_numbers(types: list[str], start: str, *, after: str, to: str) -> None:
    """Change the type of European numbers if the strong type before them is ``after`` (W2, W7)."""
    strong = start
    for at, kind in enumerate(types):
        if kind == "EN" and strong == after:
            types[at] = to
        elif kind in {"L", "R", "AL"}:
            strong = kind


def _resolve_brackets(
    characters: Sequence[str], types: list[str], original: Sequence[str], start: str, own: str
) -> None:
    """Give both brackets of a pair the direction of their contents, or of the text before them (N0)."""
    for opening, closing in _bracket_pairs(characters, types):
        inside = {STRONG[kind] for kind in types[opening + 1 : closing] if kind in STRONG}
        if own in inside:
            direction = own
        elif inside:
            before = next((STRONG[kind] for kind in reversed(types[:opening]) if kind in STRONG), start)
            direction = before if before != own else own
        else:
            continue
        for at in (opening, closing):
            types[at] = direction
            following = at + 1
            while following < len(types) and original[following] == "NSM":
                types[following] = direction
                following += 1


def _bracket_pairs(characters: Sequence[str], types: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of the brackets of each pair, in the order in which the pairs begin (BD16)."""
    closing_of, closings = _brackets()
    begun: list[tuple[str, int]] = []
    pairs = []
    for at, found in enumerate(characters):
        if types[at] != "ON":
            continue
        character = CANONICAL.get(found, found)
        if character in closing_of:
            if len(begun) == MOST_BRACKETS:
                break
            begun.append((closing_of[character], at))
        elif character in closings:
            for depth in range(len(begun) - 1, -1, -1):
                if begun[depth][0] == character:
                    pairs.append((begun[depth][1], at))
                    del begun[depth:]
                    break
    return sorted(pairs)


@cache
def _brackets() -> tuple[dict[str, str], frozenset[str]]:
    """Return the closing bracket for each opening one, and the closing ones, as in BidiBrackets.txt.

    They are the mirrored characters of categories Ps and Pe whose names differ by LEFT and RIGHT.
    """
    pairs = {}
    for code in range(0x10000):
        opening = chr(code)
        if unicodedata.category(opening) != "Ps" or not unicodedata.mirrored(opening):
            continue
        try:
            closing = unicodedata.lookup(unicodedata.name(opening).replace("LEFT", "RIGHT"))
        except KeyError:
            continue
        if unicodedata.category(closing) == "Pe":
            pairs[CANONICAL.get(opening, opening)] = CANONICAL.get(closing, closing)
    # Two Tibetan pairs, whose names do not say LEFT and RIGHT.
    pairs |= {"\u0f3a": "\u0f3b", "\u0f3c": "\u0f3d"}
    return pairs, frozenset(pairs.values())


def _resolve_neutral(types: list[str], start: str, end: str, own: str) -> None:
    """Give neutral characters the direction on both sides of them, or the line's if the sides differ (N1, N2)."""
    at = 0
    for is_neutral, group in groupby(list(types), key=lambda kind: kind in NEUTRAL):
        beyond = at + len(list(group))
        if is_neutral:
            left = STRONG[types[at - 1]] if at else start
            right = STRONG[types[beyond]] if beyond < len(types) else end
            types[at:beyond] = [left if left == right else own] * (beyond - at)
        at = beyond


def _reset_separators(kinds: Sequence[str], embedding: list[int], base: int) -> None:
    """Give separators, and white space before them and at the end of the line, the line's level (L1)."""
    is_trailing = True
    for at in range(len(kinds) - 1, -1, -1):
        if kinds[at] in {"B", "S"}:
            is_trailing = True
        elif kinds[at] not in {"WS", "BN"} | ISOLATES:
            is_trailing = False
        if is_trailing:
            embedding[at] = base
    # Characters that X9 removes are shown with the character before them.
    for at, kind in enumerate(kinds):
        if kind == "BN" and at:
            embedding[at] = embedding[at - 1]
