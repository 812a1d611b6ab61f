"""What the words around a quotation claim: who said it, in which office, on which day, at which meeting.

``attribution`` is strict: words are an attribution only if each of them belongs to one. ``claim_of`` reads what
somebody typed next to a quotation, which can be nothing else.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from archive import people
from archive.citations.passages.words import words
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claimed import Claim, ClaimedWord, WordRole
from archive.citations.quote_checker.languages import languages_in, plain
from archive.citations.quote_checker.subject import NEVER_WITHIN, claim_in_another_language, role_in
from archive.dates import days_in

# An attribution is short. A longer run of words is prose, or part of the quotation.
MOST_WORDS = 24
NAME_AND_VERB = 2
SIGNS = re.compile(r"^\s*(?:[—–\-~]+|[,(\[])|^\s*\n")
LEADS_IN = re.compile(r"(?::|[—–]|\s--?)\s*$")
OWNER = re.compile(r"['’]s$", re.IGNORECASE)
# A news report begins with its place: "WASHINGTON —", "OAKLAND, Calif. —".
DATELINE = re.compile(r"\s*[A-Z][A-Z .'’]+(?:,[^:]*)?\s*(?:[—–]|--?)\s*$")
SPEAKING = frozenset({WordRole.VERB, WordRole.TELLING_VERB, WordRole.ACCORDING})
OF = people.listed("of de del di van du des do dos das dei della delle degli dello of von")
# In these, "a" comes before a listener: "dijo a Read".
WITH_A_LISTENER = frozenset({"es", "fr", "it", "pt"})
AGE = re.compile(r"[1-9]\d|1[01]\d")
# As lawyers write a judge: "Sotomayor, J.", "Roberts, C.J.".
JUDGE = re.compile(r",[\s(]*((?:C\.?\s?)?JJ?)(?!\w)", re.IGNORECASE)


ROLES: tuple[tuple[WordRole, Collection[str]], ...] = (
    (WordRole.ACCORDING, {"according", "segun", "per"}),
    (WordRole.VERB, saying.VERBS),
    (WordRole.TELLING_VERB, saying.TELLING),
    (WordRole.PARTICIPLE, saying.PARTICIPLES),
    (WordRole.PRONOUN, saying.PRONOUNS),
    (WordRole.WHOM, saying.WHOM),
    (WordRole.OFFICE, saying.OFFICES),
    (WordRole.ADDRESS, saying.ADDRESSES),
    (WordRole.SUFFIX, people.SUFFIXES),
    (WordRole.PLACE, saying.PLACES),
    (WordRole.DATE, saying.DAYS),
    (WordRole.THAT, saying.THAT),
    (WordRole.ARTICLE, saying.ARTICLES),
    (WordRole.PREPOSITION, saying.PREPOSITIONS),
    (WordRole.CONJUNCTION, saying.CONJUNCTIONS),
    (WordRole.ADVERB, saying.ADVERBS),
)
# A second verb is only allowed as in "added, saying" and "went on to say".
# The speaker: a phrase of titles, names and offices, perhaps with others in apposition. Small letters stand for
# offices and places in lower case, q for "former" and the like. An article belongs to an office ("the
# superintendent"), not to a title before a name.
PHRASE = r"(?:R(?!O+N))?(?:[NSADLHOq]|,S,?|[ol](?![OA]))+"
BESIDE = rf"(?:,(?=[RNOLAEoq])E?{PHRASE}|(?:E|J){PHRASE})"
WHO = rf"(?:P|{PHRASE}{BESIDE}*)"
# "Told" needs a listener; "asked" does not.
SAID = r"(?:M?[VQ](?:,?G)?|VEEV)"
WHERE = rf"(?:,?ER?{PHRASE}|,?R?D+)"
LEAD = rf"(?:M,?|E{PHRASE}{BESIDE}*,|E?R?D+)?"
GRAMMAR = re.compile(
    rf"{LEAD}{WHO},?{SAID}{WHERE}*,?M?X?"
    rf"|{LEAD}{WHO},?M?[TQ](?:{PHRASE}){WHERE}*,?M?X?"
    rf"|{LEAD}{SAID}{WHO}{WHERE}*(?:,?G)?"
    rf"|CE?{WHO}{WHERE}*"
)
DATED = re.compile(r"E?R?D+")
NAMED = re.compile(rf"(?!P){WHO}(?:,?E?{PHRASE}|,?D+)*")


def claim_of(written: str, *, is_typed: bool = False) -> Claim:
    """Return what the words claim. Words that belong to no claim are ignored.

    If somebody typed a name (``is_typed``) without any capital, other words may be names too.
    """
    claim = _claim_in_english(written, is_typed=is_typed)
    return claim_in_another_language(written) or claim


def _claim_in_english(written: str, *, is_typed: bool = False, is_strict: bool = False) -> Claim:
    """Return what the words claim in English, or in another language if its words are in the same order.

    If they have to be an attribution and nothing else (``is_strict``), the small words of other languages are unknown.
    """
    has_capitals = not is_typed or any(map(str.isupper, written))
    days, dated = days_in(written)
    judges = {at for match in JUDGE.finditer(written) for at in range(*match.span(1))}
    split = words(written)
    languages = languages_in([plain(word.key) for word in split]) - {"en"}
    claimed, end = [], 0
    for word in split:
        shown = written[word.start : word.end]
        is_dated = any(start <= word.start < stop for start, stop in dated)
        role = WordRole.DATE if is_dated else _role(word.key, is_capital=shown[0].isupper() or not has_capitals)
        if shown.casefold() == "el":
            role = WordRole.ARTICLE
        elif word.key == "a" and languages & WITH_A_LISTENER:
            role = WordRole.PREPOSITION
        elif role == WordRole.UNKNOWN and not is_strict and shown.islower():
            role = role_in(plain(word.key), languages)
        if role == WordRole.NAME and word.start in judges:
            role = WordRole.ADDRESS
        gap = written[end : word.start]
        is_owner = role == WordRole.NAME and bool(OWNER.search(shown))
        key = word.key.removesuffix("s") if is_owner else word.key
        claimed.append(
            ClaimedWord(key, role, shown[0].isupper(), gap, is_owner=is_owner, start=word.start, end=word.end)
        )
        end = word.end
    return Claim(written, _without_others(_with_ages(_with_particles(claimed))), days)


def _role(key: str, *, is_capital: bool) -> WordRole:
    for role, known in ROLES:
        if key in known:
            return role
    return (
        WordRole.NAME
        if is_capital and key.isalpha() and key not in saying.CAPITALISED_BUT_NO_NAME
        else WordRole.UNKNOWN
    )


def _with_particles(claimed: list[ClaimedWord]) -> list[ClaimedWord]:
    """Count particles ("van der") and initials as parts of the name next to them."""
    taken, after_a_name = list(claimed), _after_names(claimed)
    for at in range(len(taken) - 1, -1, -1):
        word, following = taken[at], taken[at + 1 : at + 2]
        is_before_a_name = bool(following) and following[0].role == WordRole.NAME and not following[0].gap.strip(" '’.")
        is_particle = (
            word.key in people.PARTICLES
            and word.role in {WordRole.ARTICLE, WordRole.PREPOSITION, WordRole.CONJUNCTION, WordRole.UNKNOWN}
            and is_before_a_name
            and (after_a_name[at] or word.is_capital)
        )
        # "I" is an initial only before a full stop.
        has_stop = bool(following) and following[0].gap.startswith(".")
        is_initial = (
            word.is_initial
            and word.is_capital
            and word.role != WordRole.ADDRESS
            and (is_before_a_name or after_a_name[at])
            and (word.key not in {"i", "a"} or has_stop)
        )
        # "Mr. Sessions", "Ms. Park", "Mr. Reeve": after a form of address, most words for offices are names.
        may_be_family = word.role in {
            WordRole.PLACE,
            WordRole.VERB,
            WordRole.TELLING_VERB,
            WordRole.DATE,
        } or (
            word.role == WordRole.OFFICE
            and saying.OFFICES[word.key] not in saying.ADDRESSED
            and not (
                following
                and following[0].role in {WordRole.NAME, WordRole.OFFICE}
                and not set(following[0].gap) & set(",;:")
            )
        )
        is_addressed = at > 0 and taken[at - 1].role == WordRole.ADDRESS and word.is_capital and may_be_family
        if is_particle or is_initial or is_addressed:
            taken[at] = replace(word, role=WordRole.NAME)
        elif word.key in people.GENERATIONS and at > 0 and taken[at - 1].role == WordRole.NAME and not is_before_a_name:
            # "Robert Sample Sr.", but "Sr. Sample".
            taken[at] = replace(word, role=WordRole.SUFFIX)
    return taken


def _after_names(claimed: list[ClaimedWord]) -> list[bool]:
    """Return for each word whether a name or title is before it, perhaps with particles between: "Lena van der"."""
    after: list[bool] = []
    last = previous = None
    for word in claimed:
        after.append(
            last is not None
            and previous is not None
            and last.role in {WordRole.NAME, WordRole.OFFICE, WordRole.ADDRESS}
            # "La alcaldesa de los Angeles": a preposition after an office and before an article names a place.
            and (last is previous or last.role != WordRole.OFFICE or previous.role != WordRole.PREPOSITION)
        )
        previous = word
        # "Juan y la Maria" are two people.
        if word.key not in people.PARTICLES or word.role == WordRole.CONJUNCTION:
            last = word
    return after


def _with_ages(claimed: list[ClaimedWord]) -> list[ClaimedWord]:
    """Count an age as part of the name before it: "Driver, 54, said"."""
    return [
        replace(word, role=WordRole.SUFFIX)
        if before and before.role == WordRole.NAME and AGE.fullmatch(word.key) and word.gap.strip() == ","
        else word
        for before, word in zip([None, *claimed], claimed, strict=False)
    ]


def _without_others(claimed: list[ClaimedWord]) -> tuple[ClaimedWord, ...]:
    """Mark the names and offices that are not the speaker's.

    They are listeners, names after a preposition, and owners: "Read told Driver", "Read said of Driver", "a spokesman
    for Driver", "the mayor of Fairfax", "to Driver, Read said", "Driver's chief of staff said", "told Driver", "the
    statement of Driver", "answering Driver".
    """
    marked: list[ClaimedWord] = []
    has_somebody = has_spoken = is_place = False
    # "To Mayor Read, Driver said", "Asked by Mayor Read, Driver said": up to the comma.
    is_asked = len(claimed) > 1 and claimed[1].key in saying.BY and _speaks_after_a_comma(claimed)
    is_other = is_lead = bool(claimed) and (claimed[0].key in saying.NOT_BY or is_asked)
    owner = max(
        (at for at, word in enumerate(claimed[:-1]) if word.is_owner and _is_owned(claimed[at + 1])), default=-1
    )
    last_verb = max((at for at, word in enumerate(claimed) if word.role in SPEAKING), default=-1)
    for at, word in enumerate(claimed):
        is_other = is_other and not ((is_place or (is_lead and at <= last_verb)) and "," in word.gap)
        is_lead = is_lead and is_other
        match word.role:
            case WordRole.TELLING_VERB if not is_lead:
                is_other, has_spoken = has_somebody or word.key not in saying.ASKING, True
            case WordRole.VERB | WordRole.PARTICIPLE | WordRole.ACCORDING:
                is_other, has_spoken = word.role == WordRole.PARTICIPLE and _has_an_object(claimed, at), True
            case WordRole.PREPOSITION if has_somebody:
                is_place = word.key in saying.BELONGING and marked[-1].role == WordRole.OFFICE
                is_other = has_spoken or is_place
            case WordRole.PRONOUN:
                is_other, has_somebody = False, True
            case WordRole.PLACE if is_place:
                # "The director of finance Smith": the name after the place is the speaker's.
                is_other = False
            case WordRole.NAME | WordRole.OFFICE if not is_other:
                has_somebody = True
            case _ if not has_somebody and not is_other:
                is_other = is_lead = _governs_a_name(claimed, at) or _has_an_object(claimed, at)
        marked.append(replace(word, is_other=(is_other or at <= owner) and _is_somebody(word)))
    return tuple(marked)


def _speaks_after_a_comma(claimed: list[ClaimedWord]) -> bool:
    """Return whether a verb of saying and a name stand after the first comma."""
    comma = next((at for at, word in enumerate(claimed) if "," in word.gap), len(claimed))
    roles = {word.role for word in claimed[comma:]}
    return WordRole.NAME in roles and not roles.isdisjoint(SPEAKING)


def _governs_a_name(claimed: list[ClaimedWord], at: int) -> bool:
    """Return whether a preposition before any speaker makes the name after it another's: "the statement of Read"."""
    word, before = claimed[at], claimed[at - 1] if at else None
    is_preposition = word.role == WordRole.PREPOSITION or word.key in OF
    if not is_preposition or word.key in saying.BY or not _is_before_a_name(claimed, at):
        return False
    if before is not None and before.role == WordRole.ACCORDING:
        return False
    return word.key in saying.NOT_BY or (before is not None and not set(word.gap) & set(",;:()"))


def _has_an_object(claimed: list[ClaimedWord], at: int) -> bool:
    """Return whether a participle has the name after it as its object: "answering Read", but "acting Mayor Read"."""
    word = claimed[at]
    is_participle = word.role in {WordRole.PARTICIPLE, WordRole.UNKNOWN} and word.key.endswith("ing")
    following = claimed[at + 1].role if at + 1 < len(claimed) else None
    is_said = word.role == WordRole.PARTICIPLE and word.key not in {"telling", "asking"}
    return is_participle and not is_said and following != WordRole.OFFICE and _is_before_a_name(claimed, at)


def _is_before_a_name(claimed: list[ClaimedWord], at: int) -> bool:
    """Return whether a name follows a word, with only articles and titles between."""
    between = {WordRole.ARTICLE, WordRole.OFFICE, WordRole.ADDRESS}
    following = next((word for word in claimed[at + 1 :] if word.role not in between), None)
    return following is not None and following.role == WordRole.NAME


def _is_owned(word: ClaimedWord) -> bool:
    """Return whether what follows an owner is somebody or something else: "Read's office", "Read's husband"."""
    return _is_somebody(word) or word.role in {WordRole.PLACE, WordRole.UNKNOWN}


def _is_somebody(word: ClaimedWord) -> bool:
    return word.role in {WordRole.NAME, WordRole.OFFICE, WordRole.ADDRESS, WordRole.SUFFIX}


def attribution(written: str, *, is_after: bool = False) -> Claim | None:
    """Return the claim if all the words are an attribution, else None.

    It needs somebody (a name, an office or a third-person pronoun) and a verb of saying. Besides these it may only have
    a day, a place, and the small words between. Without a verb, it is an attribution if a dash, a comma or a bracket
    separates a name after the quotation (``is_after``), or a colon or a dash before it.
    """
    claim = _claim_in_english(written, is_strict=True)
    if not claim.words or len(claim.words) > MOST_WORDS:
        return None
    return claim_in_another_language(written) or _strict(claim, written, is_after=is_after)


def _strict(claim: Claim, written: str, *, is_after: bool) -> Claim | None:
    grammar = _grammar(claim)
    if "?" in grammar or _has_a_word_beside_the_name(claim):
        return None
    if GRAMMAR.fullmatch(grammar):
        return claim if _has_somebody(claim) else None
    is_set_off = bool(SIGNS.match(written) if is_after else LEADS_IN.search(written))
    if DATED.fullmatch(grammar):
        return claim if claim.days and is_after and is_set_off else None
    is_named = NAMED.fullmatch(grammar) and (claim.names_somebody or claim.offices)
    if not is_named or DATELINE.match(written):
        return None
    return claim if is_set_off or (is_after and claim.names_one_person) else None


def _grammar(claim: Claim) -> str:
    """Return the letters of the words. The comma after a date separates nothing: "on July 12, 2026, at the meeting"."""
    return re.sub("D,", "D", "".join(map(_letters, claim.words)).lstrip(","))


def _has_a_word_beside_the_name(claim: Claim) -> bool:
    """Return whether an unknown word with a capital is next to the speaker: "Hardly, Read said".

    A single one before a comma and another name does not count as a person, because it may just be an adverb.
    """
    if any(word.key in saying.NO_NAMES for word in claim.words if word.role == WordRole.NAME):
        return True
    first, second = claim.words[0], claim.words[1:2]
    if first.role != WordRole.NAME or not second or "," not in second[0].gap or second[0].is_initial:
        return False
    return (
        second[0].role in {WordRole.NAME, WordRole.OFFICE, WordRole.ADDRESS, WordRole.ARTICLE} and second[0].is_capital
    )


def _has_somebody(claim: Claim) -> bool:
    """Return whether somebody speaks. A meeting does not, and a body needs an article or a capital.

    A lone word with a capital beside the verb may be a name: "Sessions said".
    """
    if any(word.role in {WordRole.NAME, WordRole.OFFICE, WordRole.PRONOUN} for word in claim.words):
        return True
    if [word.role for word in claim.words if word.is_capital] == [WordRole.PLACE] and len(claim.words) == NAME_AND_VERB:
        return True
    has_article = claim.words[0].role == WordRole.ARTICLE or WordRole.ACCORDING in {word.role for word in claim.words}
    return any(word.key in saying.BODIES and (has_article or word.is_capital) for word in claim.words)


def _letters(word: ClaimedWord) -> str:
    """Return a word's letter in the grammar, with what separates it from the previous word, or ? if none fits."""
    gap = word.gap.strip().replace("'", "").replace("’", "")
    if set(gap) & set(NEVER_WITHIN):
        return "?"
    parted = "," if set(gap) & set(",()—–-/") and gap != "-" else ""
    is_small = word.role in {WordRole.OFFICE, WordRole.PLACE} and not word.is_capital
    if word.key in saying.ASKING:
        return f"{parted}Q"
    if is_small and word.key in saying.QUALIFIERS:
        return parted + "q"
    return parted + (word.role.lower() if is_small else word.role.value)
