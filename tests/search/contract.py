"""What every search backend must do: a class of tests to inherit, with a fixture ``backend`` for a new index."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.search import Facet, SearchRequest, WordCount
from archive.search.engines import SearchBackend
from tests.search.building_contract import BuildingContract
from tests.search.counting_contract import CountingContract
from tests.search.documents import make_document
from tests.search.indexes import build, numbers, write
from tests.search.ranking_contract import RankingContract


class BackendContract(BuildingContract, CountingContract, RankingContract):
    """Inherit it and give ``make_backend``: returns a backend on the same folder each time it is called."""

    # Written documents are found

    def test_an_added_document_is_found(self, backend: SearchBackend):
        write(backend, make_document(number=7, text="A levy for the library"))
        assert numbers(backend, "library") == [7]
        assert numbers(backend, "museum") == []

    def test_a_replaced_document_is_found_only_by_its_new_words(self, backend: SearchBackend):
        write(backend, make_document(number=7, text="library"))
        write(backend, make_document(number=7, text="museum"))
        assert numbers(backend, "library") == []
        assert numbers(backend, "museum") == [7]
        assert backend.search(SearchRequest()).total == 1

    def test_a_removed_document_is_not_found(self, backend: SearchBackend):
        write(backend, make_document(number=7), make_document(number=8))
        write(backend, gone=[7, 99])
        assert numbers(backend) == [8]

    def test_the_last_of_two_documents_with_one_number_is_kept(self, backend: SearchBackend):
        write(backend, make_document(number=7, text="library"), make_document(number=7, text="museum"))
        assert numbers(backend, "library OR museum") == [7]
        assert numbers(backend, "museum") == [7]

    def test_a_document_may_have_no_words(self, backend: SearchBackend):
        write(backend, make_document(number=7, text="", title=""))
        assert numbers(backend) == [7]

    def test_an_empty_index_finds_nothing(self, backend: SearchBackend):
        results = backend.search(SearchRequest(text="library", with_facets=True))
        assert (results.total, results.hits, results.pages) == (0, [], 1)
        assert all(counts == [] for counts in results.facets.values())

    def test_documents_of_every_commit_are_found(self, backend: SearchBackend):
        for number in range(1, 41):
            write(backend, make_document(number=number, text=f"levy item{number}"), gone=[number - 10])
        assert sorted(numbers(backend, "levy", page_size=50)) == list(range(31, 41))
        assert numbers(backend, "item35") == [35]
        assert numbers(backend, "item20") == []

    def test_texts_of_many_languages_are_found(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, text="The schools are open", language="en"),
            make_document(number=2, text="La educación pública", language="es"),
            make_document(number=3, text="教育委員会の会議", language="ja"),
        )
        assert numbers(backend, "school") == [1]
        assert numbers(backend, "educaciones") == [2]
        assert numbers(backend, "委員会") == [3]

    def test_words_are_looked_for_in_the_languages_of_the_statements(self, backend: SearchBackend):
        write(backend, make_document(number=1, text="The years of our schools", language="en"))
        assert numbers(backend, "escuela") == []
        assert backend.languages() == ["en"]
        write(backend, make_document(number=2, text="Las escuelas y sus years", language="es"))
        assert backend.languages() == ["en", "es"]
        assert numbers(backend, "escuela") == [2]
        assert sorted(numbers(backend, "years")) == [1, 2]

    def test_other_names_of_a_speaker_find_the_statement(self, backend: SearchBackend):
        write(backend, make_document(number=7, speaker_names=("Darienne Driver", "Darienne Drier", "Dr. Báez")))
        for name in ("driver", "Drier", "darienne drier", 'speaker:"Darienne Drier"', "baez"):
            assert numbers(backend, name) == [7], name

    def test_a_phrase_does_not_match_across_two_names(self, backend: SearchBackend):
        write(backend, make_document(number=7, topic_names=("School choice", "Budget of schools")))
        assert numbers(backend, 'topic:"school choice"') == [7]
        assert numbers(backend, 'topic:"choice budget"') == []

    def test_a_vote_is_found_by_who_cast_it(self, backend: SearchBackend):
        write(
            backend,
            make_document(
                number=1, result="failed", voted=("no", "yes"), roll=("votedno maria sample", "votedyes kim")
            ),
            make_document(
                number=2,
                result="carried",
                voted=("no", "yes"),
                roll=("passed carried", "votedyes maria", "votedno kim sample"),
            ),
            make_document(number=3, voted=("did_not_vote",), roll=("voteddidnotvote 教育 育委 委員",)),
            make_document(number=4, speaker_names=("Maria Sample",), text="I voted no. It failed. Kim did not vote."),
        )
        for text, expected in (
            ("voted:no", [1, 2]),
            ("voted:no speaker:maria", [1]),
            ('voted:nay speaker:"Sample, Maria"', [1]),
            ("voted:no speaker:sample", [1, 2]),
            ("voted:no speaker:(maria OR kim)", [1, 2]),
            ("voted:no speaker:maria voted:yes speaker:kim", [1]),
            ("voted:no speaker:kim voted:yes speaker:kim", []),
            ("-(voted:no speaker:maria)", [2, 3, 4]),
            ("-voted:no speaker:maria", [2]),
            ("voted:no -speaker:kim", [1]),
            ('voted:"did not vote" speaker:教育委員', [3]),
            ("result:failed", [1]),
            ("result:passed OR result:failed", [1, 2]),
            ("result:tied", []),
            ("maria sample", [1, 2, 4]),
            ("passed kim", [2]),
        ):
            assert sorted(numbers(backend, text)) == expected, text

    def test_a_vote_is_not_found_across_two_lines_of_a_roll(self, backend: SearchBackend):
        roll = tuple(f"votedyes {' '.join(f'name{line}x{word}' for word in range(39))}" for line in range(20))
        write(backend, make_document(number=1, result="carried", voted=("yes",), roll=(*roll, "votedno last")))
        assert numbers(backend, "voted:yes speaker:last") == numbers(backend, "voted:no speaker:name19x38") == []
        assert numbers(backend, 'voted:yes speaker:"name19x38 name18x38"') == []
        assert (
            numbers(backend, 'voted:yes speaker:"name0x0 name0x38"') == numbers(backend, "voted:no speaker:last") == [1]
        )

    def test_results_and_votes_are_counted_and_filter_a_search(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, result="failed", voted=("no", "yes"), roll=("votedno a", "votedyes b")),
            make_document(number=2, result="carried", voted=("yes",), roll=("votedyes a",)),
            make_document(number=3),
        )
        facets = backend.search(SearchRequest(with_facets=True)).facets
        assert {one.value: one.count for one in facets[Facet.RESULT]} == {"failed": 1, "carried": 1}
        assert {one.value: one.count for one in facets[Facet.VOTED]} == {"yes": 2, "no": 1}
        assert numbers(backend, filters={Facet.VOTED: frozenset({"no"})}) == [1]
        assert numbers(backend, filters={Facet.RESULT: frozenset({"carried", "failed"})}) == [1, 2]

    # Filters and dates

    def test_values_of_one_facet_are_alternatives_and_all_facets_must_match(self, backend: SearchBackend):
        write(
            backend,
            make_document(number=1, board=1, kind="remark", topic=(1, 2)),
            make_document(number=2, board=2, kind="remark", topic=(2,)),
            make_document(number=3, board=3, kind="motion"),
        )

        def found(**filters: set[int | str]) -> list[int]:
            wanted = {Facet(name): frozenset(values) for name, values in filters.items()}
            return numbers(backend, filters=wanted)

        assert found(board={1, 3}) == [1, 3]
        assert found(board={1, 3}, kind={"motion"}) == [3]
        assert found(topic={1, 9}) == [1]
        assert found(topic={2}) == [1, 2]
        assert found(year={2024}, text_status={"verbatim"}, speaker={0}) == [1, 2, 3]
        assert found(board={99}) == []
        assert found(kind=set()) == []

    def test_a_meeting_filters_a_search(self, backend: SearchBackend):
        write(backend, make_document(number=1, meeting=5), make_document(number=2, meeting=6))
        assert numbers(backend, meeting=6) == [2]

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            ("2017-02-23", "2017-02-23", [1, 2, 3]),
            ("2017-02-24", None, [1, 2]),
            ("2017-03-01", "2017-03-31", [1]),
            (None, "2017-01-31", [1]),
            ("2018-01-01", None, []),
        ],
    )
    def test_a_date_is_in_every_range_it_overlaps(
        self, backend: SearchBackend, first: str | None, last: str | None, expected: list[int]
    ):
        write(
            backend,
            make_document(number=1, days=("2017-01-01", "2017-12-31")),
            make_document(number=2, days=("2017-02-01", "2017-02-28")),
            make_document(number=3, days=("2017-02-23", "2017-02-23")),
        )
        days = {
            "first_day": datetime.date.fromisoformat(first) if first else None,
            "last_day": datetime.date.fromisoformat(last) if last else None,
        }
        assert numbers(backend, **days) == expected

    # Several processes

    def test_backends_on_one_folder_see_each_others_commits(
        self, backend: SearchBackend, make_backend: Callable[[], SearchBackend]
    ):
        other = make_backend()
        write(backend, make_document(number=1))
        assert numbers(other) == [1]
        write(other, make_document(number=2), gone=[1])
        assert numbers(backend) == [2]

    def test_only_one_holds_the_write_lock_at_a_time(
        self, backend: SearchBackend, make_backend: Callable[[], SearchBackend]
    ):
        other = make_backend()
        with backend.writing() as had:
            assert had
            with other.writing() as had_too:
                assert not had_too
        with other.writing() as had:
            assert had

    def test_nothing_is_written_without_the_lock(self, backend: SearchBackend):
        def is_refused() -> bool:
            with pytest.raises(RuntimeError, match="write lock"):
                backend.update(documents=[], gone=[])
            return True

        assert is_refused()
        with backend.writing(wait=True), ThreadPoolExecutor(1) as other_thread:
            assert other_thread.submit(is_refused).result()
            backend.update(documents=[], gone=[])
        assert is_refused()
        with pytest.raises(OSError, match="full"), backend.writing(wait=True):
            raise OSError("The disk is full.")
        assert is_refused()

    # Words

    def test_words_with_a_prefix_are_sorted_by_their_number_of_statements(self, backend: SearchBackend):
        write(backend, make_document(text="Library, libraries, library"))
        write(backend, make_document(title="LIBERTY", text="of the libraries"))
        write(backend, make_document(text="Libraries"))
        assert backend.words("lib", limit=9) == [
            WordCount("libraries", 3),
            WordCount("liberty", 1),
            WordCount("library", 1),
        ]
        assert backend.words("lib", limit=1) == [WordCount("libraries", 3)]
        assert backend.words("lic", limit=9) == []

    def test_words_similar_to_a_misspelt_one_come_from_texts_titles_and_names(self, backend: SearchBackend):
        write(backend, make_document(text="budget budgets", title="Fudget", speaker_names=("Budge",)))
        write(backend, make_document(text="budget bugdet", board_names=("Budgett",), topic_names=("Bidget", "Gadget")))
        found = {entry.word: entry.count for entry in backend.words_like("budget", others=["bugdet", "ubdget"])}
        assert found == {
            "budget": 2,
            **dict.fromkeys(("budgets", "fudget", "budge", "bugdet", "budgett", "bidget"), 1),
        }

    def test_words_are_counted_by_the_statements_that_have_them(self, backend: SearchBackend):
        write(backend, make_document(number=1, text="budget budget", title="Fudget"), make_document(text="budget"))
        write(backend, make_document(number=2, text="budget", speaker_names=("Bidget",)))
        write(backend, gone=[1])
        found = {entry.word: entry.count for entry in backend.word_counts(["budget", "fudget", "bidget", "nothing"])}
        assert found == {"budget": 2}

    def test_words_that_no_statement_has_any_longer_are_gone(self, backend: SearchBackend):
        write(backend, make_document(number=1, text="library"), make_document(number=2, text="library liberty"))
        write(backend, gone=[2])
        assert backend.words("lib", limit=9) == [WordCount("library", 1)]
        assert backend.words_like("libertz") == []

    def test_a_pattern_with_very_many_matching_words_is_capped_and_the_page_says_so(self, backend: SearchBackend):
        many = " ".join(f"con{number}" for number in range(1_200))
        write(backend, make_document(number=1, text=f"concord {many}"), make_document(number=2, text="concord"))
        results = backend.search(SearchRequest(text="con*"))
        assert {hit.number for hit in results.hits} == {1, 2}
        (sentence,) = results.ignored
        assert sentence.startswith("“con” stands for more than")

    def test_every_change_gives_the_index_a_new_version(
        self, backend: SearchBackend, make_backend: Callable[[], SearchBackend]
    ):
        versions = [backend.version()]
        write(backend, make_document(number=1))
        versions.append(backend.version())
        write(backend, gone=[1])
        versions.append(backend.version())
        build(backend)
        versions.append(backend.version())
        assert len(set(versions)) == len(versions)
        assert make_backend().version() == versions[-1]
