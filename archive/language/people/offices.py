"""The offices of public bodies, each with its spellings, and whether two of them are the same.

Forms of one office are one office: "Supt. Driver", "the superintendent" and "la superintendente". What stands before
an office makes another one of it, or none: a vice president is not the president, an acting one is.
"""

from functools import lru_cache

from archive.language.people.folding import fold, listed
from archive.language.people.titles import HONORIFICS


def _by_form(offices: str) -> dict[str, str]:
    """Return the office of each form, from lines such as "mayor: alcalde maire". Other lines go on with the last."""
    by_form: dict[str, str] = {}
    office = ""
    for line in offices.split("\n"):
        name, colon, forms = line.partition(":")
        office, forms = (name.strip(), forms) if colon else (office, line)
        by_form |= dict.fromkeys(forms.split(), office) | {office: office}
    by_form.pop("", None)
    return by_form


# Offices of public bodies. A label that begins with one of these names an office.
SPELLINGS_OF_OFFICES = _by_form(
    """
    superintendent: superintendents superintendente superintendenta superintendant superintendante surintendant
        surintendante sovrintendente schulrat schulratin superintendentin kurator kuratorka
    chair: chairman chairwoman chairperson chairmen chairs chairlady vorsitzender vorsitzende vorsitzenden voorzitter
        voorzitster przewodniczacy przewodniczaca
    president: presidents presidente presidenta presidentessa prasident prasidentin prezes prezydent prezydentka
    vice president: vicepresident vicepresidente vicepresidenta vizeprasident vizeprasidentin wiceprzewodniczacy
        wiceprzewodniczaca wiceprezes
    vice chair: vicechair vicechairman
    vice mayor: vicesindaco vicesindaca vizeburgermeister locoburgemeester wiceburmistrz wiceprezydent
    secretary: secretaries secretario secretaria secretari secretaire segretario segretaria sekretar sekretarin
        secretaris sekretarz
    treasurer: treasurers tesorero tesorera tresorier tresoriere tesoriere tesoureiro tesoureira schatzmeister
        schatzmeisterin penningmeester skarbnik skarbniczka
    clerk: clerks greffier greffiere griffier
    judge: judges juez jueza giudice juiz juiza sedzia
    justice: justices magistrado magistrada
    magistrate: magistrates
    trustee: trustees
    commissioner: commissioners comisionado comisionada commissaire kommissar kommissarin commissaris commissario
        commissaria comissario comissaria komisarz
    director: directors directora directeur directrice direktor direktorin direttore direttrice diretor diretora
        dyrektor dyrektorka
    councillor: councilmember councilman councilwoman councilor councilperson councilmembers councillors councilmen
        councilors concejal concejala conseiller conseillere conseller consellera consigliere consigliera vereador
        vereadora stadtrat stadtratin ratsherr ratsfrau gemeinderat gemeinderatin raadslid radny radna
    alderperson: alderman alderwoman alder aldermen alders wethouder schepen
    selectperson: selectman selectwoman selectmember selectmen
    assemblymember: assemblyman assemblywoman
    supervisor: supervisors supervisora
    representative: representatives representante congressman congresswoman congressmember
    delegate: delegates
    senator: senators senador senadora senateur senatrice senatore senatorin senatorka
    diputado: diputada diputat diputada depute deputee deputato deputata deputado deputada abgeordneter abgeordnete
        abgeordneten poslanka
    governor: governors gobernador gobernadora gouverneur gouverneurin governatore governatrice governador governadora
        gubernator
    mayor: mayors alcalde alcaldesa alcaldessa maire mairesse sindaco sindaca burgermeister burgermeisterin
        oberburgermeister oberburgermeisterin burgemeester prefeito prefeita burmistrz burmistrzyni
    administrator: administrators administrador administradora
    manager: managers gerente
    principal: principals schulleiter schulleiterin rektor rektorin schoolhoofd
    chief: chiefs jefe jefa
    officer: officers oficial
    captain: captains
    attorney: attorneys procureur
    counsel: counselor counsellor
    solicitor: solicitors
    auditor: auditors
    controller: comptroller
    minister: ministers ministro ministra ministre bundesminister bundesministerin ministerin
    premier:
    chancellor: chancellors canciller bundeskanzler bundeskanzlerin
    leader: leaders lider
    whip: whips
    ombudsman: ombudsperson
    registrar: registrars
    reeve: reeves
    warden: wardens
    moderator: moderators moderadora
    commander: commanders
    member: members miembro mitglied membre membro
    speaker: speakers
    spokesperson: spokesman spokeswoman portavoz portaveu vocero vocera portavoce woordvoerder
        woordvoerster rzecznik rzeczniczka
    lletrat: lletrada
    consejero: consejera
    """
)
OFFICES = frozenset(word for office in SPELLINGS_OF_OFFICES.values() for word in office.split()) | {"vicepresident"}
ABBREVIATED_OFFICES = {
    "supt": "superintendent",
    "comm": "commissioner",
    "coun": "councillor",
    "cllr": "councillor",
    "ald": "alderperson",
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "sec": "secretary",
    "treas": "treasurer",
    "pres": "president",
    "vp": "vice president",
}
# What stands before an office. It is another office then, except after the words of ``ACTING``.
OTHER_OFFICE = listed(
    """
    vice deputy assistant associate former ex incoming co student first second majority minority lieutenant tempore
    """
)
ACTING = listed("acting interim outgoing temporary presiding")
BEFORE_OFFICES = (OTHER_OFFICE | ACTING) - {"incoming", "outgoing", "lieutenant", "tempore"}
# Words that say where an office is held, not which office it is.
PLACES_OF_OFFICES = listed(
    """
    the of a an and for at board school schools education city county town village district council committee
    commission pro tem tempore public national assembly parliament senate legislature
    """
)
PRO_TEM = listed("tem tempore")
KINDS_OF_PLACE = listed("city county town village state")
KINDS_OF_BODY = listed("board council commission committee")
ARTICLES_OF_OFFICES = listed("the el la els les le l il o a os as der die")
OFFICE_PARTICLES = listed("de del della du des en")
# One person of a body holds each of these at a time, and is seldom called by another title.
OFFICES_OF_ONE_PERSON = listed(
    """
    superintendent attorney judge justice sheriff chief principal governor lieutenant mayor senator treasurer clerk
    vice deputy
    """
)


@lru_cache(maxsize=10_000)
def office_words(title: str) -> frozenset[str]:
    """Return the words that distinguish offices: "Board President" and "President" are the same."""
    words = " ".join(office_word(word) for word in fold(title).split()).split()
    telling = frozenset(words) - PLACES_OF_OFFICES - HONORIFICS - ARTICLES_OF_OFFICES - OFFICE_PARTICLES
    # The mayor pro tem is not the mayor.
    return telling | {"tempore"} if telling and PRO_TEM & set(words) else telling


def kinds_of_place(title: str) -> frozenset[str]:
    """Return for which kind of place an office is: a county clerk is not the city clerk."""
    return KINDS_OF_PLACE & set(fold(title).split())


def office_word(word: str) -> str:
    """Return the office of a folded word in its one form, perhaps two words, or the word if it is none."""
    return SPELLINGS_OF_OFFICES.get(word) or ABBREVIATED_OFFICES.get(word, word)
