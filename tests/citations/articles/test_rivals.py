"""“She said” means the subject of the sentence before it, and nobody if somebody else could have spoken."""

import pytest

from archive.article_files.paragraphs import paragraphs_of
from archive.citations.articles.earlier_sentence import subject_of
from archive.citations.articles.passages import passages_of
from archive.citations.quote_checker.claim import claim_of

WORDS = "we will close the pool on Mondays and open it on Sundays"
# Sentences about Robin Sample alone. The words before "she said" are free: no list has these verbs.
ALONE: dict[str, tuple[str, ...]] = {
    "en": (
        "Sample shook her head.",
        "Sample, a retired engineer now in her second term, put it bluntly.",
        "Councilmember Robin Sample said the timeline was never realistic.",
        "In a phone interview Wednesday, Sample said the work could not wait.",
        "Asked whether residents should worry, Sample frowned.",
    ),
    "es": (
        "La concejala de Obras, Robin Sample, defendió ayer el proyecto.",
        "Sample reconoce que hubo errores.",
        "Sample pidió paciencia a los clubes.",
    ),
    "de": (
        "Die Dezernentin Robin Sample bat die Vereine um Geduld.",
        "Das sieht Sample anders.",
        "Sample zeigte sich zufrieden.",
    ),
    "fr": (
        "L’adjointe aux travaux, Robin Sample, a demandé de la patience aux clubs.",
        "Sample reconnaît un retard.",
        "Sample a voté pour.",
    ),
    "it": (
        "L’assessora ai Lavori pubblici, Robin Sample, ha chiesto pazienza alle società.",
        "Sample ammette il ritardo.",
    ),
    "nl": (
        "Wethouder Robin Sample vroeg de verenigingen om geduld.",
        "Volgens Sample is de planning niet haalbaar.",
        "Dat ziet Sample anders.",
    ),
    "pt": (
        "A vereadora das Obras, Robin Sample, pediu paciência aos clubes.",
        "Sample reconhece o atraso.",
    ),
    "pl": ("Radna Robin Sample poprosiła kluby o cierpliwość.", "Sample głosowała za."),
}
# Somebody else, by name, by office, by what the person is, and unknown.
ANOTHER: dict[str, tuple[str, ...]] = {
    "en": ("with Kim Example", "with the mayor", "with a woman in the crowd", "with her husband", "with a beekeeper"),
    "es": ("con Kim Example", "con el alcalde", "con una mujer del público", "con su marido", "con un apicultor"),
    "de": ("mit Kim Example", "mit dem Bürgermeister", "mit einer Frau", "mit ihrem Mann", "mit einem Imker"),
    "fr": ("avec Kim Example", "avec le maire", "avec une femme du public", "avec son mari", "avec un apiculteur"),
    "it": ("con Kim Example", "con il sindaco", "con una donna del pubblico", "con suo marito", "con un apicoltore"),
    "nl": ("met Kim Example", "met de burgemeester", "met een vrouw", "met haar man", "met een imker"),
    "pt": ("com Kim Example", "com o prefeito", "com uma mulher do público", "com o marido", "com um apicultor"),
    "pl": ("z Kim Example", "z burmistrzem", "z kobietą z publiczności", "z mężem", "z pszczelarzem"),
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, sentence) for language, some in ALONE.items() for sentence in some]
)
def test_a_sentence_about_one_person_means_that_person_whatever_its_verb(language: str, sentence: str) -> None:
    assert "Sample" in (subject_of(sentence, frozenset({language})) or "")


@pytest.mark.parametrize(
    ("language", "sentence", "another"),
    [
        (language, sentence, another)
        for language, some in ALONE.items()
        for sentence in some
        for another in ANOTHER[language]
    ],
)
def test_with_somebody_else_in_it_a_sentence_means_nobody(language: str, sentence: str, another: str) -> None:
    with_another = f"{sentence.rstrip('.')} {another}."
    assert subject_of(with_another, frozenset({language})) == ""
    assert subject_of(f"{another[0].upper()}{another[1:]}, {sentence}", frozenset({language})) == ""


def meant(article: str) -> set[str]:
    """Return the family names that the article may give as the speaker of its last quotation."""
    *_, last = passages_of(paragraphs_of(article.replace("…", WORDS)))
    claims = [claim_of(text) for text in (last.said, last.meant)]
    return {run[-1].key for claim in claims if not claim.is_disclaimed for run in claim.name_runs}


OF_HERS = (
    "“…,” Public Works Commissioner Robin Sample told the council Tuesday night.",
    "“…,” Sample told a packed room at the Elks Lodge.",
    "“…,” Sample said in a statement released by the city.",
    "“…,” said Robin Sample, R-Parkville, who voted for the measure.",
    "“…,” Sample said after the meeting, as residents filed out of the hall.",
    "For Sample, the choice is simple: “….”",
    "Sample had a simple message for her colleagues: “….”",
    "Sample was quick to reassure families: “…,” she said.",
    "«…», publicó Sample en su cuenta de X.",
    "Sample, ingeniera de profesión, no se anda con rodeos: «…».",
    "Para Sample, no hay duda: «…».",
    "Sample lanzó un mensaje a sus compañeros: «…».",
    "„…“, ließ Sample wissen.",
    "„…“, hatte Sample am Montag im Ausschuss gesagt.",
    "„…“, mahnt Sample, die auf eine Mehrheit hofft.",
    "Laut Sample ist der Zeitplan kaum zu halten: „….“",
    "« … », s’est défendue Sample, visiblement agacée.",
    "« … », a dit Sample, ajoutant que le vote venait tard.",
    "« … », estime pour sa part Sample.",
    "La présidente du conseil, Robin Sample (DVG), a voulu rassurer les familles : « … »",
    "A spiegarlo è Robin Sample: «…».",
    "«…», sono le parole di Robin Sample.",
    "«…», ha detto Sample, aggiungendo che il voto arriva tardi.",
    "Em nota, Sample disse que “…”.",
    "“…”, disse a secretária Robin Sample (PSDB) durante a sessão.",
    "‘…’, zegt Robin Sample (54), die sinds 2018 in het schoolbestuur zit.",
    "Zoals Robin Sample zei: ‘….’",
    "Sample nie ma wątpliwości: „…”.",
    "„…” – powiedziała Sample, dodając, że głosowanie jest spóźnione.",
)


@pytest.mark.parametrize("article", OF_HERS)
def test_what_goes_on_after_the_name_and_its_verb_changes_nobody(article: str) -> None:
    assert meant(article) == {"sample"}


OF_OTHERS = (
    "Sample replied to a woman in the crowd. “…,” she said.",
    "Sample contestó a una mujer del público. «…», dijo ella.",
    "Sample antwortete einer Frau aus dem Publikum. „…“, sagte sie.",
    "Sample a répondu à une femme dans le public. « … », a-t-elle dit.",
    "Sample ha risposto a una donna del pubblico. «…», ha detto lei.",
    "Sample antwoordde een vrouw uit het publiek. ‘…’, zei ze.",
    "Sample respondeu a uma mulher do público. “…”, disse ela.",
    "Sample odpowiedziała kobiecie z publiczności. „…” – powiedziała.",
    "Sample escuchó primero a Kim Example. «…», le dijo.",
    "Sample gave him the floor. “…,” he said.",
    "Mr. Sample sat down. “…,” she said.",
    "De gemeente sprak Sample tegen. ‘…’, zei ze.",
    "Sample en Bakker ruzieden. ‘…’, zei hij.",
    "For Sample, the law is clear: “….”",
    "Para Sample, el cartel es claro: «…».",
    "Secondo Sample, la folla chiedeva una cosa: «…».",
    "Według Sample tablica jest jasna: „…”.",
    "Sample faced the parents: “….”",
    "Sample got a message from the parents: “….”",
    "Sample s’est emportée contre la phrase d’un artisan : « … »",
    "«…», ha scherzato il collega indicando Sample.",
    "«…», sta per dire Sample.",
    "„…“, träumte Sample.",
    "‘…’, wordt Sample in de mond gelegd.",
    "„…” – żona Sample.",
    "Sample shrugged. “….”",
)


@pytest.mark.parametrize(
    "article",
    [
        "Robin Sample, take note: “….”",
        "Robin Sample, toma nota: «…».",
        "Robin Sample, aufgepasst: „….“",
        "Robin Sample, prenez note : « … »",
        "Robin Sample, let op: ‘….’",
        "Robin Sample mostró el informe. «…», concluye.",
        "Robin Sample a brandi le rapport. « … », conclut-il.",
        "Robin Sample ha mostrato la perizia. «…», conclude.",
        "Robin Sample recebeu uma carta. “…”, dizia.",
        "Robin Sample a souri. « … », dit-on.",
        "Robin Sample ha sorriso. «…», si dice.",
        "Robin Sample llegó. «…», dijeron.",
        "Robin Sample yielded the lectern. “…,” she said.",
        "Robin Sample cedió la palabra. «…», dijo.",
    ],
)
def test_a_call_a_text_nobody_or_the_next_speaker_is_not_the_person_before(article: str) -> None:
    assert "sample" not in meant(article)


@pytest.mark.parametrize("article", OF_OTHERS)
def test_words_that_somebody_or_something_else_may_have_are_of_nobody(article: str) -> None:
    assert "sample" not in meant(article)


@pytest.mark.parametrize(
    ("article", "who"),
    [
        ("Wethouder Robin Sample is tevreden.\n\nHet regent al dagen.\n\n‘…’, zegt de wethouder.", {"sample"}),
        ("Mayor Robin Sample left. Mayor Kim Example stayed. “…,” the mayor said.", set()),
        ("Deputy Mayor Robin Sample left. It rained. “…,” the mayor said.", set()),
        ("Mayor Robin Sample spoke. “…,” the mayor said. It rained. “…,” the mayor said.", {"sample"}),
        ("Mayor Robin Sample resigned. Kim Example was sworn in. “…,” the mayor said.", set()),
        ("Mayor Robin Sample closed it. In Park, the mayor said no. “…,” the mayor said.", set()),
        ("Mayor Sample and Mayor Example met. “…,” the mayor said.", set()),
        ("Mayor Sample spoke, then Example, the mayor of Park. “…,” the mayor said.", set()),
        ("Mayor Sample of Park came. The mayor of Hill was not pleased. “…,” the mayor said.", set()),
        ("Mayor Sample lost in May. The mayor since then is a teacher. “…,” the mayor said.", set()),
        ("In 1999 Mayor Sample built the hall. The town met again. “…,” the mayor said.", set()),
        ("Bürgermeister Sample kam. Der Bürgermeister von Park sprach. „…“, sagte der Bürgermeister.", set()),
        ("La alcaldesa Sample llegó. La alcaldesa de Park habló. «…», dijo la alcaldesa.", set()),
        ("Le maire Sample est venu. Le maire de Park a parlé. « … », a dit le maire.", set()),
    ],
)
def test_an_office_means_the_one_person_to_whom_the_article_gives_it(article: str, who: set[str]) -> None:
    assert meant(article) == who
