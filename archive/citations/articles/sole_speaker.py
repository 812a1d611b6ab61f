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
from archive.citations.articles.doubts import is_doubtful
from archive.citations.articles.sentence_words import (
    ASKED,
    BENCHES,
    ENGLISH_ADVERBS,
    ENGLISH_LETTERS,
    ENGLISH_PRONOUNS,
    FEMININE,
    GERMAN_BODY,
    HOW_SOMEBODY_SPEAKS,
    INDEFINITE,
    PLURAL_PRONOUNS,
    PREDICATES,
    RELATIVE,
    THAN,
    WITHOUT_PRONOUNS,
)
from archive.citations.articles.speech_tags import SENTENCE_END
from archive.citations.passages.words import keys
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import LEADS_IN, OF, claim_of
from archive.citations.quote_checker.claimed import VERBS_OF_SAYING, WHOSE, WordRole
from archive.citations.quote_checker.languages import LEXICONS, OF_SOMEBODY, plain
from archive.citations.quote_checker.negations import is_negated
from archive.citations.quote_checker.subject import AttributionToken, letter_of, tokens_of

SOMEBODY = frozenset({WordRole.NAME, WordRole.OFFICE, WordRole.ADDRESS})
TITLE = frozenset({WordRole.OFFICE, WordRole.ADDRESS, WordRole.ARTICLE})
AFTER_A_NAME = SOMEBODY | {WordRole.SUFFIX, WordRole.DATE}
# Somebody may sum up or stress what is in one: "summarized the letter".
DOCUMENTS = people.listed(
    "email e mail letter press news release memo report information testimony record comments comment remarks"
)
# "Hat gesagt", "ha detto".
MOST_VERBS = 2
TO_SOMEBODY = people.listed("a al alla allo ao aos as to aan do dla")

# The same words must never be read in two ways by turns: a sentence could keep a process busy for hours. What is taken
# for good has a second plus.
PERSON = r"N++O?+S?+"
BRACKETED = r"(?:k+)?"
# What the person is, before the name.
ENGLISH_TITLE = r"(?:R?(?:[ulLoO]{0,3}[oOA])?)"
GERMAN_TITLE = r"(?:R?u?[oOAU]*)"
OTHER_TITLE = r"(?:R?[uolLOAU]{0,4}(?:(?<=[uolO])Eu)?)"
FAR_TITLE = r"[Rk]?[ulLoOUM]++(?<=[{head}])(?:{of}[uolLONU]++)*+,R?[oOA]*"
PHRASE = r"(?:,?[ED][^VBTPXWxZ]*+)"
SHORTLY = r"(?:[MDk]|ED)*"
APPOSITION = r"(?:,(?:W.*|[RulLoOUAENDQ][^VBTPXWxZ]*))"
TRAIL = rf"[Mk]*+(?:{PHRASE}(?:(?<=,)W.*)?|,(?:W.*|[RulLoOUANQ][^VBTPXWxZ]*+)?)?"
ASIDE_OF_A_SUBJECT = r"(?:,(?:W[^N]*|[RulLoOUAEND][^VBTPXxQZ,]*),)?"
ASIDE = r"(?:,[RulLoOUAEND][^VBTPXxQZ,]*,)?"
ASIDE_NAME = r"(?:,R?(?P<name>N+O?S?),)"
# "Sagte", "hat gesagt"; many participles of French are also verbs.
SPOKE = r"(?:V|Bk*M*[IV])"
SAYS = rf"(?:T|{SPOKE})"
TO_WHOM = r"(?:(?<=T)R?[^VBTPXWxZ,]+|(?<=V)R?l)?"
# "A Read le dijo": without a comma, she was told.
ASIDE_OF_WHO_ASKED = "i[RulLDEQoOAN]+"
LEADING = rf"(?P<leading>(?:M*E[RulLDEQ]*,|{ASIDE_OF_WHO_ASKED},|a+,|(?:D+|M+|J|[kxM]+),?)?)"
# "So sagte Sample".
LEADING_A_VERB = r"(?P<apart>(?:(?:i?E[RulLDEQN]*|D+|M+|J),?|C(?=V))?[kxM]*)"
ACCORDING = r"(?P<apart>(?:(?:E[RulLDEQ]*|D+|M+|J|[BkPVI]+),?)?k*C)"
# What is said of a person, perhaps of a text.
OF_A_PERSON = r"f?(?:[bBva{things}MDERJkxX{verbs},]|Q(?=[{things}-])|[lL](?=[lL]*[{things}-]))*"
PREDICATE = f"(?=.*[bvafV])(?!.*b[Mk]*[VIT]){OF_A_PERSON.format(things='nt', verbs='VI')}"
PREDICATE_BEFORE_A_COLON = f"(?=.*[bvaf]){OF_A_PERSON.format(things='', verbs='')}"
# Without a comma, "after Read left" and "once Read left" are no sentences about Read.
SET_OFF = r"(?P<leading>(?:(?:i?E[RulLDEQ]*|D+|M+|J|[kxM]+|a+),{alone})?)"
PLAIN_THING = "(?:[Rb]n(?=ba)|bRn(?=a))?"
# Who was told may stand after the name without a preposition.
DATIVES = {"de": "(?P<told>R[NOUu]++(?=$|E|,))?", "pl": "(?P<told>u(?=$|E|,))?"}
COMES_FORWARD = rf"{LEADING}(?:[vkM]|RE?v)+"


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
    if any(map(is_doubtful, sentences)):
        return ""
    if not sentences:
        return None
    for language in [*sorted(languages or LEXICONS), "en"]:
        lead, tag = _read(before, language), _read(after, language)
        if lead.letters and tag.letters:
            if re.fullmatch(LEADING, lead.letters):
                lead = SentenceLetters((), "", ())
            elif re.fullmatch(f"{PHRASE}?", tag.letters):
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
    if len(sentences) != 1 or keys(said) != keys(sentences[0]) or is_doubtful(said) or "?" in before + after:
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
    # "Underscored a report by Read".
    is_role |= any(
        word.key in saying.BY and word.role != WordRole.NAME and words[at].role not in VERBS_OF_SAYING
        for at, word in enumerate(words[1:name])
    )
    is_role |= _has_a_stray_word(said)
    is_owned = re.search(r"['’]s?(?:\s|$)", said) is not None
    # "Sagte Stadträtin Read der Bürgermeister", "A Read le dijo", "według przeciwnika Read".
    is_role |= any(word.role == WordRole.ARTICLE for word in words[name + 1 :]) or words[0].key in TO_SOMEBODY
    is_role |= any(
        plain(one.key) in {"wedlug", "zdaniem", "opinii", "ocenie"} and other.role == WordRole.PREPOSITION
        for one, other in pairwise(words)
    )
    is_role |= any(_is_dative(one.key, other.key) for one, other in pairwise(words))
    others = INDEFINITE | PLURAL_PRONOUNS | ENGLISH_PRONOUNS | THAN
    verbs = [word for word in words if word.role in {WordRole.VERB, WordRole.TELLING_VERB}]
    return not is_role and not is_owned and others.isdisjoint(word.key for word in words) and len(verbs) <= MOST_VERBS


def _has_a_stray_word(said: str) -> bool:
    """Return whether a name alone has more beside it than titles: "Not Read", "Vote Read", "Ex Read", "Read Not"."""
    claim = claim_of(said)
    name = next((at for at, word in enumerate(claim.words) if word.role == WordRole.NAME), 0)
    before = claim.words[:name]
    if any(word.role in {*VERBS_OF_SAYING, WordRole.ACCORDING} for word in claim.words):
        return False
    is_unfinished = bool(before) and before[-1].key in saying.QUALIFIERS | {"ex"}
    is_followed = any(
        word.is_capital and not word.gap.strip(" .") and word.role not in AFTER_A_NAME
        for word in claim.words[name + 1 :]
    )
    return is_unfinished or is_followed or any(word.role not in TITLE for word in before)


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
    if key in ASKED and not at:
        return "i"
    if not at and language == "en" and letter_of(key, LEXICONS, is_capital=False, is_first=True) in set("Ccs"):
        # "Selon Read, le maire a dit": in English, its first word would be a given name.
        return "C" if key in ENGLISH_LETTERS["C"] else "Z"
    if letter == "V" and at and plain(tokens[at - 1].key) in INDEFINITE:
        # "In una nota".
        letter = "u"
    if letter == "l" and key in DOCUMENTS:
        letter = "u"
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
    # "Die Vorsitzende des Schulausschusses, Read".
    head, of = {"en": ("oO", "ER*+"), "de": ("oOU", "(?:ER*+|R)")}.get(language, ("uoO", "ER*+"))
    far = FAR_TITLE.format(head=head, of=of)
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


def _according(language: str) -> str:
    # Polish has no preposition here: what is read as one is a noun that governs the name, as in "zdaniem krytyka Read".
    return ACCORDING if language == "pl" else f"{ACCORDING}E*"


def _in_tag(text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return who is the subject of the words after a quotation; None for a pronoun or a verb alone."""
    who, according = _who(language), _according(language)
    dative, is_alone = DATIVES.get(language, ""), not _has_a_stray_word(text)
    patterns = (
        rf"[Mkx]*R?{SPOKE}(?:{SHORTLY}|[Mk]*+,?[ED][^VBTPXWxZ]*,{SHORTLY}){who}{dative}{TRAIL}",
        rf"k*Bk*M*{who}{SHORTLY}[IV]{TRAIL}",
        rf"R?[ulQ]*o{ASIDE_NAME}[Mk]*{SAYS}{TO_WHOM}{TRAIL}",
        rf"M*{who}{ASIDE}[Mk]*{SAYS}{TO_WHOM}{TRAIL}",
        rf"{according}{who}{TRAIL}",
        rf"{who}Y{TRAIL}",
        *([rf"R?[oOAU]*(?P<name>{PERSON}){TRAIL}"] if is_alone and text.lstrip()[:1] in set("—–-(") else []),
        # “We will not,” Read.
        *([rf"[OA]*(?P<name>{PERSON})"] if is_alone else []),
    )
    return _named_by(patterns, text, reading, language)


def _in_lead(text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return who is the subject of the words that lead into a quotation."""
    who, according, letters = _who(language), _according(language), reading.letters
    is_colon = text.rstrip().endswith(":")
    if not (
        is_colon or text.rstrip().endswith(",") or LEADS_IN.search(text) or letters.endswith("X") or "C" in letters
    ):
        return None if not letters else ""
    patterns = (
        rf"{LEADING}{who}{ASIDE}[Mk]*{SAYS}{TO_WHOM}{TRAIL}X?",
        rf"{LEADING}{who}{ASIDE}[Mk]*{SAYS}.*,G",
        rf"{LEADING_A_VERB}R?{SPOKE}(?:M|D|k)*{who}{TRAIL}",
        rf"{according}{who},?",
        *([rf"R?[oOAU]*(?P<name>{PERSON}){APPOSITION}?"] if is_colon and not _has_a_stray_word(text) else []),
    )
    if language == "pl":
        # "Po głosowaniu Nowicka powiedziała": what is no genitive needs no comma before it.
        patterns = (rf"(?P<leading>Eu){who}[Mk]*{SAYS}{TO_WHOM}{TRAIL}X?", *patterns)
    found = _named_by(patterns, text, reading, language)
    return _in_a_predicate(text, language, is_colon=True) if is_colon and found == "" else found


def _named_by(patterns: Sequence[str], text: str, reading: SentenceLetters, language: str) -> str | None:
    """Return whom the first pattern that fits names; None for a verb alone, whose subject was named earlier."""
    for pattern in patterns:
        match = re.fullmatch(pattern, reading.letters)
        if match and _is_told(reading, match) and not _is_any(reading, match):
            return _name(text, reading, match)
    is_verb_alone = language in WITHOUT_PRONOUNS and re.fullmatch(rf"k*{SAYS}{TRAIL}", reading.letters)
    return None if is_verb_alone else ""


def _belongs(words: Sequence[AttributionToken]) -> bool:
    """Return whether the name at the end is another's: "der Sprecher der Bürgermeisterin Read"."""
    pairs = list(pairwise(words))
    near = next((at for at in range(len(words) - 1, 0, -1) if "," in words[at].gap), 0)
    is_of = (
        word.key in OF and word.letter != "N" and BENCHES.isdisjoint(other.key for other in words[at + 1 : at + 3])
        for at, word in enumerate(words[:-1])
    )
    if any(list(is_of)[near:]):
        return True
    return any(
        one.letter in "uUoONl"
        and other.letter == "R"
        and not other.gap.strip(" ’'")
        and not GERMAN_BODY.search(words[at + 2].key)
        for at, (one, other) in enumerate(pairs[:-1])
    )


def _is_any(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether somebody unnamed stands before the name: "ein Zuschauer", "a neighbour"."""
    kind = _kind_in(found)
    if not kind:
        return True
    ends = {name: reading.places[found.end(name)] for name in ("leading", "apart") if name in found.groupdict()}
    stop = reading.places[found.start(kind)]
    if _belongs(reading.tokens[max(ends.values(), default=0) : stop + 1]):
        return True
    own = reading.tokens[max(ends.values(), default=0) : stop]
    # "Sagte der Stadträtin Read": she was told.
    if any(_is_dative(one.key, other.key) for one, other in pairwise(own)):
        return True
    before = [plain(word.key) for word in reading.tokens[:stop]]
    return not OF_SOMEBODY.isdisjoint(before) or not INDEFINITE.isdisjoint(before[max(ends.values(), default=0) :])


def _is_told(reading: SentenceLetters, found: re.Match[str]) -> bool:
    """Return whether the words where a listener may be are in the dative, if there are any."""
    start, stop = found.span("told") if found.groupdict().get("told") else (0, 0)
    told = reading.tokens[reading.places[start] : reading.places[stop - 1] + 1] if stop else ()
    if not told:
        return True
    last = told[-1]
    # "Der Reporterin", "der Deutschen Presse-Agentur", but not "der Martin".
    if told[0].key == "der":
        return last.key.endswith(FEMININE) or (last.letter != "N" and _is_dative("der", last.key))
    return _is_dative(told[0].key, last.key) or last.key.endswith(("om", "owi", "ecie"))


def _is_dative(article: str, following: str) -> bool:
    """Return whether a German article says who was told: "dem Rat", "den Eltern", "der Stadträtin"."""
    return article in {"dem", "den"} or (article == "der" and following.endswith("in"))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True) if text[start:end].strip()]


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
    if is_doubtful(piece, is_beside=False):
        return ""
    for sides in (("", piece), (piece, "")):
        own = speaker_in(*sides, languages)
        if own != "":
            return own if own is None or _is_alone(own, piece) else ""
    found = (_in_a_predicate(piece, language) for language in [*sorted(languages or LEXICONS), "en"])
    return next((name for name in found if name != ""), "")


def _is_alone(name: str, sentence: str) -> bool:
    """Return whether a sentence has no other person, whom a pronoun after it could mean: "Read answered the mayor"."""
    words = claim_of(sentence).words
    start = sentence.index(name)
    own = next(at for at, word in enumerate(words) if word.end > start)
    while own and words[own - 1].role in WHOSE and not set(words[own].gap) & set(",;:()"):
        own -= 1
    others = [word for at, word in enumerate(words) if not (own <= at and word.start < start + len(name))]
    return all(word.role not in SOMEBODY for word in others)


def _in_a_predicate(text: str, language: str, *, is_colon: bool = False) -> str | None:
    """Return of whom a sentence says something, if it brings in nobody else; None for a pronoun or no subject."""
    reading = _read(text, language)
    is_according = reading.letters.startswith("C")
    is_no_name = reading.tokens[0].key in saying.ADVERBS | saying.CAPITALISED_BUT_NO_NAME
    if is_colon and is_no_name and not is_according:
        # "Once Read left": in another language, its first word would be a name.
        return ""
    letters = "".join(
        letter if letter == "," else _letter_of_a_predicate(text, reading.tokens, place, letter, language)
        for letter, place in zip(reading.letters, reading.places, strict=True)
    )
    reading = reading._replace(letters=letters)
    if is_negated(text) and not {"a", "f"} & set(letters):
        # "Read was not at the meeting" does not say that she spoke; "is not convinced" is what she thinks.
        return ""
    says_how = "v" in letters or any(plain(token.key) in HOW_SOMEBODY_SPEAKS for token in reading.tokens)
    if is_colon and not says_how and not {"C", "Y"} & set(letters):
        return ""
    who, predicate = _who(language), PREDICATE_BEFORE_A_COLON if is_colon else PREDICATE
    leading = SET_OFF.format(alone="" if is_colon else "|M")
    patterns = (
        rf"{leading}{who}{ASIDE_OF_A_SUBJECT}{predicate}",
        rf"{COMES_FORWARD}{who}(?:,?[EM]{predicate})?",
        # "Pour Read, la question est simple": a thing may be what is said to be so.
        *(
            [rf"{_according(language)}{who},?{PLAIN_THING}{predicate}", rf"{who}Y{PLAIN_THING}{predicate}"]
            if is_colon
            else []
        ),
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, letters)
        if found and not _is_any(reading, found):
            return _name(text, reading, found)
    is_without_subject = language in WITHOUT_PRONOUNS and re.fullmatch(rf"k*[VvB]{predicate}", letters)
    return None if is_without_subject else ""


def _letter_of_a_predicate(text: str, tokens: Sequence[AttributionToken], at: int, letter: str, language: str) -> str:
    """Return the letter of a word; with a capital, it is a name, but for nouns in German and a first word alone."""
    token = tokens[at]
    kind = next((kind for kind, known in PREDICATES.items() if plain(token.key) in known), letter)
    if not text[token.word.start].isupper():
        return kind
    is_alone = at == 0 and "," in "".join(following.gap for following in tokens[1:2])
    return kind if (language == "de" and at) or is_alone else letter
