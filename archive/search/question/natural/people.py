"""Who is named in a search: a speaker by name, or whoever holds an office."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from archive.language.function_words import FUNCTION_WORDS, OF_OFFICES, SAYING, TITLES
from archive.language.people import COURTESIES, is_given_name, office_words
from archive.language.people import HONORIFICS as TITLES_OF_RESPECT
from archive.search.question.grammar.nodes import All, Exact, Node, Within

LONGEST_NAME = 5
SHORTEST_NAME = 3
GIVEN_AND_FAMILY = 2
ABOUT = frozenset({"on", "about", "sobre"})
NAME_RATHER_THAN_WORD = 0.2
"""A single word is read as a name if people with the name have this many statements for each one with the word."""

Mentions = Callable[[str], int]
HONORIFICS = TITLES_OF_RESPECT | COURTESIES | {"the", "el", "la"}


class KnownNames(Protocol):
    """Knows the names of public speakers, boards and topics."""

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return how many statements the objects of a kind have whose names contain each of the folded words."""

    def called_by_title(self, family: str) -> int:
        """Return how many statements the speakers have whose names are this folded word and perhaps titles."""

    def known(self, folded: Collection[str]) -> set[str]:
        """Return the folded words that are part of a name."""


@dataclass(frozen=True)
class Who:
    """Who is named in a search: the folded words of the name or office, where it ends, and the place of the office."""

    name: tuple[str, ...] = ()
    end: int = -1
    where: tuple[str, ...] = ()
    is_office: bool = False

    def __bool__(self) -> bool:
        return bool(self.name)

    @property
    def node(self) -> Node:
        """What their statements have."""
        speaker = Within("office" if self.is_office else "speaker", Exact(" ".join(self.name)))
        return All((speaker, Within("board", Exact(" ".join(self.where))))) if self.where else speaker


NOBODY = Who()


def past(titles: frozenset[str], said: Sequence[str], start: int) -> int:
    """Return the place of the first word from there on that is not one of the titles."""
    while start < len(said) and said[start] in titles:
        start += 1
    return start


class People:
    """Reads names and offices. ``mentions`` says how many statements contain a folded word."""

    def __init__(self, names: KnownNames, mentions: Mentions) -> None:
        self._names = names
        self._mentions = mentions

    def who(self, said: list[str], capitals: Sequence[bool], start: int, *, certain: bool = False) -> Who:
        """Return who is named there, by name or by office, or nobody.

        ``said`` are folded words, and ``capitals`` tells which of them were typed with one.
        """
        who = self.name(said, start, certain=certain)
        follows = said[who.end] if who and who.end < len(said) else ""
        if follows and len(who.name) == 1 and is_given_name(who.name[0]) and capitals[who.end]:
            # "Paul Sample", where the record only has another Paul, is not that one.
            return who if follows in FUNCTION_WORDS | ABOUT | SAYING else NOBODY
        return who if who and not TITLES.issuperset(who.name) else self._holder(said, start) or who

    def alone(self, said: list[str], capitals: Sequence[bool], *, certain: bool = False) -> Who:
        """Return whose name a whole search is, perhaps after titles, or nobody.

        A first name that we do not know is one by its capital, if the record calls the person by family name and speaks
        more seldom of anything with that first word.
        """
        who = self.name(said, 0, certain=certain)
        if who or len(said) != GIVEN_AND_FAMILY or not all(capitals) or (TITLES | HONORIFICS).intersection(said):
            return who
        given, family = said
        if self._is_name([given], certain=False) or not self._is_family_name(family, certain=False):
            return NOBODY
        is_rare = NAME_RATHER_THAN_WORD * self._mentions(given) < self._names.statements_of("speaker", [family])
        return Who((family,), len(said)) if is_rare else NOBODY

    def name(self, said: list[str], start: int, *, certain: bool = False) -> Who:
        """Return the longest speaker's name that begins there or after titles, or nobody.

        A title may be part of the name: "said by Judge" or "said by Mayor Burns". If no speaker has both names, a
        family name counts and not the given name before it.
        """
        begins = dict.fromkeys((past(HONORIFICS, said, start), past(HONORIFICS | TITLES, said, start)))
        for end in range(min(len(said), max(begins) + LONGEST_NAME), start, -1):
            for begin in begins:
                name = said[begin:end]
                if 0 < end - begin <= LONGEST_NAME and self._is_name(name, certain=certain):
                    return Who(tuple(name), end)
                family = name[1:]
                if len(family) == 1 and is_given_name(name[0]) and self._is_family_name(family[0], certain=certain):
                    return Who(tuple(family), end)
        return NOBODY

    def _is_family_name(self, word: str, *, certain: bool) -> bool:
        """Return whether any first name fits before the name: the record calls most who have it by nothing else.

        If it is ``certain`` that a person is named, it is enough that somebody has the name.
        """
        if not self._is_name([word], certain=certain):
            return False
        return certain or 2 * self._names.called_by_title(word) > self._names.statements_of("speaker", [word])

    def _holder(self, said: list[str], start: int) -> Who:
        """Return whose office is named there, perhaps with its place: "the mayor of Sample Town"."""
        begin = end = past(HONORIFICS - TITLES, said, start)
        while end < len(said) and said[end] in OF_OFFICES:
            end += 1
        while end > begin and said[end - 1] in FUNCTION_WORDS:
            end -= 1
        office = sorted(office_words(" ".join(said[begin:end])))
        if not office or TITLES.isdisjoint(said[begin:end]):
            return NOBODY
        place = next((at for at in range(end + 1, len(said)) if said[at] in ABOUT | SAYING), len(said))
        where = said[end + 1 : place][:LONGEST_NAME]
        if said[end : end + 1] == ["of"] and where and self._names.statements_of("board", where):
            return Who(tuple(office), place, tuple(where), is_office=True)
        return Who(tuple(office), end, is_office=True)

    def _is_name(self, name: list[str], *, certain: bool) -> bool:
        """Return whether a speaker has this name.

        If it is not ``certain`` that this is a name, a single word must belong to the speaker more than to other
        things: "Burns on inflation", but not "a vote on the directive".
        """
        telling = [word for word in name if len(word) >= SHORTEST_NAME and word not in FUNCTION_WORDS]
        ends_as_a_word = name[-1] in FUNCTION_WORDS and not (len(name) > 1 and is_given_name(name[0]))
        if not telling or ends_as_a_word or not self._names.statements_of("speaker", name):
            return False
        if certain or len(telling) > 1:
            return True
        # People of the name must have that many statements for each one with its longest word.
        mentions = self._mentions(max(name, key=len, default=""))
        return self._names.statements_of("speaker", name) > NAME_RATHER_THAN_WORD * mentions
