"""Find public statements that share words with earlier ones, and replace the stored results."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from archive.citations.quotations import Text, find_runs
from archive.models import Quotation, Revision, Statement

# A roll call repeats the names of the last one, but nobody quotes anybody.
LEFT_OUT = (Statement.Kind.VOTE, Statement.Kind.PROCEDURAL)
ROWS_AT_ONCE = 1000
FIELDS = ("quoting_id", "quoting_start", "quoting_end", "quoted_id", "quoted_start", "quoted_end")
Row = tuple[int, int, int, int, int, int]


class Recorded(NamedTuple):
    """How many texts were compared, how many pairs are stored, and what changed."""

    texts: int
    found: int
    added: int
    removed: int


def record_quotations() -> Recorded:
    """Compare all public statements, then change the table in one short transaction.

    Comparing a large archive takes minutes. Statements that are corrected or withdrawn meanwhile are left out; the next
    run includes them.
    """
    statements = Statement.objects.public().exclude(kind__in=LEFT_OUT)
    texts = [
        Text(revision, date.first.toordinal(), date.last.toordinal(), meeting or -number)
        for revision, date, meeting, number in statements.values_list(
            "current_revision", "date", "meeting", "number"
        ).iterator()
    ]
    found = {
        (run.later, run.later_start, run.later_end, run.earlier, run.earlier_start, run.earlier_end)
        for run in find_runs(texts, _texts)
    }
    with transaction.atomic():
        current = _current(found)
        holding = {row for row in found if row[0] in current and row[3] in current}
        kept = {tuple(row[1:]): row[0] for row in Quotation.objects.values_list("pk", *FIELDS)}
        gone = [key for row, key in kept.items() if row not in holding]
        for start in range(0, len(gone), ROWS_AT_ONCE):
            Quotation.objects.filter(pk__in=gone[start : start + ROWS_AT_ONCE]).delete()
        new = sorted(holding - kept.keys())
        Quotation.objects.bulk_create(
            [Quotation(**dict(zip(FIELDS, row, strict=True))) for row in new], batch_size=ROWS_AT_ONCE
        )
    return Recorded(len(texts), len(holding), len(new), len(gone))


def _texts(numbers: list[int]) -> dict[int, str]:
    return dict(Revision.objects.filter(pk__in=numbers).values_list("pk", "text"))


def _current(found: set[Row]) -> set[int]:
    """Return which of the wordings are still the current ones."""
    wanted = sorted({number for row in found for number in (row[0], row[3])})
    current: set[int] = set()
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        some = wanted[start : start + ROWS_AT_ONCE]
        rows = Revision.objects.filter(pk__in=some, statement__status=Statement.Status.PUBLISHED)
        current.update(rows.filter(statement__current_revision=F("pk")).values_list("pk", flat=True))
    return current
