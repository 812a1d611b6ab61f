"""The words with which to find texts similar to one."""

import pytest

from archive.models import Statement
from archive.search import SearchRequest, SearchUnavailable, WeighedWord, outbox, statements_with, telling_words
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
