"""No quotation that an article gives to somebody or something else, or doubts, is confirmed as the speaker's."""

import pytest

from archive.citations.articles import check_article
from archive.citations.articles.check import QuotationOutcome
from archive.citations.articles.earlier_sentence import subject_of
from archive.citations.articles.sole_speaker import speaker_in
from tests.citations.quote_checker.test_check import find
from tests.record import make_board, make_meeting, make_speaker, make_statement

WORDS = "we will close the pool on Mondays and open it on Sundays"
# “…” is the quotation. It is of Robin Sample, at a meeting of the Parkville City Council.
OF_OTHERS = (
    "“…,” chanted the crowd as Sample left.",
    "“…,” read the sign Sample held.",
    "The auditor overruled Sample: “….”",
    "Sample faced an angry email, “….”",
    "Sample got this reply: “….”",
    "Sample heckled: “….”",
    "“…,” ran the headline Sample hated.",
    "“…,” Sample imagined a critic thundering.",
    "Robin Sample sat down. Her deputy rose. “…,” she said.",
    "Sample sat down. One man rose. “…,” he said.",
    "Sample sat down. Then the fire marshal took the microphone. “…,” he said.",
    "Sample was absent. His lawyer spoke. “…,” he said.",
    "Robin Sample listened. Kids cheered. “…,” they said.",
    "Robin Sample hugged her husband. “…,” he said.",
    "“…,” Sample nearly thundered.",
    "“…,” thundered Sample critic Kim Example.",
    "“…,” said Sample critic Kim Example.",
    "“…,” said Sample supporters.",
    "“…,” thundered Sample supporters.",
    "“…,” thundered Sample staff.",
    "“…,” thundered Sample Elementary parents.",
    "“…,” thundered the crowd, Sample recounted.",
    "“…,” tweeted Sample's account.",
    "It fell to Sample's deputy: “….”",
    "Not so fast, Sample, one resident thundered: “….”",
    "Sample, a neighbour told the board, was wrong: “….”",
    "According to rumor, Sample fumed: “….”",
    "“…,” Sample is said to have grumbled.",
    "“…,” Sample recalled her predecessor fuming.",
    "« … », aurait tonné Mme Sample.",
    "«…», habría tronado Sample.",
    "«…», avrebbe tuonato Sample.",
    "“…”, zou Sample hebben gemopperd.",
    "„…“, soll Sample gewettert haben.",
    "“…,” reads a banner. Sample shrugged.",
    "Sample shrugged at the banner. “….”",
    "“…,” mocked Sample's rival.",
    "“…,” said the president of the Park board.",
    "“…,” said Robin Sample of the Park Board.",
    "“…,” said the mayor of Park.",
    "“…,” no, Sample said.",
    "“…,” Sample muttered no.",
    "“…,” pondered Sample's opponent.",
    "“…,” worried Sample's deputy.",
    "“…,” whispered someone near Sample.",
    "“…,” maintains a report Sample wrote.",
    "“…,” complained a man about Sample.",
    "“…,” Sample worried critics would say.",
    "after Robin Sample left: “….”",
    "Once Robin Sample left: “….”",
    "In the room Sample left: “….”",
    "Sample was opposed: “….”",
    "Sample was asked for clarification: “….”",
    "Sample was warned the plan was wrong: “….”",
    "Sample backs the plan of a neighbor. “…,” he said.",
    "Sample spoke. Clara voted no. “…,” she said.",
    "Asked about Sample, a neighbor said: “….”",
    "The case against Sample was clear: “….”",
    "Sample opposes the proposal: “….”",
    "Sample abrió la sesión. Toma votó en contra. «…», dijo.",
    "A juicio de un crítico de Sample, «…».",
    "Sample è attaccata: «…».",
    "Sample è criticato in aula: «…».",
    "« … », est critiqué Sample.",
    "Sample wird klar kritisiert: „…“",
    "Laut einem Gegner von Sample ist die Sache klar: „…“",
    "Zdaniem krytyka Sample sprawa jest prosta: „…”.",
    "Głos zabrał krytyk Sample. „…” – powiedział.",
    "Gevraagd naar Sample antwoordde een bewoner: “…”",
    # Words of somebody who belongs to her.
    "Zdaniem męża Robin Sample: „….”.",
    "Według brata Robin Sample: „….”.",
    "Zdaniem matki radnej Sample: „….”.",
    "Zdaniem matki burmistrz Sample: „….”.",
    "Zdaniem asystentki burmistrza Robin Sample: „….”.",
    "W opinii prawnika Robin Sample: „….”.",
    "„…” – powiedział mąż Robin Sample.",
    "„…” – powiedział mąż radnej Robin Sample.",
    "„…” – powiedział mąż burmistrz Sample.",
    "„…“, sagte die Sprecherin der Bürgermeisterin, Robin Sample.",
    "„…“, sagte die Frau des Bauern, Robin Sample.",
    "„…“, sagte Sample der Sprecher.",
    "„…“, sagte Sample der Sprecher in dem Haus.",
    "„…“, sagte Sample der Kim Martin.",
    "„…“, sagte Sample der Deutschen Example.",
    "Der Sprecherin von Sample zufolge gilt: „….“",
    "Samples Gegnern zufolge gilt: „….“",
    "Für Gegner von Sample steht fest: „….“",
    "Nach Ansicht eines Gegners von Sample ist die Sache klar: „….“",
    # Words said to her.
    "A Sample le dijo: «….»",
    "A Sample le dijeron: «….»",
    "A la concejala Sample le contestó: «….»",
    "A la concejala Sample le contestaron: «….»",
    "A Sample ha risposto: «….»",
    "A Sample disse: “….”",
    "A Sample, disse: “….”",
    "Alla consigliera Sample ha risposto: «….»",
    "«…», le dijeron a Sample.",
    "Ao vereador Sample respondeu: “….”",
    "À vereadora Sample respondeu: “….”",
    "„…“, sagte der Stadträtin Sample.",
    "„…“, sagte der Bürgermeisterin Sample ein Gast.",
    "„…“, sagte man Sample.",
    "„…“, hat man Sample gesagt.",
    "„…“, entgegnete Stadträtin Sample der Bürgermeister.",
    "„…“, hat Sample der Bürgermeister gesagt.",
    "Sample antwortete der Bürgermeister: „….“",
    "„…“, wird Sample entgegnet.",
    "„…“, wird Sample kritisiert.",
    "„…“, wurde Sample geantwortet.",
    "“…”, zei men Sample.",
    "“…”, zei iemand Sample.",
    "“…”, antwoordde Sample de burgemeester.",
    # According to her, somebody else said so.
    "Selon Sample, le maire a dit : « …. »",
    "Secondo Sample, il sindaco ha detto: «….»",
    "Segundo Sample, o prefeito disse: “….”",
    "Para Sample, el alcalde fue claro: «….»",
    "Per Sample il sindaco è stato chiaro: «….»",
    "Laut Sample sagte der Bürgermeister: „….“",
    "Volgens Sample zei de burgemeester: “….”",
    "Zdaniem Sample burmistrz powiedział: „….”.",
    "Według przeciwnika Sample: „….”.",
    "Zdaniem męża Sample: „….”.",
    "Zdaniem rzecznika Sample: „….”.",
    "W opinii przeciwnika Sample: „….”.",
    "“…,” said Sample on a comedy show.",
    "Według opozycji Sample: „….”.",
    "„…” – według przeciwnika Sample.",
    "Zapytany przez Sample powiedział: „….”.",
    "Zapytany o Sample odpowiedział: „….”.",
    "Interpellato da Sample ha risposto: «….»",
    "Preguntado por Sample respondió: «….»",
    # What was not said, or perhaps.
    "„…“, würde Sample sagen.",
    "„…“, könnte Sample sagen.",
    "„…“, habe Sample gesagt.",
    "Hat Sample gesagt: „…“?",
    "« … », dira peut-être Sample.",
    "“…,” Sample said? No.",
    "“…,” Sample said?",
    "“…”, hätte Sample gesagt.",
    "Sample was left to answer: “….”",
    "Robin Sample was not at the meeting. “…,” she said.",
    "Robin Sample did not attend. “…,” she said.",
    "Sample was absent. “…,” she said.",
    "Sample did not speak. “…,” she said.",
    "Sample no estuvo en la sesión. «…», dijo.",
    "Sample war nicht in der Sitzung. „…“, sagte sie.",
    # What she is against, or about.
    "Sample is concerned about the mistake: “….”",
    "Sample is against this mistake: “….”",
    "Sample is skeptical of the idea: “….”",
    "Sample voted against the idea: “….”",
    "Sample opposes one idea: “….”",
    "Sample feared the mistake: “….”",
    "Sample opposes the changes: “….”",
    "Sample rejects the idea: “….”",
    "Sample supports the idea: “….”",
    "Sample is clear about the case: “….”",
    "Sample fürchtet einen Fehler: „….“",
    "Sample befürwortet die Sache: „….“",
    "Sample es clara sobre el error: «….»",
    "Sample rechaza la idea: «….»",
    "Sample redoute une erreur : « …. »",
    "Sample teme l’errore: «….»",
    # What her mood may be about.
    "Sample is angry: “….”",
    "Sample was worried: “….”",
    "Sample is frustrated: “….”",
    "Sample opposes: “….”",
    "Sample opposed: “….”",
    "Sample está en contra: “….”",
    "Sample está preocupada: “….”",
    "Sample è preoccupata: «….»",
    "Sample est inquiète : « …. »",
    "Sample está satisfeita: “….”",
    "Sample ist dagegen: „….“",
    "Sample ist skeptisch: „….“",
    "Sample is bezorgd: “….”",
    "Sample jest sceptyczna: „….”",
    "„…“, rief die Menge Sample zu.",
    "„…“, rief Sample die Menge zu.",
    # What she repeats, reads or mimics.
    "„…“, sprach Sample dem Bürgermeister nach.",
    "« … », a répété Sample, reprenant le maire.",
    "«…», ha ripetuto Sample dopo il sindaco.",
    "«…», repitió Sample las palabras del alcalde.",
    "« … », a dit Sample, lisant une lettre.",
    "«…», dijo Sample, leyendo una carta.",
    "“…”, disse Sample ao ler uma carta.",
    "„…” – powtórzyła Sample za burmistrzem.",
    "“…”, herhaalde Sample de woorden van de burgemeester.",
    "“…,” Sample said, repeating the mayor's words.",
    "“…,” Sample scoffed, in the mayor's voice.",
    "“…,” said Sample, channeling the mayor.",
    "“…,” said Sample, recalling the mayor.",
    "„…“, wiederholte Sample die Worte des Bürgermeisters.",
    "«…», ha detto Sample leggendo una lettera.",
    "“…,” repeated Sample after the mayor.",
    "“…,” Sample repeated the mayor.",
    # Fiction and dreams.
    "“…,” said Sample in a dream.",
    "“…,” said Sample in the play.",
    "“…,” said Sample in a deepfake.",
    "“…,” said Sample in the novel.",
    "“…,” said Sample in his dream.",
    "“…,” said Sample in a sketch.",
    "“…,” said Sample in the movie.",
    "“…,” said Sample in a video game.",
    "„…“, sagte Sample im Traum.",
    "„…“, sagte Sample in einer Satire.",
    "«…», dijo Sample en un sueño.",
    "« … », a dit Sample dans un rêve.",
    "«…», ha detto Sample in sogno.",
    "„…” – powiedziała Sample we śnie.",
    "“…”, disse Sample num sonho.",
    "“…”, zei Sample in een droom.",
    "“…”, disse Sample na peça.",
    # A call beside her name.
    "“…,” Not Sample.",
    "“…” — Not Sample",
    "Not Sample: “….”",
    "«…», No Sample.",
    "“…,” Vote Sample.",
    "Vote Sample: “….”",
    "“…,” Fire Sample.",
    "“…,” Thanks Sample.",
    "“…,” Stop Sample.",
    "“…,” City Sample.",
    "“…,” Ex Sample.",
    "“…,” Former Sample.",
    "“…,” Sample Not.",
    "“…,” Sample Vote.",
    # What she must say.
    "„…“, muss Sample sagen.",
    "„…“, musste Sample sagen.",
    "„…“, müsste Sample sagen.",
    "„…“, sollte Sample sagen.",
    "“…”, moet Sample zeggen.",
    "“…”, moest Sample zeggen.",
    "“…”, laat Sample zeggen.",
    "“…,” Sample must say.",
    "“…,” Sample has to say.",
    "“…,” Sample should say.",
    "« … », doit dire Sample.",
    "« … », devrait dire Sample.",
    "«…», debe decir Sample.",
    "«…», debería decir Sample.",
    "«…», tiene que decir Sample.",
    "«…», deve dire Sample.",
    "«…», dovrebbe dire Sample.",
    "“…”, deve dizer Sample.",
    "“…”, tem de dizer Sample.",
    "„…” – powinna powiedzieć Sample.",
    "„…” – musi powiedzieć Sample.",
    # Documents, hers or others'.
    "“…,” underscored a report by Sample.",
    "“…,” reassured a memo by Sample.",
    "“…,” said a report by Sample.",
    "“…,” highlighted a letter per Sample.",
    "“…,” concluded an email from Sample.",
    "“…,” Sample summarized the letter.",
    "„…“, fasste Sample den Brief zusammen.",
    "„…“, fasste Sample einen Bericht zusammen.",
    "Sample stand auf. „…“, fasste sie den Brief zusammen.",
    "“…”, vatte Sample de brief samen.",
    "«…», resumió Sample la carta.",
    "« … », résume Sample la lettre.",
    "«…», riassume Sample la lettera.",
)


@pytest.mark.django_db
@pytest.mark.parametrize("article", OF_OTHERS)
def test_the_words_of_others_are_not_confirmed_as_the_speakers(article: str) -> None:
    board = make_board("Parkville City Council", place="Parkville")
    make_statement(f"W{WORDS[1:]}.", meeting=make_meeting(board), speaker=make_speaker("Robin Sample"))
    outcomes = {one.outcome for one in check_article(article.replace("…", WORDS), find=find).passages}
    assert outcomes
    assert QuotationOutcome.AS_SAID not in outcomes


WORDS_OF_HERS = (
    "Sample voted against the plan. “…,” she said.",
    "Councilmember Robin Sample is not convinced. “…,” she said.",
    "Sample was blunter: “….”",
    "Asked about the budget, Sample said: “….”",
    "Sample votó en contra. «…», explicó.",
    "De acuerdo con Robin Sample, «…».",
    "Sample ist dagegen. „…“, sagte sie.",
    "Sample a voté contre. « … », a-t-elle expliqué.",
    "Interpellata sul bilancio, Sample ha risposto: «…».",
    "Sample opõe-se ao projeto. “…”, disse ela.",
    "Gevraagd naar de begroting antwoordde Sample: “…”",
    "Sample jest przeciw. „…” – powiedziała.",
    "“…,” Sample.",
    "“…,” Robin Sample.",
    "“…,” Ms. Sample.",
    "“…” — Robin Sample",
)


@pytest.mark.django_db
@pytest.mark.parametrize("article", WORDS_OF_HERS)
def test_a_sentence_about_one_person_alone_names_who_speaks_next(article: str) -> None:
    board = make_board("Parkville City Council", place="Parkville")
    make_statement(f"W{WORDS[1:]}.", meeting=make_meeting(board), speaker=make_speaker("Robin Sample"))
    outcomes = {one.outcome for one in check_article(article.replace("…", WORDS), find=find).passages}
    assert outcomes == {QuotationOutcome.AS_SAID}


QUESTIONS = {
    "en": "Should we close the pool on Mondays and on Sundays?",
    "es": "¿Vamos a cerrar la piscina los lunes y los domingos?",
    "fr": "Est-ce que nous fermons la piscine le lundi et le dimanche ?",
    "de": "Sollen wir das Bad am Montag schließen?",
}
MADE_STATEMENTS = (
    ("en", "Sample said “we close the pool on Mondays”."),
    ("en", "“we close the pool on Mondays”, said Sample."),
    ("en", "“we close the pool on Mondays and on Sundays”, said Sample."),
    ("en", "“close the pool on Mondays”, said Sample."),
    ("en", "Sample said: “we close the pool on Mondays”."),
    ("en", "According to Sample, “we close the pool on Mondays”."),
    ("en", "Sample rose. “we close the pool on Mondays”, she said."),
    ("en", "Asked about the budget, Sample said: “we close the pool on Mondays”."),
    ("es", "«cerrar la piscina los lunes», dijo Sample."),
    ("es", "«cerrar la piscina los lunes y los domingos», dijo Sample."),
    ("fr", "« nous fermons la piscine le lundi », a dit Sample."),
    ("fr", "« nous fermons la piscine le lundi et le dimanche », a dit Sample."),
    ("de", "„wir das Bad am Montag schließen“, sagte Sample."),
)
STILL_QUESTIONS = (
    ("en", "Sample asked whether to “close the pool on Mondays”."),
    ("en", "Sample asked whether “we close the pool on Mondays”."),
    ("en", "Sample wondered if “we close the pool on Mondays”."),
    ("en", "Sample asked: “we close the pool on Mondays”."),
    ("en", "“we close the pool on Mondays”, wondered Sample."),
    ("en", "“Should we”, said Sample, “close the pool on Mondays and on Sundays?”"),
    ("es", "Sample preguntó si «cerrar la piscina los lunes»."),
    ("es", "«cerrar la piscina los lunes», preguntó Sample."),
    ("fr", "« nous fermons la piscine le lundi », a demandé Sample."),
    ("de", "Sample fragte, ob „wir das Bad am Montag schließen“."),
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "article", "is_altered"),
    [*((*row, True) for row in MADE_STATEMENTS), *((*row, False) for row in STILL_QUESTIONS)],
)
def test_a_part_of_a_question_that_is_printed_as_said_is_altered(
    language: str, article: str, *, is_altered: bool
) -> None:
    board = make_board("Parkville City Council", place="Parkville")
    words = f"Good day. {QUESTIONS[language]} Good night."
    make_statement(words, meeting=make_meeting(board), speaker=make_speaker("Robin Sample"))
    outcomes = {one.outcome for one in check_article(article, find=find).passages if one.answer}
    assert (QuotationOutcome.ALTERED in outcomes) == is_altered
    assert not (is_altered and QuotationOutcome.AS_SAID in outcomes)


@pytest.mark.parametrize(
    "sentence",
    [
        "said Sample " + "in on " * 19 + "whispered he said",
        "said Sample" + ", in the, of the" * 9 + ", he",
        "said" + ", in the, of the" * 9 + " whispered",
        "said Sample" + ", the clerk" * 18 + " whispered",
        "said " + "in of Monday, " * 12 + "whispered",
        "said " + "in on Monday Tuesday " * 9 + "whispered",
        "the mayor" + " of the town" * 12 + ", whispered Sample said",
        "according to " + "the mayor of " * 12 + "Sample whispered",
        "Sample was " + "not in the, " * 12 + "whispered",
    ],
)
def test_a_sentence_of_many_phrases_is_read_in_one_pass(sentence: str) -> None:
    """With a choice at each phrase, such a sentence would keep this test busy for hours."""
    assert speaker_in("", f" {sentence}", frozenset()) in {"", "Sample"}
    assert not speaker_in(f"{sentence}:", "", frozenset())
    assert subject_of(sentence, frozenset()) is not None
