"""The correct words of the site's languages, whether the archive has them or not."""

import gzip
import json
import re
from functools import cache
from pkgutil import get_data

from django.conf import settings
from spellchecker import SpellChecker

from archive.search.question.analysis import fold

SEEN_OFTEN_ENOUGH = 100
"""How often the sources of the list must have a word. Rarer ones are too often misspellings themselves."""

# The Spanish list has few plurals. After a consonant, an s is too often a slip.
PLURAL = re.compile(r"..[aeiou]s$")


def is_right(word: str) -> bool:
    """Return whether a language of the site has a folded word, or a plural of one after a vowel: "clases"."""
    forms = {word, word.removesuffix("s")} if PLURAL.search(word) else {word}
    return any(not forms.isdisjoint(_words_of_language(language)) for language, _name in settings.LANGUAGES)


@cache
def _words_of_language(language: str) -> frozenset[str]:
    """Return the words of a language, folded. They are read at the first doubt about a word (a fifth of a second)."""
    if language not in SpellChecker.languages():
        return frozenset()
    # Only the list. The checker would also count its letters and lengths, which takes just as long.
    kept = get_data("spellchecker", f"resources/{language}.json.gz") or b""
    often = (word for word, count in json.loads(gzip.decompress(kept)).items() if count >= SEEN_OFTEN_ENOUGH)
    return frozenset(word if word.isascii() else fold(word) for word in often)
