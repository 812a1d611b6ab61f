"""A thread of every server does the work that a dead process left."""

import threading

import pytest
from django.conf import LazySettings

from archive import upkeep
from archive.actions.correct import correct
from archive.alerts import background
from archive.models import OutboxEntry
from archive.search import SearchRequest, SearchUnavailable, outbox, search, warm_up
from archive.search.backends.whoosh import WhooshBackend
from archive.search.rebuild import rebuild
from archive.upkeep.watch import Watch, look
from tests.record import make_statement


@pytest.mark.django_db
def test_work_left_over_is_done_at_the_next_look() -> None:
    rebuild()
    with outbox.held_back():
        statement = make_statement("A levy for the library")
    upkeep.drain(due_only=True)
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
    upkeep.drain(due_only=True)
    assert len(asked) == before
    OutboxEntry.objects.update(try_at=None)
    upkeep.drain(due_only=True)
    assert len(asked) > before


def test_the_thread_keeps_working_after_errors_until_it_is_stopped() -> None:
    worked, twice = [], threading.Event()

    def work() -> None:
        worked.append(1)
        if len(worked) > 1:
            twice.set()
        raise ValueError("A fault.")

    watch = Watch(work, seconds=0)
    watch.start()
    assert twice.wait(30)
    watch.stop()
    assert not watch._thread.is_alive()


def test_the_first_task_runs_once_and_may_fail() -> None:
    done, thrice = [], threading.Event()

    def first() -> None:
        done.append("first")
        raise ValueError("A fault.")

    def work() -> None:
        done.append("work")
        if len(done) > 2:
            thrice.set()

    watch = Watch(work, seconds=0, first=first)
    watch.start()
    assert thrice.wait(30)
    watch.stop()
    assert done[:3] == ["first", "work", "work"]
    assert done.count("first") == 1


@pytest.mark.django_db
def test_a_process_can_warm_up_on_an_empty_site() -> None:
    with pytest.raises(SearchUnavailable):
        warm_up()
    rebuild()
    warm_up()


@pytest.mark.django_db
@pytest.mark.parametrize("sends_itself", [True, False])
def test_unsent_emails_are_sent_if_the_site_sends_its_own(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, sends_itself: bool
) -> None:
    rebuild()
    settings.SEND_MAIL_IN_SITE = sends_itself
    woken: list[bool] = []
    monkeypatch.setattr(background.background, "wake", lambda: woken.append(True))
    look()
    assert not woken
    correct(statement=make_statement(), text="We will open the library on Sundays.", reason="Misheard.")
    look()
    assert bool(woken) is sends_itself
