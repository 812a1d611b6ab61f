"""The search server as a backend."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from django.conf import settings

from archive.machine.database import named_lock
from archive.models import SearchIndex
from archive.models.site.outside import ONLY_ROW
from archive.search.engines.base import IndexBuild, SearchBackend
from archive.search.engines.counted_words import CountedWords
from archive.search.engines.document import Document
from archive.search.engines.opensearch import asking
from archive.search.engines.opensearch.build import OpenSearchBuild, send_documents
from archive.search.engines.opensearch.client import Client, Json, RequestRefused, Unreachable
from archive.search.engines.opensearch.counted_words import WordCounts
from archive.search.engines.opensearch.mapping import VERSION
from archive.search.engines.opensearch.ranking import Ranking
from archive.search.engines.opensearch.translation import Translation
from archive.search.engines.opensearch.vocabulary import NAME_FIELDS, TEXT_FIELDS, Vocabulary, send, words_of
from archive.search.engines.results import Hit, SearchResults, SearchUnavailable, SearchUnreachable, WordCount
from archive.search.question import WEIGHTS, Query, SearchRequest, Sort
from archive.search.question.grammar import parse
from archive.search.question.grammar.highlighting import highlight
from archive.search.question.grammar.reading import reading
from archive.search.question.grammar.translation import Translation as Grammar
from archive.search.question.question import Question
from archive.search.question.request import PAGE_SIZE

NO_SUCH_PAGE = 404
MISSING = "The search server has no index of this site."
OTHER_VERSION = "The index was built by another version of the site."
MOST_FORMS = 1_000
SPARE = 5


class OpenSearchBackend(SearchBackend):
    """An index on a cluster, named by the row of ``SearchIndex``. A second index next to it has its words.

    An alias with the name in the settings also points to it, for operators.
    """

    is_shared = True

    def __init__(self, folder: str) -> None:  # noqa: ARG002 - only the embedded engine has one
        self._alias = settings.SEARCH_INDEX
        self.client = Client(settings.SEARCH_URL, settings.SEARCH_CERTIFICATES)
        # The languages of the index, with the version that has them.
        self._languages: tuple[str, list[str]] = ("", [])

    # Writing

    def _write_lock(self, *, wait: bool) -> AbstractContextManager[bool]:
        return named_lock(f"{self._alias} is written", wait=wait)

    def update(self, *, documents: Iterable[Document], gone: Collection[int], origin: str | None = None) -> None:
        self._must_write()
        with self.available():
            live = self._live()
            vocabulary = Vocabulary(self.client, live)
            # If OpenSearch has lost its index, it would create one with only these documents.
            self.client.ask("GET", f"/{live},{vocabulary.name}")
            sent = list(documents)
            vocabulary.add(*words_of(sent))
            send_documents(self.client, live, sent)
            send(self.client, live, [{"delete": {"_id": str(number)}} for number in gone])
            if origin is not None:
                vocabulary.set_origin(origin)
            self.client.ask("POST", f"/{live},{vocabulary.name}/_refresh")
            _say(version=secrets.token_hex(8))

    def origin(self) -> str:
        with self.available():
            return Vocabulary(self.client, self._live()).origin()

    def expunge(self) -> bool:
        self._must_write()
        with self.available():
            live = self._live()
            vocabulary = Vocabulary(self.client, live)
            vocabulary.drop_unused()
            both = f"{live},{vocabulary.name}"
            self.client.ask("POST", f"/{both}/_refresh")
            self.client.ask("POST", f"/{both}/_flush", force="true", wait_if_ongoing="true")
            self.client.ask("POST", f"/{both}/_forcemerge", only_expunge_deletes="true")
            self.client.ask("POST", f"/{both}/_flush", force="true", wait_if_ongoing="true")
            left = self.client.ask("GET", f"/{both}/_stats/docs")
        self.tidy()
        # A copy that is unavailable now comes back with its old documents.
        everywhere = left["_shards"]["successful"] == left["_shards"]["total"]
        return everywhere and not left["_all"]["total"]["docs"]["deleted"]

    @contextmanager
    def building(self) -> Iterator[IndexBuild | None]:
        with named_lock(f"{self._alias} is built") as had:
            if not had:
                yield None
                return
            with self.available():
                self._remove_others()
                name = f"{self._alias}-{secrets.token_hex(6)}"
                build = OpenSearchBuild(self.client, name, self.available, self.swap)
            try:
                yield build
            finally:
                with self.available():
                    self._remove_others()

    def tidy(self) -> None:
        with named_lock(f"{self._alias} is built") as had:
            if had:
                with self.available():
                    self._remove_others()

    def swap(self, name: str) -> None:
        """Make every search use another index from now on."""
        self._must_write()
        old = [{"remove": {"index": f"{self._alias}-*", "alias": self._alias, "must_exist": False}}]
        self.client.ask("POST", "/_aliases", {"actions": [*old, {"add": {"index": name, "alias": self._alias}}]})
        _say(name=name, version=secrets.token_hex(8))

    def _remove_others(self) -> None:
        """Remove every index of this site that is not the live one."""
        live = _state().name
        indexes = self.client.ask("GET", f"/{self._alias}-*/_alias")
        if left := [name for name in indexes if name not in {live, f"{live}-words"}]:
            self.client.ask("DELETE", f"/{','.join(left)}")

    # Reading

    def search(self, request: SearchRequest) -> SearchResults:
        with self.available():
            present = self._present()
            live, languages = present.name, self._languages_of(present)
            vocabulary = Vocabulary(self.client, live)
            words_with = partial(vocabulary.beginning, limit=MOST_FORMS)
            translation = Translation(vocabulary.beginning)
            if request.question:
                grammar = Grammar(languages, words_with)
                return self._answer_to_question(
                    live, request, request.question, Ranking(grammar, request, WEIGHTS, translation)
                )
            parsed = parse(
                request.text,
                languages=languages,
                words_with=words_with,
                without_topics=request.without_topics,
            )
            wanted = translation.translate(parsed.query)
            answer = self._page(live, wanted, request)
            return SearchResults(
                request=request,
                total=asking.total_of(answer),
                hits=asking.hits_of(answer),
                facets=asking.facets_of(answer) if request.with_facets else {},
                reading=parsed.reading,
                ignored=[*parsed.ignored, *translation.sentences()],
                highlight=parsed.highlight,
            )

    def languages(self) -> list[str]:
        with self.available():
            return self._languages_of(self._present())

    def version(self) -> str:
        return _version(self._present())

    def words(self, prefix: str, limit: int) -> list[WordCount]:
        with self.available():
            vocabulary = Vocabulary(self.client, self._live())
            return vocabulary.counted(vocabulary.beginning(prefix, limit * SPARE))[:limit]

    def word_counts(self, words: Collection[str]) -> list[WordCount]:
        with self.available():
            return Vocabulary(self.client, self._live()).counted(words)

    def weighed(self, queries: Sequence[tuple[Query, int]], request: SearchRequest, limit: int) -> list[Hit]:
        with self.available():
            live = self._live()
            translation = Translation(Vocabulary(self.client, live).beginning)
            wanted = [(translation.translate(one), weight) for one, weight in queries]
            return asking.hits_of(self.client.search(live, asking.weighed(wanted, request, limit)))

    def counted_words(self, groups: Sequence[Sequence[int]], leave_out: Collection[str] = ()) -> list[CountedWords]:
        with self.available():
            return WordCounts(self.client, self._live()).of_groups(groups, leave_out)

    def first_having(self, words: Sequence[Sequence[str]], groups: Sequence[Sequence[int]]) -> list[list[int]]:
        with self.available():
            return WordCounts(self.client, self._live()).first_having(words, groups)

    def words_like(self, word: str, others: Collection[str] = ()) -> list[WordCount]:
        with self.available():
            vocabulary = Vocabulary(self.client, self._live())
            return vocabulary.counted({*vocabulary.like(word), *others}, (*TEXT_FIELDS, *NAME_FIELDS))

    def check(self) -> str:
        try:
            with self.available():
                live = self._live()
                indexes = self.client.ask("GET", f"/{live},{live}-words")
        except SearchUnreachable:
            raise
        except SearchUnavailable as error:
            return str(error)
        version = indexes[live]["mappings"].get("_meta", {}).get("version")
        return "" if version == VERSION else OTHER_VERSION

    def verify(self) -> str:
        return self.check()

    # Parts

    @contextmanager
    def available(self) -> Iterator[None]:
        """Within this context, raise the archive's exceptions for the errors of the server."""
        try:
            yield
        except Unreachable as error:
            raise SearchUnreachable(str(error)) from error
        except RequestRefused as refused:
            if refused.lacks_index:
                raise SearchUnavailable(f"{MISSING} {refused}") from refused
            if refused.status == NO_SUCH_PAGE or refused.is_astray:
                raise SearchUnreachable(str(refused)) from refused
            raise

    def _live(self) -> str:
        return self._present().name

    def _present(self) -> SearchIndex:
        state = _state()
        if not state.name:
            raise SearchUnavailable(MISSING)
        return state

    def _languages_of(self, present: SearchIndex) -> list[str]:
        """Return the languages of the statements in the index, which the server counts again after each change."""
        version, languages = self._languages
        if version != _version(present):
            languages = asking.languages_of(self.client.search(present.name, asking.LANGUAGES))
            self._languages = _version(present), languages
        return languages

    def _answer_to_question(
        self, live: str, request: SearchRequest, question: Question, ranking: Ranking
    ) -> SearchResults:
        """Answer a request that has a question."""
        parts = tuple(part.typed for part in question.parts) if ranking.is_wide else ()
        for wanted in ranking.wide(partial(self._counts, live)) if ranking.is_wide else [ranking.exact()]:
            answer = self._page(live, wanted, request)
            if asking.total_of(answer) >= PAGE_SIZE:
                break
        return SearchResults(
            request=request,
            total=asking.total_of(answer),
            hits=asking.hits_of(answer, parts),
            facets=asking.facets_of(answer) if request.with_facets else {},
            reading=reading(question.typed) if question.typed else "",
            ignored=ranking.translation.sentences(),
            highlight=highlight(question.tree, ranking.grammar.stems),
        )

    def _page(self, live: str, wanted: Json, request: SearchRequest) -> Json:
        """Return the answer with the requested page. From the 10,000th hit on, fetch the earlier pages first."""
        body = asking.body_of(wanted, request)
        start = (request.page - 1) * request.page_size
        if start + request.page_size <= asking.DEEPEST:
            answer = self.client.search(live, body | {"from": start, "size": request.page_size})
        else:
            answer = self.client.search(live, body | {"size": 0})
            if start < asking.total_of(answer):
                answer["hits"]["hits"] = self._deep_hits(live, body, start, request)
        if request.with_facets and (again := asking.recount(answer)):
            exact = self.client.search(live, body | {"size": 0, "aggs": again})
            answer["aggregations"] |= exact["aggregations"]
        return answer

    def _deep_hits(self, live: str, body: Json, start: int, request: SearchRequest) -> list[Json]:
        body = {name: value for name, value in body.items() if name != "aggs"} | {"track_total_hits": False}
        if request.sort in {Sort.NEWEST, Sort.OLDEST}:
            # In the order of dates, days before the page need only be counted.
            skipped, day = asking.days_before(self.client.search(live, asking.days(body)), start)
            body, start = asking.from_day(body, day), start - skipped
        after: Json = {}
        while start:
            step = min(start, asking.DEEPEST)
            passed = self.client.search(live, body | after | {"size": step})["hits"]["hits"]
            after = {"search_after": passed[-1]["sort"]}
            start -= step
        hits: list[Json] = []
        while (missing := request.page_size - len(hits)) > 0:
            step = min(missing, asking.DEEPEST)
            some = self.client.search(live, body | after | {"size": step})["hits"]["hits"]
            hits += some
            if len(some) < step:
                break
            after = {"search_after": some[-1]["sort"]}
        return hits

    def _counts(self, live: str, wanted: Sequence[Json]) -> tuple[list[int], int]:
        """Return how many statements match each query, and how many there are."""
        asked = {str(at): one for at, one in enumerate(wanted)}
        body = {"size": 0, "track_total_hits": True, "aggs": {"parts": {"filters": {"filters": asked}}}}
        answer = self.client.search(live, body)
        buckets = answer["aggregations"]["parts"]["buckets"]
        return [buckets[str(at)]["doc_count"] for at in range(len(wanted))], asking.total_of(answer)


def _state() -> SearchIndex:
    return SearchIndex.objects.filter(pk=ONLY_ROW).first() or SearchIndex()


def _version(present: SearchIndex) -> str:
    return f"{present.name} {present.version}"


def _say(**values: str) -> None:
    SearchIndex.objects.update_or_create(pk=ONLY_ROW, defaults=values)
