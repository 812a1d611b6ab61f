"""What the words before a date say of it: it is the day of the meeting, or it is the day of something else."""

import re
from collections.abc import Iterator, Sequence

from archive.language.dates.found import LONG_WEEKDAYS, FoundDate, full_dates_in
from archive.language.dates.months import folded

LINK = re.compile(
    r"(?:https?://|www\.)\S{1,900}|(?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}/\S{0,900}|(?<![\w.+-])[\w.+-]{1,60}@\S{1,200}"
)
NEAR, LONGEST_HEAD = 200, 10_000  # characters
SENTENCE = re.compile(r"[\n;•|!?]|(?<!\bno)(?<!\bnr)(?<!\bnum)\.\s")
# "Today is", "Welcome to the meeting of".
NOW = re.compile(
    r"\b(?:today|tonight|it is|it.s|this is|welcome|call[\w' ]{0,60} to order|hoy|heute|"
    r"aujourd.hui|nous sommes|vandaag|oggi|hoje|dzis(?:iaj)?)\b"
)
# A word that begins so says that the date is of some meeting.
SITTING = r"\b(?:meeting|session|hearing|sesi|sesj|reuni|seance|sedut|sess|posiedz)|sitzung|vergadering"
MEETING = re.compile(rf"{SITTING}|\b(?:dat(?:e|um|a)\b|fecha)")
OF_A_SITTING = re.compile(SITTING)
# A board, or a document of it, may be called after anything: "Contract Committee", "approved minutes of".
OF_A_BOARD = re.compile(
    rf"{SITTING}|\b(?:board|council|committee|commission|workshop|minutes|agenda|acta|ata\b|konsej|consej|conseil|"
    r"consigli|camara|concejo|junta|ayuntamiento|assembl|parlament|parliament|trustees|rats?\b|gemeinderat|stadtrat|kreistag|"
    r"rada|rady|ausschuss|niederschrift|protok|proces.verbal|notulen|verbale)|raad\b"
)
MINUTES = re.compile(r"\b(?:minutes|actas?|protokol|proces.verba|notulen|verbal[ei]\b|atas?\b)")
ANOTHER = re.compile(
    r"\b(?:last|next|previous|prior|earlier|following|upcoming|since|due|deadline|born|copyright|\(c\)|"
    r"ending|ended|ends|archived|as of|"
    r"beginning|fiscal|year|contract|agreement|letter|approv(?:e|al|ing|ed(?! minutes))|adopted|amended|revised|"
    r"introduced|updated|printed|premiered|ordered|delivered|founded|"
    r"elections? (?:on|of|held)|(?:decision|ruling|judgment) (?:on|of)|in memory|"
    r"posted|published|transcribed|(?:down|up)load(?:ed)?|retrieved|generated|created|prepared|filed|received|"
    r"submitted|signed|expires|effective|established|extended|issued|mailed|sent|dated|noticed?|print|creation|release|"
    r"convocation|convocatoria|convocazione|adjourned to|continued (?:to|from)|postponed|rescheduled|"
    # Spanish, Portuguese, Italian
    r"proxim[oa]s?|ultim[oa]|anterior|passad[oa]|pasad[oa]|apr[ou]bad[oa]s?|aprovad[oa]s?|aprobacion|aprovacao|publicacion|publicacao|pubblicazione|"
    r"adoptad[oa]|impres[oa]|publicad[oa]|nacid[oa]|nascid[oa]|vence|prossim[oa]|scors[oa]|approvat[oa]|approvazione|"
    r"adottat[oa]|stampat[oa]|pubblicat[oa]|"
    # German, French, Dutch, Polish
    r"nachste[rns]?|letzte[rns]?|vorige[rns]?|genehmig\w+|beschlossen|verabschiedet|versandt|(?:aus)?gedruckt|einladung|veroffentlicht|erstellt|"
    r"geboren|stand|prochaine?|derniere?|precedente?|approuve\w*|approbation|adopte\w*|imprime\w*|publie\w*|publication|affich\w+|volgende|"
    r"verzonden|vastgesteld|goedgekeurd|gepubliceerd|nastepn\w+|poprzedni\w*|ostatni\w*|przyjet\w+|zatwierdz\w+|wydrukowan\w+|"
    r"opublikowan\w+|wyslan\w+|urodzon\w+)\b|©"
)
ENDS_WITH_ANOTHER = re.compile(rf"(?:{ANOTHER.pattern})(?: meeting| session)?(?: on)?\W*$")
# Up to a day, or the number of a law.
RIGHT_BEFORE = re.compile(
    r"\b(?:by|until|before|through|bis|seit|hasta|desde|jusqu.au|depuis|avant|sinds|fino al|entro|ate|przed|"
    r"(?:ord(?:inance)?\.?|res(?:olution)?\.?|ordenanza|resolucion|verordnung|satzung|decret\w?|ordonnance|uchwal\w+|ustaw\w+)"
    rf"(?:\s+(?:no\.?|of|vom|du|del?|z(?: dnia)?))?)[\s:#-]*(?:(?:the|den|dem|el|le|il|{LONG_WEEKDAYS}),? )?$"
)


def date_of_meeting(text: str) -> str:
    """Return the day of a meeting as the head of a document prints it, as ISO text, or an empty string if in doubt."""
    date, is_sure = likely_date(text)
    return date if is_sure else ""


def likely_date(text: str) -> tuple[str, bool]:
    """Return the first date in the head of a document that may be the day of its meeting, and whether it surely is.

    There is no doubt if the text has one day alone, which is not of something else. Of several, it is the first whose
    sentence, or the line above, names a meeting, unless a date before it may be the day. A date whose day and month can
    be swapped is left out, unless its weekday decides. Without a date, the text is empty.
    """
    text = _without_links(text[:LONGEST_HEAD])
    plain = folded(text)
    full = full_dates_in(text)
    dates = [one for one in full if len(one.days) == 1]
    is_alone = len({one.days[0].iso for one in dates}) == 1
    for one in dates:
        words = _words_before(plain, one)
        named = words if words.strip() else _line_above(plain, one)
        if not _is_of_another(words):
            is_named = bool(OF_A_SITTING.search(named) and not ANOTHER.search(named))
            return one.days[0].iso, (is_alone or is_named) and not _may_be_another(plain, full, one)
        if OF_A_BOARD.search(named) and not is_alone:
            return one.days[0].iso, False
    return "", False


def dates_of_meetings(text: str, *, said: re.Pattern[str] | None = None) -> Iterator[FoundDate]:
    """Yield the full dates in a text that are not of something else, such as minutes that are approved.

    Where people speak, they may be of anything: what is ``said`` before a date must be of that form, NOW or MEETING.
    """
    text = _without_links(text[:LONGEST_HEAD])
    plain = folded(text)
    for one in full_dates_in(text):
        words = _words_before(plain, one)
        is_another = _is_of_another(words) or (said and not NOW.search(words) and MINUTES.search(words))
        if not is_another and (not said or said.search(words)):
            yield one


def _without_links(text: str) -> str:
    """Return a text with blanks in place of its addresses, whose dates are of a page or a file."""
    return LINK.sub(lambda match: " " * len(match[0]), text)


def _words_before(plain: str, one: FoundDate) -> str:
    """Return what stands before a date in its sentence, or since a word that says that it is now."""
    before = plain[max(0, one.start - NEAR) : one.start]
    now = max((match.start() for match in NOW.finditer(before)), default=-1)
    return before[now:] if now >= 0 else SENTENCE.split(before)[-1]


def _line_above(plain: str, one: FoundDate) -> str:
    return SENTENCE.split(plain[max(0, one.start - NEAR) : one.start].rstrip())[-1]


def _may_be_another(plain: str, dates: Sequence[FoundDate], day: FoundDate) -> bool:
    """Return whether a date before the day, whose parts can be swapped, may be another day, and the meeting's."""
    before = (one for one in dates if one.start < day.start and len(one.days) > 1)
    return any(
        day.days[0].iso not in {each.iso for each in one.days} and not _is_of_another(_words_before(plain, one))
        for one in before
    )


def _is_of_another(words: str) -> bool:
    return bool(ANOTHER.search(words) or RIGHT_BEFORE.search(words))
