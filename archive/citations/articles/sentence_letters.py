"""Reads a sentence beside a quotation as letters, one for each word, for the grammar in ``sole_speaker``."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive import people
from archive.citations.articles.sentence_words import (
    ENGLISH_ADVERBS,
    ENGLISH_LETTERS,
    ENGLISH_PRONOUNS,
    INDEFINITE,
    PLURAL_PRONOUNS,
    RELATIVE,
    THAN,
)
from archive.citations.articles.whole_sentence import GERUND
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.asking import ASKED
from archive.citations.quote_checker.languages import phrase_at, plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.subject import FEWEST_LETTERS_OF_A_ROLE, AttributionToken, letter_of, tokens_of

LONG_OFFICES = tuple(office for office in saying.OFFICES if len(office) >= FEWEST_LETTERS_OF_A_ROLE)
THEIR = people.listed("su sus este esta ce cette son sa leur questo questa suo sua seu esse essa")
# Somebody may sum up or stress what is in one: "summarized the letter".
DOCUMENTS = people.listed(
    "email e mail letter press news release memo report information testimony record comments comment remarks"
)


class SentenceLetters(NamedTuple):
    """The words of a sentence and their letters, one for each word."""

    tokens: Sequence[AttributionToken]
    letters: str
    places: Sequence[int]

    def words_in(self, text: str) -> list[str]:
        """Return the words as the text that was read writes them."""
        return [text[token.word.start : token.word.end] for token in self.tokens]


def read(text: str, language: str) -> SentenceLetters:
    """Return the words of a text in a language with their letters; a comma stands for what parts two of them."""
    tokens = tokens_of(text, frozenset({language}))
    letters: list[str] = []
    places: list[int] = []
    for at, token in enumerate(tokens):
        gap = token.gap.strip(" '’.")
        if at and gap and gap != "-":
            letters.append("," if set(gap) <= set(",()—–-/ ") else "Z")
            places.append(at)
        letters.append(_letter(text, tokens, at, language))
        places.append(at)
    return SentenceLetters(tokens, "".join(letters), places)


def _letter(text: str, tokens: Sequence[AttributionToken], at: int, language: str) -> str:
    token = tokens[at]
    shown = text[token.word.start : token.word.end]
    key, letter = plain(token.key), _in_its_place(tokens, at, language)
    is_owner = re.search("['’]s?$", shown) or re.match("['’]s\\b", text[token.word.end :])
    if is_owner and (language != "en" or shown[0].isupper()):
        return "Q"
    if special := _special_letter(tokens, at, letter, language):
        return special
    if key in THAN and letter != "B" and not shown[0].isupper():
        letter = "X" if letter == "X" else "x"
    elif language == "en":
        letter = _english_letter(key, letter, shown, is_first=not at)
    return {"K": "k", "c": "C", "s": "C"}.get(letter, letter)


def _in_its_place(tokens: Sequence[AttributionToken], at: int, language: str) -> str:
    """Return the letter of a word, or "u" for a noun that is also a verb: "in una nota", "in a letter"."""
    key, letter = plain(tokens[at].key), tokens[at].letter
    is_led_in = at > 0 and (
        plain(tokens[at - 1].key) in INDEFINITE | THEIR or (language != "en" and tokens[at - 1].letter == "E")
    )
    return "u" if (letter == "V" and is_led_in) or (letter == "l" and key in DOCUMENTS) else letter


def _special_letter(tokens: Sequence[AttributionToken], at: int, letter: str, language: str) -> str:
    """Return the letter that a word has for its place in the sentence, whatever else it may be; empty for most."""
    key = plain(tokens[at].key)
    is_english, after_a_comma = language == "en", at > 0 and "," in tokens[at].gap
    may_be = {
        "k": letter == "K" and phrase_at([plain(other.key) for other in tokens], 0) > at,
        # "Schooldirecteur Read".
        "O": letter == "N" and not at and key.endswith(LONG_OFFICES),
        "I": letter == "u" and at > 0 and tokens[at - 1].letter == "B" and _is_participle(key, language),
        # "Ihr Stellvertreter Read".
        "R": not at and language == "de" and key in {"ihr", "sein", "unser"},
        "i": not at and key in ASKED,
        "C": not at and is_english and key in ENGLISH_LETTERS["C"],
        # "Selon Read, le maire a dit": in another language, its first word would be a given name.
        "Z": not at
        and (is_english or letter == "N")
        and letter_of(key, LEXICONS, is_capital=False, is_first=True) in set("Ccs"),
        # "Ajoutant que", "dodając, że".
        "G": letter == "u" and after_a_comma and not is_english and GERUND.search(key) is not None,
        "W": after_a_comma and (key in RELATIVE or (is_english and key in {"as", "while", "when"})),
        "X": is_english and key == "that" and at == len(tokens) - 1,
        "Q": key in (PLURAL_PRONOUNS | ENGLISH_PRONOUNS if is_english else PLURAL_PRONOUNS),
    }
    return next((kind for kind, is_one in may_be.items() if is_one), "")


def _is_participle(key: str, language: str) -> bool:
    """Return whether a word ends like a participle, after a verb such as "ha"."""
    ends = {"es": ("ado", "ido"), "it": ("ato", "uto", "ito")}.get(language, ())
    return bool(ends) and key.endswith(ends)


def _english_letter(key: str, letter: str, shown: str, *, is_first: bool) -> str:
    is_small = not shown[0].isupper() or is_first
    for kind, words in ENGLISH_LETTERS.items():
        if key in words and is_small and not (kind == "V" and letter == "N" and not is_first):
            return kind
    if is_small and key in ENGLISH_ADVERBS:
        return "M"
    if is_small and key.endswith("ly") and letter in "uM":
        return "M"
    if letter == "u" and key.endswith("ed"):
        # A verb that no list has.
        return "Z"
    return "k" if letter == "K" else letter
