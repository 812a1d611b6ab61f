"""What the label of a speaker says: a name, an office, both, or that the speaker is unknown."""

import re
from dataclasses import dataclass

from archive.language.people import (
    ARTICLES_OF_OFFICES,
    BEFORE_OFFICES,
    HONORIFICS,
    OFFICE_PARTICLES,
    OFFICES,
    PLACES_OF_OFFICES,
    SUFFIXES,
    fold,
    listed,
    office_word,
    office_words,
)

AFTER_OFFICES = listed("general executive")  # "Attorney General", "Chief Executive"
OPEN_A_MATTER = listed("for of to on")  # the field of an office, up to the end of the label: "Secretary for Health"
SHORT_TITLES = listed("sen rep cllr")  # offices that come before a name like an honorific
TITLES = HONORIFICS | OFFICES | BEFORE_OFFICES
NO_NAMES = OFFICES | BEFORE_OFFICES | listed("virtual remote online phone telephone video zoom absent")
FRENCH_NAME = 2  # words after "M."; fewer may be a name with its initial
FULL_WIDTH_BRACKETS = str.maketrans("（）", "()")
TITLE_IN_BRACKETS = re.compile(r"\((\w{1,6}(?:[.\s]+\w{1,6}){0,3}[.\s]*)\)")  # "Hon. (Ms.) Sample", "Col. (Rtd) Sample"


@dataclass(frozen=True)
class Label:
    """A parsed label. ``name`` are folded words without titles; ``office`` is the title or role, also folded.

    ``addressed`` says that the name came with a title, as in "Mr. Sample". If it is one word, it is then a surname.
    """

    printed: str
    name: tuple[str, ...]
    office: frozenset[str]
    addressed: bool = False


def around_brackets(text: str) -> tuple[str, str]:
    """Return the text before the bracket at the end of a label, and the text in it, empty if there is none.

    If there are brackets inside brackets, the outer ones count: "The Speaker (Hon. (Ms.) Sample)".
    """
    if not text.endswith((")", "]")):
        return text, ""
    depth = 0
    for index in range(len(text) - 1, 0, -1):
        depth += (text[index] in ")]") - (text[index] in "([")
        if not depth:
            outside, inside = text[:index].strip(), text[index + 1 : -1].strip()
            return (outside, inside) if outside and inside else (text, "")
    return text, ""


def without_titles_in_brackets(label: str) -> str:
    """Return a label with titles in brackets as plain words: "Hon. (Ms.) Sample"."""

    def bare(match: re.Match[str]) -> str:
        return f" {match[1]} " if set(fold(match[1]).split()) <= HONORIFICS | {""} else match[0]

    return " ".join(TITLE_IN_BRACKETS.sub(bare, label).split()).replace("( ", "(").replace(" )", ")")


def names_person_in_brackets(outside: str, inside: str) -> bool:
    """Return whether the person is in the bracket and the office before it: "The Acting Chair (Mr. Sample)".

    It is if the bracket has a title, or if a name of two or more words follows an office. In "Vital Anne (Board
    President)" it is the other way round.
    """
    first = fold(inside).split()[:1]
    if first and first[0] in HONORIFICS | SHORT_TITLES and not set(fold(outside).split()[:1]) & HONORIFICS:
        return True
    words = inside.split()
    # "La Presidenta (Sample)", but "Clerk (Virtual)"
    has_article = bool(set(fold(outside).split()[:1]) & ARTICLES_OF_OFFICES)
    looks_like_name = len(words) > 1 - has_article and words[0][:1].isupper() and words[-1][:1].isupper()
    return looks_like_name and not office_words(inside) & NO_NAMES and _is_office(outside)


def without_first(words: list[str], these: frozenset[str]) -> list[str]:
    """Return words without those of ``these`` that they begin with. The last word stays."""
    begin = next((at for at, word in enumerate(words[:-1]) if word not in these), max(len(words) - 1, 0))
    return words[begin:]


def _is_office(text: str) -> bool:
    """Return whether a text is only the name of an office, perhaps after an article or an adjective."""
    words = " ".join(office_word(word) for word in fold(text).split()).split()
    words = without_first(words, ARTICLES_OF_OFFICES | BEFORE_OFFICES | HONORIFICS)
    follows = words[1:2]
    return (
        bool(words)
        and words[0] in OFFICES
        and (not follows or follows[0] in PLACES_OF_OFFICES | OFFICES | OFFICE_PARTICLES | {"general"})
    )


def read_label(printed: str, role: str = "") -> Label:
    """Parse a label: "Vital Anne (Board President)", "MR. PARTEE", "Sample, Jane", "The Chair"."""
    text = " ".join(printed.translate(FULL_WIDTH_BRACKETS).strip(" :.[]*").split())
    text = without_titles_in_brackets(re.sub(r"\(\s*\?\s*\)", "", text)).strip()
    person, office_of_day = _around_person(text)
    if office_of_day:
        text, role = person, role or office_of_day
    elif ", " in text:
        text, role = _around_comma(text, role)
    titles, name = _titles_first(text)
    if set(titles) & HONORIFICS and "of" in name[1:]:
        name = name[: name.index("of", 1)]
    office, title = office_words(role), office_words(" ".join(titles))
    if title and not office & OFFICES:  # "President Sample (District Two)"
        office = title
    return Label(printed, tuple(name), office, addressed=bool(titles) and bool(name))


def _around_person(text: str) -> tuple[str, str]:
    """Return the part of a label that names the person, and the office or place that its brackets separate."""
    outside, inside = around_brackets(text)
    if inside and names_person_in_brackets(outside, inside):
        return around_brackets(inside)[0], outside
    return outside, inside


def proposed_name(label: str) -> str:
    """Return the name to suggest for a new speaker: the person's, without titles, brackets and capitals."""
    person, _ = _around_person(without_titles_in_brackets(label.strip(" []:.")))
    words, known = person.split(), " ".join(read_label(person).name)
    begins = next((n for n in range(len(words)) if known and fold(" ".join(words[n:])).startswith(known)), 0)
    name = " ".join(words[begins:])
    return name.title() if name.isupper() else name


def _around_comma(text: str, role: str) -> tuple[str, str]:
    first, second = text.split(", ", 1)
    if set(fold(second).split()) <= SUFFIXES:
        return f"{first} {second}", role
    if set(office_words(second)) & OFFICES:
        return first, role or second
    return f"{second} {first}", role


def _titles_first(text: str) -> tuple[list[str], list[str]]:
    """Split the words after the titles at their beginning. Places count as titles between or after others."""
    words = " ".join(office_word(word) for word in fold(text).split()).split()
    end = last = 0
    if words[0:1] == ["m"] and len(words) > FRENCH_NAME:
        words = words[1:]
    while end < len(words) and (
        _may_lead(words[end], words[end + 1 : end + 2]) or (end and last == end and words[end] in AFTER_OFFICES)
    ):
        end += 1
        if words[end - 1] in TITLES | AFTER_OFFICES:
            last = end
    if last < end and words[last] in OPEN_A_MATTER and set(words[:last]) & OFFICES:
        last = (
            len(words) if words[end - 1] in OPEN_A_MATTER else end
        )  # "Secretary for Health"; "Head of Schools Sample"
    # "City Clerk" and "Superintendent of Schools" are completely titles; "Board" alone is not, nor is "Mr. School".
    if end == len(words) and last and words[last - 1] not in HONORIFICS:
        last = end
    return words[:last], words[last:]


def _may_lead(word: str, following: list[str]) -> bool:
    """Return whether a word may come before a name: a title, a place, or the article of a title ("le président")."""
    return (
        word in TITLES or word in PLACES_OF_OFFICES or (word in ARTICLES_OF_OFFICES and bool(TITLES & set(following)))
    )
