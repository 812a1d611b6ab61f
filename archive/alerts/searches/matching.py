"""Finds the alerts that match new statements: all alerts are run over an index of only those statements."""

import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from archive.actions.statements import is_news
from archive.alerts.searches.asked import Requests
from archive.models import Alert, AlertHit, PublicationToTell, Statement
from archive.search import Document, NewStatements, documents
from archive.search.engines import filing
from boardmeetings.failpoints import failpoint

AT_ONCE = 5000
ALERTS_AT_ONCE = 2000
MORNING = 7
MONDAY = 0
Asked = tuple[int, str, bool]
"""The id of an alert, its query, and whether it wants procedural turns."""


def match() -> int:
    """Compare new publications with the alerts, and return how many results now wait.

    The search runs outside any transaction. If two processes do it, the rows are written once. Raise SearchUnavailable,
    and leave everything for later, if the index cannot be read.
    """
    written = 0
    while waiting := list(PublicationToTell.objects.select_related("change")[:AT_ONCE]):
        published = {one.change.subject_id: one.change.at for one in waiting}
        news = _news({one.change.subject_id for one in waiting if not one.change.tells})
        news |= {one.change.subject_id for one in waiting if one.change.tells}
        hits = _found_by_alert(news) if news and Alert.objects.confirmed().on_searches().exists() else {}
        failpoint("alerts.matched")
        with transaction.atomic():
            written += _keep(hits, published)
            PublicationToTell.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return written


def _found_by_alert(numbers: set[int]) -> dict[int, list[int]]:
    """Return what each alert finds among the statements, after filing them by rules and agenda items."""
    filing.follow(documents(numbers), numbers)
    rows = Alert.objects.confirmed().on_searches().order_by("pk").values_list("pk", "query", "with_procedural")
    return dict(find(documents(numbers), rows.iterator(ALERTS_AT_ONCE)))


def find(published: Iterable[Document], alerts: Iterable[Asked]) -> Iterator[tuple[int, list[int]]]:
    """Yield the ids of the alerts that find any of the statements, each with the numbers it finds.

    The search page would show the same statements for the same query.
    """
    new, requests = NewStatements(published), Requests()
    answers: dict[tuple[str, bool], list[int]] = {}
    for pk, query, with_procedural in alerts:
        key = query, with_procedural
        if key not in answers:
            request = requests.of(query, with_procedural=with_procedural)
            answers[key] = new.numbers(request) if request else []
        if numbers := answers[key]:
            yield pk, numbers


def _news(numbers: set[int]) -> set[int]:
    """Return the statements that are recent."""
    rows = Statement.objects.public().filter(pk__in=numbers).order_by().values_list("pk", "date")
    return {pk for pk, date in rows if is_news(date)}


def _keep(numbers_of: dict[int, list[int]], published: dict[int, datetime.datetime]) -> int:
    """Write new hits, of statements published after their alert was confirmed; return how many.

    If an alert was confirmed later than now, the clock was set back since, and every publication is news to it.
    """
    alerts = Alert.objects.confirmed().on_searches().in_bulk(numbers_of)
    now = timezone.now()
    due = {frequency: next_time(frequency, now) for frequency in Alert.Frequency}
    hits = [
        AlertHit(alert=alert, statement_id=number, due_at=due[Alert.Frequency(alert.frequency)])
        for pk, alert in alerts.items()
        for number in numbers_of[pk]
        if alert.confirmed_at and (published[number] > alert.confirmed_at or alert.confirmed_at > now)
    ]
    AlertHit.objects.bulk_create(hits, ignore_conflicts=True)
    return len(hits)


def next_time(frequency: str, now: datetime.datetime) -> datetime.datetime:
    """Return when the next email of that frequency is sent: now, at seven tomorrow, or on Monday, in local time."""
    if frequency == Alert.Frequency.AT_ONCE:
        return now
    local = timezone.localtime(now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    days = 0 if local < morning else 1
    if frequency == Alert.Frequency.WEEKLY:
        days += (MONDAY - (local + datetime.timedelta(days=days)).weekday()) % 7
    return morning + datetime.timedelta(days=days)
