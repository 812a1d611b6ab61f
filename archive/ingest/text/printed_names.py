"""Names as minutes list them: "Councillors Sample, Jo Example and Third".

A list of which it is not certain that it is whole and that each part of it is one person is no roll: half of one would
be a wrong tally.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.ingest.text.vote_words import ABBREVIATED, NO_PERSON, NOBODY, REMARK, SENTENCE, TITLE_ALONE, choice_of

PLURAL_OFFICE = re.compile(
    r"^(?:(?:Board |Council ?)?Members|Councill?ors|Cllrs\.?|Commissioners|Trustees|Directors|Supervisors|Selectmen|"
    r"Alder(?:men|persons)|Concejales|Regidores|Messrs\.?)\s+",
    re.I,
)
OFFICES_ALONE = re.compile(
    r"(?:Members|Councill?ors|Commissioners|Trustees|Directors|Supervisors|Those|Motion)", re.IGNORECASE
)
# "His Worship, Mayor Sample" is one person.
HONORIFIC = re.compile(r"\b((?:His|Her|Their) (?:Worship|Honou?r)),\s*(?=[A-Z])")
BETWEEN_NAMES = re.compile(r",(?!\s*(?:Jr|Sr)\b)\s*(?:(?:and|y)\s+)?|\s*\b(?:and|y)\b\s*|\s*[&;\n]\s*")
# Families are called so too: one of them is a person in a line of others who are named in the same way.
# A place often has two words.
FAMILY_TOO = re.compile(r"(?P<given>(?:[^\W\d_][\w’'.-]*\s){0,2})Page|City|Town|County", re.IGNORECASE)
NO_LETTER = re.compile(r"[\d_:()\[\]{}/*+|=<>@#%!?•…。،、]|\s[–—-]\s")
NAME_WORDS = 7
CAPITAL_SHARE = 0.65
SEPARATOR = re.compile(r"[,;&]|\b(?:and|y)\b")
SEPARATED = re.compile(r"(?:[,;&]|\b(?:and|y))\s*$")
FEWEST_ROWS = 3  # lines without a comma that are as many names


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a list such as "Councillors Sample, Jo Example and Third", without the shared office."""
    return () if is_nobody(text) else tuple(PLURAL_OFFICE.sub("", name) for name in _separate_names(text))


def is_nobody(text: str) -> bool:
    """Return whether a list says that there is nobody, or has nothing."""
    bare = text.strip(" .-")
    return not bare or NOBODY.fullmatch(bare) is not None


def _separate_names(text: str) -> Iterable[str]:
    parts = (part.strip(" \t-") for part in BETWEEN_NAMES.split(HONORIFIC.sub(r"\1 ", re.sub(r"[^\S\n]+", " ", text))))
    return filter(None, map(name_of, parts))


def is_list(text: str) -> bool:
    """Return whether a text has nothing but names, each of one person, or says that there are none."""
    bare = REMARK.sub("", text).strip(" ;.-–—")
    if ";" in bare and "," in bare:
        return False  # "Sample, Jo; Example, Kim", "Jo Sample, Chair; Kim Example"
    words = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", bare) if word not in {"and", "y"}]
    capitals = sum(not word[0].islower() for word in words)
    return is_nobody(bare) or (
        bool(words) and capitals >= CAPITAL_SHARE * len(words) and _are_people(tuple(_separate_names(bare)), bare)
    )


def _are_people(parts: Sequence[str], text: str) -> bool:
    """Return whether each part is one person. "Page" is, in a line of others, and not below or beside them."""
    rest = [part for part in parts if not is_person(part)]
    if not rest:
        return True
    is_like_others = 2 * len(rest) < len(parts) and len({len(part.split()) for part in parts}) == 1
    of_families = [match for part in rest if (match := FAMILY_TOO.fullmatch(part))]
    may_go_on = parts[-1] == rest[-1] and " " not in rest[-1]  # "Page 3", "City of Sampleville"
    is_sure = is_like_others and len(of_families) == len(rest) and "\n" not in text and not may_go_on
    return is_sure and all(is_person(f"{match['given'] or ''}Name") for match in of_families)


def is_person(part: str) -> bool:
    """Return whether a part of a list may be one person: no office alone, no body, no thing that a name cannot be."""
    return not (
        is_nobody(part)
        or OFFICES_ALONE.fullmatch(part)
        or NO_LETTER.search(part)
        or NO_PERSON.search(part)
        or TITLE_ALONE.fullmatch(part)
        or len(part.split()) > NAME_WORDS
        or any(not ABBREVIATED.search(part[: match.start()]) for match in SENTENCE.finditer(part))
        or re.search(r"\w[.!?]\s+[a-z]", part)
    )


def has_one_on_two_sides(roll: Iterable[tuple[str, Sequence[str]]]) -> bool:
    """Return whether somebody stands under two words of a roll, besides "PRESENT".

    A family name alone is of whoever has it.
    """
    lists = (names for word, names in roll if choice_of(word) != "present")
    whole: dict[str, int] = {}
    families: dict[str, int] = {}
    alone: list[tuple[str, int]] = []
    for side, names in enumerate(lists):
        for name in names:
            words = TITLE_ALONE.sub("", " ".join(REMARK.sub("", name).split()).casefold() + " ").split()
            key, family = " ".join(words), words[-1] if words else ""
            if not words:
                continue
            if whole.setdefault(key, side) != side:
                return True
            alone.extend([(family, side)] if len(words) == 1 else [])
            if families.setdefault(family, side) != side:
                families[family] = -1
    return any(families.get(family, side) != side for family, side in alone)


def has_names_in_one(names: Iterable[str]) -> bool:
    """Return whether one name of a roll may be several without a sign between: "Sample Example Third" beside "Other".

    A clerk writes all names of a roll alike.
    """
    sizes = sorted(_size(REMARK.sub("", name)) for name in names)
    return len(sizes) > 1 and sizes[-1] >= FEWEST_ROWS and sizes[-2] == 1


def name_of(text: str) -> str:
    """Return a printed name without the signs around it. The dot of an initial belongs to it."""
    name = " ".join(text.split()).strip(" ,;:")
    return name if re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")


def is_begun(names: str) -> bool:
    """Return whether a line has names, the last of which may go on in the next line after an office."""
    return is_list(names) or is_list(f"{names} Name")


def names_of_rows(lines: Sequence[str], count: int | None) -> tuple[str, ...] | None:
    """Return the names of a list in lines, None if it is not certain which they are.

    A line ends a name only if a sign at its end, the printed count, or as many lines as names show it.
    """
    rows = list(_rows(lines))
    joined, apart = names_in(" ".join(rows)), names_in("\n".join(rows))
    if len(rows) < 2 or len(joined) == len(apart):  # noqa: PLR2004 - one row
        return joined if is_list(" ".join(rows)) or not rows else None
    if count is not None:
        return next((names for names in (apart, joined) if len(names) == count), None)
    sizes = {len(row.split()) for row in rows}
    has_a_line_each = len(rows) >= FEWEST_ROWS and (min(sizes) > 1 or sizes == {1})
    return apart if has_a_line_each and not any(map(SEPARATOR.search, rows)) else None


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a list in their parts, with an office at the end of one before the name in the next."""
    begun = ""
    for line in (row for text in lines for row in text.split("\n")):
        parts: list[str] = [line] if SEPARATOR.search(line) else re.split(r"\s{2,}", line)
        parts[0] = f"{begun} {parts[0]}".strip()
        *whole, begun = parts
        yield from whole
        if not TITLE_ALONE.fullmatch(BETWEEN_NAMES.split(begun)[-1]):
            yield begun
            begun = ""
    if begun:
        yield begun


def _size(name: str) -> int:
    """Return how many words a name has beside titles."""
    return len(TITLE_ALONE.sub("", f"{name} ").split())


def is_one(lines: Sequence[str]) -> bool:
    """Return whether lines are the name of one person."""
    return len(lines) == 1 and len(names_in(lines[0])) == 1
