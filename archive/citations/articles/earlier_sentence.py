"""Whom a sentence means that stands before a quotation: its subject, if nobody else in it could speak next.

"Read shook her head. “We will not,” she said." The grammar of the rest of the sentence does not matter, only who else
is in it (``rivals``). A sentence whose subject this does not find means nobody, so that no later "she" is guessed.
"""

import re
from collections.abc import Sequence

from archive import people
from archive.citations.articles import rivals
from archive.citations.articles.doubts import WITHOUT_DOUBT, is_doubtful, is_fiction
from archive.citations.articles.sentence_letters import SentenceLetters, read
from archive.citations.articles.sentence_words import HOW_SOMEBODY_SPEAKS
from archive.citations.articles.sole_speaker import is_any, name_in, speaker_in, who_in
from archive.citations.articles.speech_tags import SENTENCE_END
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.negations import is_negated

# Up to a comma, without a name: "Asked whether residents should worry, Read shook her head."
LEADING = r"(?P<leading>(?:[iN]?[^NP,]*,|(?:D+|M+|J|[kxM]+),?)??)"
ASIDE = r"(?P<aside>,[^,]*,)?"
REST = r"(?P<rest>,?[^NQ,].*)"
# "Danach ergriff Read das Wort", "al suo posto ha parlato Read".
INVERTED = r"(?P<leading>(?:E[^{other}PVTC,]*(?:Bk*M*[IVu]|V)|[MEkx]*(?:Bk*M*[IVu]|[Vu])))"
CALLING = people.listed(
    """
    called calls deems nannte nennt qualifie qualifiait definisce definiva noemt noemde nazywa nazwal nazwala uznal
    uznala
    """
)
# "Read drew applause when she said".
CLAUSE = r"(?P<rest>[^NPWCTX,](?:[^PWCTX,]*|[^PWCTX,]*[uMk]PV))"
# "Read asked, and the cook answered".
ANOTHER_SPEAKS = re.compile("[J,][Mk]*[^VBMkJ,][^,J]*[VI]")
# "Read had a message for them:", "Read reassured them:", "Danach ergriff Read das Wort:". Other things before a colon
# may be another's: "Read knew the risk:".
SPEAKING = rivals.OWN_MESSAGE | people.listed(
    """
    reassured reassures reassure urged urges warned warns assured reminded calmed addressed addresses appealed
    tranquilizo tranquilizar calmar dirigio dirige beruhigte beruhigt mahnte mahnt wandte wendet rassure rassurer
    rassurait adresse adressee rassicura rassicurare rassicurato rivolto rivolta rivolge sossegar tranquilizou dirigiu
    sossegou gerust gerustgesteld richtte richtet uspokajal uspokajala uspokaja uspokoil uspokoila zwrocil zwrocila
    wort woord palabra parole parola palavra glos
    """
)
# What is done to somebody: "Read was warned".
NOT_DOING = people.listed(
    """
    is was were are been got fue fueron es era foi e stata stato venne viene ist wurde wird bekam bekommt est ete dement
    esta estava jest oppose opposes opposed fear fears feared faced faces face heckled redoute redoutait teme
    befurwortet befurwortete unterstutzt unterstutzte supports backs apoya apoia soutient sostiene steunt popiera temeu
    temio temia furchtet furchtete vreest vreesde obawia werd wordt kreeg krijgt zostala zostal byl byla hear horen
    agreed agrees
    """
)
# "Das sieht Read anders", "Daarna stond Read op".
FRONTED = r"(?P<leading>[RMEkKxDXuA][^N,]*)"
BEFORE_THEIR_VERB = people.listed("das dies dat dit dann dan da daar so zo dazu daarop doch")
# "The plan was welcomed by Read, who had asked for it."
AT_THE_END = r"(?P<leading>.*E){who},[WR](?P<rest>.*)"
AT_THE_END_IN_POLISH = r"(?P<leading>[^P,]*){who},W(?P<rest>.*)"
# Who is absent, or has given the floor to another, is not who speaks next.
NOT_THERE = people.listed(
    """
    absent absente ausente assente abwesend afwezig nieobecna nieobecny yielded ceded replaced followed succeeded
    interrupted cedio cede ceder ubergab ubergibt ceduto cedeu oddal oddala
    """
)
SHE = frozenset({"sie", "elle", "ella", "lei", "ela", "ona", "zij", "ze"})
SURE = (
    HOW_SOMEBODY_SPEAKS
    | WITHOUT_DOUBT
    | people.listed("einverstanden agree happy satisfied accord acuerdo acordo accordo eens")
)
# "She added" goes on with the one who has just spoken, whomever that one spoke about.
GOING_ON = people.listed(
    """
    added adds continued continues anadio anade agrego agrega prosiguio prosigue continuo continua erganzt erganzte
    fugte fugt ajoute ajoutait poursuit poursuivait poursuivi aggiunto aggiunge aggiungeva proseguito prosegue
    acrescentou acrescenta prosseguiu prossegue voegde voegt vervolgde vervolgt dodal dodala dodaje kontynuowal
    kontynuowala kontynuuje
    """
)
# The letters of small words, with which a sentence may begin: any other first word may be a name.
SMALL = frozenset("REDMJCkKxX")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True) if text[start:end].strip()]


def subject_of(sentence: str, languages: frozenset[str], beside: str = "said") -> str | None:
    """Return the one person whom a sentence is about; None if it has only a pronoun; else an empty text.

    ``beside`` is what stands beside the quotation. If that is nothing, the sentence must say that its subject spoke.
    """
    for piece in reversed(sentence.split(";")):
        if not piece.strip(" ,.:—–-“”\"'’»«!?"):
            continue
        found = _subject_of(piece.strip(" ."), languages, beside)
        if found is not None:
            return found
    return None


def introduced_by(lead: str, languages: frozenset[str], *, says_how: bool = False) -> str:
    """Return the subject of a clause before a quotation, if nobody and no text else is in it, and if it speaks.

    Whoever sums up or closes "with those words" (``says_how``) speaks, whatever the verb.
    """
    sentence = lead.rstrip(" :,")
    known = sorted(languages or LEXICONS)
    folded = plain(people.fold(sentence)).split()
    if (
        is_doubtful(lead, is_beside=False)
        or rivals.has_a_text((key for key in folded if key not in rivals.OWN_MESSAGE), known)
        or not rivals.PROPOSALS.isdisjoint(folded)
    ):
        return ""
    is_fragment = lead.rstrip().endswith(",")
    names = (
        _introduced_in(sentence, language, known, is_fragment=is_fragment, says_how=says_how) for language in known
    )
    return next(filter(None, names), "")


def _introduced_in(sentence: str, language: str, known: Sequence[str], *, is_fragment: bool, says_how: bool) -> str:
    reading = read(sentence, language)
    who = who_in(language)
    patterns = (
        rf"{LEADING}{who}{ASIDE}{CLAUSE}",
        *([] if is_fragment else [rf"{_inverted(language)}k*{who}(?P<rest>(?:[^NPWCTXBV,].*|))"]),
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, reading.letters)
        if not found or not found.group("name") or is_any(reading, found):
            continue
        start = found.start("rest")
        rest = reading.tokens[reading.places[start] :] if found.group("rest") else ()
        if is_fragment and not (reading.letters[start] == "V" or plain(rest[0].key) in CALLING):
            continue
        if ANOTHER_SPEAKS.search(reading.letters, start):
            return ""
        keys = {plain(token.key) for token in rest}
        speaks = says_how or is_fragment or reading.letters.endswith("PV") or not keys.isdisjoint(SPEAKING)
        if not speaks or not keys.isdisjoint(NOT_DOING):
            return ""
        # Whoever leads in ("asked by Third") does not speak.
        return _sole(sentence, reading, found, known, is_lead_free=True) or ""
    return ""


def _inverted(language: str) -> str:
    # English has no such order.
    return "(?P<leading>Z{3})" if language == "en" else INVERTED.format(other="" if language == "de" else "N")


def is_of_nobody(sentence: str, languages: frozenset[str]) -> bool:
    """Return whether a sentence brings in no person who could speak: "The room broke into applause"."""
    known = sorted(languages or LEXICONS)
    readings = {language: read(sentence, language) for language in known}
    # "Kim rose" is of somebody.
    return any(reading.letters[:1] in SMALL for reading in readings.values()) and not any(
        rivals.are_in(reading.tokens, reading.words_in(sentence), (), [language]) or "P" in reading.letters
        for language, reading in readings.items()
    )


def _subject_of(piece: str, languages: frozenset[str], beside: str) -> str | None:
    said = {plain(key) for key in people.fold(beside).split()}
    if _may_be_of_another(piece, beside, languages):
        return ""
    goes_on = not GOING_ON.isdisjoint(said)
    # An unknown verb may be one of saying only where something is said: "Read shrugged".
    for sides in (("", piece), (f"{piece},", ""))[not beside :]:
        own = speaker_in(*sides, languages)
        if own is None and not beside:
            return own
        if own and (goes_on or not _has_others(_without_apposition(piece, own), own, languages)):
            return own
    known = sorted(languages or LEXICONS)
    found = (_in_a_sentence(piece, language, known, is_bare=not beside) for language in known)
    return next((name for name in found if name != ""), "")


def _may_be_of_another(piece: str, beside: str, languages: frozenset[str]) -> bool:
    """Return whether the words beside a quotation may mean a text, somebody told, one of another gender, or nobody."""
    said = {plain(key) for key in people.fold(beside).replace("-", " ").split()}
    if is_fiction(piece) or (not beside and is_doubtful(piece, is_beside=False)):
        return True
    if "on" in said and "fr" in languages:
        # "Dit-on": nobody in particular.
        return True
    # In English alone "he" is never a letter or a report.
    may_be_a_text = bool(languages - {"en"}) and said.isdisjoint(SHE)
    if may_be_a_text and rivals.has_a_text(plain(people.fold(piece)).split(), languages):
        return True
    return rivals.is_of_another_gender(piece, beside, languages) or rivals.has_a_listener(
        f"{piece} {beside}", languages
    )


def _without_apposition(piece: str, own: str) -> str:
    """Return words without what a name at their end is: "according to Read, chair of the committee"."""
    end = piece.index(own) + len(own)
    return piece[:end] if piece[end:].startswith(",") and piece.count(",", end) == 1 else piece


def _has_others(piece: str, own: str, languages: frozenset[str]) -> bool:
    start = piece.index(own)
    for language in sorted(languages or LEXICONS):
        reading = read(piece, language)
        mine = [
            at
            for at, token in enumerate(reading.tokens)
            if start <= token.word.start < start + len(own)
            or (token.word.end <= start and _leads_to(reading, at, start))
        ]
        if not rivals.are_in(reading.tokens, reading.words_in(piece), mine, [language]):
            return False
    return True


def _leads_to(reading: SentenceLetters, at: int, start: int) -> bool:
    """Return whether a word is part of the title before a name."""
    until = [token for token in reading.tokens[at:] if token.word.start <= start]
    titles = [token for token in until if token.word.start < start]
    return all(token.letter in "oOUAulLR" for token in titles) and not any(
        set(token.gap) & set(",;:()") for token in until[1:]
    )


def _in_a_sentence(text: str, language: str, known: Sequence[str], *, is_bare: bool) -> str | None:
    """Return of whom a sentence says something, if it has nobody else; None for a pronoun or no subject."""
    reading = read(text, language)
    keys = {plain(token.key) for token in reading.tokens}
    # "Read said it was never easy": what she says may deny something.
    verb = re.search("[VTIC]", reading.letters)
    said = reading.tokens[reading.places[verb.start()]].word.start if verb else len(text)
    is_denied = is_negated(text[:said]) and SURE.isdisjoint(keys)
    if not reading.tokens or not NOT_THERE.isdisjoint(keys) or is_denied:
        return ""
    who = who_in(language)
    is_fronted = reading.letters[0] in "MEkKxDX" or plain(reading.tokens[0].key) in BEFORE_THEIR_VERB
    patterns = (
        rf"{LEADING}{who}{ASIDE}{REST}",
        rf"C(?P<leading>){who},?{REST}",
        rf"{_inverted(language)}{who}(?P<rest>(?:,?[^NQBVP,][^P]*)?)",
        *([rf"(?P<leading>[^NP]*,[VTu]){who}(?:{REST})?"] if language in {"de", "nl"} else []),
        *([rf"{FRONTED}{who}(?P<rest>,?[^NQP,][^P]*)"] if is_fronted and language in {"de", "nl"} else []),
        *([AT_THE_END.format(who=who)] if language in {"en", "de", "nl", "fr"} else []),
        *([AT_THE_END_IN_POLISH.format(who=who)] if language == "pl" else []),
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, reading.letters)
        if found and not is_any(reading, found):
            return _sole(text, reading, found, known, is_bare=is_bare)
    return ""


def _sole(
    text: str,
    reading: SentenceLetters,
    found: re.Match[str],
    known: Sequence[str],
    *,
    is_bare: bool = False,
    is_lead_free: bool = False,
) -> str | None:
    name = name_in(text, reading, found)
    kind = next(kind for kind in ("pronoun", "name", "office") if found.groupdict().get(kind))
    start, stop = found.end("leading"), found.end(kind)
    title = reading.letters[start : found.start(kind)]
    near = title.rpartition(",")[2]
    if near.count("u") > 1 and not set(near) & set("oOUA"):
        # "De gemeente sprak Read tegen": the words before the name may have a verb.
        return ""
    mine = {reading.places[at] for at in range(0 if is_lead_free and "," in reading.letters[:start] else start, stop)}
    aside = found.span("aside") if found.groupdict().get("aside") else (0, 0)
    said = set(people.fold(name or "").split())
    if said <= saying.CAPITALISED_BUT_NO_NAME and said:
        return ""
    mine |= {
        reading.places[at]
        for at in range(*aside)
        if reading.letters[at] != "N" and not reading.letters[aside[0] :].startswith(",W")
    }
    mine |= {at for at, token in enumerate(reading.tokens) if token.key in said}
    following = reading.places[found.start("rest")] if found.group("rest") else len(reading.tokens)
    after = [plain(token.key) for token in reading.tokens[following : following + 1]]
    if "en" in known and any(key.endswith("s") and rivals.is_person(key[:-1], "en", ["the"]) for key in after):
        # "Sample supporters cheered."
        return ""
    if rivals.are_in(reading.tokens, reading.words_in(text), mine, known):
        return ""
    return "" if is_bare and name is not None else name
