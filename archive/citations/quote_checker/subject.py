"""Finds the speaker in an attribution of the languages in ``languages``: the subject of a verb of saying.

The grammar is loose around the subject and strict in it. Words before the name may be unknown if they are in small
letters, as offices are in most languages. A name after a preposition or a genitive ("le porte-parole de Driver", "der
Sprecher der Stadt") is not the speaker's.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from archive import people
from archive.citations.passages.words import Word, keys, words
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claimed import Claim, ClaimedWord, WordRole
from archive.citations.quote_checker.languages import (
    BEFORE_THE_GENITIVE,
    ELIDED,
    OF_SOMEBODY,
    WEAK,
    languages_in,
    languages_of,
    phrase_at,
    plain,
)
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.dates import days_in

APOSTROPHE = re.compile("['’]")
# What a name or a role can be made of. Small letters are words in small letters: u unknown, o an office, l a place. U
# is a German noun for what somebody is.
NAME = "[NAS]"
ROLE = "[uolOLAU]"
WHO = (
    rf"(?:P|(?:[uolU]R?)?R?(?:{ROLE}|N(?=[NUO]))*{NAME}+S?"
    rf"|R?(?:{ROLE}|N)*[OoUuLl](?:[ER]+(?:{ROLE}|N)+)*,R?{NAME}+"
    rf"|R(?:{ROLE}|N)+(?:[ER]+(?:{ROLE}|N)+)+,R?{NAME}+"
    rf"|R?{ROLE}+(?:[ER]+(?:{ROLE}|N)+)*)"
    rf"(?:J{NAME}+)?"
)
MIDDLE = r"(?:M|E?R?D)*+"
VERB = rf"M*(?:V|BP?M*[VI]){MIDDLE}"
# Where, when and to whom.
REST = r"(?:,?(?:E++R*+|R++)[uolOLUNDM]++|,?D)*+,?M*X?"
SENTENCE = re.compile(
    rf"{VERB}(?P<after>{WHO}){REST}"
    rf"|M*B{MIDDLE}(?P<between>{WHO}){REST}[VI]{REST}"
    rf"|(?P<before>{WHO})(?:,(?=[VB]))?{VERB}{REST}"
    rf"|(?P<first>{WHO})B{REST}[VI]{REST}"
    rf"|[cs](?P<briefly>{WHO}){REST}"
    rf"|c(?P<stated>{WHO}),?[uM]{{1,3}}"
    rf"|[uM]{{0,2}}CE*(?P<according>{WHO}),?[uM]{{0,4}}{REST}"
    rf"|(?P<following>{WHO})Y[uM]{{0,4}}{REST}"
    rf"|{VERB}"
)
# German nouns for what somebody is. With a capital like a name, they stand before one.
GERMAN_ROLE = re.compile(
    r"(?:(?:er|or|ent|ant|ist|at|chef|ekt|arzt|wirt|eur|og|walt|beamt|graf|nom|mann)in|leiter|sprecher|vertreter|vertreterin|chef|meister|rat"
    r"|ratin|vorsitzenden?r?|vorsteher|direktor|minister|beauftragter?|ordneter?|mitglied|sekretar|anwalt|lehrer"
    r"|dezernent|kammerer|referent|vorstand|experte|forscher|verwalter|prasident|vize|kollegin|kollege|politiker"
    r"|manager|inhaber|betreiber|kandidat|elternteil)$"
)
FEWEST_LETTERS_OF_A_ROLE = 6
# The letter of each list, the most telling first.
KINDS = {
    "C": "according",
    "V": "verbs",
    "B": "auxiliaries",
    "I": "participles",
    "Y": "following",
    "D": "days",
    "A": "addresses",
    "X": "that",
    "P": "pronouns",
    "E": "prepositions",
    "R": "articles",
    "J": "conjunctions",
    "M": "adverbs",
    "K": "clitics",
}


# If these are between the words, the words are prose, not an attribution.
NEVER_WITHIN = ':;?!…"“”„«»[]'
# Polish offices of one place, in the genitive: "zdaniem radnej Sample". A secretary's name may be the employer's.
DECLINED_OFFICES = people.listed(
    """
    radnego radnej burmistrza wiceburmistrza wojta prezydenta prezydentki wiceprezydenta senatora senatorki posla
    poslanki starosty soltysa gubernatora
    """
)
# Ends of Polish adverbs and adjectives. Any other unknown word before a name may be what its owner has.
NO_NOUNS = ("ie", "o", "ska", "ski", "cka", "cki", "yjny", "yjna")
# Polish adjectives, which may begin a sentence before a name: "Sceptyczna Sample".
POLISH_ADJECTIVE = re.compile(r"(?:czn|liw|owan|konan|olon|czon|eciwn|czul)[ya]$")
AFTER_A_PHRASE = 2
# "Przewodnicząca rady Sample", but not "mąż przewodniczącej rady Sample".
HEADS_OF_BODIES = people.listed(
    """
    przewodniczaca przewodniczacy wiceprzewodniczaca wiceprzewodniczacy burmistrz prezydent radna radny czlonkini
    czlonek prezes wiceprezes dyrektor dyrektorka
    """
)
BODIES_IN_GENITIVE = people.listed("rady miasta gminy komisji powiatu sejmiku zarzadu szkoly biblioteki")
NOMINATIVES = ("ska", "cka", "dzka", "ski", "cki", "dzki")
AS_PREPOSITIONS = people.listed("para pour per fur voor")
# "Für Read steht fest", "pour Read, c'est clair".
BEFORE_A_CLAUSE = people.listed("fur pour para voor")
# Press agencies, to whom people speak.
AGENCIES = people.listed("afp anp ansa ap bbc cnn dpa efe lusa pap sid upi")
# "Est critiqué", "wird kritisiert": another spoke.
PASSIVE = people.listed("est sont etait e wird wurde")
REFLEXIVE = people.listed("s se si sbottato sbottata esploso esplosa insorto insorta")
# A longer run of words is prose. The grammar takes long to say so.
MOST_WORDS = 30
PARTING = ",()—–-/"
ROLES = (
    dict.fromkeys("VBI", WordRole.VERB)
    | dict.fromkeys("Ccs", WordRole.ACCORDING)
    | dict.fromkeys("Oo", WordRole.OFFICE)
    | {role.value: role for role in WordRole if role.value in "PERJDASN"}
    | {"l": WordRole.PLACE}
)


class AttributionToken(NamedTuple):
    """A word of an attribution: its letter in the grammar, and what stands between it and the word before."""

    word: Word
    key: str
    letter: str
    gap: str

    @property
    def letters(self) -> str:
        """The letter, after a comma if something parts the word from the one before; empty if it says nothing."""
        if self.letter == "K":
            return ""
        gap = self.gap.strip()
        return f",{self.letter}" if gap != "-" and set(gap) & set(PARTING) else self.letter


NOTHING = AttributionToken(Word("", 0, 0), "", "", "")


def claim_in_another_language(written: str) -> Claim | None:
    """Return the claim if the words are an attribution in one of the languages, else None."""
    said = split_elided(written, words(written))
    languages = languages_in([plain(word.key) for word in said]) if len(said) <= MOST_WORDS else ()
    # One language, the one with the fewest unknown words: "o" is an article in Portuguese and a conjunction in Italian.
    read = {language: tokens_of(written, frozenset({language})) for language in sorted(languages)}
    fewest = min((_unknown(tokens) for tokens in read.values()), default=0)
    known = (_claim_in(written, tokens) for tokens in read.values() if _unknown(tokens) == fewest)
    return next(filter(None, known), None)


def _unknown(tokens: list[AttributionToken]) -> int:
    return sum(token.letter == "u" for token in tokens)


def _claim_in(written: str, tokens: list[AttributionToken]) -> Claim | None:
    if not tokens or any(set(token.gap) & set(NEVER_WITHIN) for token in tokens[1:]):
        return None
    letters = [token.letters.lstrip(",") if not at else token.letters for at, token in enumerate(tokens)]
    span = _speaker_in(letters)
    return None if span is None else Claim(written, tuple(_claimed(written, tokens, *span)), days_in(written)[0])


def is_prose(said: str, rest: str) -> bool:
    """Return whether "so Read" goes on as prose, as in "so Read left": then it is no attribution."""
    first = keys(said)[:1]
    if not first or first[0] not in WEAK or rest[:1] in {",", ".", ";", ":"}:
        return False
    following = plain(next(iter(keys(rest)), ""))
    lexicons = [LEXICONS[language] for language in languages_of(first[0])]
    return bool(following) and not any(
        following in lexicon.prepositions | lexicon.adverbs | lexicon.days | lexicon.articles for lexicon in lexicons
    )


def tokens_of(written: str, languages: frozenset[str]) -> list[AttributionToken]:
    """Return the words of a text in these languages, each with its letter."""
    split = split_elided(written, words(written))
    folded = [plain(word.key) for word in split]
    dated = days_in(written)[1]
    tokens: list[AttributionToken] = []
    phrase_ends = end = 0
    is_in_brackets = False
    for at, (word, key) in enumerate(zip(split, folded, strict=True)):
        if not phrase_ends:
            phrase_ends = phrase_at(folded, at)
        letter = _letter(written[word.start : word.end], key, languages, is_first=not at)
        if any(start <= word.start < stop for start, stop in dated):
            letter = "D"
        if written[word.start : word.end] in {"à", "À"}:
            letter = "E"
        elif written[word.start : word.end].casefold() == "el":
            letter = "R"
        elif key == "a" and "pt" in languages and word.end < len(written):
            # An article before an office, the preposition before a name: "a vereadora", "a Robin Sample".
            letter = "R" if written[word.end :].lstrip()[:1].islower() else "E"
        is_in_brackets = _is_in_brackets(written[end : word.start], is_in_brackets)
        if phrase_ends:
            phrase_ends -= 1
            letter = "K" if phrase_ends else "C"
        if is_in_brackets:
            letter = "K"
        tokens.append(AttributionToken(word, key, letter, written[end : word.start]))
        end = word.end
    tokens = [token._replace(letter="u") if _is_passive(tokens, at) else token for at, token in enumerate(tokens)]
    if tokens and tokens[-1].letter in "ER" and languages & {"de", "nl"}:
        # "Räumte Sample ein", "vulde Sample aan": the rest of the verb.
        tokens[-1] = tokens[-1]._replace(letter="M")
    return _with_particles(_with_genitives(tokens) if "pl" in languages else tokens, languages)


def _is_passive(tokens: Sequence[AttributionToken], at: int) -> bool:
    """Return whether others did what follows: "est critiqué", but not "s'est réjoui", "è sbottato"."""
    beside = {token.key for token in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    is_own = not beside.isdisjoint(REFLEXIVE) and tokens[at].key not in {"wird", "wurde"}
    return tokens[at].letter == "B" and tokens[at].key in PASSIVE and not is_own


def _with_genitives(tokens: list[AttributionToken]) -> list[AttributionToken]:
    """Count Polish words that may govern a name like prepositions: "rzecznik burmistrz Sample", "widz Sample"."""
    taken = list(tokens)
    for at in range(1, len(tokens)):
        before, token, first = taken[at - 1], tokens[at], taken[max(0, at - 2)]
        if plain(first.key) in BEFORE_THE_GENITIVE and before.key in DECLINED_OFFICES:
            # "Zdaniem radnej Sample", but not "zdaniem matki radnej Sample".
            taken[at - 1] = before._replace(letter="o")
            continue
        if _heads_a_body(taken, at):
            continue
        is_noun = before.letter == "u" and not before.key.endswith(NO_NOUNS) and not POLISH_ADJECTIVE.search(before.key)
        if is_noun and at == AFTER_A_PHRASE and first.letter == "E" and _is_a_nominative(taken, at):
            # "Po głosowaniu Nowicka powiedziała".
            continue
        if (is_noun or before.key in OF_SOMEBODY) and token.letter in "NOoA" and not set(token.gap) & set(PARTING):
            taken[at - 1] = before._replace(letter="E")
    return taken


def _heads_a_body(tokens: Sequence[AttributionToken], at: int) -> bool:
    """Return whether an office of a body stands before a name, and nobody whose it could be before that."""
    before = [plain(token.key) for token in tokens[max(0, at - 2) : at]]
    is_office = len(before) > 1 and before[0] in HEADS_OF_BODIES and before[1] in BODIES_IN_GENITIVE
    return is_office and (at == AFTER_A_PHRASE or tokens[at - 3].letter in "VDMR")


def _is_a_nominative(tokens: Sequence[AttributionToken], at: int) -> bool:
    """Return whether a name cannot be a genitive: "Nowicka", not "Nowickiej"."""
    run = takewhile(lambda token: token.letter == "N", tokens[at:])
    return any(token.key.endswith(NOMINATIVES) for token in run)


def _is_in_brackets(gap: str, was: bool) -> bool:
    """Return whether a word is in brackets, as the party after a name is, given what stands before it."""
    return "(" in gap or (was and ")" not in gap)


def _letter(shown: str, key: str, languages: frozenset[str], *, is_first: bool) -> str:
    is_capital = shown[0].isupper()
    if letter := letter_of(key, languages, is_capital=is_capital, is_first=is_first):
        return letter
    if key in saying.OFFICES:
        return "O" if is_capital else "o"
    is_known = {
        "u": "pl" in languages and is_first and POLISH_ADJECTIVE.search(key) is not None,
        "M": key in AGENCIES and shown.isupper(),
        "E": key in saying.NOT_BY and not is_capital,
        "A": key in saying.ADDRESSES,
        "S": key in people.SUFFIXES,
        "U": "de" in languages and is_capital and is_german_role(key),
        "N": is_capital,
        "l": key in saying.PLACES,
    }
    return next((letter for letter, is_one in is_known.items() if is_one), "u")


def _with_particles(tokens: list[AttributionToken], languages: frozenset[str]) -> list[AttributionToken]:
    """Count particles between a given and a family name as parts of the name, and what a hyphen joins to a role."""
    taken = list(tokens)
    for at in range(len(taken) - 1, -1, -1):
        token = taken[at]
        following = taken[at + 1] if at + 1 < len(taken) else NOTHING
        if token.letter == "N" and following.gap == "-" and following.letter in "uoUO":
            taken[at] = token._replace(letter="u")
        is_before_a_name = following.letter == "N" and not following.gap.strip()
        is_long = bool(languages & ({"pt", "es"} if token.key == "de" else {"pt"}))
        is_between = at > 0 and not token.gap.strip() and _is_one_given_name(taken[:at], may_be_long=is_long)
        is_article = "de" in languages and token.key in LEXICONS["de"].articles
        # "Von der Muster", but not "versprach Sample den Eltern".
        if is_article and taken[at - 1].key not in people.PARTICLES:
            continue
        # "Mahnte von Thalheim".
        begins_one = "de" in languages and token.key == "von" and _may_lead_to_a_name(taken, at)
        if token.key in people.PARTICLES and is_before_a_name and (begins_one or is_between):
            taken[at] = token._replace(letter="N")
        if token.key in people.GENERATIONS and at > 0 and taken[at - 1].letter == "N" and following.letter != "N":
            # "Robin Sample Sr.", but "Sr. Sample".
            taken[at] = token._replace(letter="S")
    return taken


def _may_lead_to_a_name(tokens: Sequence[AttributionToken], at: int) -> bool:
    """Return whether "von" may begin a name: after a verb, or after a title at the beginning."""
    return not at or tokens[at - 1].letter in "VIAB" or (at == 1 and tokens[0].letter in "OU")


def _is_one_given_name(before: list[AttributionToken], *, may_be_long: bool) -> bool:
    """Return whether one name is before, perhaps with particles after it: "Lena van", but not "Robin Sample van"."""
    while before and before[-1].key in people.PARTICLES and before[-1].letter != "N":
        before = before[:-1]
    is_short = len(before) < AFTER_A_PHRASE or before[-2].letter != "N"
    return before[-1:] != [] and before[-1].letter == "N" and (is_short or may_be_long)


def _claimed(written: str, tokens: list[AttributionToken], start: int, stop: int) -> Iterable[ClaimedWord]:
    """Yield the words with their roles. Names and offices outside the subject, or in its genitives, are others'."""
    is_of = False
    for at, token in enumerate(tokens):
        is_inside = start <= at < stop
        if token.gap.strip(" '’.-") or not is_inside:
            is_of = False
        elif token.letter in {"E", "R"} and at > start and tokens[at - 1].letter in set("NOoulU"):
            is_of = True
        # "Samples Sprecherin Kim Example", "Grünen-Stadtrat Example": before what somebody is, a name is another's.
        is_owner = token.letter == "N" and start <= at < stop - 1 and tokens[at + 1].letter in set("UO")
        shown = written[token.word.start : token.word.end]
        role = ROLES.get(token.letter, WordRole.UNKNOWN)
        is_somebody = role in {WordRole.NAME, WordRole.OFFICE, WordRole.ADDRESS, WordRole.SUFFIX}
        if role is WordRole.OFFICE and token.key not in saying.OFFICES:
            role = WordRole.UNKNOWN
        yield ClaimedWord(
            token.word.key,
            role,
            shown[0].isupper(),
            token.gap,
            is_other=is_somebody and (is_of or is_owner or not is_inside),
            start=token.word.start,
            end=token.word.end,
        )


def split_elided(written: str, said: Iterable[Word]) -> list[Word]:
    """Return the words with elided articles apart: "l'adjointe" is two words, "O'Connor" and "D'Angelo" are one."""
    taken: list[Word] = []
    for word in said:
        shown = written[word.start : word.end]
        mark = APOSTROPHE.search(shown)
        head = shown[: mark.start()].casefold() if mark else ""
        if mark and head in ELIDED and (shown[mark.end() :][:1].islower() or shown[0].islower()):
            tail = word.start + mark.end()
            taken += [Word(head, word.start, word.start + mark.start()), Word(word.key[len(head) :], tail, word.end)]
        else:
            taken.append(word)
    return taken


def letter_of(key: str, languages: Iterable[str], *, is_capital: bool, is_first: bool) -> str:
    """Return the letter of a word in the grammar; "K" for one that says nothing, empty if no list has it.

    With a capital inside a sentence, it can only be a day, a month or a form of address, as in German.
    """
    may_be = "DA" if is_capital and not is_first else "CVBIYDAXPERJMK"
    for lexicon in (LEXICONS[language] for language in sorted(languages)):
        letters = (letter for letter, kind in KINDS.items() if letter in may_be and key in getattr(lexicon, kind))
        if letter := next(letters, ""):
            if letter != "C" or key not in WEAK:
                return letter
            # "Disse para Read": inside a sentence, what means "according to" at its beginning is a preposition.
            return ("c" if key in BEFORE_A_CLAUSE else "s") if is_first else "E" * (key in AS_PREPOSITIONS)
    return ""


def role_in(key: str, languages: Iterable[str]) -> WordRole:
    """Return the role of a small word that English does not have, in the languages of the words beside it."""
    letter = letter_of(key, languages, is_capital=False, is_first=False) if languages else ""
    return ROLES.get(letter, WordRole.ADVERB if letter in {"M", "K"} else WordRole.UNKNOWN)


def is_german_role(key: str) -> bool:
    """Return whether a word with a capital is what somebody is: "Fraktionschefin"."""
    return len(key) >= FEWEST_LETTERS_OF_A_ROLE and GERMAN_ROLE.search(key) is not None


def _speaker_in(letters: Sequence[str]) -> tuple[int, int] | None:
    """Return where the speaker is among words, given the letters of each; None if the words are no attribution."""
    places = [at for at, some in enumerate(letters) for _ in some]
    sentence = SENTENCE.fullmatch("".join(letters))
    group = next((name for name, some in sentence.groupdict().items() if some), "") if sentence else ""
    if sentence is None or not (group or "P" in letters):
        return None
    start, stop = sentence.span(group) if group else (0, 0)
    return (places[start], places[stop - 1] + 1) if group else (0, 0)
