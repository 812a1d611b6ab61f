"""Kinds of sentences in which newspapers name a speaker without a verb of saying right beside the name."""

import pytest

from tests.citations.articles.test_nearby import meant

SAMPLE = {
    "a sentence about nobody else leads in": (
        "Sample had a simple message: “….”",
        "Sample reassured the parents: “….”",
    ),
    "a verb before its subject leads in": (
        "Danach ergriff Sample das Wort und forderte ein Ende des Streits: „…“",
        "Al suo posto ha parlato Sample: «…».",
    ),
    "the subject is stressed": (
        "Fue Sample quien respondió a los padres: «…».",
        "C’est Sample qui a répondu aux parents : « … »",
    ),
    "what somebody thinks is cut short": (
        "Sample called the delay unfair, “….”",
        "Sample considera injusto el retraso, «…».",
        "Sample juge la situation incompréhensible, « … ».",
        "Sample uważa to za niepotrzebny wydatek, „…”.",
    ),
    "the words are summed up after them": (
        "“….” That was how Sample summed up two hard years.",
        "‘….’ Met die woorden opende Sample het debat.",
    ),
    "a verb that no list has": ("« … », trompette Sample.",),
    "whatever follows the name": (
        "“…,” argued Sample before the vote, which passed after two hours.",
        "„…“, begründete Sample nach der Sitzung, die bis elf Uhr dauerte.",
    ),
    "one office of many, after the name": (
        "Según Sample, la situación es grave. «…», advirtió la concejala.",
        "Sample hält das für falsch. „…“, so die Stadträtin.",
    ),
    "words that go on": ("“We met for a long time,” Sample said. The room broke into applause. “…,” she continued.",),
    "a particle before the family name": ("„…“, mahnte von Sample.",),
    "a live report with its times": ("8.15pm: Cllr Sample: “….”", "+++ 20:58 +++ Sample: „….“", "20:14 | Sample: «…»."),
}
NOT_SAMPLE = {
    "somebody who is called after her": (
        "The Sample family said: “….”",
        "La tía Sample dijo: «…».",
        "“…”, dijo la familia Sample.",
        "« … », dit le clan Sample.",
        "La famiglia Sample dice: «…».",
        "Mutter Sample sagte: „….“",
        "De familie Sample zei: “….”",
        "O pai Sample disse: “….”",
        "Rodzina Sample powiedziała: „…”.",
    ),
    "another is brought in": (
        "Toma la palabra el abogado de Sample: «…».",
        "C’est au tour du mari de Sample de s’exprimer. « … », dit-il.",
        "Jetzt spricht Samples Anwalt: „….“",
        "Nu is het woord aan de woordvoerder van Sample: “….”",
        "Na mównicy kapelan Sample: „…”.",
        "8.15pm: The chaplain answers Sample: “….”",
    ),
    "another, or a text, did not mince words": (
        "The union did not mince words about Sample: “….”",
        "The letter Sample signed did not mince words: “….”",
        "Sample’s critics hit back: “….”",
        "El capellán no se mordió la lengua con Sample: «…».",
        "“…”, sprak Sample aan.",
        "Voor Sample nam de kapelaan het woord: “….”",
    ),
    "another may have spoken after what she did": (
        "Sample thanked the chaplain who rose and said: “….”",
        "Sample thanked the drivers, and the chaplain added: “….”",
        "Sample dankte der Kaplan und sagte: „….“",
        "Sample podziękował kapelan i dodał: „…”.",
        "Po południu kapelan powiedział Sample: „…”.",
    ),
    "the name may be that of either of two": (
        "«…», ha dicho el asesor de la concejala, Kim Sample.",
        "« … », dit l’adjoint de la maire, Kim Sample.",
        "“…”, destaca o assessor da vereadora, Kim Sample.",
        "«…», ha detto il consulente dell’assessora, Kim Sample.",
    ),
    "something was said to her": (
        "Sample was warned: “….”",
        "Sample fue advertida: «…».",
        "Sample kreeg te horen: “….”",
    ),
    "somebody is to say it": ("Sample espera que el estado diga: «…».", "Sample hofft, dass das Land sagt: „…“"),
    "she is called": ("Sample, take note: “….”", "Sample, let op: “….”"),
    "a text is read": ("Sample las een brief van de buurt voor: “….”", "Sample a lu un courrier des parents : « … »"),
    "a text is remembered": ("Sample erinnerte an einen Satz ihres Vorgängers: „…“",),
    "somebody is accused": ("Des parents accusent Sample d’avoir dit : « … »",),
    "an office of one person, who is not named": ("Sample opposes the plan. “…,” the mayor said.",),
    "somebody else comes between": ("“We met for long,” Sample said. A man rose. “…,” he continued.",),
    "an office of another place": ("Mayor Sample left. “…,” said the mayor of Fairview.",),
    "two people before a pronoun": ("Beck disagreed with Sample. “…,” he said.",),
    "she did not speak": (
        "Sample did not attend. “…,” she said.",
        "Sample did not come. “…,” she said.",
        "Sample was not in the room. “…,” she said.",
    ),
    "what the words did to her": (
        "“…,” haunted Sample.",
        "“…,” persuaded Sample.",
        "“…,” Sample received.",
        "“…,” Sample disliked.",
        "“….” That was what Sample feared.",
    ),
    "somebody whom no list has did something to her": (
        "The midwife sued Sample. “…,” she said.",
        "The barista served Sample. “…,” she said.",
        "“We met for long,” Sample said. Kim rose. “…,” she continued.",
    ),
    "a thing of which the words are": (
        "Sample has a problem: “….”",
        "Sample knew the risk: “….”",
        "Sample tiene un problema: «…».",
        "Sample hat ein Problem: „…“",
        "È stata Sample a sentire: «…».",
        "Coube a Sample ouvir: “…”.",
    ),
    "a thought": ("Sample seufzte. „…“, dachte sie.",),
}


@pytest.mark.parametrize("article", [article for some in SAMPLE.values() for article in some])
def test_such_a_sentence_names_its_speaker(article: str) -> None:
    assert meant(article)[-1].endswith("sample")


@pytest.mark.parametrize("article", [article for some in NOT_SAMPLE.values() for article in some])
def test_in_such_a_sentence_somebody_else_may_have_spoken(article: str) -> None:
    assert "sample" not in meant(article)[-1:]
