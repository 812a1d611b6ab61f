"""Words of negation beside a verb of saying, in eight languages: "never said", "no dijo", "n'a pas dit".

A word that negates in one language is another word in the next, so each counts only with a verb of its language.
"""

import re
from collections.abc import Sequence

from archive.citations.passages.words import words
from archive.citations.quote_checker.languages import languages_in, plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.people import listed

# They negate in any text.
ANYWHERE = listed(
    """
    never nobody neither nor cannot didnt doesnt dont hasnt hadnt havent wouldnt couldnt shouldnt cant' cant wont' wont
    isnt wasnt havent arent
    nunca jamas tampoco nicht niemals niemand jamais nao ninguem niet nooit nigdy nikt nie
    """
)
# Family names too: "Commissioner Nie". With a capital, they negate only as the first word, before a verb.
NAMES_TOO = {"nao": ("pt",), "nie": ("de", "pl"), "cant": ("en",), "wont": ("en",)}
VERBS_OF_ENGLISH = listed("say tell be have admit agree comment confirm answer explain")
# "No longer says", "not Read". "No" is Spanish, too; with a capital it is a name or a number.
IN_SMALL_LETTERS = listed("no not none non")
# The parts before and after the verb of French: "n'a dit", "ne dit".
ELIDED = re.compile(r"\bn['’](?=[^\W\d_])")


def is_negated(written: str) -> bool:
    """Return whether words around a quotation have a negation: then nobody is said to have said it."""
    said = words(written)
    shown = [written[word.start : word.end] for word in said]
    folded = [plain(word.key) for word in said]
    return any(negates(folded, shown, at) for at in range(len(folded))) or bool(ELIDED.search(written))


def negates(folded: Sequence[str], shown: Sequence[str], at: int) -> bool:
    """Return whether a word negates, given all words, folded and as written."""
    key, is_small = folded[at], shown[at].islower()
    if not is_small and "ã" not in shown[at].casefold() and is_a_name(folded, at):
        return False
    if key == "no" and languages_in(folded) == {"pt"}:
        # "No final da sessão": in the.
        return False
    if key in ANYWHERE or key in IN_SMALL_LETTERS:
        return is_small or key in ANYWHERE
    return is_small and any(key in LEXICONS[language].not_ for language in languages_in(folded) if language != "en")


def is_a_name(folded: Sequence[str], at: int) -> bool:
    """Return whether a word with a capital is a name and no negation: "Mayor Wont", but "Nie powiedział Read"."""
    languages = NAMES_TOO.get(folded[at], ())
    begins = at == 0 and any(_is_a_verb(following, language) for following in folded[1:2] for language in languages)
    return bool(languages) and not begins


def _is_a_verb(key: str, language: str) -> bool:
    lexicon = LEXICONS[language]
    return key in lexicon.verbs | lexicon.auxiliaries | (VERBS_OF_ENGLISH if language == "en" else frozenset())
