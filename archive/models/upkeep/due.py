"""Rows that are work: what is due, which process has claimed it, and when it is tried again."""

from datetime import timedelta
from typing import ClassVar, Generic, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

Row = TypeVar("Row", bound="Due")

# A process that finds the first due rows claimed by others looks at this many.
LOOKED_AT = 20
LONGEST_ERROR = 2000


class DueQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows that are work, and which of them can be done now."""

    def waiting(self) -> Self:
        """Return the rows that are not done. A model whose rows stay when they are done says which these are."""
        return self.all()

    def due(self) -> Self:
        """Return the rows to try now, the longest due first. Leave out those that another process has claimed."""
        now = timezone.now()
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
        is_time = Q(try_at__isnull=True) | Q(try_at__lte=now)
        return self.waiting().filter(is_free, is_time).order_by(F("try_at").asc(nulls_first=True), "id")

    def hurry(self) -> int:
        """Make the rows due now, but leave a row to a process that works on it. Return how many are due earlier."""
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=timezone.now())
        return self.filter(is_free).update(try_at=None)

    def claim(self, *related: str) -> Row | None:
        """Claim a due row with its related objects, so that no other process works on it; None if there is none.

        If the process dies, the row is due again when the claim expires.
        """
        for pk in list(self.due().values_list("pk", flat=True)[:LOOKED_AT]):
            until = timezone.now() + self.model.CLAIM
            if self.due().filter(pk=pk).order_by().update(claimed_until=until, attempts=F("attempts") + 1):
                return self.select_related(*related).get(pk=pk)
        return None

    def put_off(self, problem: str) -> None:
        """Store why the rows could not be done, and give up their claims.

        They are due again after a wait that grows with the attempts that were counted.
        """
        for attempts in list(self.order_by().values_list("attempts", flat=True).distinct()):
            self.filter(attempts=attempts).update(
                try_at=timezone.now() + self.model.wait_after(attempts),
                claimed_until=None,
                last_error=problem[:LONGEST_ERROR],
            )

    def refuse(self, problem: str) -> None:
        """Count an attempt at rows that nobody claims, such as a batch under a lock, and put them off."""
        self.update(attempts=F("attempts") + 1)
        self.put_off(problem)


class Due(models.Model):
    """Work that is tried until it is done. A row is stored in the transaction that makes the work necessary."""

    # How long a process may work on a row before others try it.
    CLAIM: ClassVar[timedelta] = timedelta(minutes=15)
    FIRST_WAIT: ClassVar[timedelta] = timedelta(minutes=1)
    LONGEST_WAIT: ClassVar[timedelta] = timedelta(days=1)

    attempts = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField(null=True, blank=True, help_text="Not before this time. If empty, at once.")
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        abstract = True

    @classmethod
    def wait_after(cls, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts: twice as long each time, up to the longest."""
        return min(cls.FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 20), cls.LONGEST_WAIT)

    @property
    def waited(self) -> timedelta:
        """For how long it was put off so far, however long nobody could try it."""
        return sum((self.wait_after(attempt) for attempt in range(1, self.attempts)), timedelta())

    def put_off(self, problem: str) -> None:
        """Store why this row could not be done, and try it again later."""
        type(self)._default_manager.filter(pk=self.pk).put_off(problem)  # type: ignore[attr-defined]  # ours, of each model
