"""Which of the dates at the head of a file is the day of its meeting."""

import pytest

from archive.language.dates import date_of_meeting, dates_of_meetings, likely_date
from archive.language.dates.beside import MEETING, NOW


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("SELECT BOARD\nTUESDAY, MARCH 11, 2025 AT 6:30 P.M.", "2025-03-11"),
        ("held on the 11th day of March, 2025", "2025-03-11"),
        ("WORK SESSION, 25-MAR-2025", "2025-03-25"),
        ("Seduta di martedì 1° aprile 2025", "2025-04-01"),
        ("Transcribed April 2, 2025\nMeeting of March 11, 2025", "2025-03-11"),
        ("Last updated: 2025-04-02 10:22\nMeeting: 2025-03-11 18:00", "2025-03-11"),
        ("Approved minutes of March 11, 2025", "2025-03-11"),
        ("Fiscal year ending June 30, 2025\nRegular meeting\nMarch 11, 2025", "2025-03-11"),
        ("Ordinance Committee, March 11, 2025", "2025-03-11"),
        ("Last call. March 11, 2025", "2025-03-11"),
        ("Stand: 02.04.2025\nSitzung vom 25.03.2025", "2025-03-25"),
        ("Convocatoria: 25 de abril de 2025\nSesión del 11 de marzo de 2025", "2025-03-11"),
        ("As extended on April 8, 2025, this meeting is remote.\nBoard meeting March 11, 2025", "2025-03-11"),
        ("Meeting date: 11-Mar-25", "2025-03-11"),
        ("Meeting date: 5-May-98", "1998-05-05"),
        ("Session of 5 May-18 May 2024", "2024-05-18"),
        ("Einladung vom 20.02.2025\nSitzung am Mittwoch, 5. Mrz. 2025", "2025-03-05"),
        ("Webcast archived on March 12, 2025\nBoard meeting - March 11, 2025", "2025-03-11"),
        ("Affiché le 12 mars 2025\nSéance du 5 mars 2025", "2025-03-05"),
        ("Fecha de publicación: 20 de marzo de 2025\nSesión del 15 de marzo de 2025", "2025-03-15"),
        ("Premiered Mar 14, 2025\nCommission meeting of March 11, 2025", "2025-03-11"),
        ("Sitzung des Kreistages\nDienstag, den 11. März 2025\nEinladung: 1.3.2025", "2025-03-11"),
        ("Gemeenteraadsvergadering van 11 maart 2025\nVastgesteld op 15 april 2025", "2025-03-11"),
        ("Protokół z sesji Rady Miasta, 11 mar 2025 r.\nNastępna sesja: 8 kwietnia 2025 r.", "2025-03-11"),
        ("Ausgedruckt am 20.2.2025", ""),
        ("Comment period ends April 11, 2025", ""),
        ("Next meeting: April 8, 2025", ""),
        ("Ordinance adopted 12 May 2019", ""),
        ("Ordinance No. 2019-05-12", ""),
        ("Due by Monday, May 12, 2025", ""),
        ("Prochaine séance : 25 avril 2025", ""),
        ("Nächste Sitzung: 25. April 2025", ""),
        ("Volgende vergadering: 25 april 2025", ""),
        ("Prossima seduta: 25 aprile 2025", ""),
        ("Próxima sessão: 25 de abril de 2025", ""),
        ("Następne posiedzenie: 25 kwietnia 2025", ""),
        ("3/4/2025", ""),
    ],
)
def test_the_first_date_that_is_not_of_something_else_is_the_meetings(head: str, date: str):
    assert date_of_meeting(head) == date


@pytest.mark.parametrize(
    "head",
    [
        "Approved at the meeting of {other}\n{day}",
        "Revised agenda for {day}\nElection on {other}",
        "Meeting minutes - Approved - {day}\nHearing {other}",
        "Fiscal year 2026 budget hearing {day}\nBudget vote on {other}",
        "Contract Committee: {day}\nHearing on {other}",
        "Last meeting of the term, {day}\nElection {other}",
        "Agenda posted {other} for the meeting of {day}",
        "MEMORANDUM\nDate: {other}\nSubject: Meeting of {day}",
        "ID {other}\nBoard meeting {day}",
        "Acta aprobada el {other}\nSesión del {day}",
        "Genehmigte Niederschrift der Sitzung vom {day}\nWahl am {other}",
        "Acta aprobada de la sesión del {day}\nElección el {other}",
        "Dernière séance, {day}\nÉlection le {other}",
        "Council election, {other}\n{day}\nPosted 2025-02-01",
        "Hearing on the appeal of a decision of {other}\n{day}",
        "Raadsvergadering 7-11-2024\nStukken van {other}",
        "Date approved:\n{other}\nDate posted: {day}",
        "Minutes of the City Council\nNext meeting\n{other}\nPosted {day}",
        "{other}\nThe next meeting of the City Council will be held on {day}",
        "{other}\nEinladung zur nächsten Sitzung am {day}",
        "For the period\n{day} through {other}",
        "Assembly of {other}\nPosted {day}",
        "{other}\n{day}",
    ],
)
@pytest.mark.parametrize(("day", "other"), [("2025-03-11", "2025-04-08"), ("2025-04-08", "2025-03-11")])
def test_of_two_days_either_of_which_may_be_the_meetings_none_is_sure(head: str, day: str, other: str):
    date, is_sure = likely_date(head.format(day=day, other=other))
    assert not is_sure
    assert date_of_meeting(head.format(day=day, other=other)) == ""
    assert date in {"", day, other}


def test_no_day_is_sure_after_one_that_can_be_read_in_two_ways():
    assert likely_date("Recorded 03/04/2025\nCommission meeting of March 11, 2025") == ("2025-03-11", False)


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("Good evening, it is March 11th, 2025", NOW),
        ("I call the regular meeting to order, March 11, 2025", NOW),
        ("The minutes are there. Today is March 11, 2025", NOW),
        ("Dzisiaj jest wtorek, 11 marca 2025", NOW),
        ("Oggi è martedì 11 marzo 2025", NOW),
        ("The hearing is set for March 11, 2025", MEETING),
        ("We had a meeting with the developer on March 11, 2025", MEETING),
        ("The last meeting was on March 11, 2025", None),
        ("The minutes of the meeting of March 11, 2025", None),
        ("I welcome you. Our next meeting is March 11, 2025", None),
        ("We bought it on March 11, 2025", None),
    ],
)
def test_what_is_said_before_a_date_tells_whether_it_is_todays(said: str, form: object):
    forms = [one for one in (NOW, MEETING) if list(dates_of_meetings(said, said=one))]
    assert forms[:1] == ([form] if form else [])
