"""Sentences that give words which nobody said so: hearsay, a doubt, a dream, what was read aloud or repeated."""

import re
from itertools import pairwise

from archive import people
from archive.citations.articles.denials import SAYING
from archive.citations.articles.sentence_words import HOW_SOMEBODY_SPEAKS, KIN
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.languages import phrase_at, plain
from archive.citations.quote_checker.negations import is_negated

MOST_TOKENS = 40
# Besides what disclaims any quotation: the words are hearsay, or were nearly said, or are those of another.
HEDGES = people.listed(
    """
    nearly almost virtually practically seemingly apparently presumably probably possibly perhaps maybe hardly barely
    scarcely ostensibly hearsay legend
    imagined pretended fictional fictitious actor actress impersonator account
    shall wouldnt if whether unless supposed
    aurait auraient dirait presque quasi quasiment failli paraitrait
    habria habrian diria casi
    avrebbe avrebbero direbbe presunto
    zou zouden bijna haast vermeend
    soll sollen sollte sollten fast beinahe
    mial miala mieli mialby mialaby prawie niemal niby
    teria teriam diria quase
    dira diront dirai peut probablement quiza quizas acaso probablemente posiblemente forse magari probabilmente
    vielleicht eventuell moglicherweise wahrscheinlich misschien wellicht waarschijnlijk moze chyba prawdopodobnie
    talvez provavelmente possivelmente
    """
)
FICTION = people.listed(
    """
    dream dreams dreamed nightmare play deepfake novel sketch satire movie film game cartoon skit story parody comedy
    puppet
    sueno novela pelicula satira reve roman piece cauchemar sogno romanzo opera commedia sonho peca romance
    droom roman toneelstuk snie sen powiesci sztuce filmie satyrze
    """
)
FICTION_IN_GERMAN = re.compile(
    r"\b(?:[Ii]m|\w*e(?:m|r|n)) (?:\w+ )?(?:Alb|Wunsch)?(?:Traum|Satire|Parodie|Roman|Film|Theaterstück|Stück|Märchen"
    r"|Sketch|Deepfake|Hörspiel|Video)s?\b"
)
# "Rief die Menge Read zu": one of them called, to the other.
CALLED_TO = re.compile(r"\b(?:rief|riefen|ruft|raunte|flüsterte|schrie|brüllte|warf|zischte) .+ zu\W*$")
# "Répéta Read après le maire": what she repeats may be another's.
REPEATING = people.listed(
    """
    repeat repeats repeated repeating reiterated wiederholte wiederholt wiederholten repete repeta repetait reiterado
    repitio repite repetido repetia ripete ripetuto ripeteva repetiu repetiam herhaalde herhaalt herhaald powtorzyl
    powtorzyla powtarza powtorzyli
    """
)
REPEATED = people.listed("after nach apres dopo tras despues depois apos za na po the den die das dem la le il el o a")
# "Read has no doubt", "Read doesn't mince words": a negation that makes what is said more certain.
WITHOUT_DOUBT = people.listed(
    """
    doubt doubts mince minced duda dudas rodeos mache machent maches doute doutes dubbi dubbio duvida duvidas zweifel
    daran twijfel
    watpliwosci kryl kryla kryje ukrywa ukrywal ukrywala cache escondeu esconde nasconde oculta oculto verhehlt
    """
)
# Relatives, and those around somebody, are called after them: "la familia Read", "Onkel Read", "the Read family".
CALLED_AFTER = KIN | people.listed(
    """
    familia clan entorno equipo familie lager famille camp entourage equipe famiglia staff squadra equipa campo kamp
    rodzina rodziny sztab ojciec matka brat siostra wuj ciotka maz zona wdowa
    """
)
WITH_A_NAME_BEFORE = people.listed("family clan camp team campaign office household estate")
FIRST_HEDGES = (HEDGES | saying.DISCLAIMING) - saying.FAMILY_NAMES_TOO
HEARING = people.listed(
    """
    odczytal odczytala przeczytal przeczytala przytoczyl przytoczyla lectura lecture lettura leitura
    pensato pensado citato citado thought pensa penso pensou pensava dachte dacht pomyslal pomyslala
    heard hear hears read reads reading mimicked mocked mimicking
    repeating recalling channeling channelling recounting reciting voice words
    lisant leyendo leggendo lendo ler czytajac voorlezend vorlesend reprenant relisant citando repitiendo ripetendo
    repetindo paroles palabras palavras woorden slowa slowami voz voix voce stem glosem
    horte horten hort gehort zitierte zitieren vorgehalten vorgeworfen vorgelesen verlas
    hoorde hoorden hoort gehoord citeerde geciteerd
    entend entendu entendait cite citait lu lit ecoute ecoutait
    oyo oye oido escucho escucha cita cito citaba leyo lee
    sente sentito sentita ascolta ascoltato cita citava legge letto
    ouviu ouve ouvido escutou cita citou leu
    slyszal slyszala uslyszal uslyszala slucha sluchal sluchala cytowal cytowala zarzucono
    """
)


def is_doubtful(sentence: str, *, is_beside: bool = True) -> bool:
    """Return whether a sentence gives words that were not said so; beside no quotation, it may deny something else."""
    folded = [plain(key) for key in people.fold(sentence).split()]
    # "In the words of Read" are not words that she heard.
    folded = folded[phrase_at(folded, 0) :]
    # "Read" with a capital is a name.
    small = [plain(key) for word in sentence.split() if not word[:1].isupper() for key in people.fold(word).split()]
    small = [key for key in small if key in folded]
    claim = claim_of(sentence)
    is_sure = not WITHOUT_DOUBT.isdisjoint(folded)
    if (claim.is_disclaimed if is_beside and not is_sure else claim.is_of_another) or sentence.rstrip().endswith("?"):
        return True
    hidden = is_fiction(sentence) or not (HEDGES | HEARING).isdisjoint(small) or not FIRST_HEDGES.isdisjoint(folded[:1])
    # "Wird Read kritisiert": others spoke.
    hidden |= not {"wird", "wurde", "worden"}.isdisjoint(folded) and HOW_SOMEBODY_SPEAKS.isdisjoint(folded)
    hidden |= CALLED_TO.search(sentence) is not None or _has_a_namesake(sentence)
    hidden |= not (REPEATING.isdisjoint(folded) or REPEATED.isdisjoint(folded))
    denied = not is_sure and is_negated(sentence) and not SAYING.isdisjoint(folded)
    said_to = re.search(
        r"\b(?:is|are|was|were) (?:left|said|reported|believed|rumou?red|quoted|told|thought) ", sentence
    )
    return hidden or denied or said_to is not None or len(folded) > MOST_TOKENS


def _has_a_namesake(sentence: str) -> bool:
    """Return whether somebody in a sentence may be called after the speaker: "la tía Read", "the Read family"."""
    return any(
        (after[:1].isupper() and plain(people.fold(before)) in CALLED_AFTER)
        or (before[:1].isupper() and after in WITH_A_NAME_BEFORE)
        for before, after in pairwise(sentence.split())
    )


def is_fiction(sentence: str) -> bool:
    """Return whether a sentence is about a dream, a play or the like."""
    small = {plain(key) for word in sentence.split() if not word[:1].isupper() for key in people.fold(word).split()}
    return not FICTION.isdisjoint(small) or FICTION_IN_GERMAN.search(sentence) is not None
