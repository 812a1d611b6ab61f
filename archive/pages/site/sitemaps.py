"""Sitemaps: every public page, in maps that are cheap to make at any size.

Statements are split into maps by ranges of their numbers, so that neither the index nor a map counts or skips rows.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse

from archive.models import Board, Meeting, Revision, Speaker, Statement, Topic

# A small map is quick to make. Search engines accept 50,000 maps in an index and 50,000 URLs in a map. If there would
# be too many small maps, maps have the full size, which is enough for two billion statements.
URLS_A_MAP = 1_000
MOST_URLS_A_MAP = 50_000
MOST_SMALL_MAPS = 40_000
# The longest that the first words of a text, which make its path, can be.
HEAD_OF_TEXT = 400


class NumberRanges(Paginator):
    """Splits rows with a whole-number key into pages of equal ranges of that key.

    A page may have fewer rows, or none.
    """

    def __init__(self, rows: QuerySet, per_page: int) -> None:
        # Every key is above zero, but with this condition SQLite reads the keys from the last one, not all of them.
        self.last_key = rows.filter(pk__gt=0).order_by("-pk").values_list("pk", flat=True).first() or 0
        super().__init__(rows, per_page if self.last_key <= per_page * MOST_SMALL_MAPS else MOST_URLS_A_MAP)

    @property
    def num_pages(self) -> int:
        """The number of ranges up to the highest key, at least one."""
        return max(1, -(-self.last_key // self.per_page))

    def validate_number(self, number: object) -> int:
        """Return the page's number; raise Django's errors if it is not a number or past the end."""
        try:
            page = int(str(number))
        except ValueError as error:
            raise EmptyPage(f"There is no map {number!r}.") from error
        if not 1 <= page <= self.num_pages:
            raise EmptyPage(f"There is no map {page}.")
        return page

    def page(self, number: object) -> Page[Any]:
        """Return the rows of one range."""
        at = self.validate_number(number)
        last = at * self.per_page
        rows: Any = self.object_list
        return Page(rows.filter(pk__gt=last - self.per_page, pk__lte=last), at, self)


class ObjectSitemap(Sitemap):
    """Pages of one kind of object."""

    limit = URLS_A_MAP

    def __init__(self, rows: type[Model]) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        """Return the public objects."""
        rows: Any = self.rows._default_manager
        return rows.public().order_by("pk")

    @property
    def paginator(self) -> NumberRanges:
        """Split by key."""
        return NumberRanges(self.items(), self.limit)


class MeetingSitemap(ObjectSitemap):
    """Meetings, with their boards, which are part of their paths."""

    def items(self) -> QuerySet:
        """Return the public meetings with their boards."""
        return super().items().select_related("board")


class StatementSitemap(ObjectSitemap):
    """Statements, with the day their current wording was published. It never reads a whole text."""

    def items(self) -> QuerySet:
        """Return number, title, first words and time of each public statement."""
        fields = ("pk", "current_revision__title", "head", "current_revision__published_at")
        head = Substr("current_revision__text", 1, HEAD_OF_TEXT)
        return super().items().annotate(head=head).values_list(*fields)

    def location(self, item: Sequence) -> str:
        """Return the statement's path."""
        number, title, head, _ = item
        return Statement(number=number, current_revision=Revision(title=title, text=head)).get_absolute_url()

    def lastmod(self, item: Sequence) -> datetime.datetime:
        """Return when its current wording was published."""
        return item[-1]

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """Return when a wording was last published, for the index of maps."""
        return None


class ListSitemap(Sitemap):
    """The pages that link to the others."""

    def items(self) -> list[str]:
        """Return the names of the pages."""
        return ["home", "statement-list", "meeting-list", "board-list", "speaker-list", "topic-list", "about"]

    def location(self, item: str) -> str:
        """Return the page's path."""
        return reverse(f"pages:{item}")


SITEMAPS = {
    "lists": ListSitemap(),
    "boards": ObjectSitemap(Board),
    "meetings": MeetingSitemap(Meeting),
    "speakers": ObjectSitemap(Speaker),
    "topics": ObjectSitemap(Topic),
    "statements": StatementSitemap(Statement),
}
