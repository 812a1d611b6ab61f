"""Numbers in the words of English and Spanish: read from words, and read aloud from figures."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

TEN, TWENTY, HUNDRED, THOUSAND, MILLION = 10, 20, 100, 1000, 10**6
# Larger numbers are only read as they are written.
LARGEST = 10**15
LONGEST_FIGURES = 15
DIGITS = frozenset("0123456789")
ENGLISH_ENDINGS = frozenset({"st", "nd", "rd", "th"})


class NumberWords(NamedTuple):
    """The words for numbers in a language, by value."""

    ones: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    magnitudes: dict[str, int]
    ordinals: dict[str, int]


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
# "Un" and "una" are articles far more often. As a number they are only read aloud.
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
    total, last, end = 0, LARGEST, at
    current: int | None = None
    is_in_figures = False
    magnitude_at = at
    for index in range(at, len(said)):
        key = said[index]
        if key in {"and", "y"} and _goes_on(said, index, total, current):
            continue
        value = value_of(key)
        if (magnitude := MAGNITUDES.get(key)) and magnitude < last and (current or (key == "mil" and not total)):
            total, current, last, is_in_figures = total + (current or 1) * magnitude, None, magnitude, False
            magnitude_at = index
        elif key == "hundred" and current and current < HUNDRED:
            current, is_in_figures = current * HUNDRED, False
        elif value is not None and value < last and not is_in_figures and _fits(current, value, key):
            current, is_in_figures = (current or 0) + value, key[0] in DIGITS
        else:
            break
        end = index + 1
    if current and _may_be_a_share(said[magnitude_at : magnitude_at + 2], last, current):
        return total, magnitude_at + 1
    return (None, at) if end == at else (total + (current or 0), end)


def _may_be_a_share(said: Sequence[str], magnitude: int, rest: int) -> bool:
    """Return whether what follows a magnitude may be a share of it: "one million five" is 1,500,000 to most people.

    With "and" it is not. In Spanish, "mil cinco" is 1,005, but "un millón doscientos" is 1,200,000.
    """
    is_told_apart = said[0] == "mil" or said[-1] == "and" or magnitude == LARGEST
    return not is_told_apart and rest < (TEN if magnitude == THOUSAND else THOUSAND)


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


def _goes_on(said: Sequence[str], place: int, total: int, current: int | None) -> bool:
    """Return whether "and" or "y" stands inside a number: "one hundred and five", "treinta y cinco"."""
    following = VALUES.get(said[place + 1], 0) if place + 1 < len(said) else 0
    if said[place] == "y":
        return 0 < following < TEN and (current or 0) % HUNDRED in IN_SPANISH.tens.values()
    is_hundred = bool(current) and (current or 0) % HUNDRED == 0
    return 0 < following < HUNDRED and (is_hundred or (current is None and total > 0))


@lru_cache(maxsize=10_000)
def cardinals(number: int, language: str) -> frozenset[str]:
    """Return the ways to read a number aloud in "en" or "es", in keys."""
    if number >= LARGEST:
        return frozenset({str(number)})
    return frozenset(_in_spanish(number) if language == "es" else _in_english(number))


def ordinals(number: int, ending: str, language: str) -> set[str]:
    """Return the ways to read an ordinal number aloud that is written with this ending: "2nd", "2.ª"."""
    known = (IN_SPANISH if language == "es" else IN_ENGLISH).ordinals
    if language == "es":
        return {word for word, value in known.items() if value == number and word.endswith(("r", ending[-1:]))}
    if ending not in ENGLISH_ENDINGS:
        return set()
    names = {value: word for word, value in known.items()}
    if number in names:
        return {names[number]}
    tens = {value: word for word, value in IN_ENGLISH.tens.items()}
    ten, one = number - number % TEN, number % TEN
    return {f"{tens[ten]} {names[one]}"} if ten in tens and one in names else set()


def _in_english(number: int) -> set[str]:
    names = {value: word for word, value in chain(IN_ENGLISH.ones.items(), IN_ENGLISH.tens.items())}
    if number in names:
        return {names[number]}
    if number < HUNDRED:
        return {f"{names[number - number % TEN]} {names[number % TEN]}"}
    with_and = (" ", " and ")
    read: set[str] = set()
    if number < THOUSAND or (number < TEN * THOUSAND and number % THOUSAND >= HUNDRED):
        # "Twelve hundred fifty" too.
        heads = [f"{many} hundred" for many in _in_english(number // HUNDRED)]
        read |= _with_rest(heads, number % HUNDRED, _in_english, joins=with_and)
    if number >= THOUSAND:
        scale, name = max((value, word) for word, value in IN_ENGLISH.magnitudes.items() if value <= number)
        heads = [f"{many} {name}" for many in _in_english(number // scale)]
        rest = number % scale
        read |= _with_rest(heads, rest, _in_english, joins=with_and if rest < HUNDRED else (" ",))
    return read


def _in_spanish(number: int) -> set[str]:
    names: dict[int, list[str]] = {}
    for word, value in chain(IN_SPANISH.ones.items(), IN_SPANISH.tens.items(), IN_SPANISH.hundreds.items()):
        names.setdefault(value, []).append(word)
    if number in names:
        return set(names[number])
    if number < HUNDRED:
        return {f"{ten} y {one}" for ten in names[number - number % TEN] for one in names[number % TEN]}
    if number < THOUSAND:
        heads = [word for word in names[number - number % HUNDRED] if word != "cien"]
        return _with_rest(heads, number % HUNDRED, _in_spanish)
    scale, name, once = (MILLION, "millones", "un millon") if number >= MILLION else (THOUSAND, "mil", "mil")
    many = number // scale
    heads = [once] if many == 1 else [f"{read} {name}" for read in _in_spanish(many) if not read.endswith("ciento")]
    return _with_rest(heads, number % scale, _in_spanish)


def _with_rest(
    heads: Iterable[str], rest: int, read: Callable[[int], Iterable[str]], *, joins: Collection[str] = (" ",)
) -> set[str]:
    """Return the beginnings of a number, each with what follows."""
    if not rest:
        return set(heads)
    return {f"{head}{join}{tail}" for head in heads for join in joins for tail in read(rest)}
