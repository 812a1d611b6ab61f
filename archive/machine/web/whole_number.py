"""Numbers that somebody sent: of a row, of a page, of a year."""

from collections.abc import Iterable

LARGEST_ID = 2**63 - 1


def whole_number(text: str, highest: int = LARGEST_ID) -> int | None:
    """Return the whole number from 1 to the highest that the text is in digits; None for any other text."""
    if not text.isdecimal() or len(text) > len(str(highest)):
        return None
    number = int(text)
    return number if 1 <= number <= highest else None


def whole_numbers(texts: Iterable[str]) -> list[int]:
    """Return the numbers among the texts."""
    return [number for text in texts if (number := whole_number(text))]
