"""Misspellings, for engines that only look up exact words."""

from collections.abc import Iterable


def within_one_edit(word: str, others: Iterable[str]) -> list[str]:
    """Return the other words that differ from the word by one letter added, removed or changed."""
    return [other for other in others if abs(len(other) - len(word)) <= 1 and _is_near(word, other)]


def _is_near(one: str, other: str) -> bool:
    same = 0
    shorter = min(len(one), len(other))
    while same < shorter and one[same] == other[same]:
        same += 1
    return one[same + 1 :] == other[same + 1 :] or one[same:] == other[same + 1 :] or one[same + 1 :] == other[same:]
