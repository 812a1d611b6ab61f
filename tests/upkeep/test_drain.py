"""What a dead process left undone is done by the next look."""

import pytest

from archive.models import OutboxEntry
from archive.search import SearchRequest, SearchUnavailable, search, warm_up
from archive.search.engines import outbox
from archive.search.engines.rebuild import rebuild
from archive.search.engines.whoosh import WhooshBackend
from archive.upkeep.drain import drain
from tests.record import make_statement


@pytest.mark.django_db
def test_work_left_over_is_done_at_the_next_look() -> None:
    rebuild()
    with outbox.held_back():
        statement = make_statement("A levy for the library")
    drain(due_only=True)
    assert [hit.number for hit in search(SearchRequest(text="levy")).hits] == [statement.number]


@pytest.mark.django_db
def test_a_change_that_the_index_just_refused_is_not_retried_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild()
    asked = []

    def refuse(*_: object, **__: object) -> None:
        asked.append(1)
        raise ValueError("No.")

    make_statement()
    monkeypatch.setattr(WhooshBackend, "update", refuse)
    outbox.drain()
    before = len(asked)
    drain(due_only=True)
    assert len(asked) == before
    OutboxEntry.objects.update(try_at=None)
    drain(due_only=True)
    assert len(asked) > before


@pytest.mark.django_db
def test_a_process_can_warm_up_on_an_empty_site() -> None:
    with pytest.raises(SearchUnavailable):
        warm_up()
    rebuild()
    warm_up()
