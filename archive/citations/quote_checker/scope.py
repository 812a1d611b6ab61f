"""Which words of a sentence govern a passage that was cut out of it.

A negation or a condition beside the passage changes its meaning only if it reaches into it. "We will not | share it"
and "We share it | only if they ask" do. A clause that stands by itself is not reached: "They did not come, but | we
stayed", "We closed it | because it was not safe". In doubt, a word governs.
"""

import re

from archive.citations.passages.words import Word, words
from archive.language.people import listed

# A word further away belongs to another thought in a long sentence.
FARTHEST = 8
# Stands for the passage behind the beginning of its sentence: no idiom ends at a cut.
CUT = "|"
# An idiom of a condition ends its clause: "if anything, we share", but not "if anything is left".
CLAUSE_END = r"(?=\s*(?:[,.;:)?!…—–]|--|\Z))"
PROVIDE = r"(?:have|has|had|was|were|is|are|be|been|being|ve|i|you|he|she|we|they|who|which|also)"
# These say nothing against what stands beside them.
EMPTY = re.compile(
    r"\bno (?:doubt|denying|wonder)\b|\b(?:there(?: is|['’]s| was)|i have|ha(?:s|ve) been) no (?:question|dispute)\b"
    r"|\bno (?:question|disagreement|dispute|secret)(?=,? (?:that|about it)\b|,)"
    r"|\bnot (?:only|just|merely|simply|least)\b|(?<=, )not to mention\b|(?<!\bis )\bwhy not\b"
    r"|\bif (?:anything|any|ever|i (?:may|might|recall)|i (?:can|could|may|might) (?:just )?(?:say|say so|add|ask)"
    r"|i (?:recall|remember|understand)(?: (?:it|this|that|you|him|her|them))? (?:correctly|rightly|right|well)"
    r"|(?:i|we|you) (?:can|could|may|might) (?:even |just )?(?:call (?:it|that|them) (?:that|so)"
    rf"|put it (?:so|that way|this way|like that|bluntly|simply))|you (?:recall|will(?=,)))(?:{CLAUSE_END})"
    r"|\bif i['’]?m not mistaken\b|\bif you look (?:at|back)\b(?![^,|]*\b(?:and|or|then)\b)"
    rf"|\b{PROVIDE}(?: \w+ly)? provided\b(?!,? (?:that|he|she|it|we|they|you|there)\b)|\bprovided(?=\s*(?:[.;:!?]|\Z))"
    r"|\bprovided (?:by|for|to|in|with|through|us|him|her|them|me)\b"
    r"|(?:(?<![\w'’] )|(?<=\b(?:oh|um|uh|so)\s)|(?<=\b(?:and|but|say)\s)|(?<=\b(?:well|said)\s))\bno(?=,)"
    r"|\bno-(?!one\b)\w+|\bnot-\w+"
    r"|\bcan(?:['’]?t|not) (?:stress|emphasi[sz]e|overstate|say|thank \w+) (?:\w+ )?enough\b",
    re.IGNORECASE,
)
# In front of a passage only. Behind another word of its clause, it is a verb: "the staff provided forecasts". Behind a
# passage the same may be its condition: "we will vote for it provided the board agrees".
EMPTY_IN_FRONT = re.compile(r"(?<=[\w'’] )provided\b(?!,| (?:that|i|he|she|it|we|they|you|there)\b)", re.IGNORECASE)
# Behind a passage only: "most of it, if not all".
EMPTY_BEHIND = re.compile(
    r"\bwhether or not\b|\bif not (?=(?:all|more|most|many|always|the|an?|every\w*|entirely|hundreds|thousands)\b)",
    re.IGNORECASE,
)
# "I ask if", "even if": no condition of the words before it. They may be the condition of the words after it.
NO_CONDITION = re.compile(
    r"(?:(?:^\W*|\bto )(?:ask\w*|see|know|knew|wonder\w*|check|clarify|say|determine|question|tell|decide)"
    r"|\b(?:sure|unclear|even|as|what)) if\b",
    re.IGNORECASE,
)
STRONG = re.compile(r"[;:—–]|--|\n")
# "We will not — I repeat — raise it".
ASIDE = re.compile(r"\s*(?:—|–|--)\s*(?:[\w'’]+,?\s+){0,4}[\w'’]+\s*(?:—|–|--)(?=[^;:\n—–]*$)")
COORDINATED = r"and|but|so|yet|y|pero"
BREAK = re.compile(
    r"(?P<mark>,?\s*\b(?:and|but|so|yet|or|y|pero|o)\b|[;:—–]|--|\n)|(?P<comma>,)"
    r"|\b(?:because|since|when|where|while|that|which|who|whom|whose|though|although|whereas|porque|cuando|que)\b",
    re.IGNORECASE,
)
# "And that he lied" goes on with what was denied.
NEW_CLAUSE = re.compile(rf",\s+(?:{COORDINATED})\b(?![\s{CUT}]+(?:that|que)\b)", re.IGNORECASE)
BEGINS_A_CLAUSE = re.compile(rf"\W*(?:{COORDINATED})\b", re.IGNORECASE)
SUBJECT = r"(?:i|you|he|she|it|we|they|there|yo|nosotros|ellos|ella)(?:['’]\w+)?"
BEGINS_WITH_A_SUBJECT = re.compile(rf"\W*(?:(?:{COORDINATED})\s+)?{SUBJECT}\b", re.IGNORECASE)
STANDS_BESIDE = re.compile(r"\W*(?:which|who|whose|whereas|although|(?:even )?though)\b", re.IGNORECASE)
# Clauses and phrases that end at the comma before the main clause.
LEADING = re.compile(
    r"\W*(?:(?:and|but|so|well|um|uh|now)\W+)*(?:(?:even )?though|although|because|since|when|while|as|after|before"
    r"|whether|whatever|however|once|where|if|unless|until|(?P<preposition>in|with|for|at|on|by|from)|despite|given|due"
    r"|aunque|cuando|como|si)\b",
    re.IGNORECASE,
)
# "In no event, they": the phrase denies the main clause.
DENYING = listed("no not none nothing ningun ninguna ninguno nada")
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
WORDS_FOR_OTHERS = listed("else more other others longer")
ADVERBS = listed("also then maybe perhaps even still always tonight today quite")
# "Which is not true", "— that was never the case", "but none of it is true": said of all that was said before.
UNTRUE = re.compile(
    r"(?:\b(?:which|that|this|those|these|lo cual|lo que|eso|esto)\b['’\w\s,]{0,60}?"
    r"|(?:[,;:—–]|--|\b(?:and|but|yet|though|pero|y)\b)\s*(?:it\b|they\b)?(?:['’]?\w+\s+){0,3}?)"
    r"(?P<denial>\b(?:not|never|no|nunca|hardly|(?:is|was|are|were|ca|could|would|do|does|did)n['’]?t)\b(?:\s+\w+){0,3}?"
    r"|\b(?:none|nothing|nada)\s+(?:of|de)\s+\w+(?:\s+\w+){0,4}?)"
    rf"\s+(?:(?:true|right|correct|accurate|the case|verdad|cierto)\b(?={CLAUSE_END}|\s+(?:of|about|at all|any\w*"
    rf"|either|and|but|because|in|for)\b)|so{CLAUSE_END})",
    re.IGNORECASE,
)


def governing_before(start: str, passage: str) -> str:
    """Return the part of the beginning of a sentence whose words reach into the passage that follows it."""
    start = EMPTY_IN_FRONT.sub(_blank, EMPTY.sub(_blank, f"{start}{CUT}")).removesuffix(CUT)
    has_subject = bool(BEGINS_WITH_A_SUBJECT.match(passage))
    clause = _last_clause(start, has_subject=has_subject)
    leading = LEADING.match(clause)
    is_condition = bool(leading and _keys(leading[0]) & CONDITIONS)
    ends_at_a_comma = clause.rstrip().endswith(",")
    if leading and is_condition and ends_at_a_comma and has_subject:
        # Of the clause before the comma, only a condition reaches over it.
        return leading[0] + re.sub(r"\w+(?:['’]\w+)?", "_", clause[leading.end() :])
    reach = clause
    if not (is_condition and ends_at_a_comma):
        reach = clause[_new_clause(clause, passage, has_subject=has_subject) :]
    is_apart = bool(BEGINS_A_CLAUSE.match(passage)) and has_subject
    if (is_apart or STANDS_BESIDE.match(passage)) and not _keys(reach) & EMBEDDING:
        return ""
    if has_subject and ends_at_a_comma and (leading := LEADING.match(reach)) and not _denies(reach, leading):
        return ""
    return reach


def _last_clause(start: str, *, has_subject: bool) -> str:
    """Return what follows the last strong mark.

    A colon or a dash at the very end ends nothing if the words before it say, think or limit what follows: "I never
    said this: | we should fire him", nor before words without a subject: "This we will not do: | raise it".
    """
    joined = ASIDE.sub(" ", start)
    if not has_subject or _keys(STRONG.split(joined)[-1]) & EMBEDDING:
        start = joined
    marks = list(STRONG.finditer(start))
    if not marks:
        return start
    ends_there = not words(start[marks[-1].end() :]) and marks[-1][0] not in {";", "\n"}
    if ends_there:
        before = start[marks[-2].end() if len(marks) > 1 else 0 : marks[-1].start()]
        leading = LEADING.match(before)
        is_condition = bool(leading and _keys(leading[0]) & CONDITIONS)
        if is_condition or _keys(before) & EMBEDDING or not has_subject:
            return before + " "
    return start[marks[-1].end() :]


def _new_clause(clause: str, passage: str, *, has_subject: bool) -> int:
    """Return where the last clause begins that a comma and a conjunction join to what was denied.

    Without a subject, it is no other clause: "We won't raise it, and | cut schools".
    """
    openings = (match for match in NEW_CLAUSE.finditer(f"{clause}{CUT}{passage}") if match.end() <= len(clause))
    others = (match.end() for match in openings if has_subject or words(clause[match.end() :]))
    return max(others, default=0)


def _denies(reach: str, leading: re.Match[str]) -> bool:
    """Return whether the words before a comma reach over it: "in no event", "as I said, I don't think, friends"."""
    following = words(reach[leading.end() :])[:1]
    is_denial = bool(leading["preposition"]) and any(word.key in DENYING for word in following)
    return is_denial or (reach.count(",") > 1 and bool(_keys(reach) & EMBEDDING))


def governing_after(rest: str) -> str:
    """Return the words of the end of a sentence that reach back into the passage before it."""
    untrue = " ".join(match["denial"] for match in UNTRUE.finditer(rest))
    rest = NO_CONDITION.sub(_blank, EMPTY_BEHIND.sub(_blank, EMPTY.sub(_blank, rest)))
    breaks = list(BREAK.finditer(rest))
    reach = [untrue, rest[: breaks[0].start()] if breaks else rest]
    near = [word.end for word in words(rest)[:FARTHEST]]
    is_beside = False
    for at, match in enumerate(breaks):
        stop = breaks[at + 1].start() if at + 1 < len(breaks) else len(rest)
        if not (match["mark"] or match["comma"]):
            # What follows belongs to another clause, up to the next mark.
            is_beside = True
        elif not is_beside or match.end() <= near[-1]:
            reach.append(_head(rest[match.end() : stop], opens_a_clause=bool(match["mark"]) and "," in rest[stop:]))
    return " ".join(reach)


def _head(segment: str, *, opens_a_clause: bool) -> str:
    """Return the first word of a segment, with adverbs before it: "but not", "and certainly never".

    It is empty if it begins another clause: "but he won't", "and nothing was done", "and if they ask, we tell them".
    """
    said = words(segment)
    size = next((at for at, word in enumerate(said) if not _is_an_adverb(word)), None)
    if size is None or (opens_a_clause and said[size].key in CONDITIONS) or said[size].key.endswith("nt"):
        return ""
    is_subject = (
        said[size].key in MAY_BE_SUBJECTS and not {word.key for word in said[size + 1 :][:1]} & WORDS_FOR_OTHERS
    )
    return "" if is_subject and len(said) > size + 1 else segment[: said[size].end]


def _is_an_adverb(word: Word) -> bool:
    return word.key in ADVERBS or (word.key.endswith("ly") and word.key != "only")


def _keys(text: str) -> set[str]:
    return {word.key for word in words(text)}


def _blank(match: re.Match[str]) -> str:
    return " _ " * len(words(match[0]))
