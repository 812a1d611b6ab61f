"""Wakes the work of a kind as soon as a commit has left some, so that nobody waits for its usual time.

Only a process with a loop of regular work (``archive.management.loop``) can be woken. Elsewhere the rows wait for one.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save

from archive.models import CorrectionToTell, Mail, WebhookDelivery
from archive.models.upkeep.change import noted
from archive.upkeep import runs

WORK_OF: dict[type[Model], tuple[str, ...]] = {
    CorrectionToTell: (runs.MAILS,),
    Mail: (runs.MAILS, runs.ALERTS),
    WebhookDelivery: (runs.WEBHOOKS,),
}
_sleepers: dict[str, Callable[[], None]] = {}


def listen(kind: str, wake_up: Callable[[], None]) -> None:
    """Have this called, from any thread, when there is work of the kind."""
    _sleepers[kind] = wake_up


def wake(kind: str) -> None:
    """Have the work of the kind done soon, if this process does it, and return at once."""
    if wake_up := _sleepers.get(kind):
        wake_up()


def connect() -> None:
    """Wake the work whenever some was left and committed."""
    for model in WORK_OF:
        post_save.connect(_row_left, sender=model, dispatch_uid=f"wake after {model.__name__}")
    noted.connect(_change_left, dispatch_uid="send mails after changes")


def _row_left(sender: type[Model], created: bool, **_: Any) -> None:
    for kind in WORK_OF[sender] if created else ():
        transaction.on_commit(partial(wake, kind), robust=True)


def _change_left(**_: Any) -> None:
    """Changes are listed, and compared with the alerts, by the work on emails; then the webhooks are told."""
    wake(runs.MAILS)
    wake(runs.WEBHOOKS)
