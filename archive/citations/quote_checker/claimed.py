"""What an attribution claims: its words with their roles, and the days it may mean."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from archive.citations.quote_checker import saying
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.negations import is_negated
from archive.dates import Day


class WordRole(StrEnum):
    """The role of a word in an attribution, as the letter that stands for it in ``GRAMMAR``."""

    VERB = "V"
    TELLING_VERB = "T"
    PARTICIPLE = "G"
    ACCORDING = "C"
    PRONOUN = "P"
    WHOM = "H"
    OFFICE = "O"
    ADDRESS = "A"
    NAME = "N"
    SUFFIX = "S"
    DATE = "D"
    PLACE = "L"
    ARTICLE = "R"
    PREPOSITION = "E"
    CONJUNCTION = "J"
    ADVERB = "M"
    THAT = "X"
    UNKNOWN = "?"


# The roles of words in a name or an office.
WHOSE = frozenset(
    {
        WordRole.NAME,
        WordRole.OFFICE,
        WordRole.ADDRESS,
        WordRole.SUFFIX,
        WordRole.PLACE,
        WordRole.ARTICLE,
    }
)
GLUE = frozenset({WordRole.ARTICLE, WordRole.PREPOSITION, WordRole.CONJUNCTION, WordRole.ADVERB, WordRole.THAT})


@dataclass(frozen=True)
class ClaimedWord:
    """A word of an attribution: its key, its role, its capital, and what separates it from the previous word.

    ``is_other`` means a name or an office that is not the speaker's: "Read told Driver", "a spokesman for Driver".
    ``is_owner`` means a name in the possessive: "Read's chief of staff".
    """

    key: str
    role: WordRole
    is_capital: bool
    gap: str
    is_other: bool = False
    is_owner: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_initial(self) -> bool:
        """Whether it is a single letter of a name."""
        return len(self.key) == 1


@dataclass(frozen=True)
class Claim:
    """The words of an attribution with their roles, and the days it may mean (several if 1/2 is ambiguous)."""

    written: str = ""
    words: tuple[ClaimedWord, ...] = ()
    days: tuple[Day, ...] = ()

    @cached_property
    def speaking(self) -> tuple[ClaimedWord, ...]:
        """The words without those that name somebody other than the speaker."""
        return tuple(word for word in self.words if not word.is_other)

    @cached_property
    def name_runs(self) -> list[list[ClaimedWord]]:
        """The names: words in a row with only spaces, dots and hyphens between them."""
        runs: list[list[ClaimedWord]] = []
        is_open = False
        for word in self.speaking:
            is_name = word.role == WordRole.NAME
            if is_open and (word.role == WordRole.SUFFIX or (is_name and not set(word.gap) & set(",;:()"))):
                runs[-1].append(word)
            elif is_name:
                runs.append([word])
            is_open = is_name or (is_open and word.role == WordRole.SUFFIX)
        return [run for run in runs if not all(word.is_initial for word in run)]

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices, each in one form."""
        return frozenset(saying.OFFICES[word.key] for word in self.speaking if word.role == WordRole.OFFICE)

    @property
    def who(self) -> str:
        """The first name or office, with its titles, as written; empty if there is none."""
        group: list[ClaimedWord] = []
        for word in self.speaking:
            if word.role in WHOSE and not (group and set(word.gap) & set(",;:()\n")):
                group.append(word)
            elif any(known.role in {WordRole.NAME, WordRole.OFFICE} for known in group):
                break
            else:
                group = [word] if word.role in WHOSE else []
        return self.written[group[0].start : group[-1].end] if group else ""

    @property
    def names_somebody(self) -> bool:
        """Whether it has a name. A pronoun or an office is not a name."""
        return bool(self.name_runs)

    @property
    def names_only_others(self) -> bool:
        """Whether it names somebody, but nobody who spoke: "told Read", "the husband of Read"."""
        spoke = any(word.role in {WordRole.NAME, WordRole.OFFICE, WordRole.PRONOUN} for word in self.speaking)
        return not spoke and any(word.is_other and word.role == WordRole.NAME for word in self.words)

    @property
    def is_of_another(self) -> bool:
        """Whether it says that the person named gave another's words, or did not speak: "Read, citing", "denied"."""
        return any(plain(word.key) in saying.DISCLAIMING and not word.is_capital for word in self.words)

    @property
    def is_disclaimed(self) -> bool:
        """Whether it does not say that the person named spoke: "anyone but Read", "Read never said"."""
        return self.is_of_another or is_negated(self.written)

    @property
    def names_one_person(self) -> bool:
        """Whether it has a full name, or a name with a title. One capitalised word begins many a clause."""
        has_title = any(word.role in {WordRole.OFFICE, WordRole.ADDRESS} for word in self.speaking)
        return self.names_somebody and (has_title or any(len(run) > 1 for run in self.name_runs))

    @property
    def is_empty(self) -> bool:
        """Whether it claims nothing that can be compared."""
        return not (self.name_runs or self.offices or self.days)
