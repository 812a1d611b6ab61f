"""Whether readers with alerts hear of what is published, where nobody says so."""

import datetime

from django.utils import timezone

from archive.models import PartialDate

NEWS = datetime.timedelta(days=30)


def is_news(date: PartialDate) -> bool:
    """Return whether what was said on the date is told by itself: not where it was longer ago than thirty days."""
    return date.last >= timezone.localdate() - NEWS
