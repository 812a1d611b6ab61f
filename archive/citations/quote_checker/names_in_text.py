"""Finds what may be names and offices in the words around a quotation, as they are printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, takewhile

from archive.citations.quote_checker.marks import stretches
from archive.language import people

# A word, perhaps an initial or a short form with its full stop: "D.", "Dr.", "O’Neill", "Hardy-Chandler".
WORD_OR_INITIAL = re.compile(r"[^\W\d_][\w’'-]*\.?")
POSSESSIVE = re.compile(r"['’]s?$")
# A full stop after a longer word that is no title ends a sentence.
LONGEST_INITIAL = 2
TITLES = people.HONORIFICS | people.OFFICES | people.ABBREVIATED_OFFICES.keys()
BESIDE_TITLES = TITLES | people.BEFORE_OFFICES | people.PLACES_OF_OFFICES
# "Ausschussvorsitzende", "Schulratspräsident": the last part is the office.
SHORTEST_LAST_PART = 6
LONG_OFFICES = tuple(office for office in people.OFFICES if len(office) >= SHORTEST_LAST_PART)
COVER = "•"
ENDS_A_SENTENCE = frozenset(".?!…")
OF_A_PLACE = re.compile(
    r" (?:of|for|de|del|di|da|do|du|von|van|der|des|d[’'])\s?(?:the |la |el |le |les |los |las )?"
    r"((?:[^\W\d_a-zß-ÿ][\w’'-]*\s?)+)"
)
OF = people.listed("of for de del di da do du von van der des")
# "d’Example", "L’Example": a short word may have lost its end before the name.
SHORTENED = re.compile(r"(?!O)[^\W\d_]{1,5}['’](?=[^\W\d_])")
SHORTEST_GENITIVE = 3
NEAR = 20


@dataclass(frozen=True)
class PrintedName:
    """Words that may be a name or an office, from ``start`` to ``end`` of a text.

    ``words`` are the folded words of the name without titles, each with its start; none if only an office stands there.
    ``office`` are the words that tell offices apart, ``place`` the names of places beside it. ``begins`` says that a
    sentence begins with it. ``apart`` are words that may be a name by themselves: "example" of "d’Example" and of
    "Examples Antrag", an office.
    ``is_beside_an_office`` says that it may be the place of an office.
    """

    start: int
    end: int
    words: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    office: frozenset[str] = frozenset()
    place: tuple[str, ...] = ()
    begins: bool = False
    apart: tuple[str, ...] = ()
    is_beside_an_office: bool = False

    def moved(self, by: int) -> "PrintedName":
        """Return the name in a text that begins earlier."""
        starts = tuple(start + by for start in self.starts)
        return replace(self, start=self.start + by, end=self.end + by, starts=starts)


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    key: str
    is_capital: bool
    gap: str
    is_owner: bool
    owner: str = ""  # "Seattle" of "Seattle’s mayor"
    apart: str = ""  # "example" of "d’Example"

    @property
    def is_title(self) -> bool:
        return self.key in TITLES or self.key.endswith(LONG_OFFICES)

    @property
    def is_of_an_office(self) -> bool:
        return self.key in BESIDE_TITLES or self.is_title


def without_quotations(text: str) -> str:
    """Return the text with each quotation covered, so that all places stay as they are."""
    kept, at = [], 0
    for stretch in stretches(text):
        # Its last mark stays, because a sentence may end with it.
        end = stretch.inner_end - (text[stretch.inner_end - 1 : stretch.inner_end] in ENDS_A_SENTENCE)
        kept += [text[at : stretch.start], COVER * (end - stretch.start), text[end : stretch.end]]
        at = stretch.end
    return "".join([*kept, text[at:]])


def names_in(text: str) -> Iterator[PrintedName]:
    """Yield what may be names or offices, in order."""
    run: list[_Token] = []
    for token in [*_tokens(text), None]:
        if token and run and _goes_on(run[-1], token):
            run.append(token)
            continue
        yield from _of_run(run, text)
        begins = token and (token.is_capital or token.is_title or token.key in people.BEFORE_OFFICES)
        run = [token] if token and begins else []


def _tokens(text: str) -> Iterator[_Token]:
    end, owner = 0, ""
    for match in WORD_OR_INITIAL.finditer(text):
        written = match[0].rstrip(".")
        bare = POSSESSIVE.sub("", written)
        key = _folded(bare)
        is_short = len(bare) <= LONGEST_INITIAL or key in TITLES
        shortened = SHORTENED.match(bare)
        rest = bare[shortened.end() :] if shortened else ""
        yield _Token(
            match.start(),
            match.start() + len(bare),
            key,
            _is_capital(bare[0]) or _is_capital(rest[:1]),
            text[end : match.start()],
            bare != written,
            owner if text[end : match.start()] == " " else "",
            people.fold(rest) if _is_capital(rest[:1]) else "",
        )
        owner = key if bare != written and bare[0].isupper() else ""
        end = match.end() if is_short else match.start() + len(written)


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    return people.fold(word)


def _is_capital(letter: str) -> bool:
    # A script without capitals has names as well.
    return bool(letter) and (letter != letter.lower() or letter.lower() == letter.upper())


def _goes_on(last: _Token, token: _Token) -> bool:
    """Return whether a word belongs to the same name or office as the one before it."""
    if last.is_owner or token.gap not in {" ", "\u00a0", "\u202f"}:
        return token.gap == ", " and token.key in people.SUFFIXES
    if token.is_capital or token.key in people.PARTICLES:
        return True
    return last.is_of_an_office and token.is_of_an_office


def _of_run(run: list[_Token], text: str) -> Iterator[PrintedName]:
    while run and not (run[-1].is_capital or run[-1].is_title):
        run = run[:-1]
    if run:
        yield from _of_whole_run(run, text)


def _of_whole_run(run: list[_Token], text: str) -> Iterator[PrintedName]:
    titles, of_place, name = _taken_apart(run)
    of_office = [token for token in titles if token.is_of_an_office]
    office = people.office_words(" ".join(token.key for token in of_office))
    place = tuple(token.key for token in [*titles, *of_place] if token not in of_office)
    begins = _begins_a_sentence(text, run[0].start)
    if name or of_place or not _may_be_a_name(run):
        yield from _beside_an_office([*titles, *of_place], of_office)
    else:
        yield replace(_printed_name(run), begins=begins)
    if name:
        start = titles[0].start if titles and not place else name[0].start
        yield replace(_printed_name(name), start=start, office=office, place=place, begins=begins and not titles)
    elif office:
        place += tuple(filter(None, [run[0].owner])) + _place_after(text, run[-1].end)
        # "Judge said so": it may be somebody's family name.
        apart = (run[0].key,) if len(run) == 1 and run[0].is_capital else ()
        yield PrintedName(titles[0].start, titles[-1].end, (), (), office, place, apart=apart)


def _beside_an_office(tokens: list[_Token], of_office: list[_Token]) -> Iterator[PrintedName]:
    """Yield what may be a place, or somebody: "Sample President", "the mayor of Sample"."""
    for is_apart, some in groupby(tokens, lambda token: token.is_capital and token not in of_office):
        if is_apart:
            yield replace(_printed_name(list(some)), is_beside_an_office=True)


def _may_be_a_name(run: list[_Token]) -> bool:
    """Return whether a run that ends with an office may be a name: "Darienne Judge"."""
    return len(run) > 1 and run[-1].is_capital and run[0].key not in BESIDE_TITLES


def _taken_apart(run: list[_Token]) -> tuple[list[_Token], list[_Token], list[_Token]]:
    """Return the titles of a run, the place to which they are said to belong, and the name behind them."""
    last_title = max((at for at, token in enumerate(run) if token.is_title), default=-1)
    titles, name = run[: last_title + 1], run[last_title + 1 :]
    if not titles or not name or name[0].is_capital:
        return titles, [], name
    between = list(takewhile(lambda token: token.key in BESIDE_TITLES | people.PARTICLES, name))
    rest = name[len(between) :]
    # "The mayor of Seattle", but "Superintendent of Schools Darienne Driver".
    is_place = any(token.key in OF for token in between[-2:]) and not between[-1].is_capital
    return (titles, rest, []) if is_place else (titles, [], rest)


def _printed_name(name: list[_Token]) -> PrintedName:
    words = [(word, token.start) for token in name for word in token.key.split()]
    # "Examples Antrag": before another word with a capital, an "s" may be that of a genitive.
    of_genitives = [word[:-1] for word, _ in words[:-1] if word.endswith("s") and len(word) > SHORTEST_GENITIVE]
    return PrintedName(
        name[0].start,
        name[-1].end,
        words=tuple(word for word, _ in words),
        starts=tuple(start for _, start in words),
        apart=(*(word for token in name for word in token.apart.split()), *of_genitives),
    )


def _place_after(text: str, end: int) -> tuple[str, ...]:
    """Return the words of the place or body to which an office is said to belong: "the mayor of Seattle"."""
    after = OF_A_PLACE.match(text, end)
    return tuple(people.fold(after[1]).split()) if after else ()


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - NEAR) : start].rstrip(" \t“”\"'‘’«»(—–-")
    return not before or before[-1] in ".!?…:\n" + COVER
