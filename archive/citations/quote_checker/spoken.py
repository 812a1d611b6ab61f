"""Words as they are said: "25%" and "25 percent" are the same words, written in two ways.

The press has its own rules for numbers, money and initials. ``spoken_words`` gives all writings of a number one key, so
that they are found, in English and Spanish at once. ``said_alike`` then decides for the language of the text: two
writings are the same words only if they can be read aloud the same. "1.5" is not "15", "2nd" not "2", and "once" is a
number in Spanish only.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from archive.citations.words import INVISIBLE, Word, keys, listed, words

ENGLISH = listed("the of and to in that is it for was this with are you we have be what they")
SPANISH = listed("de la que el los las y en un una por con para del se es al lo su esta como muy")

# Initials with full stops, and the full stop of "2.º". A character that no word sees takes the place of each full stop.
INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}|\bH\. R\.|\b[ap]\. ?m\.(?=\W|$)|(?<=\d)\.(?=[ºª])")
JOINER = INVISIBLE[-2]


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


NUMBER_WORDS = {
    "en": NumberWords(
        _numbered(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ),
        _numbered("twenty thirty forty fifty sixty seventy eighty ninety", first=20, step=10),
        {"hundred": 100},
        {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
        _numbered(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth",
            first=1,
        )
        | _numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", first=20, step=10),
    ),
    "es": NumberWords(
        _numbered(
            "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
            "diecisiete dieciocho diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro "
            "veinticinco veintiseis veintisiete veintiocho veintinueve"
        ),
        _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", first=30, step=10),
        _numbered(
            "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
            "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
            first=100,
            step=100,
        ),
        {"mil": 10**3, "millon": 10**6, "millones": 10**6},
        _numbered(
            "primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta "
            "septimo/septima octavo/octava noveno/novena decimo/decima",
            first=1,
        ),
    ),
}
# "Un" and "una" are articles far more often. As a number they are only read, never looked for.
ONES = {word: one for found in NUMBER_WORDS.values() for word, one in found.ones.items() if word not in {"un", "una"}}
TENS = NUMBER_WORDS["en"].tens | NUMBER_WORDS["es"].tens
SPANISH_HUNDREDS = NUMBER_WORDS["es"].hundreds
MAGNITUDES = NUMBER_WORDS["en"].magnitudes | NUMBER_WORDS["es"].magnitudes
ORDINALS = NUMBER_WORDS["en"].ordinals | NUMBER_WORDS["es"].ordinals
SHORT_MAGNITUDES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}
CURRENCIES = {
    "$": {"en": ("dollars", "dollar"), "es": ("dolares", "dolar")},
    "€": {"en": ("euros", "euro"), "es": ("euros", "euro")},
    "£": {"en": ("pounds", "pound"), "es": ("libras", "libra")},
}
CURRENCY_WORDS = {word: sign for sign, named in CURRENCIES.items() for words_ in named.values() for word in words_}
SIGNS = {
    "%": {"en": ("percent", "per cent"), "es": ("por ciento", "porciento")},
    "&": {"en": ("and",), "es": ("y",)},
}
PERCENT = "percent"
PER_CENT = {"per": "cent", "por": "ciento"}
HEADS = frozenset({*ONES, *TENS, *SPANISH_HUNDREDS, "mil", *ORDINALS, *CURRENCIES, *PER_CENT, "%", "porciento", "&"})
DIGITS = frozenset("0123456789")
FIGURES = re.compile(r"\d{1,15}", re.ASCII)
DECIMAL = re.compile(r"\d{1,15}\.\d+", re.ASCII)
SHORTENED = re.compile(r"(\d{1,15}(?:\.\d+)?)(k|m|bn|b)", re.ASCII)
ORDINAL_FIGURE = re.compile(r"(\d{1,15})(st|nd|rd|th|o|a|er)", re.ASCII)
GROUPED = re.compile(r"(?<=\d),(?=\d{3})|(?<=\d)\.(?=[\dºª])")
MARKS_BETWEEN = re.compile(r"[^\w\s$€£%&º'’-]")
NOON = frozenset({"am", "pm"})
LARGEST = 10**15


def is_spanish(text: str) -> bool:
    """Return whether the text has more of the most common words of Spanish than of English."""
    found = keys(text)
    return sum(key in SPANISH for key in found) > sum(key in ENGLISH for key in found)


def spoken_words(text: str) -> list[Word]:
    """Return the words of the text in order. Words that are one number are one word."""
    found = words(_joined_initials(text))
    merged: list[Word] = []
    at = 0
    for key, start, stop in _numbers([word.key for word in found]):
        merged += [*found[at:start], Word(key, found[start].start, found[stop - 1].end)]
        at = stop
    return merged + found[at:]


def spoken_keys(text: str) -> list[str]:
    """Return the keys of ``spoken_words``, several times faster."""
    found = keys(_joined_initials(text))
    merged: list[str] = []
    at = 0
    for key, start, stop in _numbers(found):
        merged += [*found[at:start], key]
        at = stop
    return merged + found[at:]


def _joined_initials(text: str) -> str:
    return INITIALS.sub(lambda found: re.sub(r"[. ]", JOINER, found[0]), text)


def _numbers(found: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers, with their signs: the key, and from which word up to which."""
    end = 0
    for at, key in enumerate(found):
        if at >= end and (key in HEADS or key[0] in DIGITS) and (number := _number_at(found, at)):
            yield number
            end = number[2]


def _number_at(found: Sequence[str], at: int) -> tuple[str, int, int] | None:
    key = found[at]
    following = found[at + 1] if at + 1 < len(found) else ""
    if key == "&":
        return "and", at, at + 1
    if key in {"%", "porciento"}:
        return PERCENT, at, at + 1
    if key in PER_CENT:
        return (PERCENT, at, at + 2) if PER_CENT[key] == following else None
    if key in CURRENCIES:
        return _money_at(found, at)
    if ordinal := _ordinal_at(found, at):
        return ordinal
    value, stop = _amount_at(found, at)
    if not value:
        return None
    # "1.5 millones de dólares"
    named = stop + 1 if found[stop : stop + 1] == ["de"] and stop > at + 1 else stop
    sign = CURRENCY_WORDS.get(found[named]) if named < len(found) else None
    if sign:
        return f"{sign}{value}", at, named + 1
    return (value, at, stop) if stop > at + 1 or value != key else None


def _money_at(found: Sequence[str], at: int) -> tuple[str, int, int] | None:
    """Return an amount with a currency sign. "$1.50" is not read as it is written, so it stays as it is."""
    if at + 1 == len(found):
        return None
    if short := SHORTENED.fullmatch(found[at + 1]):
        value, _ = _amount_at([short[1], SHORT_MAGNITUDES[short[2]]], 0)
        return f"{found[at]}{value}", at, at + 2
    value, stop = _amount_at(found, at + 1) if found[at + 1][0] in DIGITS else ("", at)
    return (f"{found[at]}{value}", at, stop) if value else None


def _amount_at(found: Sequence[str], at: int) -> tuple[str, int]:
    """Return a cardinal number, or a decimal one with its magnitude; empty if there is none."""
    if DECIMAL.fullmatch(found[at]):
        magnitude = MAGNITUDES.get(found[at + 1]) if at + 1 < len(found) else None
        return (f"{found[at]}e{magnitude}", at + 2) if magnitude else ("", at)
    value, stop = _cardinal_at(found, at)
    return ("", at) if value is None else (str(value), stop)


def _cardinal_at(found: Sequence[str], at: int) -> tuple[int | None, int]:
    """Return the value of a number in figures or words, and where it ends."""
    total, last, end = 0, LARGEST, at
    current: int | None = None
    is_in_figures = False
    for place in range(at, len(found)):
        key = found[place]
        if key in {"and", "y"} and _goes_on(found, place, total, current):
            continue
        if (magnitude := MAGNITUDES.get(key)) and magnitude < last and (current or (key == "mil" and not total)):
            total, current, last, is_in_figures = total + (current or 1) * magnitude, None, magnitude, False
        elif key == "hundred" and current and current < 100:
            current *= 100
        elif (value := _value_of(key)) is not None and value < last and _fits(current, value):
            if is_in_figures or (key[0] in DIGITS and current is not None):
                break
            current, is_in_figures = (current or 0) + value, key[0] in DIGITS
        else:
            break
        end = place + 1
    return (None, at) if end == at else (total + (current or 0), end)


def _value_of(key: str) -> int | None:
    if FIGURES.fullmatch(key):
        # "007" is read otherwise.
        return None if key[0] == "0" and len(key) > 1 else int(key)
    return next((known[key] for known in (ONES, TENS, SPANISH_HUNDREDS) if key in known), None)


def _fits(current: int | None, value: int) -> bool:
    """Return whether a value may follow what was read since the last magnitude: "twenty five", not "five twenty"."""
    if current is None:
        return True
    unit = 100 if current % 100 == 0 else 10 if current % 10 == 0 and current % 100 >= 20 else 0
    return 0 < value < unit and current > 0


def _goes_on(found: Sequence[str], place: int, total: int, current: int | None) -> bool:
    """Return whether "and" or "y" stands inside a number: "one hundred and five", "treinta y cinco"."""
    following = _value_of(found[place + 1]) if place + 1 < len(found) else None
    if not following or found[place + 1][0] in DIGITS:
        return False
    if found[place] == "y":
        return following < 10 and current is not None and current % 10 == 0 and 30 <= current % 100 <= 90
    is_hundred = current is not None and current >= 100 and current % 100 == 0
    return following < 100 and (is_hundred or (current is None and total > 0))


def _ordinal_at(found: Sequence[str], at: int) -> tuple[str, int, int] | None:
    key = found[at]
    if figure := ORDINAL_FIGURE.fullmatch(key):
        return f"{int(figure[1])}º", at, at + 1
    if (tens := NUMBER_WORDS["en"].tens.get(key)) and at + 1 < len(found):
        ordinal = NUMBER_WORDS["en"].ordinals.get(found[at + 1], 10)
        return (f"{tens + ordinal}º", at, at + 2) if ordinal < 10 else None
    return (f"{ORDINALS[key]}º", at, at + 1) if key in ORDINALS else None


def said_alike(published: str, quoted: str, *, spanish: bool) -> bool:
    """Return whether two writings of the same key can be read aloud the same, in English or Spanish."""
    if published == quoted or keys(published) == keys(quoted):
        return True
    language = "es" if spanish else "en"
    return not aloud(published, language).isdisjoint(aloud(quoted, language))


@lru_cache(maxsize=10_000)
def aloud(written: str, language: str) -> frozenset[str]:
    """Return the ways to read a number, an amount, a sign or initials aloud, in words without accents."""
    if INITIALS.fullmatch(written) or (written.isalpha() and written.isupper() and len(written) > 1):
        letters = re.sub(r"[. ]", "", written).casefold()
        return frozenset({letters, " ".join(letters)} if written.isalpha() or letters in NOON else {" ".join(letters)})
    tokens = keys(_joined_initials(written))
    if not tokens or MARKS_BETWEEN.search(GROUPED.sub("", written)):
        return frozenset({written})
    sign, amount = (tokens[0], tokens[1:]) if tokens[0] in CURRENCIES and len(tokens) > 1 else ("", tokens)
    if sign and (short := SHORTENED.fullmatch(amount[0])):
        amount = [short[1], SHORT_MAGNITUDES[short[2]]]
    read = {" ".join(each) for each in product(*(_readings(token, language) for token in amount))}
    if sign:
        of = "de " if amount[-1] in {"millon", "millones"} else ""
        read = {f"{number} {of}{named}" for number in read for named in CURRENCIES[sign][language]}
    return frozenset(read)


def _readings(token: str, language: str) -> Iterable[str]:
    """Return the ways to read one word or figure."""
    if token in SIGNS:
        return SIGNS[token][language]
    if FIGURES.fullmatch(token) and (token == "0" or token[0] != "0"):
        return cardinals(int(token), language)
    if ordinal := ORDINAL_FIGURE.fullmatch(token):
        return _ordinals(int(ordinal[1]), ordinal[2], language) or {token}
    return (token,)


@lru_cache(maxsize=10_000)
def cardinals(number: int, language: str) -> frozenset[str]:
    """Return the ways to read a number below 10^15 aloud. Larger ones are only read as they are written."""
    if number >= LARGEST:
        return frozenset({str(number)})
    return frozenset(_in_spanish(number) if language == "es" else _in_english(number))


def _in_english(number: int) -> set[str]:
    known = NUMBER_WORDS["en"]
    names = {value: word for word, value in chain(known.ones.items(), known.tens.items())}
    if number in names:
        return {names[number]}
    if number < 100:
        return {f"{names[number - number % 10]} {names[number % 10]}"}
    read = set()
    if number < 1000:
        head = [f"{names[number // 100]} hundred"]
        read |= _with_rest(head, number % 100, _in_english, joins=(" ", " and "))
    else:
        scale, value = max((value, word) for word, value in known.magnitudes.items() if value <= number)
        head = [f"{one} {value}" for one in _in_english(number // scale)]
        read |= _with_rest(head, number % scale, _in_english, joins=(" ", " and ") if number % scale < 100 else (" ",))
        if 1100 <= number < 10_000 and number % 1000 >= 100:
            head = [f"{one} hundred" for one in _in_english(number // 100)]
            read |= _with_rest(head, number % 100, _in_english, joins=(" ", " and "))
    return read


def _in_spanish(number: int) -> set[str]:
    known = NUMBER_WORDS["es"]
    ones: dict[int, list[str]] = {}
    for word, value in chain(known.ones.items(), known.tens.items(), known.hundreds.items()):
        ones.setdefault(value, []).append(word)
    if number == 100:
        return {"cien", "ciento"}
    if number in ones:
        return set(ones[number])
    if number < 100:
        return {f"{ten} y {one}" for ten in ones[number - number % 10] for one in ones[number % 10]}
    if number < 1000:
        heads = [word for word in ones[number - number % 100] if word != "cien"]
        return _with_rest(heads, number % 100, _in_spanish)
    scale, name = (10**6, "millones") if number >= 10**6 else (1000, "mil")
    times = number // scale
    if times == 1:
        heads = ["mil"] if scale == 1000 else ["un millon"]
    else:
        heads = [f"{read} {name}" for read in _in_spanish(times) if not read.endswith("ciento")]
    return _with_rest(heads, number % scale, _in_spanish)


def _with_rest(
    heads: Iterable[str], rest: int, read: Callable[[int], Iterable[str]], *, joins: Collection[str] = (" ",)
) -> set[str]:
    """Return the beginnings of a number, each with what follows."""
    if not rest:
        return set(heads)
    return {f"{head}{join}{tail}" for head in heads for join in joins for tail in read(rest)}


def _ordinals(number: int, ending: str, language: str) -> set[str]:
    known = NUMBER_WORDS[language].ordinals
    if language == "es":
        return {word for word, value in known.items() if value == number and word.endswith(("r", ending[-1:]))}
    names = {value: word for word, value in known.items()}
    if ending not in {"st", "nd", "rd", "th"}:
        return set()
    if number in names:
        return {names[number]}
    if number < 100:
        tens = {value: word for word, value in NUMBER_WORDS["en"].tens.items()}
        return {f"{tens[number - number % 10]} {names[number % 10]}"}
    return {f"{number}{ending}"}
