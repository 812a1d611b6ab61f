"""The words of attributions in Spanish, German, French, Italian, Portuguese, Dutch and Polish.

Those in English are in ``saying``, with most of those in Spanish. The words of a language count only where one of its
verbs of saying, or of its words for "according to", stands beside the quotation: "die" is an article in German and a
verb in English. All words are in the form of ``citations.words``.
"""

from dataclasses import dataclass

from archive.people import listed


@dataclass(frozen=True)
class Lexicon:
    """The words of one language.

    ``verbs`` are finite forms ("sagte"). ``auxiliaries`` need one of the ``participles`` ("hat ... gesagt"). Words of
    ``according`` stand before the speaker ("laut"), those of ``following`` after ("zufolge"). ``clitics`` and
    ``adverbs`` may stand beside a verb.
    """

    verbs: frozenset[str]
    auxiliaries: frozenset[str]
    participles: frozenset[str]
    according: frozenset[str]
    following: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    pronouns: frozenset[str]
    clitics: frozenset[str]
    adverbs: frozenset[str]
    days: frozenset[str]
    addresses: frozenset[str]
    that: frozenset[str]
    not_: frozenset[str]


def _lexicon(**words: str) -> Lexicon:
    return Lexicon(**{kind: listed(words.get(kind, "")) for kind in Lexicon.__dataclass_fields__})


LEXICONS: dict[str, Lexicon] = {
    "en": _lexicon(
        articles="the a an",
        prepositions="of at in on to for with from by about after before during",
        conjunctions="and or",
        pronouns="he she they",
        adverbs="also then later again",
        days="""
        monday tuesday wednesday thursday friday saturday sunday yesterday today tonight morning afternoon evening night
        """,
    ),
    "es": _lexicon(
        verbs="""
        dijo dice decia dijeron afirmo afirma afirmaba anadio anade agrego agrega explico explica respondio responde
        senalo senala indico indica manifesto manifesta declaro declara aseguro asegura sostuvo sostiene comento comenta
        conto cuenta subrayo subraya puntualizo puntualiza aclaro aclara apunto apunta advirtio advierte insistio
        insiste recalco recalca recordo recuerda reitero reitera destaco destaca lamento lamenta denuncio denuncia
        defendio defiende critico critica concluyo concluye escribio escribe preciso precisa relato relata reconocio
        reconoce admitio admite remarco remarca argumento argumenta expreso expresa enfatizo enfatiza confeso confiesa
        confirmo confirma matizo matiza ironizo opino opina considero considera zanjo sentencio prometio promete
        adelanto anuncio anuncia resalto resalta replico replica espeto apostillo mantuvo detallo pregunto alerto alerta
        aviso avisa bramo bromeo celebro celebra coincidio contesto contesta elogio ensalzo espeta exclamo exige exigio
        expone expuso incidio lanzo objeto protesto quejo recrimino reprocho trono zanja teme temia mantiene entusiasma
        continuo continua prosiguio prosigue completo completa repitio repite cerro calcula detalla retruco sugirio
        sugiere planteo plantea razono rebatio rebate ratifico ratifica abundo ahondo apostilla corroboro corrobora
        exhorto adujo arguyo revelo revela informo informa valoro valora vaticino increpo suplico sostenia explicaba
        aseguraba defendia insistia recordaba advertia reconocia reclamo reclama subrayaba senalaba solto asevero
        asevera espetaba ratificaba remato remata sentencia disparo dispara arremetio machaco machaca clamo clama grito
        grita rugio gruno ironiza bromea suspiro suspira reflexiono reflexiona recordaria recrimina reprocha cuestiono
        cuestiona propuso propone pidio pide rechazo rechaza desmenuzo ahonda incide aduce alego alega puntualizaba
        previno previene pronostico pronostica zanjaba manifestaba expresaba resume resumio
        """,
        auxiliaries="ha han habia",
        participles="""
        dicho afirmado anadido agregado explicado respondido senalado indicado manifestado declarado asegurado sostenido
        comentado contado subrayado puntualizado aclarado apuntado advertido insistido recalcado recordado reiterado
        destacado lamentado denunciado defendido criticado concluido escrito precisado relatado reconocido admitido
        remarcado argumentado expresado enfatizado confesado confirmado matizado opinado considerado zanjado prometido
        adelantado anunciado resaltado replicado detallado soltado aseverado rematado gritado disparado ironizado
        sugerido planteado rebatido ratificado revelado lanzado exclamado valorado
        """,
        according="segun para",
        articles="el la los las un una su este esta",
        prepositions="""
        a al de del en con durante por tras ante para sobre desde entre hasta contra hacia bajo junto frente sin
        """,
        conjunctions="y e o",
        pronouns="el ella ellos ellas",
        clitics="se le lo les que como asi",
        adverbs="antes tambien ayer hoy despues luego ademas entonces ya recientemente claramente tajante",
        days="""
        lunes martes miercoles jueves viernes sabado domingo manana tarde noche enero febrero marzo abril mayo junio
        julio agosto septiembre setiembre octubre noviembre diciembre
        """,
        addresses="senor senora sr sra don dona dr dra",
        that="que",
        not_="no nunca jamas nadie ningun ninguna tampoco ni",
    ),
    "de": _lexicon(
        verbs="""
        sagt sagte sagten sagen erklart erklarte erklarten meint meinte meinten betont betonte betonten antwortet
        antwortete fragt fragte schreibt schrieb berichtet berichtete erganzt erganzte kritisiert kritisierte mahnt
        mahnte warnt warnte fordert forderte verlangt verlangte versichert versicherte unterstreicht unterstrich
        bekraftigt bekraftigte erwidert erwiderte entgegnet entgegnete kontert konterte behauptet behauptete
        argumentiert argumentierte erlautert erlauterte begrundet begrundete bilanziert bilanzierte resumiert resumierte
        urteilt urteilte findet fand glaubt glaubte hofft hoffte kundigt kundigte teilt teilte fugt fugte stellt stellte
        halt hielt raumt raumte gibt gab lobt lobte bemerkt bemerkte bestatigt bestatigte beklagt beklagte bedauert
        bedauerte erinnert erinnerte verspricht versprach verteidigt verteidigte verkundet verkundete ausserte aussert
        konstatiert konstatierte appelliert appellierte befurchtet befurchtete wiederholt wiederholte prazisiert
        prazisierte prophezeit erzahlt erzahlte verriet verrat schildert schilderte verdeutlicht verdeutlichte wunscht
        wunschte wettert wetterte schimpft schimpfte scherzt scherzte weiss denkt dachte ausfuhrte befand bemangelt
        bemangelte entgegenhielt freute gestand jubelte klagt klagte klagten meckerte monierte pochte polterte raunte
        rief spottete staunte verwies wehrte wiegelte rechnete kalkuliert schatzt schatzte zeigte hebt hob sprach
        mutmasste mutmasst insistierte insistiert wandte wendet beteuerte beteuert beruhigte beruhigt prognostizierte
        prognostiziert pladierte pladiert stohnte sinnierte feixte beschwichtigte emporte emport konkretisierte
        analysierte analysiert fasste fasst informierte informiert drohte droht beharrte beharrt grantelte grantelt
        brummt brummte brummelte murrte murrt knurrte knurrt seufzte seufzt lachte lacht witzelte witzelt frotzelte
        frotzelt stichelte stichelt giftete giftet atzte atzt maulte mault zurnte zurnt donnerte donnert schnaubte
        schnaubt legte legt schob schiebt setzte setzt nannte nennt verlautbarte folgerte folgert schlussfolgerte
        vermutet vermutete orakelte frohlockte ermahnte ermahnt beschied beschwor rugte rugt tadelte wunderte wundert
        mokierte echauffierte ereiferte
        """,
        auxiliaries="hat habe hatte haben hatten wird wurde",
        participles="""
        gesagt erklart betont gemeint geschrieben versichert angekundigt mitgeteilt gewarnt gefordert erganzt kritisiert
        zitiert hinzugefugt bekraftigt geantwortet geaussert unterstrichen erwidert beteuert gemahnt
        """,
        according="laut gemass so fur",
        following="zufolge",
        articles="der die das des dem den ein eine einer eines einem einen ihre seine unser unsere",
        prepositions="""
        am im in an auf bei beim gegenuber vor von vom nach wahrend mit zu zum zur uber aus fur gegen um unter ab seit
        neben hinter ohne zwischen
        """,
        conjunctions="und sowie oder",
        pronouns="er sie",
        clitics="sich es dazu das daruber dabei wie dies",
        adverbs="""
        schon bereits da danach daraufhin anschliessend zuletzt zunachst weiter hinzu mit dazu ferner auch dann jetzt
        nun gestern heute klar fest ausserdem zudem zuvor spater abschliessend erneut wissen verlauten wortlich kurzlich
        schliesslich an ein aus zusammen dar fort
        """,
        days="""
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montagabend dienstagabend mittwochabend
        donnerstagabend freitagabend montags dienstags abend morgen vormittag nachmittag januar februar marz april mai
        juni juli august september oktober november dezember
        """,
        addresses="herr frau herrn dr prof",
        that="dass",
        not_="nie niemals nicht kein keine keiner weder niemand",
    ),
    "fr": _lexicon(
        verbs="""
        dit disait dira disent declare declarait affirme affirmait explique expliquait ajoute ajoutait repond repondait
        souligne soulignait assure assurait estime estimait rappelle rappelait insiste insistait precise precisait
        indique indiquait confie confiait raconte racontait lance lancait martele martelait juge jugeait note notait
        observe observait constate constatait regrette regrettait deplore deplorait denonce denoncait defend defendait
        promet promettait previent prevenait avertit alerte alertait reconnait reconnaissait admet admettait conclut
        concluait poursuit poursuivait resume resumait tranche temoigne temoignait commente commentait retorque
        retorquait reagit reagissait replique repliquait plaide plaidait ironise tempere nuance analyse detaille
        soutient soutenait annonce annoncait ecrit ecrivait reclame avance avoue felicite justifie pointe rassure
        exclame confirme complete glisse souffle clame balaie relativise salue proteste fulmine tonne avertissait
        redoute redoutait rapportait reconnut felicitait vante dement rejette indigne inquiete emporte agace argumente
        developpe enchaine considere espere souhaite repete reitere rencherit objecte garantit jure revendique appuie
        revele evoque signale interroge critique rejouit enthousiasme craint maintient repondit pense pensait soupire
        tacle peste pestait tempete tempetait grince gronde grogne lache assene tance ironisait s'agace bougonne
        sermonne attaque accuse rale rage maugree sourit rit plaisante raille tacler persifle cingle conteste contredit
        corrige abonde sindigne desespere interpelle prone milite exige demande supplie implore tranchait
        """,
        auxiliaries="a ont avait avaient est sont etait",
        participles="""
        repondu rappele defendu defendue promis prevenu averti reconnu admis conclu poursuivi reagi soutenu fait
        felicitee justifiee exclamee balaye indignee inquietee emportee agacee rencheri garanti appuye rejoui rejouie
        maintenu peste grince lache assene lance martele rale crie
        """,
        according="selon pour dixit",
        articles="le la les un une des du ce cette son sa leur",
        prepositions="""
        a au aux de du des d en dans lors devant sur par pour avec apres avant pendant durant chez depuis sous vers
        derriere malgre parmi hors sans entre contre pres envers
        """,
        conjunctions="et ou",
        pronouns="il elle ils elles on",
        clitics="t s se le l la nous leur lui y en je j m me",
        adverbs="""
        deja egalement aussi encore ensuite alors hier aujourdhui recemment notamment simplement clairement comme fait
        savoir valoir
        """,
        days="""
        lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi apres-midi janvier fevrier mars avril mai
        juin juillet aout septembre octobre novembre decembre
        """,
        addresses="m mme mlle monsieur madame maitre me",
        that="que qu",
        not_="pas jamais ne n aucun aucune personne ni",
    ),
    "it": _lexicon(
        verbs="""
        dice diceva disse dicono dichiara dichiarava dichiaro afferma affermava affermo spiega spiegava spiego aggiunge
        aggiungeva aggiunse sottolinea sottolineava risponde rispondeva rispose commenta commentava sostiene sosteneva
        precisa precisava assicura assicurava ribadisce ribadiva conclude concludeva concluse avverte avvertiva ricorda
        ricordava racconta raccontava osserva osservava nota attacca attaccava replica replicava scrive scriveva scrisse
        annuncia annunciava ammette ammetteva evidenzia evidenziava prosegue proseguiva continua continuava insiste
        insisteva promette denuncia denunciava chiarisce chiariva rilancia puntualizza rassicura riferisce rivendica
        auspica rincara incalza taglia chiosa ironizza sbotta tuona esordisce confessa confida rileva insorge ammonisce
        ammoniva esclama esclamo esulta lamenta lamentava loda plaude protesta rammenta rimarca sbuffa stima teme
        obietta riporta riferiva entusiasma ripete ripeteva concorda ribatte ribatteva argomenta argomentava conferma
        confermava criticava difende difendeva indica indicava informa informava sintetizza riassume riconosce
        riconosceva svela rivela rivelava scherza specifica specificava annota attesta replico sfoga sfogava urla urlava
        grida gridava sospira sospirava sorride protestava brontola brontolava ironizzava punge pungeva affonda tuonava
        sbottava tagliava ricalca contesta contestava accusa accusava domanda domandava chiede chiedeva propone
        proponeva suggerisce riflette rifletteva ragiona ammicca scandisce sibila ringhia
        """,
        auxiliaries="ha hanno aveva avevano e",
        participles="""
        detto dichiarato affermato spiegato aggiunto sottolineato risposto commentato sostenuto precisato assicurato
        ribadito concluso avvertito ricordato raccontato osservato notato attaccato replicato scritto annunciato ammesso
        evidenziato proseguito continuato insistito promesso denunciato chiarito rilanciato puntualizzato rassicurato
        riferito rivendicato auspicato rincarato incalzato tagliato chiosato ironizzato sbottato tuonato esordito
        confessato confidato rilevato fatto entusiasmato completato chiuso convenuto ripetuto esultato lamentato
        criticato riportato protestato ribattuto obiettato domandato confermato difeso ammonito lanciato rimarcato
        sintetizzato riassunto rivelato scherzato specificato argomentato informato urlato gridato sfogato sospirato
        scandito suggerito contestato accusato chiesto
        """,
        according="secondo per cosi",
        articles="il lo la i gli le un uno una del della dello questa questo",
        prepositions="""
        a al allo alla ai agli alle di del dello della dei degli delle da dal dalla in nel nello nella nei nelle con su
        sul sulla durante dopo prima per tra fra verso contro presso sotto dietro senza davanti accanto ad all dell nell
        dall sull d
        """,
        conjunctions="e ed o",
        pronouns="lui lei egli ella loro",
        clitics="si lo l ci ne le gli come poi cosi",
        adverbs="""
        telefono eppure pero quindi intanto gia ancora poi anche inoltre ieri oggi infine invece chiaramente
        recentemente sapere
        """,
        days="""
        lunedi martedi mercoledi giovedi venerdi sabato domenica mattina sera pomeriggio gennaio febbraio marzo aprile
        maggio giugno luglio agosto settembre ottobre novembre dicembre
        """,
        addresses="signor signora sig dott dottor dottoressa avv prof onorevole",
        that="che",
        not_="non mai nessuno nessuna ne",
    ),
    "pt": _lexicon(
        verbs="""
        disse diz dizia disseram afirmou afirma afirmava declarou declara declarava explicou explica explicava garantiu
        garante garantia acrescentou acrescenta sublinhou sublinha ressaltou ressalta destacou destaca defendeu defende
        respondeu responde alertou alerta contou conta concluiu conclui escreveu escreve frisou frisa comentou comenta
        salientou salienta observou observa notou nota lembrou lembra recordou recorda reforcou reforca reiterou reitera
        avaliou avalia argumentou argumenta criticou critica apontou aponta adiantou adianta anunciou anuncia assegurou
        assegura indicou indica referiu refere revelou revela admitiu admite reconheceu reconhece enfatizou enfatiza
        pontuou pontua relatou relata informou informa completou completa advertiu adverte esclareceu esclarece insistiu
        insiste vincou considerou considera justificou justifica desabafou prometeu promete resumiu resume elogiou
        elogia queixou rebateu rebate retrucou ironizou lamentou lamenta comemorou comemora disparou disparava mantem
        sustenta sustentou entusiasma finalizou finaliza concordou concorda vociferou calcula calculou repetiu repete
        detalhou detalha celebrou celebra reagiu reage espera teme temeu argumentava replicou retorquiu ripostou riposta
        atirou atira objetou contrapos questionou questiona indagou perguntou sintetizou sugeriu sugere ponderou pondera
        constatou constata confidenciou confirmou confirma denunciou denuncia ironiza opinou opina precisou prosseguiu
        prossegue contrariou exclamou exclama exigiu cutucou cutuca bradou brada gritou grita suspirou suspira sentencia
        bufou esbravejou esbraveja reclamou reclama criticava pediu pede cobrou cobra provocou provoca brincou brinca
        emendou emenda atacou ataca acusou acusa desafiou propos propoe explicitou ratificou reafirmou reafirma
        respondia rematou remata sentenciou
        """,
        auxiliaries="tem tinha havia",
        participles="""
        dito afirmado declarado explicado garantido acrescentado sublinhado ressaltado destacado respondido insistido
        rebatido defendido criticado lembrado reiterado alertado frisado salientado
        """,
        according="segundo conforme para",
        articles="o a os as um uma do da dos das este esta seu sua",
        prepositions="""
        a ao aos em no na nos nas num numa de do da dos das com durante por pelo pela apos antes sobre entre perante
        contra sob sem junto diante
        """,
        conjunctions="e ou",
        pronouns="ele ela eles elas",
        clitics="se lhe o como que",
        adverbs="ainda tambem depois ontem hoje entao ja recentemente simplesmente",
        days="""
        segunda terca quarta quinta sexta feira sabado domingo manha tarde noite janeiro fevereiro marco abril maio
        junho julho agosto setembro outubro novembro dezembro
        """,
        addresses="sr sra senhor senhora dr dra dom dona",
        that="que",
        not_="nao nunca jamais ninguem nem nenhum nenhuma",
    ),
    "nl": _lexicon(
        verbs="""
        zei zegt zeiden zeggen stelt stelde vindt vond verklaart verklaarde vertelt vertelde benadrukt benadrukte
        antwoordt antwoordde reageert reageerde laat liet voegt voegde schrijft schreef meldt meldde legt legde
        waarschuwt waarschuwde concludeert concludeerde herhaalt herhaalde meent meende denkt dacht erkent erkende
        belooft beloofde bevestigt bevestigde licht lichtte merkt merkte geeft gaf verzekert verzekerde vraagt vroeg
        constateert constateerde pleit pleitte klinkt klonk roept riep beaamt beaamde bekent bekende besluit besloot
        bromt bromde foetert foeterde hekelt hekelde mijmert moppert mopperde prijst prees schampert schat schatte
        sneert sneerde verzucht verzuchtte wees wierp zucht zuchtte vervolgt vervolgde oordeelt oordeelde verdedigt
        verdedigde vult vulde blikt vreest vreesde hoopt hoopte klaagt klaagde kondigt kondigde schetst schetste toont
        verbaasde repliceert repliceerde riposteert riposteerde stipt stipte onderstreept onderstreepte nuanceert
        nuanceerde preciseert preciseerde bezweert bezwoer betoogt betoogde redeneert redeneerde adviseert adviseerde
        bekritiseert bekritiseerde beweert beweerde pareert pareerde weerlegt weerlegde grapt grapte analyseert
        analyseerde beklemtoont beklemtoonde peinst snauwt snauwde sputtert sputterde stamelt verduidelijkt
        verduidelijkte hield houdt briest brieste bitst bitste luidt luidde sist siste gromt gromde brult brulde lacht
        lachte glimlacht knort bijt beet snuift briesten fulmineert fulmineerde tiert tierde jammert jammerde zegde weet
        wist somt oppert opperde suggereert suggereerde dringt drong hamert hamerde ketst kaatst kaatste
        """,
        auxiliaries="heeft had hebben hadden",
        participles="""
        gezegd verklaard verteld benadrukt geantwoord gesteld gemeld geschreven laten toegevoegd herhaald betoogd
        bevestigd beloofd erkend gereageerd gewaarschuwd toegelicht uitgelegd onderstreept gezucht
        """,
        according="volgens aldus voor",
        articles="de het een der deze dit zijn haar hun onze",
        prepositions="""
        op in aan tot tegen tegenover tijdens na voor van bij met over uit naar om onder door namens naast achter zonder
        tussen langs
        """,
        conjunctions="en of",
        pronouns="hij zij ze",
        clitics="zo zoals dat daarover daarop hierover hierop zich dan",
        adverbs="""
        al daarna vervolgens weten toe eraan uit verder ook later nog gisteren vandaag fel stellig duidelijk desgevraagd
        gisteravond vanavond vanmiddag aan vol
        """,
        days="""
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag maandagavond dinsdagavond woensdagavond
        donderdagavond vrijdagavond avond ochtend middag januari februari maart april mei juni juli augustus september
        oktober november december
        """,
        addresses="meneer mevrouw mevr dhr mw dr",
        that="dat",
        not_="niet nooit geen niemand noch",
    ),
    "pl": _lexicon(
        verbs="""
        powiedzial powiedziala powiedzieli mowi mowil mowila dodal dodala dodaje podkreslil podkreslila podkresla
        zaznaczyl zaznaczyla zaznacza oswiadczyl oswiadczyla oswiadcza wyjasnil wyjasnila wyjasnia stwierdzil
        stwierdzila stwierdza twierdzi twierdzil twierdzila odpowiedzial odpowiedziala odpowiada zapewnil zapewnila
        zapewnia napisal napisala pisze tlumaczyl tlumaczyla tlumaczy przekazal przekazala przekazuje skomentowal
        skomentowala komentuje ocenil ocenila ocenia zauwazyl zauwazyla zauwaza przyznal przyznala przyznaje uwaza
        uwazal uwazala poinformowal poinformowala informuje przypomnial przypomniala przypomina ostrzegl ostrzegla
        ostrzega apelowal apelowala apeluje argumentowal argumentowala argumentuje zapowiedzial zapowiedziala zapowiada
        relacjonuje relacjonowal relacjonowala opowiada opowiadal opowiadala podsumowal podsumowala podsumowuje wskazal
        wskazala wskazuje powtorzyl powtorzyla krytykuje pytal pytala pyta kwituje podaje podal alarmuje chwalil
        chwalila cieszyl cieszyla grzmial grzmiala narzekal narzekala obiecal obiecala odparl odparla przestrzega
        szepnal ubolewal ubolewala uzupelnil uzupelnila wytknal wytknela zakonczyl zakonczyla podala deklaruje
        zadeklarowal zadeklarowala przekonuje przekonywal przekonywala wtoruje zachwala zachwalal zachwalala szacuje
        szacowal szacowala skrytykowal skrytykowala ostrzegal ostrzegala kontynuuje zapewnial zapewniala tonowal
        odpowiadal odpowiadala podsumowywal zauwazal zauwazala rzekl rzekla rzucil rzucila zakomunikowal zakomunikowala
        oznajmil oznajmila oznajmia zripostowal zripostowala replikuje zareplikowal sprecyzowal sprecyzowala precyzuje
        wyjasnial wyjasniala obiecuje ubolewa narzeka komentowal komentowala wtracil wtracila dopowiedzial dopowiedziala
        doprecyzowal doprecyzowala pouczyl pouczyla potwierdzil potwierdzila potwierdza skwitowal skwitowala spuentowal
        spuentowala uspokajal uspokajala uspokaja wyznal wyznala wyznaje zadrwil zadrwila zastrzegl zastrzegla zastrzega
        dopytywal dopytywala alarmowal alarmowala nawolywal nawolywala przypominal przypominala deklarowal deklarowala
        podkreslal podkreslala zaznaczal zaznaczala nalegal nalegala nalega wypalil wypalila zlosci zloscil zloscila
        irytuje irytowal irytowala zali zalil zalila zaapelowal zaapelowala zaapelowali kpi kpil kpila drwi drwil drwila
        ironizuje ironizowal ironizowala wzdycha wzdychal wzdychala westchnal westchnela denerwuje denerwowal
        denerwowala oburza oburzal oburzala dziwi dziwil dziwila gani zartuje zartowal zartowala zazartowal zazartowala
        proponuje proponowal proponowala zaproponowal zaproponowala zapytal zapytala sugeruje sugerowal sugerowala
        uspokoil uspokoila konkluduje konkludowal konkludowala konczy dorzuca dorzucil dorzucila kwitowal kwitowala
        grzmi krzyczal krzyczala krzyknal krzyknela wyliczal wyliczala wylicza protestuje protestowal protestowala
        rozwiewa opisuje opisywal opisywala wspomina wspominal wspominala rozklada ripostuje
        """,
        according="wedlug zdaniem slowami",
        articles="",
        prepositions="""
        w we na do po podczas przed przy z ze o od u dla obok za nad pod wobec ku bez przeciw przeciwko miedzy trakcie
        czasie
        """,
        conjunctions="i oraz",
        pronouns="on ona oni",
        clitics="sie nam to tak jak",
        adverbs="""
        telefon juz wczoraj dzis dzisiaj takze rowniez nastepnie pozniej wprost ponadto jednoczesnie dalej stanowczo
        krotko pap
        """,
        days="""
        poniedzialek wtorek srode czwartek piatek sobote niedziele rano wieczorem stycznia lutego marca kwietnia maja
        czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia styczniu lutym marcu kwietniu maju czerwcu lipcu
        sierpniu wrzesniu pazdzierniku listopadzie grudniu
        """,
        addresses="pan pani",
        that="ze iz",
        not_="nie nigdy nikt zaden zadna ani",
    ),
}
