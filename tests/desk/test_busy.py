"""Whatever an act at the desk was about to write when others wrote for too long, it can be pressed again."""

from typing import Any

import pytest
from django.test import Client

from tests.databases import busy_after, undone
from tests.desk.test_matrix import ACTIONS, ROLES, rows
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Of each action, a state in which somebody may do it.
CELLS = {cell["action"]: cell for cell in rows() if any(cell[role] == "yes" for role in ROLES)}


class BusyClient(Client):
    """A browser whose requests find that others write."""

    writes = 0

    def request(self, **request: Any) -> Any:
        """Send the request while others write."""
        with busy_after(self.writes):
            return super().request(**request)


@pytest.mark.parametrize("action", CELLS)
def test_an_act_that_others_hold_up_is_a_sentence_and_can_be_done_again(
    action: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, act = ACTIONS[action]
    cell = CELLS[action]
    instance = make(cell["state"])
    person = make_person(next(held for role, held in ROLES.items() if cell[role] == "yes"))
    browser = signed_in(person, BusyClient())
    for writes in (0, 1, 4):
        monkeypatch.setattr(BusyClient, "writes", writes)
        with undone():
            answer = act(browser, instance)
        assert answer.status_code == 503 if not writes else answer.status_code in {302, 503}
        assert answer.status_code == 302 or "Try again" in answer.content.decode()
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    with undone():
        assert act(signed_in(person), instance).status_code < 500
        assert person.audit_entries.exclude(verb__in=["refused", "signed_in"]).exists()
