"""Which backups to keep: the newest of each day, week and month, as many as the rule says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

WRITTEN = re.compile(r"(\d{1,4}) days?, (\d{1,4}) weeks?, (\d{1,4}) months?")
# Newer backups are all kept. After a mistake, people look for the hour before it.
ALL_OF = timedelta(days=2)


@dataclass(frozen=True)
class KeepRule:
    """For how many days, weeks and months to keep the newest backup of each.

    All backups of the last two days are kept.
    """

    days: int = 14
    weeks: int = 8
    months: int = 12

    @classmethod
    def read(cls, written: str) -> Self:
        """Return the rule written as "14 days, 8 weeks, 12 months"; raise ValueError for anything else."""
        if not (parts := WRITTEN.fullmatch(written.strip())):
            raise ValueError(f"“{written}” is not a rule. Write it as “14 days, 8 weeks, 12 months”.")
        return cls(*map(int, parts.groups()))

    def __str__(self) -> str:
        return f"{self.days} days, {self.weeks} weeks, {self.months} months"

    def kept(self, taken: Iterable[datetime], now: datetime) -> set[datetime]:
        """Return which of the times to keep. The newest is always kept."""
        newest_first = sorted(taken, reverse=True)
        keep = set(newest_first[:1]) | {at for at in newest_first if at > now - ALL_OF}
        for number, period in ((self.days, "%Y-%m-%d"), (self.weeks, "%G-%V"), (self.months, "%Y-%m")):
            newest: dict[str, datetime] = {}
            for at in newest_first:
                newest.setdefault(at.strftime(period), at)
            keep.update(list(newest.values())[:number])
        return keep
