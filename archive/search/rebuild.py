"""The index, built again from the database beside the one that readers search meanwhile."""

from collections.abc import Callable, Iterator
from itertools import count

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from archive.models import OutboxEntry
from archive.search import filing, origin
from archive.search.backends import get_backend
from archive.search.backends.base import IndexBuild
from archive.search.document import CHUNK, Document, all_documents, documents, showing
from boardmeetings.failpoints import failpoint

# Follows the documents as they go by, to show how far the work is.
Watch = Callable[[Iterator[Document]], Iterator[Document]]


class RebuildUnderway(Exception):
    """Another process is building the index; it will hold everything that is committed now."""

    def __init__(self) -> None:
        super().__init__("Another process is rebuilding the index. Wait until it has finished.")


def rebuild(watch: Watch = iter) -> int:
    """Rebuild the index, put it in the place of the live one and return how many statements went in.

    Readers search the old index until the new one is whole, and what is published or withdrawn meanwhile is in both.
    Rows that are written while the new one is put in place wait for the next drain. Raise RebuildUnderway if another
    process builds.
    """
    backend = get_backend()
    with backend.building() as build:
        if build is None:
            raise RebuildUnderway
        # What these rows say was committed before the first statement is read, so the build holds it.
        before = set(OutboxEntry.objects.of_index().pending().values_list("pk", flat=True))
        last = OutboxEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        # Rows that others do meanwhile have higher numbers, or, where transactions overlap, at least a later time.
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
            # What was read before it was redacted is in the new files too, and in those that were set aside.
            if done.intersection(redacted) and not backend.expunge():
                done -= set(redacted)
            OutboxEntry.objects.mark_done(done)
    filing.follow_all()
    return next(tally)


def _replay(build: IndexBuild, entries: QuerySet[OutboxEntry], but: set[int]) -> set[int]:
    """Bring into the build what the rows concern, whether the live index has it already or not; return the rows."""
    rows = [row for row in entries.values_list("pk", "subject", "subject_id") if row[0] not in but]
    by_subject: dict[str, set[int]] = {}
    for _, subject, subject_id in rows:
        by_subject.setdefault(subject, set()).add(subject_id)
    numbers = sorted(set().union(*(showing(subject, ids) for subject, ids in by_subject.items())))
    for start in range(0, len(numbers), CHUNK):
        some = set(numbers[start : start + CHUNK])
        found = documents(some)
        build.update(documents=found, gone=some - {document.number for document in found})
    return {pk for pk, _, _ in rows}
