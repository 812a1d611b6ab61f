"""Numbers in the words of English and Spanish, and their values."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

TEN, TWENTY, HUNDRED, THOUSAND, MILLION = 10, 20, 100, 1000, 10**6
# Larger numbers are only read as they are written.
LARGEST = 10**15
LONGEST_FIGURES = 15
DIGITS = frozenset("0123456789")


class NumberWords(NamedTuple):
    """The words for numbers in a language, by value."""

    ones: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    magnitudes: dict[str, int]
    ordinals: dict[str, int]

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return frozenset().union(*self)


def _numbered(written: str, *, first: int = 0, step: int = 1) -> dict[str, int]:
    """Return words in order with their values. Words joined by a slash have the same one."""
    return {word: first + step * number for number, same in enumerate(written.split()) for word in same.split("/")}


IN_ENGLISH = NumberWords(
    _numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ),
    _numbered("twenty thirty forty fifty sixty seventy eighty ninety", first=TWENTY, step=TEN),
    {"hundred": HUNDRED},
    {"thousand": THOUSAND, "million": MILLION, "billion": 10**9, "trillion": 10**12},
    _numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth",
        first=1,
    )
    | _numbered(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", first=TWENTY, step=TEN
    ),
)
IN_SPANISH = NumberWords(
    _numbered(
        "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
        "diecisiete dieciocho diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro "
        "veinticinco veintiseis veintisiete veintiocho veintinueve"
    ),
    _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", first=30, step=TEN),
    _numbered(
        "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
        "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
        first=HUNDRED,
        step=HUNDRED,
    ),
    {"mil": THOUSAND, "millon": MILLION, "millones": MILLION},
    _numbered(
        "primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta "
        "septimo/septima octavo/octava noveno/novena decimo/decima",
        first=1,
    ),
)
# "Un" and "una" are articles far more often.
VALUES = {
    word: value
    for known in (IN_ENGLISH, IN_SPANISH)
    for word, value in chain(known.ones.items(), known.tens.items(), known.hundreds.items())
    if word not in {"un", "una", "hundred"}
}
MAGNITUDES = IN_ENGLISH.magnitudes | IN_SPANISH.magnitudes
ORDINALS = IN_ENGLISH.ordinals | IN_SPANISH.ordinals


def cardinal_at(said: Sequence[str], at: int) -> tuple[int | None, int]:
    """Return the value of the number in figures or words that begins at a word, and where it ends; None if none does.

    The words are keys (``citations.words``).
    """
    total, least, end = 0, LARGEST, at
    while True:
        # "One thousand and five".
        start = end + (total > 0 and said[end : end + 1] == ["and"])
        group, stop = _below_a_magnitude(said, start)
        name = said[stop] if stop < len(said) else ""
        magnitude = MAGNITUDES.get(name, LARGEST)
        is_counted = start == end and (bool(group) or (name == "mil" and not total))
        if not is_counted or magnitude >= least:
            break
        total, least, end = total + (group or 1) * magnitude, magnitude, stop + 1
    has_and, of_thousands = start > end, said[end - 1] == "mil"
    is_of_another = total > 0 and magnitude < LARGEST
    if group is None or group >= least or is_of_another or not _is_rest(group, least, has_and, of_thousands):
        return total or None, end
    return total + group, stop


def _is_rest(number: int, magnitude: int, has_and: bool, of_thousands: bool) -> bool:
    """Return whether a number behind a magnitude is added to it, and cannot be a share of it.

    "One million five" is 1,500,000 to most people. "Mil cinco" is 1,005, but "un millón doscientos" 1,200,000.
    """
    if has_and:
        return 0 < number < HUNDRED
    return magnitude == LARGEST or of_thousands or number >= (TEN if magnitude == THOUSAND else THOUSAND)


def _below_a_magnitude(said: Sequence[str], at: int) -> tuple[int | None, int]:
    """Return the value of figures, or of words up to hundreds, and where they end; None if there are none."""
    value, end = None, at
    while end < len(said):
        place = end + _is_inside(said, end, value or 0)
        key, of_word = said[place], value_of(said[place])
        if key == "hundred" and value and value < HUNDRED:
            value *= HUNDRED
        elif of_word is not None and _fits(value, of_word, key):
            value = (value or 0) + of_word
        else:
            break
        end = place + 1
        if key[0] in DIGITS and said[end : end + 1] != ["hundred"]:
            break
    return value, end


def value_of(key: str) -> int | None:
    """Return the value of one word, or of figures; None for anything else. "007" is read otherwise."""
    if key[0] in DIGITS:
        is_plain = key.isdecimal() and len(key) <= LONGEST_FIGURES and (key[0] != "0" or key == "0")
        return int(key) if is_plain else None
    return VALUES.get(key)


def _fits(current: int | None, value: int, key: str) -> bool:
    """Return whether a word may follow what was read since the last magnitude: "twenty five", not "five twenty"."""
    if current is None:
        return True
    unit = HUNDRED if current % HUNDRED == 0 else TEN if current % TEN == 0 and current % HUNDRED >= TWENTY else 0
    return key[0] not in DIGITS and 0 < value < unit and current > 0


def _is_inside(said: Sequence[str], place: int, value: int) -> bool:
    """Return whether "and" or "y" stands inside a number: "one hundred and five", "treinta y cinco"."""
    following = VALUES.get(said[place + 1], 0) if place + 1 < len(said) else 0
    if said[place] == "y":
        return 0 < following < TEN and value % HUNDRED in IN_SPANISH.tens.values()
    return said[place] == "and" and 0 < following < HUNDRED and value > 0 and value % HUNDRED == 0
