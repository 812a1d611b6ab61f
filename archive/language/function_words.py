"""Words that belong to how a question is asked, not to what it is about, in the languages of the pages.

They are articles, pronouns, prepositions, conjunctions, auxiliaries and question words and, in a question, the verbs of
saying. Words are folded (``archive.search.question.analysis``).
"""

from archive.language.people import (
    ABBREVIATED_OFFICES,
    BEFORE_OFFICES,
    OFFICES,
    PLACES_OF_OFFICES,
    SPELLINGS_OF_OFFICES,
)

FUNCTION_WORDS = frozenset(
    # English
    """
    a an the this that these those there here
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
    myself ourselves yourself himself herself itself themselves
    who whom whose what which when where why how whether
    and or but nor so yet if then than because as while though although unless
    of in on at by for with without about into onto from to up down over under between among during before after
    against toward towards through per via upon within concerning regarding re
    be is am are was were been being isn't aren't wasn't weren't
    go goes going went gone come comes coming came
    do does did done doing don't doesn't didn't have has had having haven't hasn't hadn't
    can could may might must shall should will would can't cannot couldn't won't wouldn't shouldn't
    i'm i've i'd i'll you're you've you'll we're we've we'll he's she's it's they're they've they'll
    that's there's what's who's how's where's let's
    not no any some such same other another each every either neither both all
    just also very too only even ever again more most much many quite rather really
    please tell show find give get got anything something everything nothing anyone someone everyone
    """.split()  # noqa: SIM905 - a list of words is read as words
    # Spanish
    + """
    el la los las un una unos unas lo al del este esta estos estas ese esa esos esas esto eso
    yo tu usted ustedes nosotros ellos ellas ella me te se nos le les mi mis su sus nuestro nuestra
    quien quienes que cual cuales cuando donde como por porque cuanto cuanta cuantos cuantas
    y e o u ni pero sino si
    de en a con sin sobre para hacia hasta desde entre contra segun durante ante bajo tras acerca
    es son era eran fue fueron ser sido esta estan estaba estar ha han habia haber hay hubo
    hizo hacer hace hacen puede pueden debe deben
    no ya muy mas tambien solo cada todo toda todos todas otro otra otros otras algo alguien
    """.split()  # noqa: SIM905
)

EVERYDAY_WORDS = frozenset(
    """look looks looked looking want wants wanted wanting make makes making made take takes taking took taken
    keep keeps keeping kept put puts putting try tries trying tried seem seems seemed let lets letting
    lot lots thing things way ways kind able enough always never away off out back still soon maybe perhaps matter
    quiere quieren querer hacemos tomar poner tratar parece cosa cosas manera forma siempre nunca todavia aun""".split()  # noqa: SIM905
)
"""Words that almost every text may have. A question that has others need not find them."""

QUESTION_WORDS = frozenset(
    """who whom whose what which when where why how did does do has have is are was were should will can
    quien quienes que cual cuales cuando donde como cuanto cuantos""".split()  # noqa: SIM905
)

SAYING = frozenset(
    """say says said saying talk talks talked talking speak speaks spoke discuss discusses discussed discussing
    mention mentions mentioned think thinks thought comment comments commented statement statements
    happen happens happened happening going
    dice dicen dijo dijeron decir hablo hablaron habla hablan discutio discutieron opina opino opinan""".split()  # noqa: SIM905
)
"""Verbs of saying. In a question, or after the name of a speaker, they do not say what it is about."""

SAYERS = frozenset(
    """board boards council councils committee commission district city town county school members member
    people residents resident anyone speaker speakers officials official staff
    junta consejo concejo comite comision distrito ciudad escolar vecinos gente""".split()  # noqa: SIM905
)
"""The subject of "what did the school board say". It moves statements up and leaves out none."""

TITLES = frozenset(SPELLINGS_OF_OFFICES) | OFFICES | ABBREVIATED_OFFICES.keys()
TITLES -= {"member", "members", "speaker", "speakers"}
"""Words before a name. "Mayor Read" is a person, and the title need not be found."""

OF_OFFICES = TITLES | BEFORE_OFFICES | PLACES_OF_OFFICES
"""Words that name an office, with those that say of what: "president of the school board"."""
