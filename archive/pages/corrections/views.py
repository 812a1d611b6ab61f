"""The corrections log: what changed on record, why, and on what evidence."""

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.citations.passages.difference import Excerpt, compare, excerpt
from archive.machine.web.cost import Cost, costs
from archive.models import Board, Correction, ErrorReport, Revision, Source
from archive.pages.http.errors import NotHere, withdrawn
from archive.pages.http.paging import paginate
from archive.pages.statements.wordings import statement_on_record
from archive.search.filters import CorrectionFilter


class CorrectionEntry:
    """A correction as the log shows it. For a withdrawn statement, only the withdrawal and none of the text.

    ``statement`` is None if something else was corrected: then ``subject`` is that object.
    """

    def __init__(self, correction: Correction) -> None:
        self.correction = correction
        self.statement = correction.statement
        self.subject = correction.subject
        self.revision = correction.revision
        self.is_withdrawn = self.statement is not None and not self.statement.is_public

    @property
    def address(self) -> str:
        """Where readers see what was corrected; empty for a source, which has no page."""
        return "" if isinstance(self.subject, Source) else self.subject.get_absolute_url()

    @property
    def board(self) -> Board | None:
        """The board of the object, whose time zone and language are used."""
        if isinstance(self.subject, Board):
            return self.subject
        return getattr(self.subject, "board", None)

    @property
    def timezone(self) -> str:
        """The time zone in which the day of the change is given."""
        return self.board.timezone if self.board else "UTC"

    @property
    def number_before(self) -> int:
        """The number of the previous revision."""
        return self.revision.number - 1 if self.revision else 0

    @property
    def title(self) -> list[Excerpt]:
        """What changed in the title."""
        return self._excerpt(self._before("title"), self.revision.title) if self.revision else []

    @property
    def text(self) -> list[Excerpt]:
        """What changed in the text."""
        return self._excerpt(self._before("text"), self.revision.text) if self.revision else []

    @property
    def reports(self) -> list[ErrorReport]:
        """The readers' reports that led to it."""
        return [] if self.is_withdrawn else list(self.correction.settles.all())

    def _before(self, field: str) -> str | None:
        return getattr(self.correction, f"{field}_before")

    @staticmethod
    def _excerpt(before: str | None, after: str) -> list[Excerpt]:
        return excerpt(compare(before or "", after))


def logged() -> QuerySet[Correction]:
    """Return the public log, the latest first, with what an entry shows."""
    before = Revision.objects.published().filter(
        statement=OuterRef("statement"), number=OuterRef("revision__number") - 1
    )
    return (
        Correction.objects.public()
        .select_related(
            *(f"statement__{name}" for name in ("board", "speaker", "current_revision", "agenda_item")),
            *("revision", "tombstone"),
            *("meeting__board", "board", "speaker", "source", "topic"),
        )
        .prefetch_related(Prefetch("settles", ErrorReport.objects.only("number", "corrected_by").order_by("number")))
        .annotate(title_before=Subquery(before.values("title")), text_before=Subquery(before.values("text")))
        .order_by(F("at").desc(), "-id")
    )


@require_safe
@costs(Cost.CHEAP, *CorrectionFilter.base_filters, "page")
def correction_list(request: HttpRequest) -> HttpResponse:
    """Show the log, the latest first, filtered by board and kind."""
    filtered = CorrectionFilter(request.GET, queryset=logged())
    page = paginate(request, filtered.qs)
    board = filtered.form.cleaned_data.get("board") if filtered.form.is_valid() else None
    entries = [CorrectionEntry(correction) for correction in page.items]
    context = {"filter": filtered, "page": page, "entries": entries, "board": board}
    return render(request, "pages/corrections/list.html", context)


@require_safe
@costs(Cost.CHEAP)
def correction_detail(request: HttpRequest, correction: int) -> HttpResponse:
    """Show one entry of the log or, if its statement was withdrawn since, the tombstone."""
    shown = logged().filter(pk=correction).first()
    if shown is None:
        known = Correction.objects.filter(pk=correction, at__isnull=False).first()
        if known is None or known.statement_id is None:
            raise NotHere(gettext("There is no correction %(number)s.") % {"number": correction})
        return withdrawn(request, statement_on_record(known.statement_id))
    return render(request, "pages/corrections/detail.html", {"entry": CorrectionEntry(shown)})
