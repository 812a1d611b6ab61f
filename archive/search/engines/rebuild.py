"""Rebuild the index from the database, next to the one that readers search meanwhile."""

from collections.abc import Callable, Iterator
from itertools import count

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from archive.machine.database.parts import in_parts
from archive.models import OutboxEntry
from archive.search.engines import filing, get_backend, origin
from archive.search.engines.base import IndexBuild
from archive.search.engines.document import CHUNK, Document, all_documents, documents, showing_any
from archive.search.names import names_kept
from boardmeetings.failpoints import failpoint

# Called with the documents as they pass, to show progress.
Watch = Callable[[Iterator[Document]], Iterator[Document]]


class RebuildUnderway(Exception):
    """Another process is building the index. Its index will have everything that is committed now."""

    def __init__(self) -> None:
        super().__init__("Another process is rebuilding the index. Wait until it has finished.")


def rebuild(watch: Watch = iter) -> int:
    """Rebuild the index, put it in place of the live one and return its number of statements.

    Readers search the old index until the new one is complete. Changes made meanwhile go into both. Rows that are
    written during the swap wait for the next drain. Raise RebuildUnderway if another process is building.
    """
    names_kept.update_names()
    backend = get_backend()
    with backend.building() as build:
        if build is None:
            raise RebuildUnderway
        # These rows were committed before the first statement is read, so the build has their changes.
        before = set(OutboxEntry.objects.of_index().pending().values_list("pk", flat=True))
        last = OutboxEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        # Rows that others do meanwhile have higher numbers or, if transactions overlap, at least a later time.
        done_meanwhile = Q(done_at__isnull=False) & (Q(pk__gt=last) | Q(done_at__gte=timezone.now()))
        tally = count()
        build.add(watch(document for document, _ in zip(all_documents(), tally, strict=False)))
        with backend.writing(wait=True):
            meanwhile = _replay(
                build, OutboxEntry.objects.of_index().filter(Q(done_at__isnull=True) | done_meanwhile), before
            )
            failpoint("rebuild.built")
            build.swap(origin.of_now())
            failpoint("rebuild.swapped")
            done = before | meanwhile
            redacted = OutboxEntry.objects.filter(subject=OutboxEntry.Subject.REDACTED).values_list("pk", flat=True)
            # Words that were read before they were redacted are in the new files too, and in those that were set aside.
            if done.intersection(redacted) and not backend.expunge():
                done -= set(redacted)
            OutboxEntry.objects.mark_done(done)
    filing.follow_all()
    return next(tally)


def _replay(build: IndexBuild, entries: QuerySet[OutboxEntry], but: set[int]) -> set[int]:
    """Add to the build what the rows say has changed, whether the live index has it or not; return the rows."""
    rows = [row for row in entries.values_list("pk", "subject", "subject_id") if row[0] not in but]
    numbers = sorted(showing_any((subject, subject_id) for _, subject, subject_id in rows))
    for some in in_parts(numbers, CHUNK):
        changed = documents(set(some))
        build.update(documents=changed, gone=set(some) - {document.number for document in changed})
    return {pk for pk, _, _ in rows}
