"""The words with which to find texts similar to one."""

from collections.abc import Collection

import pytest

from archive.search import SearchUnavailable, telling_words
from archive.search.engines import outbox
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


def test_short_words_and_numbers_are_left_out():
    index("the bus of 2017", "the bus of 2017")
    assert words("The bus of 2017.", 9) == []


def test_scripts_without_spaces_use_pairs_of_characters_as_words():
    index("東京都", "東京")
    assert words("東京の", 9) == ["東京"]


def test_a_missing_index_is_reported():
    with pytest.raises(SearchUnavailable):
        telling_words("levy", 3)


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
