"""The names of months and weekdays, folded, in the languages of articles and files."""

import unicodedata

OTHER_LETTERS = str.maketrans("łß", "ls")


def _numbered(names: str, first: int) -> dict[str, int]:
    lines = names.strip().splitlines()
    return {name: number for number, line in enumerate(lines, first) for name in line.split()}


# English and Spanish, which may also stand before the day: "July 12".
ENGLISH_AND_SPANISH = _numbered(
    """
    january jan enero ene
    february feb febrero febr
    march mar marzo
    april apr abril abr
    may mayo
    june jun junio
    july jul julio
    august aug agosto ago
    september sept sep septiembre setiembre
    october oct octubre
    november nov noviembre
    december dec diciembre dic
    """,
    1,
)
MONTHS = ENGLISH_AND_SPANISH | _numbered(
    """
    januar janner januari janvier janv gennaio gen janeiro stycznia styczen sty
    februar februari fevrier fevr febbraio fevereiro fev lutego luty lut
    marz mrz maart mrt mars marco marca marzec
    avril avr aprile kwietnia kwiecien kwi
    mai mei maggio mag maio maja maj
    juni juin giugno giu junho czerwca czerwiec cze
    juli juillet juil luglio lug julho lipca lipiec lip
    augustus aout sierpnia sierpien sie
    septembre settembre sett set setembro wrzesnia wrzesien wrz
    oktober okt octobre ottobre ott outubro out pazdziernika pazdziernik paz
    novembre novembro listopada listopad lis
    dezember dez decembre dicembre dezembro grudnia grudzien gru
    """,
    1,
)
# Other words too, so they are months only between a day and a year: "12 set 2024".
NEED_A_YEAR = frozenset(
    ("set", "out", "gen", "mag", "lug", "sett", "sty", "lut", "kwi", "cze", "lip", "sie", "wrz", "paz", "lis", "gru")
)
# Monday is 0.
WEEKDAYS = _numbered(
    """
    monday mon lunes montag lundi lunedi segunda-feira maandag poniedzialek
    tuesday tue tues martes dienstag mardi martedi terca-feira dinsdag wtorek
    wednesday wed miercoles mittwoch mercredi mercoledi quarta-feira woensdag sroda srode
    thursday thu thur thurs jueves donnerstag jeudi giovedi quinta-feira donderdag czwartek
    friday fri viernes freitag vendredi venerdi sexta-feira vrijdag piatek
    saturday sat sabado samstag sonnabend samedi sabato zaterdag sobota sobote
    sunday sun domingo sonntag dimanche domenica zondag niedziela niedziele
    """,
    0,
)


def folded(text: str) -> str:
    """Return the text in small letters without accents, each character still in its place."""
    if text.isascii():
        return text.lower()
    return "".join(_plain_letter(character) for character in text)


def _plain_letter(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return (base if len(base) == 1 else character).translate(OTHER_LETTERS)
