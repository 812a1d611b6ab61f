"""Any URL of a search can be read, however mangled, and is written back the same."""

import datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.models import Statement
from archive.search import Facet, SearchRequest, Sort
from archive.search.question.parameters import query_string, read_parameters
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic


def read(query: str) -> SearchRequest:
    return read_parameters(QueryDict(query)).request


def ignored(query: str) -> tuple[str, ...]:
    return read_parameters(QueryDict(query)).ignored


def test_an_empty_url_searches_everything():
    assert read_parameters(QueryDict("")).request == SearchRequest()
    assert ignored("") == ()


@pytest.mark.django_db
def test_slugs_of_public_records_become_filters():
    board = make_board(slug="north")
    statement = make_statement(board=board, date="2024", speaker=make_speaker(slug="sample-speaker"))
    topic = make_topic(slug="budget")
    statement.topics.add(topic)
    request = read("q=bus&board=north&speaker=sample-speaker&topic=budget&year=2023&year=2024&kind=motion&kind=vote")
    assert request.text == "bus"
    assert request.filters == {
        Facet.BOARD: {board.pk},
        Facet.SPEAKER: {statement.speaker_id},
        Facet.TOPIC: {topic.pk},
        Facet.YEAR: {2023, 2024},
        Facet.KIND: {"motion", "vote"},
    }


@pytest.mark.django_db
def test_unpublished_objects_are_ignored_in_a_url():
    make_draft(board=make_board(slug="secret"), date="2024", speaker=make_speaker(slug="hidden"))
    assert read("board=secret&speaker=hidden").filters == {}
    assert ignored("board=secret") == ("There is no board “secret” here.",)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("from=2017&to=2017", "2017-01-01", "2017-12-31"),
        ("from=2017-02&to=2017-02", "2017-02-01", "2017-02-28"),
        ("from=2017-02-03", "2017-02-03", None),
        ("to=2016-02", None, "2016-02-29"),
        ("from=2018&to=2016", "2016-01-01", "2018-12-31"),
    ],
)
def test_a_range_of_dates_includes_its_first_and_last_day(query, first, last):
    request = read(query)
    assert request.first_day == (datetime.date.fromisoformat(first) if first else None)
    assert request.last_day == (datetime.date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=yesterday", "“yesterday” is not a date. Use 2017-02-23, 2017-02 or 2017."),
        ("to=2017-02-30", "“2017-02-30” is not a real date."),
        ("from=2018&to=2016", "The dates were the wrong way round, so we swapped them."),
        ("year=next", "There is no year “next” here."),
        ("kind=song", "There is no kind “song” here."),
        ("text_status=x", "There is no source type “x” here."),
        ("meeting=none", "There is no meeting “none” here."),
        ("&".join(f"year={2000 + n}" for n in range(51)), "A search takes at most 50 values for year."),
    ],
)
def test_invalid_parameters_are_reported(query, sentence):
    assert ignored(query) == (sentence,)


@pytest.mark.parametrize("page", ["0", "-1", "two", "", "1e9", "9" * 5000, "²"])
def test_a_mangled_page_number_means_the_first_page(page):
    assert read(f"page={page}").page == 1


def test_a_mangled_order_means_relevance():
    assert read("sort=newest").sort == Sort.NEWEST
    assert read("sort=shuffled").sort == Sort.RELEVANCE


@pytest.mark.django_db
def test_only_public_meetings_narrow_a_search():
    hidden = make_meeting()
    shown = make_statement().meeting
    shown.refresh_from_db()
    assert read(f"meeting={hidden.pk}").meeting is None
    assert read(f"meeting={shown.pk}").meeting == (shown.pk if shown.published_at else None)


@pytest.mark.django_db
def test_a_request_is_written_back_unchanged():
    statement = make_statement(board=make_board(slug="north"), date="2024", speaker=make_speaker(slug="a-speaker"))
    statement.topics.add(make_topic(slug="budget"), make_topic(slug="audit"))
    query = (
        "q=%22school+bus%22&board=north&speaker=a-speaker&year=2023&year=2024&topic=audit&topic=budget&kind=remark"
        "&from=2017-01-01&to=2024-12-31&sort=oldest&page=3"
    )
    assert query_string(read(query)) == query


class AnyAddress(TestCase):
    """Any URL can be read, and a written URL is read as the same search."""

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["q", *Facet, "from", "to", "meeting", "sort", "page"]),
                st.text(max_size=60) | st.integers().map(str) | st.sampled_from([*Statement.Kind, "2017-02", *Sort]),
            ),
            max_size=12,
        )
    )
    def test_a_written_url_is_read_as_the_same_search(self, pairs):
        parameters = QueryDict(mutable=True)
        for name, value in pairs:
            parameters.appendlist(name, value)
        request = read_parameters(parameters).request
        assert read_parameters(QueryDict(query_string(request))).request == request
