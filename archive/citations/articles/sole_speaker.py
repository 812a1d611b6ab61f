"""Whom the sentence around a quotation gives as its speaker, if nobody and nothing else could have spoken.

A person counts only as the subject of a known verb of saying, right beside it, or after "according to", or alone before
a colon. Every other word of the sentence must be known to be harmless: a title, a time, a place, a listener. A sentence
that this grammar does not know names nobody, so that no words are confirmed as somebody's by a guess.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive import people
from archive.citations.articles.doubts import is_doubtful
from archive.citations.articles.rivals import (
    COLLECTIVES,
    GROUPS,
    are_in,
    has_a_text,
    is_person,
)
from archive.citations.articles.sentence_letters import SentenceLetters, read
from archive.citations.articles.sentence_words import (
    FEMININE,
    HOW_SOMEBODY_SPEAKS,
    INDEFINITE,
    PREDICATES,
    WITHOUT_PRONOUNS,
    may_be_a_verb,
)
from archive.citations.articles.whole_sentence import GERUND, belongs, has_a_stray_word, is_between_two, is_dative
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import LEADS_IN, OF
from archive.citations.quote_checker.languages import OF_SOMEBODY, plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.negations import is_negated
from archive.citations.quote_checker.subject import BEFORE_A_CLAUSE, AttributionToken

# The same words must never be read in two ways by turns: a sentence could keep a process busy for hours. What is taken
# for good has a second plus.
PERSON = r"N++O?+S?+"
# "(CDU)", and the comma after it before a verb.
BRACKETED = r"(?:,k++(?:,(?=[Mk]*[VTB]))?+)?+"
# What the person is, before the name.
ENGLISH_TITLE = r"(?:R?(?:[ulLoON]{0,4}[oOA])?)"
GERMAN_TITLE = r"(?:R?u?[oOAU]*)"
OTHER_TITLE = r"(?:R?[uolLOAU]{0,4}(?:(?<=[uolO])Eu)?)"
FAR_TITLE = r"[Rk]?[ulLoOUM]++(?<=[{head}])(?:{of}[uolLONU]++)*+,R?[oOA]*"
PHRASE = r"(?:,?[ED][^VBTPXWxZ]*+(?:ZE[RulLoOQDE]*+)?)"
SHORTLY = r"(?:[MDk]|ED)*"
# "Hatte Read am Montag im Ausschuss gesagt".
UNTIL_A_PARTICIPLE = r"(?:[MDk]|ER?[ulLD]*N?)*"
APPOSITION = r"(?:,(?:W.*|[RulLoOUAENDQ][^VBTPXWxZ]*))"
# Before a colon, "Read, take note" calls her.
NAMED_ASIDE = rf"(?:(?=,(?:[RLWAQ]|[uNL]*[oO])){APPOSITION})"
# "Adding that it was late", "who was glad", "visibly moved": none of them is about somebody else.
AFTER = r"(?:W.*|G.*|J[Mk]*V.*|[uM]++[IZ])"
RELATIVE_IN = {"de": "(?:,R.*)?", "nl": "(?:,[Ru]..+)?"}
REFLEXIVES = frozenset({"se", "si", "się"})
PLURALS = {"es": "n$", "it": "no$", "pt": "m$", "pl": "(?:ą|li|ły|no|to)$"}
SPEAKING = frozenset("TVBIP")
TRAIL = rf"[Mk]*+(?:{PHRASE}(?:(?<=,){AFTER}|JV.*)?|,?JV.*|,(?:{AFTER}|[RulLoOUANQ][^VBTPXWxZ]*+(?:(?<=,){AFTER})?)?)?"
# After a quotation and its speaker, whatever follows is only about them.
ANYTHING = r"[Mk]*+(?:(?<=[NSoOU])u{0,2}M|(?<=o)u|,?[EDx].*|,.*|,?JV.*)?"
ASIDE_OF_A_SUBJECT = r"(?:,(?:W[^N]*|[RulLoOUAEND][^VBTPXxQZ,]*),)?"
ASIDE = r"(?:,[RulLoOUAEND][^VBTPXxQZ,]*,)?"
ASIDE_NAME = r"(?:,R?(?P<name>N+O?S?),)"
# "Sagte", "hat gesagt"; many participles of French are also verbs.
SPOKE = r"(?:V|Bk*M*[IV])"
SAYS = rf"(?:T|{SPOKE})"
TO_WHOM = r"(?:(?<=T)R?[^VBTPXWx,]+|(?<=V)R?l)?"
# "A Read le dijo": without a comma, she was told.
ASIDE_OF_WHO_ASKED = "i[RulLDEQoOAN]+"
LEADING = rf"(?P<leading>(?:M*E[RulLDEQNM]*,|EM+|{ASIDE_OF_WHO_ASKED},|a+,|(?:D+|M+|J|[kxM]+),?)?)"
# "So sagte Sample".
LEADING_A_VERB = r"(?P<apart>(?:(?:i?E[RulLDEQN]*|CR[ulL]+|D+|M+|J),?|C(?=V))?[kxM]*)"
ACCORDING = r"(?P<apart>(?:(?:E[RulLDEQ]*|D+|M+|J|[BkPVI]+),?)?k*C)"
# What is said of a person, and not of a text, before a colon.
PREDICATE = r"(?=.*[bva])[bBvaMDERJkxX,]*"
# Without a comma, "after Read left" and "once Read left" are no sentences about Read.
SET_OFF = rf"(?P<leading>(?:(?:{ASIDE_OF_WHO_ASKED}|i?E[RulLDEQ]*|D+|M+|J|[kxM]+|a+),)?)"
# Who was told may stand after the name without a preposition.
DATIVES = {"de": "(?P<told>R[NOUu]++(?=$|E|,))?", "pl": "(?P<told>u(?=$|E|,))?"}
FOR_HIS_PART = re.compile(
    r",? ?\b(?:for (?:his|her|its) part|por su parte|pour sa part|de son côté|da parte sua|dal canto suo|por sua vez"
    r"|(?:en|em|in)"
    r" (?:declaraciones|declarações|entrevista|una intervista) (?:a|al|à|ao|con) (?:[A-ZÀ-Þ][\w’]*(?: |(?=,)|$))+"
    r"|w rozmowie z (?:nami|naszą redakcją|naszym portalem|dziennikarzami|PAP)"
    r"|(?:auf Anfrage|gegenüber) unserer Zeitung"
    r"|seinerseits|ihrerseits|van zijn kant|op (?:zijn|haar) beurt|z kolei)\b,?"
)
ACCORDING_TO = frozenset().union(*(lexicon.according for lexicon in LEXICONS.values())) | {"according"}
# "Voor Read nam de kapelaan het woord": another spoke.
FLOOR = people.listed("floor wort woord palabra parole parola palavra glos ton voz voce voix")
NOMINATIVE = re.compile(r"[bcdfgjklnprstwz]$")
COMES_FORWARD = rf"{LEADING}(?:[vkM]|RE?v)+"


def speaker_in(before: str, after: str, languages: frozenset[str]) -> str | None:
    """Return the name or office of the one speaker; None if there is only a pronoun, or nothing; else an empty text."""
    before, after = FOR_HIS_PART.sub(" ", before), FOR_HIS_PART.sub(" ", after)
    if after.lstrip().startswith("("):
        after = after.replace("(", "—", 1).replace(")", " ", 1)
    sentences = [text for text in (before, after) if text.strip(" ,.:;—–-“”\"'’»«")]
    # "According to Read, it is not too late:" — what she says may deny something.
    begins = next(iter(people.fold(before).split()), "")
    is_according = before.rstrip().endswith(":") and plain(begins) in ACCORDING_TO
    if any(is_doubtful(text, is_beside=not (is_according and text is before)) for text in sentences):
        return ""
    if not sentences:
        return None
    found = (_in_language(before, after, language) for language in [*sorted(languages or LEXICONS), "en"])
    return next((name for name in found if name != ""), "")


def _in_language(before: str, after: str, language: str) -> str | None:
    lead, tag = read(before, language), read(after, language)
    if lead.letters and tag.letters:
        if before.rstrip().endswith(":") and (found := _in_tag(after, tag, language)) != "":
            return found
        if re.fullmatch(LEADING, lead.letters):
            lead = SentenceLetters((), "", ())
        elif re.fullmatch(f"{PHRASE}?", tag.letters):
            tag = SentenceLetters((), "", ())
        else:
            return ""
    if not tag.letters and re.fullmatch("[JMkx]*", lead.letters):
        return None
    return _in_tag(after, tag, language) if tag.letters else _in_lead(before, lead, language)


def _title(language: str) -> str:
    near = {"en": ENGLISH_TITLE, "de": GERMAN_TITLE}.get(language, OTHER_TITLE)
    # "Die Vorsitzende des Schulausschusses, Read".
    head, of = {"en": ("oO", "ER*+"), "de": ("oOU", "(?:ER*+|R)")}.get(language, ("uoO", "ER*+"))
    far = FAR_TITLE.format(head=head, of=of)
    return f"(?:{far}|{near})"


def who_in(language: str) -> str:
    """Return the pattern of whoever can be a subject: a pronoun, a name with its titles, or an office."""
    name = rf"{_title(language)}(?P<name>{PERSON}){BRACKETED}"
    return rf"(?:(?P<pronoun>P)|{name}|(?:RN|R?[lLuU]{{0,2}})(?P<office>[oOU]+))"


def _kind_in(found: re.Match[str]) -> str:
    kinds = ("pronoun", "name", "office")
    return next((kind for kind in kinds if found.groupdict().get(kind)), "")


def name_in(text: str, reading: SentenceLetters, found: re.Match[str]) -> str | None:
    """Return the name or office that a pattern found, as written; None for a pronoun."""
    kind = _kind_in(found)
    if kind == "pronoun":
        return None
    tokens = reading.tokens
    first, last = tokens[reading.places[found.start(kind)]], tokens[reading.places[found.end(kind) - 1]]
    return text[first.word.start : last.word.end]


def _according(language: str) -> str:
    # Polish has no preposition here: what is read as one is a noun that governs the name, as in "zdaniem krytyka Read".
    return ACCORDING if language == "pl" else f"{ACCORDING}E*"


def _in_tag(text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return who is the subject of the words after a quotation; None for a pronoun or a verb alone."""
    who, according = who_in(language), _according(language)
    dative, is_alone = DATIVES.get(language, ""), not has_a_stray_word(text)
    keys = [plain(token.key) for token in reading.tokens]
    is_unknown_verb = (
        may_be_a_verb(keys[0], language)
        and not is_person(keys[0], language, ["the"])
        and not has_a_text(keys, LEXICONS)
    )
    patterns = (
        rf"[Mkx]*R?{SPOKE}(?:{SHORTLY}|[Mk]*+,?[ED][^VBTPXWxZNAO]*,{SHORTLY}){who}{dative}{ANYTHING}",
        rf"k*Bk*M*{who}{UNTIL_A_PARTICIPLE}[IV]{ANYTHING}",
        *([rf"(?P<apart>[Mk]*{SPOKE}E[RQ]u){who}{ANYTHING}"] if language in {"es", "fr", "it", "pt"} else []),
        *(
            [rf"[uZ](?:k|M)*(?:(?P<pronoun>P)|(?:R?[ulL]{{0,2}}[oOAU]+)?(?P<name>{PERSON})){BRACKETED}{ANYTHING}"]
            if is_unknown_verb
            else []
        ),
        rf"R?[ulQ]*o{ASIDE_NAME}[Mk]*{SAYS}{TO_WHOM}{ANYTHING}",
        rf"M*{who}{ASIDE}[Mk]*{SAYS}{TO_WHOM}{ANYTHING}",
        rf"{according}{who}{ANYTHING}",
        rf"C{who}[Mk]*{SAYS}{TO_WHOM}{ANYTHING}",
        rf"{who}Y{ANYTHING}",
        *([rf"R?[oOAU]*(?P<name>{PERSON}){ANYTHING}"] if is_alone and text.lstrip()[:1] in set("—–-(") else []),
        # “We will not,” Read.
        *([rf"[OA]*(?P<name>{PERSON})"] if is_alone else []),
    )
    return _named_by(patterns, text, reading, language)


def _in_lead(text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return who is the subject of the words that lead into a quotation."""
    who, according, letters = who_in(language), _according(language), reading.letters
    is_colon = text.rstrip().endswith(":")
    parenthesis = rf"(?P<apart>.+,){SPOKE}{who}(?:E[^NPVTQ,]*)?,[^NPVTQ]*"
    if between := re.fullmatch(parenthesis, letters):
        # "The measure, Read said, is needed “because...”".
        return "" if is_any(reading, between) else name_in(text, reading, between)
    if not (
        is_colon or text.rstrip().endswith(",") or LEADS_IN.search(text) or letters.endswith("X") or "C" in letters
    ):
        return None if not letters else ""
    patterns = (
        rf"{LEADING}{who}{ASIDE}[Mk]*{SAYS}{TO_WHOM}{TRAIL}X?",
        rf"{LEADING}{who}{ASIDE}[Mk]*{SAYS}.*,G",
        rf"{LEADING_A_VERB}R?{SPOKE}(?:M|D|k)*{who}{TRAIL}",
        rf"{according}{who},?",
        rf"k*C{SPOKE}{who},?",
        # "It must be done, Read said, “not only here”".
        *([rf"(?P<apart>.+,)k*CE*{who},"] if not is_colon else []),
        *([rf"(?P<apart>[^NPOo]*){who},W[kMERul]*{SAYS}{TO_WHOM}{TRAIL}"] if is_colon else []),
        *(
            []
            if is_colon
            else [rf"(?P<apart>.*,){who}[Mk]*{SPOKE}{SHORTLY},?", rf"(?P<apart>.*,){SPOKE}{who}{SHORTLY},?"]
        ),
        *([rf"R?[oOAU]*(?P<name>{PERSON}){NAMED_ASIDE}?"] if is_colon and not has_a_stray_word(text) else []),
    )
    if language == "pl":
        # "Po głosowaniu Nowicka powiedziała": what is no genitive needs no comma before it.
        patterns = (rf"(?P<leading>Eu(?:EM)?){who}[Mk]*{SAYS}{TO_WHOM}{TRAIL}X?", *patterns)
    found = _named_by(patterns, text, reading, language)
    if found and _quotes_a_text(text[text.index(found) + len(found) :], language):
        return ""
    if is_colon and found == "":
        found = _in_a_predicate(text, language)
        found = found or _with_a_clause(text, reading, language)
    return found


def _quotes_a_text(rest: str, language: str) -> bool:
    """Return whether words after a name bring in a text of somebody else: "angry at a remark of a builder"."""
    reading = read(rest, language)
    shown = reading.words_in(rest)
    keys = [plain(token.key) for token in reading.tokens]
    is_of_another = not (INDEFINITE | OF | {"des"}).isdisjoint(keys) or are_in(reading.tokens, shown, (), [language])
    return has_a_text(keys, [language]) and is_of_another


def _with_a_clause(text: str, reading: SentenceLetters, language: str) -> str:
    """Return according to whom something is so, before a colon: "For Read, the choice is simple"."""
    said = rf"(?:{_according(language)}|(?P<c>E)){who_in(language)},?(?P<rest>[^VTGPCQ]{{2,}})"
    found = re.fullmatch(said, reading.letters)
    first = plain(reading.tokens[0].key) if reading.tokens else ""
    if not found or not found.group("name") or (found.group("c") and first not in BEFORE_A_CLAUSE | {"for"}):
        return ""
    shown = reading.words_in(text)
    until = reading.places[found.end("name") - 1] + 1
    rest = [plain(token.key) for token in reading.tokens[until:]]
    if not (GROUPS | COLLECTIVES | FLOOR).isdisjoint(rest) or any(
        is_person(key.removesuffix("s"), language, ["the"]) for key in rest
    ):
        return ""
    if is_any(reading, found) or are_in(reading.tokens, shown, range(until), [language]):
        return ""
    return (
        ""
        if has_a_text((plain(token.key) for token in reading.tokens), [language])
        else name_in(text, reading, found) or ""
    )


def _named_by(patterns: Sequence[str], text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return whom the first pattern that fits names; None for a verb alone, whose subject was named earlier."""
    for pattern in patterns:
        match = re.fullmatch(f"(?:{pattern}){RELATIVE_IN.get(language, '')}", reading.letters)
        if match and _is_told(reading, match) and not is_any(reading, match) and not _is_elsewhere(reading, match):
            name = name_in(text, reading, match)
            if language == "pl" and _ends_in_a_subject(reading, match):
                continue
            # "It rained".
            return "" if name and set(people.fold(name).split()) <= saying.CAPITALISED_BUT_NO_NAME else name
    is_verb_alone = language in WITHOUT_PRONOUNS and re.fullmatch(rf"k*{SAYS}{TRAIL}", reading.letters)
    return None if is_verb_alone and not _is_of_nobody(text, reading, language) else ""


def _is_of_nobody(text: str, reading: SentenceLetters, language: str) -> bool:
    """Return whether a verb without a subject is impersonal ("si dice") or a plural ("dijeron")."""
    words = [word.lower() for word in reading.words_in(text)]
    said = next((word for word, token in zip(words, reading.tokens, strict=True) if token.letter in SPEAKING), "")
    return not REFLEXIVES.isdisjoint(words[:2]) or re.search(PLURALS[language], said) is not None


def _is_elsewhere(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether an office is that of a place: "the mayor of Brest" is not the mayor of the article."""
    if _kind_in(found) != "office":
        return False
    following = reading.tokens[reading.places[found.end("office") - 1] + 1 :]
    return any(token.key in OF and not token.gap.strip() for token in following[:1])


def is_any(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether somebody unnamed stands before the name: "ein Zuschauer", "a neighbour"."""
    kind = _kind_in(found)
    if not kind:
        return True
    ends = {name: reading.places[found.end(name)] for name in ("leading", "apart") if name in found.groupdict()}
    stop = reading.places[found.start(kind)]
    if belongs(reading.tokens[max(ends.values(), default=0) : stop + 1]):
        return True
    own = reading.tokens[max(ends.values(), default=0) : stop]
    if is_between_two(own):
        return True
    # "Ha detto il collega indicando Read".
    if any(GERUND.search(plain(word.key)) and word.letter == "u" for word in own):
        return True
    # "Sagte der Stadträtin Read": she was told.
    if any(is_dative(one.key, other.key) for one, other in pairwise(own)):
        return True
    before = [plain(word.key) for word in reading.tokens[:stop]]
    return not OF_SOMEBODY.isdisjoint(before) or not INDEFINITE.isdisjoint(before[max(ends.values(), default=0) :])


def _ends_in_a_subject(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether the last Polish word before the verb may be who spoke: "po południu kapelan powiedział Read"."""
    end = found.end("apart") if found.groupdict().get("apart") else 0
    if not end or reading.letters[end - 2 : end] != "uu":
        return False
    return NOMINATIVE.search(plain(reading.tokens[reading.places[end - 1]].key)) is not None


def _is_told(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether the words where a listener may be are in the dative, if there are any."""
    start, stop = found.span("told") if found.groupdict().get("told") else (0, 0)
    told = reading.tokens[reading.places[start] : reading.places[stop - 1] + 1] if stop else ()
    if not told:
        return True
    last = told[-1]
    # "Der Reporterin", "der Deutschen Presse-Agentur", but not "der Martin".
    if told[0].key == "der":
        return last.key.endswith(FEMININE) or (last.letter != "N" and is_dative("der", last.key))
    return is_dative(told[0].key, last.key) or last.key.endswith(("om", "owi", "ecie"))


def _in_a_predicate(text: str, language: str) -> str | None:
    """Return of whom words before a colon say how they speak; None for a verb without a subject."""
    reading = read(text, language)
    is_according = reading.letters.startswith("C")
    if not is_according and reading.tokens[0].key in saying.ADVERBS | saying.CAPITALISED_BUT_NO_NAME:
        # "Once Read left": in another language, its first word would be a name.
        return ""
    letters = "".join(
        letter if letter == "," else _letter_of_a_predicate(text, reading.tokens, place, letter, language)
        for letter, place in zip(reading.letters, reading.places, strict=True)
    )
    reading = reading._replace(letters=letters)
    if is_negated(text) and "a" not in letters and not is_according:
        # "Read was not at the meeting" does not say that she spoke; "is not convinced" is what she thinks.
        return ""
    says_how = "v" in letters or any(plain(token.key) in HOW_SOMEBODY_SPEAKS for token in reading.tokens)
    if not says_how and not {"C", "Y"} & set(letters):
        return ""
    who = who_in(language)
    patterns = (
        rf"{SET_OFF}{who}{ASIDE_OF_A_SUBJECT}{PREDICATE}",
        rf"{COMES_FORWARD}{who}(?:,?[EM]{PREDICATE})?",
        rf"{_according(language)}{who},?{PREDICATE}",
        rf"{who}Y{PREDICATE}",
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, letters)
        if found and not is_any(reading, found):
            return name_in(text, reading, found)
    is_without_subject = language in WITHOUT_PRONOUNS and re.fullmatch(rf"k*[VvB]{PREDICATE}", letters)
    return None if is_without_subject else ""


def _letter_of_a_predicate(text: str, tokens: Sequence[AttributionToken], at: int, letter: str, language: str) -> str:
    """Return the letter of a word; with a capital, it is a name, but for nouns in German and a first word alone."""
    token = tokens[at]
    kind = next((kind for kind, known in PREDICATES.items() if plain(token.key) in known), letter)
    if not text[token.word.start].isupper():
        return kind
    is_alone = at == 0 and "," in "".join(following.gap for following in tokens[1:2])
    return kind if (language == "de" and at) or is_alone else letter
