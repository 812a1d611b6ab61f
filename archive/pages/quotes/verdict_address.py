"""The URL of a verdict: the quotation, the name, the day of the check and the wording that it relied on.

The verdict is computed each time the URL is opened. What it says about the day of the check follows from the record:
when a wording was published, replaced, redacted or withdrawn.
"""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext

from archive.citations.quote_checker import Answer, FoundWording, Verdict
from archive.citations.quote_checker.quotation import SpanKind
from archive.models import Revision, Statement

# Longer quotations get an answer only on the form, because proxies and mail programs cut long URLs.
LONGEST_IN_AN_ADDRESS = 2000
RESTS_ON = re.compile(r"(\d{1,9})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class VerdictRequest:
    """What a URL or a form asks. ``date`` is when the words are said to have been said.

    ``day``, of the check, and ``rests_on`` are only set if a shared verdict is opened.
    """

    quotation: str
    name: str = ""
    day: datetime.date | None = None
    rests_on: tuple[int, int] | None = None
    date: str = ""


@dataclass(frozen=True)
class CheckedQuotation:
    """An answer with its URL, and what has happened to it since the day of the check."""

    asked: VerdictRequest
    answer: Answer

    @property
    def place(self) -> FoundWording | None:
        """The most likely place."""
        return self.answer.places[0] if self.answer.places else None

    @property
    def day(self) -> datetime.date:
        """The day of the check: the one in the URL, else today."""
        return self.asked.day or timezone.localdate()

    @property
    def checked_on(self) -> str:
        """The day of the check in words."""
        return date_format(self.day, "DATE_FORMAT")

    @property
    def has_address(self) -> bool:
        """Whether the quotation is short enough for a URL."""
        return len(self.asked.quotation) <= LONGEST_IN_AN_ADDRESS

    @property
    def query(self) -> str:
        """The query string of its URL."""
        asked = self.asked
        values = {"q": asked.quotation, "name": asked.name, "date": asked.date, "on": self.day.isoformat()}
        if self.asked.rests_on:
            values["rests"] = "{}.{}".format(*self.asked.rests_on)
        elif self.place:
            values["rests"] = f"{self.place.revision.statement_id}.{self.place.revision.number}"
        return urlencode({key: value for key, value in values.items() if value})

    @property
    def address(self) -> str:
        """Its path, in the language of the page."""
        return f"{reverse('pages:quote-check')}?{self.query}"

    @property
    def card(self) -> str:
        """The path of its card, in the language of the page. Words that are not on record have none."""
        return f"{reverse('pages:quote-card')}?{self.query}"

    @property
    def cite(self) -> str:
        """The path of the citations of the words that it relies on; empty if there are none."""
        if not self.place:
            return ""
        revision = self.place.revision
        query = urlencode([("r", str(revision.number)), ("quote", str(self.place.finding.passage))])
        return f"{reverse('pages:statement-cite', args=[revision.statement_id])}?{query}"

    @property
    def other_choices(self) -> list[str]:
        """Other words that may have been meant as the quotation, if no marks showed it: all, and each part outside."""
        quotation = self.answer.quotation
        if not self.answer.is_chosen:
            return []
        outside = [span.written for span in quotation.spans if span.kind == SpanKind.OUTSIDE]
        return [" ".join(self.asked.quotation.split()), *outside]

    @property
    def headline(self) -> str:
        """The verdict.

        For a shared verdict that no longer holds: the old verdict, and that the text was corrected since.
        """
        if self._is_corrected_since:
            return gettext("%(verdict)s when checked on %(date)s, since corrected") % {
                "verdict": self.answer.headline,
                "date": self.checked_on,
            }
        return self.answer.headline

    @cached_property
    def since(self) -> str:
        """A sentence on what happened to the wording that the verdict relied on; empty if nothing did."""
        if not self.asked.day or not self.asked.rests_on:
            return ""
        number, revision_number = self.asked.rests_on
        statement = Statement.objects.filter(pk=number).first()
        revision = Revision.objects.published().filter(statement=number, number=revision_number).first()
        values = {"date": self.checked_on, "number": number}
        if statement and statement.status == Statement.Status.WITHDRAWN:
            return (
                gettext("When we checked it on %(date)s, it matched statement %(number)s, which has been withdrawn.")
                % values
            )
        if not statement or not revision or not statement.is_public:
            return ""
        if self.answer.verdict == Verdict.NOT_FOUND and revision.remaining_sha256:
            return gettext("It matched a passage in statement %(number)s that has been redacted.") % values
        if self.place and self._is_new_since:
            return gettext("On %(date)s, the record did not yet contain these words.") % values
        return ""

    @property
    def _is_corrected_since(self) -> bool:
        until = self.place.until if self.place else None
        return bool(self.asked.day and until and timezone.localtime(until).date() >= self.asked.day)

    @property
    def _is_new_since(self) -> bool:
        published = self.place.revision.published_at if self.place else None
        return bool(self.asked.day and published and timezone.localtime(published).date() > self.asked.day)


def read_day(written: str) -> datetime.date | None:
    """Return the day of a check, or None if this is not a day or is in the future."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


def read_rests_on(written: str) -> tuple[int, int] | None:
    """Return the numbers of statement and revision in "12.1", or None for anything else."""
    match = RESTS_ON.fullmatch(written)
    return (int(match[1]), int(match[2])) if match else None
