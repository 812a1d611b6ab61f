"""Puts a sentence into the order that the grammar knows: without its time, its subject before its verb."""

import re
from collections.abc import Iterable

from archive.citations.articles.plain_words import SAID, in_plain_words

NAME = r"[A-ZÀ-ÞŁŚŻŹ][\w’'-]*(?: (?:[A-ZÀ-ÞŁŚŻŹ]|d[aei]|v[ao]n|de[rnl]?|dell|l[ae])[\w’'-]*)*"
WHO = rf"(?P<who>(?:[\w’'-]+ ){{0,4}}?(?:[\w’' -]+, )?{NAME})"
STRESSED = (
    rf"\b(?i:it (?:was|is)|fue|es|ha sido|foi|é|c[’']est(?: donc| alors)?|ce fut|es war|het was|by[łl]a? to|to) {WHO},?"
    r" (?:who|quien|quem|qui|che|die|der|która|który) ",
    # "A ricordarlo in aula è stata Read", "Coube a Read defender".
    rf"^\W*(?i:a \w+(?:lo|la|ne|li)\b[^,:]*? è(?: stat[oa])?) {WHO}(?=$|[,:.])",
    rf"^\W*(?i:coube|correspondió|le tocó|tocó|spetta|è toccato|it fell to|het was aan) (?:ao? |al? |alla? )?{WHO}"
    r" (?=\w+(?:[aei]re?)\b|to |om )",
)
PATTERNS = tuple(re.compile(pattern) for pattern in STRESSED)
# A sentence that only brings somebody in: "Toma la palabra Read", "Jetzt spricht Read".
BRINGING_IN = {
    "en": (r"(?:next up|up next|speaking next|next to speak)(?: is| was|:) "),
    "es": (
        r"(?:toma|tomó|ha tomado|pide|pidió) (?:ahora |entonces )?la palabra |(?:interviene|intervino|ha "
        r"intervenido) (?:ahora |entonces |después |también )?|(?:solo|sólo|ahora|también|después|luego) "
        r"(?:habla|habló) |sí lo hizo "
    ),
    "de": (
        r"(?:jetzt|nun|dann|danach|anschließend) (?:spricht|sprach|redet) |das Wort hat (?:jetzt |nun )?|es "
        r"spricht |(?:dazu|und|dagegen) (?=[A-ZÄÖÜ])"
    ),
    "fr": (
        r"c[’']est (?:maintenant |désormais )?(?:au tour|le tour) de |la parole est (?:maintenant )?à |"
        r"(?:intervient|prend la parole) (?:alors |ensuite |maintenant )?"
    ),
    "it": (
        r"(?:prende|ha preso|riprende) (?:ora |poi |quindi )?la parola |(?:interviene|è intervenut[oa]) (?:ora "
        r"|poi |quindi |anche )?|(?:ora|poi|quindi|adesso) parla "
    ),
    "pt": (
        r"(?:toma|tomou|pede|pediu) (?:agora |então |depois )?a palavra |(?:interveio|intervém) (?:agora |"
        r"então |depois )?|seguiu-se a intervenção d[eoa] |(?:agora|depois) (?:fala|falou) "
    ),
    "nl": (
        r"(?:nu|dan|daarna) (?:spreekt|sprak) |(?:nu |dan |daarna )?(?:het woord is|is het woord|was het "
        r"woord) (?:nu )?aan |aan het woord is (?:nu )?"
    ),
    "pl": (
        r"(?:potem |następnie |teraz |w \w+ wnioskach )?(?:głos (?:zabrał|zabrała|zabiera|ma)|o głos "
        r"(?:poprosił|poprosiła|prosi)) (?:więc |teraz |także |też |również )?|na mównicy (?:jest |teraz )?"
    ),
}
# After it, nothing but what makes a speech of it.
SPEAKING = r"(?: de (?:s[’']exprimer|parler|prendre la parole|répondre))?"
COMING_IN = {
    language: re.compile(rf"^\W*(?i:{opening}){WHO}{SPEAKING}(?=[\s.:]*$)") for language, opening in BRINGING_IN.items()
}
AT_THE_DESK = re.compile(rf"^\W*{WHO} (?:am (?:Rednerpult|Mikrofon|Pult)|zu unserer (?:Zeitung|Redaktion))(?=[\s.:]*$)")
# The time of a live report: "20:14 |", "8.15pm:", "+++ 20:58 +++", "21:14 Uhr:".
TIME = re.compile(
    r"^\W*(?:(?:UPDATE|Update|Ore|ore|Um|um)\s+)?\d{1,2}(?:[.:]|h)\d{2}(?:\s?(?:a\.?m|p\.?m|Uhr|uur|hrs?|h)\b\.?)?"
    r"[\s|:.,;+–—-]*(?=[^\W\d])"
)
# When something was said, before who said it. In German and Dutch, the verb would come first.
WHEN = re.compile(
    r"^\W*(?:(?:Puis|Ensuite|Potem|Następnie|Później|Antes|Después|Luego|Depois|Poi"
    r"|Later in the (?:evening|meeting|day)|Por la (?:tarde|mañana|noche)|Nel pomeriggio"
    r"|In (?:mattinata|serata|chiusura|apertura)|Po południu|Rano|Wieczorem|À tarde|De manhã|À noite"
    r"|L[’']après-midi|Le (?:matin|soir)),? )"
    r"(?=(?:(?:[oa]|el|la|le|il|lo|the|radn[ya]|(?:wice)?burmistrz|l[’'](?=\w)) ?(?:[\w’'-]+ ){0,2}?)?[A-ZÀ-ÞŁŚŻŹ])"
)
# "Read (Lab, Moorside)", "Read (Mobiliteit)".
PARTY = re.compile(r"(?<=[^\W\d_]) \([A-ZÀ-Þ][\w/’-]*(?:, [A-ZÀ-Þ][\w/’-]*| Wähler)?\)")


# An office that holds the name of another one.
DEPUTY = re.compile(r"\b(?i:teniente de alcalde(?:sa)?)(?=,? [A-ZÀ-Þ])")


def in_plain_order(sentence: str) -> str:
    """Return the sentence with its subject before its verb, if it is one that stresses the subject; else unchanged."""
    for pattern in PATTERNS:
        if found := pattern.search(sentence):
            before = sentence[: found.start()].strip()
            return f"{before}{', ' * bool(before)}{found['who']} {sentence[found.end() :]}"
    return sentence


def in_short(sentence: str, languages: Iterable[str]) -> str:
    """Return the sentence with a plain verb for how it brings its speaker in, and without its time."""
    sentence = DEPUTY.sub("concejal", PARTY.sub("", WHEN.sub("", TIME.sub("", sentence))))
    for language, pattern in COMING_IN.items():
        if found := pattern.search(sentence):
            return f"{found['who']} {SAID[language]}{sentence[found.end() :]}"
    if found := AT_THE_DESK.search(sentence):
        return f"{found['who']} {SAID['de']}{sentence[found.end() :]}"
    return in_plain_order(in_plain_words(sentence, languages))
