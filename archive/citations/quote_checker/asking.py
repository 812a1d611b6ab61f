"""Whether the words beside a quotation introduce it as a question: “asked whether”, “fragte, ob”."""

from archive import people
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.languages import WEAK, plain
from archive.citations.quote_checker.lexicons import LEXICONS

WHETHER = people.listed("whether if ob si czy")
ASKING = people.listed(
    """
    asked asks ask asking wondered wonders wondering questioned queried inquired enquired pondered mused
    pregunto pregunta preguntaba preguntado demande demandait demanda interroge interrogeait
    chiede chiesto chiedeva domanda domandato perguntou pergunta perguntava questionou indagou
    fragt fragte gefragt wissen wollte vroeg vraagt gevraagd weten pyta pytal pytala zapytal zapytala
    """
)
# "Asked about the budget, Read said", "Answering a resident, Read said".
ASKED = people.listed(
    """
    asked pressed speaking responding welcoming closing opening announcing entrevistado entrevistada consultado
    consultada cuestionado cuestionada confrontado confrontada contacte contactee sollicite sollicitee invite invitee
    pytany pytana incontrato incontrata sentito sentita raggiunto raggiunta angesprochen preguntado preguntada gefragt
    interroge interrogee interpellato interpellata questionado questionada perguntado perguntada gevraagd zapytany
    zapytana answering replying addressing respondiendo contestando repondant rispondendo respondendo beantwoordend
    odpowiadajac
    """
)
STATING = (
    saying.VERBS
    | saying.TELLING
    | {key for one in LEXICONS.values() for key in one.verbs | one.participles | one.according}
) - (ASKING | WEAK)
# With one of these, a clause begins. Words that are also something else in another language are left out.
SUBJECTS = people.listed(
    """
    i we you he she it they je j tu elle nous vous elles ich wir ihr yo nosotros nosotras ellos ellas usted ustedes
    io noi ik wij hij zij
    """
)
FEWEST_WORDS_OF_A_CLAUSE = 3


def is_asked(beside: str) -> bool:
    """Return whether the words beside a quotation say that it was asked, and not that somebody who was asked spoke."""
    folded = {plain(key) for key in people.fold(beside).split()}
    return not WHETHER.isdisjoint(folded) or (not ASKING.isdisjoint(folded) and STATING.isdisjoint(folded))


def is_stated(beside: str) -> bool:
    """Return whether a verb of saying, and none of asking, stands beside a quotation."""
    folded = {plain(key) for key in people.fold(beside).split()}
    return not STATING.isdisjoint(folded) and not is_asked(beside)


def is_clause(quoted: list[str]) -> bool:
    """Return whether words, by their keys, begin with a subject."""
    return len(quoted) >= FEWEST_WORDS_OF_A_CLAUSE and quoted[0] in SUBJECTS
