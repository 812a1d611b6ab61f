"""Says in one known verb what a sentence says in a set phrase: "did not mince words" is "said".

Such a phrase tells how its subject spoke. The grammar then finds the subject.
"""

import re
from collections.abc import Iterable

from archive import people
from archive.citations.articles.rivals import has_a_text
from archive.citations.quote_checker.languages import plain

SAID = {
    "en": "said",
    "es": "dijo",
    "de": "sagte",
    "fr": "dit",
    "it": "dice",
    "pt": "disse",
    "nl": "zei",
    "pl": "mówi",
}
PHRASES = {
    "en": (
        r"(?:hit|hits|fired|shot) back(?! at)|spoke (?:up|out)|(?:did not|didn[’']t|does not|doesn[’']t|is not|"
        r"isn[’']t|was not|wasn[’']t) (?:hold(?:ing)? back|minc(?:e|ing) (?:(?:his|her) )?words|"
        r"sugarcoat(?:ing)? it)|(?:had|has|got|gets) the last word|(?:put|puts) it (?:bluntly|plainly|simply|"
        r"this way|like this)|picks? up where s?he left off|picked up where s?he (?:had )?left off|(?:went|"
        r"goes) (?:a step )?further|(?:had|has) this to say|(?:made|makes) (?:his|her) position (?:plain|"
        r"clear)|(?:laid|lays) (?:his|her) cards on the table"
    ),
    "es": (
        r"no se (?:mordió|muerde) la lengua|no se (?:anduvo|anda) (?:por las ramas|con rodeos)|no se (?:guardó|"
        r"guarda) nada|(?:ha puesto|puso|pone) (?:de relieve|de manifiesto|el acento)|(?:ha hecho|hizo|hace) "
        r"hincapié|se (?:ha mostrado|mostró|muestra) (?:muy )?(?:tajante|contundente|rotund[oa]|categóric[oa])|"
        r"lo (?:tiene|tuvo|dejó|deja|ha dejado) (?:muy )?claro|(?:fue|va|ha ido) (?:directo|directa) al grano|"
        r"no tiene (?:ninguna )?dudas?|(?:toma|tomó|ha tomado|pidió|pide) la palabra|(?:retoma|retomó|cierra|"
        r"cerró|abre|abrió) su intervención"
    ),
    "de": (
        r"(?:redet|redete|spricht|sprach) Klartext|(?:nahm|nimmt) (?:dabei )?kein Blatt vor den Mund|(?:wird|"
        r"wurde) (?:sehr |noch )?(?:deutlich|deutlicher|konkret)|(?:bringt|brachte) es auf den Punkt|"
        r"(?:ergriff|ergreift) das Wort|(?:fand|findet) (?:klare|deutliche) Worte|(?:hielt|hält) dagegen|"
        r"(?:gab|gibt) zu Protokoll|(?:sparte|spart) (?:derweil |dabei )?nicht mit (?:Kritik|Lob)|(?:schlägt|"
        r"schlug) Alarm|(?:gibt|gab) sich (?:kämpferisch|zuversichtlich|gelassen|unnachgiebig)|(?:ist|war|"
        r"zeigt|zeigte) sich (?:sicher|überzeugt|zuversichtlich|kämpferisch|unnachgiebig)"
    ),
    "fr": (
        r"n[’'](?:a pas mâché|a guère mâché) ses mots|ne mâche (?:pas|guère) ses mots|ne décolère pas|n[’']en "
        r"démord pas|persiste(?: et signe)?(?= ?:)|enfonce le clou|a enfoncé le clou|(?:tire|a tiré) la "
        r"sonnette d[’']alarme|(?:hausse|a haussé) le ton|(?:se veut|s[’']est voulue?) (?:ferme|rassurante?|"
        r"claire?|clair|optimiste)|(?:monte|est montée?) au créneau|(?:prend|a pris|prit) la parole|n[’'](?:y "
        r"va|y est pas allée?) pas par quatre chemins|(?:met|a mis) les points sur les i|ne s[’']en (?:cache "
        r"pas|est pas cachée?)|n[’'](?:a|y va) pas (?:fait )?dans la dentelle|a fait savoir|fait savoir|a fait "
        r"valoir|fait valoir|(?:a (?:tenu|commencé|fini|conclu) (?:à|par) (?:dire|préciser|rappeler))|en "
        r"conclut|a réagi|a (?:relevé|énoncé|remarqué)|a conclu"
    ),
    "it": (
        r"va (?:dritt[oa] al punto|giù dur[oa]|al sodo)|(?:taglia|ha tagliato) corto|(?:rincara|ha rincarato) "
        r"la dose|(?:allarga|ha allargato) le braccia|(?:mette|ha messo) i puntini sulle i|non (?:usa|ha "
        r"usato) mezzi termini|non le manda a dire|(?:alza|ha alzato) la voce|(?:prende|ha preso|riprende) la "
        r"parola|non ha dubbi|(?:fa|ha fatto) sapere|(?:tiene|ha tenuto) a (?:precisare|sottolineare|ribadire)|"
        r"non ci gira intorno|(?:lancia|ha lanciato) l[’']allarme|(?:mette|ha messo) le mani avanti|ha esposto"
    ),
    "pt": (
        r"soltou o verbo|não (?:poupou|poupa|mediu|mede) (?:nas )?palavras|não (?:teve|tem) papas na língua|"
        r"(?:pôs|põe) os pontos nos (?:is|ii)|não tem (?:quaisquer )?dúvidas?|(?:fez|faz) questão de "
        r"(?:sublinhar|dizer|lembrar|frisar)|(?:tomou|toma|pediu|pede|usou d) ?a palavra|(?:abriu|encerrou|"
        r"encerra|fechou) a (?:fala|intervenção)|expôs|deixou (?:um aviso|um recado|uma garantia|uma certeza)"
    ),
    "nl": (
        r"(?:windt|wond) er geen doekjes om|(?:neemt|nam) geen blad voor de mond|(?:is|was) (?:er|daar) "
        r"(?:heel )?(?:helder|duidelijk|klaar|stellig|eerlijk) over|(?:houdt|hield) voet bij stuk|(?:slaat|"
        r"sloeg) alarm|(?:luidt|luidde) de noodklok|(?:trekt|trok) aan de bel|(?:nam|neemt|vroeg) het woord|"
        r"(?:laat|liet) weten|sprak(?! .*\b(?:aan|toe|na|tegen)\b)|(?:spaarde|spaart) (?:haar|zijn) kritiek "
        r"niet|(?:geeft|gaf) het (?:zonder blozen |ruiterlijk )?toe"
    ),
    "pl": (
        r"nie przebiera(?:ła?)? w słowach|nie przebierał w słowach|nie kry(?:je|ł|ła) (?:zadowolenia|"
        r"rozczarowania|oburzenia|zaskoczenia|radości|satysfakcji|emocji|irytacji)|nie (?:zostawia|zostawiła?|"
        r"pozostawia|pozostawiła?) (?:wątpliwości|złudzeń)|nie (?:ma|miała?) (?:co do tego |jednak "
        r")?(?:żadnych )?wątpliwości|(?:stawia|postawiła?) sprawę jasno|(?:zabrała?|zabiera) głos|zawołała?|"
        r"cieszy się|mówi wprost|zwróciła? się do (?:nich|zebranych|radnych|mieszkańców|rodziców) słowami"
    ),
}
# A set phrase ends its clause, or has only the sitting after it: "during Thursday's debate".
SITTINGS = (
    "meeting|session|hearing|debate|sesión|pleno|debate|reunión|Sitzung|Debatte|Ausschuss|Stadtrat|Rat|séance|conseil"
    "|débat|réunion|seduta|consiglio|riunione|dibattito|reunião|sessão|assembleia|vergadering|raad|debat|sesj|posiedzeni"
)
ENDING = (
    rf"(?=(?: (?:[\w’'-]+ ){{1,3}}(?:{SITTINGS})\w*(?: (?:del?|da|van) [\w-]+| [\w’]+day)?)?[\s:.]*$"
    r"|,? (?:[\w’'-]+ ){0,3}?[A-ZÀ-ÞŁŚŻŹ])"
)
KNOWN = {language: re.compile(rf"(?<!\w)(?i:{phrases}){ENDING}") for language, phrases in PHRASES.items()}


def in_plain_words(sentence: str, languages: Iterable[str]) -> str:
    """Return the sentence with a plain verb of saying for each set phrase of its languages that means one.

    A letter may not mince words either, nor "the anti-Read league": such a sentence stays as it is.
    """
    known, folded = sorted(KNOWN.keys() & set(languages)), plain(people.fold(sentence)).replace("-", " ").split()
    if "anti" in folded or has_a_text(folded, known):
        return sentence
    for language in known:
        sentence = KNOWN[language].sub(SAID[language], sentence)
    return sentence
