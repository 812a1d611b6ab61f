"""What an attribution claims: its words with their roles, and the days it may mean."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice, takewhile

from archive.citations.quote_checker import saying
from archive.citations.quote_checker.languages import BEFORE_THE_GENITIVE, languages_in, plain
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
VERBS_OF_SAYING = frozenset({WordRole.VERB, WordRole.TELLING_VERB, WordRole.PARTICIPLE, WordRole.ACCORDING})
# "Hätte gesagt", not "hatte gesagt"; "würde Read sagen"; "habe Read gesagt" is what somebody reports.
WOULD_HAVE = re.compile(r"\b(?:(?:hätte|würde|könnte|müsste|dürfte)n?|habe)\b", re.IGNORECASE)
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
        return any(
            self._disclaims(at) or self._withholds(at) or self._supposes(at) for at in range(len(self.words))
        ) or bool(WOULD_HAVE.search(self.written))

    def _disclaims(self, at: int) -> bool:
        word = self.words[at]
        if plain(word.key) not in saying.DISCLAIMING or word.is_capital:
            return False
        # "theresa may", as somebody typed a name.
        ends_a_name = at > 0 and not any(following.gap.isspace() for following in self.words[at + 1 : at + 2])
        is_plain = ends_a_name and not any(map(str.isupper, self.written)) and not self.has_a_verb
        return not (word.key in saying.FAMILY_NAMES_TOO and is_plain)

    @property
    def is_in_polish(self) -> bool:
        """Whether its words of saying are Polish, so that names may be declined."""
        return "pl" in languages_in([plain(word.key) for word in self.words])

    @property
    def is_in_genitive(self) -> bool:
        """Whether the name is declined, as after "zdaniem"."""
        return self.is_in_polish and any(plain(word.key) in BEFORE_THE_GENITIVE for word in self.words)

    @property
    def has_a_verb(self) -> bool:
        """Whether it has a word of saying."""
        return any(word.role in VERBS_OF_SAYING for word in self.words)

    def _withholds(self, at: int) -> bool:
        """Whether words are kept back, or said by hearsay, from this word on: "failed to say", "aurait dit"."""
        word = self.words[at]
        # "Deja de decir", but "déjà dit".
        is_already = self.written[word.start : word.end] == "déjà"
        if plain(word.key) not in saying.WITHHOLDING or word.is_capital or is_already:
            return False
        clause = takewhile(lambda other: not set(other.gap) & set(",;:()"), self.words[at + 1 :])
        return any(plain(other.key) in saying.UTTERING for other in islice(clause, saying.UTTERED_WITHIN))

    def _supposes(self, at: int) -> bool:
        """Whether this word makes what somebody said a condition: "if Read said", "had Read said" at the beginning."""
        word, following = self.words[at], self.words[at + 1 : at + 2]
        languages = saying.SUPPOSING.get(plain(word.key), ())
        if not following or following[0].role not in WHOSE | {WordRole.PRONOUN} or not following[0].gap.isspace():
            return False
        is_within = at > 0 and (word.key == "had" or word.is_capital)
        if is_within or any(before.role in VERBS_OF_SAYING for before in self.words[:at]):
            return False
        spoken = languages_in([plain(other.key) for other in self.words])
        # "Had Read in januari gezegd" is Dutch.
        return ("en" in languages and "nl" not in spoken) or bool(set(languages) & spoken)

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
