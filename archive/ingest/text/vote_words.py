"""Words in which minutes print votes in English and Spanish: names and titles, sides of a vote, what came of it."""

import re
from dataclasses import dataclass, field

from archive.language.abbreviations import ABBREVIATIONS, LEGISLATORS

TITLES = (
    r"[Tt]he|His Worship|Her Worship|Madam|Mister|Sir|Dame|Lord|Lady|Hon\.?|Honou?rable|Rev\.?|"
    r"(?:Vice|Deputy|Acting|Interim|Council|Board|Commission)[ -](?:Mayor|Chair(?:man|woman|person)?|President|Reeve|"
    r"Member)|Mayor(?: Pro[ -]Tem(?:pore)?)?|Reeve|Speaker|Chair(?:man|woman|person)?|President|Secretary|Treasurer|"
    r"Alder(?:man|woman|person)|Ald\.?|Coun(?:\.|cill?or|cil ?(?:member|woman|man|person))|Cllr\.?|"
    r"Commissioner|Comm\.|Trustee|Director|Member|Supervisor|Select(?:man|woman)|Delegate|Senator|Representative|"
    r"Messrs\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof\.?|Concejal[ae]?|Regidor[ae]?|Alcalde(?:sa)?|Señor[ae]?|Sr[ae]?\.|"
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
WORD_OF_NAME = (
    rf"(?!{NO_NAME}\b(?!['’.-]\w|(?<=\b[A-Z])\.))[A-ZÀ-ÖØ-ÞŁŚŠŽ][\w’'‑-]{{0,40}}"
    r"(?:(?<=\b[A-Z])\.|(?<=\b[JS]r)\.|(?<=\bSt)\.)?"
)
# A name never goes on in the next line, but after a title: two names that only a line break parts would be one.
_SPACES = r"[^\S\n]+"
NAME = (
    rf"(?:(?:{TITLES})(?:{_SPACES}|[^\S\n]*\n[^\S\n]*)){{0,4}}{WORD_OF_NAME}(?:{_SPACES}(?:{PARTICLES}{_SPACES}){{0,2}}{WORD_OF_NAME}){{0,4}}"
    r"(?:, (?:Jr|Sr)\b\.?)?"
)
WHO = NAME
WHOEVER = rf"{WHO}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){WHO}){{0,14}}"
RESULTS = {
    "failed": r"failed|fails|defeated|lost|rejected|denied|died|dies|negatived|not (?:carried|passed|approved|adopted|"
    r"agreed)|did not (?:carry|pass)|rechazad[oa]s?|rejetée?s?|rebutjad[oa]s?",
    "tabled": r"tabled|laid on the table|laid over|postponed|deferred",
    "withdrawn": r"withdrawn|retirad[oa]|retirée?",
    "referred": r"referred|(?:automatic )?referral|remitid[oa]|renvoyée?",
    "tied": r"tied|tie vote|a tie",
    "no_quorum": r"no quorum|lack of (?:a )?quorum|want of (?:a )?quorum",
    "carried": r"carried|carries|passed|passes|approved|adopted|agreed(?: to)?|accepted|sustained|prevailed|granted|"
    r"enacted|ratified|so voted|unanimous(?:ly)?|elected|aprobad[oa]s?|se aprueba|unanimidad|acordad[oa]s?|"
    r"adoptée?s?|aprovad[oa]s?",
}
RESULT_OF = {result: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for result, words in RESULTS.items()}
VOTE_RESULT = "|".join(RESULTS.values())
METHODS = {
    "roll_call": r"roll[ -]call|recorded vote|votación nominal",
    "hands": r"show of hands|(?:raised|by) hands|a mano alzada|main levée",
    "ballot": r"(?:secret|written|paper) ballots?|by ballot",
    "unanimous_consent": r"unanimous consent|without objection|there being no objection",
    "voice": r"voice vote|voice approval|viva voce|all (?:those )?in favou?r\?",
}
METHOD_OF = {method: re.compile(words, re.IGNORECASE) for method, words in METHODS.items()}
CHOICES = {
    "did_not_vote": r"not present (?:at|for) (?:the )?vote|not voting|did not vote|non[ -]voting|no vote",
    "yes": r"ayes?|yeas?|yes|sí|for|(?:in )?favou?r|a favor|afirmativos?|pour|tá",
    "no": r"nays?|noes|no|against|(?:in )?oppos(?:ed|ing|ition)|en contra|negativos?|contre|níl|dissent(?:ed|ing)",
    "abstain": r"abstain(?:ed|ing|s)?|abstentions?|abstenci(?:ón|ones)|se abst(?:iene|uvo)|staon",
    "recused": r"recus(?:ed|als?|ing|e)",
    "excused": r"excused(?: absences?)?|excusée?s|excusad[oa]s",
    "absent": r"absent(?:s|es|ees)?|absences?|not present|away|ausentes?",
    "present": r"present(?:es)?|présente?s?|here|in attendance|attendance|attending|asist(?:entes|encia)|assistents",
}
CHOICE_OF = {choice: re.compile(rf"(?:{words})", re.IGNORECASE) for choice, words in CHOICES.items()}
BEFORE_WORD = re.compile(
    r"^(?:(?:the|those|members?|council ?members|councill?ors|commissioners|trustees|directors|supervisors|"
    r"vot(?:ed|ing|es?|os))\s+)+(?!vote\b|voting\b)",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\s*(?:none|nil|nobody|no one|(?-i:n/?a|N/?A)|0|[-–—]+|ningun[oa]|nadie|aucune?)(?!\w)\s*[.,;)]?", re.IGNORECASE
)
# What is said of a name of a list: "(by phone)", "(Ward 3)". A word of another choice makes the list unclear.
_REMARK = (
    r"\((?![^()]*\b(?i:no|not|nay|yes|aye|abs\w+|excus\w+|recus\w+|oppos\w+|against)\b)"
    r"(?=[^()]*[^\W\d_])[^()\n,;&]{1,40}\)"
)
REMARK = re.compile(rf"\s*{_REMARK}")
# A part of a list that is only an office, or what follows a name, is nobody by itself.
TITLE_ALONE = re.compile(
    rf"(?:(?i:{TITLES}|Vice|Deputy|Acting|Council|Board|Clerk|Jr\.?|I{{1,3}}|IV|Ph\.?D\.?|M\.?D\.?|Esq\.?)"
    r"(?:\s+|$)){1,6}"
)
# Words that stand in results, headings and lists of everybody, and in no name.
NO_PERSON = re.compile(
    rf"\b(?:{VOTE_RESULT}|motions?|votes?|voting|resolution|ordinance|by-?law|amendment|question|items?|moved|seconded|"
    r"old business|business|hearings?|public|comments?|reports?|agenda|minutes|adjourn\w*|meetings?|committee|"
    r"department|commission|district|city|town|county|schools?|contracts?|discussion|communications?|announcements?|"
    r"session|items?|respectfully|submitted|page|rezoning|inc|llc|board(?! (?:member|chair|president))|"
    r"council(?![ -]?(?:member|man|woman|person))|unanimous\w*|everyone|everybody|others|members?(?= present)|"
    r"(?<!\S)all)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[A-ZÀ-Þ\d“\"(•\[])|\s*\n\s*")
ABBREVIATED = re.compile(
    rf"(?<![\w.])(?:[A-Z]|{ABBREVIATIONS}|{LEGISLATORS}|Prof|Ald|Cllr|Coun|Comm|Nos?|Inc|Ltd|Sec|Res|Ord|Art)\.$"
)


def choice_of(word: str) -> str:
    """Return the choice that a printed word such as "NAYS" means; ``other`` if it is none of the known ones."""
    words = BEFORE_WORD.sub("", " ".join(word.split()))
    return next((choice for choice, pattern in CHOICE_OF.items() if pattern.fullmatch(words)), "other")


def result_of(words: str) -> str:
    """Return what a printed outcome means: ``carried``, ``failed`` ...; empty if it is unknown."""
    return next((result for result, pattern in RESULT_OF.items() if pattern.search(words)), "")


def method_of(words: str) -> str:
    """Return how a vote was taken, as printed: ``roll_call``, ``voice`` ...; empty if unknown."""
    return next((method for method, pattern in METHOD_OF.items() if pattern.search(words)), "")


@dataclass
class Side:
    """A printed word with the lines of names under it, and the count beside it."""

    word: str
    lines: list[str] = field(default_factory=list)
    count: int | None = None
    is_empty: bool = False  # it says that there is nobody
    has_own_line: bool = False  # it names one member, and stands beside or before the name
    names: tuple[str, ...] | None = ()  # None if it is not certain which they are

    @property
    def choice(self) -> str:
        """What the word means."""
        return choice_of(self.word)
