"""Find public statements that share words with earlier ones, and store the pairs in place of the former ones."""

from collections.abc import Collection, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from archive.citations.shared_words.quotations import Text, TextsCompared
from archive.database.locks import named_lock
from archive.database.parts import in_parts
from archive.models import Quotation, Revision, Statement, TextComparison
from boardmeetings.failpoints import failpoint

# A roll call repeats the names of the last one, but nobody quotes anybody.
LEFT_OUT = (Statement.Kind.VOTE, Statement.Kind.DECISION, Statement.Kind.PROCEDURAL)
ROWS_AT_ONCE = 1000
FIELDS = ("quoting_id", "quoting_start", "quoting_end", "quoted_id", "quoted_start", "quoted_end")
ONLY_ROW = 1
Row = tuple[int, ...]


class ComparisonUnderway(Exception):
    """Another process is comparing the texts."""

    def __init__(self) -> None:
        super().__init__("Another process is comparing the statements. Wait until it has finished.")


class Recorded(NamedTuple):
    """The numbers of texts, of compared texts and of stored quotations, and how many were added and removed."""

    texts: int
    compared: int
    found: int
    added: int
    removed: int


def record_quotations() -> Recorded:
    """Compare what is new since the last run, then change the table in one short transaction.

    The first run compares all statements, and so does a run that cannot find the files of the last one. If a statement
    is corrected or withdrawn during the comparison, no page shows its pairs, and the next run removes them. Raise
    ComparisonUnderway if another process is comparing.
    """
    with named_lock("shared words") as is_ours:
        if not is_ours:
            raise ComparisonUnderway
        return _record()


def _record() -> Recorded:
    state = TextComparison.objects.values_list("state", flat=True).first() or ""
    compared = TextsCompared(Path(settings.SHARED_WORDS_DIR), settings.REMOVED_WORDS_KEY, state, _words)
    compared.tidy()
    runs = {astuple(run) for run in compared.update(_texts(), _quoting)}
    state = compared.keep()
    failpoint("quotations.compared")
    with transaction.atomic():
        holding = _there(runs)
        kept = {tuple(row[1:]): row[0] for row in _to_settle(compared)}
        gone = [key for row, key in kept.items() if row not in holding]
        for some in in_parts(sorted(gone), ROWS_AT_ONCE):
            Quotation.objects.filter(pk__in=some).delete()
        new = sorted(holding - kept.keys())
        Quotation.objects.bulk_create(
            [Quotation(**dict(zip(FIELDS, row, strict=True))) for row in new], batch_size=ROWS_AT_ONCE
        )
        TextComparison.objects.update_or_create(pk=ONLY_ROW, defaults={"state": state})
        total = Quotation.objects.count()
    failpoint("quotations.kept")
    compared.tidy()
    judged = compared.judged
    return Recorded(len(compared), len(compared) if judged is None else len(judged), total, len(new), len(gone))


def _texts() -> Iterator[Text]:
    statements = Statement.objects.public().exclude(kind__in=LEFT_OUT).order_by()
    fields = ("current_revision", "date", "meeting", "number")
    hashes = ("current_revision__sha256", "current_revision__remaining_sha256")
    for revision, date, meeting, number, whole, remaining in statements.values_list(*fields, *hashes).iterator():
        wording = int((remaining or whole)[:16], 16)
        yield Text(revision, date.first.toordinal(), date.last.toordinal(), meeting or -number, wording)


def _words(numbers: list[int]) -> dict[int, str]:
    return dict(Revision.objects.filter(pk__in=numbers).values_list("pk", "text"))


def _quoting(numbers: Collection[int]) -> set[int]:
    """Return which of the wordings are known to quote others."""
    rows = Quotation.objects.order_by()
    return {
        number
        for some in in_parts(sorted(numbers), ROWS_AT_ONCE)
        for number in rows.filter(quoting__in=some).values_list("quoting", flat=True)
    }


def _to_settle(compared: TextsCompared) -> Iterator[Row]:
    """Yield the stored rows, with their keys, that stay only if this run has found them again."""
    rows = Quotation.objects.order_by().values_list("pk", *FIELDS)
    judged = compared.judged
    if judged is None:
        yield from rows
        return
    seen: set[Row] = set()
    for some in in_parts(sorted(judged), ROWS_AT_ONCE):
        seen.update(rows.filter(quoting__in=some))
    for some in in_parts(sorted(compared.gone), ROWS_AT_ONCE):
        seen.update(rows.filter(Q(quoting__in=some) | Q(quoted__in=some)))
    yield from seen


def _there(runs: set[Row]) -> set[Row]:
    """Return the rows whose wordings still exist: somebody may have removed the demo record meanwhile."""
    wanted = {number for row in runs for number in (row[0], row[3])}
    there: set[int] = set()
    for some in in_parts(sorted(wanted), ROWS_AT_ONCE):
        there.update(Revision.objects.filter(pk__in=some).values_list("pk", flat=True))
    return {row for row in runs if row[0] in there and row[3] in there}
