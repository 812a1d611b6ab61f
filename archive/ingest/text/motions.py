"""What a paragraph of minutes says about a motion: who moved it, what came of it, and who voted how.

Only what is printed is read. A result or a count that the words do not give stays unknown: a wrong tally is worse than
none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

TITLES = (
    r"[Tt]he|His Worship|Her Worship|Madam|Mister|Sir|Dame|Lord|Lady|Hon\.?|Honou?rable|Rev\.?|"
    r"(?:Vice|Deputy|Acting|Interim|Council|Board|Commission)[ -](?:Mayor|Chair(?:man|woman|person)?|President|Reeve|"
    r"Member)|Mayor(?: Pro[ -]Tem(?:pore)?)?|Reeve|Speaker|Chair(?:man|woman|person)?|President|Secretary|Treasurer|"
    r"Alder(?:man|woman|person)|Ald\.?|Coun(?:\.|cill?or|cil ?(?:member|woman|man|person))|Cllr\.?|"
    r"Commissioner|Comm\.|Trustee|Director|Member|Supervisor|Select(?:man|woman)|Delegate|Senator|Representative|"
    r"Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof\.?|Concejal[ae]?|Regidor[ae]?|Alcalde(?:sa)?|Señor[ae]?|Sr[ae]?\.|"
    r"M\.|Mme"
)
PARTICLES = r"(?:van|von|der|den|de|da|do|dos|del|della|di|la|le|el|al|bin|ter|ten)"
# Words with a capital that may follow a name, and are not part of it.
NO_NAME = (
    r"(?i:that|to|whereas|and|seconded|second|moved?|moves|motion|motions|carried|carries|be|it|resolved|resolution|on|"
    r"in|at|by|for|from|of|all|votes?|voting|ayes?|yeas?|nays?|noes|yes|no|abstain\w*|absent|final|discussion|with|"
    r"approved|passed|failed|lost|adopted|the|this|there|none|upon|roll|result|time|defeated|then|when|if|as|who|a|an|or|"
    r"but|not|present|excused|recused|therefore|now|unanimous\w*|supported|mover|seconder|moción|secundad[oa]|"
    r"apoyad[oa])"
)
WORD = (
    rf"(?!{NO_NAME}\b(?!['’.-]\w|(?<=\b[A-Z])\.))[A-ZÀ-ÖØ-ÞŁŚŠŽ][\w’'‑-]*(?:(?<=\b[A-Z])\.|(?<=\b[JS]r)\.|(?<=\bSt)\.)?"
)
NAME = rf"(?:(?:{TITLES})\s+){{0,4}}{WORD}(?:\s+(?:{PARTICLES}\s+){{0,2}}{WORD}){{0,4}}(?:, (?:Jr|Sr)\b\.?)?"
OFFICE = r"[Tt]he (?:Chair(?:man|woman|person)?|Mayor|President|Reeve)"
WHO = rf"(?:{NAME}|{OFFICE})"
WHOEVER = rf"{WHO}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){WHO}){{0,14}}"
SECONDED = r"(?i:seconded|second|2nd|supported|secundad[oa]|apoyad[oa]|appuyée?)"
BY = r"(?i:by|por|par)"
GAP = r"[\s,;:.–—|-]{0,6}(?i:and\s+|y\s+|et\s+)?(?i:(?:it |the motion )?(?:was )?)"

OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Moved by A, seconded by B", "On a motion made by A and seconded by B", "Motion by A, second by B"
        rf"\b(?i:moved|motion(?: was)?(?: made| offered)?|proposed|moción(?: presentada)?|propuest[oa]|proposée?)\s+"
        rf"(?i:by|of|por|par|de)\s*:?\s+(?P<mover>{WHO})(?:{GAP}{SECONDED}(?:\s+{BY})?\s*:?\s+(?P<seconder>{WHO}))?",
        # A colon after each: "Motion: A. Second: B", "MOVER: A, Chair SECONDER: B"
        rf"\b(?i:mover|moved|motion|moved by|motion by|m)\s*[:/]\s*(?P<mover>{WHO})(?:,\s[\w ]{{1,40}}?)?"
        rf"[\s,;/|.]{{1,6}}"
        rf"(?i:second(?:ed|er)?(?: by)?|s)\s*[:/]\s*(?P<seconder>{WHO})",
        # A number, two names, and the motion: "R2023-1 A. Sample, B. Example: That ..."
        rf"^\s*(?:(?i:resolution|motion|res\.?)\s*)?(?:[Nn]o\.?\s*)?#?(?=[\w/-]*\d)[\w/-]{{2,20}}[:.]?\s+"
        rf"(?P<mover>{WHO})\s*(?:,|/|\s-\s|\band\b)\s*(?P<seconder>{WHO})\s*:\s*(?=(?i:that|resolved|be it)\b)",
        # "A moved to approve", "A made a motion that", "A nominated B"
        rf"(?P<mover>{WHO})\.?,?\s+(?:then |also |again )?(?:(?P<sure>made (?:a|the) motion|motioned|offered a motion)|"
        rf"moved|moves|MOVED)(?:,?\s+(?:and\s+)?(?:seconded by (?P<seconder>{WHO})|(?P<other>{WHO}) seconded))?,?\s+"
        rf"(?=(?i:to|that|for|approval|adoption|the|acceptance)\b|$)",
        rf"(?P<mover>{WHO})\s+(?P<nominated>nominated)\s+(?={WHO})",
    )
)
# "(Sample/Example)" after what a board did.
PAIR = re.compile(rf"\((?:M/S/?C?:?\s*)?(?P<mover>{NAME})\s*/{{1,2}}\s*(?P<seconder>{NAME})\)")
# In a row of a table of motions: "3 | Sample/Example | That the fence be mended. | CARRIED"
ROW_PAIR = re.compile(rf"(?P<mover>{NAME})\s*/\s*(?P<seconder>{NAME})")
ROW_WORDS = 3
BOARD_DID = re.compile(
    r"\b(?:Board|Council|Commission|Committee|Trustees|Directors|Members)\s+(?:\w+ly\s+)?"
    r"(?P<did>approved|adopted|accepted|authori[sz]ed|ratified|awarded|elected|appointed|rejected|moved|voted)\b"
)
SECONDER = re.compile(
    rf"(?P<first>{WHO})\.?,?\s+(?:then |also )?(?:seconded|SECONDED|seconds)\b|"
    rf"\b{SECONDED}(?:\s+(?i:was made))?\s*(?:{BY}\b\s*:?|:)\s*(?P<second>{WHO})"
)
# "Motion to approve the minutes carried": the mover is not printed.
UNMOVED = re.compile(r"(?:^|\b(?:a|A|the|The) )(?:[Mm]otion|MOTION) (?:to|that|for|TO|THAT)\b")
# What may follow "moved" if nobody seconds. People also move to another city.
MOVED_TO = re.compile(
    r"that\b|approval|adoption|acceptance|(?:to|for|the)\s+(?:approv|adopt|accept|adjourn|table|amend|close|recess|"
    r"reconvene|refer|receive|authori[sz]e|postpone|deny|reject|ratify|award|direct|appoint|elect|convene|grant|suspend|"
    r"waive|extend|reconsider|rescind|remove|instruct|recommend|confirm|nominate|purchase|hire|resolution|ordinance|"
    r"previous question)",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|unless|until|would|will|could|should|shall|may|might|can|not|be|been|being|to|previously|"
    r"once|after|before)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
EARLIER = re.compile(r"\b(?:resumed|resumption|adjourned|pursuant to|recalled|reported) ", re.IGNORECASE)
UNREAL = re.compile(r"\b(?:if|whether|would|will|could|should|shall|may|might|not|be|to|have)\s+$", re.IGNORECASE)
BODIES = re.compile(
    r"(?i:\b(?:board|council|committee|commission|staff|department|trustees|district|city|town|party)$)"
)

RESULTS = {
    "failed": r"failed|fails|defeated|lost|rejected|denied|died|dies|negatived|not (?:carried|passed|approved|adopted|"
    r"agreed)|did not (?:carry|pass)|rechazad[oa]s?|rejetée?s?|rebutjad[oa]s?",
    "tabled": r"tabled|laid on the table|laid over|postponed|deferred",
    "withdrawn": r"withdrawn|retirad[oa]|retirée?",
    "referred": r"referred|(?:automatic )?referral|remitid[oa]|renvoyée?",
    "tied": r"tied|tie vote|a tie",
    "no_quorum": r"no quorum|lack of (?:a )?quorum|want of (?:a )?quorum",
    "carried": r"carried|carries|passed|passes|approved|adopted|agreed(?: to)?|accepted|sustained|prevailed|granted|"
    r"enacted|ratified|unanimous(?:ly)?|elected|aprobad[oa]s?|acordad[oa]s?|adoptée?s?|aprovad[oa]s?",
}
RESULT_OF = {result: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for result, words in RESULTS.items()}
WORDS = "|".join(RESULTS.values())
RESULT_WORD = re.compile(rf"\b(?:{WORDS})\b", re.IGNORECASE)
# Those that may follow words about the motion. "Failed unanimously" and "failed on a tie vote" are told before.
VERDICT = re.compile(
    rf"\b(?!unanim)(?:{'|'.join(words for result, words in RESULTS.items() if result not in {'tied', 'no_quorum'})})\b",
    re.IGNORECASE,
)
OF_A_THING = re.compile(r"\b(?:the|an?|any|its|their)\s+$", re.IGNORECASE)  # "the rejected bid"
SUBJECT = (
    r"(?:motions?|votes?|resolution|ordinance|by-?law|amendment|question|item|it|bill|nomination|moción|propuesta)"
)
# "The motion passed 5-0", "Motion to approve the minutes carried"
OF_SUBJECT = re.compile(
    rf"(?:(?:the|this|that|said|their|la|el)\s+)?(?:main |amended |original |substitute )?{SUBJECT}\b"
    rf"(?P<about>[^.;:!?\n]{{0,160}}?)[\s:,–-]{{1,4}}"
    rf"(?:(?:was|is|has|have|had|been|then|declared|duly|again|ha sido|fue)\s+)*"
    rf"(?:unanimously\s+)?(?P<word>{WORDS})\b(?!\s+(?:over|forward|out|away|down)\b)",
    re.IGNORECASE,
)
# Alone in its sentence: "CARRIED UNANIMOUSLY", "Adopted as amended", "RESULT: APPROVED"
ALONE = re.compile(
    rf"(?:[\w ]{{0,20}}(?:result|vote|disposition|action|outcome|resolution)\s*:\s*)?"
    rf"(?:motion\s+|unanimously\s+|se\s+)?"
    rf"(?P<word>{WORDS}|aprueba)\b(?P<more>\s+(?:unanimously|as\s|\[|by\s|on\s+a|with\s|por\s|à l['’]unanimité|\(?\d|"
    rf"[-–]|\(|to\s+the\b|extension)[^.;\n]{{0,120}})?\s*(?:$|[.;!,\])]|\d|\(|(?=\w+(?: \w+){{0,4}}\s*(?:\(\d+\))?:))",
    re.IGNORECASE,
)
# "..., and the motion carried": the last clause of the sentence that moves it.
CLAUSE = re.compile(
    rf"(?:[,;]|\bsecond\w*\b[^.;,]{{0,60}}?)\s+(?:and\s+|which\s+)?(?=(?:(?:(?:the|this)\s+)?{SUBJECT}\s+)?(?:was\s+|is\s+|then\s+)*(?:unanimously\s+)?"
    rf"(?:{WORDS})\b[^,;]{{0,60}}$)",
    re.IGNORECASE,
)
EVERYBODY = re.compile(
    r"(?:all|everyone)\s+(?:(?:members|voted|were|present|those|commissioners|trustees)\s+)*"
    r"(?:in favou?r|approved|in approval|aye)\b(?![^.]*\?)|"
    r"unanimous (?:approval|vote)\b|all ayes|.{0,60}\b(?:roll call|voice) vote[^.]{0,40}\ball approved|"
    r".{0,200}\b(?:se aprueba|aprobad[oa]s?|aprob[óo]|adoptée?s?|s['’]aprova|aprovad[oa]s?)\b[^.]{0,80}?\bunani\w+",
    re.IGNORECASE,
)
METHODS = {
    "roll_call": r"roll[ -]call|recorded vote|votación nominal",
    "hands": r"show of hands|(?:raised|by) hands|a mano alzada|main levée",
    "ballot": r"(?:secret|written|paper) ballots?|by ballot",
    "unanimous_consent": r"unanimous consent|without objection|there being no objection",
    "voice": r"voice vote|voice approval|viva voce|all (?:those )?in favou?r\?",
}
METHOD_OF = {method: re.compile(words, re.IGNORECASE) for method, words in METHODS.items()}
# Right after a result or "vote", or alone at the beginning. Never after a number sign or inside an identifier
# ("Resolution 23-05 was adopted"), a time, a fraction such as "a 2/3 vote", or before what it counts ("10-15 chairs").
TALLY = re.compile(
    rf"(?:(?P<told>\b(?:{WORDS}|vote|tally)\b[\s:,(\[–-]{{1,5}}"
    rf"(?:(?:a|with|on|by|the|roll[ -]call|recorded|majority|vote|of)\s+){{0,5}}\(?)|"
    rf"(?P<of_vote>\b(?:by|on)\s+(?:a\s+)?)|^moved\s{{1,5}}(?=\d{{1,3}}\s?[–—-]\s?\d{{1,3}}\W{{0,5}}$)|(?P<alone>^))"
    r"(?<![\d#-])(?!0\d|\d{1,2}\s?:\s?[0-5]\d\b|\d/\d\s+(?:vote|majority))"
    r"(?P<yes>\d{1,3})\s*(?P<sign>-|–|—|to|/|:)\s*(?!0\d)(?P<no>\d{1,3})"
    r"(?:\s*(?:-|–|—|to|/|:)\s*(?P<third>\d{1,3}))?(?![\d/-]|\s*[ap]\.?m|\s*:\d|\s*%)"
    r"(?(of_vote)(?=\s+(?:vote|margin|majority|decision)\b))"
    rf"(?(alone)(?=\W{{0,9}}(?:$|(?:roll[ -]call |voice )?vote\b|in favou?r\b|motion\b|(?:{WORDS})\b)))"
    r"(?-i:(?!\s+(?!(?:to|with|by|on|in|and|the|that|for|as|at|votes?|margin|majority|decision|roll|voice|all|no|"
    r"abst\w+|absent|opposed|against|dissenting|motion|unanimous\w*|after|when|but|because|following|ayes?|yes|"
    r"passed|carried|approved|failed|adopted)\b)[a-z]))",
    re.IGNORECASE,
)
# What comes after a result and is of something else: "passed after the amendment failed"
SOMETHING_ELSE = re.compile(
    r"[,(]|\b(?:after|before|when|because|since|as|although|though|while|despite|but|with)\b", re.I
)
# By these, more ayes than noes are not enough.
HIGHER_RULE = re.compile(r"\b(?:two[ -]thirds|three[ -](?:fourths|quarters|fifths)|super-?majority|2/3|3/4|3/5)", re.I)
COUNTED_SIDES = {
    "aye_count": r"ayes?|yeas?|yes|in favou?r|(?:votos )?a favor|pour|tá",
    "no_count": r"nays?|noes|no|against|opposed|(?:votos )?en contra|contre|níl",
    "abstention_count": r"abstentions?|abstained|abstaining|abstain|abstenci(?:ón|ones)|staon",
    "absent_count": r"absent",
}
SIDE_COUNT = {
    side: re.compile(
        rf"\b(?:{words})\b\s*[:=,–-]?\s*\(?(?P<after>\d{{1,3}})\b(?!\s*(?:ayes?|yeas?|nays?|noes|votes|abst|against))|"
        rf"(?<![\d#-])\b(?P<before>\d{{1,3}})\s+(?:votes?\s+)?(?:voted |voting )?(?:{words})\b",
        re.IGNORECASE,
    )
    for side, words in COUNTED_SIDES.items()
}
CHOICES = {
    "did_not_vote": r"not present (?:at|for) (?:the )?vote|not voting|did not vote|non[ -]voting|no vote",
    "yes": r"ayes?|yeas?|yes|for|in favou?r|a favor|pour|tá",
    "no": r"nays?|noes|no|against|oppos(?:ed|ing|ition)|en contra|contre|níl|dissent(?:ed|ing)",
    "abstain": r"abstain(?:ed|ing|s)?|abstentions?|abstenci(?:ón|ones)|staon",
    "recused": r"recus(?:ed|als?|ing|e)",
    "excused": r"excused",
    "absent": r"absent|absences?|not present|away|ausentes?",
    "present": r"present",
}
CHOICE_OF = {choice: re.compile(rf"(?:{words})", re.IGNORECASE) for choice, words in CHOICES.items()}
ROLL_WORD = re.compile(
    rf"(?<![\w-])(?:(?:voting|voted|those|members|councill?ors|trustees|commissioners)\s+)?(?P<word>{'|'.join(CHOICES.values())})"
    r"\s*(?:\((?P<count>\d{1,3})\)|[-–—]?\s*(?P<bare>\d{1,3}))?\s*(?::|\s[-–—](?=\s))\s*",
    re.IGNORECASE,
)
OPENS_ROLL = frozenset({"yes", "no"})
ITEM_FOLLOWS = re.compile(r"\s+(?:[A-Z]{1,3}|\d{1,2})\.\s+(?=[A-Z][A-Z]{2,}|[A-Z][a-z]+ )")
NOBODY = re.compile(r"\s*(?:none|nil|nobody|no one|n/?a|0|[-–—]+|ninguno|aucun)(?!\w)\s*[.,;)]?", re.IGNORECASE)
LISTED = re.compile(rf"\s*{WHOEVER}(?:,\s*(?:and\s+)?{WHOEVER}){{0,40}}")
BESIDE = re.compile(
    rf"(?P<names>{WHOEVER})\s+(?:(?:was|were|is|are)\s+)?"
    r"(?P<word>abstain(?:ed|ing|s)|opposed|opposing|dissent(?:ed|ing)|recused|"
    r"vot(?:ed|ing)\s+(?:in opposition|no|nay|against|yes|aye|in favou?r))\b"
)
SENTENCE = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[A-ZÀ-Þ\d“\"(•\[])|\s*\n\s*")
ABBREVIATED = re.compile(
    r"(?<![\w.])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Hon|Rev|Ald|Cllr|Coun|Comm|Nos?|Inc|Ltd|vs|Sec|Res|Ord|Art|Rep|Sen|Prof)\.$"
)
CONTENT = re.compile(r"[\s,;:.–—-]*(?i:that\b|to\b|for\b|whereas\b|be it\b|resolved\b|and\b|now\b|the\b)")
LONGEST_SUBJECT = 160  # characters between a motion and its result in a sentence
NEAR = 3  # sentences after the result that may say who voted how


@dataclass(frozen=True)
class PrintedMotion:
    """What a text says about one motion, at its offsets from ``start`` to ``end``. Unknown is empty.

    ``bare`` says that the motion's text stands before it. ``roll`` has printed words with the names at them.
    """

    start: int
    end: int
    mover: str = ""
    seconder: str = ""
    kind: str = ""
    bare: bool = False
    outcome: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    roll: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether the text says what came of the motion, or how anybody voted."""
        return bool(self.outcome or self.counts or self.roll)


def result_of(words: str) -> str:
    """Return the result that words such as "Motion failed 2-3" print: ``carried``, ``failed`` ...; empty if unknown."""
    told = words
    if (match := OF_SUBJECT.match(words)) and match["about"].strip():
        *_, final = RESULT_WORD.finditer(words)
        start, end = final.span() if final.end() == len(words) else _told_in(words, match, len(words))
        told = words[start:end]
    return next((result for result, pattern in RESULT_OF.items() if pattern.search(told)), "") or (
        "carried" if EVERYBODY.match(words) else ""
    )


def _told_in(text: str, match: re.Match[str], last: int) -> tuple[int, int]:
    """Return where the words stand that tell the result of a subject.

    In "The motion to have the bid rejected carried 5-0", that is the word at the count, or the last one.
    """
    start, end = match.span("word")
    if not match["about"].strip():
        return start, end
    for more in VERDICT.finditer(text, end, min(last, end + LONGEST_SUBJECT)):
        between = text[end : more.start()]
        if re.search(r"[.;:!?\n]", between):
            break
        before = text[match.start() : more.start()]
        is_apart = SOMETHING_ELSE.search(between) and (TALLY.match(text, start) or not TALLY.match(text, more.start()))
        if not is_apart and not UNREAL.search(before) and not OF_A_THING.search(before):
            start, end = more.span()
    return start, end


def method_of(words: str) -> str:
    """Return how a vote was taken, as printed: ``roll_call``, ``voice`` ...; empty if unknown."""
    return next((method for method, pattern in METHOD_OF.items() if pattern.search(words)), "")


def choice_of(word: str) -> str:
    """Return the choice that a printed word such as "NAYS" means; ``other`` if it is none of the known ones."""
    words = re.sub(r"^(?:vot(?:ed|ing)|those|members)\s+(?:in\s+)?", "", " ".join(word.split()), flags=re.IGNORECASE)
    return next((choice for choice, pattern in CHOICE_OF.items() if pattern.fullmatch(words)), "other")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a text. An initial or a title does not end one."""
    start = 0
    for match in SENTENCE.finditer(text):
        if "\n" in match[0] or not ABBREVIATED.search(text[start : match.start()]):
            yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def motions_in(text: str) -> list[PrintedMotion]:
    """Return what a text says about each motion in it, in order. They do not overlap."""
    if " | " in text:
        return list(_of_row(text))
    bounds = list(sentences(text))
    openings = list(_openings(text, bounds))
    starts = [_sentence_at(bounds, start)[0] for start, _ in openings]
    found = []
    for (_, said), begins, ends in zip(openings, starts, [*starts[1:], len(text)], strict=False):
        if begins < ends:
            found.append(_with_facts(text, bounds, begins, ends, said))
    return found


def _of_row(text: str) -> Iterator[PrintedMotion]:
    """Yield the decision of a row of a table, whose last cell is what came of it."""
    *cells, last = text.split(" | ")
    pair = next(filter(None, map(ROW_PAIR.fullmatch, cells)), None)
    words = max((len(cell.split()) for cell in cells), default=0)
    if words >= ROW_WORDS and result_of(last) and (pair or ALONE.match(last)):
        mover, seconder = (pair["mover"], pair["seconder"]) if pair else ("", "")
        yield PrintedMotion(0, len(text), _name(mover), _name(seconder), outcome=_name(last))


def facts_in(text: str) -> PrintedMotion | None:
    """Return what a text without a motion says about one before it: the seconder, the result, who voted how."""
    bounds = list(sentences(text))
    said = _with_facts(text, bounds, 0, len(text), _Opening(0))
    return said if said.is_decided or said.seconder else None


@dataclass(frozen=True)
class _Opening:
    """Where a motion is put, and by whom. ``outcome`` is what the board did, if the same words say it."""

    end: int
    mover: str = ""
    seconder: str = ""
    kind: str = ""
    outcome: str = ""


def _openings(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, _Opening]]:
    matches = sorted(
        (match for pattern in OPENINGS for match in pattern.finditer(text)), key=lambda m: (m.start(), -m.end())
    )
    reached = -1
    found = False
    for match in matches:
        before = text[_sentence_at(bounds, match.start())[0] : match.start()]
        if match.start() < reached or HYPOTHETICAL.search(before) or EARLIER.search(before):
            continue
        groups = match.groupdict()
        mover = "" if BODIES.search(match["mover"]) else match["mover"]
        needs_more = "sure" in groups and not any(groups[name] for name in ("sure", "seconder", "other"))
        rest = text[match.end() : match.end() + 600]
        if needs_more and not (MOVED_TO.match(rest) and mover) and not SECONDER.search(rest) and not PAIR.search(rest):
            continue
        if "nominated" in groups and not (SECONDER.search(rest) or _is_voted_on(rest)):
            continue
        pair = PAIR.search(text, match.end(), _sentence_at(bounds, match.start())[1]) if not mover else None
        kind = "election" if "nominated" in groups else ""
        reached, found = match.end(), True
        if pair:
            yield match.start(), _Opening(match.end(), _name(pair["mover"]), _name(pair["seconder"]))
        else:
            yield (
                match.start(),
                _Opening(match.end(), _name(mover), _name(groups.get("seconder") or groups.get("other") or ""), kind),
            )
    if not found:
        yield from _unmoved(text, bounds)


def _is_voted_on(text: str) -> bool:
    """Return whether the sentences right after a nomination say that it was voted on."""
    return any(
        EVERYBODY.match(text, start) or OF_SUBJECT.match(text, start) for start, _ in list(sentences(text))[:NEAR]
    )


def _unmoved(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, _Opening]]:
    """Yield what a board did with its mover in brackets, and motions whose mover is not printed."""
    reached = 0
    for pair in PAIR.finditer(text):
        if did := BOARD_DID.search(text, reached, pair.start()):
            outcome = did["did"] if did["did"].lower() not in {"moved", "voted"} else ""
            yield did.start(), _Opening(pair.end(), _name(pair["mover"]), _name(pair["seconder"]), "", outcome)
            reached = pair.end()
    if reached:
        return
    for start, end in bounds:
        match = UNMOVED.match(text, start, end)
        if match and (told := OF_SUBJECT.match(text, start, end)) and told["about"].split()[:1]:
            yield start, _Opening(start)


def _with_facts(
    text: str, bounds: Sequence[tuple[int, int]], begins: int, ends: int, opening: _Opening
) -> PrintedMotion:
    """Read what the sentences from a motion to the next say about it."""
    within = [(max(first, begins), min(last, ends)) for first, last in bounds if first < ends and last > begins]
    seconder, last_fact = opening.seconder, opening.end
    if not seconder and (match := SECONDER.search(text, opening.end if opening.mover else begins, ends)):
        seconder, last_fact = _name(match["first"] or match["second"]), max(last_fact, match.end())
    roll, roll_end, roll_counts = _roll(text, max(opening.end, begins) if opening.mover else begins, ends)
    outcome, told_at, word_at = _outcome(text, within, opening)
    if told_at < 0 and roll_end and (told := _outcome(text, [(roll_end, ends)], _Opening(0)))[0]:
        outcome, told_at, word_at = told
    counts = dict(roll_counts)
    near = _near(within, told_at if told_at >= 0 else last_fact)
    beside: dict[str, list[str]] = {}
    for first, last in near:
        printed = _counts(text, max(first, opening.end if opening.end < last else first), last, word_at)
        is_unanimous = first <= told_at < last and "unanim" in text[told_at:last].lower()
        if not _is_against(outcome, printed, text[begins:ends], is_unanimous=is_unanimous):
            counts = {**printed, **counts}
        last_fact = max(last_fact, last if counts else 0)
        for match in BESIDE.finditer(text, first, last):
            if not (roll and match.start() < roll_end):
                beside.setdefault(match["word"], []).extend(names_in(match["names"]))
                last_fact = max(last_fact, match.end())
    last_fact = max(last_fact, roll_end, _sentence_at(bounds, told_at)[1] if told_at >= 0 else 0)
    decided = bool(outcome or counts or roll or beside)
    return PrintedMotion(
        begins,
        min(ends, _sentence_at(bounds, max(last_fact - 1, 0))[1]) if decided and roll_end <= last_fact else ends,
        opening.mover,
        seconder,
        opening.kind or ("amendment" if re.match(r"[^.]{0,40}\bamend", text[opening.end : ends]) else ""),
        bool(opening.mover) and not opening.outcome and not opening.kind and _is_bare(text, bounds, opening.end, ends),
        outcome,
        counts,
        (*roll, *((word, tuple(names)) for word, names in beside.items())),
    )


def _outcome(text: str, within: Sequence[tuple[int, int]], opening: _Opening) -> tuple[str, int, int]:
    """Return the first words that say what came of the motion, where they begin, and where the result is told in them.

    The offsets are -1 if no words say it.
    """
    for first, last in within:
        begin = max(first, opening.end) if first < opening.end < last else first
        clause = CLAUSE.search(text[:last].rstrip(" .;"), begin)
        begin = clause.end() if clause and opening.mover else begin
        for pattern in (ALONE, OF_SUBJECT, EVERYBODY):
            match = pattern.match(text, _at_word(text, begin), last)
            if match and pattern is OF_SUBJECT:
                start, end = _told_in(text, match, last)
                before = text[begin : match.start("word")]
                if UNREAL.search(before) or OF_A_THING.search(text[begin:start]):
                    continue
                return " ".join(text[match.start() : end].split()).strip(" .,;([–-"), match.start(), start
            if match:
                told_at = match.start("word" if pattern is ALONE else 0)
                return " ".join(match[0].split()).strip(" .,;([–-"), match.start(), told_at
    if not opening.outcome and (did := BOARD_DID.search(text, opening.end, within[0][1] if within else 0)):
        on_motion = re.search(r"(?i:\bon (?:a |the )?)motion", text[within[0][0] : opening.end])
        is_told = on_motion and result_of(did["did"])
        return (did["did"], did.start(), did.start("did")) if is_told else ("", -1, -1)
    return opening.outcome, -1, -1


def _at_word(text: str, start: int) -> int:
    while start < len(text) and not text[start].isalnum():
        start += 1
    return start


def _near(within: Sequence[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """Return the sentence at an offset, the one before it, and those right after it."""
    index = next((n for n, (_, last) in enumerate(within) if last > at), len(within))
    return list(within[max(index - 1, 0) : index + NEAR])


def _counts(text: str, first: int, last: int, told_at: int) -> dict[str, int]:
    """Return the counts that a sentence prints. A bare "5-0" counts where the result is told, or alone after "vote"."""
    counts: dict[str, int] = {}
    sentence = text[first:last]
    begins = sentence.lstrip(" \t\n([:;,.–—-•*")
    tallies = [TALLY.match(begins) if re.match(r"moved|vote|tally|\d", begins, re.IGNORECASE) else None]
    if first <= told_at < last:
        tallies.extend(TALLY.finditer(text[told_at:last]))
    if match := next((tally for tally in tallies if tally and (tally["told"] or tally["sign"] != "/")), None):
        counts = {"aye_count": int(match["yes"]), "no_count": int(match["no"])}
    named = {
        side: int(match["after"] or match["before"])
        for side, pattern in SIDE_COUNT.items()
        if (match := pattern.search(sentence))
    }
    return counts or (named if "aye_count" in named else {})


def _is_against(outcome: str, counts: Mapping[str, int], text: str, *, is_unanimous: bool) -> bool:
    """Return whether counts cannot be those of a result, such as more noes than ayes for what was carried."""
    if not outcome or "no_count" not in counts:
        return False
    ayes, noes, result = counts["aye_count"], counts["no_count"], result_of(outcome)
    return (
        (result == "carried" and ayes < noes)
        or (result == "failed" and ayes > noes and not HIGHER_RULE.search(text))
        or (noes > 0 and (is_unanimous or "unanim" in outcome.lower()))
    )


def _roll(text: str, start: int, end: int) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], int, dict[str, int]]:
    """Return the names under printed words such as "AYES:" in a text, where they end, and the counts beside the words.

    It begins with ayes or noes; attendance alone is none.
    """
    marks = list(ROLL_WORD.finditer(text, start, end))
    while marks and choice_of(marks[0]["word"]) not in OPENS_ROLL:
        marks.pop(0)
    roll: list[tuple[str, tuple[str, ...]]] = []
    counts: dict[str, int] = {}
    reached = 0
    sides = {"yes": "aye_count", "no": "no_count", "abstain": "abstention_count", "absent": "absent_count"}
    for mark, after in pairwise([*marks, None]):
        if mark is None or (reached and text[reached : mark.start()].strip(" .,;|()\n\t")):
            break  # something else stands between
        stretch = text[mark.end() : after.start() if after else end]
        number = mark["count"] or mark["bare"]
        nobody, listed = NOBODY.match(stretch), LISTED.match(stretch)
        if listed and (cut := ITEM_FOLLOWS.search(listed[0] + stretch[listed.end() : listed.end() + 12])):
            stretch = stretch[: cut.start()]
            listed = LISTED.match(stretch)
        side = sides.get(choice_of(mark["word"]), "")
        if number is None and (match := re.match(r"\s*(\d{1,3})\b(?!\s*[-–/]\s*\d)", stretch)):
            number, reached = match[1], mark.end() + match.end()
        elif nobody and not (listed and listed.end() > nobody.end()):
            number, reached = number or ("0" if side in {"aye_count", "no_count"} else None), mark.end() + nobody.end()
        elif listed:
            roll.append((mark["word"], names_in(listed[0])))
            reached = mark.end() + listed.end()
        elif number is None:
            break
        else:
            reached = mark.end()
        if number and side:
            counts[side] = int(number)
    return tuple(roll), reached, counts


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a list such as "Sample, Jo Example and Kim Third"."""
    parts = re.split(r",(?!\s*(?:Jr|Sr)\b)\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*", text)
    return tuple(filter(None, map(_name, parts)))


def _name(text: str) -> str:
    name = " ".join(text.split()).strip(" ,;:")
    return name if re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")


def _sentence_at(bounds: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    return next(((first, last) for first, last in bounds if offset < last), bounds[-1] if bounds else (0, 0))


def _is_bare(text: str, bounds: Sequence[tuple[int, int]], end: int, ends: int) -> bool:
    """Return whether no words of the motion follow those that say who moved it."""
    if CONTENT.match(text, end, ends):
        return False
    sentence_end = min(_sentence_at(bounds, max(end - 1, 0))[1], ends)
    rest = text[end:sentence_end].strip(" .,;:\n")
    return not rest or bool(ALONE.match(rest) or OF_SUBJECT.match(rest))
