"""Words as they are said: "25%" and "25 percent" are the same words, written in two ways.

The press has its own rules for numbers, money and initials. ``spoken_words`` gives all writings of a number one key, so
that they are found, in English and Spanish at once. ``said_alike`` then decides for the language of the sentence: two
writings are the same words only if they can be read aloud the same. "1.5" is not "15", "2nd" not "2", and "once" is a
number in Spanish only.
"""

import re
from collections.abc import Iterator, Sequence

from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import INVISIBLE, Word, keys, words
from archive.citations.quote_checker.number_words import (
    DIGITS,
    IN_ENGLISH,
    IN_SPANISH,
    MAGNITUDES,
    ORDINALS,
    TEN,
    VALUES,
    cardinal_at,
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
OF_SOMETHING = frozenset({"millon", "millones"})
NOON = frozenset({"am", "pm"})
SHORT_MAGNITUDES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}
CURRENCIES = frozenset("$€£")
# "Five pounds" may be a weight, so only a sign makes it money.
CURRENCY_WORDS = {"dollars": "$", "dollar": "$", "dolares": "$", "dolar": "$", "euros": "€", "euro": "€"}
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
SIGNS = frozenset("%&")
# The words of numbers, amounts and signs.
WORDS_OF_NUMBERS = {
    "en": IN_ENGLISH.words | listed("and percent per cent dollars dollar euros euro"),
    "es": IN_SPANISH.words | listed("y de por ciento porciento dolares dolar euros euro"),
}
ENGLISH_ENDINGS = frozenset({"st", "nd", "rd", "th"})
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
    # "Mil dólares", but "un millón de dólares".
    has_de, named = said[stop : stop + 1] == ["de"], stop + (said[stop - 1] in OF_SOMETHING)
    sign = CURRENCY_WORDS.get(said[named]) if named < len(said) else None
    if sign and has_de == (named > stop):
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
    """Return whether a word of the text and another writing of its key can be read aloud the same, where it stands.

    Figures and signs in one of them are read in the other's words, if these are of the language of the sentence.
    """
    published = text[word.start : word.end]
    if _is_written_alike(published, quoted):
        return True
    if INITIALS.fullmatch(published) or INITIALS.fullmatch(quoted):
        return _are_initials(published, quoted)
    may_be_no_ordinal = word.key.endswith("º") and _may_be_no_ordinal(published, quoted)
    if may_be_no_ordinal or MARKS.search(INSIDE_A_NUMBER.sub("", published + quoted)):
        return False
    one, other = keys(_as_words(published)), keys(_as_words(quoted))
    if one == other:
        return True
    only_in = [[key for key in these if key not in those] for these, those in ((one, other), (other, one))]
    figures, written = sorted(only_in, key=lambda some: bool(some) and all(map(_is_in_figures, some)), reverse=True)
    language = "es" if is_spanish_at(text, QuoteRange(word.start, word.end)) else "en"
    return bool(figures) and all(map(_is_in_figures, figures)) and _is_read_so(figures, written, language)


def _is_read_so(figures: list[str], written: list[str], language: str) -> bool:
    """Return whether figures and signs are read in these words, as far as their language and endings show it."""
    in_words = {key for key in written if not _is_in_figures(key)}
    endings = {figure[2] for key in figures if (figure := ORDINAL.fullmatch(key))}
    return in_words <= WORDS_OF_NUMBERS[language] and all(_may_end(ending, in_words, language) for ending in endings)


def _may_end(ending: str, ordinals: set[str], language: str) -> bool:
    """Return whether figures with this ending may stand for an ordinal in words: "2nd", "2.ª" for "segunda"."""
    if language == "en":
        return bool(ordinals) and ending in ENGLISH_ENDINGS
    return bool(ordinals) and all(word.endswith(("r", ending[-1])) for word in ordinals)


def _is_in_figures(key: str) -> bool:
    return key[0] in DIGITS or key in CURRENCIES or key in SIGNS


def _are_initials(published: str, quoted: str) -> bool:
    """Return whether the same letters are spelled out: "U.S." and "US", but not "us"; "a.m." and "am"."""
    letters = {re.sub(r"[. ]", "", written).casefold() for written in (published, quoted)}
    are_spelled = all(INITIALS.fullmatch(written) or written.isupper() for written in (published, quoted))
    return len(letters) == 1 and (are_spelled or letters <= NOON)


def _is_an_ordinal_there(text: str, word: Word) -> bool:
    before = keys(text[: word.start].rpartition("\n")[2][-LONGEST_BEFORE:])
    return bool(before) and before[-1] in BEFORE_ORDINALS


def _is_written_alike(published: str, quoted: str) -> bool:
    return canonical(published).casefold() == canonical(quoted).casefold()


def _may_be_no_ordinal(published: str, quoted: str) -> bool:
    """Return whether one of two writings may be read as a letter or a time: "1a", "the twenty-second delay"."""
    may_be_time = any(len(read) > 1 and read[-1] == "second" for read in (keys(published), keys(quoted)))
    return may_be_time or any(ORDINAL_LETTER.search(written) for written in (published, quoted))
