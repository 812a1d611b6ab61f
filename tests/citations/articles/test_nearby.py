"""Who is meant where no list has the verb, or where only a pronoun stands beside a quotation; and who is not."""

import pytest

from archive.article_files.paragraphs import paragraphs_of
from archive.citations.articles.article_languages import article_languages
from archive.citations.articles.nearby import Nearby
from archive.citations.articles.passages import ArticleQuotation, passages_of
from archive.citations.articles.speech_tags import without_quotations
from archive.citations.quote_checker.claim import claim_of

WORDS = "we will close the pool on Mondays and open it on Sundays"
NONE = ArticleQuotation(0, 0, 0, "")
# “…” is the quotation. Robin Sample is a woman and the mayor.
MEANT: dict[str, str] = {
    "de": "„…“, wetterte Stadträtin Robin Sample."
    "|„…“, freute sich Sample."
    "|‚…‘, wetterte Sample."
    "|„Wir haben gestern lange beraten“, sagte Sample. Und weiter: „…“"
    "|„…“, beharrte Sample.|Sample bringt es auf den Punkt: „…“"
    "|Sample meldete sich als Letzte zu Wort. „…“, sagte sie.|Sample verteidigte den Plan. „…“, sagte sie."
    "|So sagte Sample am Montag: „…“|Sample ist sich sicher: „…“",
    "en": "“…,” grumbled Coun. Robin Sample.|“…,” Sample shot back.|“…,” mused maintenance director Robin Sample."
    "|Sample rose to speak. “…,” she told the board."
    "|Robin Sample, who chairs the board, rose. “…,” she said."
    "|“…,” Sample.|“…,” said Robin Sample on Monday night."
    "|Answering a question from a resident, Sample said: “….”"
    "|Speaking after the vote, Councilmember Sample said: “….”|Sample was the last to speak. “…,” she said."
    "|Asked by Kim Example, Sample said: “….”",
    "es": "«…», tronó la alcaldesa Robin Sample.|«…», se quejó Sample.|«…», opina el concejal Robin Sample."
    "|Para Sample, la cuestión es otra: «…».|La alcaldesa Robin Sample discrepa. «…», zanjó."
    "|En palabras de Sample, «…».|La alcaldesa Sample tomó la palabra en último lugar. «…», dijo."
    "|Preguntada por un vecino, Sample respondió: «…».|Sample defendió el proyecto. «…», dijo ella."
    "|Antes de la votación, Sample argumentó: «…».",
    "fr": "« … », fulmine la maire Robin Sample.|« … », s’est agacée Mme Sample.|« … », avait déjà dit Mme Sample."
    "|Pour Mme Sample, la question est simple : « … »"
    "|« … », fulmine l’élue d’opposition Robin Sample."
    "|Comme le dit Sample : « … »|Interrogée par un habitant, Sample a répondu : « … »"
    "|Sample a pris la parole en dernier. « … », a-t-elle dit.",
    "it": "«…», tuona la sindaca Robin Sample.|«…», gli ha risposto la sindaca Sample."
    "|Per Sample la questione è semplice: «…»."
    "|In una nota, Sample ha dichiarato: «…».|«…», ha ribattuto la sindaca Sample."
    "|Rispondendo a un cittadino, Sample ha detto: «…».|Sample ha preso la parola per ultima. «…», ha detto.",
    "nl": "“…”, mopperde raadslid Robin Sample.|“…”, sneerde inwoner Robin Sample."
    "|“…”, had Sample in januari al gezegd.|Voor Robin Sample is het duidelijk: “….”"
    "|Burgemeester Sample was boos. “…”, zei ze."
    "|“…”, hield Sample vol.|Sample vat het samen: “….”|Sample nam als laatste het woord. “…”, zei ze.",
    "pl": "„…” – narzekała radna Robin Sample.|– … – grzmiała Sample.|„…” – grzmiała w listopadzie Sample."
    "|„…” – nalegała Sample.|Sceptyczna Sample powiedziała: „…”."
    "|Sample zabrała głos jako ostatnia. „…” – powiedziała.|Sample broniła projektu. „…” – mówiła."
    "|„…” – powiedziała w piątek przewodnicząca rady Robin Sample.",
    "pt": "“…”, elogiou a prefeita Robin Sample.|“…”, queixou-se Sample durante o debate."
    "|“…”, rebateu Sample no plenário."
    "|Para Sample, a questão é outra: “…”.|— … — disse a vereadora Robin Sample."
    "|A prefeita Robin Sample discorda. “…”, afirmou."
    "|Depois da votação, Sample declarou: “…”.|Questionada por um morador, Sample respondeu: “…”."
    "|“…”, retorquiu Sample.|Sample foi a última a falar. “…”, disse ela.",
}
NOT_MEANT: dict[str, str] = {
    "de": "„…“, raunte Kim Example Sample zu.|„…“, wetterte ein Zuschauer gegen Sample.|„…“, bekam Sample zu hören."
    "|„…“, wurde Sample vorgehalten.|„…“, stand auf dem Schild neben Sample.|„…“, schrieb Third an Sample."
    "|Sample wartete. Eine Anwohnerin trat vor. „…“, sagte sie.|Sample schwieg, während eine Frau rief: „…“"
    "|Third lobte Sample: „…“|Der Sprecher von Sample wetterte: „…“|„…“, wetterte Sample nicht."
    "|„…“, wetterte der Sprecher der Bürgermeisterin Sample.|An Sample gewandt wetterte er: „…“"
    "|Kim Example sprach nach Sample. „…“, sagte sie.|„…“, hörte Sample jemanden sagen."
    "|„Wir haben gestern lange beraten“, sagte Sample. „…“, wetterte Third."
    "|Vogt widersprach Sample. „…“, sagte er.|Sample antwortete dem Bürgermeister. „…“, sagte er."
    "|„…“, will Sample sagen.|Von Sample gefragt, sagte Kim Example: „…“",
    "en": "“…,” somebody shouted at Sample.|“…,” fumed a resident at Sample.|“…,” Sample was told."
    "|Sample waited. A resident stepped up. “…,” she said.|Sample fell silent as a woman shouted: “….”"
    "|Third praised Sample: “….”|“…,” fumed Sample’s spokesman.|“…,” Sample did not quip."
    "|Turning to Sample, he thundered: “….”|“…,” a sign next to Sample read."
    "|“…” was how Third summed up Sample.|“We met for a long time,” Sample told council. “…,” Coun. Third shot back."
    "|Who voted? “Not me?” Sample. “…,” Third said.|Who said “…”? Sample."
    "|Asked by Sample about the plan, Kim Example said: “….”|Speaking for Sample, Kim Example said: “….”"
    "|Sample answered the mayor. “…,” he said.|Sample presented the proposal: “….”"
    "|“…,” Sample is going to say.|Sample wants the mayor to say: “….”",
    "es": "«…», murmuró un vecino a Sample.|«…», tronó Third contra Sample.|«…», oyó Sample."
    "|Third elogió a Sample: «…»."
    "|Sample esperaba. Una vecina se levantó. «…», dijo.|Sample callaba mientras una mujer gritaba: «…»."
    "|«…», tronó el asesor de la alcaldesa Sample.|«…», no tronó Sample.|Dirigiéndose a Sample, tronó: «…»."
    "|Sample criticó al alcalde. «…», dijo él.|Preguntado por Sample, Kim Example dijo: «…»."
    "|«…», va a decir Sample.|Sample presentó la propuesta: «…».|Sample leyó las palabras de Third: «…».",
    "fr": "« … », a murmuré un spectateur à Mme Sample.|« … », tonne un riverain contre Sample."
    "|« … », s’est entendu dire Sample.|Mme Sample attendait. Une riveraine s’est avancée. « … », a-t-elle dit."
    "|Mme Sample se taisait, tandis qu’une femme criait : « … »|M. Third a salué Mme Sample : « … »"
    "|« … », fulmine l’adjoint de Mme Sample.|S’adressant à Mme Sample, il fulmine : « … »"
    "|Sample a critiqué le maire. « … », a-t-il dit.|Interrogé par Sample, Kim Example a dit : « … »"
    "|« … », va dire Sample.|Sample a présenté la proposition : « … »",
    "it": "«…», ha mormorato un residente a Sample.|«…», ha tuonato Third contro Sample."
    "|«…», si è sentita dire Sample."
    "|Sample aspettava. Una residente si è alzata. «…», ha detto.|Third ha elogiato Sample: «…»."
    "|Il portavoce di Sample tuona: «…».|Rivolgendosi a Sample, ha tuonato: «…»."
    "|Sample ha criticato il sindaco. «…», ha detto.|Interpellato da Sample, Kim Example ha detto: «…»."
    "|«…», vuole dire Sample.|Sample ha presentato la proposta: «…».",
    "nl": "“…”, fluisterde een inwoner tegen Sample.|“…”, beet een inwoner Sample toe.|“…”, kreeg Sample te horen."
    "|“…”, werd Sample verweten.|Sample zweeg terwijl een vrouw riep: “….”"
    "|De woordvoerder van Sample bulderde: “….”|“…”, bulderde Sample niet."
    "|Zich tot Sample wendend bulderde hij: “….”"
    "|“…”, zal Sample vanavond zeggen.|“…”, wil Sample zeggen."
    "|Sample antwoordde de burgemeester. “…”, zei hij.|Sample presenteerde het voorstel: “….”",
    "pl": "„…” – szepnął mieszkaniec do Sample.|„…” – zarzucono Sample.|„…” – usłyszała Sample."
    "|– … – szepnął widz Sample."
    "|Sample czekała. Wstała mieszkanka. „…” – powiedziała."
    "|„…” – grzmiał rzecznik burmistrz Sample.|Kim Example, rzeczniczka burmistrz Robin Sample, powiedziała: „…”."
    "|„…” – powiedział mąż radnej Sample.|„…” – powiedział mąż przewodniczącej rady Robin Sample."
    "|Zapytany przez Sample, Kim Example powiedział: „…”."
    "|„…” – chce powiedzieć Sample.|Sample przedstawiła wniosek: „…”.",
    "pt": "“…”, murmurou um morador a Sample.|“…”, atirou um morador à prefeita Sample.|“…”, ouviu Sample."
    "|“…”, disse Third depois de conversar com Sample.|Third elogiou Sample: “…”."
    "|Dirigindo-se a Sample, trovejou: “…”."
    "|Tavares criticou Sample. “…”, disse ele.|Questionado por Sample, Kim Example disse: “…”."
    "|“…”, vai dizer Sample.|Sample apresentou a proposta: “…”.",
}


def meant(article: str) -> list[str]:
    """Return the folded names that the article may give as the speaker of its last quotation."""
    *_, last = [NONE, *passages_of(paragraphs_of(article.replace("…", WORDS)))]
    runs = claim_of(last.said).name_runs or claim_of(last.meant).name_runs
    names = ["" if last.not_checked else " ".join(word.key for word in run) for run in runs]
    return names if not claim_of(last.said).is_disclaimed or last.meant else []


@pytest.mark.parametrize("article", [article for some in MEANT.values() for article in some.split("|")])
def test_one_person_in_the_place_of_the_speaker_is_meant_whatever_the_verb(article: str) -> None:
    assert meant(article) in (["robin sample"], ["sample"])


@pytest.mark.parametrize("article", [article for some in NOT_MEANT.values() for article in some.split("|")])
def test_a_listener_an_absent_person_or_one_of_two_is_not_meant(article: str) -> None:
    # With two names, the checker confirms neither.
    assert meant(article) not in (["robin sample"], ["sample"])


@pytest.mark.parametrize("language", MEANT)
def test_the_language_of_an_article_is_that_of_its_prose(language: str) -> None:
    assert article_languages(without_quotations(MEANT[language])) == {language}


@pytest.mark.parametrize(
    ("paragraphs", "person", "why"),
    [
        (["Lee Third left.", "Sample rose. “Yes,” she said."], "Sample", "those in the same paragraph"),
        (["Kim Example left.", "“Yes,” she said."], "Kim Example", "else those in the one before"),
        (["Kim Example left.", "It rained.", "“Yes,” she said."], "", "nothing else may come between"),
        (["Kim Example left.", "It rained.", "It rained.", "“Yes,” she said."], "", "but no further back"),
        (["Sample, Robin Sample, left.", "“Yes,” she said."], "Sample", "the name at the head"),
        (["Sample met Lee Third.", "“Yes,” she said."], "", "two people"),
        (["The house of Sample is old.", "“Yes,” she said."], "", "a thing of hers"),
        (["It rained.", "On “the house of Kim Example.” “Yes,” she said."], "", "names in quotations are not meant"),
    ],
)
def test_a_pronoun_means_the_one_who_was_named_last(paragraphs: list[str], person: str, why: str) -> None:
    number = len(paragraphs) - 1
    people = Nearby(paragraphs)
    assert people.before(number, paragraphs[number].index("“Yes")) == person, why
