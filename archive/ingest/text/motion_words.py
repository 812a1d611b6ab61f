"""The words in which minutes print a motion: who moved it, what came of it, how it was counted, who voted how."""

import re
from functools import cache

from archive.text.abbreviations import ABBREVIATIONS, LEGISLATORS

TITLES = (
    r"[Tt]he|His Worship|Her Worship|Madam|Mister|Sir|Dame|Lord|Lady|Hon\.?|Honou?rable|Rev\.?|"
    r"(?:Vice|Deputy|Acting|Interim|Council|Board|Commission)[ -](?:Mayor|Chair(?:man|woman|person)?|President|Reeve|"
    r"Member)|Mayor(?: Pro[ -]Tem(?:pore)?)?|Reeve|Speaker|Chair(?:man|woman|person)?|President|Secretary|Treasurer|"
    r"Alder(?:man|woman|person)|Ald\.?|Coun(?:\.|cill?or|cil ?(?:member|woman|man|person))|Cllr\.?|"
    r"Commissioner|Comm\.|Trustee|Director|Member|Supervisor|Select(?:man|woman)|Delegate|Senator|Representative|"
    r"Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof\.?|Concejal[ae]?|Regidor[ae]?|Alcalde(?:sa)?|Señor[ae]?|Sr[ae]?\.|"
    r"M\.|Mme|[Cc]onseill(?:er|ère)(?: municipale?)?"
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
    rf"(?!{NO_NAME}\b(?!['’.-]\w|(?<=\b[A-Z])\.))[A-ZÀ-ÖØ-ÞŁŚŠŽ][\w’'‑-]{{0,40}}"
    r"(?:(?<=\b[A-Z])\.|(?<=\b[JS]r)\.|(?<=\bSt)\.)?"
)
# A name never goes on in the next line, but after a title: two names that only a line break parts would be one.
_SPACES = r"[^\S\n]+"
NAME = (
    rf"(?:(?:{TITLES})(?:{_SPACES}|[^\S\n]*\n[^\S\n]*)){{0,4}}{WORD}(?:{_SPACES}(?:{PARTICLES}{_SPACES}){{0,2}}{WORD}){{0,4}}"
    r"(?:, (?:Jr|Sr)\b\.?)?"
)
WHO = NAME
WHOEVER = rf"{WHO}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){WHO}){{0,14}}"
SECONDED = r"(?i:seconded|second|2nd|supported|secundad[oa]|apoyad[oa]|appuyée?)"
BY = r"(?i:by|(?:por|par)(?: (?:la|le|el))?)"
GAP = r"[\s,;:.–—|-]{0,6}(?i:and\s+|y\s+|et\s+)?(?i:(?:it |the motion )?(?:was )?)"

OPENINGS = (
    # "Moved by A, seconded by B", "On a motion made by A and seconded by B", "Motion by A, second by B"
    rf"\b(?i:moved|motion(?: was)?(?: made| offered)?|proposed|moción(?: presentada)?|propuest[oa]|proposée?)\s+"
    rf"(?i:by|of|(?:por|par|de)(?: (?:la|le|el))?)\s*:?\s+(?P<mover>{WHO})"
    rf"(?:{GAP}{SECONDED}(?:\s+{BY})?\s*:?\s+(?P<seconder>{WHO}))?",
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
    # "A motion to amend was made by A and seconded by B"
    rf"\b[Mm]otion\b[^.;\n]{{1,200}}?\b(?:made|offered|moved)\s+by\s+(?P<mover>{WHO})"
    rf"(?:{GAP}{SECONDED}\s+{BY}\s+(?P<seconder>{WHO}))?",
    # Such as "A, seconded by B, moved to approve", and "Moved A, seconded B: That", and "Motion (A/B) to approve".
    rf"(?P<mover>{WHO}),\s+seconded by (?P<seconder>{WHO}),?\s+moved\b",
    rf"\b[Mm]oved:?\s+(?P<mover>{WHO})[,.]?\s+[Ss]econded:?\s+(?P<seconder>{WHO})(?=\s*[:.,]|\s+(?:that|to)\b)",
    rf"\b[Mm]otion\s+\((?P<mover>{WHO})\s*/\s*(?P<seconder>{WHO})\)",
    # "A so moved", "A offered the following resolution and moved its adoption", "A propone aprobar"
    rf"(?P<mover>{WHO})\s+(?:so moved|offered the following \w+(?:,? and moved its adoption)?|propone|propuso)\b"
    rf"(?:[^.;\n]{{0,200}}?,\s+{SECONDED}\s+{BY}\s+(?P<seconder>{WHO}))?",
    rf"(?P<mover>{WHO})\s+(?P<nominated>nominated)\s+(?={WHO})",
)


# Each opening has one of these. Finding none takes far less time than trying every name of a long text.
OPENED = re.compile(
    r"mo(?:v|tion|ción)|prop[ou]|offered|nominated|\bm\s*[:/]|:\s*(?:that|resolved|be it)\b", re.IGNORECASE
)


@cache
def openings() -> tuple[re.Pattern[str], ...]:
    """Return the patterns that open a motion: long, so captions need not wait for them."""
    return tuple(map(re.compile, OPENINGS))


# "(Sample/Example)" after what a board did.
PAIR = re.compile(rf"\((?:M/S/?C?:?\s*)?(?P<mover>{NAME})\s*/{{1,2}}\s*(?P<seconder>{NAME})\)")
# In a row of a table of motions: "3 | Sample/Example | That the fence be mended. | CARRIED"
ROW_PAIR = re.compile(rf"(?P<mover>{NAME})\s*/\s*(?P<seconder>{NAME})")
BOARD_DID = re.compile(
    r"\b(?:Board|Council|Commission|Committee|Trustees|Directors|Members)\s+(?:\w+ly\s+)?"
    r"(?P<did>approved|adopted|accepted|authori[sz]ed|ratified|awarded|elected|appointed|rejected|moved|voted)\b"
)
SECONDER = re.compile(
    rf"(?P<first>{WHO})\.?,?\s+(?:then |also )?(?:seconded|SECONDED|seconds)\b|"
    rf"\b{SECONDED}(?:\s+(?i:was made))?\s*(?:{BY}\b\s*:?|:)\s*(?P<second>{WHO})"
)
# "Motion to approve the minutes carried": the mover is not printed.
UNNAMED = re.compile(r"\b[Ii]t was (?:\w+ly )?moved(?:,| and) seconded\b")
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
    r"enacted|ratified|so voted|unanimous(?:ly)?|elected|aprobad[oa]s?|acordad[oa]s?|adoptée?s?|aprovad[oa]s?",
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
    rf"(?:motion\s+|unanimously\s+|se\s+|queda\s+)?"
    rf"(?P<word>{WORDS}|aprueba)\b(?P<more>\s+(?:unanimously|as\s|\[|by\s|on\s+a|with\s|por\s|con\s|"
    r"à l['’]unanimité|\(?\d|[-–]|\(|to\s+the\b|extension)[^.;\n]{0,120})?"
    r"\s*(?:$|[.;!,\])]|\d|\(|:\s*(?=ayes|yeas|yes|\d|all\b|unanim)|(?=\w+(?: \w+){0,4}\s*(?:\(\d+\))?:))",
    re.IGNORECASE,
)
# "..., adopted by the county in 2014" tells of something else; "adopted by roll call" does not.
_NOT_BY_ANOTHER = (
    r"(?!\s+(?:by|at|in)\s+(?!(?:an?|all|the following|acclamation|ballot|consensus|consent|division|hands|majority|"
    r"recorded|roll|show|silent|standing|unanim\w*|viva|voice|votes?|two-thirds|three-\w+|those (?:present|voting)|"
    r"members (?:present|voting)|\d{1,3}(?!\d)|(?:the )?(?:board|council|commission|committee) \d{1,3}(?!\d)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:votes?|to|ayes|yeas))\b))"
)
# "..., and the motion carried": the last clause of the sentence that moves it.
CLAUSE = re.compile(
    rf"(?:(?:[,;]|\bsecond\w*\b[^.;,]{{0,60}}?)\s+(?:and\s+|which\s+)?|\s+and\s+(?=(?:the|this)\s+{SUBJECT}\s))"
    rf"(?=(?:(?:(?:the|this)\s+)?(?P<subject>{SUBJECT})\s+)?(?:was\s+|is\s+|then\s+)*(?:unanimously\s+)?"
    rf"(?:{WORDS})\b{_NOT_BY_ANOTHER}[^,;]{{0,60}}(?:, with [^;]{{0,80}})?$)",
    re.IGNORECASE,
)
# Why a motion is put: "WHEREAS the policy was amended, adopted last year".
RECITAL = re.compile(r"\W*(?:and\s+)?(?:whereas|attendu|considérant|considerando)\b", re.I)
# What it would do. Only a last clause that is of nothing but a result is one.
RESOLVED = re.compile(r"\W*(?:and\s+)?(?:(?:now,?\s+)?therefore|be it|resolved)\b", re.I)
ALL_OF_RESULT = re.compile(
    r"(?:(?:was|is|then)\s+)*(?:(?:unanimously\s+)?(?:carried|passed|defeated|lost)\W*$|"
    rf"(?:{WORDS})\b.*(?:unanimously|(?<!\d)\d{{1,3}}\s?(?:[–-]|to)\s?\d{{1,3}})\W*$)",
    re.I,
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
    rf"(?:(?P<told>\b(?:{WORDS}|voted?|tally)\b[\s:,(\[–-]{{1,5}}"
    rf"(?:(?:a|with|on|by|the|roll[ -]call|recorded|majority|vote|of|for|lack)\s+){{0,5}}\(?)|"
    rf"(?P<of_vote>\b(?:by|on)\s+(?:a\s+)?)|(?P<ending>,\s+)|^moved\s{{1,5}}(?=\d{{1,3}}\s?[–—-]\s?\d{{1,3}}\W{{0,5}}$)|(?P<alone>^))"
    r"(?<![\d#-])(?!0\d|\d{1,2}\s?:\s?[0-5]\d\b|\d/\d\s+(?:vote|majority))"
    r"(?P<yes>\d{1,3})\s*(?P<sign>-|–|—|to|/|:)\s*(?!0\d)(?P<no>\d{1,3})"
    r"(?:\s*(?:-|–|—|to|/|:)\s*(?P<third>\d{1,3}))?(?![\d/-]|\s*[ap]\.?m|\s*:\d|\s*%)"
    r"(?(of_vote)(?=\s+(?:vote|margin|majority|decision)\b))"
    r"(?(ending)(?=\W{0,3}$))"
    rf"(?(alone)(?=\W{{0,9}}(?:$|(?:roll[ -]call |voice )?vote\b|in favou?r\b|motion\b|(?:{WORDS})\b)))"
    r"(?-i:(?!\s+(?!(?:to|with|by|on|in|and|the|that|for|as|at|votes?|margin|majority|decision|roll|voice|all|no|"
    r"abst\w+|absent|opposed|against|dissenting|motion|unanimous\w*|after|when|but|because|following|ayes?|yes|"
    r"passed|carried|approved|failed|adopted)\b)[a-z]))",
    re.IGNORECASE,
)
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = "|".join(NUMBERS)
# Only beside what it counts.
NUMBER_WORD = re.compile(
    rf"\b(?:{_NUMBER})(?=\s+(?:to|in favou?r|opposed|against|ayes?|yeas?|yes|nays?|noes|no|vot\w+|abst\w+|absent)\b)|"
    rf"(?<=\bto )(?:{_NUMBER})\b",
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
# These numbers are of no vote of the board: of a survey, or of more than a board has members.
OF_NO_VOTE = re.compile(
    r"\b(?:surveys?|polls?|petitions?|encuestas?)(?:\s+(?:results?|responses?|answers))?\s*:|\brespondents\b|"
    rf"\b(?:{'|'.join(COUNTED_SIDES.values())}|for)\b\s*[:=,–-]?\s*\(?\d(?:\d{{3}}|,\d{{3}})",
    re.IGNORECASE,
)
# Whoever answers such a question does not vote on a motion.
ASKS_WHO = re.compile(r"\b(?:who|which of (?:you|us)|qui[eé]n(?:es)?)\b[^.?\n]{0,80}\?", re.IGNORECASE)
CHOICES = {
    "did_not_vote": r"not present (?:at|for) (?:the )?vote|not voting|did not vote|non[ -]voting|no vote",
    "yes": r"ayes?|yeas?|yes|sí|for|in favou?r|a favor|pour|tá",
    "no": r"nays?|noes|no|against|oppos(?:ed|ing|ition)|en contra|contre|níl|dissent(?:ed|ing)",
    "abstain": r"abstain(?:ed|ing|s)?|abstentions?|abstenci(?:ón|ones)|staon",
    "recused": r"recus(?:ed|als?|ing|e)",
    "excused": r"excused(?: absences?)?|excusée?s|excusad[oa]s",
    "absent": r"absent(?:s|es|ees)?|absences?|not present|away|ausentes?",
    "present": r"present(?:es)?|présente?s?|here|in attendance|attendance|attending|asist(?:entes|encia)|assistents",
}
CHOICE_OF = {choice: re.compile(rf"(?:{words})", re.IGNORECASE) for choice, words in CHOICES.items()}
ROLL_WORD = re.compile(
    rf"(?<![\w-])(?:(?:voting|voted|those|members|councill?ors|trustees|commissioners)\s+){{0,2}}(?P<word>{'|'.join(CHOICES.values())})"
    r"\s*(?:\((?P<count>\d{1,3})\)|[-–—]?\s*(?P<bare>\d{1,3}))?\s*(?::|\s[-–—](?=\s))\s*",
    re.IGNORECASE,
)
OPENS_ROLL = frozenset({"yes", "no"})
# "Sample-yes, Example-no", "Sample, aye; Example, nay". In "Sample, no: Example" the word is of the next name.
PAIRED = re.compile(
    rf"(?<!\w)(?P<name>{NAME})\s?[,–—:-]\s?(?P<word>(?i:aye|yea|yes|no|nay|abstain(?:ed)?|absent|recused))\b"
    r"(?!\s*(?:[:–—-]|\(\d|\w))"
)
BETWEEN_PAIRS = re.compile(r"[\s,;.]*(?:and\s+)?")
BEFORE_PAIRS = re.compile(r"(?:^|[.:!?]|\n)\s*$")
# What may stand before a roll in its sentence: "The motion carried by the following vote: AYES: ...". After others,
# such as "last year's roll was AYES: ...", it may be of something else.
BEFORE_ROLL = re.compile(
    rf"(?:(?:{WORDS}|{SUBJECT}|the|an?|this|that|on|upon|by|with|in|as|and|was|were|is|are|roll|call(?:ed)?|"
    r"vot(?:e|es|ed|ing)|taken|recorded|final|result(?:s|ed|ing)?|follow(?:s|ing)|count(?:ed)?|tally|voice|hands?|"
    r"show|of|members?|council|board|commission|committee|trustees|unanimously|upon|being|had|to|wit|\d{1,3})\b[^\w“”\"«»]*)*",
    re.IGNORECASE,
)
# "Sample - yes - Example - no": whose the word is, cannot be told.
OF_ANOTHER = re.compile(rf"(?<!\w)(?!(?i:roll|call)\b){NAME}\s*[,:–—-]\s*$")
ITEM_FOLLOWS = re.compile(r"\s+(?:[A-Z]{1,3}|\d{1,2})\.\s+(?=[A-Z][A-Z]{2,}|[A-Z][a-z]+ )")
NOBODY = re.compile(
    r"\s*(?:none|nil|nobody|no one|(?-i:n/?a|N/?A)|0|[-–—]+|ningun[oa]|nadie|aucune?)(?!\w)\s*[.,;)]?", re.IGNORECASE
)
# What is said of a name of a list: "(by phone)", "(Ward 3)". A word of another choice makes the list unclear.
_REMARK = (
    r"\((?![^()]*\b(?i:no|not|nay|yes|aye|abs\w+|excus\w+|recus\w+|oppos\w+|against)\b)"
    r"(?=[^()]*[^\W\d_])[^()\n,;&]{1,40}\)"
)
REMARK = re.compile(rf"\s*{_REMARK}")
_LISTED_NAME = rf"{NAME}(?:[^\S\n]*{_REMARK})?"
LISTED = re.compile(rf"\s*{_LISTED_NAME}(?:\s*(?:[,;&]\s*(?:and\s+)?|\band\s+){_LISTED_NAME}){{0,100}}")
# After the last list of a roll: its result, or the like.
GOES_OVER = re.compile(
    rf"[\s,;–—(-]*(?:and\s+)?(?:(?:the|this)\s+)?(?:{SUBJECT}|{WORDS}|with)\b",
    re.IGNORECASE,
)
# A part of a list that is only an office, or what follows a name, is nobody by itself.
TITLE_ALONE = re.compile(
    rf"(?:(?i:{TITLES}|Vice|Deputy|Acting|Council|Board|Clerk|Jr\.?|I{{1,3}}|IV|Ph\.?D\.?|M\.?D\.?|Esq\.?)"
    r"(?:\s+|$)){1,6}"
)
# Words that stand in results, headings and lists of everybody, and in no name.
NO_PERSON = re.compile(
    rf"\b(?:{WORDS}|motions?|votes?|voting|resolution|ordinance|by-?law|amendment|question|items?|moved|seconded|"
    r"old business|business|hearings?|public|comments?|reports?|agenda|minutes|adjourn\w*|meetings?|committee|"
    r"department|commission|district|city|town|county|schools?|contracts?|discussion|communications?|announcements?|"
    r"session|items?|respectfully|submitted|page|rezoning|inc|llc|board(?! (?:member|chair|president))|"
    r"council(?![ -]?(?:member|man|woman|person))|unanimous\w*|everyone|everybody|others|members?(?= present)|"
    r"(?<!\S)all)\b",
    re.IGNORECASE,
)
BESIDE = re.compile(
    rf"(?P<names>{WHOEVER})\s+(?:(?:was|were|is|are)\s+)?"
    r"(?P<word>abstain(?:ed|ing|s)|opposed|opposing|dissent(?:ed|ing)|recused|"
    r"vot(?:ed|ing)\s+(?:in opposition|no|nay|against|yes|aye|in favou?r))\b"
)
SENTENCE = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[A-ZÀ-Þ\d“\"(•\[])|\s*\n\s*")
ABBREVIATED = re.compile(
    rf"(?<![\w.])(?:[A-Z]|{ABBREVIATIONS}|{LEGISLATORS}|Prof|Ald|Cllr|Coun|Comm|Nos?|Inc|Ltd|Sec|Res|Ord|Art)\.$"
)
CONTENT = re.compile(r"[\s,;:.–—-]*(?i:that\b|to\b|for\b|whereas\b|be it\b|resolved\b|and\b|now\b|the\b)")
