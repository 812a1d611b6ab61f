"""Find which public statements have words of earlier ones, and keep what was found in place of what was kept."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from archive.citations.quotations import Text, find_runs
from archive.models import Quotation, Revision, Statement

# A roll call has the names of the last one; nobody quotes anybody in it.
LEFT_OUT = (Statement.Kind.VOTE, Statement.Kind.PROCEDURAL)
ROWS_AT_ONCE = 1000
FIELDS = ("quoting_id", "quoting_start", "quoting_end", "quoted_id", "quoted_start", "quoted_end")
Row = tuple[int, int, int, int, int, int]


class Recorded(NamedTuple):
    """How many texts were compared, how many quotations stand, and what changed."""

    texts: int
    found: int
    added: int
    removed: int


def record_quotations() -> Recorded:
    """Compare all public statements, minutes for a large archive, then change the table in one short transaction.

    What was corrected or withdrawn while they were compared is left out; the next run has it.
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
    """Return which of the wordings still are what the public reads."""
    wanted = sorted({number for row in found for number in (row[0], row[3])})
    current: set[int] = set()
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        some = wanted[start : start + ROWS_AT_ONCE]
        rows = Revision.objects.filter(pk__in=some, statement__status=Statement.Status.PUBLISHED)
        current.update(rows.filter(statement__current_revision=F("pk")).values_list("pk", flat=True))
    return current
