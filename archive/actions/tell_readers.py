"""Decide whether readers with alerts hear of a publication, if the editor did not."""

import datetime

from django.utils import timezone

from archive.models import PartialDate

NEWS = datetime.timedelta(days=30)


def is_news(date: PartialDate) -> bool:
    """Return whether readers are told of what was said on that date: only within thirty days."""
    return date.last >= timezone.localdate() - NEWS
