"""Finds the speaker of a quotation in the words next to it: after it, before it, on the next or previous line.

The grammar of the quote checker reads these words.
"""

import re

from archive.article_files.paragraphs import BLOCK_QUOTE
from archive.citations.passages.words import words
from archive.citations.quote_checker.claim import LEADS_IN, attribution, claim_of
from archive.citations.quote_checker.claimed import WHOSE, WordRole
from archive.citations.quote_checker.marks import DOUBLE, stretches
from archive.citations.quote_checker.negations import is_negated
from archive.citations.quote_checker.subject import is_prose

# The longest sentence about a quotation.
FARTHEST = 300
MOST_WORDS = 24
LONGEST_SIGNATURE = 120
SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|Jr|Sr|sr|dr|mw|dr))(?<!\b(?:Mrs|Rep|Sen|Gov|Hon|Rev|Sra|sra|Dra|dra|Mme|Sig|sig|dhr))"
    r"(?<!\b(?:Supt|Coun|Cllr|Prof|prof|mevr|dott|Dott))[.!?](?=\s|$)"
)
# "Said Driver, who has been on the board since 2014": no day on which it was said.
ABOUT_SOMEBODY = re.compile(r"(?<=\w), (?:who|whose|qui|dont|die|der|quien|que|che|który|która)\s(?=[^:]*$)")
# "(ANSA) - ROMA, 14 GEN -", "Soria, 14 ene (EFE).-".
AGENCY = re.compile(r"^\W*(?:[A-ZÀ-Þ][\w ,]{0,40} )?\([A-Z]{2,9}\)\W*[-–—]\s*(?:[A-ZÀ-Þ0-9 ,/]+ [-–—]\s*)?")
ANY_DOUBLE = re.compile(f"[{re.escape(DOUBLE)}]")
SAID = frozenset({WordRole.VERB, WordRole.TELLING_VERB, WordRole.ACCORDING})
BESIDE_A_NAME = frozenset({WordRole.ADVERB, WordRole.CONJUNCTION, WordRole.DATE})
CLOSED = frozenset(")]—–;")


def said_after(text: str, *, goes_on: bool = False) -> str:
    """Return the longest attribution at the beginning of the text, up to the end of its sentence.

    ``goes_on`` says that another quotation follows the text. A name with a colon is then the speaker of that one.
    """
    text = text[:FARTHEST]
    if end := SENTENCE_END.search(text):
        text, goes_on = text[: end.start()], False
    if goes_on and text.rstrip().endswith(":"):
        return ""
    ends = [word.end for word in words(text)][:MOST_WORDS]
    reach = next((end for end in reversed(ends) if attribution(text[:end], is_after=True)), 0)
    if not reach or is_prose(text[:reach], text[reach:]):
        return ""
    # A name before other words may be the beginning of something else: "Read's spokesman", "Read, citing Potts".
    goes_on_as_prose = bool(words(text[reach:])) and text[reach:].lstrip()[:1] not in CLOSED
    return in_a_line(text if goes_on_as_prose and not _has_a_verb(text[:reach]) else text[:reach])


def said_before(text: str) -> str:
    """Return the longest attribution at the end of the text, from the beginning of its sentence."""
    text = last_sentence(text)
    firsts = [word.start for word in words(text)][-MOST_WORDS:]
    first = next((first for first in firsts if attribution(text[first:])), None)
    if first is None:
        return _subject(text)
    before, said = text[:first], text[first:]
    *_, other, clause = ["", *re.split("[,;:]", before)]
    if not clause.strip() and claim_of(other).names_one_person and not _has_a_verb(other):
        # "Kim Sample, rzeczniczka burmistrz Robin Read, powiedziała": one of the two is what the other is.
        return in_a_line(other + clause + said)
    whole = claim_of(clause + said)
    # "No one disputes that Read said": what stands before "that" is another clause, but not in "the false claim that".
    lead = claim_of(clause)
    is_denial = lead.is_of_another and not is_negated(clause.casefold())
    is_apart = _has_a_verb(said) and any(word.role == WordRole.THAT for word in lead.words[-1:]) and not is_denial
    if not is_apart and (whole.is_disclaimed or whole.names_only_others):
        return in_a_line(clause + said)
    # "Bates, who replaced Read:" does not say that Read speaks.
    is_beside_others = not _has_a_verb(said) and any(word.role not in BESIDE_A_NAME for word in lead.words)
    return "" if is_beside_others else in_a_line(said)


def _has_a_verb(said: str) -> bool:
    return any(word.role in SAID for word in claim_of(said).words)


def said_on_the_line_before(line: str) -> str:
    """Return the attribution in a whole line that introduces a quotation: "Driver told the board:"."""
    return said_before(line) if line.rstrip().endswith((":", ",")) else ""


def said_on_the_line_after(line: str, quotation: str) -> str:
    """Return the attribution in a line below a quotation: a signature, or the rest of the quotation's sentence."""
    if ANY_DOUBLE.search(line[:FARTHEST]):
        return ""
    if signature := signature_in(line):
        return signature
    end = SENTENCE_END.search(line[:FARTHEST])
    sentence = line[: end.start()] if end else line
    is_unfinished = quotation.rstrip("”\"’'»« ").endswith((",", "?", "!", "—", "-"))
    is_lead = sentence.rstrip().endswith((":", ","))
    if is_unfinished and not is_lead and len(sentence) <= FARTHEST and attribution(sentence, is_after=True):
        return in_a_line(sentence)
    return ""


def signature_in(line: str) -> str:
    """Return the name if a whole line is one, after a dash or in brackets, or with a title or a given name."""
    line = line.removeprefix(BLOCK_QUOTE).strip()
    if len(line) > LONGEST_SIGNATURE or line.endswith((":", "?", "!")):
        return ""
    claim = attribution(line.rstrip("."), is_after=True)
    if claim is None:
        return ""
    is_signed = line.startswith(("—", "–", "―", "-", "("))
    has_verb = any(word.role in {WordRole.VERB, WordRole.TELLING_VERB} for word in claim.words)
    return in_a_line(line) if is_signed or (claim.names_one_person and not has_verb) else ""


def between(text: str) -> bool:
    """Return whether the whole text is an attribution, such as stands between two parts of a sentence."""
    return attribution(text, is_after=True) is not None and not SENTENCE_END.search(text.rstrip()[:-1])


def last_sentence(text: str) -> str:
    """Return the end of the text, from the end of the last sentence or quotation."""
    text = AGENCY.sub("", text[-FARTHEST:])
    starts = [match.end() for match in SENTENCE_END.finditer(text.rstrip()[:-1])]
    return ANY_DOUBLE.split(text[starts[-1] :] if starts else text)[-1]


def first_sentence(text: str) -> str:
    """Return the beginning of the text, up to the end of a sentence or the next quotation."""
    text = ANY_DOUBLE.split(text[:FARTHEST])[0]
    end = SENTENCE_END.search(text)
    return text[: end.start()] if end else text


def names_in(said: str) -> list[str]:
    """Return the family names in an attribution."""
    return [run[-1].key for run in claim_of(said).name_runs]


def in_a_line(text: str) -> str:
    """Return an attribution without the marks around it, and without what it says about somebody named."""
    text = ABOUT_SOMEBODY.split(text)[0]
    return " ".join(text.split()).strip(" ,:()[]")


def without_quotations(text: str) -> str:
    """Return the text with a mark in place of each quotation."""
    kept, at = [], 0
    for stretch in stretches(text):
        kept.append(text[at : stretch.start])
        at = stretch.end
    return " ; ".join([*kept, text[at:]])


def _subject(sentence: str) -> str:
    """Return the name at the start of a sentence that introduces words: "Driver was blunt:", "Driver agreed, adding:".

    Return an empty text if the sentence also names others, or if the name belongs to a thing: "the Driver report".
    """
    claim = claim_of(sentence)
    # "La consigliera è chiara": a letter without a capital is no part of a name.
    ends = (
        at for at, word in enumerate(claim.words) if word.role not in WHOSE or (word.is_initial and not word.is_capital)
    )
    size = next(ends, 0)
    is_thing = size and claim.words[size - 1].role == WordRole.PLACE
    if not size or is_thing or claim.is_of_another or not LEADS_IN.search(sentence):
        return ""
    who = sentence[: claim.words[size - 1].end]
    has_verb = any(word.role in {WordRole.VERB, WordRole.TELLING_VERB, WordRole.PARTICIPLE} for word in claim.words)
    is_somebody = claim_of(who).names_one_person or has_verb
    return in_a_line(who) if is_somebody and names_in(who) == names_in(sentence) else ""
