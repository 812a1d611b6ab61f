"""Whom the sentences beside a quotation mean: the one person in them who speaks, or the one before a pronoun.

What stands beside a quotation counts only if its grammar is known (``sole_speaker``). In doubt, nobody is meant.
"""

import re
from collections.abc import Sequence
from functools import cache

from archive import people
from archive.citations.articles.article_languages import article_languages
from archive.citations.articles.bearers import Bearers
from archive.citations.articles.earlier_sentence import (
    GOING_ON,
    introduced_by,
    is_of_nobody,
    sentences_of,
    subject_of,
)
from archive.citations.articles.plain_order import in_plain_order
from archive.citations.articles.sole_speaker import speaker_in
from archive.citations.articles.speech_tags import first_sentence, last_sentence, without_quotations
from archive.citations.articles.whole_sentence import is_whole_sentence
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.languages import languages_in, plain

# How far back to look for the person whom a pronoun means.
PARAGRAPHS_BACK = 2
CHARACTERS_BACK = 1000
OFFICES_OF_MANY = people.listed(
    "councillor alderperson trustee member delegate representative senator diputado commissioner selectperson"
    " assemblymember supervisor"
)
SUMMING_UP = re.compile(
    r"\W*(?i:that(?: is|’s|'s| was) how|(?:with|in) th[eo]se words,?|mit diesen worten|met d(?:i|ez)e woorden"
    r"|con (?:estas|esas) palabras|así|c[’']est (?:ainsi|en ces termes|par ces mots) que|con queste parole|così"
    r"|lo(?= (?:ha|afferma|dice|spiega|sottolinea|annuncia)\b)|così lo|das(?= sag)|dat(?= (?:zei|zegt))"
    r"|com (?:estas|essas) palavras,?|(?:foi )?assim(?: que)?|tymi słowami|tak) "
)


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
        outside = [without_quotations(paragraph) for paragraph in paragraphs]
        # Quotations tell the language only if nothing outside them does.
        self._languages = article_languages("\n".join(outside)) or article_languages("\n".join(paragraphs))
        self._bearers = Bearers(outside)
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

    def goes_on(self, beside: str, between: str) -> bool:
        """Return whether "she continued" goes on with the last quotation, since nobody comes in between them."""
        if GOING_ON.isdisjoint(plain(people.fold(beside)).split()):
            return False
        return all(
            is_of_nobody(sentence, self._languages_of(sentence)) for sentence in sentences_of(between.lstrip(" .,;"))
        )

    def summed_up(self, following: str) -> str:
        """Return who spoke according to the next sentence: "That was how Read summed it up"."""
        sentence = first_sentence(following)
        if not (found := SUMMING_UP.match(sentence)):
            return ""
        rest, languages = sentence[found.end() :].strip(), self._languages_of(sentence)
        return speaker_in("", f", {rest}", languages) or introduced_by(f"{rest}:", languages, says_how=True)

    def described(self, said: str, number: int, start: int, beside: str) -> str:
        """Return whom an office means: its one bearer, or the one of many just named ("the councillor said").

        Else return the office.
        """
        key = plain(people.fold(said).split()[-1]) if said else ""
        is_of_many = saying.OFFICES.get(key) in OFFICES_OF_MANY
        return self._bearers.of(said) or (self.before(number, start, beside) if is_of_many else "") or said

    def before(self, number: int, start: int, beside: str = "said") -> str:
        """Return the one person whom a pronoun means at a place of a paragraph; empty if that is not certain.

        ``beside`` is what stands beside the quotation there.
        """
        for sentence in self._sentences_before(number, start):
            languages = self._languages_of(sentence)
            found = subject_of(in_plain_order(sentence), languages, beside)
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


def _is_of(said: str, name: str) -> bool:
    """Return whether an attribution is that of a name or an office, and names nobody else: "asked by Read, Driver"."""
    keys = set(people.fold(name).split())
    families = {run[-1].key for run in claim_of(said).name_runs}
    return families <= keys if families else not keys.isdisjoint(people.fold(said).split())
