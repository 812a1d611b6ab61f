"""Words as they are said: "25%" and "25 percent" are the same words, written in two ways.

The press has its own rules for numbers, money and initials. ``spoken_words`` gives all writings of a number one key, so
that they are found, in English and Spanish at once. ``said_alike`` then decides for the language of the sentence: two
writings are the same words only if they can be read aloud the same. "1.5" is not "15", "2nd" not "2", and "once" is a
number in Spanish only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import INVISIBLE, Word, keys, words
from archive.citations.quote_checker.number_words import (
    DIGITS,
    IN_ENGLISH,
    MAGNITUDES,
    ORDINALS,
    TEN,
    VALUES,
    cardinal_at,
    cardinals,
    ordinals,
    value_of,
)
from archive.citations.quote_checker.two_languages import is_spanish_at
from archive.citations.quote_checker.typography import canonical
from archive.language.people import listed

Number = tuple[str, int, int]

# Initials with full stops, and the full stop of "2.º". A character that no word sees takes the place of each full stop.
INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}|\bH\. R\.|\b[ap]\. ?m\.(?=\W|$)|(?<=\d)\.(?=[ºª])")
UNSEEN = INVISIBLE[-1]
# "Coming on stream--80 percent": a dash, and no minus sign.
TYPED_DASH = re.compile("--+")
# "10 -- 20" is "10—20", and no "10 20". A sign that no number has takes its place.
BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s*+(?:[-‐-―−]|--+)\s*+(?=\d)")
RANGE = "∼"
NOON = frozenset({"am", "pm"})
SHORT_MAGNITUDES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}
CURRENCIES = {
    "$": {"en": ("dollars", "dollar"), "es": ("dolares", "dolar")},
    "€": {"en": ("euros", "euro"), "es": ("euros", "euro")},
    "£": {"en": ("pounds", "pound"), "es": ("libras", "libra")},
}
# "Five pounds" may be a weight, so only a sign makes it money.
UNITS_TOO = frozenset({"pounds", "pound", "libras", "libra"})
CURRENCY_WORDS = {
    word: sign for sign, of in CURRENCIES.items() for named in of.values() for word in named if word not in UNITS_TOO
}
# Ordinals are other words too: "I second it", "wait a second", "a third of it", "un cuarto". After these they are none.
BEFORE_ORDINALS = listed(
    """
    the this that these those my our your his her its their every each
    el la los las este esta ese esa mi su sus nuestro nuestra cada
    """
)
# "Grupo 1a" is not "grupo 1.ª".
ORDINAL_LETTER = re.compile(r"\d\.?[ao]\b", re.IGNORECASE)
LONGEST_BEFORE = 40
SIGNS: dict[str, dict[str, tuple[str, ...]]] = {
    "%": {"en": ("percent", "per cent"), "es": ("por ciento", "porciento")},
    "&": {"en": ("and",), "es": ("y",)},
}
SIGN_KEYS = {"%": "percent", "porciento": "percent", "&": "and"}
PER_CENT = {"per": "cent", "por": "ciento"}
HEADS = frozenset({*VALUES, "mil", *ORDINALS, *CURRENCIES, *PER_CENT, *SIGN_KEYS})
DECIMAL = re.compile(r"\d{1,15}\.\d+", re.ASCII)
SHORTENED = re.compile(r"(\d{1,15}(?:\.\d+)?)(k|m|bn|b)", re.ASCII)
ORDINAL = re.compile(r"(\d{1,15})(st|nd|rd|th|o|a|er)", re.ASCII)
INSIDE_A_NUMBER = re.compile(r"(?<=\d),(?=\d{3})|(?<=\d)\.(?=[\dºª])")
MARKS = re.compile(r"[^\w\s$€£%&'’-]")


def spoken_words(text: str) -> list[Word]:
    """Return the words of the text in order. Words that make up one number are one word."""
    said = words(_as_words(text))
    for at, word in enumerate(said):
        if word.key == RANGE and text[word.start] != RANGE:
            said[at] = Word(RANGE, said[at - 1].end, said[at + 1].start)
    merged: list[Word] = []
    at = 0
    for key, start, stop in _numbers([word.key for word in said]):
        merged += [*said[at:start], Word(key, said[start].start, said[stop - 1].end)]
        at = stop
    return merged + said[at:]


def spoken_keys(text: str) -> list[str]:
    """Return the keys of ``spoken_words``, several times faster."""
    said = keys(_as_words(text))
    merged: list[str] = []
    at = 0
    for key, start, stop in _numbers(said):
        merged += [*said[at:start], key]
        at = stop
    return merged + said[at:]


def _as_words(text: str) -> str:
    """Return the text, of the same length, with initials as one word and dashes in one form."""
    text = BETWEEN_NUMBERS.sub(lambda dash: RANGE.center(len(dash[0])), text)
    text = TYPED_DASH.sub(lambda hyphens: "—".rjust(len(hyphens[0])), text)
    return INITIALS.sub(lambda initials: re.sub(r"[. ]", UNSEEN, initials[0]), text)


def _numbers(said: Sequence[str]) -> Iterator[Number]:
    """Yield the numbers and signs that can be written otherwise: the key, and from which word up to which."""
    end = 0
    for at, key in enumerate(said):
        if at >= end and (key in HEADS or key[0] in DIGITS) and (number := _number_at(said, at)):
            yield number
            end = number[2]


def _number_at(said: Sequence[str], at: int) -> Number | None:
    key = said[at]
    if key in SIGN_KEYS:
        return SIGN_KEYS[key], at, at + 1
    if key in PER_CENT:
        return (SIGN_KEYS["%"], at, at + 2) if list(said[at + 1 : at + 2]) == [PER_CENT[key]] else None
    if key in CURRENCIES:
        return _money_at(said, at)
    return _ordinal_at(said, at) or _amount_named_at(said, at)


def _ordinal_at(said: Sequence[str], at: int) -> Number | None:
    key, following = said[at], said[at + 1] if at + 1 < len(said) else ""
    if figure := ORDINAL.fullmatch(key):
        return f"{int(figure[1])}º", at, at + 1
    if (tens := IN_ENGLISH.tens.get(key)) and IN_ENGLISH.ordinals.get(following, TEN) < TEN:
        return f"{tens + IN_ENGLISH.ordinals[following]}º", at, at + 2
    return (f"{ORDINALS[key]}º", at, at + 1) if key in ORDINALS else None


def _amount_named_at(said: Sequence[str], at: int) -> Number | None:
    """Return a number, with the name of a currency if it has one: "1.5 millones de dólares"."""
    amount, stop = _amount_at(said, at)
    if not amount:
        return None
    named = stop + (said[stop : stop + 1] == ["de"] and said[stop - 1] in MAGNITUDES)
    if sign := CURRENCY_WORDS.get(said[named]) if named < len(said) else None:
        return f"{sign}{amount}", at, named + 1
    return amount, at, stop


def _money_at(said: Sequence[str], at: int) -> Number | None:
    """Return an amount with a currency sign. "$1.50" is not read as it is written, so it stays as it is."""
    if at + 1 == len(said) or said[at + 1][0] not in DIGITS:
        return None
    if short := SHORTENED.fullmatch(said[at + 1]):
        return f"{said[at]}{_amount_at(_in_full(short), 0)[0]}", at, at + 2
    amount, stop = _amount_at(said, at + 1)
    return (f"{said[at]}{amount}", at, stop) if amount else None


def _in_full(short: re.Match[str]) -> list[str]:
    """Return an amount with its magnitude: of "1.5m" "1.5 million"."""
    return [short[1], SHORT_MAGNITUDES[short[2]]]


def _amount_at(said: Sequence[str], at: int) -> tuple[str, int]:
    """Return a key for a cardinal number, or for a decimal one with its magnitude; empty if there is none."""
    if DECIMAL.fullmatch(said[at]):
        magnitude = MAGNITUDES.get(said[at + 1]) if at + 1 < len(said) else None
        return (f"{said[at]}e{magnitude}", at + 2) if magnitude else ("", at)
    value, stop = cardinal_at(said, at)
    return ("", at) if value is None else (str(value), stop)


def said_alike(text: str, word: Word, quoted: str) -> bool:
    """Return whether a word of the text and another writing of its key are the same word, read aloud the same there."""
    if not sound_alike(text, word, quoted):
        return False
    is_alike = not word.key.endswith("º") or _is_written_alike(text[word.start : word.end], quoted)
    return is_alike or _is_an_ordinal_there(text, word)


def sound_alike(text: str, word: Word, quoted: str) -> bool:
    """Return whether a word of the text and another writing of its key can be read aloud the same, where it stands."""
    published = text[word.start : word.end]
    if _is_written_alike(published, quoted):
        return True
    if word.key.endswith("º") and _may_be_no_ordinal(published, quoted):
        return False
    if keys(published) == keys(quoted) and not MARKS.search(INSIDE_A_NUMBER.sub("", published + quoted)):
        return True
    language = "es" if is_spanish_at(text, QuoteRange(word.start, word.end)) else "en"
    return not aloud(published, language).isdisjoint(aloud(quoted, language))


def _is_an_ordinal_there(text: str, word: Word) -> bool:
    before = keys(text[: word.start].rpartition("\n")[2][-LONGEST_BEFORE:])
    return bool(before) and before[-1] in BEFORE_ORDINALS


def _is_written_alike(published: str, quoted: str) -> bool:
    return canonical(published).casefold() == canonical(quoted).casefold()


def _may_be_no_ordinal(published: str, quoted: str) -> bool:
    """Return whether one of two writings may be read as a letter or a time: "1a", "the twenty-second delay"."""
    may_be_time = any(len(read) > 1 and read[-1] == "second" for read in (keys(published), keys(quoted)))
    return may_be_time or any(ORDINAL_LETTER.search(written) for written in (published, quoted))


@lru_cache(maxsize=10_000)
def aloud(written: str, language: str) -> frozenset[str]:
    """Return the ways to read words, a number, an amount, a sign or initials aloud, in keys."""
    if INITIALS.fullmatch(written) or (written.isalpha() and written.isupper() and len(written) > 1):
        letters = re.sub(r"[. ]", "", written).casefold()
        spelled = " ".join(letters)
        return frozenset({spelled, letters} if written.isalpha() or letters in NOON else {spelled})
    tokens = keys(_as_words(written))
    if not tokens or MARKS.search(INSIDE_A_NUMBER.sub("", written)):
        return frozenset({written})
    sign, amount = (tokens[0], tokens[1:]) if tokens[0] in CURRENCIES and len(tokens) > 1 else ("", tokens)
    if sign and (short := SHORTENED.fullmatch(amount[0])):
        amount = _in_full(short)
    read = {" ".join(each) for each in product(*(_readings(token, language) for token in amount))}
    if sign:
        of = "de " if amount[-1] in {"millon", "millones"} else ""
        read = {f"{number} {of}{named}" for number in read for named in CURRENCIES[sign][language]}
    return frozenset(read)


def _readings(token: str, language: str) -> Iterable[str]:
    """Return the ways to read one word or figure."""
    if token in SIGNS:
        return SIGNS[token][language]
    if token[0] in DIGITS and (value := value_of(token)) is not None:
        return cardinals(value, language)
    if ordinal := ORDINAL.fullmatch(token):
        return ordinals(int(ordinal[1]), ordinal[2], language) or {token}
    return (token,)
