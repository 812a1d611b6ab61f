"""Who else in a sentence could have spoken next: every other name, and every word for one person.

"She said" after a sentence means its subject only if nobody else is in it. Words for several people do not count, since
they would be "they", nor do places: "at the lodge", "in Parkville".
"""

import re
from collections.abc import Iterable, Sequence

from archive import people
from archive.citations.articles.sentence_words import KIN
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.subject import AttributionToken

# People who hold no office. Those that an ending tells are left out.
PERSONS = KIN | people.listed(
    """
    somebody someone everyone woman man person lady gentleman guy fellow stranger parent dad mom son daughter spouse
    partner nephew niece friend ally aide colleague boss foe rival critic fan neighbor neighbour citizen guest witness
    victim kid child boy girl teen youth pupil coach nurse judge cop guard clerk mechanic chef cook host priest monk nun
    poet expert scholar pilot thief hero mate peer pal chief deputy official lead individual heckler couple family twin
    driver caller intern bride groom vet redhead rabbi next counterpart

    mujer hombre senora senor persona alguien papa mama hijo hija esposo rabino rabina novio novia pareja viudo sobrino
    sobrina nieto nieta amigo amiga aliado aliada colega companero companera rival adversario adversaria vecino vecina
    ciudadano ciudadana inquilino inquilina desconocido desconocida invitado invitada testigo victima veterano veterana
    nino nina chico chica joven muchacho muchacha alumno alumna maestro maestra medico juez abogado abogada fiscal
    policia agente guardia funcionario funcionaria mecanico chofer cura obispo experto experta cientifico cientifica
    tecnico portavoz miembro voluntario voluntaria candidato candidata empleado empleada arquitecto arquitecta usuario
    usuaria suegra suegro

    frau mann tochter sohn neffe nichte freund feind kollege nachbar gast zeuge kunde junge madchen kind arzt anwalt
    experte pate gatte gattin dame herr jemand beamter beamte verwandte bekannter bekannte mitglied opfer elternteil oma
    opa chef genosse

    femme homme dame personne quelqu fils fille epoux veuf cousine neveu niece ami amie allie alliee collegue compagnon
    compagne voisin voisine habitant habitante citoyen citoyenne inconnu inconnue temoin victime enfant garcon jeune
    eleve medecin juge avocat avocate agent expert experte architecte pretre poete membre patron patronne adversaire
    candidat candidate employe employee chef cheffe internaute professeure prof artisan maire rabbin

    donna uomo signora signore qualcuno figlio figlia cugino cugina nipote amico amica alleato alleata collega compagno
    compagna vicino vicina cittadino cittadina sconosciuto testimone vittima bambino bambina ragazzo ragazza giovane
    alunno alunna maestra medico giudice avvocato avvocata poliziotto esperto esperta architetto architetta prete
    vescovo poeta membro capo avversario avversaria candidata impiegato impiegata tecnico artigiano preside sindaco
    sindaca rabbino

    mulher homem alguem filho filha viuva sobrinho neto neta amigo amiga aliado colega companheiro companheira vizinho
    vizinha cidadao cidada desconhecido testemunha menino menina rapaz rapariga moco moca jovem aluno aluna juiz juiza
    advogado advogada medica perito especialista arquiteto arquiteta bispo porta membro adversaria voluntario chefe
    funcionaria

    vrouw man mevrouw meneer heer zoon dochter echtgenote echtgenoot neef nicht vriend vriendin vijand collega buurman
    buurvrouw gast getuige klant jongen meisje kind kinderen arts dokter rechter advocaat expert deskundige architecte
    architect lid baas chef iemand ambtenaar kennis ouder opa oma pastoor agent
    """
)
OF = people.listed("of de del du des della dell do da dos das")
# People who listen, together. They speak as "they".
GROUPS = people.listed(
    """
    parents families residents neighbors neighbours voters colleagues members reporters journalists teachers students
    residents supporters critics council board public audience crowd
    padres familias vecinos companeros colegas periodistas profesores docentes alumnos asistentes ciudadanos presentes
    eltern familien anwohner anwohnern anwohnerinnen nachbarn kollegen kolleginnen journalisten lehrer schuler burger
    parents familles habitants riverains collegues elus journalistes enseignants eleves citoyens
    genitori famiglie cittadini residenti colleghi consiglieri giornalisti insegnanti alunni presenti
    pais familias moradores colegas vereadores jornalistas professores alunos cidadaos
    ouders gezinnen bewoners buurtbewoners collega's collegas raadsleden journalisten leraren leerlingen burgers
    rodzicow rodzicom mieszkancow mieszkancom kolegow kolegom radnych radnym dziennikarzy nauczycieli uczniow
    """
)
# These speak as one: "the crowd had one demand".
COLLECTIVES = people.listed(
    """
    crowd audience public council board union opposition publico gente multitud junta sindicato oposicion publikum
    menge verwaltung gewerkschaft opposition foule public mairie syndicat pubblico folla comune sindacato opposizione
    plateia multidao camara oposicao publiek menigte gemeente vakbond oppositie tlum publicznosc zwiazek opozycja
    """
)
OWN_MESSAGE = people.listed(
    "message mensaje botschaft appell message messaggio mensagem recado boodschap przeslanie apel"
)
# Polish words by how they begin or end, since they are declined.
POLISH = re.compile(
    r"(?:kobie[tc]|mezczyzn|pan(?:i|ia|em|u|a)?$|matk|matc|ojc|ojciec|cork|corc|syn(?:a|owi|em)?$|brat|siostr|zon[ayeo]|maz$"
    r"|mez|dziewczyn|chlop|kole[gz]|kolezan|przyjaci|sasia|mieszkan|uczen|uczni|uczenn|nauczyciel|dyrektor|architekt"
    r"|inzynier|lekar|prawni|adwoka|sedzi|polic|swiad|swiadk|kierow|klient|gosc|goscia|ekspert|rzeczni|kryty|przeciwni"
    r"|rywal|nastep|poprzedni|wspolpracow|asystent|burmistrz|wojt|prezyden|radn(?:y|a|ego|ej|emu)$|posel|posl|mechanik|ktos"
    r"|wdow|babc|dziad|wnu[kc]|kolezank|dzieck|dziec|urzednik|urzednic|pracowni|dziennikar|reporter|autor|czlon"
    r"|\w+(?:arz|[^a]nik|nic|ciel|ist|owc|owiec|czyk|log|mistrz|ator|ktor|ent)(?:a|owi|em|u|ie|y|e|ow|om|zowi)?$)"
)
ENDINGS = {
    "en": r"er|or|ar|ist|ian|eer|ee|man|woman|person|yst|ess|ant|ent|crat|wright|smith|mate",
    "es": r"or|ora|ero|era|ista|ante|ente|ano|ana|ologo|ologa",
    "de": r"in|er|ist|ent|ant|at|eur|or|mann|frau|ling|loge|kollege|freund|chef|arzt|anwalt|gast",
    "fr": r"eur|euse|trice|ien|ienne|iste|ier|iere|ant|ante|ologue",
    "it": r"tore|trice|ista|aio|iere|iera|ante|ente|ologo|ologa|iano|iana",
    "nl": r"er|aar|eur|ist|ster|ent|ant|man|vrouw|ling|in|es|rice|oog",
    "pt": r"or|ora|eiro|eira|ista|ante|ente|ologo|ologa|ano|ana",
}
PERSON_ENDING = {language: re.compile(rf"..(?:{endings})$") for language, endings in ENDINGS.items()}
# Words that end like these and are nobody.
NOT_PERSONS = re.compile(
    r"(?:ment|mente|cent|vent|tent|sent|ident|ient|rent|gent|uent|ieren|ein|ier|eer|oor)$"
    r"|^(?:(?:order|number|paper|matter|water|power|summer|winter|weather|sewer|river|center|dinner|quarter|chamber"
    r"|offer|answer|letter|corner|member|error|floor|door|factor|sector|mirror|corridor|motor|harbor|color|favor|labor"
    r"|calendar|dollar|year|grant|plant|restaurant|committee|fee|degree|process|business|success|progress|address|access"
    r"|minister|seminar|other|another|over|under|after|never|ever|former|major|minor|prior|longer|higher|lower|better"
    r"|zonder|onder|ander|bigger|greater|older|newer|larger|smaller|whether|rather|further|together|later|earlier|november|december"
    r"|september|october|particular|regular|similar|popular|important|list|event|month|timer|computer|bumper|super"
    r"|temor|valor|calor|dolor|mejor|menor|interior|exterior|anterior|posterior|rigor|horror|dinero|enero|febrero"
    r"|primero|primera|tercero|tercera|pero|manera|carretera|espera|bandera|madera|frontera|lista|vista|pista|revista"
    r"|entrevista|importante|bastante|siguiente|presente|ambiente|puente|fuente|frente|corriente|reciente|suficiente"
    r"|urgente|diferente|pendiente|verano|mano|semana|ventana|manana|temprano|humano|urbano|urbana|hora|mejora|demora"
    r"|ahora|pandemia|sommer|fenster|wasser|zimmer|keller|fehler|theater|wetter|muster|orchester|termin|medizin|prozent"
    r"|rat|monat|format|zitat|mandat|senat|staat|plakat|salat|tor|humor|lager|alter|finger|feuer|steuer|mauer|dauer"
    r"|trauer|ufer|wieder|immer|aber|oder|klar|war|gar|jahr|heure|valeur|couleur|chaleur|erreur|secteur|moteur|fleur"
    r"|peur|hauteur|ampleur|quartier|chantier|papier|dossier|courrier|premier|dernier|premiere|derniere|maniere|matiere"
    r"|metier|rien|bien|lien|soutien|entretien|ancien|ancienne|liste|piste|settore|fattore|carriera|barriera|gente"
    r"|niente|corrente|recente|evidente|kamer|nummer|cijfer|leider?schap|plein|begin|termijn|minder|eerder|verder|weer"
    r"|meer|zeer|hier|daar|waar|jaar|klaar|maar|twaalf|dinheiro|janeiro|fevereiro|primeiro|primeira|terceiro|cadeira"
    r"|madeira|feira|maneira|inteiro|inteira|melhor|pior|maior|setor|fator|favor|motor|humor|valor|erro|tambor|plano|ano"
    r"|semana|verao|urbano|humano|durante|antes|restante|constante|confiante|montante|instante|garante|avant|devant|pendant"
    r"|durant|maintenant|important|tribunal|zentrum|res|es|les|des|dies|ses|mes|tes|in|im|er|der|ihr|wir|hier|sein|kein"
    r"|mein|worin|darin|hin))$"
)
DETERMINERS = people.listed(
    """
    a an the his her their another one its this that
    un una el la su al del este otro otra un uno lo il gli dello della dell dal dalla allo alla all sul nel nello
    nella l le sua suo um uma o a os ao do da no na pelo pela seu sua outro outra
    ein eine einen einem einer eines der die das den dem des zum zur vom beim seine seinen seinem seiner ihre ihren
    ihrem ihrer jeder jeden
    une le la du au aux son sa leur cet cette l d de het een zijn haar hun andere
    """
)
# What stands before a place, or an institution.
AT_A_PLACE = people.listed("in at near en dans au aux im am in em na no nos nas nel nella w we te op uit aus from")
WITH_AN_ARTICLE = people.listed("at from au aux am op uit aus no na nos nas")
THING_IN_GERMAN = re.compile(
    r"(?:ung|heit|keit|schaft|ion|tat|nis|tum|ment|zeit|geld|ik|uld|chen|ie|plan|satz|zug|gang|recht|wort|bau|"
    r"[^r]en|ern|innen|ekte?|olle?|uss|isse|mut|zweifel|frage|kritik|kopf|stimme|haus|hand|ende|anfang|letzte|erste)[rs]?$"
)
TOWARDS = people.listed(
    """
    to with against by from a ante con contra por an mit gegen von bei vor avec contre par devant contro da davanti com
    perante aan met tegen door van
    """
)
ONE = people.listed("a an un una um uma ein eine einen einem einer une een")
THING = re.compile(
    r"(?:ion|tion|ung|heit|keit|schaft|ment|ments|dad|tad|mento|miento|aje|age|ura|ing|teit|ita|cao|ade|isme|ismo|ness|ity"
    r"|vote|voto|smile|letter|budget|plan|question)$"
)
# What can be quoted, so that a colon after it may give its words and nobody's; and what a colon alone may spell out.
TEXTS = {
    language: re.compile(rf"\b(?:{texts})(?:s|es|e|en|er|a|u|y|i|ie|o)?\b")
    for language, texts in {
        "en": (
            r"sign|banner|poster|placard|letter|e?mail|memo|report|article|editorial|headline|story|post|tweet"
            r"|comment|remark|claim|phrase|line|slogan|motto|saying|proverb|joke|word|quote|quotation|text|note"
            r"|leaflet|flyer|flier|mailer|ad|advert|caption|lyric|song|verse|law|rule|statute|code|charter"
            r"|ordinance|policy|bill|motion|resolution|contract|book|page|website|shirt|sticker|tattoo|plaque"
            r"|graffiti|chant|cry|rumor|rumour|answer|reply|response|accusation|charge|criticism|complaint"
            r"|objection|argument|theory|myth|belief|fear|worry|idea|plan"
        ),
        "es": (
            r"sentencia|convenio|cartel|pancarta|carta|correo|informe|articulo|titular|mensaje|frase|lema|refran"
            r"|dicho|chiste|cita|texto|nota|folleto|cancion|ley|norma|regla|mocion|contrato|libro|pagina|camiseta"
            r"|rumor|respuesta|acusacion|critica"
        ),
        "de": (
            r"meinung|ansicht|haltung|umfrage|plakat|schild|transparent|brief|bericht|gutachten|artikel|schlagzeile|beitrag|satz|spruch|witz|zitat"
            r"|zettel|flugblatt|lied|gesetz|regel|antrag|vertrag|buch|seite|gerucht|antwort|vorwurf|parole|motto"
            r"|mail"
        ),
        "fr": (
            r"decision|convention|arret|courrier|panneau|banderole|affiche|lettre|courriel|rapport|titre|message"
            r"|phrase|devise|proverbe|blague|citation|texte|tract|chanson|loi|regle|motion|contrat|livre|page"
            r"|rumeur|reponse|accusation|critique|slogan"
        ),
        "it": (
            r"frase|slogan|regola|norma|testo|perizia|sentenza|decisione|cartello|striscione|lettera|relazione|articolo|titolo|messaggio|motto"
            r"|proverbio|battuta|citazione|testo|volantino|canzone|legge|mozione|contratto|libro|pagina|voce"
            r"|risposta|accusa|critica|commento"
        ),
        "pt": (
            r"opiniao|carta|texto|frase|titulo|lema|ditado|contrato|regra|norma|sentenca|parecer|oficio|slogan|faixa|"
            r"cartaz|relatorio|artigo|manchete|mensagem|proverbio|piada|citacao|panfleto|cancao|lei|mocao"
            r"|livro|boato|resposta|acusacao|comentario|e-?mail"
        ),
        "nl": (
            r"mening|enquete|brief|artikel|advies|vonnis|titel|slogan|spandoek|bord|rapport|krantenkop|bericht|zin|spreuk|grap|citaat|tekst|briefje|pamflet|lied|wet|regel"
            r"|motie|boek|gerucht|antwoord|verwijt|leus|opmerking|uitspraak"
        ),
        "pl": (
            r"ankiet|opini|tablic|szyld|baner|napis|transparent|plakat|list|raport|artykul|naglowek|wpis|zdani|haslo|powiedzeni"
            r"|przyslowi|zart|cytat|tekst|ulotk|piosenk|ustaw|przepis|wniosek|umow|ksiazk|plotk|odpowiedz|zarzut"
        ),
    }.items()
}
PROPOSALS = people.listed(
    """
    proposal proposals propuesta propuestas vorschlag vorschlage proposition propositions proposta proposte propostas
    voorstel voorstellen propozycje
    """
)
# "He", and what else shows that a man is meant; then "she".
GENDERS = {
    "en": ("he him himself his mr councilman chairman alderman spokesman", "she her herself ms mrs miss councilwoman"),
    "es": ("senor sr don", "ella senora sra dona"),
    "de": ("er ihm ihn herr", "frau"),
    "fr": ("il monsieur m", "elle mme madame"),
    "it": ("lui egli signor sig", "lei ella signora"),
    "nl": ("hij hem meneer heer", "zij ze mevrouw mevr"),
    "pt": ("ele senhor sr", "ela senhora sra dona"),
    "pl": ("jego mu pan", "ona jej pani"),
}
LISTENERS = {
    "en": people.listed("him them me us"),
    "es": people.listed("le les"),
    "de": people.listed("ihm ihnen"),
    "fr": people.listed("lui"),
    "it": people.listed("gli"),
    "nl": people.listed("hem"),
    "pt": people.listed("lhe lhes"),
    "pl": people.listed("mu"),
}
POLISH_PAST = (re.compile(r"ł[.,]?$"), re.compile(r"ła[.,]?$"))


def are_in(
    tokens: Sequence[AttributionToken], shown: Sequence[str], own: Iterable[int], languages: Iterable[str]
) -> bool:
    """Return whether somebody is among the words besides the subject, read in any of the languages."""
    others = set(range(len(tokens))).difference(own)
    return any(_is_somebody(tokens, shown, at, language) for language in languages for at in others)


def _is_somebody(tokens: Sequence[AttributionToken], shown: Sequence[str], at: int, language: str) -> bool:
    key, letter = plain(tokens[at].key), tokens[at].letter
    if key in people.OTHER_OFFICE or letter in "REJXkM" or (letter == "V" and not _has_article(tokens, at)):
        # "Juge" is a judge, and a verb.
        return False
    if letter in {"o", "O"} or (language == "de" and letter == "U"):
        return not (key.endswith("s") and key[:-1] in saying.OFFICES)
    if letter == "A":
        return True
    if not at and not any(word[0].isupper() for word in shown[1:2]):
        # A first word has a capital whatever it is.
        return is_person(key, language, ())
    if letter == "N" or (shown[at][0].isupper() and at and letter not in "DLkK"):
        return _is_another_name(tokens, shown, at, language)
    before = [plain(token.key) for token in tokens[max(0, at - 2) : at]]
    # "Lost to a novice": whatever it is, it may be somebody.
    is_unknown = len(before) > 1 and before[0] in TOWARDS and before[1] in ONE and not THING.search(key)
    return is_unknown or is_person(key, language, before)


def _has_article(tokens: Sequence[AttributionToken], at: int) -> bool:
    return not DETERMINERS.isdisjoint(plain(token.key) for token in tokens[max(0, at - 1) : at])


def is_person(key: str, language: str, before: Sequence[str]) -> bool:
    """Return whether a word means one person: one of a list, or one that ends like it and has an article."""
    if key in GROUPS:
        return False
    if key in PERSONS or (language == "pl" and POLISH.match(key)):
        return True
    ending = PERSON_ENDING.get(language)
    has_ending = ending is not None and ending.search(key) is not None and not NOT_PERSONS.search(key)
    return has_ending and not DETERMINERS.isdisjoint(before)


def _is_another_name(tokens: Sequence[AttributionToken], shown: Sequence[str], at: int, language: str) -> bool:
    """Return whether a word with a capital may be a person's name: not an abbreviation, nor a place."""
    # "AFP", "R-Parkville".
    if shown[at].islower() or shown[at].isupper() or tokens[at].gap == "-":
        return False
    before = [plain(token.key) for token in tokens[max(0, at - 2) : at]]
    first = at
    while first and shown[first - 1][0].isupper() and tokens[first - 1].letter == "N" and tokens[first].gap == " ":
        first -= 1
    leading = [plain(token.key) for token in tokens[max(0, first - 2) : first]]
    places = AT_A_PLACE & LEXICONS[language].prepositions
    if leading and (leading[-1] in places - WITH_AN_ARTICLE or _is_of_a_body(tokens, shown, first, language)):
        return False
    has_article = bool(leading) and leading[-1] in LEXICONS[language].articles
    if has_article and len(leading) > 1 and leading[0] in places:
        return False
    if language != "de":
        return not (has_article and language in {"en", "fr", "es", "nl"})
    is_one_of_two = first < at or (at + 1 < len(tokens) and shown[at + 1][0].isupper() and tokens[at + 1].gap == " ")
    key = plain(tokens[at].key)
    if is_person(key, "de", before):
        return True
    is_led_in = bool(before) and (
        before[-1] in LEXICONS["de"].articles | LEXICONS["de"].prepositions | DETERMINERS
        or (tokens[at - 1].letter == "u" and re.search(r"..(?:e|en|er|es|em)$", before[-1]) is not None)
    )
    return is_one_of_two or not (is_led_in or THING_IN_GERMAN.search(key))


def has_a_text(folded: Iterable[str], languages: Iterable[str]) -> bool:
    """Return whether something that can be quoted is among the words, such as a letter or a sign."""
    written = " ".join(folded)
    return any(TEXTS[language].search(written) for language in languages)


def _is_of_a_body(tokens: Sequence[AttributionToken], shown: Sequence[str], first: int, language: str) -> bool:
    """Return whether a name is part of that of a body: "la Dirección de Servicios Públicos"."""
    before = [plain(token.key) for token in tokens[max(0, first - 3) : first]]
    is_of = len(before) > 2 and before[-1] in OF and shown[first - 2][0].isupper()  # noqa: PLR2004
    return is_of and before[0] in LEXICONS[language].articles


def is_of_another_gender(sentence: str, tag: str, languages: frozenset[str]) -> bool:
    """Return whether the words beside a quotation say "she", and the sentence before them only "he"."""
    own, earlier = _genders(tag, languages), _genders(sentence, languages)
    return len(own) == 1 and bool(earlier) and own.isdisjoint(earlier)


def has_a_listener(text: str, languages: frozenset[str]) -> bool:
    """Return whether something is told or given to "him", who may be the one named before, or somebody else."""
    folded = {plain(key) for key in people.fold(text).split()}
    return any(not LISTENERS[language].isdisjoint(folded) for language in languages)


def _genders(text: str, languages: frozenset[str]) -> set[int]:
    folded = {plain(key) for key in people.fold(text).split()}
    words = [[set(words.split()) for words in GENDERS[language]] for language in languages]
    found = {at for both in words for at, some in enumerate(both) if not some.isdisjoint(folded)}
    if "pl" in languages:
        found |= {at for at, past in enumerate(POLISH_PAST) if any(map(past.search, text.strip(" .").split()))}
    return found
