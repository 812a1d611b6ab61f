"""A pseudo-language in place of Spanish: every sentence marked for translation, in wide letters.

What then still has plain Latin letters on a page was never marked.
"""

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import trans_real
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from archive.models.fields import partial_date
from archive.templatetags import site

# Unchanged parts of a sentence: placeholders, tags and character references.
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|<[^>]*>|&\w+;")
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}


def widened(sentence: str) -> str:
    """Return the sentence in wide letters, with its placeholders unchanged."""
    kept, end = [], 0
    for match in KEPT.finditer(sentence):
        kept += [sentence[end : match.start()].translate(WIDE), match[0]]
        end = match.end()
    return "".join([*kept, sentence[end:].translate(WIDE)])


class WideLetters(gettext.NullTranslations):
    """Translates any sentence."""

    def to_language(self) -> str:
        return "es"

    def gettext(self, message: str) -> str:
        return widened(message.rpartition(CONTEXT_SEPARATOR)[2])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def forget_words() -> None:
    """Forget what was written in a language and is remembered."""
    site._links.cache_clear()
    partial_date._in_words.cache_clear()


@contextmanager
def spanish_in_wide_letters() -> Iterator[None]:
    """Show the Spanish pages in the pseudo-language."""
    known = trans_real._translations.get("es")
    trans_real._translations["es"] = WideLetters()
    forget_words()
    try:
        yield
    finally:
        forget_words()
        trans_real._translations.pop("es")
        if known:
            trans_real._translations["es"] = known
