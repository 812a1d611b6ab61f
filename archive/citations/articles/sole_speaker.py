"""Whom the sentence around a quotation gives as its speaker, if nobody and nothing else could have spoken.

A person counts only as the subject of a known verb of saying, right beside it, or after "according to", or alone before
a colon. Every other word of the sentence must be known to be harmless: a title, a time, a place, a listener. A sentence
that this grammar does not know names nobody, so that no words are confirmed as somebody's by a guess.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from archive import people
from archive.citations.articles.denials import SAYING
from archive.citations.articles.speech_tags import SENTENCE_END
from archive.citations.passages.words import keys
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import LEADS_IN, OF, claim_of
from archive.citations.quote_checker.claimed import WordRole
from archive.citations.quote_checker.languages import LEXICONS, OF_SOMEBODY, plain
from archive.citations.quote_checker.negations import is_negated
from archive.citations.quote_checker.subject import AttributionToken, tokens_of

MOST_TOKENS = 40
# "Hat gesagt", "ha detto".
MOST_VERBS = 2
# The sentence says that the words are hearsay, or were nearly said, or are those of another.
HEDGES = people.listed(
    """
    nearly almost virtually practically seemingly apparently presumably probably possibly perhaps maybe hardly barely
    scarcely ostensibly allegedly reportedly supposedly purportedly rumor rumour rumored rumoured hearsay legend
    imagined pretended fictional fictitious actor actress parody impersonator account
    would could might should must shall wouldnt if whether unless supposed
    aurait auraient dirait presque quasi quasiment failli pretendument paraitrait
    habria habrian diria casi supuestamente presuntamente
    avrebbe avrebbero direbbe presunto presumibilmente presuntamente
    zou zouden bijna haast vermeend vermeende
    soll sollen sollte sollten fast beinahe angeblich
    mial miala mieli mialby mialaby prawie niemal niby podobno rzekomo
    teria teriam diria quase supostamente alegadamente
    """
)
HEARING = people.listed(
    """
    heard hear hears cited cites quoted quotes quoting citing read reads reading mimicked mocked mimicking mocking
    horte horten hort gehort zitiert zitierte zitieren vorgehalten vorgeworfen vorgelesen verlas
    hoorde hoorden hoort gehoord citeert citeerde geciteerd
    entend entendu entendait cite citait lu lit ecoute ecoutait
    oyo oye oido escucho escucha cita cito citaba leyo lee
    sente sentito sentita ascolta ascoltato cita citava legge letto
    ouviu ouve ouvido escutou cita citou leu
    slyszal slyszala uslyszal uslyszala slucha sluchal sluchala cytuje cytowal cytowala zarzucono
    """
)
INDEFINITE = people.listed("an another ein eine einer een un une uno una um uma one some every each")
PLURAL_PRONOUNS = people.listed("ils elles ellos ellas loro oni eles elas someone somebody alguien")
ENGLISH_PRONOUNS = people.listed("they we others one who")
RELATIVE = people.listed("who qui que che ktory ktora")
THAN = people.listed("que como come comme che wie jak als wie dat qu")
PLAIN_WORDS = people.listed(
    """
    blunt blunter clear adamant direct firm unequivocal concise brief clara claro chiara chiaro claire clair
    simple semplice simpel einfach klar fest otra outra altra uberzeugt convaincue convaincu
    tajante contundente rotunda rotundo deutlich duidelijk weiterhin
    """
)
BEING = people.listed("is was es fue foi e era est ist war")
BY_NAME = people.listed(
    "so laut gemass aldus volgens selon secondo segun segundo conforme wedlug zdaniem cosi asi dixit per"
)
ENGLISH_LETTERS = {
    "T": frozenset(saying.TELLING),
    "V": saying.VERBS,
    "B": people.listed("has had have"),
    "P": people.listed("he she"),
    "C": people.listed("according per"),
    "G": people.listed("saying adding noting explaining diciendo anadiendo"),
    "R": people.listed("the"),
    "Q": INDEFINITE | people.listed("a his her their its my our this that these those two three four several many"),
}
ENGLISH_ADVERBS = (saying.ADVERBS | {"back", "first"}) - {"as", "on"}
# Where a verb needs no subject beside it.
WITHOUT_PRONOUNS = {"es", "it", "pt", "pl"}
# A dative in German: somebody who was told.
FEMININE = ("ung", "in", "schaft", "heit", "keit", "presse")

PERSON = r"N+O?S?"
BRACKETED = r"(?:k+)?"
# What the person is, before the name.
ENGLISH_TITLE = r"(?:R?(?:[ulLoO]{0,3}[oOA])?)"
GERMAN_TITLE = r"(?:R?u?[oOAU]*)"
OTHER_TITLE = r"(?:R?[uolLOAU]{0,4}(?:(?<=[uolO])Eu)?)"
FAR_TITLE = r"R?[ulLoOU]*[{head}](?:ER*[uolLONU]+)*,R?[oOA]*"
PHRASE = r"(?:,?[ED][^VBTPXWxZ]*)"
APPOSITION = r"(?:,(?:W.*|[RulLoOUAENDQ][^VBTPXWxZ]*))"
TRAIL = rf"k*(?:M|D|k)*{PHRASE}*{APPOSITION}?,?"
ASIDE_OF_A_SUBJECT = r"(?:,(?:W[^N]*|[RulLoOUAEND][^VBTPXxQZ,]*),)?"
ASIDE = r"(?:,[RulLoOUAEND][^VBTPXxQZ,]*,)?"
ASIDE_NAME = r"(?:,R?(?P<name>N+O?S?),)"
SAYS = r"(?:V|T|Bk*M*I)"
TO_WHOM = r"(?:(?<=T)R?[^VBTPXWxZ,]+)?"
LEADING = r"(?:(?:E[RulLDEQ]*|D+|M+|J|[kxM]+),?)?"
LEADING_A_VERB = r"(?:(?:E[RulLDEQN]*|D+|M+|J),?)?[kxM]*"


class SentenceLetters(NamedTuple):
    """The words of a sentence and their letters, one for each word."""

    tokens: Sequence[AttributionToken]
    letters: str
    places: Sequence[int]


def speaker_in(before: str, after: str, languages: frozenset[str]) -> str | None:
    """Return the name or office of the one speaker; None if there is only a pronoun, or nothing; else an empty text."""
    if after.lstrip().startswith("("):
        after = after.replace("(", "—", 1).replace(")", " ", 1)
    sentences = [text for text in (before, after) if text.strip(" ,.:;—–-“”\"'’»«")]
    if any(map(_is_doubtful, sentences)):
        return ""
    if not sentences:
        return None
    for language in [*sorted(languages or LEXICONS), "en"]:
        lead, tag = _read(before, language), _read(after, language)
        if lead.letters and tag.letters:
            if re.fullmatch(LEADING, lead.letters):
                lead = SentenceLetters((), "", ())
            elif re.fullmatch(f"(?:{PHRASE})*", tag.letters):
                tag = SentenceLetters((), "", ())
            else:
                continue
        if not tag.letters and re.fullmatch("[JMkx]*", lead.letters):
            return None
        found = _in_tag(after, tag, language) if tag.letters else _in_lead(before, lead, language)
        if found != "":
            return found
    return ""


def is_whole_sentence(said: str, before: str, after: str) -> bool:
    """Return whether an attribution of one person is all that the sentence has, without a doubtful word."""
    sentences = [text for text in (before, after) if keys(text)]
    if len(sentences) != 1 or keys(said) != keys(sentences[0]) or _is_doubtful(said):
        return False
    words = claim_of(said).words
    names = {WordRole.NAME, WordRole.SUFFIX}
    is_role = any(
        one.role in names
        and not other.gap.strip()
        and not (other.role == WordRole.OFFICE and other.is_capital)
        and other.role in {WordRole.PLACE, WordRole.OFFICE, WordRole.UNKNOWN}
        for one, other in pairwise(words)
    )
    # "Der Sprecher der Bürgermeisterin Read", "l’assistente della sindaca Read".
    somebody = {WordRole.OFFICE, WordRole.UNKNOWN, WordRole.NAME}
    name = max((at for at, word in enumerate(words) if word.role == WordRole.NAME), default=0)
    is_role |= any(
        one.role in somebody and not other.gap.strip(" ’'") and other.role in {WordRole.ARTICLE, WordRole.PREPOSITION}
        for one, other in pairwise(words[: name + 1])
    )
    is_role |= any(word.key in OF_SOMEBODY for word in words) or words[0].role == WordRole.TELLING_VERB
    is_role |= any(word.key in OF for word in words[:name] if word.role != WordRole.NAME)
    is_owned = re.search(r"['’]s?(?:\s|$)", said) is not None
    others = INDEFINITE | PLURAL_PRONOUNS | ENGLISH_PRONOUNS | THAN
    verbs = [word for word in words if word.role in {WordRole.VERB, WordRole.TELLING_VERB}]
    return not is_role and not is_owned and others.isdisjoint(word.key for word in words) and len(verbs) <= MOST_VERBS


def _is_doubtful(sentence: str) -> bool:
    folded = [plain(key) for key in people.fold(sentence).split()]
    # "Read" with a capital is a name.
    small = [plain(key) for word in sentence.split() if not word[:1].isupper() for key in people.fold(word).split()]
    if claim_of(sentence).is_disclaimed:
        return True
    hidden = not HEDGES.isdisjoint(small) or not HEARING.isdisjoint(small) or not HEDGES.isdisjoint(folded[:1])
    denied = is_negated(sentence) and not SAYING.isdisjoint(folded)
    said_to = re.search(r"\b(?:is|are|was|were) (?:said|reported|believed|rumou?red|quoted|told|thought) ", sentence)
    return hidden or denied or said_to is not None or len(folded) > MOST_TOKENS


def _read(text: str, language: str) -> SentenceLetters:
    tokens = tokens_of(text, frozenset({language}))
    letters: list[str] = []
    places: list[int] = []
    for at, token in enumerate(tokens):
        gap = token.gap.strip(" '’.")
        if at and gap and gap != "-":
            letters.append("," if set(gap) <= set(",()—–-/ ") else "Z")
            places.append(at)
        letters.append(_letter(text, tokens, at, language))
        places.append(at)
    return SentenceLetters(tokens, "".join(letters), places)


def _letter(text: str, tokens: Sequence[AttributionToken], at: int, language: str) -> str:
    token = tokens[at]
    shown = text[token.word.start : token.word.end]
    key, letter = plain(token.key), token.letter
    is_owner = re.search("['’]s?$", shown) or re.match("['’]s\\b", text[token.word.end :])
    if is_owner and (language != "en" or shown[0].isupper()):
        return "Q"
    if key in RELATIVE and at and "," in token.gap:
        return "W"
    if key in (PLURAL_PRONOUNS | ENGLISH_PRONOUNS if language == "en" else PLURAL_PRONOUNS):
        return "Q"
    if key in THAN and letter != "B" and not shown[0].isupper():
        letter = "X" if letter == "X" else "x"
    elif language == "en":
        letter = _english_letter(key, letter, shown, is_first=not at)
    return {"K": "k", "c": "C", "s": "C"}.get(letter, letter)


def _english_letter(key: str, letter: str, shown: str, *, is_first: bool) -> str:
    is_small = not shown[0].isupper() or is_first
    for kind, words in ENGLISH_LETTERS.items():
        if key in words and is_small and not (kind == "V" and letter == "N" and not is_first):
            return kind
    if is_small and key in ENGLISH_ADVERBS:
        return "M"
    if is_small and key.endswith("ly") and letter in "uM":
        return "M"
    if letter == "u" and key.endswith("ed"):
        # A verb that no list has.
        return "Z"
    return "k" if letter == "K" else letter


def _title(language: str) -> str:
    near = {"en": ENGLISH_TITLE, "de": GERMAN_TITLE}.get(language, OTHER_TITLE)
    far = FAR_TITLE.format(head="oO" if language == "en" else "oOU" if language == "de" else "uoO")
    return f"(?:{far}|{near})"


def _who(language: str) -> str:
    return rf"(?:(?P<pronoun>P)|{_title(language)}(?P<name>{PERSON})|R?[lLuU]{{0,2}}(?P<office>[oO]+))"


def _kind_in(found: re.Match[str]) -> str:
    return next((kind for kind in ("pronoun", "name", "office") if (found.groupdict().get(kind))), "")


def _name(text: str, reading: SentenceLetters, found: re.Match[str]) -> str | None:
    kind = _kind_in(found)
    if kind == "pronoun":
        return None
    tokens = reading.tokens
    first, last = tokens[reading.places[found.start(kind)]], tokens[reading.places[found.end(kind) - 1]]
    return text[first.word.start : last.word.end]


def _in_tag(text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return who is the subject of the words after a quotation; None for a pronoun or a verb alone."""
    who = _who(language)
    dative = "(?:R[NOUu](?=$|E|,))?" if language == "de" and _has_a_dative(reading) else ""
    if language == "pl":
        dative = "(?:u(?=$|E|,))?" if _has_a_listener(reading) else ""
    patterns = (
        rf"[Mkx]*R?(?:V|Bk*M*I)(?:M|D|k|ED+|{PHRASE},)*{who}{dative}{TRAIL}",
        rf"k*Bk*M*{who}M*I{TRAIL}",
        rf"R?[ulQ]*o{ASIDE_NAME}[Mk]*{SAYS}{TO_WHOM}{TRAIL}",
        rf"{who}{ASIDE}[Mk]*{SAYS}{TO_WHOM}{TRAIL}",
        rf"(?:[BkPVI]+,)?CE*{who}{TRAIL}",
        rf"{who}Y{TRAIL}",
        *([rf"R?[oOAU]*(?P<name>{PERSON}){TRAIL}"] if text.lstrip()[:1] in set("—–-(") else []),
    )
    return _named_by(patterns, text, reading, language)


def _in_lead(text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return who is the subject of the words that lead into a quotation."""
    who, letters = _who(language), reading.letters
    is_colon = text.rstrip().endswith(":")
    if not (is_colon or text.rstrip().endswith(",") or LEADS_IN.search(text) or letters.endswith("X")):
        return None if not letters else ""
    plain_words = {plain(token.key) for token in reading.tokens[-1:]}
    patterns = (
        rf"{LEADING}{who}{ASIDE}[Mk]*{SAYS}{TO_WHOM}{TRAIL}X?",
        rf"{LEADING}{who}{ASIDE}[Mk]*{SAYS}.*,G",
        rf"{LEADING_A_VERB}(?:V|Bk*M*I)(?:M|D|k)*{who}{TRAIL}",
        rf"{LEADING}CE*{who},?",
        *([rf"R?[oOAU]*(?P<name>{PERSON}){APPOSITION}?"] if is_colon else []),
        *(
            [rf"{who}[BuVkR]{{1,3}}", rf"CE*{who},?[uMRBkxlJX]{{1,5}}"]
            if is_colon and plain_words & PLAIN_WORDS
            else []
        ),
    )
    return _named_by(patterns, text, reading, language)


def _named_by(patterns: Sequence[str], text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return whom the first pattern that fits names; None for a verb alone, whose subject was named earlier."""
    for pattern in patterns:
        match = re.fullmatch(pattern, reading.letters)
        if match and not _is_any(reading, match):
            return _name(text, reading, match)
    is_verb_alone = language in WITHOUT_PRONOUNS and re.fullmatch(rf"k*{SAYS}{TRAIL}", reading.letters)
    return None if is_verb_alone else ""


def _belongs(words: Sequence[AttributionToken]) -> bool:
    """Return whether the name at the end is another's: "der Sprecher der Bürgermeisterin Read"."""
    pairs = list(pairwise(words))
    near = next((at for at in range(len(words) - 1, 0, -1) if "," in words[at].gap), 0)
    if any(word.key in OF for word in words[near:-1] if word.letter != "N"):
        return True
    return any(one.letter in "uUoONl" and other.letter == "R" and not other.gap.strip(" ’'") for one, other in pairs)


def _is_any(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether somebody unnamed stands before the name: "ein Zuschauer", "a neighbour"."""
    kind = _kind_in(found)
    if not kind:
        return True
    stop = reading.places[found.start(kind)]
    if _belongs(reading.tokens[: stop + 1]) or any(plain(word.key) in OF_SOMEBODY for word in reading.tokens[:stop]):
        return True
    return any(plain(token.key) in INDEFINITE for token in reading.tokens[:stop])


def _has_a_dative(reading: SentenceLetters) -> bool:
    pairs = zip(reading.tokens, reading.tokens[1:], strict=False)
    return any(one.key in {"dem", "den"} or (one.key == "der" and other.key.endswith(FEMININE)) for one, other in pairs)


def _has_a_listener(reading: SentenceLetters) -> bool:
    return any(token.key.endswith(("om", "owi", "ecie")) for token in reading.tokens if token.letter == "u")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True) if text[start:end].strip()]


# What says that a person comes to the fore, and brings nobody in.
STANDING = people.listed(
    """
    rose stood sat left spoke waited nodded shrugged disagreed disagrees agreed agrees arrived smiled laughed paused
    rise stand speak answer respond listened
    discrepa hablo hablar intervino levanto tomo
    sprach sprechen nickte lachelte trat stand widersprach widerspricht
    parla parlo parlare interviene intervenne
    parle parla prit intervient
    sprak spreekt spreken stond knikte
    wstal wstala protestuje przemawia przemawial przemawiala
    discorda falou falar levantou
    """
)
PODIUM = people.listed("podium microphone lectern floor pult mikrofon rednerpult tribune micro palco tribuna atril")


def subject_of(sentence: str, languages: frozenset[str]) -> str | None:
    """Return the one person whom a sentence is about; None if it has only a pronoun; else an empty text."""
    for piece in reversed(sentence.split(";")):
        if not piece.strip(" ,.:—–-“”\"'’»«!?"):
            continue
        found = _subject_of(piece.strip(" ."), languages)
        if found is not None:
            return found
    return None


def _subject_of(piece: str, languages: frozenset[str]) -> str | None:
    if _is_doubtful(piece):
        return ""
    own = speaker_in("", piece, languages)
    if own != "":
        return own
    own = speaker_in(piece, "", languages)
    if own != "":
        return own
    found = (_in_a_predicate(piece, language) for language in [*sorted(languages or LEXICONS), "en"])
    return next((name for name in found if name != ""), "")


def _in_a_predicate(piece: str, language: str) -> str | None:
    """Return who rises, or is clear, in a sentence that brings in nobody else."""
    reading = _read(piece, language)
    letters = list(reading.letters)
    for at, place in enumerate(reading.places):
        key = plain(reading.tokens[place].key)
        kinds = {"v": STANDING, "b": BEING, "p": PODIUM}
        letters[at] = next((kind for kind, words in kinds.items() if key in words and letters[at] != ","), letters[at])
    predicate = r"k*(?:v|V|bM*u)(?:M|D|k|E*R?p|Ev|kp)*,?E?"
    found = re.fullmatch(rf"{LEADING}{_who(language)}{ASIDE_OF_A_SUBJECT}{predicate}", "".join(letters))
    return _name(piece, reading, found) if found and not _is_any(reading, found) else ""
