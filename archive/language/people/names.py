"""The small parts of names: particles before a family name, and suffixes after it."""

from archive.language.people.folding import listed

# "van der Berg", "de la Cruz", "ole Sample": they belong to the family name.
PARTICLES = listed(
    """
    af al ap arap ben bin bint da das de del della den der des di do dos du el ibn la las le les los ole san st ten
    ter van von wa y zu
    """
)
# Which of several people of one name, each in one form.
GENERATIONS = (
    dict.fromkeys(("jr", "jnr", "junior"), "jr")
    | dict.fromkeys(("sr", "snr", "senior"), "sr")
    | {"ii": "ii", "iii": "iii", "iv": "iv"}
)
SUFFIXES = frozenset(GENERATIONS) | listed("esq phd md jd edd cpa")
