"""Delivers rows of work, such as emails and messages to webhooks: each once, again after failures, and loses none.

An update that only one process can win claims a row, which is then sent outside any transaction. If the process is
killed before it notes that, the claim expires and the row is sent a second time, with the same id.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from archive.models.upkeep.due import Due, DueQuerySet

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Due)


def never() -> bool:
    """Return False."""
    return False


def deliver(
    rows: DueQuerySet[Row],
    *related: str,
    send: Callable[[Row], bool],
    fail: Callable[[Row, Exception], bool],
    should_stop: Callable[[], bool] = never,
) -> int:
    """Send the rows that are due, with their related objects, and return for how many ``send`` was true.

    ``fail`` plans another attempt at a row, or gives it up, and returns whether the next rows would fail too: they are
    then left for the next run. ``should_stop`` is asked before each row.
    """
    sent = 0
    while not should_stop() and (row := rows.claim(*related)):
        try:
            sent += int(send(row))
        except Exception as trouble:
            if not isinstance(trouble, OSError):
                logger.exception("%s cannot be sent.", row)
            if fail(row, trouble):
                break
    return sent
