"""What boards and people speak of, year by year."""

from typing import Any

import pytest
from django.test import Client

from archive.actions.statements.withdrawing import withdraw
from archive.models import Board
from archive.pages.directory import spoken_of
from archive.pages.directory.spoken_of import FEWEST_STATEMENTS, words_by_year
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
