"""Whether two given names can be one person's: equal, an initial, or a usual short form. Never a prefix.

"Paul" is no short form of "Paula". Which short forms are usual is in the package ``nicknames``, from genealogists, and
in a list for what it lacks. Some of the package's pairs are names of their own today, such as Eric for Derrick. Those,
and two short forms of one name, may be one person's, but nothing is decided by them.
"""

from enum import IntEnum
from functools import cache

from nicknames import NickNamer

from archive.language.people.folding import fold, listed


class Likeness(IntEnum):
    """How two names compare, the least alike first."""

    OTHER = 0
    PERHAPS = 1
    FITS = 2
    SAME = 3


# Usual short forms that the package lacks, or lists among names of their own.
SHORT_FORMS = """
    albert: al bert
    alberto: beto
    alejandra: ale jandra
    alejandro: ale alex jandro
    alessandra: sandra
    alexander: alex sandy xander sasha
    alexandra: alex sandra sasha
    alfonso: poncho fonso
    alfred: al fred alf
    alfredo: fredo
    andreas: andi
    andrew: andy drew
    anthony: tony
    antoinette: toni
    antonia: toni
    antonio: tono toni
    barbara: barb barbie
    beatriz: bea betty
    benjamin: ben benny
    carlos: charly
    carmen: carmina
    caroline: carol carrie
    catherine: kate katie cathy kathy cate katy
    charles: chuck charlie chaz
    christian: chris
    christina: chris tina chrissy
    christine: chris chrissy
    christopher: chris topher
    concepcion: concha conchita
    consuelo: chelo
    cristina: cris tina
    daniel: dan danny
    dolores: lola
    dominic: dom nick
    donald: don donnie
    edmund: ed ted
    eduardo: lalo edu
    edward: ed ted ned eddie
    edwin: ed eddie
    eleanor: ellie nora
    elizabeth: liz beth betty betsy libby eliza lizzie
    enrique: quique kike
    ernesto: neto
    eugene: gene
    federico: fede
    felipe: pipe
    fernando: nando fer
    florian: flo
    francesca: franca
    francesco: franco
    francis: frank
    francisca: paca paqui
    francisco: paco pancho kiko paquito cisco
    franklin: frank
    frederick: fred freddy
    friedrich: fritz
    gabriel: gabe gabo
    geoffrey: geoff jeff
    gerald: gerry jerry
    gerardo: gera
    gertrud: trudi
    gilbert: gil bert
    giovanni: gianni
    giuseppe: beppe peppe
    gonzalo: gonza
    graciela: chela
    gregory: greg
    guadalupe: lupe lupita
    guillermo: memo guille
    gustavo: gus tavo
    harold: harry hal
    heinrich: heiner
    henry: hank harry hal
    herbert: herb bert
    hubert: bert
    humberto: beto
    ignacio: nacho
    isabel: chabela isa
    jacob: jake
    jaime: jimmy
    james: jim jimmy jamie jimbo
    javier: javi
    jeffrey: jeff
    jennifer: jen jenny
    jeremiah: jerry
    jeremy: jerry
    jerome: jerry
    jessica: jess jessie
    jesus: chuy chucho
    joachim: jochen achim
    joao: jo
    johannes: hans hannes
    john: jack johnny
    johnathan: john jon johnny
    jonathan: jon jonny
    jonathon: jon
    jorge: coque
    jose: pepe chepe
    josefa: pepa
    josefina: pepa fina
    joseph: joe joey
    joshua: josh
    jozef: jozek
    juan: juancho
    katarzyna: kasia
    katelyn: kate katie
    katherine: kate katie kathy kat katy
    kathleen: kate katie kathy
    kathryn: kate katie kathy kat katy
    kenneth: ken kenny
    kimberly: kim
    konrad: conny
    kristina: tina kris
    kristine: tina kris
    laurence: larry laurie
    lawrence: larry lawrie
    leonard: len lenny leo
    leonardo: leo
    leticia: lety
    lewis: lou
    lillian: lil lilly
    lorenzo: enzo
    louis: lou
    luis: lucho
    luisa: lu
    madison: maddy
    magdalena: lena magda
    malgorzata: gosia
    manuel: manny manolo
    manuela: manu
    marcella: marcy
    margaret: peggy meg maggie marge madge
    margarita: rita mago
    matthew: matt
    maximilian: max
    mercedes: meche
    michael: mike mick mickey
    michelle: shelly
    miguel: mike
    mohamed: mo
    mohammad: mo
    mohammed: mo
    monserrat: montse
    muhammad: mo
    nathaniel: nate nat
    nicholas: nick nico
    nicolas: nico
    nicole: nikki nicky
    norbert: bert
    pamela: pam
    patricia: pat patty tricia trish pati
    patrick: pat paddy
    peter: pete
    philip: phil
    phillip: phil
    rafael: rafa
    raymond: ray
    rebecca: becky becca
    refugio: cuca
    ricardo: rick ricky
    richard: dick rick ricky rich richie
    robert: bob bobby rob robbie bert
    roberto: beto tito rob
    roderick: rod rick
    rodrigo: rodri
    ronald: ron ronnie
    rosario: charo
    salvador: chava
    samantha: sam
    samuel: sam sammy
    sandra: sandy
    santiago: santi
    sebastian: seb bastian
    sergio: checo
    socorro: coco
    stanislaw: staszek
    stephen: steve
    steven: steve
    susan: sue susie
    suzanne: sue
    terence: terry
    teresa: tere terry tess
    terrence: terry
    theodore: ted teddy theo
    theresa: terry tess
    thomas: tom tommy
    timothy: tim
    tomasz: tomek
    valerie: val
    veronica: vero roni
    vicente: chente
    victoria: vicky vicki tori
    vincent: vince vinny
    walter: walt wally
    wilfred: will fred
    wilhelm: willi
    wilhelmina: mina willie
    william: bill billy will liam willie
    winifred: winnie freda
    wolfgang: wolf
    xavier: xavi
    zachary: zach zack
"""
# Short forms that are names of their own: they are no proof that Albert is Adelbert, or Andrea Andrew.
OWN_NAMES = listed(
    """
    ada adela adele adeline adina agnes alan albert alexander alix alla allan allen amanda amelia amos amy ana
    andrew angel angelika angelique ann anna anne annie anselm anthony august austin barbara barrett bart beatrice
    bela bell bella belle benjamin brady brandy briana brianna britt bryan carl carla carol carole caroline casey
    casper cassandra catherine cathleen cecilia celia charles charlotte christina claas clara clare clarissa
    clifford cole cora daisy daniel deborah debra delia dennis dina dora dorothea eileen elaine eleanor eliza
    elizabeth ella ellen eloise elsie emanuel emily emma emmanuel eric erica erick erika erin erna ernest ernestine
    erwin esther etta eva evan eve fay felix fiona flora florence francis frederick frieda gail gary george georgia
    geraldine gertrude ginger glen greta gretta hailey hannah harold harry hayley heidi helen heloise henry hester
    hilary honor hugh ian ina inez irving irwin isabella ivan ivy jacob james jan jane janet jasper jay jean jill
    joan jody john johnathan johnathon jonathan jonathon josephine joy judith julia julie june justina justus kara
    kari karla kayla kelli kellie kelly kenneth kimberley kimberly kristy laura laurence lawrence lea leah lee lena
    leo leon lewis liam lilly lily lina linda lindsey lisa livia lloyd lois lola lori louis louise lucas lucy luke lynn
    madeline magda manuel marc marcia margaret margery maria mariah marianna marie marion mark marvin mary maud
    maureen max mees megan melissa micah michael mina minerva mira mona moses nada nathan neil nelly nicole noah
    nora norah oliver orlando patricia penny perry peter phoebe polly rachael rafa ralph raymond reginald rena rhett
    richard rita robert roger roland ronald rosa rose rosemarie roy rupert sandra sara scott selma serene shaun
    shawn shelley shelly sheri sherri sherry sina sol sophia sophie stacey stacie stacy steffi stella stephany susan
    tabitha tami tammie tammy terence teresa tess tessa theo theodore theresa thomas tilly tina tracy valerie vernon
    victor victoria wendy william wilma
    """
)
FEWEST_LETTERS = 2


def likeness_of_given_names(one: str, other: str) -> Likeness:
    """Return whether two given names, or initials, can be one person's.

    SAME: equal. FITS: an initial of the other, or a usual short form. PERHAPS: two short forms of one name, a short
    form that is a name of its own ("Carol" for Caroline), a pair that is seldom one person's, or the beginning of a
    name that is not known to be a name of its own.
    """
    one, other = fold(one), fold(other)
    if one == other:
        return Likeness.SAME
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return Likeness.FITS if long.startswith(short) else Likeness.OTHER
    forms, rarely = _forms()
    if other in forms.get(one, ()) or one in forms.get(other, ()):
        return Likeness.FITS
    if other in rarely.get(one, ()) or one in rarely.get(other, ()):
        return Likeness.PERHAPS
    if any({one, other} <= shorts for shorts in forms.values()):
        return Likeness.PERHAPS
    is_beginning = len(short) >= FEWEST_LETTERS and long.startswith(short)
    return Likeness.PERHAPS if is_beginning and not (is_given_name(short) and is_given_name(long)) else Likeness.OTHER


@cache
def is_given_name(word: str) -> bool:
    """Return whether a folded word is in the lists of given names. Many given names are in no list."""
    forms, rarely = _forms()
    return word in OWN_NAMES or word in forms or word in rarely


@cache
def _forms() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the usual short forms of each name, and the forms that are seldom one person's."""
    usual: dict[str, set[str]] = {}
    rarely: dict[str, set[str]] = {}
    for line in SHORT_FORMS.strip().splitlines():
        name, _, shorts = line.strip().partition(":")
        usual.setdefault(name, set()).update(set(shorts.split()) - OWN_NAMES)
        rarely.setdefault(name, set()).update(OWN_NAMES.intersection(shorts.split()))
    of_others = {short for shorts in usual.values() for short in shorts}
    for name, shorts_of_name in NickNamer().nickname_lookup.items():
        # The package also lists short forms as names: "Bill" with "Robert", "Rick" with "Dick".
        listed = {fold(short) for short in shorts_of_name} if name not in of_others else set()
        doubtful = listed & (OWN_NAMES | of_others) - usual.get(name, set())
        usual.setdefault(name, set()).update(listed - doubtful)
        rarely.setdefault(name, set()).update(doubtful)
    return _frozen(usual), _frozen(rarely)


def _frozen(forms: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(shorts) for name, shorts in forms.items()}
