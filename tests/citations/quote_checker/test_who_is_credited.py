"""Whom an attribution credits: the one who is said to have spoken, in all languages, and nobody else in it.

Each frame is a plain way to say who spoke, or one in which the name is a listener's, an absent person's, or that of
somebody who is denied to have spoken. Whatever name stands in it, only the plain ones credit it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.articles import QuotationOutcome, check_article
from archive.citations.articles.denials import is_denied
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.naming import said_by
from archive.models import Statement
from tests.citations.quote_checker.test_check import find
from tests.citations.quote_checker.test_claims import check
from tests.record import make_board, make_meeting, make_speaker, make_statement

WORDS = "we will close the pool on Mondays and open it on Sundays"
PLAIN: dict[str, str] = {
    "en": "{} said|said {}|{} added|according to {}|Mayor {} said|{} told the board|{} told reporters on Monday"
    "|{} said in a statement|said {} of the council|{} said at the meeting|{}|{}, the mayor|Mayor {}|per {}"
    "|{} asked|{} said again|{} said to reporters|“x,” {} said|{} (Board)|Ms. {}",
    "es": "dijo {}|según {}|{} dijo|afirmó la alcaldesa {}|ha dicho {}|explicó {} a los vecinos|{} declaró ayer"
    "|señaló {} durante la sesión",
    "de": "sagte {}|so {}|laut {}|{} sagte|hat {} gesagt|sagte die Bürgermeisterin {}|erklärte {} am Montag",
    "fr": "a dit {}|selon {}|dit {}|{} a déclaré|a expliqué la maire {}|d’après {}|a affirmé {} lundi",
    "it": "ha detto {}|secondo {}|{} ha detto|ha spiegato la sindaca {}|dice {}|ha dichiarato {} lunedì",
    "pt": "disse {}|segundo {}|{} disse|afirmou a prefeita {}|de acordo com {}|explicou {} na segunda-feira",
    "nl": "zei {}|volgens {}|aldus {}|{} zei|heeft {} gezegd|zegt wethouder {}|zei {} maandag",
    "pl": "powiedział {}|według {}|{} powiedziała|podkreśliła burmistrz {}|mówi {}|dodał {} w poniedziałek",
}
DENIED: dict[str, str] = {
    "en": "{} did not say|{} didn’t say|{} never said|{} has not said|not {}|{} denied saying|{} denies having said"
    "|{} refused to say|falsely attributed to {}|wrongly credited to {}|never said by {}|not said by {}"
    "|{} could not have said|{} no longer says|{} stopped short of saying|contrary to what {} said"
    "|{} should have said|{} might have said|{} would have said|nobody but {}|{} can’t have said|{} failed to say"
    "|{} stopped saying|{} avoided saying"
    "|{} has yet to say|{} rejected|{} reportedly said|If {} said|Had {} said|if Mayor {} said"
    "|the false claim that {} said|the rumor that {} said|whether {} said|{} refrained from ever saying"
    "|{} will say|{} is going to say|{} wants to say",
    "es": "{} no dijo|no dijo {}|{} nunca dijo|no lo dijo {}|{} no ha dicho|jamás dijo {}|{} negó haber dicho"
    "|{} no afirmó|atribuido falsamente a {}|{} tampoco dijo|{} evitó decir|{} dejó de decir|{} habría dicho"
    "|si {} dijo|{} rechazó haber dicho"
    "|presuntamente dijo {}|la falsa frase que dijo {}|{} va a decir|{} podría decir",
    "de": "{} hat nicht gesagt|{} sagte nicht|hat {} nie gesagt|sagte {} nicht|{} hat das nicht gesagt"
    "|nicht {} sagte|{} bestritt, gesagt zu haben|{} hat niemals gesagt|{} vermied zu sagen|{} soll gesagt haben"
    "|{} hätte gesagt|wenn {} gesagt hat"
    "|angeblich sagte {}|das falsche Zitat, das {} gesagt hat|{} will sagen|wird {} sagen",
    "fr": "{} n’a pas dit|n’a pas dit {}|{} n’a jamais dit|n’a jamais déclaré {}|{} ne dit pas|{} nie avoir dit"
    "|{} n’a point dit|{} n’a pas du tout dit|{} a évité de dire|{} aurait dit|si {} a dit"
    "|la fausse phrase que {} a dit"
    "|{} a failli dire|{} a prétendument dit|{} va dire|{} veut dire",
    "it": "{} non ha detto|non ha detto {}|{} non ha mai detto|{} non dice|{} ha negato di aver detto|mai ha detto {}"
    "|{} ha evitato di dire|{} avrebbe detto|se {} ha detto|la falsa frase che ha detto {}"
    "|{} vuole dire|{} potrebbe dire",
    "pt": "{} não disse|não disse {}|{} nunca disse|jamais disse {}|{} não afirmou|{} negou ter dito|{} evitou dizer"
    "|{} deixou de dizer|{} teria dito|se {} disse|supostamente disse {}|{} vai dizer|{} quer dizer",
    "nl": "{} heeft niet gezegd|{} zei niet|heeft {} nooit gezegd|zei {} niet|{} ontkende te hebben gezegd"
    "|{} heeft dat niet gezegd|{} vermeed te zeggen|{} zou hebben gezegd|als {} zei|het valse citaat dat {} zei"
    "|{} heeft naar verluidt gezegd|zal {} zeggen|{} wil zeggen",
    "pl": "{} nie powiedział|nie powiedziała {}|{} nigdy nie powiedział|{} nie mówi|{} zaprzeczyła, że powiedziała"
    "|{} unikał powiedzenia|rzekomo powiedział {}|jeśli {} powiedział"
    "|gdyby {} powiedział|{} podobno powiedziała|{} chce powiedzieć",
}
LISTENING: dict[str, str] = {
    "en": "told {}|said to {}|she told {}|the mayor told {}|Bates told {}|Bates said to {}|in reply to {}"
    "|addressed to {}|he asked {}|Bates asked {}|in answer to {}|answering {}|speaking to {}|a letter to {}"
    "|they told {}|Bates, speaking to {}|Bates reminded {}|Bates to {}|for {}|to {}|talking with {}|as told to {}",
    "es": "dijo a {}|le dijo a {}|dijo Bates a {}|Bates dijo a {}|respondió a {}|explicó a {}|ha dicho a {}"
    "|preguntó a {}|Bates le respondió a {}",
    "de": "sagte zu {}|sagte Bates zu {}|sagte er zu {}|antwortete auf {}|hat zu {} gesagt|erklärte gegenüber {}"
    "|Bates sagte gegenüber {}",
    "fr": "a dit à {}|a-t-il dit à {}|dit à {}|a dit Bates à {}|a répondu à {}|a déclaré à {}|Bates a dit à {}",
    "it": "ha detto a {}|dice a {}|ha detto Bates a {}|ha risposto a {}|Bates ha detto a {}|disse a {}",
    "pt": "disse a {}|disse Bates a {}|disse para {}|respondeu a {}|Bates disse a {}|disse ao {}|explicou à {}",
    "nl": "zei tegen {}|zei Bates tegen {}|zegt ze tegen {}|antwoordde aan {}|heeft aan {} verteld|zei hij aan {}",
    "pl": "powiedział do {}|powiedział Bates do {}|mówi do {}|powiedziała dla {}|Bates powiedział do {}",
}
ABSENT: dict[str, str] = {
    "en": "the statement of {}|in the statement of {}|Bates, citing {}|Bates, quoting {}|Bates said of {}|Bates on {}"
    "|on behalf of {}|Bates, speaking for {}|a spokesman for {}|{}’s spokesman|{}’s lawyer said|about {}"
    "|a critic of {}|supporters of {}|friends of {}|paraphrasing {}|citing {}|quoting {}|in support of {}"
    "|in the name of {}|the words of {} as Bates read them|the opponent of {}|the office of {}|{}’s office"
    "|{}’s wife said|a parody of {}|after {} left|Bates, who replaced {}|instead of {}|with apologies to {}"
    "|Bates, defending {}|Bates said about {}|Bates, reading from {}|{}, citing Bates|{}, quoting Bates"
    "|{} quoted Bates as saying|Bates quoted {} as saying|the lawyer of {} said|sources close to {}"
    "|Bates, not {}|the husband of {}|an aide to {}|the successor to {} said|said the husband of {}"
    "|Asked by {}, Bates said|Asked by {} about the plan, Bates said|Questioned by {}, Bates said",
    "es": "la declaración de {}|el portavoz de {}|dijo el portavoz de {}|dijo Bates de {}|dijo Bates sobre {}"
    "|en nombre de {}|citando a {}|Bates, citando a {}|dijo la esposa de {}|contra {}|sobre {}"
    "|Preguntado por {}, Bates dijo",
    "de": "die Erklärung von {}|sagte der Sprecher von {}|sagte die Frau von {}|über {}|im Namen von {}"
    "|sagte Bates über {}|gegen {}|Gefragt von {}, sagte Bates",
    "fr": "la déclaration de {}|a dit le porte-parole de {}|a dit la femme de {}|au nom de {}|Bates, citant {}"
    "|a dit Bates de {}|contre {}|au sujet de {}|Interrogé par {}, Bates a dit",
    "it": "la dichiarazione di {}|ha detto il portavoce di {}|ha detto la moglie di {}|a nome di {}|citando {}"
    "|ha detto Bates di {}|contro {}|Interpellato da {}, Bates ha detto",
    "pt": "a declaração de {}|disse o porta-voz de {}|disse a mulher de {}|em nome de {}|citando {}"
    "|disse Bates sobre {}|contra {}|Questionado por {}, Bates disse",
    "nl": "de verklaring van {}|zei de woordvoerder van {}|zei de vrouw van {}|namens {}|zei Bates over {}"
    "|tegen {}|over {}|Gevraagd door {}, zei Bates",
    "pl": "powiedział Bates o {}|w imieniu {}|przeciw {}|Zapytany przez {}, Bates powiedział",
}
NAMES = ("Catherine Read", "Robin Sample", "Lena van der Berg", "María de la Cruz", "Kim Łukasz", "J. R. Example")


def frames(*tables: dict[str, str]) -> list[str]:
    """Return all frames of the tables."""
    return [frame for table in tables for some in table.values() for frame in some.split("|")]


OTHERS = frames(DENIED, LISTENING, ABSENT)


def statement_by(name: str) -> Statement:
    """Return a statement of a person of that name, at whose board somebody else has spoken too."""
    board = make_board("Fairfax City Council", place="Fairfax")
    bates = make_speaker("Anthony Bates")
    make_statement("Other words altogether.", speaker=bates, meeting=make_meeting(board))
    return make_statement(f"Then {WORDS}.", speaker=make_speaker(name), meeting=make_meeting(board, date="2026-04-14"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_typed_words_credit_the_person_who_is_said_to_have_spoken_and_nobody_else(name: str) -> None:
    statement = statement_by(name)
    credited = {
        frame: said_by(claim_of(frame.format(name), is_typed=True), statement) is True
        for frame in frames(PLAIN, DENIED, LISTENING, ABSENT)
    }
    assert [frame for frame in frames(PLAIN) if not credited[frame]] == []
    assert [frame for frame in OTHERS if credited[frame]] == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("frames", [DENIED, LISTENING, ABSENT], ids=["denied", "listening", "absent"])
def test_words_beside_a_quotation_credit_nobody_else_alone_or_in_an_article(frames: dict[str, str]) -> None:
    statement_by("Catherine Read")
    for some in frames.values():
        for said in (frame.format("Catherine Read") for frame in some.split("|")):
            for pasted in (f"“{WORDS},” {said}.", f"{said}: “{WORDS}.”"):
                answer = check(pasted)
                assert answer.missing or not answer.places[0].said_by_the_named, pasted
                checked = check_article(f"The meeting took two hours.\n\n{pasted}\n\nA vote is due.", find=find)
                assert QuotationOutcome.AS_SAID not in {passage.outcome for passage in checked.passages}, pasted


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", ["told Catherine Read", "Catherine Read never said", "the statement of Catherine Read"]
)
def test_who_is_named_without_having_spoken_is_not_confirmed(said: str) -> None:
    statement_by("Catherine Read")
    answer = check(WORDS, said)
    assert answer.headline.endswith("speaker not confirmed")
    assert said in answer.warning


names = st.lists(
    st.text(st.sampled_from("abdehilmorstuv"), min_size=3, max_size=9).map(lambda name: f"Q{name}"),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(st.sampled_from(OTHERS), names)
def test_no_name_is_credited_where_another_or_nobody_speaks(frame: str, name: str) -> None:
    claim = claim_of(frame.format(name), is_typed=True)
    runs = [[word.key for word in run] for run in claim.name_runs]
    assert claim.is_disclaimed or runs != [name.casefold().split()]


@pytest.mark.parametrize(
    "written",
    ["Nao Takasugi", "Commissioner Nie", "Mayor Wont", "Nie", "Commissioner Nie said", "Cant said", "theresa may",
     "martin short", "Had", "Read had said", "If asked, Read said", "Read asked if the board agreed", "Yet Read said",
     "hatte Read gesagt", "Theresa May", "Martin Short said"],
)  # fmt: skip
def test_a_name_or_another_word_that_looks_like_a_denial_is_none(written: str) -> None:
    assert not claim_of(written, is_typed=True).is_disclaimed


@pytest.mark.parametrize(
    "written",
    ["Nie powiedział Read", "Nie sagte Read", "Não disse Read", "Read Não disse", "Wont say Read", "short of read",
     "theresa may have said", "may said theresa", "bates, citing read", "falsely attributed to theresa may"],
)  # fmt: skip
def test_a_denial_in_a_capital_or_in_small_letters_stays_one(written: str) -> None:
    assert claim_of(written, is_typed=True).is_disclaimed


@pytest.mark.parametrize("name", ["Commissioner Nie", "Mayor Wont", "Nao Takasugi", "Nie"])
def test_an_article_does_not_deny_what_somebody_of_such_a_name_said(name: str) -> None:
    assert not is_denied(f"{name} said, ", "")
    assert is_denied(f"{name} never said, ", "")
