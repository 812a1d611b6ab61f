"""The words in which minutes print who was there, who was not, and who came late or left."""

import re

from archive.ingest.text.vote_words import NAME, WHO, WHOEVER

PRESENCE_WORDS = (
    r"not present|present(?:es)?|présente?s|in attendance|attendance|attending|absent(?:s|es|ees)?|absences|ausentes?|"
    r"excused(?: absences?)?|excusée?s|excusad[oa]s|regrets|asist(?:entes|encia)|assistents"
)
MEMBERS = (
    r"(?:(?:the|following|voting|regular|board|council|commission|committee|library|school|members?|commissioners|"
    r"trustees|directors|councill?ors|council ?members|alder(?:men|persons)|supervisors|selectmen|roll call|of|those|"
    r"who|were|was|answered|miembros|membres|étaient|estaban)[\s:]+)"
)
# Such as "Members Present (4):" and "The following were absent:".
LABEL = re.compile(
    rf"(?<![\w-]){MEMBERS}{{0,7}}(?P<word>{PRESENCE_WORDS})(?:\s+(?:were|was|are|members|at roll call|with notice))?\s*"
    r"(?:\(\d{1,2}\))?\s*(?::|\s[-–—](?=\s)|$)\s*",
    re.IGNORECASE,
)
OTHERS_LABEL = re.compile(
    r"\W*(?:also (?:present|in attendance|attending)|"
    r"(?:(?:city|town|village|county|district|municipal|library) )?(?:staff|others?|guests?|visitors|officials|media|"
    r"press|administrat\w+|employees|consultants?|public)(?:[\s,&/]+(?:members|and|guests|staff|visitors|officials|present|"
    r"attending|in attendance|attendees|others|were))*)\s*(?::|$)",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(r"(?:\balso|staff|others?|guests?|public|officials?)\s*$", re.IGNORECASE)
LIST_OF_OTHERS = re.compile(rf"{WHO}[,;]")
HEADED = re.compile(
    r"[\W\d]*(?:(?:call to order|quorum)\b.{0,20})?(?:roll[ -]call|attendance|members)\W*", re.IGNORECASE
)
GROUP = re.compile(r"(?:[\w.’']+ ){0,3}(?:members|trustees|commissioners|directors|councill?ors)\s*:\s*", re.IGNORECASE)
THERE = re.compile(
    rf"(?P<names>{WHOEVER}),?\s+(?:was|were|is|are|had an)\s+(?P<also>also\s+)?(?:all\s+|both\s+)?"
    r"(?P<word>present|absent|excused(?: absence)?|in attendance)\b(?!\s+(?:from|for|during|when|to)\b)"
)
ROW = re.compile(
    rf"(?P<name>{NAME})(?:,\s*[\w .-]{{2,40}}?)?\s*(?:\||[-–—:,(]|\.{{2,}}|\s{{2,}})\s*"
    r"(?P<word>present|absent|excused|here|not present)\b\)?",
    re.IGNORECASE,
)
PART = re.compile(r"(?:[^,;\n|()]|\([^()\n]{0,80}\))+")
ABOUT = re.compile(
    r"\s*\(([^()\n]{0,80})\)|\s+(?:via|by) (?:zoom|(?:tele)?phone|video\w*|teleconference)\b", re.IGNORECASE
)
NO_MEMBER = re.compile(r"\b(?:quorum|notice|agenda|minutes|public|staff|all|everyone|others?)\b", re.IGNORECASE)
NOT_THERE = re.compile(
    r"\b(?:un)?(?:absen|excus|recus|ausen|regret|apolog|away|vacan|non[ -]?voting|not?\b(?!\.)|abs?\b|exc?\b|[ae]$)",
    re.IGNORECASE,
)
ATTENDED = re.compile(rf"(?:was |were |both |all )?(?:{PRESENCE_WORDS}|away)\W*", re.IGNORECASE)
FOOTNOTE = re.compile(r"[\w.)]\s?[*†‡]|[*†‡]\s?[a-z]")  # "Kim Example*, ... *absent"
AS_NAME = re.compile(WHO)
OFFICE = re.compile(
    r"(?:[\w.’'&/-]+\s+){0,4}(?:chair\w*|president|vice[- ]?\w*|member|secretary|treasurer|trustee|councill?or|"
    r"alder\w+|commissioner|mayor|reeve|director|pro[- ]tem\w*|at[- ]large|officio|"
    r"(?:ward|district|position|seat|place) \w+|via \w+|by \w+|jr\.?|sr\.?)",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"(?:[\w.’'&/-]+\s+){0,5}(?:clerk|manager|administrator|attorney|recorder|engineer|superintendent|chief|counsel|"
    r"planner|solicitor|inspector|staff|librarian|reporter|stenographer|coordinator|assistant|"
    r"(?<=\w )director)(?: .{0,30})?",
    re.IGNORECASE,
)
TIME = (
    r"(?:approximately\s+|about\s+)?(?P<hour>\d{1,2})(?P<sign>[:.h])?(?P<minute>(?<=[:.h])\d\d)?\s*"
    r"(?P<half>[ap]\.?\s?m\b)?"
)
CAME = r"(?:arrived|joined)"
GONE = r"(?:left|departed)"
MEETING = r"(?: (?:at |from )?the (?:meeting|call))?"


NOTES = tuple(
    (when, re.compile(rf"\b{verb}(?: late| early)?{MEETING},?(?: at| @)? {TIME}", re.IGNORECASE))
    for when, verb in (("arrived", CAME), ("left", GONE))
)
TOPIC = re.compile(
    r"\b(?:of|roll|call|hall|prayer|forum|changes|agenda|ordinances?|resolutions?|order|minutes|meeting|items?|board|council|"
    r"commission|city|town|new|old)\b",
    re.IGNORECASE,
)
RETURNED = re.compile(r"\b(?:re-?join|return|re-?enter)", re.IGNORECASE)
