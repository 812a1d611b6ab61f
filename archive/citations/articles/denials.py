"""Recognises that an article denies a quotation: "Driver never said “...”", "“...” is a fake quote"."""

import re
from itertools import takewhile

from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.claimed import ClaimedWord, WordRole
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.negations import ANYWHERE, IN_SMALL_LETTERS, is_a_name
from archive.people import listed

SAYING = saying.VERBS | saying.TELLING | saying.PARTICIPLES
SAYING |= listed(
    """
    say tell claim state write use used using utter uttered uttering suggest declare promise argue quoted call
    called dicho decir dijera dijese diga digan pronuncio
    """
)
SAYING |= frozenset().union(*(lexicon.verbs | lexicon.participles for lexicon in LEXICONS.values()))
SAYING -= {"fait", "fatto"}
# Left out: "mai" is also May, and the others are also other words, or initials.
NOT_ABROAD = frozenset().union(*(lexicon.not_ for lexicon in LEXICONS.values()))
NOT_ABROAD -= listed("mai ne n ni nem ani noch personne no")
NOT = NOT_ABROAD | ANYWHERE | IN_SMALL_LETTERS | {"without"}
# They may follow their verb, with the speaker between: "n'a pas dit", "sagte Read nie".
AFTER_THE_VERB = listed("nie niemals nicht pas jamais niet nooit nigdy")
MOST_AFTER = 5
VERBS_OF_DENYING = listed(
    """
    denied denies deny denying refused refuses declined declines disputed disputes disavowed nego niega negaron
    desmintio desmiente bestritt
    """
)
FAKE = re.compile(
    r"\b(?:fake|false|bogus|fabricated|fictitious|invented|made-?up|doctored)\s+"
    r"(?:\w+\s+)?(?:quot|statement|remark|post|meme|(?:claim|story|report|allegation)s?\s+that\b)"
    r"|\brumou?rs?\s+(?:is\s+)?that\b"
    r"|\b(?:falsely|wrongly|incorrectly|mistakenly)\s+(?:\w+\s+){0,2}(?:quot|attribut|claim|report|credit)"
    r"|\b(?:is|was|are|were)\s+(?:entirely\s+|completely\s+)?(?:fake|fabricated|fictitious|invented|made\s+up)\b"
    r"|\bmisquoted\b|\b(?:should|could|might|would)\s+have\s+said\b",
    re.IGNORECASE,
)
# Words that may stand between a denial and its verb, besides names.
BETWEEN = listed(
    """
    did do does have has had having been be ever once even time times point way one of any anyone anybody single
    to that what who which it such had publicly actually in fact ha han haber habia hubiera haya que any people
    person longer lo le se la me nos les du tout
    """
)
SOMEBODY = frozenset(
    {
        WordRole.NAME,
        WordRole.OFFICE,
        WordRole.ADDRESS,
        WordRole.SUFFIX,
        WordRole.PRONOUN,
        WordRole.ARTICLE,
        WordRole.PLACE,
        WordRole.ADVERB,
        WordRole.DATE,
    }
)
MOST_BETWEEN = 8
# Words after the verb: "never said anything like", "denied saying that". Other words change the topic.
MOST_AFTER_THE_VERB = 7
LIMITS = listed("but more only except besides other else whether if when where why how until")


def is_denied(before: str, after: str) -> bool:
    """Return whether the sentence before or after a quotation says that it was not said.

    Only the verb next to the quotation counts: "Driver, who never said why, said “...”" denies nothing.
    """
    return bool(FAKE.search(before) or FAKE.search(after)) or _denied_before(before) or _denied_after(after)


def _denied_before(text: str) -> bool:
    claimed = claim_of(text).words
    at = next((at for at in reversed(range(len(claimed))) if plain(claimed[at].key) in SAYING), -1)
    if at < 0 or len(claimed) - at - 1 > MOST_AFTER_THE_VERB:
        return False
    rest = claimed[at + 1 :]
    has_clause = any("," in word.gap or ";" in word.gap for word in rest) or any(word.key in LIMITS for word in rest)
    return not has_clause and _is_negated(claimed, at)


def _denied_after(text: str) -> bool:
    claimed = claim_of(text).words
    at = next((at for at in range(len(claimed)) if plain(claimed[at].key) in SAYING), -1)
    return at >= 0 and (_is_negated(claimed, at) or _is_negated_later(claimed[at + 1 : at + 1 + MOST_AFTER]))


def _is_negated_later(following: tuple[ClaimedWord, ...]) -> bool:
    """Return whether a denial follows the verb in its clause: "sagte Read nie"."""
    clause = takewhile(lambda word: "," not in word.gap, following)
    return any(word.key in AFTER_THE_VERB for word in clause)


def _is_negated(claimed: tuple[ClaimedWord, ...], verb: int) -> bool:
    """Return whether a denial stands before the verb, with only names and small words between."""
    if any(word.key in NOT for word in claimed[verb + 1 : verb + 2]):
        # "Read did say not", "sagte nie", "n'a dit pas": the denial follows its verb.
        return claimed[verb + 1].key in AFTER_THE_VERB
    for at in range(verb - 1, max(-1, verb - 1 - MOST_BETWEEN), -1):
        word, gap = claimed[at], claimed[at + 1].gap
        if set(gap) & set(",;:—"):
            return False
        if word.key in VERBS_OF_DENYING:
            return not any(other.key in NOT for other in claimed[max(0, at - 3) : at])
        is_name = word.is_capital and is_a_name([plain(other.key) for other in claimed], at)
        if word.key in NOT and gap != "-" and not is_name:
            return True
        is_small = word.key in BETWEEN or word.key.endswith("ly") or word.key in saying.CONJUNCTIONS | {"nor", "or"}
        if not is_small and word.role not in SOMEBODY and word.key not in SAYING:
            return False
    return False
