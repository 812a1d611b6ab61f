"""The words with which to find texts similar to one."""

from collections.abc import Collection

import pytest

from archive.models import Statement
from archive.search import SearchRequest, SearchUnavailable, WeighedWord, statements_with, telling_words
from archive.search.engines import outbox
from archive.search.engines.brevity import brevity
from archive.search.engines.results import WordCount
from archive.search.engines.whoosh import WhooshBackend
from tests.record import make_meeting, make_statement

pytestmark = pytest.mark.django_db


def index(*texts: str) -> None:
    meeting = make_meeting()
    for position, text in enumerate(texts):
        make_statement(text, meeting=meeting, position=position)
    outbox.drain()


def words(text: str, limit: int = 9) -> list[str]:
    return [word.word for word in telling_words(text, limit)]


def test_rare_words_come_first_and_words_of_only_this_text_are_left_out():
    index("levy buses winter", "levy buses", "levy buses", "winter levy", "depot only")
    assert words("Levy, depot, buses, winter, levitation.", 9) == ["winter", "buses", "levy"]
    assert words("Levy, buses, winter.", 1) == ["winter"]


def test_repeated_words_weigh_more():
    index("levy buses", "levy buses", "winter")
    assert words("levy levy levy buses", 2) == ["levy", "buses"]


def test_short_words_and_numbers_are_left_out():
    index("the bus of 2017", "the bus of 2017")
    assert words("The bus of 2017.", 9) == []


def test_scripts_without_spaces_use_pairs_of_characters_as_words():
    index("東京都", "東京")
    assert words("東京の", 9) == ["東京"]


def test_similar_statements_with_more_of_the_words_come_first():
    index("levy", "levy buses", "winter", "depot")
    found = statements_with(
        [WeighedWord("levy", 3), WeighedWord("buses", 2), WeighedWord("winter", 4)], SearchRequest(), 9
    )
    texts = Statement.objects.in_bulk([hit.number for hit in found])
    assert [texts[hit.number].text for hit in found] == ["levy buses", "winter", "levy"]


def test_a_missing_index_is_reported():
    with pytest.raises(SearchUnavailable):
        telling_words("levy", 3)


def test_at_most_the_wanted_number_of_words_and_statements_is_returned():
    index(*["levy buses winter depot"] * 2)
    assert [words("levy buses winter depot", limit) for limit in (0, 1, 2)] == [[], ["buses"], ["buses", "depot"]]
    weighed = [WeighedWord("levy", 1)]
    assert [len(statements_with(weighed, SearchRequest(), limit)) for limit in (1, 2, 3)] == [1, 2, 2]


def test_words_of_four_letters_count_and_words_of_two_statements_lead_to_another():
    index("bus depot levy", "bus depot levy", "levy", "winter")
    assert words("The bus depot, the levy and the winter.") == ["depot", "levy"]


@pytest.mark.parametrize(
    ("statements", "telling"),
    [
        (1, False),
        (2, True),
    ],
)
def test_a_word_of_one_statement_or_of_thousands_leads_to_none_in_particular(
    monkeypatch: pytest.MonkeyPatch, statements: int, telling: bool
):
    def counts(_: WhooshBackend, asked: Collection[str]) -> list[WordCount]:
        return [WordCount(word, statements) for word in asked]

    monkeypatch.setattr(WhooshBackend, "word_counts", counts)
    assert words("levy") == (["levy"] if telling else [])


def test_a_shorter_statement_with_the_same_words_comes_first():
    index("levy and all the many other words of a much longer statement about something else", "levy")
    found = statements_with([WeighedWord("levy", 3)], SearchRequest(), 9)
    assert [Statement.objects.get(pk=hit.number).text == "levy" for hit in found] == [True, False]


def test_a_word_counts_less_in_a_longer_statement():
    weights = [brevity(distinct) for distinct in (0, 24, 60, 240, 720, 10**9)]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[-1]) == (1000, 0)
