"""Titles before a name that are no offices: forms of address, degrees, ranks."""

from archive.language.people.folding import listed

# Left out before a given and a family name, as citation styles do.
COURTESIES = listed("mr mrs ms miss dr prof hon rev sra")
HONORIFICS = COURTESIES | listed(
    """
    mx messrs madam madame sir monsieur mme mlle professor reverend honorable honourable doctor doctora dra drs sr
    senor senora srta lic licenciado licenciada ing ingeniero ingeniera senyor senyora senhor senhora signor signora
    dott dottor dottoressa herr frau mnr mevrouw meneer mev shri shrimati smt kumari eng adv capt captain maj major
    col gen brig lt sgt amb rtd retd lord lady dame
    """
)
