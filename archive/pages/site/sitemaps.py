"""Sitemaps: every public page, in maps that are cheap to make at any size.

Statements are split into maps by ranges of their numbers, so that neither the index nor a map counts or skips rows.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Substr
from django.urls import reverse

from archive.models import Board, Change, Meeting, Revision, Speaker, Statement, Topic
from archive.models.publication import BY_PUBLICATION

# A small map is quick to make. Search engines accept 50,000 maps in an index and 50,000 URLs in a map. If there would
# be too many small maps, maps have the full size, which is enough for two billion statements.
URLS_A_MAP = 1_000
MOST_URLS_A_MAP = 50_000
MOST_SMALL_MAPS = 40_000
# The longest that the first words of a text, which make its path, can be.
HEAD_OF_TEXT = 400
# How a statement names the object that it is shown with.
SAID: dict[type[Model], str] = {Board: "board", Meeting: "meeting", Speaker: "speaker", Topic: "topics"}


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
    """Pages of one kind of object, each with the day on which something on it was last published or changed."""

    limit = URLS_A_MAP

    def __init__(self, rows: type[Model]) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        """Return the public objects."""
        manager: Any = self.rows._default_manager
        return _with_last_change(manager.public().order_by("pk"))

    def lastmod(self, item: Any) -> datetime.datetime | None:
        """Return when a statement of it was last published, or the object was last changed."""
        return item.last_change

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """Return nothing for the index of maps, because it would read every object."""
        return None

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
        public = Statement.objects.public().order_by("pk")
        fields = ("pk", "current_revision__title", "head", "current_revision__published_at")
        head = Substr("current_revision__text", 1, HEAD_OF_TEXT)
        return public.annotate(head=head).values_list(*fields)

    def location(self, item: Sequence) -> str:
        """Return the statement's path."""
        number, title, head, _ = item
        return Statement(number=number, current_revision=Revision(title=title, text=head)).get_absolute_url()

    def lastmod(self, item: Sequence) -> datetime.datetime:
        """Return when its current wording was published."""
        return item[-1]


class ListSitemap(Sitemap):
    """The pages that link to the others."""

    def items(self) -> list[str]:
        """Return the names of the pages."""
        return ["home", "statement-list", "meeting-list", "board-list", "speaker-list", "topic-list", "about"]

    def location(self, item: str) -> str:
        """Return the page's path."""
        return reverse(f"pages:{item}")

    def lastmod(self, _item: str) -> datetime.datetime | None:
        """Return when a statement was last published."""
        return self.get_latest_lastmod()

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """Return when a statement was last published."""
        latest = Statement.objects.public().order_by(*BY_PUBLICATION).values_list("published_at", flat=True)
        return latest.first()


def _with_last_change(rows: QuerySet) -> QuerySet:
    """Add ``last_change``: when a statement of the object was last published, or the object itself was changed."""
    said = Statement.objects.public().filter(**{SAID[rows.model]: OuterRef("pk")}).order_by("-published_at")
    changes = Change.objects.filter(subject=rows.model._meta.model_name, subject_id=OuterRef("pk")).order_by("-at")
    published, changed = Subquery(said.values("published_at")[:1]), Subquery(changes.values("at")[:1])
    return rows.annotate(last_change=Greatest(Coalesce(published, changed), Coalesce(changed, published)))


SITEMAPS = {
    "lists": ListSitemap(),
    "boards": ObjectSitemap(Board),
    "meetings": MeetingSitemap(Meeting),
    "speakers": ObjectSitemap(Speaker),
    "topics": ObjectSitemap(Topic),
    "statements": StatementSitemap(Statement),
}
