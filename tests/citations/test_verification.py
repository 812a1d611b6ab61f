"""Rows are checked in batches: one that cannot be read is named and hides no other."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import DatabaseError, connection

from archive.citations import verification
from archive.citations.verification import checked
from archive.models import Topic
from tests.record import make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 2, 5, 500], autouse=True)
def batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "AT_ONCE", request.param)


@pytest.fixture
def keys() -> list[int]:
    topics = [make_topic() for _ in range(7)]
    topics.pop(3).delete()
    return [topic.pk for topic in topics]


def check_all_but(*damaged: int) -> Callable[[Sequence[int]], list[str]]:
    def check(some: Sequence[int]) -> list[str]:
        if set(some) & set(damaged):
            raise ValueError("damaged")
        return [f"Topic {key} was checked." for key in some if Topic.objects.filter(pk=key).exists()]

    return check


@pytest.mark.parametrize("damaged", [[], [0], [5], [1, 2], [0, 3, 5], [0, 1, 2, 3, 4, 5]])
def test_each_row_is_checked_once_or_named_as_damaged(keys: list[int], damaged: list[int]) -> None:
    found = list(checked("Topic", Topic, check_all_but(*(keys[at] for at in damaged))))

    assert found == [
        f"Topic {key} cannot be read: damaged." if at in damaged else f"Topic {key} was checked."
        for at, key in enumerate(keys)
    ]


def test_rows_that_the_database_cannot_list_are_checked_one_by_one(keys: list[int]) -> None:
    def fail(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if "ORDER BY" in sql:
            raise DatabaseError("torn")
        return execute(sql, *given)

    with connection.execute_wrapper(fail):
        found = list(checked("Topic", Topic, check_all_but()))

    assert found[0] == "The database cannot list all rows after Topic 0: torn."
    assert [told for told in found if "cannot list" not in told] == [f"Topic {key} was checked." for key in keys]
