"""Whom the sentences beside a quotation mean: the one person in them who speaks, or the one before a pronoun.

What stands beside a quotation counts only if its grammar is known (``sole_speaker``). In doubt, nobody is meant.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import takewhile

from archive import people
from archive.citations.articles.earlier_sentence import (
    GOING_ON,
    introduced_by,
    is_of_nobody,
    sentences_of,
    sole_person_in,
    subject_of,
)
from archive.citations.articles.plain_order import in_plain_order
from archive.citations.articles.sole_speaker import speaker_in
from archive.citations.articles.speech_tags import first_sentence, last_sentence, without_quotations
from archive.citations.articles.whole_sentence import is_whole_sentence
from archive.citations.passages.words import keys
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.languages import languages_in, plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.subject import is_german_role

# How far back to look for the person whom a pronoun means.
PARAGRAPHS_BACK = 2
CHARACTERS_BACK = 1000
WORD = re.compile(r"[^\W\d_][\w’'-]*")
# From the beginning of a word, so that one of 100,000 letters is read once.
WHOLE_NAME = re.compile(r"(?<![\w’'-])[a-zß-ÿ]*+[^\W\d_a-zß-ÿ][\w’'-]++(?: [^\W\d_a-zß-ÿ][\w’'-]*\.?)+")
PREPOSITIONS = frozenset().union(*(lexicon.prepositions for lexicon in LEXICONS.values()))
OFFICES_OF_MANY = people.listed(
    "councillor alderperson trustee member delegate representative senator diputado commissioner selectperson"
    " assemblymember supervisor"
)
SUMMING_UP = re.compile(
    r"\W*(?i:that(?: is|’s|'s| was) (?:how|what)|(?:with|in) th[eo]se words,?|mit diesen worten|met d(?:i|ez)e woorden"
    r"|con (?:estas|esas) palabras|así|c[’']est (?:ainsi|en ces termes|par ces mots) que|con queste parole|così"
    r"|lo(?= (?:ha|afferma|dice|spiega|sottolinea|annuncia)\b)|così lo|das(?= sag)|dat(?= (?:zei|zegt))"
    r"|com (?:estas|essas) palavras,?|(?:foi )?assim(?: que)?|tymi słowami|tak) "
)
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
ARTICLES = frozenset().union(*(lexicon.articles for lexicon in LEXICONS.values()))
VERBS = saying.VERBS.union(*(lexicon.verbs | lexicon.participles for lexicon in LEXICONS.values()))
SMALL_WORD = re.compile(r"[^\W\d_]+")
SMALL = (
    "auxiliaries",
    "participles",
    "verbs",
    "articles",
    "prepositions",
    "conjunctions",
    "pronouns",
    "clitics",
    "adverbs",
    "that",
    "not_",
)
SPELLINGS = {
    language: re.compile(spelling)
    for language, spelling in {
        "de": "ß|[äöü]|sch|ung$|te$",
        "en": "th|wh|ing$|ed$",
        "es": "ñ|ó$|[cs]ión$|ll",
        "fr": "[œêûîçé]|eux$|tion$|ou",
        "it": "[àèòù]$|zion[ei]$|gli|tt",
        "nl": "ij|aa|ee|oo|uu",
        "pl": "[ąęłśżźć]|sz|cz|rz",
        "pt": "[ãõ]|[oei]u$|nh|lh",
    }.items()
}


def languages_of(text: str) -> frozenset[str]:
    """Return the languages that the text may be in, by its small words and its spelling.

    Its quotations count only if nothing outside them tells.
    """
    return _languages_of_words(without_quotations(text)) or _languages_of_words(text)


def _languages_of_words(text: str) -> frozenset[str]:
    found = [word for word in SMALL_WORD.findall(text) if word.islower()]
    folded = [plain(people.fold(word)) for word in found]
    counted = {
        language: sum(key in getattr(LEXICONS[language], kind) for key in folded for kind in SMALL)
        + sum(spelling.search(word) is not None for word in found)
        for language, spelling in SPELLINGS.items()
    }
    return frozenset(language for language, count in counted.items() if count and count == max(counted.values()))


def own_sentence(paragraph: str, quotation: tuple[int, int], room: tuple[int, int]) -> tuple[str, str]:
    """Return what the sentence of a quotation has before and after it, within the room between other quotations."""
    before = last_sentence(paragraph[room[0] : quotation[0]])
    after = first_sentence(paragraph[quotation[1] : room[1]])
    is_asked = paragraph[quotation[1] + len(after) :].startswith("?")
    inside = paragraph[: quotation[1]].rstrip("”\"’'»«“ ")[-1:]
    begins = after.lstrip()[:1]
    # “We met.” The vote is tomorrow.
    # “Who voted?” Read.
    is_name = inside in {"?", "!"} and not any(word.islower() for word in after.split())
    goes_on = (
        begins in {",", ":", "—", "–", "-", "("}
        or begins.islower()
        or (inside in {",", "?", "!"} and begins.isalpha() and not is_name)
    )
    before = "" if before.rstrip().endswith((".", "!", "?")) else before
    return before, (after if goes_on else "") + "?" * is_asked


def names_somebody(said: str) -> bool:
    """Return whether an attribution has a name or an office that is its speaker's."""
    claim = claim_of(said)
    return not claim.is_disclaimed and bool(claim.name_runs or claim.offices)


class Nearby:
    """Finds people beside the quotations of an article."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._paragraphs = paragraphs
        self._languages = languages_of("\n".join(paragraphs))
        self.beside = cache(self._beside)

    def _beside(self, before: str, after: str) -> str | None:
        """Return whom the sentence around a quotation gives as its speaker.

        The answer is empty if that is not certain, and None if it is only "she", or nobody, so that somebody named
        earlier may be meant.
        """
        languages = self._languages_of(f"{before} {after}")
        before = in_plain_order(before)
        found = speaker_in(before, after, languages)
        if found == "" and before.rstrip().endswith((":", ",")) and not after.strip(" .”"):
            return introduced_by(before.strip(), languages)
        return found

    def confirmed(self, said: str, before: str, after: str) -> str:
        """Return an attribution if the sentence around the quotation has no other speaker, else an empty text."""
        own = self.beside(before, after)
        if own and _is_of(said, own):
            return said
        is_whole = is_whole_sentence(said, before, after)
        return said if is_whole or (own is None and not names_somebody(said)) else ""

    def bearer(self, office: str) -> str:
        """Return the one person to whom the article gives an office: Read for "the mayor" if it has "Mayor Read".

        Nobody, if the article speaks of the office otherwise ("the mayor of Brest" may be another one), or names
        somebody else who may hold it now.
        """
        *before, key = [plain(word) for word in people.fold(office).split()] or [""]
        named, others = self._bearers.get(key, (set(), True))
        families = {people.fold(name).split()[-1] for name in named}
        is_one = (
            len(families) == 1 and not others and saying.QUALIFIERS.isdisjoint(before) and self._families <= families
        )
        return max(named, key=len) if is_one else ""

    def goes_on(self, beside: str, between: str) -> bool:
        """Return whether "she continued" goes on with the last quotation, since nobody comes in between them."""
        if GOING_ON.isdisjoint(plain(people.fold(beside)).split()):
            return False
        return all(is_of_nobody(sentence, self._languages_of(sentence)) for sentence in sentences_of(between))

    def summed_up(self, following: str) -> str:
        """Return who spoke according to the next sentence: "That was how Read summed it up"."""
        sentence = first_sentence(following)
        if not (found := SUMMING_UP.match(sentence)):
            return ""
        rest, languages = sentence[found.end() :].strip(), self._languages_of(sentence)
        return speaker_in("", f", {rest}", languages) or introduced_by(f"{rest}:", languages)

    def described(self, said: str, number: int, start: int, beside: str) -> str:
        """Return whom an office means: its one bearer, or the one of many just named ("the councillor said").

        Else return the office.
        """
        key = plain(people.fold(said).split()[-1]) if said else ""
        is_of_many = saying.OFFICES.get(key) in OFFICES_OF_MANY
        return self.bearer(said) or (self.before(number, start, beside) if is_of_many else "") or said

    @cached_property
    def _bearers(self) -> dict[str, tuple[set[str], bool]]:
        """The names beside each office outside quotations, and whether the office also stands apart from them.

        "The mayor said" is the office of the person, too.
        """
        found: dict[str, tuple[set[str], bool]] = {}
        for paragraph in self._paragraphs:
            for sentence in sentences_of(without_quotations(paragraph)):
                words = [(match[0], plain(people.fold(match[0]))) for match in WORD.finditer(sentence)]
                for at, (_, key) in enumerate(words):
                    if key in saying.OFFICES or is_german_role(key):
                        named, others = found.get(key, (set(), False))
                        name = _name_at(words, at)
                        is_beside = ";" in sentence and _is_said_to_speak(words, at)
                        is_apart = bool(YEAR.search(sentence)) if name else not is_beside
                        found[key] = (named | {name} - {""}, others or is_apart)
        return found

    @cached_property
    def _families(self) -> set[str]:
        """The last words of the names of two words and more outside quotations, but not of places and boards."""
        text = "\n".join(map(without_quotations, self._paragraphs))
        names = ((text[: match.start()], match[0]) for match in WHOLE_NAME.finditer(text))
        return {
            people.fold(name).split()[-1]
            for before, name in names
            if not (ARTICLES | PREPOSITIONS).intersection(plain(key) for key in people.fold(before[-12:]).split()[-1:])
        }

    def before(self, number: int, start: int, beside: str = "said") -> str:
        """Return the one person whom a pronoun means at a place of a paragraph; empty if that is not certain.

        ``beside`` is what stands beside the quotation there.
        """
        sentences = self._sentences_before(number, start)
        for at, sentence in enumerate(sentences):
            languages = self._languages_of(sentence)
            found = subject_of(in_plain_order(sentence), languages, beside)
            if found == "" and keys(beside):
                found = sole_person_in(sentence.strip(" ;.,"), languages, beside)
                others = sentences[at + 1 :]
                return found if all(is_of_nobody(other, self._languages_of(other)) for other in others) else ""
            if found is not None:
                return found
        return ""

    def _sentences_before(self, number: int, start: int) -> list[str]:
        """Return the sentences near before a place of a paragraph, the last one first, without quotations."""
        earlier = reversed(self._paragraphs[max(0, number - PARAGRAPHS_BACK) : number])
        return [
            sentence
            for text in [self._paragraphs[number][:start], *earlier]
            for sentence in reversed(sentences_of(without_quotations(text[-CHARACTERS_BACK:])))
        ]

    def _languages_of(self, sentence: str) -> frozenset[str]:
        """Return the languages of a sentence by its verbs, those of the article first."""
        found = languages_in([plain(key) for key in people.fold(sentence).split()])
        return (found & self._languages) or (found | self._languages)


def _name_at(words: Sequence[tuple[str, str]], at: int) -> str:
    """Return the name right after an office that is not a former or a deputy one; empty if there is none."""
    if at and words[at - 1][1] in saying.QUALIFIERS:
        return ""
    return " ".join(word for word, _ in takewhile(lambda word: word[0][:1].isupper(), words[at + 1 : at + 5]))


def _is_said_to_speak(words: Sequence[tuple[str, str]], at: int) -> bool:
    """Return whether an office alone is said to speak: "the mayor said", "said the mayor"."""
    before = [key for _, key in words[max(0, at - 2) : at]]
    after = [key for _, key in words[at + 1 : at + 2]]
    is_plain = bool(before) and before[-1] in ARTICLES
    return is_plain and not VERBS.isdisjoint([*before[:-1], *after])


def _is_of(said: str, name: str) -> bool:
    """Return whether an attribution is that of a name or an office, and names nobody else: "asked by Read, Driver"."""
    keys = set(people.fold(name).split())
    families = {run[-1].key for run in claim_of(said).name_runs}
    return families <= keys if families else not keys.isdisjoint(people.fold(said).split())
