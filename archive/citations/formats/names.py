"""A person's name for citation styles: in order, inverted, or with initials.

The archive stores a name as one line. It is split by the convention of English bibliographies: the last word is the
family name, with particles in small letters before it ("van der Berg"). A courtesy title before a given and a family
name ("Dr. Ana Roe") is left out, as the styles do. A name that begins with an office, is one word, or is not in Latin
letters stays unchanged, because inverting it would be a guess.
"""

import unicodedata
from dataclasses import dataclass

from archive.language.people import COURTESIES, HONORIFICS, PARTICLES, SPELLINGS_OF_OFFICES, SUFFIXES, fold

# Words that show that a name means several people, or an organisation.
CONJUNCTIONS = frozenset({"and", "y", "et", "und"})
FEWEST_WORDS = 2


@dataclass(frozen=True)
class PersonName:
    """The parts of a name; ``particle`` belongs before the family name and is not dropped."""

    family: str
    given: str
    particle: str = ""
    suffix: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    @property
    def initials(self) -> str:
        """The initials of the given names: "M. L.", "J.-P."."""
        return " ".join(
            "-".join(f"{part[0]}." for part in word.split("-") if part) for word in self.given.split() if word[0] != "("
        )


def split(name: str) -> PersonName | None:
    """Return the parts of a person's name, or None if the name should stay unchanged."""
    if "," in name:
        return _split_inverted(name)
    words = name.split()
    if len(words) > FEWEST_WORDS and fold(words[0]) in COURTESIES:
        words = words[1:]
    suffix = words.pop() if len(words) > FEWEST_WORDS and fold(words[-1]) in SUFFIXES else ""
    if len(words) < FEWEST_WORDS or not _is_plain(words):
        return None
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return PersonName(words[-1], " ".join(words[:start]), " ".join(words[start:-1]), suffix)


def _split_inverted(name: str) -> PersonName | None:
    family, given, *rest = (part.strip() for part in name.split(","))
    if fold(given) in SUFFIXES and not rest:
        plain = split(family)
        return PersonName(plain.family, plain.given, plain.particle, given) if plain else None
    if rest or not family or not given or not _is_plain([*given.split(), *family.split()]):
        return None
    return PersonName(family, given)


def _is_plain(words: list[str]) -> bool:
    in_latin = all(
        unicodedata.name(letter, "").startswith("LATIN") for word in words for letter in word if letter.isalpha()
    )
    return (
        in_latin
        and all(any(letter.isalpha() for letter in word) for word in words)
        and CONJUNCTIONS.isdisjoint(word.lower() for word in words)
        and fold(words[0]) not in HONORIFICS | SPELLINGS_OF_OFFICES.keys()
        and not any(character in "()[]/&" or character.isdigit() for word in words for character in word)
    )


def joined(names: list[str], last: str = " and ") -> str:
    """Return the names as a list with commas, including the serial one: "A, B, and C"."""
    *first, final = names
    if len(first) > 1:
        return ", ".join(first) + "," + last + final
    return last.join(names)
