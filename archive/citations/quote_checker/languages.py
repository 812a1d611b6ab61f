"""Which languages words of attributions are from: those in ``lexicons``, and phrases that mean "according to"."""

from collections.abc import Sequence
from functools import cache

from archive.citations.quote_checker.lexicons import LEXICONS
from archive.people import listed

# Several words that mean "according to".
ACCORDING_PHRASES: dict[tuple[str, ...], str] = {
    tuple(phrase.split()): language
    for language, phrases in {
        "en": "in the words of, in the eyes of",
        "es": "en palabras de, en opinion de, a juicio de, a decir de, a ojos de, de acuerdo con",
        "de": "nach angaben von, nach worten von, nach den worten von, nach ansicht von, nach meinung von, "
        "in den augen von",
        "fr": "d apres, de l avis de, aux yeux de, aux yeux d, aux dires de, aux dires d, "
        "dans les mots de, dans les mots d, selon les mots de, selon les mots d, selon les termes de",
        "it": "queste le parole di, queste le parole del, queste le parole della, "
        "a spiegarlo e, a dirlo e, a raccontarlo e, a sottolinearlo e, a chiarirlo e, a ribadirlo e, "
        "sono le parole di, sono parole di, a detta di, agli occhi di, "
        "a giudizio di, le parole di, nelle parole di, con le parole di, stando a, "
        "il commento di, il commento dell, e il commento di, e il commento dell, a parlare e, "
        "e l opinione di, e l opinione del, e l opinione della, e il parere di, e il parere del, e il parere della",
        "pt": "no entender de, na otica de, "
        "de acordo com, nas palavras de, na opiniao de, na avaliacao de, aos olhos de",
        "nl": "in de woorden van, in de ogen van, naar het oordeel van, klinkt het bij",
        "pl": "w opinii, w ocenie, slowa, uslyszelismy od, uslyszal od, uslyszala od, jak twierdzi",
    }.items()
    for phrase in phrases.split(", ")
}
BY_FIRST_WORD = {
    first: [phrase for phrase in ACCORDING_PHRASES if phrase[0] == first] for first, *_ in ACCORDING_PHRASES
}
# In Polish.
BEFORE_THE_GENITIVE = listed("wedlug zdaniem slowami opinii ocenie slowa od")
# Also in Polish: the name behind them is that of the person for whom they speak.
OF_SOMEBODY = listed("rzecznik rzeczniczka doradca doradczyni asystent asystentka zastepca zastepczyni")
# Elided articles and prepositions: "l'adjointe", "all'Ansa".
ELIDED = listed("l d s n m t j qu dell all nell dall sull un quest")
# Without another word of their language, these say nothing about it.
WEAK = listed("so fur para pour per voor cosi a e est sont nota note")


def plain(key: str) -> str:
    """Return the key of a word with the letters that have no accent to lose: "powiedział"."""
    return key.replace("ł", "l").replace("ø", "o")


@cache
def languages_of(key: str) -> frozenset[str]:
    """Return the languages in which a word says that somebody said something."""
    return frozenset(
        language
        for language, lexicon in LEXICONS.items()
        if key in lexicon.verbs | lexicon.participles | lexicon.according | lexicon.following
    )


def languages_in(folded: Sequence[str]) -> frozenset[str]:
    """Return the languages that the words of saying among these are from.

    Words that also have another meaning count only if there are no others, and at the beginning.
    """
    strong = {language for key in folded if key not in WEAK for language in languages_of(key)}
    phrases = {language for at in range(len(folded)) for language in _language_of_phrase(folded, at)}
    return frozenset(strong | phrases) or (languages_of(folded[0]) if folded else frozenset())


def _language_of_phrase(folded: Sequence[str], at: int) -> set[str]:
    size = phrase_at(folded, at)
    return {ACCORDING_PHRASES[tuple(folded[at : at + size])]} if size else set()


def phrase_at(folded: Sequence[str], at: int) -> int:
    """Return how many words from a place on mean "according to"; none if they do not."""
    begun = BY_FIRST_WORD.get(folded[at], ()) if at < len(folded) else ()
    return next((len(phrase) for phrase in begun if tuple(folded[at : at + len(phrase)]) == phrase), 0)
