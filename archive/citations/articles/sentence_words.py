"""Words by which the grammar of sentences around a quotation (``sole_speaker``) knows what stands where."""

import re

from archive import people
from archive.citations.quote_checker import saying

INDEFINITE = people.listed(
    "an another ein eine einer een un une uno una um uma one some every each man men jemand iemand ktos alguem qualcuno"
)
# Not those of Polish, which are declined.
KIN = people.listed(
    """
    father mother brother sister uncle aunt cousin husband wife widow
    padre madre hermano hermana tio tia primo prima marido esposa viuda abuelo abuela
    vater mutter bruder schwester onkel tante ehemann ehefrau witwe
    pere mere frere soeur oncle mari epouse veuve
    fratello sorella zio zia marito moglie vedova nonno nonna
    pai mae irmao irma tia avo
    vader moeder broer zus oom weduwe
    """
)
PLURAL_PRONOUNS = people.listed("ils elles ellos ellas loro oni eles elas someone somebody alguien")
ENGLISH_PRONOUNS = people.listed("they we others one who")
RELATIVE = people.listed("who qui que che ktory ktora quien quem")
THAN = people.listed("que como come comme che wie jak jako als wie dat qu")
# Only words for how somebody speaks, or is sure, may lead into words by a colon. "Sample is angry: ..." may give what
# angers her.
HOW_SOMEBODY_SPEAKS = people.listed(
    """
    blunt blunter clear adamant direct firm unequivocal concise brief convinced
    claro clara tajante contundente rotundo rotunda convencido convencida categorico categorica
    uberzeugt klar fest deutlich sicher eindeutig
    clair claire convaincu convaincue categorique formel formelle
    chiara chiaro irremovibile convinto convinta categorico categorica netto netta
    firme taxativo taxativa perentorio perentoria direto direta chiarissimo chiarissima
    overtuigd duidelijk onverbiddelijk helder
    bluntly plainly mince minced doubt doubts reassuring duda dudas rodeos tajantemente zweifel doute doutes rassurant
    rassurante dubbi dubbio duvida duvidas twijfel watpliwosci optymista optymistka tranquilizador
    przekonany przekonana nieugiety nieugieta stanowczy stanowcza
    """
)
# What a sentence may say of a person without bringing in anybody, or anything, that could have spoken: what people do
# and are, things, and texts, which may be what a colon introduces. Each list with its letter in the grammar.
PREDICATES = {
    "b": people.listed(
        """
        is was are were be been has had remains es esta fue ha foi e era est a cest etait ist war hat wird gilt sieht
        klang steht
        heeft jest byl byla sta fu put puts words anda hay tiene tenia rodeos se veut laisse laat liess lasst ci sono ha
        aveva hat keinen keine kein geen ma mial miala tem ha tinha voulu quis quiso wollte wilde did does doesnt dont
        not nicht pas n non niet nie nao no
        """
    ),
    "v": people.listed(
        """
        rose stood sat left spoke waited nodded shrugged disagreed disagrees agreed agrees arrived smiled laughed paused
        rise stand speak answer respond speaks took takes opened opens closed closes voted votes vote next
        discrepa hablo hablar intervino levanto tomo toma palabra abrio abre cerro voto vota pidio
        sprach sprechen nickte lachelte trat stand widersprach widerspricht meldete meldet wort eroffnete eroffnet
        stimmte stimmt ergriff bringt brachte punkt
        parla parlo parlare interviene intervenne preso prende parola aperto apre votato intervenuto intervenuta
        parle parla prit intervient pris prend parole ouvert ouvre vote intervenu intervenue parler
        sprak spreekt spreken stond knikte nam neemt woord opende opent stemde stemt debat mengde boos vat vatte samen
        wstal wstala protestuje przemawia przemawial przemawiala glos zabral zabrala poprosil poprosila otworzyl
        otworzyla glosowal glosowala
        discorda falou falar levantou pediu tomou usou palavra abriu abre votou interveio
        podium microphone lectern floor pult mikrofon rednerpult tribune micro palco tribuna atril microfono microfone
        """
    ),
    "a": HOW_SOMEBODY_SPEAKS,
    # "Meldete sich zu Wort".
    "M": people.listed("zu"),
}
# A councillor of the opposition is nobody's deputy.
BENCHES = people.listed("opposition opposizione oposicion oposicao maggioranza minoranza")
ENGLISH_LETTERS = {
    "T": frozenset(saying.TELLING) - {"pregunto"},
    "V": saying.VERBS,
    "B": people.listed("has had have"),
    "P": people.listed("he she"),
    "C": people.listed("according per"),
    "G": people.listed("saying adding noting explaining diciendo anadiendo"),
    "R": people.listed("the"),
    "Q": INDEFINITE | people.listed("a his her their its my our this that these those two three four several many"),
}
ENGLISH_ADVERBS = (saying.ADVERBS | {"back", "first"}) - {"as", "on"}
# Where a verb needs no subject beside it.
WITHOUT_PRONOUNS = {"es", "it", "pt", "pl"}
# Ends of German nouns that are feminine, so that "der" makes a dative of them.
FEMININE = ("ung", "schaft", "heit", "keit", "presse", "agentur", "post", "rundschau")
# German nouns in the genitive that are nobody: "die Vorsitzende des Schulausschusses".
GERMAN_BODY = re.compile(
    r"(?:(?:ausschuss|verband|verein|vorstand|elternbeirat)e?s|partei|fraktion|kommission|verwaltung|schule|stiftung)$"
)
# How verbs end that no list has, right after a quotation and before a name: "«…», tronó Read".
# None is known in English, where any word in -ed may be what the words did to somebody: "“...,” haunted Read".
FINITE = {
    language: re.compile(f"..(?:{ends})$")
    for language, ends in {
        "es": "o|a|e|aba|ia",
        "de": "te?|[^e]n?g|ss|b|f|[^e]s",
        "fr": "e|ait|it|a",
        "it": "a|e|o|ava|eva|iva",
        "nl": "t|de|te",
        "pt": "ou|eu|iu|a|e|ava|ia",
        "pl": "[^aeiouy]la?|[aeiouy]la?|uje",
    }.items()
}
NO_VERBS = people.listed(
    """
    bekam bekommt czyta dromde droomde droomt ecoute entend erhalt erhielt escucha escuta gilt hoorde hoort hort
    horte imagina imaginait imagine imagino imaginou imita imite imito kreeg krijgt le leest legge liest lit
    otrzymal ouve ouviu oye oyo parodia parodio recebe recebeu recibe recibio recoit recut reva revait reve
    riceve sente sentit singe slyszy snil snila sogna sognava sogno sonha sonhou sono sta stava subit suena
    sufre sufrio traduce traduit tradujo traduz traduziu traf traumt traumte trifft uslyszal veniva viene vroeg
    werd werden wordt wurden was is has his this its yes hears argerte verfolgt sorprendio irrito preocupo inquiete
    accueille spaventa stoort ergerde irritou
    """
)


def may_be_a_verb(key: str, language: str) -> bool:
    """Return whether a word ends like a finite verb, and is not one of those that give the words of another."""
    return language in FINITE and FINITE[language].search(key) is not None and key not in NO_VERBS
