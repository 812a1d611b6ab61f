"""What boards and people speak of, year by year, and what rose this quarter."""

from typing import Any

import pytest
from django.test import Client

from archive.actions.statements.withdrawing import withdraw
from archive.models import Board, PartialDate
from archive.pages.directory import spoken_of
from archive.pages.directory.spoken_of import FEWEST_STATEMENTS, risen_words, words_by_year
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statements

pytestmark = pytest.mark.django_db
USUAL = "thank you for the motion that stands before us tonight"


def say(board: Board, date: str, text: str, times: int, **fields: object) -> None:
    make_statements([text] * times, meeting=make_meeting(board, date=date), **fields)


def test_each_year_with_enough_statements_has_its_typical_words(client: Client):
    board, speaker = make_board(), make_speaker("Ada Quill")
    say(board, "2023-03-01", f"millage {USUAL}", FEWEST_STATEMENTS, speaker=speaker)
    say(board, "2024-03-01", f"robotics {USUAL}", FEWEST_STATEMENTS, speaker=speaker)
    say(board, "2025-03-01", f"lacrosse {USUAL}", FEWEST_STATEMENTS - 1, speaker=speaker)
    say(make_board(), "2024-03-01", USUAL, 80)
    outbox.drain()
    counts = {2023: 20, 2024: 20, 2025: 19}
    for subject in (board, speaker):
        found = words_by_year(subject, counts)
        assert [(one.year, [word.word for word in one.words]) for one in found] == [
            (2024, ["robotics"]),
            (2023, ["millage"]),
        ]
        page = Page(client.get(subject.get_absolute_url()).content.decode())
        name = "board" if subject is board else "speaker"
        assert f"/search/?q=robotics&{name}={subject.slug}&year=2024" in page.links()
        assert "lacrosse" not in [link.text for link in page.all("a", rel="nofollow")]


def test_words_are_counted_once_and_again_after_each_change(monkeypatch: pytest.MonkeyPatch):
    asked: list[object] = []
    count = spoken_of.words_of_groups

    def counting(groups: Any, *rest: Any, **options: Any) -> Any:
        asked.append(groups)
        return count(groups, *rest, **options)

    monkeypatch.setattr(spoken_of, "words_of_groups", counting)
    board = make_board()
    say(board, "2024-03-01", f"robotics {USUAL}", FEWEST_STATEMENTS)
    say(make_board(), "2024-03-01", USUAL, 80)
    outbox.drain()
    counts = {2024: FEWEST_STATEMENTS}
    once = words_by_year(board, counts)
    assert words_by_year(board, counts) == once
    assert len(asked) == 1
    statement = board.statements.latest("number")
    withdraw(statement=statement, category="privacy", reason="Not said here.")
    outbox.drain()
    (again,) = words_by_year(board, counts)
    assert [(word.word, word.count) for word in again.words] == [("robotics", FEWEST_STATEMENTS - 1)]
    assert len(asked) == 2


def test_a_rising_word_says_how_many_statements_have_it_now_and_had_it_before(client: Client):
    board = make_board()
    say(board, "2023-09-01", USUAL, 60)
    say(board, "2023-10-01", f"paging {USUAL}", 1)
    say(board, "2024-03-05", f"paging {USUAL}", FEWEST_STATEMENTS)
    outbox.drain()
    risen = risen_words(PartialDate(2024, 3, 5))
    assert (risen.first.isoformat(), risen.last.isoformat()) == ("2024-01-01", "2024-03-31")
    assert [(word.word, word.count, word.others) for word in risen.words] == [("paging", 20, 1)]
    page = Page(client.get("/").content.decode())
    assert "/search/?q=paging&from=2024-01-01&to=2024-03-31" in page.links()
    assert "20 statements, 1 the year before" in " ".join(page.text.split())


def test_no_word_is_rising_if_there_are_too_few_statements():
    board = make_board()
    say(board, "2023-09-01", USUAL, 60)
    say(board, "2024-03-05", f"paging {USUAL}", FEWEST_STATEMENTS - 1)
    outbox.drain()
    assert risen_words(PartialDate(2024, 3, 5)) is None
    assert risen_words(None) is None


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_has_three_whole_months(month: int):
    board = make_board()
    say(board, f"2023-{month:02}-28", USUAL, 30)
    say(board, f"2024-{month:02}-28", f"paging {USUAL}", FEWEST_STATEMENTS)
    outbox.drain()
    risen = risen_words(PartialDate(2024, month, 28))
    assert risen.first.month in {1, 4, 7, 10}
    assert (risen.first.year, risen.first.day) == (2024, 1)
    assert risen.last.month == risen.first.month + 2
    assert risen.last.day in {30, 31}
    assert risen.first.month <= month <= risen.last.month
