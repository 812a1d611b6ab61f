"""Search: a reader's request goes in; numbers of public statements, counts and facets come out.

- ``search(request)`` asks the index for a page, ``search_exactly(request)`` for a feed or a file;
  ``found_statements(results)`` fetches a page of hits with their words marked.
- ``read_parameters`` and ``query_string`` read and write the URL of a search; ``facet_choices(results)`` has links to
  narrow it.
- ``did_you_mean(results)`` is for searches that found little, ``nothing_found(results)`` for those that found nothing.
- ``suggest(text)`` completes what a reader types; ``jump_to(text)`` finds a name that was typed in full.
- ``NewStatements(documents)`` runs many searches over a few statements that have just become public.
- ``telling_words(text)`` are the words with which to find similar texts; ``words_of_groups`` are typical of statements.
- ``warm_up()`` loads what the first search of a process would wait for.
- ``spending()`` limits the work of the searches inside it, and says what was left out.
- ``one_list()`` makes all searches inside it use one state of the list of concepts.
- ``one_look_up()`` makes all searches inside it look each name up at most once.
- ``repair()`` rebuilds a missing or damaged index.
- ``marker_of(search, language)`` marks the words of a search in any text.
"""

from archive.search.answer.asking import NewStatements, count, numbers
from archive.search.answer.facets import FacetChoice, facet_choices, with_facets_open
from archive.search.answer.hardly_found import forget_removed, note, proposals
from archive.search.answer.marking import Marker, Span, marker_of, segments
from archive.search.answer.nothing_found import NearestSearch, NothingFound, nothing_found
from archive.search.answer.offers import (
    answering,
    changing_operators,
    in_our_operators,
    nearest_meetings,
    pages_named,
    statement_meant,
)
from archive.search.answer.searching import FoundStatement, found_statements, search, search_exactly, warm_up
from archive.search.answer.snippets import SnippetPassage, best_run, snippet
from archive.search.answer.spelling import did_you_mean
from archive.search.answer.suggestions import Suggestion, jump_to, suggest
from archive.search.answer.telling_words import WeighedWord, statements_with, telling_words, words_of_groups
from archive.search.engines import get_backend
from archive.search.engines.budget import Budget, spending
from archive.search.engines.document import Document, documents
from archive.search.engines.rebuild import RebuildUnderway, Watch, rebuild
from archive.search.engines.repair import repair
from archive.search.engines.results import (
    FacetCount,
    Hit,
    MarkedSegment,
    Respelling,
    SearchResults,
    SearchUnavailable,
    TellingWord,
    WordCount,
)
from archive.search.names.public_names import one_look_up
from archive.search.question import VALUES, Facet, SearchRequest, Sort, fold, raw_words, words
from archive.search.question.concepts import one_list
from archive.search.question.grammar.highlighting import Highlight
from archive.search.question.parameters import (
    SEARCH_PARAMETERS,
    FacetNames,
    ReadParameters,
    query_string,
    read_parameters,
    read_strictly,
)
