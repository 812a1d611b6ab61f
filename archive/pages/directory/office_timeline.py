"""The offices of a speaker on one timeline: what is known about each, and where dates are missing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import Office, PartialDate

WIDTH = 1000
# A term of a few days must be visible on a scale of decades.
NARROWEST = 6
ROOM_BEFORE = 10


@dataclass(frozen=True)
class TimelineStretch:
    """A part of the timeline, in units of the drawing. ``certainty`` says how sure it is that the office was held then.

    ``held``: between its dates. ``may``: inside a date known only to its month or year. ``since`` and ``until``: after
    or before the only known date. ``unknown``: no date is known.
    """

    certainty: str
    x: float
    width: float


@dataclass(frozen=True)
class TimelineOffice:
    """An office and its parts of the timeline."""

    office: Office
    stretches: list[TimelineStretch]


@dataclass(frozen=True)
class OfficeTimeline:
    """The offices, and the years at both ends of the line."""

    first: int
    last: int
    terms: list[TimelineOffice]

    @property
    def width(self) -> int:
        """The width of the drawing."""
        return WIDTH

    @property
    def is_vague(self) -> bool:
        """Whether a date is known only to its month or year."""
        return self._has("may")

    @property
    def is_open(self) -> bool:
        """Whether an end is unknown, or the office is still held."""
        return self._has("since") or self._has("until") or self._has("unknown")

    def _has(self, certainty: str) -> bool:
        return any(stretch.certainty == certainty for term in self.terms for stretch in term.stretches)


def latest_first(offices: Iterable[Office]) -> list[Office]:
    """Return the offices by start date, or by end date if there is none; those without dates last."""
    return sorted(offices, key=lambda office: (_iso(office.from_date or office.to_date), office.pk), reverse=True)


def office_timeline(offices: Iterable[Office], dates: Iterable[PartialDate]) -> OfficeTimeline | None:
    """Return the offices on a timeline that also covers the dates; None if no office has a date."""
    offices = list(offices)
    known = [date for office in offices for date in (office.from_date, office.to_date) if date]
    if not known:
        return None
    known += dates
    first, last = min(date.year for date in known), max(date.year for date in known)
    if any(office.to_date and not office.from_date for office in offices):
        # Leave room for the years before the first known one.
        first = max(1, first - max(1, (last - first) // ROOM_BEFORE))
    start, end = datetime.date(first, 1, 1).toordinal(), datetime.date(last, 12, 31).toordinal() + 1

    def stretch(certainty: str, begin: int, stop: int) -> TimelineStretch:
        width = max(NARROWEST, round(WIDTH * (stop - begin) / (end - start), 1))
        return TimelineStretch(certainty, min(round(WIDTH * (begin - start) / (end - start), 1), WIDTH - width), width)

    return OfficeTimeline(
        first,
        last,
        [TimelineOffice(office, [stretch(*part) for part in _parts(office, start, end)]) for office in offices],
    )


def _parts(office: Office, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return certainty, first day and the day after the last for each part of the office's time."""
    since, until = office.from_date, office.to_date
    if since is None and until is None:
        return [("unknown", start, end)]
    if until is None:
        return [*_vague(since), ("since", since.last.toordinal(), end)]
    if since is None:
        return [("until", start, until.first.toordinal() + 1), *_vague(until)]
    begin, stop = since.last.toordinal(), until.first.toordinal() + 1
    if begin >= stop:
        # If both dates may be in the same month or year, no day is certain.
        return [("may", since.first.toordinal(), until.last.toordinal() + 1)]
    return [*_vague(since), ("held", begin, stop), *_vague(until)]


def _iso(date: PartialDate | None) -> str:
    return date.isoformat() if date else ""


def _vague(date: PartialDate) -> list[tuple[str, int, int]]:
    return [] if date.day else [("may", date.first.toordinal(), date.last.toordinal() + 1)]
