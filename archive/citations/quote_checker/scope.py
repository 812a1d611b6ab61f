"""Which words of a sentence govern a passage that was cut out of it.

A negation or a condition beside the passage changes its meaning only if it reaches into it. "We will not | share it"
and "We share it | only if they ask" do. A clause that stands by itself is not reached: "They did not come, but | we
stayed", "We closed it | because it was not safe". In doubt, a word governs.
"""

import re

from archive.citations.passages.words import words
from archive.people import listed

# These say nothing against what stands beside them.
EMPTY = re.compile(
    r"\bno (?:doubt|question|denying|disagreement|dispute|wonder|secret)\b"
    r"|\bnot (?:only|just|merely|simply|to mention|least)\b|\bwhy not\b"
    r"|\bif (?:you (?:will|like)|i (?:may|might|recall|remember|understand)|(?:i|we) (?:can|could) (?:just )?"
    r"(?:put|use|call|say|ask|add)|anything"
    r"|any\b|ever\b|you (?:recall|remember|know|look|want to know)|need be|i'?m not mistaken|you don'?t mind)"
    r"|\bprovided\b(?!,? (?:that|he|she|it|we|they|you|there)\b)|\bno(?:,|-\w+)|\bnot-\w+"
    r"|\bcan(?:['’]?t|not) (?:stress|emphasi[sz]e|overstate|say|thank \w+) (?:\w+ )?enough\b",
    re.IGNORECASE,
)
# Behind a passage only: "whether or not | we should share it" doubts what follows.
EMPTY_BEHIND = re.compile(r"\b(?:whether or|or|if) not\b", re.IGNORECASE)
# "I ask if", "even if": no condition of the words before it. They may be the condition of the words after it.
NO_CONDITION = re.compile(
    r"\b(?:ask\w*|see|know|knew|wonder\w*|sure|check|clarify|say|determine|question|tell|decide|unclear|even|as|what)"
    r"\W+if\b",
    re.IGNORECASE,
)
STRONG = re.compile(r"[;:—–]|--|\n")
COORDINATED = r"and|but|so|yet|y|pero"
BREAK = re.compile(
    r"[;:—–]|--|\n|(?P<joined>,?\s*\b(?:and|but|so|yet|or|y|pero|o)\b)|(?P<comma>,)"
    r"|\b(?:because|since|when|where|while|that|which|who|whom|whose|though|although|whereas|porque|cuando|que)\b",
    re.IGNORECASE,
)
NEW_CLAUSE = re.compile(rf",\s+(?:{COORDINATED})\b", re.IGNORECASE)
# A quotation that begins so begins a clause, if a comma is before it, or a subject behind it.
BEGINS_A_CLAUSE = re.compile(rf"\W*(?:{COORDINATED})\b", re.IGNORECASE)
SUBJECT = r"(?:i|you|he|she|it|we|they|there|yo|nosotros|ellos|ella)(?:['’]\w+)?"
BEGINS_WITH_A_SUBJECT = re.compile(rf"\W*(?:(?:{COORDINATED})\s+)?{SUBJECT}\b", re.IGNORECASE)
STANDS_BESIDE = re.compile(r"\W*(?:which|who|whose|whereas|although|(?:even )?though)\b", re.IGNORECASE)
# Clauses and phrases that end at the comma before the main clause.
LEADING = re.compile(
    r"\W*(?:(?:and|but|so|well|um|uh|now)\W+)*(?:(?:even )?though|although|because|since|when|while|as|after|before"
    r"|whether|whatever|however|once|where|if|in|with|for|at|on|by|from|despite|given|due|aunque|cuando|como|si)\b",
    re.IGNORECASE,
)
# What these deny or doubt is the clause that follows, with all that is joined to it.
EMBEDDING = listed(
    """
    think thinks thought believe believes believed say says said saying claim claims mean means know knows knew sure
    true case suggest suggests agree agrees want wants expect hope feel feels see understand convinced that
    creo cree creemos digo dice que
    """
)
CONDITIONS = frozenset({"if", "unless", "until", "si"})
MAY_BE_SUBJECTS = listed("no none nothing nobody neither nadie nada ninguno ninguna")
OTHERS = listed("else more other others longer")
ADVERBS = listed("also then maybe perhaps even still always tonight today quite")


def governing_before(start: str, passage: str) -> str:
    """Return the part of the beginning of a sentence whose words reach into the passage that follows it."""
    start = EMPTY.sub(_blank, start)
    reach = NEW_CLAUSE.split(STRONG.split(start)[-1])[-1]
    ends_at_a_comma = reach.rstrip().endswith(",")
    is_joined = bool(BEGINS_A_CLAUSE.match(passage))
    if is_joined and ends_at_a_comma:
        return ""
    has_subject = bool(BEGINS_WITH_A_SUBJECT.match(passage))
    if is_joined and has_subject and not _keys(reach) & EMBEDDING:
        return ""
    if STANDS_BESIDE.match(passage):
        return ""
    if has_subject and ends_at_a_comma and (leading := LEADING.match(reach)):
        # Of the clause before the comma, only a condition reaches over it.
        is_condition = _keys(leading[0]) & CONDITIONS
        return leading[0] + re.sub(r"\w+(?:['’]\w+)?", "_", reach[leading.end() :]) if is_condition else ""
    return reach


def governing_after(rest: str) -> str:
    """Return the words of the end of a sentence that reach back into the passage before it."""
    rest = NO_CONDITION.sub(_blank, EMPTY_BEHIND.sub(_blank, EMPTY.sub(_blank, rest)))
    breaks = list(BREAK.finditer(rest))
    reach = [rest[: breaks[0].start()] if breaks else rest]
    for at, found in enumerate(breaks):
        if not (found["joined"] or found["comma"]):
            break
        stop = breaks[at + 1].start() if at + 1 < len(breaks) else len(rest)
        reach.append(_head(rest[found.end() : stop], opens_a_clause=bool(found["joined"]) and "," in rest[stop:]))
    return " ".join(reach)


def _head(segment: str, *, opens_a_clause: bool) -> str:
    """Return the first word of a segment, with adverbs before it: "but not", "and certainly never".

    It is empty if it begins another clause: "but he won't", "and nothing was done", "and if they ask, we tell them".
    """
    found = words(segment)
    size = next((at for at, word in enumerate(found) if not (word.key in ADVERBS or word.key.endswith("ly"))), None)
    if size is None or (opens_a_clause and found[size].key in CONDITIONS) or found[size].key.endswith("nt"):
        return ""
    is_subject = found[size].key in MAY_BE_SUBJECTS and not {word.key for word in found[size + 1 :][:1]} & OTHERS
    return "" if is_subject and len(found) > size + 1 else segment[: found[size].end]


def _keys(text: str) -> set[str]:
    return {word.key for word in words(text)}


def _blank(found: re.Match[str]) -> str:
    return " _ " * len(words(found[0]))
