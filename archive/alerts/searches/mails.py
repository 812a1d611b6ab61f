"""The text of an email with new results of searches: plain text and HTML, from what is public when they are sent."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext

from archive.alerts.letter import Letter, link_to
from archive.alerts.searches.asked import asked, name_of_search
from archive.citations.passages.context import shortened, shortened_start, surroundings
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Alert, AlertHit, Mail, Office, Statement, shown
from archive.models.publication import PUBLISHED_SINCE
from archive.search import FoundStatement, MarkedSegment, NewStatements, Sort, documents, found_statements

SHOWN_OF_EACH = 10
LONGEST_SENTENCE = 300


@dataclass(frozen=True)
class Told:
    """A result as an email shows it: the passage in segments, and the sentences around it."""

    statement: Statement
    before: str
    segments: list[MarkedSegment]
    after: str

    @property
    def where(self) -> str:
        """The meeting, or the board if there is none."""
        return str(self.statement.meeting or self.statement.board.name)

    @property
    def link(self) -> str:
        """The URL of the turn."""
        return link_to(self.statement.get_absolute_url())

    @property
    def marked_text(self) -> str:
        """The passage in plain text, with asterisks around what matches the search."""
        said = "".join(f"*{part.text}*" if part.marked else part.text for part in self.segments)
        return " ".join(shown(said).split())


@dataclass(frozen=True)
class Results:
    """What one alert has found: the results in the email, and how many more there are."""

    alert: Alert
    name: str
    told: list[Told]
    more: int

    @property
    def link(self) -> str:
        """The URL of all results."""
        return link_to(f"{reverse('pages:search')}?{self.alert.query}")

    @property
    def data(self) -> dict[str, Any]:
        """What a program gets: no words, which it reads under these numbers."""
        numbers = [one.statement.pk for one in self.told]
        return {"alert": self.alert.pk, "statements": numbers, "more": self.more, "url": self.link}

    @property
    def since_link(self) -> str:
        """The URL of everything that is published from now on, so that a reader can look without waiting."""
        now = timezone.now().replace(microsecond=0).isoformat().replace("+00:00", "Z")
        since = urlencode({PUBLISHED_SINCE: now, "sort": Sort.PUBLISHED.value})
        return f"{self.link}&{since}"

    @property
    def stop_link(self) -> str:
        """The URL where this alert is stopped."""
        return link_to(reverse("pages:alert-stop", kwargs={"key": self.alert.key}))


def letter_about_results(mail: Mail) -> Letter | None:
    """Return the email as it should be sent now, or None if there is nothing to say any more.

    Raise SearchUnavailable if the index cannot be read.
    """
    results = results_of(mail)
    if not results:
        return None
    number = sum(len(one.told) + one.more for one in results)
    key = results[0].alert.key
    stop_all = link_to(reverse("pages:all-alerts-stop", kwargs={"key": key}))
    stop = results[0].stop_link if len(results) == 1 else stop_all
    context = {"results": results, "all_link": all_link(key)}
    subject = ngettext("%(number)d new result: %(name)s", "%(number)d new results: %(name)s", number) % {
        "number": number,
        "name": "; ".join(one.name for one in results),
    }
    data = {"alerts": [one.data for one in results]}
    text, html = "alerts/results.txt", "alerts/results.html"
    return Letter(subject, text, context, html, stop, kind="alert.results", key=key, data=data)


def results_of(mail: Mail) -> list[Results]:
    """Return the results of each alert in the email: only public statements that the search still finds."""
    by_alert: dict[Alert, list[int]] = defaultdict(list)
    for hit in AlertHit.objects.filter(mail=mail).select_related("alert").order_by("alert_id", "-statement_id"):
        by_alert[hit.alert].append(hit.statement_id)
    of_alerts = []
    for alert, numbers in by_alert.items():
        request = asked(alert.query, with_procedural=alert.with_procedural)
        public = documents(numbers)
        if request is None or not public:
            continue
        results = NewStatements(public).search(request.changed(page_size=SHOWN_OF_EACH))
        entries = [_told_of_hit(one) for one in found_statements(results, _with_public_offices)]
        if entries:
            of_alerts.append(Results(alert, name_of_search(alert), entries, results.total - len(entries)))
    return of_alerts


def _with_public_offices(numbers: Collection[int]) -> Iterable[Statement]:
    offices = Prefetch("speaker__offices", Office.objects.public())
    shown_of_each = ("current_revision", "board", "meeting__board", "speaker", "agenda_item")
    rows = Statement.objects.public().select_related(*shown_of_each)
    return rows.prefetch_related(offices).filter(pk__in=numbers)


def _told_of_hit(hit: FoundStatement) -> Told:
    passage, text = hit.passages[0], hit.statement.text
    around = surroundings(text, QuoteRange(passage.start, passage.end))
    segments = [MarkedSegment(around.start, False), *passage.segments, MarkedSegment(around.rest, False)]
    return Told(
        hit.statement,
        shortened_start(shown(around.before), LONGEST_SENTENCE),
        [segment for segment in segments if segment.text],
        shortened(shown(around.after), LONGEST_SENTENCE),
    )


def all_link(key: str) -> str:
    """Return the URL of the list of all alerts of the reader who has the alert with that key."""
    return link_to(reverse("pages:all-alerts", kwargs={"key": key}))
