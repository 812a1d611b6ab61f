"""Words that reverse or limit a sentence, and whether a quotation removed or added one.

If "not" is lost in an ellipsis, in brackets or at a cut, every remaining word may be right and the sentence wrong.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from archive.citations.context import surroundings
from archive.citations.difference import PieceKind
from archive.citations.quote_checker.finding import Finding
from archive.citations.words import words

TURNS = frozenset(
    {
        *("not", "never", "no", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without"),
        *("hardly", "scarcely", "barely", "rarely", "seldom", "only", "unless", "except", "if", "until", "provided"),
        *("dont", "doesnt", "didnt", "wont'", "cant'", "isnt", "arent", "wasnt", "werent", "havent", "hasnt", "hadnt"),
        *("wouldnt", "couldnt", "shouldnt", "mustnt", "neednt", "aint", "mightnt", "shant", "oughtnt", "darent", "nt"),
        *("nunca", "nadie", "nada", "ningun", "ninguna", "ninguno", "jamas", "ni", "tampoco", "solo", "salvo", "sino"),
        *("excepto", "apenas", "si", "sin", "solamente", "unicamente"),
    }
)
# After a word that changes the meaning, one of these limits it: "did not just like" is not "did not like".
BOUNDS = frozenset(
    {
        *(
            "just",
            "much",
            "many",
            "all",
            "every",
            "everyone",
            "everybody",
            "everything",
            "always",
            "entirely",
            "exactly",
        ),
        *(
            "necessarily",
            "completely",
            "really",
            "quite",
            "very",
            "simply",
            "merely",
            "solely",
            "enough",
            "yet",
            "fully",
        ),
        *("siempre", "todo", "todos", "toda", "todas", "mucho", "solo", "completamente", "necesariamente"),
    }
)
BOUND_WITHIN = 4
CONDITIONS = frozenset({"if", "unless", "until", "provided", "except", "si", "salvo", "excepto"})
# A word further away belongs to another thought in a long sentence.
FARTHEST = 8
# These begin another point in the sentence.
NEW_CLAUSE = re.compile(r"[;:—–]|--|,\s+(?:and|but|so|y|pero)\b", re.IGNORECASE)


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
    def sentence(self) -> str:
        """What a reader should know, as a sentence."""
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


def turns(finding: Finding, text: str) -> list[MeaningChange]:
    """Return the words that change the meaning and were removed, added, or cut off in the sentence at either end."""
    found: list[MeaningChange] = []
    before_it = ""
    for part in finding.differences:
        if part.kind == PieceKind.SAME:
            before_it = part.published
            continue
        published, quoted = _turning(part.published), _turning(part.quoted)
        if _turning(before_it, last=BOUND_WITHIN):
            published |= _turning(part.published, BOUNDS)
            quoted |= _turning(part.quoted, BOUNDS)
        found += [MeaningChange(Where.DROPPED, word) for key, word in published.items() if key not in quoted]
        found += [MeaningChange(Where.ADDED, word) for key, word in quoted.items() if key not in published]
    around = surroundings(text, finding.passage)
    clause = around.start.rpartition(",")[2]
    before = _turning(NEW_CLAUSE.split(around.start)[-1], last=FARTHEST)
    after = _turning(around.rest, first=FARTHEST)
    found += [
        MeaningChange(Where.CUT_BEFORE, word, is_close=key not in CONDITIONS or key in _turning(clause))
        for key, word in before.items()
    ]
    found += [MeaningChange(Where.CUT_AFTER, word) for word in after.values()]
    return found


def _turning(text: str, sought: Collection[str] = TURNS, *, first: int | None = None, last: int = 0) -> dict[str, str]:
    """Return the words that change the meaning, by their keys, of that many words at the beginning or the end."""
    return {word.key: text[word.start : word.end] for word in words(text)[-last:][:first] if word.key in sought}
