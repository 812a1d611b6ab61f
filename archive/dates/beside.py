"""What the words before a date say of it: it is the day of the meeting, or it is the day of something else."""

import re
from collections.abc import Iterator

from archive.dates.found import LONG_WEEKDAYS, FoundDate, full_dates_in
from archive.dates.months import folded

NEAR, LONGEST_HEAD = 100, 10_000  # characters
SENTENCE = re.compile(r"[\n;•|!?]|(?<!\bno)\.\s")
# "Today is", "Welcome to the meeting of".
NOW = re.compile(
    r"\b(?:today|tonight|it is|it.s|this is|welcome|call[\w' ]{0,60} to order|hoy|heute|"
    r"aujourd.hui|nous sommes|vandaag|oggi|hoje|dzis(?:iaj)?)\b"
)
# A word that begins so says that the date is of some meeting.
MEETING = re.compile(
    r"\b(?:meeting|session|hearing|dat(?:e|um|a)\b|fecha|sesi|reuni|sitzung|seance|vergadering|sedut|sess|posiedz)"
)
MINUTES = re.compile(r"\b(?:minutes|actas?|protokol|proces.verba|notulen|verbal[ei]\b|atas?\b)")
ANOTHER = re.compile(
    r"\b(?:last|next|previous|prior|earlier|following|upcoming|since|due|deadline|born|copyright|\(c\)|ending|ended|"
    r"beginning|fiscal|year|contract|agreement|letter|approv(?:e|al|ing|ed(?! minutes))|adopted|amended|revised|"
    r"introduced|updated|printed|posted|published|transcribed|downloaded|retrieved|generated|created|prepared|filed|received|"
    r"submitted|signed|expires|effective|adjourned to|continued (?:to|from)|postponed|rescheduled|"
    # Spanish, Portuguese, Italian
    r"proxim[oa]s?|ultim[oa]|anterior|passad[oa]|pasad[oa]|apr[ou]bad[oa]s?|aprovad[oa]s?|aprobacion|aprovacao|"
    r"adoptad[oa]|impres[oa]|publicad[oa]|nacid[oa]|nascid[oa]|vence|prossim[oa]|scors[oa]|approvat[oa]|approvazione|"
    r"adottat[oa]|stampat[oa]|pubblicat[oa]|"
    # German, French, Dutch, Polish
    r"nachste[rns]?|letzte[rns]?|vorige[rns]?|genehmig\w+|beschlossen|verabschiedet|gedruckt|veroffentlicht|erstellt|"
    r"geboren|stand|prochaine?|derniere?|precedente?|approuve\w*|approbation|adopte\w*|imprime\w*|publie\w*|volgende|"
    r"vastgesteld|goedgekeurd|gepubliceerd|nastepn\w+|poprzedni\w*|ostatni\w*|przyjet\w+|zatwierdz\w+|wydrukowan\w+|"
    r"opublikowan\w+|urodzon\w+)\b|©"
)
# Up to a day, or the number of a law.
RIGHT_BEFORE = re.compile(
    r"\b(?:by|until|before|through|bis|seit|hasta|desde|jusqu.au|depuis|avant|sinds|fino al|entro|ate|przed|"
    r"(?:ordinance|resolution|ordenanza|resolucion|verordnung|satzung|decret\w?|ordonnance|uchwal\w+|ustaw\w+)"
    rf"(?:\s+(?:no\.?|of|vom|du|del?|z(?: dnia)?))?)[\s:#-]*(?:(?:the|den|dem|el|le|il|{LONG_WEEKDAYS}),? )?$"
)


def date_of_meeting(text: str) -> str:
    """Return the first full date in a text that is not of something else, as ISO text, or an empty string.

    A date whose day and month can be swapped is left out, unless its weekday decides.
    """
    return next((one.days[0].iso for one in dates_of_meetings(text) if len(one.days) == 1), "")


def dates_of_meetings(text: str, *, said: re.Pattern[str] | None = None) -> Iterator[FoundDate]:
    """Yield the full dates in a text that are not of something else, such as minutes that are approved.

    Where people speak, they may be of anything: what is ``said`` before a date must be of that form, NOW or MEETING.
    """
    text = text[:LONGEST_HEAD]
    plain = folded(text)
    for one in full_dates_in(text):
        before = plain[max(0, one.start - NEAR) : one.start]
        now = max((match.start() for match in NOW.finditer(before)), default=-1)
        words = before[now:] if now >= 0 else SENTENCE.split(before)[-1]
        is_another = ANOTHER.search(words) or RIGHT_BEFORE.search(words) or (said and now < 0 and MINUTES.search(words))
        if not is_another and (not said or said.search(words)):
            yield one
