"""Tells the languages that an article may be in, by its small words and its spelling."""

import re

from archive import people
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.lexicons import LEXICONS

SMALL_WORD = re.compile(r"[^\W\d_]+")
# The fields of a lexicon that hold small words, and the verbs of saying.
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


def article_languages(text: str) -> frozenset[str]:
    """Return the languages that most of the small words and spellings of a text are of; none if nothing tells."""
    words = [word for word in SMALL_WORD.findall(text) if word.islower()]
    folded = [plain(people.fold(word)) for word in words]
    counted = {
        language: sum(key in getattr(LEXICONS[language], kind) for key in folded for kind in SMALL)
        + sum(spelling.search(word) is not None for word in words)
        for language, spelling in SPELLINGS.items()
    }
    return frozenset(language for language, count in counted.items() if count and count == max(counted.values()))
