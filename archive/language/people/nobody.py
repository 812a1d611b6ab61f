"""Labels that name nobody, and the order in which people stand in a list."""

import re

from archive.language.people.folding import fold, listed
from archive.language.people.names import PARTICLES
from archive.language.people.offices import OFFICES
from archive.language.people.titles import HONORIFICS
from archive.language.people.whole_names import without_suffixes

NOBODY = re.compile(
    r"""
    \s* | \?+ | [qa]
  | (?:an?\s)?(?:unknown|unidentified|unnamed|anonymous|unspecified|inaudible|unintelligible)\b.*
  | (?:speaker|spk|voice|participant|person|caller|guest|attendee|commenter|commentator|resident|citizen|presenter)
    s?[\s_#-]*(?:\d+|[a-z])?
  | (?:public|audience|citizen|community)\s+(?:commenter|commentator|comment|speaker|member|voice|testimony)s?
    [\s_#-]*(?:\d+|[a-z])?
  | members?\s+of\s+the\s+(?:public|audience)[\s_#-]*\d* | staff\s+members?
  | (?:male|female|man|woman|off\s?mic|offscreen|background|automated|new|another|next|other)\s*
    (?:speaker|voice|commenter|person|man|woman)?s?[\s_#-]*\d*
  | (?:several|multiple|various|many|all|some|both|other|mixed)\s+(?:speakers|voices|members|people|persons|trustees
    |directors|commissioners|councillors)?
  | (?:voices?|audience|crowd|all|everyone|everybody|several|multiple|public|public\s+comments?)
  | (?:an|another|some|several)?\s?hon(?:ou?rable)?\s(?:members?|senators?)
  | messrs\b.*
  | (?:(?:voz|voces|hombre|mujer|persona|orador|oradora|hablante|voix|homme|femme|personne|intervenante?|locuteur
      |locutrice|sprecher|sprecherin|stimme|mann|frau)\s)?
    (?:no\sidentificad[oa]s?|non\sidentifiee?s?|nicht\sidentifiziert|desconocid[oa]|inconnue?|unbekannte?r?)
    (?:\s(?:orador|oradora|hablante|intervenante?|locuteur|sprecher|sprecherin|person|stimme|mann|frau))?
  | (?:orador|oradora|hablante|participante|intervenante?|locuteur|locutrice|sprecher|sprecherin)\s?\d*
  | (?:asistente|ciudadan[oa]|teilnehmer|teilnehmerin|burger|burgerin|citoyen|citoyenne)\s\d+
  | voz(?:\s(?:masculina|femenina|de\s(?:hombre|mujer)))? | voix(?:\s(?:masculine|feminine|d\s?(?:homme|e\sfemme)))?
  | (?:mannliche|weibliche)\sstimme | (?:varias|muchas)\s(?:voces|personas) | plusieurs\s(?:voix|personnes)
  | (?:mehrere|viele)\s(?:stimmen|personen) | publico | publikum | zuhorer(?:in|innen)? | zwischenrufe?
  | varios | plusieurs | mehrere | (?:miembro|membre)s?\s(?:del|du)\spublico? | varios\soradores
    """,
    re.VERBOSE,
)
# What a bracket behind such a label says of a voice: "Audience (shouting)", but not "Guest (Robin Sample)".
OF_A_VOICE = re.compile(
    r"""\s*[(\[](?:
        (?i:(?:fe)?male|(?:wo)?m[ae]n|boy|girl|child|unknown|unidentified|online|remote|hombre|mujer|homme|femme
          |mann|frau|mannlich|männlich|weiblich|mascul\w+|f[eé]m[ei]n\w+)
      | (?i:off|on|in|via|by|from|at|over|through|speaking|en|fuera|hors|aus|par|por|per)[\s-][^()\[\]]*
      | [a-zà-ÿ]+(?:ing|ndo|nd|ant)
    )[)\]]\s*$""",
    re.VERBOSE,
)
ARTICLE, THE_OFFICE = re.compile(r"^(?:the|an?|el|la|le|der|die|das|une?|ein|eine) "), "the speaker"
NO_NAME = re.compile(r"[\s:;,.\[–—-].*|\W*(?:\d+|yes|no|aye|nay|s[ií])\W*", re.IGNORECASE)
AT_ITS_END = OFFICES | listed("staff team office department")
IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


def names_nobody(printed: str) -> bool:
    """Return whether the label names nobody: "Unknown", "Speaker 03", "Public commenter", "Several voices"."""
    bare = fold(re.sub(r"[\[\]()_#?]", " ", OF_A_VOICE.sub("", printed)))
    return NOBODY.fullmatch(bare if bare == THE_OFFICE else ARTICLE.sub("", bare)) is not None


def sort_name(name: str, *, is_organisation: bool = False) -> str:
    """Return the folded name with the family name first, to sort a list by; empty for a label that names nobody.

    A family name is the last word with the particles before it, or what stands before a comma. The name of an
    organisation, or an office without a name, stays as it is, without an article.
    """
    if names_nobody(name) or NO_NAME.fullmatch(name):
        return ""
    bare = IN_BRACKETS.sub("", name) or name
    if is_organisation:
        return fold(bare).removeprefix("the ")
    before, _, rest = bare.partition(",")
    # "Hardy-Chandler" is one word of a name.
    words, after = [word for word in map(fold, before.split()) if word], fold(rest).split()
    if after and not OFFICES & {*after} and without_suffixes(("", *after)) != ("",):
        return " ".join([*words, *after])
    if words and words[-1].split()[-1] in AT_ITS_END:
        return " ".join(words)
    while len(words) > 1 and words[0] in HONORIFICS | OFFICES:
        words.pop(0)
    named = without_suffixes(words)
    start = max(0, len(named) - 1)
    while start > 1 and named[start - 1] in PARTICLES:
        start -= 1
    return " ".join([*named[start:], *named[:start]])
