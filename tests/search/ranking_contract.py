"""In which order every search backend returns its hits, and how it counts them: a part of ``tests.search.contract``."""

import datetime

from archive.search import Facet, SearchRequest, Sort
from archive.search.engines import SearchBackend
from archive.search.question.grammar.nodes import Exact, Within, Words, all_of
from archive.search.question.question import Question, QuestionPart
from archive.search.question.weights import WEIGHTS
from tests.search.documents import make_document
from tests.search.indexes import numbers, parts_of, question_of, write


class RankingContract:
    """The order and the counts of hits."""

    # Hits

    def test_facets_are_counted_over_all_hits(self, backend: SearchBackend):
        documents = [
            make_document(number=n, board=1 + n % 2, speaker=n % 3, topic=(1, 2) if n % 5 == 0 else (2,))
            for n in range(1, 31)
        ]
        write(backend, *documents, make_document(number=99, text="elsewhere", board=3))
        results = backend.search(SearchRequest(text="library", page_size=5, with_facets=True))
        counts = {facet: {c.value: c.count for c in found} for facet, found in results.facets.items()}
        assert counts == {
            Facet.BOARD: {1: 15, 2: 15},
            Facet.SPEAKER: {1: 10, 2: 10},
            Facet.YEAR: {2024: 30},
            Facet.TOPIC: {2: 30, 1: 6},
            Facet.KIND: {"remark": 30},
            Facet.TEXT_STATUS: {"verbatim": 30},
            Facet.RESULT: {},
            Facet.VOTED: {},
        }
        assert backend.search(SearchRequest(text="library")).facets == {}

    def test_the_most_frequent_facet_values_come_first(self, backend: SearchBackend):
        write(backend, *(make_document(board=board) for board in (4, 3, 3, 5, 5)))
        results = backend.search(SearchRequest(with_facets=True))
        assert [count.value for count in results.facets[Facet.BOARD]] == [3, 5, 4]

    def test_pages_divide_the_hits_without_gap_or_overlap(self, backend: SearchBackend):
        write(backend, *(make_document(number=n, text="library") for n in range(1, 48)))
        for sort in Sort:
            pages = [numbers(backend, "library", page=page, page_size=10, sort=sort) for page in range(1, 7)]
            assert [len(page) for page in pages] == [10, 10, 10, 10, 7, 0]
            assert sorted(n for page in pages for n in page) == list(range(1, 48))
        results = backend.search(SearchRequest(text="library", page=10**6, page_size=10))
        assert (results.total, results.hits, results.pages) == (47, [], 5)

    def test_hits_are_sorted_by_relevance_or_date_and_ties_by_number(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=4, text="library", days=("2020-01-01", "2020-01-01")),
            make_document(number=3, text="library", days=("2020-01-01", "2020-01-01")),
            make_document(number=2, text="library library", days=("2020-01-01", "2020-12-31")),
            make_document(number=1, text="library and a good many other words", days=("2021-05-05", "2021-05-05")),
        )
        assert numbers(backend, "library", sort=Sort.RELEVANCE) == [2, 3, 4, 1]
        assert numbers(backend, "library", sort=Sort.NEWEST) == [1, 4, 3, 2]
        assert numbers(backend, "library", sort=Sort.OLDEST) == [2, 3, 4, 1]

    def test_hits_are_sorted_and_narrowed_by_when_they_were_published(self, backend: SearchBackend):
        moments = {number: datetime.datetime(2024, 1, 10 - number, tzinfo=datetime.UTC) for number in range(1, 5)}
        moments[3] = moments[2]
        write(backend, *(make_document(number=number, text="library", published=at) for number, at in moments.items()))
        assert numbers(backend, "library", sort=Sort.PUBLISHED) == [1, 3, 2, 4]
        assert numbers(backend, sort=Sort.PUBLISHED, page=2, page_size=2) == [2, 4]
        assert numbers(backend, "library", sort=Sort.PUBLISHED, published_since=moments[2]) == [1, 3, 2]
        assert numbers(backend, sort=Sort.OLDEST, published_since=moments[1]) == [1]
        assert numbers(backend, "library", sort=Sort.OLDEST, among=frozenset({2, 4, 9})) == [2, 4]
        assert numbers(backend, among=frozenset()) == []

    def test_the_answer_says_how_the_search_was_interpreted(self, backend: SearchBackend):
        results = backend.search(SearchRequest(text='library "'))
        assert results.reading
        assert results.ignored
        assert results.highlight.stems

    # Questions

    def test_the_word_as_typed_comes_before_its_other_forms_and_these_before_other_terms(self, backend: SearchBackend):
        long = "and so on, as was said at length by nearly everybody who came to speak that evening"
        write(
            backend,
            make_document(number=1, text="Playground playground playground", title="Playground"),
            make_document(number=2, text="The parks, our parks, all parks!", title="Parks"),
            make_document(number=3, text=f"Somewhere in a long text there is the park, {long}, {long}, {long}."),
            make_document(number=4, text="No.", kind="vote", title="Park"),
            make_document(number=5, text="They spoke of something else.", topic_names=("Park",)),
        )
        part = QuestionPart(Words("park"), "park", (Exact("playground"),))
        asked = Question(parts=(part,), first=(Exact("park"), Words("park")))
        found = numbers(backend, question=asked)
        assert (set(found[:2]), set(found[2:4]), found[4:]) == ({3, 4}, {2, 5}, [1])
        assert numbers(backend, question=asked, sort=Sort.OLDEST) == [1, 2, 3, 4, 5]

    def test_initials_are_one_word_with_and_without_points(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, text="The C.I.A. and the U.S. economy"),
            make_document(number=2, text="The CIA, and what the US does"),
            make_document(number=3, text="It is between us and them."),
        )
        assert numbers(backend, "CIA") == numbers(backend, "c.i.a.") == [1, 2]
        assert numbers(backend, '"US"') == numbers(backend, '"U.S."') == [1, 2]
        assert numbers(backend, '"us"') == [3]

    def test_words_of_one_stem_that_mean_two_things_are_two_words(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, text="quite good news"),
            make_document(number=2, text="they quit; a new one"),
        )
        for word, wanted in {"quite": [1], "quit": [2], "news": [1], "new": [2]}.items():
            assert numbers(backend, word) == wanted, word

    def test_hits_with_all_parts_come_first_and_then_those_with_most(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, text="The bus route and the school budget were discussed for a long while."),
            make_document(number=2, text="The bus route was discussed with the drivers for a long while that evening."),
            make_document(
                number=3, text="The school was discussed at length, and so was the roof above its gymnasium."
            ),
            make_document(number=4, text="Nothing of the kind was ever discussed in this room, as far as we all know."),
        )
        asked = question_of("bus", "route", "budget")
        exact = backend.search(SearchRequest(question=asked))
        assert ([hit.number for hit in exact.hits], exact.total) == ([1], 1)
        wide = backend.search(SearchRequest(question=asked, wide=True, with_facets=True))
        assert [(hit.number, hit.missing) for hit in wide.hits] == [(1, ()), (2, ("budget",))]
        assert wide.total == 2
        assert [count.count for count in wide.facets[Facet.KIND]] == [2]

    def test_the_wider_search_does_not_depend_on_how_many_a_page_shows(self, backend: SearchBackend):
        words = ("bus", "route", "budget")
        texts = [" ".join(word for at, word in enumerate(words) if number % 7 >> at & 1) for number in range(1, 60)]
        write(backend, *(make_document(number=at, text=f"It is {text}.") for at, text in enumerate(texts, 1)))
        asked = SearchRequest(question=question_of(*words), wide=True, page_size=50)
        whole = [hit.number for hit in backend.search(asked).hits]
        for size in (5, 10, 20):
            assert [hit.number for hit in backend.search(asked.changed(page_size=size)).hits] == whole[:size]

    def test_conditions_also_apply_to_the_wider_search(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, text="The bus route.", speaker_names=("Ana Baez",)),
            make_document(number=2, text="The bus route.", speaker_names=("Someone Else",)),
        )
        asked = Question(parts=parts_of("bus", "budget"), conditions=(Within("speaker", Exact("ana baez")),))
        assert [hit.number for hit in backend.search(SearchRequest(question=asked, wide=True)).hits] == [1]
        assert backend.search(SearchRequest(question=asked)).total == 0

    def test_synonyms_of_a_part_match_with_a_lower_score(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, text="We pay for a school resource officer at every one of our schools."),
            make_document(number=2, text="We pay for an SRO at every one of our larger schools in the county."),
        )
        officer = all_of([Words("school"), Words("resource"), Words("officer")])
        asked = Question(parts=(QuestionPart(Words("sro"), "sro", also=(officer,)), *parts_of("pay")))
        assert {hit.number for hit in backend.search(SearchRequest(question=asked)).hits} == {1, 2}
        alone = Question(parts=parts_of("sro"))
        assert [hit.number for hit in backend.search(SearchRequest(question=alone)).hits] == [2]

    def test_substantial_statements_come_before_chatter(self, backend: SearchBackend):
        long = "The budget was explained line by line: what the roof costs, what the buses cost, and what is left."
        write(
            backend,
            make_document(number=1, text="Budget, budget."),
            make_document(number=2, text=f"{long} {long.replace('budget', 'plan')} {long.replace('budget', 'list')}"),
        )
        hits = backend.search(SearchRequest(question=question_of("budget"))).hits
        assert [hit.number for hit in hits] == [2, 1]

    def test_a_list_can_leave_out_very_short_statements(self, backend: SearchBackend):
        lengths = range(WEIGHTS.substantial_words - 3, WEIGHTS.substantial_words + 4)
        write(
            backend,
            make_document(number=3, text="Budget.", title="The budget"),
            *(make_document(number=length, text="levy " * length) for length in lengths),
        )
        found = numbers(backend, substantial=True, sort=Sort.OLDEST)
        assert found == [3, *(length for length in lengths if length >= WEIGHTS.substantial_words)]

    def test_statements_with_the_words_near_each_other_come_first(self, backend: SearchBackend):
        between = "and of this and of that and of some other thing that someone had brought up that evening"
        write(
            backend,
            make_document(number=1, text=f"The levy {between} was a tax they said."),
            make_document(number=2, text=f"The taxes and levies {between} were what they said."),
        )
        hits = backend.search(SearchRequest(question=question_of("tax", "levy"))).hits
        assert [hit.number for hit in hits] == [2, 1]

    def test_a_wide_search_has_pages_without_gap_or_overlap(self, backend: SearchBackend):
        texts = ["levy tax", "levy", "tax", "levy tax house", "house"]
        write(backend, *(make_document(number=n, text=texts[n % 5]) for n in range(1, 48)))
        asked = question_of("levy", "tax")
        for sort in Sort:
            pages = [
                [
                    hit.number
                    for hit in backend.search(SearchRequest(question=asked, wide=True, page=page, sort=sort)).hits
                ]
                for page in (1, 2, 3)
            ]
            found = [number for page in pages for number in page]
            assert len(found) == len(set(found)) == backend.search(SearchRequest(question=asked, wide=True)).total
