"""Short forms before a full stop that ends no sentence, as alternatives of a pattern.

Each reader of sentences adds its own: one that joins two sentences of a roll loses a vote, one that parts the sentence
of a snippet only shows less of it.
"""

FORMS_OF_ADDRESS = "Mr|Mrs|Ms|Dr|Hon|Rev|Sr"
ABBREVIATIONS = rf"{FORMS_OF_ADDRESS}|St|Jr|vs"
LEGISLATORS = "Sen|Rep"
RANKS = "Gen|Col|Capt|Lt|Sgt"
