"""Words that reverse or limit a sentence, and whether a quotation removed or added one.

If "not" is lost in an ellipsis, in brackets or at a cut, every remaining word may be right and the sentence wrong.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from archive.citations.passages.context import surroundings
from archive.citations.passages.difference import PieceKind
from archive.citations.passages.words import keys, words
from archive.citations.quote_checker.finding import Difference, Finding
from archive.citations.quote_checker.printed import ASKED
from archive.citations.quote_checker.scope import FARTHEST, governing_after, governing_before
from archive.citations.quote_checker.two_languages import may_be_spanish
from archive.language.people import listed

# In either language, wherever they stand: a speech may have sentences of both.
TURNS = listed(
    """
    not never no none nobody nobodys nothing nothings nowhere neither nor cannot without hardly scarcely barely rarely
    seldom only unless except if until provided dont doesnt didnt wont' cant' isnt arent wasnt werent havent hasnt hadnt
    wouldnt couldnt shouldnt mustnt neednt aint mightnt shant oughtnt darent nt
    nunca nadie nada ningun ninguna ninguno ningunos ningunas jamas tampoco excepto apenas solamente unicamente
    raramente dificilmente
    """
)
# English has these words too, with another meaning: "sin", "a solo", "SI units", "a salvo", "Sino-American", "NI".
SPANISH_TURNS = listed("sin solo si salvo sino ni")
YES = "sí"
# After a word that changes the meaning, one of these limits it: "did not just like" is not "did not like".
BOUNDS = listed(
    """
    just much many all every everyone everybody everything always entirely exactly necessarily completely really quite
    very simply merely solely enough yet fully
    siempre todo todos toda todas mucho completamente necesariamente
    """
)
BOUND_WITHIN = 4
CONDITIONS = frozenset({"if", "unless", "until", "provided", "except", "si", "salvo", "excepto"})
QUESTION_MARK = "?"
CLAUSE_MARK = re.compile(r"[,.;:?!…—–\n]|--")


class Where(StrEnum):
    """Where a word was removed or added."""

    DROPPED = "dropped"
    ADDED = "added"
    CUT_BEFORE = "before"
    CUT_AFTER = "after"


@dataclass(frozen=True)
class MeaningChange:
    """A word that changes the meaning, as written, and what happened to it.

    ``is_close`` is false for a condition before a comma, as in "If it rains, we will meet". It limits the words less
    clearly than a word in their own clause.
    """

    where: Where
    word: str
    is_close: bool = True

    @property
    def is_question(self) -> bool:
        """Whether a question became a statement, or the other way round."""
        return self.word == QUESTION_MARK

    @property
    def sentence(self) -> str:
        """What a reader should know, as a sentence."""
        if self.is_question:
            return self._on_the_question
        sentences = {
            Where.DROPPED: gettext("The quotation leaves out “%(word)s”, which may change the meaning."),
            Where.ADDED: gettext("The quotation adds “%(word)s”, which may change the meaning."),
            Where.CUT_BEFORE: gettext(
                "In the original, “%(word)s” comes before these words, which may change the meaning."
            ),
            Where.CUT_AFTER: gettext(
                "In the original, the sentence continues with “%(word)s”, which may change the meaning."
            ),
        }
        return sentences[self.where] % {"word": self.word}

    @property
    def _on_the_question(self) -> str:
        if self.where == Where.DROPPED:
            return gettext("The record has a question here. The quotation makes it a statement.")
        if self.where == Where.ADDED:
            return gettext("The record has a statement here. The quotation makes it a question.")
        return gettext("In the original, these words are part of a question.")


def turns(finding: Finding, text: str) -> list[MeaningChange]:
    """Return the words that change the meaning and were removed, added, or cut off in the sentence at either end."""
    changes: list[MeaningChange] = []
    around = surroundings(text, finding.passage)
    turning = _turning(f"{around.start} {finding.passage.words_in(text)} {around.rest}")
    turning |= _turning(" ".join(part.quoted for part in finding.differences))
    # A question that was cut is still asked: “Do we close the library?”, where the record goes on “on Monday?”.
    is_asked = ASKED.search(around.rest) is not None
    still_asked = is_asked and bool(finding.differences) and QUESTION_MARK in finding.differences[-1].quoted
    end = finding.passage.start
    for part in finding.differences:
        before_it, end = text[finding.passage.start : end], text.find(part.published, end) + len(part.published)
        if part.kind == PieceKind.SAME:
            continue
        changes += [] if still_asked and part is finding.differences[-1] else _questions(part)
        # With the marks before the words: they may end the clause.
        stored = text[finding.passage.start + len(before_it) : end]
        published = _among(turning, part.published) | _bounding(turning, before_it, stored)
        quoted = _among(turning, part.quoted) | _bounding(turning, before_it, f" {part.quoted}")
        changes += [MeaningChange(Where.DROPPED, word) for key, word in published.items() if key not in quoted]
        changes += [MeaningChange(Where.ADDED, word) for key, word in quoted.items() if key not in published]
    clause = around.start.rpartition(",")[2]
    reach = governing_before(around.start, finding.passage.words_in(text))
    before = _among(turning, reach, last=FARTHEST)
    after = _among(turning, governing_after(around.rest), first=FARTHEST)
    changes += [
        MeaningChange(Where.CUT_BEFORE, word, is_close=key not in CONDITIONS or key in _among(turning, clause))
        for key, word in before.items()
    ]
    changes += [MeaningChange(Where.CUT_AFTER, word) for word in after.values()]
    is_cut = is_asked and not still_asked
    if is_cut or (finding.loses_its_question and not any(change.is_question for change in changes)):
        changes.append(MeaningChange(Where.CUT_AFTER, QUESTION_MARK, is_close=finding.loses_its_question))
    return changes


def _questions(part: Difference) -> list[MeaningChange]:
    """Return whether a mark alone, without words, made a question a statement or a statement a question."""
    was, became = QUESTION_MARK in part.published, QUESTION_MARK in part.quoted
    if was == became or words(f"{part.published} {part.quoted}"):
        return []
    return [MeaningChange(Where.DROPPED if was else Where.ADDED, QUESTION_MARK)]


def _bounding(turning: Collection[str], before: str, said: str) -> dict[str, str]:
    """Return the words of ``said`` that limit a turning word shortly before them in their own clause, by their keys."""
    whole = f"{before}{said}"
    all_words = words(whole)
    return {
        word.key: whole[word.start : word.end]
        for at, word in enumerate(all_words)
        if word.key in BOUNDS
        and word.start >= len(before)
        and any(
            near.key in turning and not CLAUSE_MARK.search(whole, near.end, word.start)
            for near in all_words[max(0, at - BOUND_WITHIN) : at]
        )
    }


def _turning(sentence: str) -> frozenset[str]:
    """Return the words that would change the meaning of a sentence, by their keys."""
    said = keys(sentence)
    return TURNS | {key for at, key in enumerate(said) if key in SPANISH_TURNS and may_be_spanish(said, at)}


def _among(sought: Collection[str], text: str, *, first: int | None = None, last: int = 0) -> dict[str, str]:
    """Return the words that are sought, by their keys, of that many words at the beginning or the end."""
    by_key = {word.key: text[word.start : word.end] for word in words(text)[-last:][:first] if word.key in sought}
    return {key: written for key, written in by_key.items() if written.casefold() != YES}
