"""The day of publication as an axis: what was published or changed here since a moment.

It is not the date of a statement or meeting: minutes of March may be published in June, or ten years later.
"""

import datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from archive.models import Change, Decision, Meeting, PartialDate, Statement
from archive.search.known_names import UnusableFilter

PUBLISHED_SINCE, CHANGED_SINCE = "published_since", "changed_since"
BY_PUBLICATION = ("-published_at", "-number")


def since(parameter: str, typed: str) -> datetime.datetime | None:
    """Return the moment that was typed: a day, month or year in the time zone of the site, or a time (ISO 8601).

    Return None for nothing. Raise UnusableFilter for anything else.
    """
    typed = typed.replace("\0", "").strip()
    if not typed:
        return None
    try:
        # In an address, a plus sign that was not encoded is a space.
        moment = parse_datetime(typed.replace(" ", "+")) if "T" in typed else None
        moment = moment or datetime.datetime.combine(PartialDate.parse(typed).first, datetime.time.min)
        moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        sentence = gettext("“%(typed)s” is not a moment. Use 2026-03-05 or 2026-03-05T18:30:00Z.")
        raise UnusableFilter(parameter, sentence % {"typed": typed[:40]}) from error


def changed_statements(moment: datetime.datetime) -> QuerySet[Any]:
    """Return the numbers of the statements that were published or changed in any way since."""
    return _changed(Change.Subject.STATEMENT, moment)


def statements_since(
    rows: QuerySet[Statement], published: datetime.datetime | None, changed: datetime.datetime | None
) -> QuerySet[Statement]:
    """Keep the statements that were published since, and those that were published or changed since."""
    rows = rows.filter(published_at__gte=published) if published else rows
    return rows.filter(pk__in=changed_statements(changed)) if changed else rows


def decisions_since(
    rows: QuerySet[Decision], published: datetime.datetime | None, changed: datetime.datetime | None
) -> QuerySet[Decision]:
    """Keep the decisions whose statements were published since, and those that were published or changed since."""
    rows = rows.filter(statement__published_at__gte=published) if published else rows
    return rows.filter(statement__in=changed_statements(changed)) if changed else rows


def meetings_since(
    rows: QuerySet[Meeting], published: datetime.datetime | None, changed: datetime.datetime | None
) -> QuerySet[Meeting]:
    """Keep the meetings of which anything was published since, and of which anything was published or changed since."""
    rows = with_latest(rows).filter(latest_at__gte=published) if published else rows
    if not changed:
        return rows
    statements = Statement.objects.public().filter(pk__in=changed_statements(changed), meeting__isnull=False)
    return rows.filter(Q(pk__in=_changed(Change.Subject.MEETING, changed)) | Q(pk__in=statements.values("meeting")))


def with_latest(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """Add to each public meeting ``latest_at``: when it, or a statement of it, was last published."""
    latest = Statement.objects.public().filter(meeting=OuterRef("pk")).order_by("-published_at").values("published_at")
    own = Coalesce(Subquery(latest[:1]), "published_at")
    return meetings.annotate(latest_at=Greatest("published_at", own, output_field=DateTimeField()))


def latest_first(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Put the meetings in the order in which something of them was last published, the latest first."""
    return with_latest(meetings).order_by("-latest_at", "-id")


def _changed(subject: str, moment: datetime.datetime) -> QuerySet[Any]:
    return Change.objects.filter(subject=subject, at__gte=moment).order_by().values("subject_id")
