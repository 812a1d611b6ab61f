"""What every search backend must count exactly: a part of ``tests.search.contract``.

Related statements and typical words come from these figures, so that a site shows the same with every engine.
"""

import random
from collections import Counter
from collections.abc import Collection, Sequence

import pytest

from archive.search import Facet, SearchRequest
from archive.search.engines import SearchBackend
from archive.search.engines.brevity import brevity
from archive.search.engines.counted_words import LOOKED_AT, OFTEN, CountedWords, can_be_typical
from archive.search.engines.document import Document
from archive.search.question import AnyOf, Query, Term, words
from tests.search.documents import make_document
from tests.search.indexes import write

LETTERS = "abcdefgh"
VOCABULARY = [f"{one}{other}{third}ord" for one in LETTERS for other in LETTERS for third in LETTERS]


def of_board(board: int) -> SearchRequest:
    return SearchRequest(filters={Facet.BOARD: frozenset({board})})


def sample(draw: random.Random, first: int, count: int) -> list[Document]:
    """Return documents of four boards; few words are in most of them, and most words in few."""
    weights = [1 / (rank + 1) for rank in range(len(VOCABULARY))]

    def text(longest: int) -> str:
        return " ".join([*draw.choices(VOCABULARY, weights, k=draw.randrange(longest)), "the", "2017", "wörd"])

    numbers = range(first, first + count)
    return [make_document(number=n, board=n % 4, text=text(300), title=text(5), topic=()) for n in numbers]


class CountingContract:
    """Give a fixture ``backend`` on a new index."""

    @pytest.fixture
    def held(self, backend: SearchBackend) -> dict[int, Document]:
        """Write documents in several commits, some of them replaced and some removed since; return them by number."""
        draw = random.Random(7)
        held: dict[int, Document] = {}
        for first in (100, 1, 40, 20):
            some = sample(draw, first, 40)
            write(backend, *some)
            held |= {document.number: document for document in some}
        gone = draw.sample(sorted(held), 20)
        write(backend, gone=gone)
        return {number: document for number, document in held.items() if number not in gone}

    @pytest.mark.parametrize(
        "groups",
        [
            ([3, 20, 5, 101], [1, 2, 40, 41, 42, 120], [7]),
            (range(1, 140), []),
            (range(1, 140, 4), range(2, 140, 4), range(3, 140, 4)),
        ],
    )
    def test_the_words_of_groups_are_counted(
        self, backend: SearchBackend, held: dict[int, Document], groups: Sequence[Sequence[int]]
    ):
        left_out = {VOCABULARY[0], VOCABULARY[5], "nowhere"}
        counted = backend.counted_words(groups, left_out)
        assert [as_values(one) for one in counted] == expected(held, groups, left_out)

    def test_a_word_that_is_frequent_only_across_all_commits_is_counted(self, backend: SearchBackend):
        for number in (1, 2):
            often = VOCABULARY[number * 100 : number * 100 + LOOKED_AT]
            write(backend, make_document(number=number, text=" ".join([*often * 3, "together", "together"])))
        (counted,) = backend.counted_words([[1, 2]])
        assert (counted.words[0], counted.uses[0]) == ("together", 4)

    def test_nothing_is_counted_without_groups_or_in_an_empty_index(self, backend: SearchBackend):
        assert backend.counted_words([]) == []
        (counted,) = backend.counted_words([[1, 2]])
        assert (counted.words, counted.size, counted.size_elsewhere) == ([], 0, 0)
        assert backend.first_having([["levy"], []], [[1, 2], []]) == [[0], []]

    def test_a_word_links_to_the_first_statement_of_its_group_that_has_it(self, backend: SearchBackend):
        texts = ["levy", "the buses", "levy buses", "winter"]
        write(backend, *(make_document(number=number, text=text) for number, text in enumerate(texts, 1)))
        groups = [[4, 3, 2, 1], [1, 2], [9]]
        asked = [["levy", "buses", "winter", "depot"], ["buses"], ["levy"]]
        assert backend.first_having(asked, groups) == [[3, 3, 4, 0], [2], [0]]

    @pytest.mark.parametrize("request_", [SearchRequest(), of_board(1)])
    def test_statements_are_sorted_by_the_weights_of_matching_words(
        self, backend: SearchBackend, held: dict[int, Document], request_: SearchRequest
    ):
        wanted = [(VOCABULARY[at], 50 + at) for at in (9, 17, 40, 77, 200, 0)]
        queries: list[tuple[Query, int]] = [
            (AnyOf((Term("words", word), Term("title_words", word))), weight) for word, weight in wanted
        ]
        scores = {
            number: brevity(len(set(words(document.text))))
            * sum(weight for word, weight in wanted if word in {*words(document.text), *words(document.title)})
            for number, document in held.items()
            if not request_.filters or document.values[Facet.BOARD] == 1
        }
        found = backend.weighed(queries, request_, 15)
        best = sorted((number for number in scores if scores[number]), key=lambda number: (-scores[number], number))
        assert [(hit.number, hit.score) for hit in found] == [(number, scores[number]) for number in best[:15]]


def as_values(counted: CountedWords) -> dict[str, object]:
    """Return the figures as plain values."""
    return {
        "sizes": (counted.size, counted.size_of_groups, counted.size_elsewhere),
        "words": list(
            zip(
                counted.words,
                counted.statements.tolist(),
                counted.uses.tolist(),
                counted.in_groups.tolist(),
                counted.elsewhere.tolist(),
                strict=True,
            )
        ),
    }


def expected(
    held: dict[int, Document], groups: Sequence[Sequence[int]], left_out: Collection[str]
) -> list[dict[str, object]]:
    """Return the same figures, counted text by text."""
    members = [[number for number in group if number in held] for group in groups]
    everyone = {number for group in members for number in group}
    found = []
    for group in members:
        compared = held.keys() - set(group)
        statements = _having(held, group)
        uses = Counter(word for number in group for word in words(held[number].text))
        typical = [word for word in uses if uses[word] >= OFTEN and can_be_typical(word) and word not in left_out]
        shown = sorted(typical, key=lambda word: (-uses[word], word))[:LOOKED_AT]
        together, elsewhere = _having(held, everyone), _having(held, compared)
        found.append(
            {
                "sizes": (len(group), len(everyone), len(compared)),
                "words": [(word, statements[word], uses[word], together[word], elsewhere[word]) for word in shown],
            }
        )
    return found


def _having(held: dict[int, Document], numbers: Collection[int]) -> Counter[str]:
    return Counter(word for number in numbers for word in set(words(held[number].text)))
