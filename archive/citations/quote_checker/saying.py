"""The words that say who said a quotation: verbs of saying, titles and offices, pronouns, and words that go with them.

Attributions are read with these lists only, so that no word of a quotation is taken for an attribution by a guess. All
words are in the form of ``citations.words``: small letters, no accents, no apostrophes.
"""

from archive import people
from archive.people import listed

VERBS = listed(
    """
    said says say adds added answers answered replies replied responds responded states stated explains explained notes
    noted argues argued insists insisted warns warned writes wrote continues continued declares cautions concedes
    counters assured assures reacted declared announces announced remarks remarked comments commented testifies
    testified acknowledges acknowledged admits admitted agrees agreed concludes concluded recalls recalled suggests
    suggested observes observed joked quipped claims claimed emphasizes emphasized emphasises emphasised stresses
    stressed reiterates reiterated repeats repeated urges urged promises promised vows vowed tweeted posted interjected
    began begins opined countered conceded maintained asserted contended quoted went shouted yelled exclaimed cautioned
    pledged lamented predicted shared recounted clarified clarifies confirmed confirms offered offers reported reports
    snapped believes believed fired shot disputed disputes bemoaned boasted bragged complained complains demanded
    elaborated enthused fretted fumed gushed griped groaned grumbled hinted intoned maintains mused muttered pleaded
    pondered proclaimed protested railed ranted reasoned reflected scoffed sighed speculated surmised thundered
    whispered wondered worried retorted objected summarized summarised chided deadpanned implored posited ventured
    underscored underlined affirmed attested rebutted professed reassured advised highlighted fumes storms stormed
    moaned moans raged rages rants blasted blasts bellowed barked roared growled murmured chuckled
    laughed smiled sniffed huffed raves raved teased vented chimed estimated exclaims quips
    """
)
PARTICIPLES = listed(
    """
    saying adding asking telling noting explaining arguing writing laughing smiling dissenting concurring diciendo
    """
)
# Verbs that need a listener: "told the board". Those of asking may have one.
ASKING = listed("asked asks pregunto")
TELLING = listed("told tells reminded reminds put puts") | ASKING
PRONOUNS = listed("he she they who someone somebody others el ella ellos ellas usted quien alguien")
WHOM = listed("him her them me us it")
# Titles before a name, and offices that stand alone. The short forms that are also other words are for prose only.
OFFICES: dict[str, str] = {
    **people.OCCUPATIONS,
    **people.SPELLINGS_OF_OFFICES,
    **people.ABBREVIATED_OFFICES,
    **{word: word for word in people.OTHER_OFFICE | people.ACTING},
    **{
        short: office
        for office, shorts in {
            "acting": "interino interina",
            "former": "ex",
            "tempore": "pro tem",
            "deputy": "dep",
            "assistant": "asst",
            "associate": "assoc",
            "commissioner": "cmsr",
            "director": "dir",
            "attorney": "atty abogado abogada",
            "representative": "reps",
            "senator": "sens",
            "delegate": "del",
            "governor": "govs",
            "lieutenant": "lt",
            "administrator": "admin",
            "supervisor": "sup supv",
            "officer": "ofc",
            "captain": "capt",
            "sergeant": "sgt",
            "colonel": "col",
            "general": "gen",
            "major": "maj",
            "professor": "prof profs",
            "member": "vocal elue autarca parlamentar samorzadowiec",
        }.items()
        for short in shorts.split()
    },
}
# They come before another office, in small letters even before a capital.
QUALIFIERS = listed("vice acting interim former ex incoming outgoing deputy assistant associate")
# Forms of address that do not name an office.
ADDRESSES = (people.HONORIFICS | people.TITLES_OR_NAMES) - set(OFFICES)
# Offices used as an address: "Mr. President". After "Mr.", other offices are family names: "Mr. Reeve".
ADDRESSED = listed(
    """
    president vice chair speaker mayor secretary superintendent attorney solicitor judge justice commissioner moderator
    manager minister ambassador director treasurer clerk administrator governor senator supervisor trustee councillor
    alderperson representative undersecretary counsel controller auditor
    """
)
DAYS = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun mondays
    tuesdays wednesdays thursdays fridays saturdays sundays lunes martes miercoles jueves viernes sabado domingo today
    yesterday tonight hoy ayer week month year weekend morning afternoon evening night semana mes noche tarde pasado
    pasada
    """
)
ARTICLES = listed("the a an one another this that last his her their its el la los las un una su este esta ese esa")
# If one of these comes first, the name after it is not the speaker's: "To Mayor Read, Driver said".
NOT_BY = listed(
    """
    to for after before with against about like unlike despite concerning regarding on upon toward towards over para
    tras contra sobre hacia ante uber gegen gegenuber zu contre sur contro perante tegen namens przeciw
    """
)
# After these, a name is the speaker's.
BY = listed("by per from s segun por par von door przez da dal dalla laut")
PREPOSITIONS = listed("of at in on for to by with from during before after re s de del en por para con durante al tras")
CONJUNCTIONS = listed("and y e")
ADVERBS = listed(
    """
    later then also again further earlier simply flatly quietly once more next twice repeatedly afterward afterwards
    recently previously publicly bluntly as tambien luego despues antes on
    """
)
# After an office, these come before its place, or before the person that somebody speaks for.
BELONGING = listed("of for to with from de del")
# Words that introduce what was said: "She said that".
THAT = frozenset({"that", "que"})
PLACES = listed(
    """
    meeting meetings hearing hearings session sessions work regular special emergency annual public board boards
    boardroom council councils commission commissions committee committees subcommittee school schools district
    districts city county town township village state court argument arguments oral opinion dissent concurrence
    reporters reporter members member audience crowd residents parents staff colleagues interview statement statements
    email e mail letter press news conference release memo report financial operating executive legal academic human
    resources information police fire works finance budget business services curriculum instruction technology
    communications planning program project facilities operations vice ranking select co borough union library zoning
    tribal building democratic republican independent federal minority majority house senate assembly parliament
    congress deeds vote votes response responses applause laughter remarks comment comments part question questions
    debate discussion deliberations presentation testimony podium floor record phone zoom department office education
    trustees supervisors directors commissioners aldermen justices reunion sesion audiencia junta concejo consejo comite
    educacion urbanismo hacienda cultura movilidad obras deportes igualdad sanidad turismo empleo vivienda educacao
    saude istruzione urbanistica sanita ambiente trasporti bilancio comision distrito ciudad condado escolar publica
    ordinaria extraordinaria comunicado entrevista
    """
)
# Not names, although they stand where a name could: "Read (Parody)". "Falsely, Read said" names one person, not two.
NO_NAMES = listed(
    """
    parody satire joke fake hoax spoof false true fiction misquote misquoted paraphrase paraphrased translation fact
    claim claims headline caption update note correction verdict rating quote quotation summary
    """
)
# With one of these, an attribution does not say that the person named spoke: others did, or nobody, or the person gave
# the words of another. In all languages; words of negation are in ``negations``.
DISCLAIMING = listed(
    """
    except anyone anybody without instead rather contrary falsely wrongly incorrectly mistakenly allegedly supposedly
    purportedly denied denies deny denying refused refuses declined declines disputed disputes should might would could
    may must short unable citing cites cited quoting quotes quoted paraphrasing paraphrased imitating impersonating
    mocking parody apologies behalf echoing attributed misattributed credited rejected rejects rejecting disavowed
    repudiated recanted reportedly rumored rumoured rumor rumour rumors rumours false fake bogus fabricated excepto
    menos nego niega negaron desmintio desmiente falsamente atribuido atribuida citando rechazo rechaza presuntamente
    supuestamente falsa falso bulo bestritt bestreitet leugnete dementierte falschlich zitiert zitierend angeblich
    mutmasslich falsche falschen gerucht refuse dementi dementit tort faussement attribue citant pretendument rejete
    rejette fausse rumeur negato nega smentito smentisce attribuito attribuita respinto respinge presumibilmente negou
    desmentiu rejeitou rejeita supostamente alegadamente boato ontkent ontkende ontkend citeert citerend imieniu
    verwierp verwerpt vermeende verluidt valse onjuiste zaprzeczyl zaprzeczyla zaprzecza odmowil odmowila cytujac cytuje
    rzekomo podobno odrzucil odrzucila falszywe falszywa
    """
)
# Family names too. In a name typed in small letters, they end it: "theresa may".
FAMILY_NAMES_TOO = listed("may short rather must might tort")
# Before a verb of saying, in the same clause: "failed to say", "has yet to say", "soll gesagt haben", "aurait dit", and
# what is still to be said: "will say", "zal zeggen".
WITHHOLDING = listed(
    """
    failed fails failing stopped stops avoided avoids avoiding yet refrained refrains neglected neglects forgot ceased
    omitted evito evita dejo deja olvido omitio abstuvo habria vermied vermeidet unterliess versaumte vergass horte soll
    sollen evite cesse omis omet oublie failli abstenu abstient aurait evitato smesso omesso dimenticato astenuto
    avrebbe evitou deixou parou esqueceu absteve teria vermeed vermijdt verzuimde naliet vergat stopte zou unikal
    unikala unika przestal przestala zapomnial zapomniala will shall going wants wanted hoped hopes wird werden wurde
    wollte kann konnte darf durfte mochte muss musste musst mussen mussten sollte sollten moge lasst liess must should
    needs need ought zal zullen zult kan kon wil wilde mag mocht gaat ging moet moeten moest moesten hoort hoorde laat
    liet durft durfde va vas ira voy puede podria debe deberia debio debia tiene tuvo quiere quiso queria peut pourrait
    doit devrait devait dut veut voulait puo potrebbe deve dovrebbe doveva dovette vuole voleva vorrebbe vai pode
    poderia deveria devia tem quer moze moglby moglaby chce chcial chciala powinien powinna musi musial musiala bedzie
    """
)
UTTERING = listed(
    """
    say saying state stating tell telling claim claiming admit admitting answer explain confirm decir afirmar declarar
    dicho afirmado sagen gesagt erklart dire dit declare detto dichiarato dizer dito zeggen gezegd verklaren verklaard
    powiedziec mowic powiedzenia mowienia
    """
)
UTTERED_WITHIN = 5
# Before somebody who speaks, these say that it is not known: "if Read said". Each with its languages.
SUPPOSING: dict[str, tuple[str, ...]] = {
    "if": ("en",),
    "had": ("en",),
    "whether": ("en",),
    "unless": ("en",),
    "si": ("es", "fr"),
    "wenn": ("de",),
    "falls": ("de",),
    "ob": ("de",),
    "se": ("it", "pt"),
    "als": ("nl",),
    "indien": ("nl",),
    "jesli": ("pl",),
    "jezeli": ("pl",),
    "gdyby": ("pl",),
}
# Places that can be speakers.
BODIES = people.KINDS_OF_BODY | listed("district court city county town school department office state")
CAPITALISED_BUT_NO_NAME = listed(
    """
    i we you he she it they me us him them my our your his her its their this that these those there here the a an and
    but or nor so yet for if when while where because since though although unless until after before as at by from in
    into of on to with without about above under over not no never none nobody nothing yes yeah yep nope ok okay well oh
    ah um uh now then thus therefore however please thank thanks good great right all any some every each both many much
    more most other another such what who whom whose which why how is are was were be been am do does did have has had
    will would can could should may might must shall let lets dont wont cant isnt arent wasnt im ive id weve youre thats
    whats just only also even still again always maybe perhaps make take get go come see know think say said tell ask
    one two three four five six seven eight nine ten first second next last per absolutely certainly definitely exactly
    obviously clearly honestly frankly really actually basically unfortunately hopefully truly simply sure yo tu
    nosotros ustedes si pero que como cuando donde porque gracias bueno asked pressed speaking answering responding
    replying addressing ihnen ihm
    """
)
