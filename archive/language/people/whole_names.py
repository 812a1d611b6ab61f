"""Whether two whole names can be one person's. Imports and quotations ask here, so they cannot disagree.

One name is what somebody wrote, the other what the record has. What the record does not show is never taken for
granted: a record of "Ms. Driver" or "J. Driver" does not show that John Driver spoke.
"""

from collections.abc import Sequence

from archive.language.people.folding import fold
from archive.language.people.given_names import Likeness, is_given_name, likeness_of_given_names
from archive.language.people.names import GENERATIONS, PARTICLES, SUFFIXES
from archive.language.people.offices import (
    ABBREVIATED_OFFICES,
    ARTICLES_OF_OFFICES,
    BEFORE_OFFICES,
    OFFICES,
    PLACES_OF_OFFICES,
)
from archive.language.people.titles import HONORIFICS

Words = tuple[str, ...]
FEWEST_OF_TWO_FAMILIES = 3  # "Ana Garcia Lopez"
BEFORE_NAMES = HONORIFICS | OFFICES | ABBREVIATED_OFFICES.keys() | ARTICLES_OF_OFFICES


def likeness_of_names(said: Sequence[str], kept: Sequence[str]) -> Likeness:
    """Return whether the name that somebody wrote can be the one on record, each as folded words without titles.

    SAME: the same full words, perhaps without middle initials. FITS: the record's name in a shorter way, such as the
    family name alone, an initial, a usual short form, no middle name or no "Jr.". PERHAPS: the record does not show it,
    as when it lacks the given name, or if the words have another order or the first name is missing. OTHER: another
    name, such as another given name, middle initial or generation.
    """
    said_bare, kept_bare = without_suffixes(said), without_suffixes(kept)
    if not said_bare or not kept_bare:
        return Likeness.OTHER
    return min(_of_generations(generation(said), generation(kept)), _of_bare(_initials_first(said_bare), kept_bare))


def name_words(label: str) -> Words:
    """Return the folded words of a name on record, the given name first; none if the label has only an office.

    Titles before it, brackets and "of Texas" are no part of it: "Sen. SAMPLE, Robin (D)" is robin sample.
    """
    plain = label.partition("(")[0].partition(" of ")[0]
    family, _, rest = plain.partition(",")
    words, after = _without_titles(fold(family).split()), fold(rest).split()
    if not after or not OFFICES.isdisjoint(after):
        return tuple(words)
    # "Sample, Robin", but "Robin Sample, Jr."
    is_suffix = without_suffixes(("", *after)) == ("",)
    return tuple([*words, *after] if is_suffix else [*after, *words])


def _without_titles(words: list[str]) -> list[str]:
    if BEFORE_NAMES.union(PLACES_OF_OFFICES, BEFORE_OFFICES).issuperset(words):
        # "City Manager"
        return []
    while words and words[0] in BEFORE_NAMES:
        words = words[1:]
    # "Board President Jo Sample"
    ends = [at + 1 for at, word in enumerate(words) if word in OFFICES and at + 1 < len(words)]
    return words[ends[-1] :] if ends else words


def without_suffixes(name: Sequence[str]) -> Words:
    """Return the words of a name without "Jr.", "PhD" and ages."""
    return tuple(word for at, word in enumerate(name) if not at or not (word in SUFFIXES or word.isdecimal()))


def generation(name: Sequence[str]) -> str:
    """Return which of several people of one name it is, "jr" or "iii"; empty if the name does not say it."""
    return next((GENERATIONS[word] for word in name[1:] if word in GENERATIONS), "")


def _of_generations(said: str, kept: str) -> Likeness:
    if said == kept:
        return Likeness.SAME
    if not said or not kept:
        return Likeness.FITS
    # Some call the second of a name "Jr.".
    return Likeness.PERHAPS if {said, kept} == {"jr", "ii"} else Likeness.OTHER


def _initials_first(name: Words) -> Words:
    """Return "Driver D." as "D. Driver"."""
    end = len(name)
    while end > 1 and len(name[end - 1]) == 1:
        end -= 1
    return name[end:] + name[:end] if len(name[0]) > 1 else name


def _of_bare(said: Words, kept: Words) -> Likeness:
    if said == kept:
        return Likeness.SAME
    if said[-1] != kept[-1]:
        return _of_other_ends(said, kept)
    size = next((n for n, pair in enumerate(zip(said[::-1], kept[::-1], strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(said), len(kept)) if size is None else size
    said_given, kept_given = said[: len(said) - shared], kept[: len(kept) - shared]
    if not said_given:
        return _of_tail(said, kept_given)
    return _of_given(said_given, kept_given) if kept_given else Likeness.PERHAPS


def _of_tail(said: Words, dropped: Words) -> Likeness:
    """Compare the last words of a name with the whole one: "Burns", "van Dyke", but "Jane" of "Mary Jane Burns"."""
    if len(_without_particles(said)) == 1:
        return Likeness.FITS
    if len(said[0]) > 1 and all(len(word) == 1 for word in dropped):
        return Likeness.SAME
    return Likeness.PERHAPS if len(said[0]) == 1 or is_given_name(said[0]) else Likeness.FITS


def _of_given(said: Words, kept: Words) -> Likeness:
    """Compare given names. The first ones must be alike: "Bob Smith" is no short form of "Paul Robert Smith"."""
    first = likeness_of_given_names(said[0], kept[0])
    if first is Likeness.OTHER:
        return min(Likeness.PERHAPS, max((likeness_of_given_names(said[0], word) for word in kept[1:]), default=first))
    if len(kept[0]) == 1 < len(said[0]):
        # The record shows only the initial of the given name.
        first = Likeness.PERHAPS
    middle = _of_middle(_without_particles(said[1:]), _without_particles(kept[1:]))
    return min(first, middle, Likeness.SAME if _particles(said) == _particles(kept) else Likeness.FITS)


def _of_middle(said: Words, kept: Words) -> Likeness:
    """Compare middle names. One name often lacks what the other has, but what both have must be alike."""
    fewer, more = sorted((said, kept), key=len)
    alike = min((max(likeness_of_given_names(word, other) for other in more) for word in fewer), default=Likeness.SAME)
    unmatched = [word for word in more if not any(likeness_of_given_names(word, other) for other in fewer)]
    if all(len(word) == 1 for word in unmatched):
        return alike
    return min(alike, Likeness.FITS if more is kept else Likeness.PERHAPS)


def _of_other_ends(said: Words, kept: Words) -> Likeness:
    """Compare a name that does not end as the record's: given names alone, the first family name, another order."""
    given = _without_trailing_particles(kept[:-1])
    if said[0] == kept[-1] and len(said) > 1:
        return min(Likeness.PERHAPS, *(_of_any(word, given) for word in said[1:]))
    if set(said) == set(kept):
        return Likeness.PERHAPS
    if len(said) == 1:
        return _of_one_word(said[0], given)
    if len(kept) < FEWEST_OF_TWO_FAMILIES or len(given) < len(said):
        return Likeness.OTHER
    # "Ana Garcia" for "Ana Garcia Lopez", but not surely "Paul Robert" for "Paul Robert Smith".
    return min(Likeness.PERHAPS if is_given_name(given[-1]) else Likeness.FITS, _of_bare(said, given))


def _of_one_word(said: str, given: Words) -> Likeness:
    if said in given and len(said) > 1:
        is_first = said == given[0]
        return Likeness.FITS if is_first or not is_given_name(said) else Likeness.PERHAPS
    return min(Likeness.PERHAPS, _of_any(said, given[:1])) if len(said) > 1 else Likeness.OTHER


def _of_any(word: str, others: Words) -> Likeness:
    return max((likeness_of_given_names(word, other) for other in others), default=Likeness.OTHER)


def _without_particles(name: Words) -> Words:
    return tuple(word for word in name if word not in PARTICLES)


def _particles(name: Words) -> Words:
    return tuple(word for word in name[1:] if word in PARTICLES)


def _without_trailing_particles(name: Words) -> Words:
    end = len(name)
    while end and name[end - 1] in PARTICLES:
        end -= 1
    return name[:end]
