"""What a reader asks: words, the language of the search, plain sentences, and the query that every engine answers."""

from archive.search.question.analysis import fold, is_unspaced, lower, raw_words, stems, tokens, words
from archive.search.question.grammar import parse
from archive.search.question.grammar.highlighting import Highlight, highlight
from archive.search.question.grammar.nodes import AnyOf, Node, Words
from archive.search.question.grammar.reading import reading
from archive.search.question.grammar.translation import Translation
from archive.search.question.misspelling import swapped
from archive.search.question.parameters import FacetNames, query_string
from archive.search.question.query import LONGEST_LINE, NAME_GAP, UNSTEMMED, Query, Term, office_term, voted_term
from archive.search.question.question import QuestionPart
from archive.search.question.request import SearchRequest, Sort
from archive.search.question.values import VALUES, Facet, Held, each_of
from archive.search.question.weights import WEIGHTS, Weights
