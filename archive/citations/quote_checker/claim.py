"""What the words around a quotation claim: who said it, in which office, on which day, at which meeting.

``attribution`` is strict: it takes words for an attribution only where each of them belongs to one. ``claim_of`` reads
what somebody typed beside a quotation, where nothing else can stand.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from archive.citations.quote_checker import saying
from archive.citations.quote_checker.said_on import Day, days_in
from archive.citations.words import words

# An attribution is short: a longer run of words is prose, or part of the quotation.
MOST_WORDS = 24
# Between the words of an attribution these stand only in prose.
NEVER_WITHIN = ':;?!…"“”„«»[]'
SIGNS = re.compile(r"^\s*(?:[—–\-~]+|[,(\[])|^\s*\n")
LEADS_IN = re.compile(r":\s*$")


class Role(StrEnum):
    """What a word does in an attribution, as the letter that stands for it in ``GRAMMAR``."""

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


ROLES: tuple[tuple[Role, Collection[str]], ...] = (
    (Role.ACCORDING, {"according", "segun"}),
    (Role.VERB, saying.VERBS),
    (Role.TELLING_VERB, saying.TELLING),
    (Role.PARTICIPLE, saying.PARTICIPLES),
    (Role.PRONOUN, saying.PRONOUNS),
    (Role.WHOM, saying.WHOM),
    (Role.OFFICE, saying.OFFICES),
    (Role.ADDRESS, saying.ADDRESSES),
    (Role.SUFFIX, saying.SUFFIXES),
    (Role.PLACE, saying.PLACES),
    (Role.DATE, saying.DAYS),
    (Role.THAT, saying.THAT),
    (Role.ARTICLE, saying.ARTICLES),
    (Role.PREPOSITION, saying.PREPOSITIONS),
    (Role.CONJUNCTION, saying.CONJUNCTIONS),
    (Role.ADVERB, saying.ADVERBS),
)
GLUE = frozenset({Role.ARTICLE, Role.PREPOSITION, Role.CONJUNCTION, Role.ADVERB, Role.THAT})
# A second verb is one only as in "added, saying" and "went on to say".
# Who it was: a phrase of titles, names and offices, with others set beside it. Small letters stand for offices and
# places written small. An article belongs to an office ("the superintendent"), not to a title before a name.
PHRASE = r"(?:R(?![OA]+N))?(?:[NSADLH]|[OA]|[ol](?![OA]))+"
BESIDE = rf"(?:,(?=[RNOLAEo])E?{PHRASE}|(?:E|J){PHRASE})"
WHO = rf"(?:P|{PHRASE}{BESIDE}*)"
SAID = r"(?:M?[VT](?:,?G)?|VEEV)"
WHERE = rf"(?:,?ER?{PHRASE}|,?R?D+)"
LEAD = rf"(?:M,?|E{PHRASE}{BESIDE}*,|E?R?D+)?"
GRAMMAR = re.compile(
    rf"{LEAD}{WHO},?{SAID}{WHERE}*,?M?X?"
    rf"|{LEAD}{WHO},?M?T(?:{PHRASE}){WHERE}*,?M?X?"
    rf"|{LEAD}{SAID}{WHO}{WHERE}*"
    rf"|CE?{WHO}{WHERE}*"
)
DATED = re.compile(r"E?R?D+")
NAMED = re.compile(rf"(?!P){WHO}(?:,?E?{PHRASE}|,?D+)*")


@dataclass(frozen=True)
class ClaimedWord:
    """A word of an attribution: its key, its role, whether it has a capital, and what parts it from the last."""

    key: str
    role: Role
    is_capital: bool
    gap: str

    @property
    def is_initial(self) -> bool:
        """Say whether it is one letter of a name."""
        return len(self.key) == 1


@dataclass(frozen=True)
class Claim:
    """The words of an attribution, each with its role, and the days it may name (several where 1/2 is ambiguous)."""

    written: str = ""
    words: tuple[ClaimedWord, ...] = ()
    days: tuple[Day, ...] = ()

    @cached_property
    def name_runs(self) -> list[list[ClaimedWord]]:
        """The names it has: words in a row with nothing but spaces, dots and hyphens between them."""
        runs: list[list[ClaimedWord]] = []
        is_open = False
        for word in self.words:
            is_name = word.role == Role.NAME or (word.role == Role.SUFFIX and is_open)
            if is_name and is_open and not set(word.gap) & set(",;:()"):
                runs[-1].append(word)
            elif is_name:
                runs.append([word])
            is_open = is_name
        return [run for run in runs if not all(word.is_initial for word in run)]

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices it names, in one form each."""
        return frozenset(saying.OFFICES[word.key] for word in self.words if word.role == Role.OFFICE)

    @property
    def names_somebody(self) -> bool:
        """Say whether it has a name; a pronoun or an office is none."""
        return bool(self.name_runs)

    @property
    def names_one_person(self) -> bool:
        """Say whether it has a full name, or a name with a title: one word with a capital begins many a clause."""
        has_title = any(word.role in {Role.OFFICE, Role.ADDRESS} for word in self.words)
        return self.names_somebody and (has_title or any(len(run) > 1 for run in self.name_runs))

    @property
    def is_empty(self) -> bool:
        """Say whether it claims nothing that can be compared."""
        return not (self.name_runs or self.offices or self.days)


def claim_of(written: str, *, is_typed: bool = False) -> Claim:
    """Return what the words claim; words that belong to no claim are passed over.

    Where somebody typed a name (``is_typed``) without any capital, other words may be names too.
    """
    has_capitals = not is_typed or any(map(str.isupper, written))
    days, dated = days_in(written)
    found, end = [], 0
    for word in words(written):
        shown = written[word.start : word.end]
        is_dated = any(start <= word.start < stop for start, stop in dated)
        role = Role.DATE if is_dated else _role(word.key, is_capital=shown[0].isupper() or not has_capitals)
        if shown.casefold() == "el":
            role = Role.ARTICLE
        if role == Role.NAME and word.key in saying.JUDGES and "," in written[end : word.start]:
            role = Role.ADDRESS
        found.append(ClaimedWord(word.key, role, shown[0].isupper(), written[end : word.start]))
        end = word.end
    return Claim(" ".join(written.split()), _with_particles(found), days)


def _role(key: str, *, is_capital: bool) -> Role:
    for role, known in ROLES:
        if key in known:
            return role
    return Role.NAME if is_capital and key.isalpha() and key not in saying.CAPITALISED_BUT_NO_NAME else Role.UNKNOWN


def _with_particles(found: list[ClaimedWord]) -> tuple[ClaimedWord, ...]:
    """Count particles ("van der") and initials among the name that they stand beside."""
    taken = list(found)
    for at in range(len(taken) - 1, -1, -1):
        word, following = taken[at], taken[at + 1 : at + 2]
        is_before_a_name = bool(following) and following[0].role == Role.NAME and not following[0].gap.strip(" '’.")
        is_after_a_name = at > 0 and found[at - 1].role in {Role.NAME, Role.OFFICE, Role.ADDRESS}
        is_particle = (
            word.key in saying.PARTICLES
            and word.role in {Role.ARTICLE, Role.PREPOSITION, Role.CONJUNCTION, Role.UNKNOWN}
            and is_before_a_name
            and (is_after_a_name or word.is_capital)
        )
        # "I" is one only before a full stop.
        has_stop = bool(following) and following[0].gap.startswith(".")
        is_initial = (
            word.is_initial
            and word.is_capital
            and word.role != Role.ADDRESS
            and (is_before_a_name or is_after_a_name)
            and (word.key not in {"i", "a"} or has_stop)
        )
        # "Mr. Sessions", "Ms. Park": after a form of address only an office is none.
        is_addressed = (
            at > 0
            and taken[at - 1].role == Role.ADDRESS
            and word.is_capital
            and word.role in {Role.PLACE, Role.VERB, Role.TELLING_VERB, Role.DATE}
        )
        if is_particle or is_initial or is_addressed:
            taken[at] = replace(word, role=Role.NAME)
    return tuple(taken)


def attribution(written: str, *, is_after: bool = False) -> Claim | None:
    """Return the claim where all the words are an attribution, or nothing.

    It is one with somebody (a name, an office or a pronoun of the third person) and a verb of saying. Besides these it
    has only a day, where it was said, and the small words between. Without a verb it is one where a dash, a comma or a
    bracket sets a name off after the quotation (``is_after``), or a colon before it.
    """
    claim = claim_of(written)
    if not claim.words or len(claim.words) > MOST_WORDS:
        return None
    # A date closes with a comma that parts nothing: "on July 12, 2026, at the meeting".
    grammar = re.sub("D,", "D", "".join(map(_letters, claim.words)).lstrip(","))
    if "?" in grammar:
        return None
    if GRAMMAR.fullmatch(grammar):
        return claim if _has_somebody(claim) else None
    is_set_off = bool(SIGNS.match(written) if is_after else LEADS_IN.search(written))
    if DATED.fullmatch(grammar):
        return claim if claim.days and is_after and is_set_off else None
    if not NAMED.fullmatch(grammar) or not (claim.names_somebody or claim.offices):
        return None
    return claim if is_set_off or (is_after and claim.names_one_person) else None


def _has_somebody(claim: Claim) -> bool:
    """Say whether somebody speaks: a meeting does not, and a body is named with an article or a capital."""
    if any(word.role in {Role.NAME, Role.OFFICE, Role.PRONOUN} for word in claim.words):
        return True
    has_article = claim.words[0].role == Role.ARTICLE or Role.ACCORDING in {word.role for word in claim.words}
    return any(word.key in saying.BODIES and (has_article or word.is_capital) for word in claim.words)


def _letters(word: ClaimedWord) -> str:
    """Return what stands for a word in the grammar, with what parts it from the word before; ? where nothing may."""
    gap = word.gap.strip().replace("'", "").replace("’", "")
    if set(gap) & set(NEVER_WITHIN):
        return "?"
    parted = "," if set(gap) & set(",()—–-/") and gap != "-" else ""
    is_small = word.role in {Role.OFFICE, Role.PLACE} and not word.is_capital
    return parted + (word.role.lower() if is_small else word.role.value)
