"""What the archive knows about people's names, titles and offices. Imports, quotations, articles and search ask here.

It compares names and never looks anybody up: who has spoken is in ``archive.models``.
"""

from archive.language.people.folding import fold, listed
from archive.language.people.given_names import Likeness, is_given_name, likeness_of_given_names
from archive.language.people.names import GENERATIONS, PARTICLES, SUFFIXES
from archive.language.people.nobody import names_nobody, sort_name
from archive.language.people.offices import (
    ABBREVIATED_OFFICES,
    ACTING,
    ARTICLES_OF_OFFICES,
    BEFORE_OFFICES,
    KINDS_OF_BODY,
    OFFICE_PARTICLES,
    OFFICES,
    OFFICES_OF_ONE_PERSON,
    OTHER_OFFICE,
    PLACES_OF_OFFICES,
    SPELLINGS_OF_OFFICES,
    kinds_of_place,
    office_word,
    office_words,
)
from archive.language.people.titles import COURTESIES, HONORIFICS
from archive.language.people.whole_names import generation, likeness_of_names, name_words, without_suffixes
